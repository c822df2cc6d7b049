//! Measures kernels and training steps: `cargo bench --bench fast`, in about two minutes.
//!
//! An item is an operation: for a network, the operations that it counts itself (`network.operations()`); for a matrix
//! product, two for each multiplication. "Gitem/s" therefore means Gflop/s. `BACKPROP_CPU=avx2` (or `portable`) selects
//! an instruction set other than the best one. `benches/peers` compares the crate with other libraries and with its
//! earlier revisions.

use backprop::equations::first_weights::Random;
use backprop::{
    CrossEntropy, Identity, Network, Relu, SamplesOf, Scalar, Sigmoid, Softmax, SquaredError, Tanh,
    fast::cost_and_gradient, minibatch_descent, network,
};
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

network! {
    struct Intuition { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    struct Course { layers: 400 -> 25 Sigmoid -> 10 Sigmoid, cost: CrossEntropy }
    struct Nielsen { layers: 784 -> 30 Sigmoid -> 10 Sigmoid, cost: SquaredError }
    struct Deep { layers: 784 -> 512 Relu -> 256 Relu -> 10 Softmax, cost: CrossEntropy }
    struct Narrow { layers: 24 -> 8 Tanh -> 2 Identity, cost: SquaredError }
    struct Funnel { layers: 4 -> 32 Tanh -> 16 Tanh -> 4 Identity, cost: SquaredError }
    struct Square64 { layers: 64 -> 64 Relu -> 64 Relu -> 10 Softmax, cost: CrossEntropy }
    struct Square256 { layers: 256 -> 256 Relu -> 256 Relu -> 10 Softmax, cost: CrossEntropy }
    struct Square1024 { layers: 1024 -> 1024 Relu -> 1024 Relu -> 10 Softmax, cost: CrossEntropy }
}

/// Returns a random network and `m` random samples.
fn drawn<N: Network>(m: usize) -> (N, SamplesOf<N>) {
    let mut random = Random::new(1);
    let mut network = N::zeros();
    let mut number = |range: f64| N::Scalar::from_f64(random.uniform(range));
    for mut theta in network.thetas_mut() {
        let range = (3.0 / theta.ncols() as f64).sqrt();
        theta.mapv_inplace(|_| number(range));
    }
    let thetas = network.thetas();
    let (inputs, outputs) = (thetas[0].ncols() - 1, thetas[thetas.len() - 1].nrows());
    let x = (0..m).map(|_| (0..inputs).map(|_| number(0.5)).collect()).collect();
    let one_hot = |i| (0..outputs).map(|k| if i % outputs == k { N::Scalar::ONE } else { N::Scalar::ZERO }).collect();
    let samples = N::samples(x, (0..m).map(one_hot).collect()).expect("as many inputs as targets");
    (network, samples)
}

/// Returns the number of operations for the gradient of `m` samples.
fn operations<N: Network>(network: &N, m: usize) -> ItemsCount {
    ItemsCount::new(m * backprop::readings::counting::Operations::new(network).gradient.total())
}

/// Measures an epoch of gradient descent on mini-batches.
fn epoch<N: Network>(bencher: Bencher<'_, '_>, m: usize, batch: usize) {
    let (network, samples) = drawn::<N>(m);
    let rate = N::Scalar::from_f64(1e-3);
    bencher.counter(operations(&network, m)).with_inputs(|| network.clone()).bench_local_refs(|network| {
        minibatch_descent(network, &samples, batch, N::Scalar::ZERO, rate, 1).expect("a small rate");
    });
}

/// Measures the cost and the gradient of all samples.
fn gradient<N: Network>(bencher: Bencher<'_, '_>, m: usize) {
    let (network, samples) = drawn::<N>(m);
    bencher
        .counter(operations(&network, m))
        .bench_local(|| cost_and_gradient(divan::black_box(&network), &samples, N::Scalar::ONE));
}

/// Training steps through the public interface.
#[divan::bench_group(sample_count = 30, sample_size = 1)]
mod steps {
    use super::*;

    #[divan::bench]
    fn intuition_example_by_example(bencher: Bencher<'_, '_>) {
        epoch::<Intuition<f64>>(bencher, 10_000, 1);
    }

    #[divan::bench]
    fn course_all_samples(bencher: Bencher<'_, '_>) {
        gradient::<Course<f64>>(bencher, 5000);
    }

    #[divan::bench]
    fn nielsen_batches_of_10(bencher: Bencher<'_, '_>) {
        epoch::<Nielsen<f32>>(bencher, 1000, 10);
    }

    #[divan::bench]
    fn deep_batches_of_128(bencher: Bencher<'_, '_>) {
        epoch::<Deep<f32>>(bencher, 1280, 128);
    }

    #[divan::bench(types = [f32, f64])]
    fn narrow_all_samples<T: Scalar>(bencher: Bencher<'_, '_>) {
        gradient::<Narrow<T>>(bencher, 200);
    }

    #[divan::bench(types = [f32, f64])]
    fn funnel_all_samples<T: Scalar>(bencher: Bencher<'_, '_>) {
        gradient::<Funnel<T>>(bencher, 10_000);
    }

    #[divan::bench(types = [Square64<f32>, Square256<f32>, Square1024<f32>])]
    fn square_batches_of_128<N: Network>(bencher: Bencher<'_, '_>) {
        epoch::<N>(bencher, 256, 128);
    }
}

/// The same gradients by the textbook's methods, example by example.
#[divan::bench_group(sample_count = 10, sample_size = 1)]
mod textbook {
    use super::*;

    fn gradient<N: Network>(bencher: Bencher<'_, '_>, m: usize) {
        let (network, samples) = drawn::<N>(m);
        bencher
            .counter(operations(&network, m))
            .bench_local(|| divan::black_box(&network).gradient(&samples, N::Scalar::ONE));
    }

    #[divan::bench]
    fn course_all_samples(bencher: Bencher<'_, '_>) {
        gradient::<Course<f64>>(bencher, 1000);
    }

    #[divan::bench]
    fn nielsen(bencher: Bencher<'_, '_>) {
        gradient::<Nielsen<f32>>(bencher, 100);
    }

    #[divan::bench(types = [f32, f64])]
    fn narrow_all_samples<T: Scalar>(bencher: Bencher<'_, '_>) {
        gradient::<Narrow<T>>(bencher, 200);
    }
}

/// The three matrix products, m × k × n, and an activation.
#[divan::bench_group(sample_count = 50)]
mod kernels {
    use super::*;
    use backprop::kernels::compiled::Compiled;
    use backprop::kernels::elementwise::ActivateWithSlope;
    use backprop::kernels::parameters::{Aligned, stride};
    use backprop::kernels::product::{DotProduct, Matrix, MatrixMut, OuterProduct, Product, Start, room};
    use backprop::kernels::vector::Cpu;
    use std::marker::PhantomData;

    const SIZES: [[usize; 3]; 5] = [[10, 784, 32], [128, 400, 32], [128, 64, 64], [128, 784, 512], [128, 2048, 2048]];

    fn numbers<T: Scalar>(count: usize) -> Vec<T> {
        let mut random = Random::new(1);
        (0..count).map(|_| T::from_f64(random.uniform(1.0))).collect()
    }

    /// Returns a random matrix in the memory layout of the kernels.
    fn matrix<T: Compiled>(rows: usize, columns: usize) -> Aligned<T> {
        let mut matrix = Aligned::zeros(rows * stride::<T>(columns));
        matrix.get_mut().copy_from_slice(&numbers(rows * stride::<T>(columns)));
        matrix
    }

    fn of<T: Compiled>(matrix: &Aligned<T>, columns: usize) -> Matrix<'_, T> {
        Matrix { values: matrix.get(), stride: stride::<T>(columns) }
    }

    fn to<T: Compiled>(matrix: &mut Aligned<T>, columns: usize) -> MatrixMut<'_, T> {
        MatrixMut { values: matrix.get_mut(), stride: stride::<T>(columns) }
    }

    fn flops([m, k, n]: [usize; 3]) -> ItemsCount {
        ItemsCount::new(2 * m * k * n)
    }

    #[divan::bench(types = [f32, f64], args = SIZES)]
    fn product<T: Compiled>(bencher: Bencher<'_, '_>, size @ [m, k, n]: [usize; 3]) {
        let (left, right, mut result) = (matrix::<T>(m, k), matrix::<T>(k, n), matrix::<T>(m, n));
        bencher.counter(flops(size)).bench_local(|| {
            let (result, left, right) = (to(&mut result, n), of(&left, k), of(&right, n));
            T::product(Cpu::best(), Product { result, start: Start::Zeros, left, right, size });
        });
    }

    #[divan::bench(types = [f32, f64], args = SIZES)]
    fn dot_product<T: Compiled>(bencher: Bencher<'_, '_>, size @ [m, k, n]: [usize; 3]) {
        let (left, right, mut result) = (matrix::<T>(m, k), matrix::<T>(n, k), matrix::<T>(m, n));
        bencher.counter(flops(size)).bench_local(|| {
            let (result, left, right) = (to(&mut result, n), of(&left, k), of(&right, k));
            T::dot_product(Cpu::best(), DotProduct { result, start: Start::Zeros, left, right, size });
        });
    }

    #[divan::bench(types = [f32, f64], args = SIZES)]
    fn outer_product<T: Compiled>(bencher: Bencher<'_, '_>, size @ [m, k, n]: [usize; 3]) {
        let (left, right, mut sums) = (matrix::<T>(m, n), matrix::<T>(m, k), matrix::<T>(n, k));
        let (mut bias, mut room) = (numbers::<T>(n), numbers::<T>(m * room::<T>(k)));
        bencher.counter(flops(size)).bench_local(|| {
            let (sums, left, right) = (to(&mut sums, k), of(&left, n), of(&right, k));
            let (keep, bias, room, ahead) = (T::ONE, &mut bias[..], &mut room[..], &[][..]);
            T::outer_product(Cpu::best(), OuterProduct { sums, keep, bias, left, right, size, room, ahead });
        });
    }

    #[divan::bench(types = [f32, f64])]
    fn sigmoid_with_slope<T: Compiled>(bencher: Bencher<'_, '_>) {
        const UNITS: usize = 4096;
        let start = numbers::<T>(UNITS);
        let mut a = start.clone();
        bencher.counter(ItemsCount::new(UNITS)).with_inputs(|| start.clone()).bench_local_refs(|z| {
            let activation = PhantomData::<Sigmoid>;
            T::dispatch(Cpu::best(), ActivateWithSlope { z, a: &mut a, units: UNITS, activation });
        });
    }
}
