//! Log loss: how much probability a network gives to the true classes.

use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::fast;
use crate::network::{Network, SamplesOf};

/// Returns the log loss of `network` on `samples`: the mean of −ln p, in nats, where p is the output for the true class:
/// h_k of the class k; with one output, h for class 1 and 1 − h for class 0.
///
/// As in scikit-learn, p is clipped to [ε, 1 − ε], where ε is the machine epsilon of the number (2.2·10⁻¹⁶ for `f64`): a
/// network that is certain and wrong costs 36 nats an example, not infinitely many. An output that is not a number costs
/// as much. Outputs that are probabilities are those of [`Sigmoid`](crate::Sigmoid) with K = 1 and of
/// [`Softmax`](crate::Softmax). There, up to the clipping, the log loss is the cost J of
/// [`CrossEntropy`](crate::CrossEntropy) with λ = 0.
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
pub fn log_loss<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> f64 {
    let epsilon: f64 = N::Scalar::EPSILON.into();
    let outputs = fast::sample_outputs(network, samples);
    let losses = outputs.iter().zip(samples.y()).map(|(h, y)| {
        let p: f64 = match (h.as_ref(), class(y.as_ref())) {
            ([h], 0) => 1.0 - (*h).into(),
            ([h], _) => (*h).into(),
            (h, class) => h[class].into(),
        };
        let p = if p.is_nan() { 0.0 } else { p };
        -p.clamp(epsilon, 1.0 - epsilon).ln()
    });
    losses.sum::<f64>() / samples.len() as f64
}
