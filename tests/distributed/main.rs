//! Tests of training across ranks, which are threads here: the same bits for any number of ranks, and no rank that waits for
//! one that has failed. `.ci/mpi` runs the same with processes.

mod faults;
mod reading;
mod same_bits;
mod trainer;

use backprop::distributed::{Parts, Ranks};
use backprop::equations::first_weights::Random;
use backprop::{CrossEntropy, Network, Sigmoid, Softmax, Tanh, network};
use backprop::{Samples, SamplesOf, Scalar};

network! {
    /// A network of each kind that ranks train.
    pub(crate) struct Net { layers: 5 -> 7 Tanh -> 3 Softmax, cost: CrossEntropy }
    pub(crate) struct Single { layers: 5 -> 6 Sigmoid -> 3 Softmax, cost: CrossEntropy, scalar: f32 }
}

/// Returns m random rows with their classes, the same for the same seed; some of them with weights.
pub(crate) fn drawn<T: Scalar>(seed: u64, m: usize) -> Samples<[T; 5], [T; 3]> {
    let mut random = Random::new(seed);
    let x: Vec<[T; 5]> = (0..m).map(|_| std::array::from_fn(|_| T::from_f64(random.uniform(1.0)))).collect();
    let classes: Vec<usize> = (0..m).map(|_| random.below(3) as usize).collect();
    let samples = Samples::from_classes(x, &classes).unwrap();
    match seed % 3 {
        0 => samples.with_weights((0..m).map(|i| 0.5 + (i % 4) as f64).collect::<Vec<f64>>()).unwrap(),
        _ => samples,
    }
}

/// Returns the rows that a rank holds.
pub(crate) fn mine<N: Network>(all: &SamplesOf<N>, parts: Parts, ranks: &dyn Ranks) -> Option<SamplesOf<N>> {
    all.select(&parts.rows(ranks.rank(), ranks.count()).collect::<Vec<_>>()).ok()
}

/// Returns the bits of the weights.
pub(crate) fn bits<N: Network<Scalar: Into<f64>>>(network: &N) -> Vec<u64> {
    network.thetas().iter().flatten().map(|&weight| weight.into().to_bits()).collect()
}
