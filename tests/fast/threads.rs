//! The same seed gives the same bits on any number of threads.

use crate::beside::bits;
use backprop::equations::first_weights::Random;
use backprop::{
    Adam, CrossEntropy, Network, Relu, Samples, Scalar, Sigmoid, Softmax, Trainer, batch_descent, minibatch_descent,
    network,
};

network! {
    /// Trained on so many examples that they are divided into shares.
    struct Shared { layers: 30 -> 17 Sigmoid -> 10 Softmax, cost: CrossEntropy }
    /// So wide that the errors of a block are computed in parts, and its matrix products are divided between threads.
    struct Divided { layers: 300 -> 301 Relu -> 299 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
}

/// Returns the bits of the weights after `train`, run on `threads` threads.
fn trained<N: Network + Send>(threads: usize, train: impl FnOnce() -> N + Send) -> Vec<u64>
where
    N::Scalar: Into<f64>,
{
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    bits(&pool.install(train))
}

fn samples<T: Scalar, const N: usize>(m: usize) -> Samples<[T; N], [T; 10]> {
    let mut random = Random::new(3);
    let x: Vec<[T; N]> = (0..m).map(|_| std::array::from_fn(|_| T::from_f64(random.uniform(1.0)))).collect();
    let classes: Vec<usize> = (0..m).map(|i| i * i % 10).collect();
    Samples::from_classes(x, &classes).unwrap()
}

/// Asserts that one, two and seven threads give the same bits.
fn same_bits<N: Network<Scalar: Into<f64>> + Send>(train: impl Fn() -> N + Send + Sync) {
    let one = trained(1, &train);
    for threads in [2, 7] {
        assert!(one == trained(threads, &train), "{threads} threads");
    }
}

#[test]
fn shares_of_a_large_batch() {
    let samples = samples(7001);
    same_bits(|| {
        let mut network = Shared::random(1);
        batch_descent(&mut network, &samples, 0.5, 0.3, 5).unwrap();
        network
    });
}

#[test]
fn halves_of_large_products() {
    let samples = samples(500);
    same_bits(|| {
        let mut network = Divided::random(1);
        minibatch_descent(&mut network, &samples, 128, 0.5, 0.1, 2).unwrap();
        network
    });
}

#[test]
fn a_trainer_with_every_setting() {
    let samples = samples(3000);
    same_bits(|| {
        let mut network = Shared::random(1);
        let trainer = Trainer::new(0.01).batch_size(1000).epochs(3).shuffle(1).lambda(0.1).clip_norm(1.0).patience(2);
        trainer.optimizer(Adam::default()).train(&mut network, &samples).unwrap();
        network
    });
}

#[test]
fn cost_and_gradient() {
    let samples = samples(7001);
    same_bits(|| {
        let (cost, gradient) = backprop::fast::cost_and_gradient(&Shared::random(1), &samples, 1.0);
        assert_eq!(cost.to_bits(), backprop::fast::cost(&Shared::random(1), &samples, 1.0).to_bits());
        gradient
    });
}
