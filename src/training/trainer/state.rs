//! Where a run stands: all that it takes to go on with it.

use crate::network::Network;

/// Where a run stands after its last epoch. With the network it left behind, it is all that
/// [`Trainer::resume`](super::Trainer::resume) needs.
#[derive(Debug, Clone, PartialEq)]
pub struct State<N> {
    /// How many steps have been taken.
    pub(crate) steps: u64,
    /// What the optimizer remembers of each weight: shaped like the network.
    pub(crate) moments: Vec<N>,
    /// The lowest cost so far, and its weights; with early stopping only.
    pub(crate) best: Option<(f64, N)>,
    /// How many epochs ago that was.
    pub(crate) waited: usize,
    /// The weights after the last epoch, where the network has got the best ones instead.
    pub(crate) last: Option<N>,
    /// Whether the run was broken off, or stopped early.
    pub(crate) has_ended: bool,
    /// J of the training samples after each epoch.
    pub(crate) costs: Vec<f64>,
    pub(crate) epochs: usize,
}

impl<N: Network> State<N> {
    /// Before the first epoch.
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

    /// How many epochs are done.
    pub fn epochs(&self) -> usize {
        self.epochs
    }

    /// How many steps have been taken.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// J of the training samples after each epoch, with the penalty.
    pub fn costs(&self) -> &[f64] {
        &self.costs
    }

    /// Whether the run was broken off, or stopped early.
    pub fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// The lowest cost of the validation samples, with early stopping.
    pub fn best_cost(&self) -> Option<f64> {
        self.best.as_ref().map(|(cost, _)| *cost)
    }

    /// An epoch is done, and J is this.
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
