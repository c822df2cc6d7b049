//! Support for comparing the fast path with the textbook: random networks and samples, and the distance of two
//! networks.

use backprop::equations::first_weights::Random;
use backprop::{Network, SamplesOf, Scalar};

/// Returns a network and samples, all random: biases too, and targets between 0 and 1.
pub(crate) fn drawn<N: Network>(seed: u64, m: usize) -> (N, SamplesOf<N>) {
    let mut random = Random::new(seed);
    let mut number = |range: f64| N::Scalar::from_f64(random.uniform(range));
    let mut network = N::zeros();
    for mut theta in network.thetas_mut() {
        let range = (3.0 / theta.ncols() as f64).sqrt();
        theta.mapv_inplace(|_| number(range));
    }
    let (inputs, outputs) = (network.thetas()[0].ncols() - 1, network.thetas()[network.thetas().len() - 1].nrows());
    let half = N::Scalar::from_f64(0.5);
    let x = (0..m).map(|_| (0..inputs).map(|_| number(1.0)).collect()).collect();
    let y = (0..m).map(|_| (0..outputs).map(|_| half + number(0.5)).collect()).collect();
    (network, N::samples(x, y).unwrap())
}

/// Returns the largest difference of two networks' entries, relative to the largest entry of the layer.
pub(crate) fn distance<N: Network>(one: &N, other: &N) -> f64
where
    N::Scalar: Into<f64>,
{
    let layer = |one: Vec<f64>, other: Vec<f64>| {
        let scale = other.iter().fold(f64::MIN_POSITIVE, |scale, entry| scale.max(entry.abs()));
        let pairs = one.iter().zip(&other);
        pairs.fold(0.0_f64, |worst, (one, other)| {
            assert!(one.is_finite() && other.is_finite());
            worst.max((one - other).abs() / scale)
        })
    };
    let numbers = |network: &N| -> Vec<Vec<f64>> {
        network.thetas().iter().map(|theta| theta.iter().map(|&entry| entry.into()).collect()).collect()
    };
    numbers(one).into_iter().zip(numbers(other)).map(|(one, other)| layer(one, other)).fold(0.0, f64::max)
}

/// Returns the bits of the weights, which can be compared even if a weight is NaN.
pub(crate) fn bits<N: Network<Scalar: Into<f64>>>(network: &N) -> Vec<u64> {
    network.thetas().iter().flatten().map(|&weight| weight.into().to_bits()).collect()
}
