//! The state of a run: everything that is needed to continue it.

use crate::network::Network;
use crate::training::optimizer::Optimizer;

/// The state of a run after its last epoch. Together with the network, it is all that
/// [`Trainer::resume`](super::Trainer::resume) needs to continue.
///
/// ```
/// # use backprop::{Identity, Samples, SquaredError, Trainer, network};
/// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
/// use backprop::training::trainer::{State, Status};
///
/// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
/// let validation = Samples::new([[1.5]], [[4.0]])?;
/// let mut line = Line::random(1);
/// let trainer = Trainer::new(0.1).batch_size(1).validation(&validation).epochs(40);
/// let state: State<Line> = trainer.train(&mut line, &samples)?;
/// assert_eq!((state.epochs(), state.steps(), state.status()), (40, 80, Status::Finished));
/// assert!(state.costs()[39] < state.costs()[0]);
/// assert_eq!(state.validation_costs()[39], Some(backprop::fast::cost(&line, &validation, 0.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct State<N> {
    pub(crate) status: Status,
    pub(crate) epochs: usize,
    /// The number of steps taken.
    pub(crate) steps: u64,
    pub(crate) moments: Moments<N>,
    /// The first finite J of the run, from which the growth of J is counted.
    pub(crate) first_cost: Option<f64>,
    /// The lowest cost so far and its weights; with early stopping only. The cost is finite.
    pub(crate) best: Option<(f64, N)>,
    /// The number of epochs since then.
    pub(crate) waited: usize,
    /// The weights after the last epoch, if the network was left with the best ones instead.
    pub(crate) last: Option<N>,
    /// J of the training samples after each epoch.
    pub(crate) costs: Vec<f64>,
    /// J of the validation samples after each epoch, if there were any and J is a number.
    pub(crate) validation_costs: Vec<Option<f64>>,
}

/// Where a run stands: why it ended, if it did. The documentation of [`Trainer`](super::Trainer) says which weights the
/// network has then, and how the run is resumed.
///
/// ```
/// # use backprop::{Identity, Samples, SquaredError, Trainer, network};
/// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
/// use backprop::training::trainer::Status;
///
/// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
/// let state = Trainer::new(0.3).epochs(5000).patience(3).train(&mut Line::random(1), &samples)?;
/// if state.status() == Status::StoppedEarly {
///     println!("{} epochs were enough", state.epochs());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Status {
    /// The run has not ended: before the first epoch, and whenever [`watch`](super::Trainer::watch) is called.
    #[default]
    Running,
    /// All [epochs](super::Trainer::epochs) are done.
    Finished,
    /// [`watch`](super::Trainer::watch) broke off the run before its last epoch.
    Paused,
    /// The [patience](super::Trainer::patience) was exhausted before the last epoch.
    StoppedEarly,
    /// A step led to weights or a cost J that are not finite, or the run to a J that is far too large.
    Diverged,
}

/// The moments of an optimizer. They mean nothing to another one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moments<N> {
    /// The name of the optimizer; empty before the first step.
    pub(crate) optimizer: String,
    /// The number of steps that it took with these moments.
    pub(crate) steps: u64,
    /// The moments, each shaped like the network.
    pub(crate) values: Vec<N>,
}

impl<N: Network> State<N> {
    /// The state before the first epoch.
    pub fn new() -> Self {
        Self {
            status: Status::Running,
            epochs: 0,
            steps: 0,
            moments: Moments::none(),
            first_cost: None,
            best: None,
            waited: 0,
            last: None,
            costs: Vec::new(),
            validation_costs: Vec::new(),
        }
    }

    /// Returns where the run stands: why it ended, if it did.
    pub fn status(&self) -> Status {
        self.status
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

    /// Returns J of the [validation samples](super::Trainer::validation) after each epoch, without regularization; `None`
    /// for an epoch without validation samples, or if J is not a number.
    #[doc(alias("history", "val_loss"))]
    pub fn validation_costs(&self) -> &[Option<f64>] {
        &self.validation_costs
    }

    /// Returns the lowest cost of the validation samples, or of the training samples if there are none; `None` if the run
    /// cannot [stop early](super::Trainer::patience), or if no cost was finite. The network is left with the weights that
    /// have this cost.
    #[doc(alias = "best_score")]
    pub fn best_cost(&self) -> Option<f64> {
        self.best.as_ref().map(|(cost, _)| *cost)
    }

    /// Counts an epoch, after which J is `cost`.
    pub(super) fn finish_epoch(&mut self, cost: f64, validation_cost: Option<f64>) {
        self.epochs += 1;
        self.first_cost = self.first_cost.or(Some(cost));
        self.costs.push(cost);
        self.validation_costs.push(validation_cost.filter(|cost| !cost.is_nan()));
    }
}

impl<N: Network> Default for State<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<N: Network> Moments<N> {
    /// The moments of no optimizer.
    pub(super) fn none() -> Self {
        Self { optimizer: String::new(), steps: 0, values: Vec::new() }
    }

    /// Makes them the moments of `optimizer`: starts anew unless they are already.
    pub(super) fn fit(&mut self, optimizer: &dyn Optimizer<N::Scalar>) {
        if self.optimizer != optimizer.name() || self.values.len() != optimizer.moments() {
            let values = (0..optimizer.moments()).map(|_| N::zeros()).collect();
            *self = Self { optimizer: optimizer.name().to_owned(), steps: 0, values };
        }
    }
}
