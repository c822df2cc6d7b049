//! Accuracy: the share of samples that are classified correctly.

use crate::equations::forward::class;
use crate::equations::scalar::is_nan;
use crate::fast;
use crate::network::classes::{NotClasses, Threshold, target_classes};
use crate::network::{Network, SamplesOf};

/// Returns the share of samples whose predicted class is the class of their target, from 0 to 1.
///
/// The predicted class is that of [`Network::predict`]: with one output, 1 from the threshold 0.5 on; with several, the largest
/// output. Each sample counts once, whatever its weight. An output that is not a number is never right.
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
///
/// # Panics
///
/// Panics if the targets do not mean classes, as those of a regression, those of independent labels, and −1 and 1 of one
/// output; [`NotClasses`](crate::metrics::NotClasses) lists the reasons, and the message says what to use.
/// [`ConfusionMatrix::new`](crate::metrics::ConfusionMatrix::new) returns an error instead.
#[track_caller]
pub fn accuracy<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> f64 {
    match try_accuracy(network, samples) {
        Ok(share) => share,
        Err(error) => panic!("no accuracy: {error}"),
    }
}

/// Returns the accuracy, or the reason why the targets do not mean classes.
pub(super) fn try_accuracy<N>(network: &N, samples: &SamplesOf<N>) -> Result<f64, NotClasses>
where
    N: Network<Scalar: Into<f64>>,
{
    let classes = target_classes::<N>(samples, Threshold::OneHalf)?;
    let outputs = fast::outputs(network, samples);
    let right = outputs.iter().zip(classes).filter(|(h, truth)| {
        let h = h.as_ref();
        // NaN predicts no class, and `class` would panic.
        !h.iter().any(|&h| is_nan(h)) && class(h) == *truth
    });
    Ok(right.count() as f64 / samples.len() as f64)
}
