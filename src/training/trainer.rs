//! Training in practice: mini-batches, optimizers, learning-rate schedules, early stopping, runs that can be resumed.
//!
//! A [`Trainer`] goes through the samples epoch by epoch, in batches. After each batch its [`Optimizer`] takes a step;
//! after each epoch the run can be watched, stopped, and saved.
//!
//! | module | what it does |
//! |---|---|
//! | `settings` | checks what a run starts with |
//! | `run` | starts or resumes a run, and ends it |
//! | `step` | the batches and the steps of an epoch, and the way back if one diverges |
//! | `source` | the samples of a run: in this process, or in several that train together |
//! | `state` | everything that is needed to continue a run |
//!
//! **Invariant**: the same trainer on the same network and samples ends at the same weights, to the last bit. So does a
//! run that is interrupted after any epoch and [resumed](Trainer::resume). A run never ends at weights that are not finite,
//! nor at ones where J is not, unless J was not finite before its first epoch.

#![cfg(feature = "std")]

mod epoch;
#[cfg(feature = "log")]
mod events;
#[cfg(feature = "progress")]
mod progress;
mod run;
mod settings;
pub(crate) mod source;
pub(crate) mod state;
mod step;
mod updates;

use crate::network::{Network, SamplesOf, TrainingError};
use crate::training::optimizer::{GradientDescent, Optimizer};
use std::fmt;
use std::ops::ControlFlow;
use std::rc::Rc;

use source::{Here, Source};

pub use epoch::Epoch;
pub use state::{State, Status};
pub use updates::Updates;

/// A training run: its settings, as a builder.
///
/// A run needs a learning rate and a number of [`epochs`](Self::epochs). The defaults of all other settings: one batch of all
/// samples in their order, plain gradient descent at a constant learning rate, no regularization, no early stopping.
///
/// In an unoptimized build, a training takes many times longer: run it with `--release`, or write `opt-level = 1` under
/// `[profile.dev]` in your `Cargo.toml`.
///
/// ```
/// use backprop::{Adam, CrossEntropy, Samples, Sigmoid, Tanh, Trainer, accuracy, network};
///
/// network! {
///     struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// let state = Trainer::new(0.05)
///     .optimizer(Adam::default())
///     .batch_size(2)
///     .shuffle(1)
///     .epochs(300)
///     .train(&mut xor, &samples)?;
/// assert_eq!(state.epochs(), 300);
/// assert_eq!(accuracy(&xor, &samples), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # The states of a run
///
/// [`train`](Self::train) starts a run, [`resume`](Self::resume) continues one from its [`State`]. The
/// [status](State::status) of the state says why the run ended:
///
/// | status | what happened | the network has | `resume` |
/// |---|---|---|---|
/// | [`Running`](Status::Running) | `watch` is called after an epoch | the weights after it | goes on after that epoch |
/// | [`Finished`](Status::Finished) | all [`epochs`](Self::epochs) are done | its final weights | goes on if its trainer has more epochs |
/// | [`Paused`](Status::Paused) | [`watch`](Self::watch) returned `Break` | its final weights | goes on |
/// | [`StoppedEarly`](Status::StoppedEarly) | the [`patience`](Self::patience) is exhausted | its final weights | waits longer if its trainer has more patience; otherwise it begins to wait anew |
/// | [`Diverged`](Status::Diverged) | the run [moved away](crate::Diverged) from the minimum | its final weights, or those before the step or the epoch | goes on from the weights that the network has, with fresh moments |
///
/// The final weights are those after the last epoch; with `patience`, those with the lowest cost. A run that diverges has an
/// error instead of a state: [`advance`](Self::advance) leaves both.
///
/// A resumed run
///
/// - takes everything from its own trainer: a run without patience ends at its last weights, whatever its first part did;
/// - continues from the last weights, not from the best ones that the network was left with. If the network has been
///   changed in between, it continues from there;
/// - goes on with the moments of an optimizer of the same [name](Optimizer::name), and with fresh ones otherwise;
/// - compares with the best cost so far, which is computed anew if λ or the samples have changed. The epochs that were
///   waited count only if it is the same;
/// - stops before its first epoch if the patience is exhausted already, unless the run had stopped early. So a run that is
///   interrupted at any epoch, and resumed with the same settings, ends where it would have ended.
///
/// [`train`](Self::train) consumes the trainer, since it may call closures that hold something of the caller's; for
/// several runs of the same settings, write a function that returns a trainer. A trainer is not `Send`, because its
/// closures need not be: build it in the thread where it trains. Networks, samples, [`State`] and errors are `Send` and
/// `Sync`.
#[must_use = "a trainer does nothing until it trains"]
#[doc(alias("fit", "Estimator", "MLPClassifier", "MLPRegressor"))]
pub struct Trainer<'a, N: Network> {
    rate: f64,
    schedule: Box<dyn Fn(usize) -> f64 + 'a>,
    /// None until it is set: any default would be wrong for most data, and nobody would notice.
    epochs: Option<usize>,
    batch_size: Option<usize>,
    lambda: f64,
    optimizer: Box<dyn Optimizer<N::Scalar> + 'a>,
    seed: Option<u64>,
    largest_norm: Option<f64>,
    biases: Biases,
    updates: Updates,
    validation: Option<Rc<dyn Source<N> + 'a>>,
    patience: Option<usize>,
    watch: Box<Watch<'a, N>>,
    #[cfg(feature = "progress")]
    progress: Option<progress::Progress>,
}

/// No type implements it: a method with this bound tells which feature it needs.
#[doc(hidden)]
#[cfg(not(feature = "progress"))]
#[diagnostic::on_unimplemented(
    message = "`progress` needs the feature `progress` of `backprop`",
    label = "add `\"progress\"` to the features of `backprop` in `Cargo.toml`"
)]
pub trait HasFeatureProgress {}

/// A function that is called after each epoch.
type Watch<'a, N> = dyn FnMut(&Epoch<'_, N>) -> ControlFlow<()> + 'a;

/// The treatment of the biases. See [`Trainer::biases`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Biases {
    /// The biases learn like the other weights.
    #[default]
    Learned,
    /// The biases stay as they are, as in some published examples.
    Fixed,
}

impl<'a, N: Network> Trainer<'a, N>
where
    N::Scalar: Into<f64>,
{
    /// Gradient descent at the learning rate α > 0. The number of [`epochs`](Self::epochs) has to be set, too.
    #[doc(alias("learning_rate", "lr", "alpha"))]
    pub fn new(rate: f64) -> Self {
        Self {
            rate,
            schedule: Box::new(|_| 1.0),
            epochs: None,
            batch_size: None,
            lambda: 0.0,
            optimizer: Box::new(GradientDescent),
            seed: None,
            largest_norm: None,
            biases: Biases::Learned,
            updates: Updates::AtOnce,
            validation: None,
            patience: None,
            watch: Box::new(|_| ControlFlow::Continue(())),
            #[cfg(feature = "progress")]
            progress: None,
        }
    }

    /// Sets the number of epochs: how often the run goes through all samples. A resumed run counts those of its first part.
    #[doc(alias("max_iter", "iterations"))]
    pub fn epochs(self, epochs: usize) -> Self {
        Self { epochs: Some(epochs), ..self }
    }

    /// Sets the mini-batch size, the number of samples per step. The last batch of an epoch may be smaller; a size of 1 is
    /// stochastic gradient descent.
    ///
    #[doc(alias("minibatch", "mini_batch"))]
    pub fn batch_size(self, samples: usize) -> Self {
        Self { batch_size: Some(samples), ..self }
    }

    /// Sets the optimizer, which turns each gradient into a step.
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// use backprop::Momentum;
    ///
    /// let trainer = Trainer::<Line>::new(0.1).optimizer(Momentum::new(0.95));
    /// ```
    #[doc(alias("momentum", "adam", "rmsprop"))]
    pub fn optimizer(self, optimizer: impl Optimizer<N::Scalar> + 'a) -> Self {
        Self { optimizer: Box::new(optimizer), ..self }
    }

    /// Sets the regularization λ ≥ 0 of J = 1/m Σ C + λ/2m Σ Θ². A batch of b of the m samples takes its share λ b/m.
    #[doc(alias("regularization", "l2", "weight_decay", "penalty", "l2_regularization"))]
    pub fn lambda(self, lambda: f64) -> Self {
        Self { lambda, ..self }
    }

    /// Sets the learning-rate schedule: in the epoch e, counted from 0, the learning rate is α · `factor(e)`. A factor of 0
    /// leaves the weights as they are.
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// // Halves the learning rate every 10 epochs.
    /// let trainer = Trainer::<Line>::new(0.1).schedule(|epoch| 0.5_f64.powi(epoch as i32 / 10));
    /// ```
    #[doc(alias("learning_rate", "scheduler", "annealing", "lr_scheduler", "decay"))]
    pub fn schedule(self, factor: impl Fn(usize) -> f64 + 'a) -> Self {
        Self { schedule: Box::new(factor), ..self }
    }

    /// Shuffles the samples before each epoch, with this seed. Otherwise they come in their own order.
    #[doc(alias("seed", "random_state"))]
    pub fn shuffle(self, seed: u64) -> Self {
        Self { seed: Some(seed), ..self }
    }

    /// Clips gradients: one whose Euclidean norm exceeds `largest_norm` > 0 is scaled down to that norm.
    ///
    /// ```
    /// # use backprop::{Identity, Samples, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// // The rate is far too large, but no step is longer than 2 · 0.1.
    /// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
    /// let trainer = Trainer::new(2.0).lambda(0.1).clip_norm(0.1).epochs(1000);
    /// trainer.train(&mut Line::random(1), &samples)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias("gradient_clipping", "clipnorm", "clip_grad_norm"))]
    pub fn clip_norm(self, largest_norm: f64) -> Self {
        Self { largest_norm: Some(largest_norm), ..self }
    }

    /// Sets whether the biases are trained.
    ///
    /// ```
    /// # use backprop::{Identity, Samples, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// use backprop::training::trainer::Biases;
    ///
    /// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
    /// let mut line = Line { theta_1: [[0.5, 0.0]].into() };
    /// Trainer::new(0.1).biases(Biases::Fixed).epochs(100).train(&mut line, &samples)?;
    /// assert_eq!(line.theta_1[0][0], 0.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn biases(self, biases: Biases) -> Self {
        Self { biases, ..self }
    }

    /// Sets when the layers take their steps: all at once, or one after the other.
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// use backprop::training::trainer::Updates;
    ///
    /// let trainer = Trainer::<Line>::new(0.1).updates(Updates::LayerByLayer);
    /// ```
    pub fn updates(self, updates: Updates) -> Self {
        Self { updates, ..self }
    }

    /// Sets validation samples: the run does not learn from them, and computes their cost after each epoch.
    #[doc(alias("validation_data", "validate", "eval_set"))]
    pub fn validation(self, validation: &'a SamplesOf<N>) -> Self {
        self.validated_by(Here(validation))
    }

    pub(crate) fn validated_by(self, validation: impl Source<N> + 'a) -> Self {
        Self { validation: Some(Rc::new(validation)), ..self }
    }

    /// Stops early: after this number of epochs, at least 1, without a lower cost of the
    /// [validation samples](Self::validation), or of the training samples if there are none. The network is left with the
    /// best weights seen, even if the run goes through every epoch, is paused, or diverges. A cost that is not finite is
    /// never the best.
    ///
    /// ```
    /// # use backprop::{Identity, Samples, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
    /// use backprop::training::trainer::Status;
    ///
    /// let validation = Samples::new([[1.5]], [[3.9]])?;
    /// let mut line = Line::random(1);
    /// let state =
    ///     Trainer::new(0.1).epochs(10_000).validation(&validation).patience(20).train(&mut line, &samples)?;
    /// assert!(state.status() == Status::StoppedEarly && state.epochs() < 10_000);
    /// assert_eq!(state.best_cost(), Some(backprop::fast::cost(&line, &validation, 0.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias("early_stopping", "EarlyStopping"))]
    pub fn patience(self, epochs: usize) -> Self {
        Self { patience: Some(epochs), ..self }
    }

    /// Calls `watch` after each epoch. It may pause the run, which [`resume`](Self::resume) then continues.
    ///
    /// ```
    /// # use backprop::{Identity, Samples, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// use std::ops::ControlFlow;
    ///
    /// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
    /// let mut line = Line::random(1);
    /// let state = Trainer::new(0.1)
    ///     .epochs(1000)
    ///     .watch(|epoch| if epoch.cost() < 1e-3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    ///     .train(&mut line, &samples)?;
    /// assert!(state.epochs() < 1000);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias("callback", "on_epoch_end"))]
    pub fn watch(self, watch: impl FnMut(&Epoch<'_, N>) -> ControlFlow<()> + 'a) -> Self {
        Self { watch: Box::new(watch), ..self }
    }

    /// Draws a progress bar on the terminal: epochs, cost, accuracy, and the time that is left. Before the first epoch, it
    /// prints the [`advice`](crate::training::advice()) on network and samples. Draws nothing if the standard error output is
    /// not a terminal. Needs the feature `progress`.
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// let trainer = Trainer::<Line>::new(0.1).epochs(1000).progress();
    /// ```
    #[doc(alias("progress_bar", "verbose"))]
    #[cfg(feature = "progress")]
    pub fn progress(self) -> Self {
        Self { progress: Some(progress::Progress::new()), ..self }
    }

    /// Tells which feature it needs.
    #[doc(hidden)]
    #[cfg(not(feature = "progress"))]
    pub fn progress(self) -> Self
    where
        Self: HasFeatureProgress,
    {
        self
    }

    /// Trains a network from the weights that it has, and returns where the run stands at its end.
    ///
    /// ```
    /// use backprop::{Identity, Samples, SquaredError, Trainer, TrainingError, network};
    ///
    /// network! {
    ///     struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
    /// }
    ///
    /// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
    /// let mut line = Line::random(1);
    /// match Trainer::new(1e3).epochs(10_000).train(&mut line, &samples) {
    ///     Ok(state) => println!("J = {}", state.costs()[9999]),
    ///     Err(TrainingError::Diverged(diverged)) => println!("too fast from epoch {} on", diverged.epoch),
    ///     Err(other) => return Err(other.into()),
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the run [diverges](crate::Diverged): if a step leads to a weight that is not finite, or if J of the training
    /// samples is not finite, or far too large, after an epoch. The error names the epoch and the batch, and the network keeps
    /// the weights before that step or that epoch; with [`patience`](Self::patience), the best weights seen.
    ///
    /// Returns an error before the first step, and leaves the network as it is, if a setting makes no sense, if the cost cannot
    /// score a target of the samples or of the validation samples, or if the network has a weight that is not finite.
    #[doc(alias("fit"))]
    pub fn train(self, network: &mut N, samples: &SamplesOf<N>) -> Result<State<N>, TrainingError> {
        self.resume(network, samples, State::new())
    }

    /// Continues a run from where it was left, up to the number of epochs of this trainer, counted from the first run. The
    /// [table of states](Self#the-states-of-a-run) says where each run goes on.
    ///
    /// ```
    /// # use backprop::{Identity, Samples, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
    /// let mut line = Line::random(1);
    /// let state = Trainer::new(0.1).epochs(40).train(&mut line, &samples)?;
    /// let state = Trainer::new(0.1).epochs(100).resume(&mut line, &samples, state)?;
    /// assert_eq!((state.epochs(), state.costs().len()), (100, 100));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`train`](Self::train).
    #[doc(alias("warm_start", "continue"))]
    pub fn resume(
        self,
        network: &mut N,
        samples: &SamplesOf<N>,
        mut state: State<N>,
    ) -> Result<State<N>, TrainingError> {
        self.advance(network, samples, &mut state)?;
        Ok(state)
    }

    /// Starts or continues a run whose state stays with the caller, who has it also after an error. This is how a run goes on
    /// that diverged.
    ///
    /// ```
    /// use backprop::training::trainer::{State, Status};
    /// use backprop::{Identity, Samples, SquaredError, Trainer, network};
    ///
    /// network! {
    ///     struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
    /// }
    ///
    /// let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]])?;
    /// let (mut line, mut state, mut rate) = (Line::random(1), State::new(), 100.0);
    /// while Trainer::new(rate).epochs(500).patience(50).advance(&mut line, &samples, &mut state).is_err() {
    ///     assert_eq!(state.status(), Status::Diverged);
    ///     println!("{rate} is too fast from epoch {} on", state.epochs());
    ///     rate /= 10.0;
    /// }
    /// assert_eq!(state.best_cost(), Some(backprop::fast::cost(&line, &samples, 0.0)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error under the same conditions as [`train`](Self::train). The state is that after the last epoch that did not
    /// diverge; it is left as it is if the run cannot start.
    pub fn advance(self, network: &mut N, samples: &SamplesOf<N>, state: &mut State<N>) -> Result<(), TrainingError> {
        self.run(network, &Here(samples), state)
    }
}

impl<N: Network> fmt::Debug for Trainer<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trainer")
            .field("rate", &self.rate)
            .field("epochs", &self.epochs)
            .field("batch_size", &self.batch_size)
            .field("lambda", &self.lambda)
            .field("optimizer", &self.optimizer)
            .field("seed", &self.seed)
            .field("largest_norm", &self.largest_norm)
            .field("biases", &self.biases)
            .field("updates", &self.updates)
            .field("validation", &self.validation.as_ref().map(|validation| validation.len()))
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}
