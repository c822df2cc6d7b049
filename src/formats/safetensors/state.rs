//! From the state of a training to a checkpoint, and back.
//!
//! What the optimizer remembers becomes the buffers `moment_1`, `moment_2`, the best and the last weights become `best`
//! and `last`; steps and epochs are counts, the costs so far a list.
//!
//! **Invariant**: a state that comes back is the one that went in, to the last bit, so the run goes on to the very numbers
//! of one that was not interrupted.

use super::checkpoint::Checkpoint;
use super::error::SafetensorsError;
use crate::formats::bytes::Float;
use crate::network::Network;
use crate::training::trainer::State;

const BEST: &str = "best";
const LAST: &str = "last";
const BEST_COST: &str = "best_cost";
const COSTS: &str = "costs";
const ENDED: &str = "ended";
const EPOCHS: &str = "epochs";
const STEPS: &str = "steps";
const WAITED: &str = "waited";

impl<N: Network<Scalar: Float>> Checkpoint<N> {
    /// The checkpoint of a training: its network, and where it stands.
    ///
    /// ```
    /// use backprop::formats::safetensors::Checkpoint;
    /// use backprop::{CrossEntropy, Optimizer, Samples, Sigmoid, Tanh, Trainer, network};
    /// # use std::ops::ControlFlow;
    ///
    /// network! {
    ///     struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    /// }
    ///
    /// # let folder = std::env::temp_dir().join(format!("backprop-resume-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// # let path = folder.join("xor.safetensors");
    /// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
    /// let trainer = || Trainer::new(0.05).optimizer(Adam::default());
    ///
    /// // A run that saves itself every tenth epoch, and is broken off.
    /// let mut xor = Xor::random(7);
    /// let saving = trainer().epochs(25).watch(|epoch| {
    ///     if epoch.number() % 10 == 0 {
    ///         Checkpoint::of(epoch.network(), epoch.state()).save(&path).expect("the folder takes a file");
    ///     }
    ///     ControlFlow::Continue(())
    /// });
    /// saving.train(&mut xor, &samples)?;
    ///
    /// // Later, it goes on from epoch 20, and ends as if nothing had been.
    /// let checkpoint = Checkpoint::<Xor>::load(&path)?;
    /// let (state, mut resumed) = (checkpoint.state()?, checkpoint.network);
    /// assert_eq!(state.epochs(), 20);
    /// trainer().epochs(25).resume(&mut resumed, &samples, state)?;
    /// assert_eq!(resumed, xor);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(network: &N, state: &State<N>) -> Self {
        let State { steps, moments, best, waited, last, has_ended, costs, epochs } = state;
        let mut checkpoint = Self::new(network.clone());
        for (number, moment) in (1..).zip(moments) {
            checkpoint.buffers.insert(moment_name(number), moment.clone());
        }
        if let Some((cost, weights)) = best {
            checkpoint.numbers.insert(BEST_COST.to_owned(), *cost);
            checkpoint.buffers.insert(BEST.to_owned(), weights.clone());
        }
        if let Some(weights) = last {
            checkpoint.buffers.insert(LAST.to_owned(), weights.clone());
        }
        let counts =
            [(EPOCHS, *epochs as u64), (STEPS, *steps), (WAITED, *waited as u64), (ENDED, u64::from(*has_ended))];
        checkpoint.counts.extend(counts.map(|(name, count)| (name.to_owned(), count)));
        checkpoint.lists.insert(COSTS.to_owned(), costs.clone());
        checkpoint
    }

    /// Where the training stands, for [`Trainer::resume`](crate::Trainer::resume) to go on from.
    ///
    /// # Errors
    ///
    /// The checkpoint is not one of a training: something is missing, or there are not as many costs as epochs.
    pub fn state(&self) -> Result<State<N>, SafetensorsError> {
        let wrong = |what: String| SafetensorsError::State { what };
        let count = |name| self.counts.get(name).copied().ok_or_else(|| wrong(format!("without the count `{name}`")));
        let whole = |name| {
            let number = count(name)?;
            usize::try_from(number).map_err(|_| wrong(format!("whose count `{name}` is {number}")))
        };
        let costs = self.lists.get(COSTS).ok_or_else(|| wrong(format!("without the list `{COSTS}`")))?.clone();
        let epochs = whole(EPOCHS)?;
        if costs.len() != epochs {
            return Err(wrong(format!("with {} costs of {epochs} epochs", costs.len())));
        }
        let best = match (self.numbers.get(BEST_COST), self.buffers.get(BEST)) {
            (Some(&cost), Some(weights)) => Some((cost, weights.clone())),
            (None, None) => None,
            _ => return Err(wrong(format!("with one of `{BEST}` and `{BEST_COST}`, but not the other"))),
        };
        Ok(State {
            steps: count(STEPS)?,
            moments: (1..).map_while(|number| self.buffers.get(&moment_name(number)).cloned()).collect(),
            best,
            waited: whole(WAITED)?,
            last: self.buffers.get(LAST).cloned(),
            has_ended: count(ENDED)? != 0,
            costs,
            epochs,
        })
    }
}

/// `moment_1`
fn moment_name(number: usize) -> String {
    format!("moment_{number}")
}
