//! The state of a run: everything that is needed to continue it.

use crate::network::Network;

/// The state of a run after its last epoch. Together with the network, it is all that
/// [`Trainer::resume`](super::Trainer::resume) needs to continue.
///
/// ```
/// # use backprop::{Identity, Samples, SquaredError, Trainer, network};
/// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
/// use backprop::training::trainer::State;
///
/// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
/// let mut line = Line::random(1);
/// let state: State<Line> = Trainer::new(0.1).batch_size(1).epochs(40).train(&mut line, &samples)?;
/// assert_eq!((state.epochs(), state.steps()), (40, 80));
/// assert!(state.costs()[39] < state.costs()[0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct State<N> {
    /// The number of steps taken.
    pub(crate) steps: u64,
    /// The moments of the optimizer, each shaped like the network.
    pub(crate) moments: Vec<N>,
    /// The lowest cost so far and its weights; with early stopping only.
    pub(crate) best: Option<(f64, N)>,
    /// The number of epochs since then.
    pub(crate) waited: usize,
    /// The weights after the last epoch, if the network was left with the best ones instead.
    pub(crate) last: Option<N>,
    /// The run was stopped before its last epoch, by `watch` or early.
    pub(crate) has_ended: bool,
    /// J of the training samples after each epoch.
    pub(crate) costs: Vec<f64>,
    pub(crate) epochs: usize,
}

impl<N: Network> State<N> {
    /// The state before the first epoch.
    pub fn new() -> Self {
        Self {
            steps: 0,
            moments: Vec::new(),
            best: None,
            last: None,
            waited: 0,
            has_ended: false,
            costs: Vec::new(),
            epochs: 0,
        }
    }

    /// Returns the number of epochs done.
    pub fn epochs(&self) -> usize {
        self.epochs
    }

    /// Returns the number of steps taken.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Returns J of the training samples after each epoch, with regularization.
    #[doc(alias("history", "loss"))]
    pub fn costs(&self) -> &[f64] {
        &self.costs
    }

    /// Returns whether the run was stopped before its last epoch: by [`watch`](super::Trainer::watch), or
    /// [early](super::Trainer::patience).
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// Returns the lowest cost of the validation samples, if the run may [stop early](super::Trainer::patience).
    pub fn best_cost(&self) -> Option<f64> {
        self.best.as_ref().map(|(cost, _)| *cost)
    }

    /// Counts an epoch, after which J is `cost`.
    pub(super) fn finish_epoch(&mut self, cost: f64) {
        self.epochs += 1;
        self.costs.push(cost);
    }
}

impl<N: Network> Default for State<N> {
    fn default() -> Self {
        Self::new()
    }
}
