//! Training as people do it: epochs of mini-batches, an optimizer, a rate that changes, and an end in good time.
//!
//! The two algorithms of [`training`](crate::training) are the course's. A [`Trainer`] puts what is used besides into one
//! builder: it goes through the samples in batches, epoch by epoch, takes a step of its [`Optimizer`] after each batch,
//! and tells after each epoch how it stands.
//!
//! **Invariant**: the same trainer on the same network and samples ends at the same weights, to the last bit; a run that
//! is interrupted after any epoch and [resumed](Trainer::resume) ends there too.

mod epoch;
mod error;
#[cfg(feature = "log")]
mod events;
#[cfg(feature = "progress")]
mod progress;
mod run;
mod state;
mod updates;

use crate::network::{Network, SamplesOf};
use crate::training::optimizer::{GradientDescent, Optimizer};
use std::fmt;
use std::ops::ControlFlow;

pub use epoch::Epoch;
pub use error::TrainingError;
pub use state::State;
pub use updates::Updates;

/// How a network is trained.
///
/// What is not said is as in the course: all samples in one batch, plain gradient descent at a constant rate, no penalty.
///
/// ```
/// use backprop::{CrossEntropy, Optimizer, Samples, Sigmoid, Tanh, Trainer, accuracy, network};
///
/// network! {
///     struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// let state = Trainer::new(0.05).optimizer(Adam::default()).batch_size(2).shuffle(1).epochs(300).train(&mut xor, &samples)?;
/// assert_eq!(state.epochs(), 300);
/// assert_eq!(accuracy(&xor, &samples), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a trainer does nothing until it trains"]
pub struct Trainer<'a, N: Network> {
    rate: f64,
    schedule: Box<dyn Fn(usize) -> f64 + 'a>,
    epochs: usize,
    batch_size: Option<usize>,
    lambda: f64,
    optimizer: Box<dyn Optimizer<N::Scalar> + 'a>,
    seed: Option<u64>,
    largest_norm: Option<f64>,
    biases: Biases,
    updates: Updates,
    validation: Option<&'a SamplesOf<N>>,
    patience: Option<usize>,
    watch: Box<Watch<'a, N>>,
    #[cfg(feature = "progress")]
    progress: Option<progress::Progress>,
}

/// What looks at each epoch.
type Watch<'a, N> = dyn FnMut(&Epoch<'_, N>) -> ControlFlow<()> + 'a;

/// What becomes of the biases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Biases {
    /// They learn like the other weights.
    #[default]
    Learned,
    /// They stay as they are, as in some published examples.
    Fixed,
}

impl<'a, N: Network> Trainer<'a, N>
where
    N::Scalar: Into<f64>,
{
    /// Gradient descent at the learning rate α, for one epoch.
    pub fn new(rate: f64) -> Self {
        Self {
            rate,
            schedule: Box::new(|_| 1.0),
            epochs: 1,
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

    /// How often it goes through all samples.
    pub fn epochs(self, epochs: usize) -> Self {
        Self { epochs, ..self }
    }

    /// So many samples a step; the last batch of an epoch may be smaller. 1 is stochastic descent.
    ///
    /// # Panics
    ///
    /// `samples` is 0.
    pub fn batch_size(self, samples: usize) -> Self {
        assert!(samples > 0, "a batch has at least one sample");
        Self { batch_size: Some(samples), ..self }
    }

    /// How a gradient becomes a step.
    pub fn optimizer(self, optimizer: impl Optimizer<N::Scalar> + 'a) -> Self {
        Self { optimizer: Box::new(optimizer), ..self }
    }

    /// The penalty λ of J = 1/m Σ C + λ/2m Σ Θ². Each batch takes its share of it: b of m samples take λ b/m.
    pub fn lambda(self, lambda: f64) -> Self {
        Self { lambda, ..self }
    }

    /// The rate of an epoch, counted from 0, as a multiple of the first one.
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError, Trainer, network};
    /// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// // Half of it every 10 epochs.
    /// let trainer = Trainer::<Line>::new(0.1).schedule(|epoch| 0.5_f64.powi(epoch as i32 / 10));
    /// ```
    pub fn schedule(self, factor: impl Fn(usize) -> f64 + 'a) -> Self {
        Self { schedule: Box::new(factor), ..self }
    }

    /// A new order of the samples for each epoch, drawn with this seed. Else they come in their own order.
    pub fn shuffle(self, seed: u64) -> Self {
        Self { seed: Some(seed), ..self }
    }

    /// No gradient longer than this: a longer one is scaled down. Its length is the root of the sum of all squares.
    pub fn clip_norm(self, largest_norm: f64) -> Self {
        Self { largest_norm: Some(largest_norm), ..self }
    }

    /// What becomes of the biases.
    pub fn biases(self, biases: Biases) -> Self {
        Self { biases, ..self }
    }

    /// When the layers take their steps.
    pub fn updates(self, updates: Updates) -> Self {
        Self { updates, ..self }
    }

    /// Looks at the cost of these samples, which it does not learn from, after each epoch.
    pub fn validation(self, validation: &'a SamplesOf<N>) -> Self {
        Self { validation: Some(validation), ..self }
    }

    /// Early stopping: ends after so many epochs without a lower cost of the validation samples. The network is left with
    /// the weights of the lowest cost, also where all epochs are gone through. Without [validation samples](Self::validation), the cost of the training samples counts.
    pub fn patience(self, epochs: usize) -> Self {
        Self { patience: Some(epochs), ..self }
    }

    /// Shows each epoch to `watch`, which may break off the run.
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
    pub fn watch(self, watch: impl FnMut(&Epoch<'_, N>) -> ControlFlow<()> + 'a) -> Self {
        Self { watch: Box::new(watch), ..self }
    }

    /// Draws a bar on the terminal while it trains: epochs, cost, accuracy, and the time that is left. Where the standard
    /// error output is no terminal, nothing is drawn. Needs the feature `progress`.
    #[cfg(feature = "progress")]
    pub fn progress(self) -> Self {
        Self { progress: Some(progress::Progress::new()), ..self }
    }

    /// Trains a network.
    ///
    /// # Errors
    ///
    /// A step leads to a weight that is not finite. The error names the epoch and the batch, and the network keeps the
    /// weights before that step.
    pub fn train(self, network: &mut N, samples: &SamplesOf<N>) -> Result<State<N>, TrainingError> {
        self.resume(network, samples, State::new())
    }

    /// Goes on with a run from where it was left, up to the epochs of this trainer in all.
    ///
    /// # Errors
    ///
    /// As [`train`](Self::train).
    pub fn resume(self, network: &mut N, samples: &SamplesOf<N>, state: State<N>) -> Result<State<N>, TrainingError> {
        self.run(network, samples, state)
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
            .field("patience", &self.patience)
            .finish_non_exhaustive()
    }
}
