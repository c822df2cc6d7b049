//! From probabilities to how surprised the network is by the truth.

use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::metrics::output;
use crate::network::{Network, SamplesOf};

/// The log loss of `network` on `samples`: the mean of −ln p, in nats, where p is the output for the true class: h_k of
/// the class k; with one output, h for class 1 and 1 − h for class 0.
///
/// As in scikit-learn, p is kept within [ε, 1 − ε], where ε is the precision of the number (2.2·10⁻¹⁶ for `f64`): a
/// network that is certain and wrong costs 36 nats an example, not infinitely many. Outputs that are probabilities are
/// those of [`Sigmoid`](crate::Sigmoid) with K = 1 and of [`Softmax`](crate::Softmax). There, up to the clipping, the
/// log loss is the cost J of [`CrossEntropy`](crate::CrossEntropy) with λ = 0.
pub fn log_loss<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> f64 {
    let epsilon: f64 = N::Scalar::EPSILON.into();
    let losses = samples.iter().map(|(x, y)| {
        let p = match (&output(network, x)[..], class(y.as_ref())) {
            ([h], 0) => 1.0 - h,
            ([h], _) => *h,
            (h, class) => h[class],
        };
        -p.clamp(epsilon, 1.0 - epsilon).ln()
    });
    losses.sum::<f64>() / samples.len() as f64
}
