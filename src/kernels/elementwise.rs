//! What is done number by number: activations and their slopes, the errors of the output, its cost.
//!
//! These are the textbook's own functions, called with [`Fast`] numbers: hidden layers unit by unit in one long row,
//! which the compiler turns into vector code by itself; the output, whose activation and cost see all units of an
//! example, for several examples side by side.
//!
//! **Invariant**: here is no formula of an activation or of a cost.

use super::float::Float;
use super::number::Fast;
use super::parameters::stride;
use super::product::{Matrix, MatrixMut};
use super::vector::{Isa, Task};
use crate::equations::activation::{Activation, Kernel, OutputActivation};
use crate::equations::cost::Cost;
use crate::equations::scalar::Scalar;
use std::array::from_fn;
use std::marker::PhantomData;

/// z becomes a = g(z), and the slope g′(z), if it is wanted.
#[derive(Debug)]
pub struct Activate<'a, A, T> {
    /// The weighted inputs of the examples, one after the other.
    pub z: &'a mut [T],
    /// As many slopes.
    pub slope: Option<&'a mut [T]>,
    /// The units of an example; what fills its row up becomes 0.
    pub units: usize,
    /// g.
    pub activation: PhantomData<A>,
}

impl<A: Activation, T: Float> Task<T> for Activate<'_, A, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        match self.slope {
            Some(slope) => {
                for (z, slope) in self.z.iter_mut().zip(slope) {
                    let (a, g_prime) = g_and_slope::<A, _>(Fast::<T, I, 1>::new([*z]));
                    (*z, *slope) = (a.0[0], g_prime.0[0]);
                }
            }
            None => {
                for z in self.z.iter_mut() {
                    // Not by g alone, which may round otherwise: the cost is the same, whoever asks for it.
                    *z = g_and_slope::<A, _>(Fast::<T, I, 1>::new([*z])).0.0[0];
                }
            }
        }
        let width = stride::<T>(self.units);
        if width > self.units {
            for row in self.z.chunks_exact_mut(width) {
                row[self.units..].fill(T::ZERO);
            }
        }
    }
}

/// a = g(z) and the slope g′(z). Two activations share the costly part, an exponential, between both: these lines compute
/// the equations `sigmoid`, `sigmoid-prime`, `tanh` and `tanh-prime` in another form, and a test compares them.
#[inline(always)]
pub(super) fn g_and_slope<A: Activation, T: Scalar>(z: T) -> (T, T) {
    match A::KERNEL {
        Kernel::Sigmoid => sigmoid_and_slope(z),
        Kernel::Tanh => tanh_and_slope(z),
        Kernel::OneByOne | Kernel::SideBySide => (A::g(z), A::g_prime(z)),
    }
}

/// With e = e^(−|z|), which cannot overflow, one of g(z) and g(−z) is 1 / (1 + e), and the other e / (1 + e).
#[inline(always)]
fn sigmoid_and_slope<T: Scalar>(z: T) -> (T, T) {
    let e = (-z.abs()).exp();
    let large = T::ONE / (T::ONE + e);
    let part = if z < T::ZERO { e } else { T::ONE };
    (part * large, e * (large * large))
}

/// With e = e^(−2|z|), the slope is 4 e / (1 + e)², and tanh z has the same exponential.
#[inline(always)]
fn tanh_and_slope<T: Scalar>(z: T) -> (T, T) {
    let e = (-(z.abs() + z.abs())).exp();
    let inverse = T::ONE / (T::ONE + e);
    (z.tanh(), T::from_f64(4.0) * e * (inverse * inverse))
}

/// How many examples the output computes side by side.
const LANES: usize = 8;

/// One number of some examples, which start at `s` and lie `stride` numbers apart; of what is behind the end, zeros.
#[inline(always)]
fn gather<T: Float, I, const L: usize>(values: &[T], s: usize, stride: usize, k: usize) -> Fast<T, I, L> {
    let mut lanes = [T::ZERO; L];
    for (l, lane) in lanes.iter_mut().enumerate() {
        *lane = *values.get((s + l) * stride + k).unwrap_or(&T::ZERO);
    }
    Fast::new(lanes)
}

/// The errors of the output from its weighted inputs: δ⁽ᴸ⁾, times a factor.
#[derive(Debug)]
pub struct OutputError<'a, const K: usize, A, C, T> {
    /// z of the examples, each filled up to whole vectors.
    pub z: &'a [T],
    /// The targets, K an example.
    pub y: &'a [T],
    /// δ, laid out like z.
    pub delta: &'a mut [T],
    /// The factor.
    pub scale: T,
    /// g and C.
    pub output: PhantomData<(A, C)>,
}

impl<const K: usize, A: OutputActivation, C: Cost<A>, T: Float> Task<T> for OutputError<'_, K, A, C, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        if C::KERNEL != Kernel::OneByOne { self.side_by_side::<I, LANES>() } else { self.side_by_side::<I, 1>() }
    }
}

impl<const K: usize, A: OutputActivation, C: Cost<A>, T: Float> OutputError<'_, K, A, C, T> {
    #[inline(always)]
    fn side_by_side<I: Isa<T>, const L: usize>(self) {
        let width = stride::<T>(K);
        let scale = Fast::<T, I, L>::new([self.scale; L]);
        for (group, rows) in self.delta.chunks_mut(L * width).enumerate() {
            let z: [Fast<T, I, L>; K] = from_fn(|k| gather(self.z, group * L, width, k));
            let y: [Fast<T, I, L>; K] = from_fn(|k| gather(self.y, group * L, K, k));
            let delta = C::delta(&z, &A::activate(&z), &y);
            for (l, row) in rows.chunks_exact_mut(width).enumerate() {
                for k in 0..K {
                    row[k] = (scale * delta[k]).0[l];
                }
            }
        }
    }
}

/// The outputs h from the weighted inputs of the output layer.
#[derive(Debug)]
pub struct Outputs<'a, const K: usize, A, T> {
    /// z of the examples, each padded to whole vectors.
    pub z: &'a [T],
    /// h, K numbers an example.
    pub h: &'a mut [T],
    /// g.
    pub activation: PhantomData<A>,
}

impl<const K: usize, A: OutputActivation, T: Float> Task<T> for Outputs<'_, K, A, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        if A::KERNEL != Kernel::OneByOne { self.side_by_side::<I, LANES>() } else { self.side_by_side::<I, 1>() }
    }
}

impl<const K: usize, A: OutputActivation, T: Float> Outputs<'_, K, A, T> {
    #[inline(always)]
    fn side_by_side<I: Isa<T>, const L: usize>(self) {
        let width = stride::<T>(K);
        for (group, rows) in self.h.chunks_mut(L * K).enumerate() {
            let z: [Fast<T, I, L>; K] = from_fn(|k| gather(self.z, group * L, width, k));
            let h = A::activate(&z);
            for (l, row) in rows.chunks_exact_mut(K).enumerate() {
                for k in 0..K {
                    row[k] = h[k].0[l];
                }
            }
        }
    }
}

/// The sum of the costs of the examples.
#[derive(Debug)]
pub struct OutputCost<'a, const K: usize, A, C, T> {
    /// z of the examples, each filled up to whole vectors.
    pub z: &'a [T],
    /// The targets, K an example.
    pub y: &'a [T],
    /// g and C.
    pub output: PhantomData<(A, C)>,
}

impl<const K: usize, A: OutputActivation, C: Cost<A>, T: Float> Task<T> for OutputCost<'_, K, A, C, T> {
    type Output = T;

    #[inline(always)]
    fn run<I: Isa<T>>(self) -> T {
        if C::KERNEL != Kernel::OneByOne { self.side_by_side::<I, LANES>() } else { self.side_by_side::<I, 1>() }
    }
}

impl<const K: usize, A: OutputActivation, C: Cost<A>, T: Float> OutputCost<'_, K, A, C, T> {
    #[inline(always)]
    fn side_by_side<I: Isa<T>, const L: usize>(self) -> T {
        let width = stride::<T>(K);
        let m = self.z.len() / width;
        let mut sum = T::ZERO;
        for s in (0..m).step_by(L) {
            let z: [Fast<T, I, L>; K] = from_fn(|k| gather(self.z, s, width, k));
            let y: [Fast<T, I, L>; K] = from_fn(|k| gather(self.y, s, K, k));
            let costs = C::cost(&z, &A::activate(&z), &y);
            for &cost in costs.0.iter().take(m - s) {
                sum += cost;
            }
        }
        sum
    }
}

/// Entry by entry, a product becomes its product with a factor.
#[derive(Debug)]
pub struct Multiply<'a, T> {
    /// What is multiplied.
    pub product: &'a mut [T],
    /// As many numbers.
    pub factor: &'a [T],
}

impl<T: Float> Task<T> for Multiply<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        for (product, &factor) in self.product.iter_mut().zip(self.factor) {
            *product = *product * factor;
        }
    }
}

/// Writes out a matrix, columns as rows.
#[derive(Debug)]
pub struct Transpose<'a, T> {
    /// n × m.
    pub result: MatrixMut<'a, T>,
    /// m × n.
    pub matrix: Matrix<'a, T>,
    /// m and n.
    pub size: [usize; 2],
}

impl<T: Float> Task<T> for Transpose<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(mut self) {
        let mut row = 0;
        while row + 4 <= self.size[0] {
            row = self.rows::<4>(row);
        }
        while row < self.size[0] {
            row = self.rows::<1>(row);
        }
    }
}

impl<T: Float> Transpose<'_, T> {
    #[inline(always)]
    fn rows<const R: usize>(&mut self, row: usize) -> usize {
        let n = self.size[1];
        let rows: [&[T]; R] = from_fn(|r| self.matrix.row(row + r, n));
        let results = self.result.values.chunks_exact_mut(self.result.stride);
        for (j, result) in results.enumerate().take(n) {
            result[row..][..R].copy_from_slice(&from_fn::<T, R, _>(|r| rows[r][j]));
        }
        row + R
    }
}
