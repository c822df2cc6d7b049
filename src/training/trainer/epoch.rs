//! A run after an epoch, as its watcher sees it.

use super::State;
use crate::network::{Network, SamplesOf};
use crate::training::accuracy::try_accuracy;

/// A run after an epoch, as [`Trainer::watch`](super::Trainer::watch) shows it. The costs are there already; accuracies
/// are computed when they are asked for.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, Trainer, network};
/// # network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// use std::ops::ControlFlow;
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let trainer = Trainer::new(0.5).epochs(2000).watch(|epoch| {
///     if epoch.number() % 500 == 0 {
///         println!("{}: J = {}, {:?} right", epoch.number(), epoch.cost(), epoch.accuracy());
///     }
///     ControlFlow::Continue(())
/// });
/// trainer.train(&mut Xor::random(7), &samples)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Epoch<'a, N: Network> {
    pub(super) network: &'a N,
    /// Those of this process.
    pub(super) samples: Option<&'a SamplesOf<N>>,
    pub(super) validation: Option<&'a SamplesOf<N>>,
    pub(super) cost: f64,
    pub(super) validation_cost: Option<f64>,
    pub(super) gradient_norm: f64,
    pub(super) state: &'a State<N>,
    /// The run ends after this epoch, whatever the watcher says.
    #[cfg_attr(not(feature = "progress"), expect(dead_code, reason = "only the progress bar needs it"))]
    pub(super) is_last: bool,
}

impl<'a, N: Network> Epoch<'a, N>
where
    N::Scalar: Into<f64>,
{
    /// Returns the number of this epoch; the first is 1.
    pub fn number(&self) -> usize {
        self.state.epochs()
    }

    /// Returns the network as it is now.
    pub fn network(&self) -> &'a N {
        self.network
    }

    /// Returns the state of the run. Together with the [`network`](Self::network), it is all that
    /// [`resume`](super::Trainer::resume) needs.
    pub fn state(&self) -> &'a State<N> {
        self.state
    }

    /// Returns J of the training samples, with regularization.
    pub fn cost(&self) -> f64 {
        self.cost
    }

    /// Returns J of the validation samples, without regularization; `None` if there are none.
    pub fn validation_cost(&self) -> Option<f64> {
        self.validation_cost
    }

    /// Returns the Euclidean norm ‖D‖ of the last batch's gradient, before clipping.
    pub fn gradient_norm(&self) -> f64 {
        self.gradient_norm
    }

    /// Returns the [`accuracy`](crate::accuracy()) on the training samples of this process; `None` if their targets do not mean
    /// classes.
    pub fn accuracy(&self) -> Option<f64> {
        try_accuracy(self.network, self.samples?).ok()
    }

    /// Returns the [`accuracy`](crate::accuracy()) on the validation samples of this process; `None` if there are none, or if
    /// their targets do not mean classes.
    pub fn validation_accuracy(&self) -> Option<f64> {
        try_accuracy(self.network, self.validation?).ok()
    }
}
