//! The share of right answers.

use crate::equations::forward::class;
use crate::fast;
use crate::network::{Network, SamplesOf};

/// Returns the share of samples whose predicted class is the class of their target, from 0 to 1.
pub fn accuracy<N: Network>(network: &N, samples: &SamplesOf<N>) -> f64 {
    let outputs = fast::sample_outputs(network, samples);
    let right = outputs.iter().zip(samples.y()).filter(|(h, y)| class(h.as_ref()) == class(y.as_ref()));
    right.count() as f64 / samples.len() as f64
}
