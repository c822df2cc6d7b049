//! The twin of a run: the same layers with other weights, other examples, another λ and another α.
//!
//! A formula that is true of a run by accident, such as δ = a − 1 where y happens to be 1, or D = Δ where λ happens to be
//! 0 and there is one example, is not true of its twin.

use backprop::{Architecture, Network, SamplesOf};

/// The number of examples whose targets are neither 0 nor 1; they come first.
pub(super) const GENERAL: usize = 3;

/// What the twin of a run computes with.
pub(super) struct Twin<N: Network<Scalar = f64>> {
    pub(super) network: N,
    pub(super) samples: SamplesOf<N>,
    pub(super) lambda: f64,
    pub(super) alpha: f64,
}

/// Returns the twin of a run with this network. Behind the general examples come one of the first class and one of the
/// second, for formulas that hold if y = 1 or if y = 0.
pub(super) fn twin_of<N: Network<Scalar = f64>>(network: &N) -> Twin<N> {
    // Numbers between −1 and 1 without a pattern.
    let mut numbers = (1..).map(|k| f64::from(k * k + 3 * k).sin());
    let mut some = |count: usize| numbers.by_ref().take(count).collect::<Vec<f64>>();
    let mut twin = network.clone();
    for mut theta in twin.thetas_mut() {
        let numbers = some(theta.len());
        theta.iter_mut().zip(numbers).for_each(|(weight, number)| *weight = number);
    }
    let is_softmax = Architecture::new(network).layers.last().is_some_and(|layer| layer.activation_name() == "Softmax");
    let general = some(GENERAL * N::OUTPUTS).into_iter().map(|number| 0.5 + 0.4 * number).collect::<Vec<f64>>();
    let of_class = |class: usize| (0..N::OUTPUTS).map(|k| if k == class { 1.0 } else { 0.0 }).collect();
    let mut y: Vec<Vec<f64>> = general.chunks(N::OUTPUTS).map(<[f64]>::to_vec).chain([0, 1].map(of_class)).collect();
    if is_softmax {
        // Targets of a softmax are probabilities.
        for row in &mut y {
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|y| *y /= sum);
        }
    }
    let x = y.iter().map(|_| some(N::INPUTS)).collect();
    let samples = N::samples(x, y).expect("all numbers are finite");
    Twin { network: twin, samples, lambda: 0.3, alpha: 0.7 }
}
