//! The memory layout of the kernels: padding, strides, alignment and sizes.

use backprop::kernels::layers::Layers;
use backprop::kernels::parameters::{Aligned, LINE, padded, size, stride, stride_of_inputs};
use backprop::{CrossEntropy, Network, Sigmoid, Softmax, Tanh, network};

#[test]
fn rows_are_padded_to_whole_vectors_and_long_rows_to_an_odd_number_of_cache_lines() {
    for (numbers, of_f64, of_f32) in [
        (1, 2, 4),
        (2, 2, 4),
        (3, 4, 4),
        (4, 4, 4),
        (5, 8, 8),
        (8, 8, 8),
        (9, 16, 16),
        (17, 24, 32),
        (64, 64, 64),
        (65, 72, 80),
        (73, 88, 80),
        (80, 88, 80),
        (88, 88, 96),
        (128, 136, 128),
        (129, 136, 144),
        (145, 152, 176),
        (784, 792, 784),
    ] {
        assert_eq!((stride::<f64>(numbers), stride::<f32>(numbers)), (of_f64, of_f32), "{numbers}");
    }
    assert_eq!((padded::<f64>(3), padded::<f64>(128), padded::<f32>(128)), (4, 128, 128));
    assert_eq!(size::<f64>(784, 30), 32 + 30 * 792, "biases and weights");
}

#[test]
fn inputs_keep_their_stride_unless_padding_is_better() {
    for (inputs, of_f64, of_f32) in [
        (3, 4, 4),
        (8, 8, 8),
        (16, 16, 16),
        (60, 64, 64),
        (64, 64, 64),
        (444, 456, 464),
        (512, 520, 512),
        (784, 784, 784),
        (1024, 1032, 1040),
    ] {
        assert_eq!((stride_of_inputs::<f64>(inputs), stride_of_inputs::<f32>(inputs)), (of_f64, of_f32), "{inputs}");
    }
}

#[test]
fn numbers_start_at_a_cache_line() {
    // With this many allocations, it is unlikely that all are aligned by chance.
    let many: Vec<Aligned<f32>> = (0..200).map(Aligned::zeros).collect();
    for (length, mut numbers) in many.into_iter().enumerate() {
        assert_eq!(numbers.get().as_ptr().addr() % LINE, 0);
        assert_eq!(numbers.get(), vec![0.0; length]);
        assert_eq!(numbers.get_mut().len(), length);
    }
}

#[test]
fn layers_know_their_sizes() {
    network! {
        struct Narrow { layers: 2 -> 3 Softmax, cost: CrossEntropy }
        struct Bottle { layers: 2 -> 9 Tanh -> 3 Sigmoid -> 7 Tanh -> 5 Sigmoid, cost: CrossEntropy }
        struct Broad { layers: 256 -> 3 Tanh -> 192 Tanh -> 191 Tanh -> 5 Sigmoid, cost: CrossEntropy }
        struct Funnel { layers: 11 -> 4 Tanh -> 3 Sigmoid, cost: CrossEntropy }
    }
    fn assert_sizes<N: Network<Scalar = f64>>([inputs, widest, outputs]: [usize; 3]) {
        let (weights, size) = N::zeros().thetas().iter().fold((0, 0), |(weights, numbers), theta| {
            (weights + theta.len(), numbers + size::<f64>(theta.ncols() - 1, theta.nrows()))
        });
        assert_eq!((N::Layers::INPUTS, N::Layers::WIDEST, N::Layers::OUTPUTS), (inputs, widest, outputs));
        assert_eq!((N::Layers::WEIGHTS, N::Layers::size::<f64>()), (weights, size));
    }
    assert_sizes::<Narrow>([2, 2, 3]);
    assert_sizes::<Bottle>([2, 9, 5]);
    assert_sizes::<Funnel>([11, 11, 3]);
    // Only some layers need a transposed copy of their weights.
    let transposed = |samples: usize| <Bottle as Network>::Layers::transposed::<f64>(samples);
    assert_eq!([1, 1000].map(transposed), [2 * 16 + 9 * 4 + 3 * 8 + 7 * 8; 2]);
    let transposed = |samples: usize| <Broad as Network>::Layers::transposed::<f64>(samples);
    assert_eq!([256, 257].map(transposed), [3 * 200 + 191 * 8, 3 * 200 + 191 * 8 + 192 * 200]);
    // z, slopes and errors of each hidden layer; the output layer has no slopes.
    assert_eq!(<Bottle as Network>::Layers::units::<f64>(), 3 * (16 + 4 + 8) + 2 * 8);
}
