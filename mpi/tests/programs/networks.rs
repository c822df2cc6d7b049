//! The networks and samples of the programs, which the tests train in their own process, too.

use backprop::equations::first_weights::Random;
use backprop::{CrossEntropy, Network, Samples, Scalar, Softmax, Tanh, network};

network! {
    pub(crate) struct Net { layers: 5 -> 7 Tanh -> 3 Softmax, cost: CrossEntropy }
    /// So large that Δ takes several messages.
    pub(crate) struct Single { layers: 5 -> 400 Tanh -> 120 Tanh -> 3 Softmax, cost: CrossEntropy, scalar: f32 }
}

/// Returns m random rows with their classes.
pub(crate) fn all<T: Scalar>(m: usize) -> Samples<[T; 5], [T; 3]> {
    let mut random = Random::new(m as u64);
    let x: Vec<[T; 5]> = (0..m).map(|_| std::array::from_fn(|_| T::from_f64(random.uniform(1.0)))).collect();
    let classes: Vec<usize> = (0..m).map(|_| random.below(3) as usize).collect();
    Samples::from_classes(x, &classes).unwrap()
}

/// Returns a digest of the bits of all weights.
pub(crate) fn bits<N: Network<Scalar: Into<f64>>>(network: &N) -> String {
    let bits = network.thetas().into_iter().flatten().map(|&weight| weight.into().to_bits());
    format!(
        "{:016x}",
        bits.fold(0, |digest: u64, bits| digest.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ bits)
    )
}
