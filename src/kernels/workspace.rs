//! The memory of a run, allocated once, and the loops over all samples.
//!
//! ```text
//! workspace:               Θ, and Θᵀ of narrow layers
//! share, up to 8:          Δ, the sum of the costs, outputs     // one for each part of the samples; Δ if it is wanted
//! scratch, one a thread:   a, z and δ of a block                // up to 128 examples
//!
//! for each share                                                // on several threads if that pays
//!     for each block of up to 128 examples of the share
//!         pass forward and back; add to Δ of the share
//! Δ = Δ of share 0 + Δ of share 1 + …
//! ```
//!
//! **Shares.** A sum of floats depends on the order of its terms. So that the same call gives the same bits on any
//! number of threads, the samples are divided into *shares*, a fixed partition that depends on their number alone. Each
//! share sums up its own Δ, by one thread, and the shares are added in order. A share has at least four blocks, which
//! is enough work to repay adding up another Δ; there are at most eight shares, since each takes the memory of a Δ.
//!
//! **Blocks.** With 128 examples, each weight that is loaded is used 128 times, and the activations of the block are
//! still in the cache when the errors come back. A block needs 3 numbers for each hidden unit of an example (a; z, which
//! becomes the slope; δ) and 2 for each output. The first version had this memory for each share; one for each
//! thread is enough.
//!
//! **Small batches.** A step on at most one block needs no Δ: see the fused step of
//! [`OuterProduct`](super::product::OuterProduct). There, each of several threads computes the errors of a part of the
//! examples, from the weights before the step; then the outer products are added part by part, in the order of the examples.
//! To halve each product of each layer instead, as the first version did, makes the threads wait for each other after each.
//!
//! The sum of the costs and Δ are the sums of equations `cost` and `accumulate` in another order. `tests/fast/sizes.rs`
//! compares both with the textbook (`wide_layers_and_many_samples_agree_too` has several shares), and
//! `tests/fast/threads.rs` compares the bits on different numbers of threads.
//!
//! **Invariant**: nothing but outputs, and Δ by the first call that wants it, is allocated after [`Workspace::new`]. Results
//! depend neither on what the memory held before nor on the number of threads.

use super::compiled::Compiled;
use super::float::Float;
use super::layers::{Block, Costs, Examples, Layers, Space, Weights};
use super::parallel::{self, Action};
use super::parameters::{self, Aligned, stride, stride_of_inputs};
use super::product::{Matrix, room};
use super::vector::Cpu;
use alloc::vec::Vec;
use core::marker::PhantomData;
use core::ops::Range;
use ndarray::ArrayView2;

/// The largest number of examples that go through the layers together.
pub const BLOCK: usize = 128;

/// The minimum number of blocks in a share.
const MIN_BLOCKS_PER_SHARE: usize = 4;

/// The maximum number of shares.
const MAX_SHARES: usize = 8;

/// The maximum number of parts of a block that threads compute the errors of.
const MAX_PARTS: usize = BLOCK / MIN_PART;

/// The minimum number of examples in a part of a block.
const MIN_PART: usize = 16;

/// The memory of a run.
#[derive(Debug)]
pub struct Workspace<T, L> {
    cpu: Cpu,
    /// The number of samples between two changes of the weights.
    samples: usize,
    /// Θ.
    pub theta: Aligned<T>,
    transposed: Aligned<T>,
    shares: Vec<Share<T>>,
    /// One for each thread.
    scratch: Vec<Scratch<T>>,
    layers: PhantomData<L>,
}

/// The results of the examples of one share.
#[derive(Debug)]
pub struct Share<T> {
    /// Δ; empty until it is wanted.
    sums: Aligned<T>,
    costs: T,
    /// h of its examples, one after the other.
    outputs: Vec<T>,
}

/// The memory for a block of examples on its way through the layers.
#[derive(Debug)]
pub struct Scratch<T> {
    /// Inputs, padded to whole vectors; empty if they are read in place.
    x: Aligned<T>,
    units: Aligned<T>,
    room: Aligned<T>,
}

/// The arguments that all blocks of a call have in common.
#[derive(Debug, Clone, Copy)]
struct Pass<'a, T> {
    cpu: Cpu,
    samples: usize,
    transposed: &'a [T],
    costs: Costs,
    scale: T,
    /// All samples.
    examples: Examples<'a, T>,
}

/// A float whose shares are distributed to threads by code that is compiled in this crate.
pub trait Shares: Compiled {
    /// Calls [`parallel::for_each`].
    fn for_each_share(
        shares: &mut [Share<Self>],
        scratch: &mut [Scratch<Self>],
        work: usize,
        action: &Action<'_, Share<Self>, Scratch<Self>>,
    );
    /// Calls [`parallel::for_each`] for the memory of each thread.
    fn for_each_scratch(scratch: &mut [Scratch<Self>], work: usize, action: &Action<'_, Scratch<Self>, ()>);
}

macro_rules! shares {
    ($($float:ident)+) => {$(
        impl Shares for $float {
            fn for_each_share(
                shares: &mut [Share<Self>],
                scratch: &mut [Scratch<Self>],
                work: usize,
                action: &Action<'_, Share<Self>, Scratch<Self>>,
            ) {
                parallel::for_each(shares, scratch, work, action);
            }
            fn for_each_scratch(scratch: &mut [Scratch<Self>], work: usize, action: &Action<'_, Scratch<Self>, ()>) {
                let mut none = [(); MAX_PARTS];
                let parts = scratch.len();
                parallel::for_each(scratch, &mut none[..parts], work, action);
            }
        }
    )+};
}

shares!(f32 f64);

impl<T: Shares, L: Layers> Workspace<T, L> {
    /// Allocates memory for layers whose weights change after every `samples` examples, and copies their weights.
    pub fn new(thetas: &[ArrayView2<'_, T>], samples: usize, cpu: Cpu) -> Self {
        let shares = (samples.div_ceil(BLOCK) / MIN_BLOCKS_PER_SHARE).clamp(1, MAX_SHARES);
        let parts = if samples > BLOCK { shares } else { parts::<T>(samples, L::WEIGHTS) };
        let scratch = parts.clamp(1, parallel::threads());
        let share = |_| Share { sums: Aligned::zeros(0), costs: T::ZERO, outputs: Vec::new() };
        let mut workspace = Self {
            cpu,
            samples,
            theta: Aligned::zeros(L::size::<T>()),
            transposed: Aligned::zeros(L::transposed::<T>(samples)),
            shares: (0..shares).map(share).collect(),
            scratch: (0..scratch).map(|_| Scratch::new::<L>(samples.min(BLOCK))).collect(),
            layers: PhantomData,
        };
        workspace.set(thetas);
        workspace
    }

    /// Copies the weights that the network has now.
    pub fn set(&mut self, thetas: &[ArrayView2<'_, T>]) {
        parameters::read(thetas, self.theta.get_mut());
        self.transpose();
    }

    /// Returns Θ, and Δ of the examples that were accumulated last; both to write to.
    pub fn theta_and_sums(&mut self) -> (&mut [T], &mut [T]) {
        (self.theta.get_mut(), self.shares[0].sums.get_mut())
    }

    /// Writes out the transposed weights; to be called after the weights have changed.
    pub fn transpose(&mut self) {
        L::transpose(self.cpu, self.theta.get(), self.transposed.get_mut(), self.samples);
    }

    /// Returns the sum of the costs of all samples.
    pub fn cost(&mut self, examples: Examples<'_, T>) -> T {
        let m = examples.x.len() / L::INPUTS;
        let count = self.shares.len();
        let pass = Pass::new(self.cpu, self.samples, self.transposed.get(), examples);
        let theta = self.theta.get();
        T::for_each_share(&mut self.shares, &mut self.scratch, m * L::WEIGHTS, &|i, share, scratch| {
            share.costs = T::ZERO;
            for rows in blocks(share_of(0..m, i, count)) {
                let (block, space, a) = scratch.block::<L>(pass, rows);
                share.costs += L::cost(block, theta, space, a);
            }
        });
        self.sum_of_costs()
    }

    /// Returns the outputs of all samples, K numbers for each example.
    pub fn outputs(&mut self, x: &[T]) -> Vec<T> {
        let m = x.len() / L::INPUTS;
        let count = self.shares.len();
        let pass = Pass::new(self.cpu, self.samples, self.transposed.get(), Examples { x, y: &[], weights: &[] });
        let theta = self.theta.get();
        T::for_each_share(&mut self.shares, &mut self.scratch, m * L::WEIGHTS, &|i, share, scratch| {
            share.outputs.clear();
            for rows in blocks(share_of(0..m, i, count)) {
                let (block, space, a) = scratch.block::<L>(pass, rows);
                let start = share.outputs.len();
                share.outputs.resize(start + block.m * L::OUTPUTS, T::ZERO);
                L::outputs(block, theta, space, a, &mut share.outputs[start..]);
            }
        });
        self.shares.iter().flat_map(|share| &share.outputs).copied().collect()
    }

    /// Computes Δ of the examples in `rows`; returns the sum of their costs, or 0 if it is not wanted.
    pub fn accumulate(&mut self, examples: Examples<'_, T>, rows: Range<usize>, costs: Costs) -> T {
        let count = self.shares.len();
        let pass = Pass { costs, ..Pass::new(self.cpu, self.samples, self.transposed.get(), examples) };
        let (theta, work) = (self.theta.get(), rows.len() * L::WEIGHTS);
        T::for_each_share(&mut self.shares, &mut self.scratch, work, &|i, share, scratch| {
            if share.sums.get().is_empty() {
                share.sums = Aligned::zeros(L::size::<T>());
            }
            let sums = share.sums.get_mut();
            sums.fill(T::ZERO);
            share.costs = T::ZERO;
            for rows in blocks(share_of(rows.clone(), i, count)) {
                let (block, mut space, a) = scratch.block::<L>(pass, rows);
                share.costs += L::errors(block, theta, space.again(), a, None);
                L::accumulate(block, Weights { sums, keep: T::ONE }, space, a);
            }
        });
        let (first, others) = self.shares.split_at_mut(1);
        for share in others {
            let sums = first[0].sums.get_mut().iter_mut();
            sums.zip(share.sums.get()).for_each(|(sum, &other)| *sum += other);
        }
        self.sum_of_costs()
    }

    /// Takes a fused step of descent on the examples in `rows`, at most one block: multiplies the weights by `keep`,
    /// then adds the outer products of activations and errors, which carry the factor `scale`.
    pub fn step(&mut self, examples: Examples<'_, T>, rows: Range<usize>, scale: T, keep: T) {
        let pass = Pass { scale, ..Pass::new(self.cpu, self.samples, self.transposed.get(), examples) };
        let (theta, work) = (self.theta.get(), rows.len() * L::WEIGHTS);
        let length = rows.len().div_ceil(self.scratch.len());
        let part = |i| rows.start + i * length..rows.end.min(rows.start + (i + 1) * length);
        let scratch = &mut self.scratch[..rows.len().div_ceil(length)];
        T::for_each_scratch(scratch, work, &|i, scratch, ()| {
            let (block, space, a) = scratch.block::<L>(pass, part(i));
            L::errors(block, theta, space, a, None);
        });
        for (i, scratch) in scratch.iter_mut().enumerate() {
            let (block, space, a) = scratch.block::<L>(pass, part(i));
            let keep = if i == 0 { keep } else { T::ONE };
            L::accumulate(block, Weights { sums: self.theta.get_mut(), keep }, space, a);
        }
        self.transpose();
    }

    /// Adds up the costs of the shares, in order.
    fn sum_of_costs(&self) -> T {
        self.shares.iter().fold(T::ZERO, |sum, share| sum + share.costs)
    }
}

/// Returns the largest number of parts of a block whose errors several threads compute: 1 if there is too little work. The outer
/// products pass over the weights once for each part; if these exceed the cache, that takes longer than the parts save.
const fn parts<T>(samples: usize, weights: usize) -> usize {
    let pays = samples * weights >= parallel::WORTH_A_POOL && weights * size_of::<T>() <= 1 << 22;
    if pays { samples / MIN_PART } else { 1 }
}

/// Returns the rows of share `i` of `count`: whole blocks, as many for each share; the last shares may have fewer or
/// none.
fn share_of(rows: Range<usize>, i: usize, count: usize) -> Range<usize> {
    let length = rows.len().div_ceil(BLOCK).div_ceil(count) * BLOCK;
    let start = rows.end.min(rows.start + i * length);
    start..rows.end.min(start + length)
}

/// Divides the rows of a share into blocks.
fn blocks(rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = rows.end;
    rows.step_by(BLOCK).map(move |start| start..end.min(start + BLOCK))
}

impl<'a, T: Float> Pass<'a, T> {
    /// Returns the arguments of a pass that computes no costs and leaves errors as they are.
    fn new(cpu: Cpu, samples: usize, transposed: &'a [T], examples: Examples<'a, T>) -> Self {
        Self { cpu, samples, transposed, costs: Costs::Unwanted, scale: T::ONE, examples }
    }
}

impl<T: Float> Scratch<T> {
    /// Allocates memory for blocks of `block` examples.
    fn new<L: Layers>(block: usize) -> Self {
        let copied = if stride_of_inputs::<T>(L::INPUTS) == L::INPUTS { 0 } else { stride::<T>(L::INPUTS) };
        Self {
            x: Aligned::zeros(block * copied),
            units: Aligned::zeros(block * L::units::<T>()),
            room: Aligned::zeros(block * room::<T>(L::WIDEST) * parallel::threads()),
        }
    }

    /// Returns the block of the examples in `rows`, the memory for its units, and its inputs, copied to padded rows if
    /// they cannot be read in place.
    fn block<'s, 'a: 's, L: Layers>(
        &'s mut self,
        pass: Pass<'a, T>,
        rows: Range<usize>,
    ) -> (Block<'a, T>, Space<'s, T>, Matrix<'s, T>) {
        let Pass { cpu, samples, transposed, costs, scale, examples } = pass;
        let m = rows.len();
        let (x, ahead) = examples.x[rows.start * L::INPUTS..].split_at(m * L::INPUTS);
        let ahead = &ahead[..ahead.len().min(x.len())];
        let y = examples.y.get(rows.start * L::OUTPUTS..rows.end * L::OUTPUTS).unwrap_or(&[]);
        let weights = examples.weights.get(rows).unwrap_or(&[]);
        let stride = stride_of_inputs::<T>(L::INPUTS);
        let values = match self.x.get_mut() {
            [] => x,
            padded => {
                for (padded, x) in padded.chunks_exact_mut(stride).zip(x.chunks_exact(L::INPUTS)) {
                    padded[..L::INPUTS].copy_from_slice(x);
                }
                padded
            }
        };
        let space = Space { transposed, units: self.units.get_mut(), room: self.room.get_mut() };
        (Block { cpu, m, samples, y, weights, ahead, scale, costs }, space, Matrix { values, stride })
    }
}
