//! Accuracy: the share of samples that are classified correctly.

use crate::equations::forward::class;
use crate::fast;
use crate::network::{Network, SamplesOf};

/// Returns the share of samples whose predicted class is the class of their target, from 0 to 1.
///
/// ```
/// # use backprop::{CrossEntropy, Sigmoid};
/// # backprop::network! { struct Positive { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
/// use backprop::{Samples, accuracy};
///
/// let positive = Positive { theta_1: [[0.0, 1.0]].into() };
/// let samples = Samples::from_classes([[-2.0], [-1.0], [1.0], [2.0]], &[0, 1, 1, 1])?;
/// assert_eq!(accuracy(&positive, &samples), 0.75);
/// # Ok::<(), backprop::SamplesError>(())
/// ```
pub fn accuracy<N: Network>(network: &N, samples: &SamplesOf<N>) -> f64 {
    let outputs = fast::sample_outputs(network, samples);
    let right = outputs.iter().zip(samples.y()).filter(|(h, y)| class(h.as_ref()) == class(y.as_ref()));
    right.count() as f64 / samples.len() as f64
}
