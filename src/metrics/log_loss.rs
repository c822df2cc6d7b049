//! Log loss: how much probability a network gives to the true classes.

use crate::equations::scalar::Scalar;
use crate::fast;
use crate::network::classes::{Threshold, target_classes};
use crate::network::{Network, SamplesOf};

/// Returns the log loss of `network` on `samples`: the mean of −ln p, in nats, where p is the output for the true class:
/// h_k of the class k; with one output, h for class 1 and 1 − h for class 0.
///
/// As in scikit-learn, p is clipped to [ε, 1 − ε], where ε is the machine epsilon of the number (2.2·10⁻¹⁶ for `f64`): a
/// network that is certain and wrong costs 36 nats an example, not infinitely many. An output that is not a number costs
/// as much. Outputs that are probabilities are those of [`Sigmoid`](crate::Sigmoid) with K = 1 and of
/// [`Softmax`](crate::Softmax). There, up to the clipping, and if each target is a class, 0 and 1, the log loss is the cost J of
/// [`CrossEntropy`](crate::CrossEntropy) with λ = 0. Each example counts once, whatever its weight.
///
/// ```
/// use backprop::metrics::log_loss;
/// # use backprop::{CrossEntropy, Samples, Sigmoid};
/// # backprop::network! { struct Net { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
///
/// let samples = Samples::from_classes([[0.1], [0.9]], &[0, 1])?;
/// let guessing = Net::zeros(); // h = 0.5 for every input
/// assert!((log_loss(&guessing, &samples) - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), backprop::SamplesError>(())
/// ```
///
/// # Panics
///
/// Panics if the targets do not mean classes, for the reasons of [`NotClasses`](super::NotClasses), or if an output is outside of
/// [0, 1], so that it is not a probability.
#[track_caller]
pub fn log_loss<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> f64 {
    let truths = match target_classes::<N>(samples, Threshold::OneHalf) {
        Ok(truths) => truths,
        Err(error) => panic!("no log loss: {error}"),
    };
    let epsilon: f64 = N::Scalar::EPSILON.into();
    let mut sum = 0.0;
    for (row, (h, truth)) in fast::outputs(network, samples).iter().zip(truths).enumerate() {
        let h: Vec<f64> = h.as_ref().iter().map(|&h| h.into()).collect();
        if let Some(h) = h.iter().find(|h| **h < 0.0 || **h > 1.0 + 8.0 * epsilon) {
            panic!(
                "no log loss: an output for row {row} is {h}, expected a probability from 0 to 1, as the outputs of `Sigmoid` \
                 and `Softmax` are"
            );
        }
        let p = probability(&h, truth);
        sum -= if p.is_nan() { epsilon } else { p.clamp(epsilon, 1.0 - epsilon) }.ln();
    }
    sum / samples.len() as f64
}

/// Returns the probability that the outputs `h` give to a class.
pub(super) fn probability(h: &[f64], class: usize) -> f64 {
    match (h, class) {
        ([h], 0) => 1.0 - h,
        ([h], _) => *h,
        (h, class) => h[class],
    }
}
