//! The state of a training, as a checkpoint.
//!
//! The moments of the optimizer are the buffers `moment_1`, `moment_2`, …; the best and the last weights are the buffers
//! `best` and `last`; steps and epochs are counts; the costs so far are lists, in which NaN stands for an epoch without
//! validation samples; the name of the optimizer and the status of the run are texts.
//!
//! **Invariant**: a state that is saved and loaded is the same to the last bit, so a resumed run ends with the same numbers
//! as one that was not interrupted.

use super::checkpoint::Checkpoint;
use super::error::SafetensorsError;
use crate::display::counted;
use crate::formats::bytes::FloatBytes;
use crate::network::Network;
use crate::training::trainer::state::Moments;
use crate::training::trainer::{State, Status};

const BEST: &str = "best";
const LAST: &str = "last";
const BEST_COST: &str = "best_cost";
const FIRST_COST: &str = "first_cost";
const COSTS: &str = "costs";
const VALIDATION_COSTS: &str = "validation_costs";
const EPOCHS: &str = "epochs";
const STEPS: &str = "steps";
const STEPS_OF_MOMENTS: &str = "steps_of_moments";
const WAITED: &str = "waited";
const OPTIMIZER: &str = "optimizer";
const STATUS: &str = "status";

/// The texts of the statuses.
const STATUSES: [(Status, &str); 5] = [
    (Status::Running, "running"),
    (Status::Finished, "finished"),
    (Status::Paused, "paused"),
    (Status::StoppedEarly, "stopped early"),
    (Status::Diverged, "diverged"),
];

impl<N: Network<Scalar: FloatBytes>> Checkpoint<N> {
    /// Makes a checkpoint of a training from its network and its state.
    ///
    /// ```
    /// use backprop::formats::safetensors::Checkpoint;
    /// use backprop::{Adam, CrossEntropy, Samples, Sigmoid, Tanh, Trainer, network};
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
    /// // A run that saves itself every tenth epoch, and is interrupted.
    /// let mut xor = Xor::random(7);
    /// let saving = trainer().epochs(25).watch(|epoch| {
    ///     if epoch.number() % 10 == 0 {
    ///         Checkpoint::from_training(epoch.network(), epoch.state()).save(&path).expect("the folder takes a file");
    ///     }
    ///     ControlFlow::Continue(())
    /// });
    /// saving.train(&mut xor, &samples)?;
    ///
    /// // Later, it is resumed from epoch 20, and ends as if it had not been interrupted.
    /// let checkpoint = Checkpoint::<Xor>::load(&path)?;
    /// let (state, mut resumed) = (checkpoint.state()?, checkpoint.network);
    /// assert_eq!(state.epochs(), 20);
    /// trainer().epochs(25).resume(&mut resumed, &samples, state)?;
    /// assert_eq!(resumed, xor);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn from_training(network: &N, state: &State<N>) -> Self {
        let State { status, epochs, steps, moments, first_cost, best, waited, last, costs, validation_costs } = state;
        let mut checkpoint = Self::new(network.clone());
        for (number, moment) in (1..).zip(&moments.values) {
            checkpoint.buffers.insert(moment_name(number), moment.clone());
        }
        checkpoint.numbers.extend(first_cost.map(|cost| (FIRST_COST.to_owned(), cost)));
        if let Some((cost, weights)) = best {
            checkpoint.numbers.insert(BEST_COST.to_owned(), *cost);
            checkpoint.buffers.insert(BEST.to_owned(), weights.clone());
        }
        if let Some(weights) = last {
            checkpoint.buffers.insert(LAST.to_owned(), weights.clone());
        }
        let counts =
            [(EPOCHS, *epochs as u64), (STEPS, *steps), (STEPS_OF_MOMENTS, moments.steps), (WAITED, *waited as u64)];
        checkpoint.counts.extend(counts.map(|(name, count)| (name.to_owned(), count)));
        checkpoint.lists.insert(COSTS.to_owned(), costs.clone());
        let validation_costs = validation_costs.iter().map(|cost| cost.unwrap_or(f64::NAN)).collect();
        checkpoint.lists.insert(VALIDATION_COSTS.to_owned(), validation_costs);
        checkpoint.texts.insert(OPTIMIZER.to_owned(), moments.optimizer.clone());
        let status = STATUSES.iter().find(|(of, _)| of == status).map(|(_, text)| (*text).to_owned());
        checkpoint.texts.extend(status.map(|status| (STATUS.to_owned(), status)));
        checkpoint
    }

    /// Returns the state of the training, for [`Trainer::resume`](crate::Trainer::resume).
    ///
    /// # Errors
    ///
    /// Returns an error if the checkpoint is not one of a training: if a part is missing, if there are not as many costs
    /// as epochs, or if the best cost is not finite.
    pub fn state(&self) -> Result<State<N>, SafetensorsError> {
        let epochs = self.whole(EPOCHS)?;
        let validation_costs = self.costs(VALIDATION_COSTS, epochs)?;
        let status = self.text(STATUS)?;
        let status = STATUSES.iter().find(|(_, text)| text == status);
        Ok(State {
            status: status.ok_or_else(|| wrong(format!("its text `{STATUS}` is `{}`", self.texts[STATUS])))?.0,
            epochs,
            steps: self.count(STEPS)?,
            moments: Moments {
                optimizer: self.text(OPTIMIZER)?.clone(),
                steps: self.count(STEPS_OF_MOMENTS)?,
                values: (1..).map_while(|number| self.buffers.get(&moment_name(number)).cloned()).collect(),
            },
            first_cost: self.numbers.get(FIRST_COST).copied().filter(|cost| cost.is_finite()),
            best: self.best()?,
            waited: self.whole(WAITED)?,
            last: self.buffers.get(LAST).cloned(),
            costs: self.costs(COSTS, epochs)?.clone(),
            validation_costs: validation_costs.iter().map(|&cost| (!cost.is_nan()).then_some(cost)).collect(),
        })
    }

    fn count(&self, name: &str) -> Result<u64, SafetensorsError> {
        self.counts.get(name).copied().ok_or_else(|| wrong(format!("it has no count `{name}`")))
    }

    fn whole(&self, name: &str) -> Result<usize, SafetensorsError> {
        let count = self.count(name)?;
        usize::try_from(count).map_err(|_| wrong(format!("its count `{name}` is {count}")))
    }

    fn text(&self, name: &str) -> Result<&String, SafetensorsError> {
        self.texts.get(name).ok_or_else(|| wrong(format!("it has no text `{name}`")))
    }

    /// Returns a list with a cost for each epoch.
    fn costs(&self, name: &str, epochs: usize) -> Result<&Vec<f64>, SafetensorsError> {
        let costs = self.lists.get(name).ok_or_else(|| wrong(format!("it has no list `{name}`")))?;
        if costs.len() == epochs {
            return Ok(costs);
        }
        let found = counted(costs.len(), "cost");
        Err(wrong(format!("its list `{name}` has {found}, but it has {}", counted(epochs, "epoch"))))
    }

    /// Returns the lowest cost and its weights.
    fn best(&self) -> Result<Option<(f64, N)>, SafetensorsError> {
        match (self.numbers.get(BEST_COST), self.buffers.get(BEST)) {
            (Some(cost), Some(_)) if !cost.is_finite() => Err(wrong(format!("its number `{BEST_COST}` is {cost}"))),
            (Some(&cost), Some(weights)) => Ok(Some((cost, weights.clone()))),
            (None, None) => Ok(None),
            _ => Err(wrong(format!("it has one of `{BEST}` and `{BEST_COST}`, but not the other"))),
        }
    }
}

/// The error of a checkpoint that is not one of a training.
fn wrong(what: String) -> SafetensorsError {
    SafetensorsError::State { what }
}

/// `moment_1`
fn moment_name(number: usize) -> String {
    format!("moment_{number}")
}
