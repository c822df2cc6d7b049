//! Products of whole numbers are exact, so each must equal its definition to the last bit: for every size around the
//! edges of tiles and vectors, as a whole and in halves.

use super::{DotProduct, Matrix, MatrixMut, OuterProduct, Product, Start, room};
use crate::equations::first_weights::Random;
use crate::kernels::float::Float;
use crate::kernels::parallel::Divisible;
use crate::kernels::parameters::LINE;
use crate::kernels::vector::{Cpu, Task};
use core::fmt::Debug;

/// A matrix of small whole numbers with a stride.
struct Whole<T> {
    values: Vec<T>,
    stride: usize,
}

impl<T: Float> Whole<T> {
    fn new(random: &mut Random, rows: usize, stride: usize) -> Self {
        Self { values: (0..rows * stride).map(|_| T::from_f64(random.uniform(4.0).round())).collect(), stride }
    }

    fn at(&self, i: usize, j: usize) -> T {
        self.values[i * self.stride + j]
    }

    fn matrix(&self) -> Matrix<'_, T> {
        Matrix { values: &self.values, stride: self.stride }
    }
}

impl<T: Float + PartialEq + Debug> Whole<T> {
    /// Asserts that a product written over these numbers is `expected` in the first `width` columns, and leaves the
    /// others as they are.
    #[track_caller]
    fn becomes(
        &self,
        what: &str,
        width: usize,
        expected: impl Fn(usize, usize) -> T,
        compute: impl Fn(MatrixMut<'_, T>),
    ) {
        let mut values = self.values.clone();
        compute(MatrixMut { values: &mut values, stride: self.stride });
        for (at, value) in values.into_iter().enumerate() {
            let (i, j) = (at / self.stride, at % self.stride);
            let expected = if j < width { expected(i, j) } else { self.at(i, j) };
            assert_eq!(value, expected, "{what}: row {i}, column {j}");
        }
    }

    /// Asserts that a product is its start plus the sum of `k` terms, for each start and each instruction set.
    #[track_caller]
    fn is_the_sum(
        &self,
        [m, k, n]: [usize; 3],
        term: impl Fn(usize, usize, usize) -> T,
        compute: impl Fn(Cpu, Start<'_, T>, MatrixMut<'_, T>),
    ) {
        let row: Vec<T> = (0..n).map(|j| T::from_f64(j as f64)).collect();
        let sum = |i, j| (0..k).fold(T::ZERO, |sum, l| sum + term(i, j, l));
        for cpu in Cpu::all() {
            let what = format!("{m} × {k} × {n}, {cpu}");
            self.becomes(&what, n, sum, |result| compute(cpu, Start::Zeros, result));
            self.becomes(&what, n, |i, j| row[j] + sum(i, j), |result| compute(cpu, Start::Row(&row), result));
            self.becomes(&what, n, |i, j| self.at(i, j) + sum(i, j), |result| compute(cpu, Start::Result, result));
        }
    }
}

/// Computes a product of `rows` rows and `terms` terms, every second one in halves.
fn compute<T: Float, K: Task<T, Output = ()> + Divisible>(
    cpu: Cpu,
    product: K,
    rows: usize,
    terms: usize,
    round: usize,
) {
    assert_eq!((product.rows(), product.work()), (rows, terms));
    if round.is_multiple_of(2) || rows < 2 {
        return T::dispatch(cpu, product);
    }
    let [one, other] = product.halves();
    assert_eq!((one.rows() + other.rows(), one.work() + other.work()), (rows, terms));
    assert!(one.rows().abs_diff(other.rows()) <= 1);
    T::dispatch(cpu, other);
    T::dispatch(cpu, one);
}

/// Returns every third combination of sizes, so that each number meets most others.
fn sizes(ms: &[usize], ks: &[usize], ns: &[usize]) -> Vec<[usize; 3]> {
    let all = ms.iter().flat_map(|&m| ks.iter().flat_map(move |&k| ns.iter().map(move |&n| [m, k, n])));
    all.step_by(3).collect()
}

fn products<T: Float + PartialEq + Debug>() {
    let quarter = 16 / size_of::<T>();
    let widths: Vec<usize> = (1..=17).chain([33, 64]).map(|quarters| quarters * quarter).collect();
    let mut sizes = sizes(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 16, 21], &[1, 2, 5], &widths);
    // A right factor of more than 256 rows is computed in stretches; by AVX-512 only if it exceeds 2 MiB.
    sizes.extend([[7, 300, 20], [3, 257, 2048], [1, 700, 1024]]);
    let mut random = Random::new(1);
    for (round, [m, k, n]) in sizes.into_iter().enumerate() {
        let left = Whole::<T>::new(&mut random, m, k + round % 3);
        let right = Whole::new(&mut random, k, n + round % 2 * quarter);
        let result = Whole::new(&mut random, m, n + (round + 1) % 3 * quarter);
        result.is_the_sum(
            [m, k, n],
            |i, j, l| left.at(i, l) * right.at(l, j),
            |cpu, start, result| {
                compute(
                    cpu,
                    Product { result, start, left: left.matrix(), right: right.matrix(), size: [m, k, n] },
                    m,
                    m * k * n,
                    round,
                );
            },
        );
    }
}

fn dot_products<T: Float + PartialEq + Debug>() {
    let line = LINE / size_of::<T>();
    let few: Vec<usize> = (1..=13).collect();
    let mut sizes = sizes(&few, &[line, 2 * line, 5 * line], &few);
    // Rows of more than 8192 bytes are computed in stretches.
    sizes.extend([[5, 129 * line, 6], [2, 192 * line, 3]]);
    let mut random = Random::new(2);
    for (round, [m, k, n]) in sizes.into_iter().enumerate() {
        let left = Whole::<T>::new(&mut random, m, k + round % 2 * line);
        let right = Whole::new(&mut random, n, k + (round + 1) % 2 * line);
        let result = Whole::new(&mut random, m, n + round % 3);
        result.is_the_sum(
            [m, k, n],
            |i, j, l| left.at(i, l) * right.at(j, l),
            |cpu, start, result| {
                compute(
                    cpu,
                    DotProduct { result, start, left: left.matrix(), right: right.matrix(), size: [m, k, n] },
                    m,
                    m * k * n,
                    round,
                );
            },
        );
    }
}

fn outer_products<T: Float + PartialEq + Debug>() {
    let quarter = 16 / size_of::<T>();
    let widths: Vec<usize> = (1..=17).chain([33]).map(|quarters| quarters * quarter).collect();
    let heights: Vec<usize> = (1..=19).chain([32, 35]).collect();
    let mut sizes = sizes(&[1, 2, 3, 31, 32, 33], &widths, &heights);
    // With rows of 4096 bytes or more, four groups of rows pass over a panel together.
    let wide = 4096 / size_of::<T>();
    sizes.extend([1, 7, 9, 31, 33, 64, 71].map(|n| [3, wide + quarter * (n % 2), n]));
    let mut random = Random::new(3);
    for (round, [m, k, n]) in sizes.into_iter().enumerate() {
        let left = Whole::<T>::new(&mut random, m, n + round % 3);
        let right = Whole::new(&mut random, m, k + round % 2 * quarter);
        let sums = Whole::new(&mut random, n, k + (round + 1) % 3 * quarter);
        let before = Whole::<T>::new(&mut random, 1, n);
        let ahead = vec![T::ZERO; round % 50 * LINE];
        for (cpu, keep) in Cpu::all().into_iter().flat_map(|cpu| [(cpu, T::ONE), (cpu, T::from_f64(3.0))]) {
            let sum = |i, term: &dyn Fn(usize) -> T| (0..m).fold(T::ZERO, |sum, l| sum + left.at(l, i) * term(l));
            let expected = |i, j| keep * sums.at(i, j) + sum(i, &|l| right.at(l, j));
            sums.becomes(&format!("{m} × {k} × {n}, {cpu}"), k, expected, |sums| {
                let (mut bias, mut room) = (before.values.clone(), vec![T::ZERO; 2 * m * room::<T>(k)]);
                let (left, right) = (left.matrix(), right.matrix());
                let (bias_now, room, size) = (&mut bias[..], &mut room[..], [m, k, n]);
                compute(
                    cpu,
                    OuterProduct { sums, keep, bias: bias_now, left, right, size, room, ahead: &ahead },
                    n,
                    m * k * n,
                    round,
                );
                for (i, &bias) in bias.iter().enumerate() {
                    assert_eq!(bias, before.at(0, i) + sum(i, &|_| T::ONE), "b, number {i}");
                }
            });
        }
    }
}

#[test]
fn of_rows() {
    products::<f64>();
    products::<f32>();
}

#[test]
fn of_dots() {
    dot_products::<f64>();
    dot_products::<f32>();
}

#[test]
fn of_errors_and_activations() {
    outer_products::<f64>();
    outer_products::<f32>();
}
