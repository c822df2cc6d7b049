//! Elementwise work: activations and slopes of the hidden layers, errors and cost of the output, ⊙, transposition.
//!
//! The textbook's own functions are called with [`Fast`] numbers, in one of two layouts:
//!
//! ```text
//! hidden layer: one unit is one number                 // Activate, ActivateWithSlope
//!     for each z of the block, in one long row
//!         a, slope = g(z), g′(z)                       // no branch and no call: the compiler vectorizes the loop
//!
//! output layer: lane l is example s + l                // Outputs, OutputError, OutputCost
//!     for each group of L = 8 examples
//!         z[k], y[k] = K numbers of L lanes, gathered from L rows
//!         δ[k] = Cost::delta(z, activate(z), y)        // K units of 8 examples by one call
//!         scatter δ to L rows
//! ```
//!
//! The output needs the second layout because its activation and cost see all units of an example at once: a softmax, a
//! sum over k. There are K of them, often 1 or 10, which would not fill vectors; examples always do. Eight lanes are
//! one AVX-512 vector of `f64`, two of AVX2. Activations and costs that may compare numbers (a Relu, a user's own) run
//! with one lane, since lanes cannot take different branches.
//!
//! In a hidden layer, g and g′ are computed by one pass. [`Sigmoid`](crate::Sigmoid) and [`Tanh`](crate::Tanh) get both
//! from one exponential: `g_and_slope` computes the equations `sigmoid`, `sigmoid-prime`, `tanh` and `tanh-prime` in
//! another form. For all others, the functions below the equations themselves are called. The pairs of activation and
//! cost in `tests/fast/sizes.rs` (`sigmoid_with_cross_entropy`, `tanh_with_squared_error` and eleven more) compare the
//! kernels with the textbook.
//!
//! The slope of a sigmoid is not taken from a, as a (1 − a): that needs no second exponential either, but cancels where
//! a rounds to 1.
//!
//! **Invariant**: apart from these four, no formula of an activation or of a cost is written here.

use super::float::Float;
use super::number::Fast;
use super::parameters::stride;
use super::product::{Matrix, MatrixMut};
use super::vector::{Isa, Task};
use crate::equations::activation::{Activation, Kernel, OutputActivation};
use crate::equations::cost::Cost;
use crate::equations::scalar::Scalar;
use core::array::from_fn;
use core::marker::PhantomData;

/// Computes a = g(z).
#[derive(Debug)]
pub struct Activate<'a, A, T> {
    /// The weighted inputs of the examples, one after the other.
    pub z: &'a [T],
    /// The activations, laid out like z. The padding of each row is set to 0.
    pub a: &'a mut [T],
    /// The number of units.
    pub units: usize,
    /// The activation g.
    pub activation: PhantomData<A>,
}

impl<A: Activation, T: Float> Task<T> for Activate<'_, A, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        for (a, &z) in self.a.iter_mut().zip(self.z) {
            // `A::g` alone may round differently. With the same code, a cost is the same number whether or not the gradient
            // was computed with it.
            *a = g_and_slope::<A, _>(Fast::<T, I, 1>::new([z])).0.0[0];
        }
        clear_padding(self.a, self.units);
    }
}

/// Computes a = g(z), and replaces z by the slope g′(z).
///
/// A Relu in place, z := max(0, z), would be slow: the compiler finds that some numbers stay as they are, and takes an
/// instruction that stores the others alone (a masked store), for which some processors need twenty cycles.
#[derive(Debug)]
pub struct ActivateWithSlope<'a, A, T> {
    /// The weighted inputs of the examples, one after the other, which become the slopes.
    pub z: &'a mut [T],
    /// The activations, laid out like z. The padding of each row is set to 0.
    pub a: &'a mut [T],
    /// The number of units.
    pub units: usize,
    /// The activation g.
    pub activation: PhantomData<A>,
}

impl<A: Activation, T: Float> Task<T> for ActivateWithSlope<'_, A, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        for (a, z) in self.a.iter_mut().zip(self.z) {
            let (g, slope) = g_and_slope::<A, _>(Fast::<T, I, 1>::new([*z]));
            (*a, *z) = (g.0[0], slope.0[0]);
        }
        clear_padding(self.a, self.units);
    }
}

/// Sets the padding of rows of `units` numbers to 0.
#[inline(always)]
fn clear_padding<T: Float>(rows: &mut [T], units: usize) {
    let width = stride::<T>(units);
    if width > units {
        for row in rows.chunks_exact_mut(width) {
            row[units..].fill(T::ZERO);
        }
    }
}

/// Returns a = g(z) and the slope g′(z).
///
/// Two activations compute both from one exponential: these lines are the equations `sigmoid`, `sigmoid-prime`, `tanh`
/// and `tanh-prime` in another form.
#[inline(always)]
pub(super) fn g_and_slope<A: Activation, T: Scalar>(z: T) -> (T, T) {
    match A::KERNEL {
        Kernel::Sigmoid => sigmoid_and_slope(z),
        Kernel::Tanh => tanh_and_slope(z),
        Kernel::OneByOne | Kernel::SideBySide => (A::g(z), A::g_prime(z)),
    }
}

/// Equations `sigmoid` and `sigmoid-prime`: with e = e^(−|z|), which cannot overflow, one of g(z) and g(−z) is 1 / (1 +
/// e) and the other is e / (1 + e).
#[inline(always)]
fn sigmoid_and_slope<T: Scalar>(z: T) -> (T, T) {
    let e = (-z.abs()).exp();
    let large = T::ONE / (T::ONE + e);
    let part = if z < T::ZERO { e } else { T::ONE };
    (part * large, e * (large * large))
}

/// Equations `tanh` and `tanh-prime`: with e = e^(−2|z|), the slope is 4 e / (1 + e)². The polynomial for tanh z
/// computes the same exponential and the same quotient, which the compiler then computes once.
#[inline(always)]
fn tanh_and_slope<T: Scalar>(z: T) -> (T, T) {
    let e = (-(z.abs() + z.abs())).exp();
    let inverse = T::ONE / (T::ONE + e);
    (z.tanh(), T::from_f64(4.0) * e * (inverse * inverse))
}

/// Returns the number of lanes of an output layer of `units` units: it computes that many examples at once.
///
/// The arrays of all lanes are on the stack, whose memory in a thread is small. So the more units, the fewer lanes.
const fn lanes(kernel: Kernel, units: usize) -> usize {
    match (kernel, units) {
        (Kernel::OneByOne, _) => 1,
        (_, ..=1024) => 8,
        (_, ..=2048) => 4,
        (_, ..=4096) => 2,
        _ => 1,
    }
}

/// Gathers number `k` of `L` examples, from example `s` on, with rows `stride` numbers apart. Lanes behind the last
/// example are 0.
#[inline(always)]
fn gather<T: Float, I, const L: usize>(values: &[T], s: usize, stride: usize, k: usize) -> Fast<T, I, L> {
    let mut lanes = [T::ZERO; L];
    for (l, lane) in lanes.iter_mut().enumerate() {
        *lane = *values.get((s + l) * stride + k).unwrap_or(&T::ZERO);
    }
    Fast::new(lanes)
}

/// Computes the errors of the output from its weighted inputs: δ⁽ᴸ⁾ times a factor.
#[derive(Debug)]
pub struct OutputError<'a, const K: usize, A, C, T> {
    /// z of the examples, each row padded to whole vectors.
    pub z: &'a [T],
    /// The targets, K numbers for each example.
    pub y: &'a [T],
    /// δ, laid out like z.
    pub delta: &'a mut [T],
    /// The factor: 1, or −α/m in a fused step.
    pub scale: T,
    /// The activation g and the cost C.
    pub output: PhantomData<(A, C)>,
}

impl<const K: usize, A: OutputActivation, C: Cost<A>, T: Float> Task<T> for OutputError<'_, K, A, C, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        match const { lanes(C::KERNEL, K) } {
            8 => self.side_by_side::<I, 8>(),
            4 => self.side_by_side::<I, 4>(),
            2 => self.side_by_side::<I, 2>(),
            _ => self.side_by_side::<I, 1>(),
        }
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

/// Computes the outputs h from the weighted inputs of the output layer.
#[derive(Debug)]
pub struct Outputs<'a, const K: usize, A, T> {
    /// z of the examples, each row padded to whole vectors.
    pub z: &'a [T],
    /// h, K numbers for each example.
    pub h: &'a mut [T],
    /// The activation g.
    pub activation: PhantomData<A>,
}

impl<const K: usize, A: OutputActivation, T: Float> Task<T> for Outputs<'_, K, A, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(self) {
        match const { lanes(A::KERNEL, K) } {
            8 => self.side_by_side::<I, 8>(),
            4 => self.side_by_side::<I, 4>(),
            2 => self.side_by_side::<I, 2>(),
            _ => self.side_by_side::<I, 1>(),
        }
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

/// Returns the sum of the costs of the examples, each times its weight.
#[derive(Debug)]
pub struct OutputCost<'a, const K: usize, A, C, T> {
    /// z of the examples, each row padded to whole vectors.
    pub z: &'a [T],
    /// The targets, K numbers for each example.
    pub y: &'a [T],
    /// The weights of the examples; empty if each is 1.
    pub weights: &'a [f64],
    /// The activation g and the cost C.
    pub output: PhantomData<(A, C)>,
}

impl<const K: usize, A: OutputActivation, C: Cost<A>, T: Float> Task<T> for OutputCost<'_, K, A, C, T> {
    type Output = T;

    #[inline(always)]
    fn run<I: Isa<T>>(self) -> T {
        match const { lanes(C::KERNEL, K) } {
            8 => self.side_by_side::<I, 8>(),
            4 => self.side_by_side::<I, 4>(),
            2 => self.side_by_side::<I, 2>(),
            _ => self.side_by_side::<I, 1>(),
        }
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
            for (s, &cost) in (s..m).zip(&costs.0) {
                sum += self.weights.get(s).map_or(cost, |&weight| T::from_f64(weight) * cost);
            }
        }
        sum
    }
}

/// Multiplies entry by entry (⊙): the errors by the slopes.
#[derive(Debug)]
pub struct Multiply<'a, T> {
    /// The numbers that are multiplied.
    pub product: &'a mut [T],
    /// The factors, one for each number.
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

/// Transposes a matrix, eight rows at a time.
#[derive(Debug)]
pub struct Transpose<'a, T> {
    /// The transposed matrix, n × m.
    pub result: MatrixMut<'a, T>,
    /// The matrix, m × n.
    pub matrix: Matrix<'a, T>,
    /// m and n.
    pub size: [usize; 2],
}

impl<T: Float> Task<T> for Transpose<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(mut self) {
        let mut row = 0;
        while row + 8 <= self.size[0] {
            row = self.rows::<8>(row);
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
        let rows: [&[T]; R] = self.matrix.rows(row, n);
        let results = self.result.values.chunks_exact_mut(self.result.stride);
        for (j, result) in results.enumerate().take(n) {
            for (number, row) in result[row..][..R].iter_mut().zip(&rows) {
                *number = row[j];
            }
        }
        row + R
    }
}
