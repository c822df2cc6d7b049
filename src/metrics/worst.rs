//! The examples on which a network is most wrong: the first ones to look at.

use crate::display::fixed;
use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::fast;
use crate::metrics::log_loss::probability;
use crate::network::classes::{Threshold, outputs_are_probabilities, target_classes};
use crate::network::{Network, SamplesOf};
use std::fmt;

/// An example with what a network makes of it; see [`worst`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct WorstExample {
    /// The row of the example in the samples, counted from 0.
    pub row: usize,
    /// The cost C of the example, by the cost function of the network. One that is not a number counts as infinite.
    pub cost: f64,
    /// The target y, K numbers.
    pub target: Vec<f64>,
    /// The output h, K numbers.
    pub output: Vec<f64>,
    /// The true class; `None` if the targets do not mean classes.
    pub truth: Option<usize>,
    /// The predicted class; `None` if the targets do not mean classes, or if an output is not a number.
    pub predicted: Option<usize>,
    /// The probability that the network gives to the true class; `None` if the targets do not mean classes, or if the outputs are
    /// not those of [`Sigmoid`](crate::Sigmoid) or [`Softmax`](crate::Softmax).
    pub probability: Option<f64>,
}

/// Returns the `count` examples with the largest cost, or all if there are fewer, the worst one first; of equal costs, the
/// earlier row first.
///
/// It works for classes, labels and regressions: the cost is that of the network's own cost function. The weight of an example
/// does not matter. An example may be among the worst although its class is predicted right.
///
/// ```
/// use backprop::metrics::worst;
/// # use backprop::{CrossEntropy, Samples, Sigmoid};
/// # backprop::network! { struct Net { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
///
/// let net = Net { theta_1: [[0.0, 1.0]].into() };
/// let samples = Samples::from_classes([[2.0], [-3.0], [0.5]], &[1, 1, 0])?;
/// let worst = worst(&net, &samples, 2);
/// assert_eq!((worst[0].row, worst[0].truth, worst[0].predicted), (1, Some(1), Some(0)));
/// assert_eq!(worst[0].to_string(), "row 1: class 1, predicted 0, probability of the true class 0.047, C = 3.049");
/// assert_eq!(worst[1].row, 2);
/// # Ok::<(), backprop::SamplesError>(())
/// ```
///
/// # Panics
///
/// Panics if the cost function cannot take a target, as [`Network::cost`] does.
#[track_caller]
pub fn worst<N>(network: &N, samples: &SamplesOf<N>, count: usize) -> Vec<WorstExample>
where
    N: Network<Scalar: Into<f64>>,
{
    let mut costs = Vec::with_capacity(samples.len());
    for (row, (x, y)) in samples.iter().enumerate() {
        costs.push((row, example_cost(network, x, y)));
    }
    // The sort is stable, and costs are not NaN.
    costs.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    costs.truncate(count);
    let rows: Vec<usize> = costs.iter().map(|(row, _)| *row).collect();
    let inputs: Vec<N::Input> = rows.iter().map(|&row| samples.x()[row].clone()).collect();
    let outputs = fast::outputs(network, &inputs);
    let truths = target_classes::<N>(samples, Threshold::OneHalf).ok();
    let examples = costs.into_iter().zip(outputs).map(|((row, cost), h)| {
        let numbers = |row: &N::Output| -> Vec<f64> { row.as_ref().iter().map(|&value| value.into()).collect() };
        let (target, output) = (numbers(&samples.y()[row]), numbers(&h));
        let truth = truths.as_ref().map(|truths| truths[row]);
        let is_number = output.iter().all(|h| !h.is_nan());
        let predicted = truth.filter(|_| is_number).map(|_| class(&output));
        let probability =
            truth.filter(|_| is_number && outputs_are_probabilities::<N>()).map(|truth| probability(&output, truth));
        WorstExample { row, cost, target, output, truth, predicted, probability }
    });
    examples.collect()
}

/// Returns the cost C of an example, infinite if it is not a number.
#[track_caller]
fn example_cost<N: Network<Scalar: Into<f64>>>(network: &N, x: &N::Input, y: &N::Output) -> f64 {
    let example = N::samples(vec![x.as_ref().to_vec()], vec![y.as_ref().to_vec()]);
    let cost: f64 = network.cost(&example.expect("a row of samples"), N::Scalar::ZERO).into();
    if cost.is_nan() { f64::INFINITY } else { cost }
}

/// As in `row 17: class 2, predicted 1, probability of the true class 0.031, C = 3.474`, or for a regression
/// `row 17: target [2.5], output [0.75], C = 1.531`.
impl fmt::Display for WorstExample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, cost, target, output, truth, predicted, probability } = self;
        let cost = fixed(cost, 3);
        match (truth, predicted) {
            (Some(truth), Some(predicted)) => {
                write!(f, "row {row}: class {truth}, predicted {predicted}")?;
                if let Some(probability) = probability {
                    write!(f, ", probability of the true class {}", fixed(probability, 3))?;
                }
            }
            _ => write!(f, "row {row}: target {target:?}, output {output:?}")?,
        }
        write!(f, ", C = {cost}")
    }
}
