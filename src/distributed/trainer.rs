//! A [`Trainer`] across ranks.

use super::agreement::{agree, expect_same, gather};
use super::ranks::Addend;
use super::shard::{Shard, within};
use super::sums::Sums;
use crate::equations::first_weights::Random;
use crate::kernels::layers::Costs;
use crate::network::{Diverged, Network, SamplesOf, TrainingError};
use crate::training::trainer::source::{Batch, BatchGradients, Source, Step, Together};
use crate::training::trainer::{State, Trainer};
use core::ops::{ControlFlow, Range};

impl<'a, N: Network<Scalar: Addend>> Trainer<'a, N> {
    /// Trains across ranks: [`train`](Self::train) on the samples of all of them. All ranks call it together, each with the
    /// same settings and first weights; all end at the same weights, with the same state.
    ///
    /// - A batch of [`batch_size`](Self::batch_size) samples has as many rows of every [part](crate::distributed::Parts); with
    ///   [`shuffle`](Self::shuffle), rows change their places within a part.
    /// - Rank 0 shows the run: only there, [`watch`](Self::watch) is called, the progress bar drawn, and the log written. If
    ///   `watch` ends the run, it ends on all ranks. The [accuracies](crate::training::trainer::Epoch::accuracy) that it sees
    ///   are those of the rows of rank 0.
    /// - To save checkpoints, save them in `watch`; to go on, load the same file on every rank, of which there may be more or
    ///   fewer than before.
    ///
    /// ```
    /// use backprop::distributed::{Parts, Ranks, Shard, Threads};
    /// # use backprop::{Adam, CrossEntropy, Samples, Sigmoid, Tanh, Trainer};
    /// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
    /// # let x: Vec<_> = (0..3000).map(|i| [f64::from(i % 2), f64::from(i % 5)]).collect();
    /// # let all = Samples::new(x, (0..3000).map(|i| [f64::from(i % 2)]).collect::<Vec<_>>())?;
    /// let train = |count| Threads::run(count, |ranks| {
    ///     let rows: Vec<usize> = Parts::of(all.len()).rows(ranks.rank(), ranks.count()).collect();
    ///     let mine = all.select(&rows).ok();
    ///     let shard = Shard::new(mine.as_ref(), ranks)?;
    ///     let mut xor = Xor::random(7);
    ///     let trainer = Trainer::new(0.01).optimizer(Adam::default()).batch_size(100).shuffle(1).epochs(2);
    ///     trainer.train_across(&mut xor, &shard).map(|state| (xor, state))
    /// });
    /// let alone = train(1).remove(0)?;
    /// assert!(train(2).into_iter().all(|result| result == Ok(alone.clone())));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`train`](Self::train), and one if a rank differs from the others in its settings or weights.
    /// All ranks return an error if one does.
    #[doc(alias("data_parallel", "DistributedDataParallel", "fit"))]
    pub fn train_across(self, network: &mut N, shard: &Shard<'_, N>) -> Result<State<N>, TrainingError> {
        self.resume_across(network, shard, State::new())
    }

    /// Continues a run across ranks: [`resume`](Self::resume) on the samples of all of them.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`train_across`](Self::train_across).
    pub fn resume_across(
        self,
        network: &mut N,
        shard: &Shard<'_, N>,
        mut state: State<N>,
    ) -> Result<State<N>, TrainingError> {
        self.advance_across(network, shard, &mut state)?;
        Ok(state)
    }

    /// Starts or continues a run across ranks, whose state stays with the caller: [`advance`](Self::advance) on the samples of
    /// all of them.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`train_across`](Self::train_across).
    pub fn advance_across(
        self,
        network: &mut N,
        shard: &Shard<'_, N>,
        state: &mut State<N>,
    ) -> Result<(), TrainingError> {
        self.run(network, shard, state)
    }

    /// Sets validation samples that all ranks hold together, for a run across ranks. If every rank has all of them,
    /// [`validation`](Self::validation) takes them.
    pub fn validation_across(self, validation: &Shard<'a, N>) -> Self {
        self.validated_by(validation.clone())
    }
}

impl<N: Network<Scalar: Addend>> Source<N> for Shard<'_, N> {
    fn len(&self) -> usize {
        self.len()
    }

    fn here(&self) -> Option<&SamplesOf<N>> {
        self.samples()
    }

    fn cost(&self, network: &N, lambda: N::Scalar) -> N::Scalar {
        self.cost(network, lambda)
    }

    fn batches(&self, size: Option<usize>) -> usize {
        self.batches_of(self.rows_of_each(size))
    }

    fn each_batch(&self, size: Option<usize>, seed: Option<u64>, step: &mut Step<'_, N>) -> Result<(), Diverged> {
        let of_each = self.rows_of_each(size);
        let parts = self.parts();
        // The order of a part depends on its number among all parts, which is the same on any number of ranks.
        let order = |(part, i): (&Range<usize>, usize)| {
            let mut rows: Vec<usize> = part.clone().collect();
            if let Some(seed) = seed {
                Random::new(seed.wrapping_add((i as u64) << 32)).shuffle(&mut rows);
            }
            rows
        };
        let shuffled = seed.map(|_| parts.iter().zip(self.parts_before()..).flat_map(order).collect::<Vec<_>>());
        let shuffled = shuffled.as_ref().zip(self.samples()).map(|(rows, samples)| {
            samples.select(rows).expect("the rows of the parts are there") //
        });
        let samples = shuffled.as_ref().or(self.samples());
        (0..self.batches_of(of_each)).try_for_each(|batch| {
            let rows = batch * of_each..(batch + 1) * of_each;
            let terms: Vec<_> = parts.iter().map(|part| within(part, &rows)).collect();
            step(&Batch { samples, terms: &terms, len: self.samples_of_batch(&rows) })
        })
    }

    fn gradients<'s>(&'s self, network: &N, size: Option<usize>) -> Box<dyn BatchGradients<N> + 's> {
        let samples = self.samples_of_batch(&(0..self.rows_of_each(size)));
        Box::new(Sums::new(network, samples, self.ranks()))
    }

    fn together(&self) -> Option<&dyn Together> {
        Some(self)
    }
}

impl<N: Network<Scalar: Addend>> BatchGradients<N> for Sums<'_, N> {
    fn of(&mut self, network: &N, batch: &Batch<'_, N>, lambda: N::Scalar) -> &mut N {
        self.accumulate(network, batch.samples, batch.terms, Costs::Unwanted);
        self.gradient(lambda, batch.len)
    }
}

impl<N: Network<Scalar: Addend>> Together for Shard<'_, N> {
    fn shows(&self) -> bool {
        self.ranks().rank() == 0
    }

    fn expect_same(&self, what: &str, text: &str) -> Result<(), TrainingError> {
        Ok(expect_same(what, text, self.ranks())?)
    }

    fn agree(&self, result: Result<(), TrainingError>) -> Result<(), TrainingError> {
        // A rank returns its own error, whose kind says more than the message.
        let agreed = agree(result.clone(), self.ranks());
        result.and(agreed.map_err(TrainingError::from))
    }

    fn decide(&self, flow: ControlFlow<()>) -> ControlFlow<()> {
        let flows = gather(&[f64::from(u8::from(flow.is_break()))], self.ranks());
        if flows.iter().any(|flow| flow[0] > 0.0) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
