//! All the memory that blocks of examples need on their way through a network, allocated once for a run.
//!
//! Many examples are dealt out in a few shares, and each share adds up its own Δ: so threads need not wait for each
//! other. How they are dealt out depends on their number alone, and the shares are added up in their order.
//!
//! **Invariant**: nothing is allocated after [`Workspace::new`], and results depend neither on what the memory held nor
//! on the number of threads.

use super::compiled::Compiled;
use super::float::Float;
use super::layers::{Block, Costs, Examples, Layers, Space, Weights};
use super::parallel::{self, Action};
use super::parameters::{self, Aligned, stride, stride_of_inputs};
use super::product::{Matrix, room};
use super::vector::Cpu;
use ndarray::ArrayView2;
use std::marker::PhantomData;
use std::ops::Range;

/// How many examples go through the layers together, at most.
pub const BLOCK: usize = 128;

/// How many blocks a share has at least, and how many shares there are at most.
const SHARE: usize = 4;
const SHARES: usize = 8;

/// The memory of a run.
#[derive(Debug)]
pub struct Workspace<T, L> {
    cpu: Cpu,
    /// How many examples see the same weights.
    samples: usize,
    /// Θ.
    pub theta: Aligned<T>,
    transposed: Aligned<T>,
    shares: Vec<Share<T>>,
    /// One for each thread.
    scratch: Vec<Scratch<T>>,
    layers: PhantomData<L>,
}

/// What comes of the examples of one share.
#[derive(Debug)]
pub struct Share<T> {
    /// Δ.
    sums: Aligned<T>,
    costs: T,
    /// h of its examples, one after the other.
    outputs: Vec<T>,
}

/// What a block of examples needs on its way.
#[derive(Debug)]
pub struct Scratch<T> {
    /// Inputs, filled up to whole vectors; nothing, if they are read where they lie.
    x: Aligned<T>,
    units: Aligned<T>,
    room: Aligned<T>,
}

/// What all blocks of a call have in common.
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

/// A float whose shares are dealt out to threads by code that is compiled in this crate.
pub trait Shares: Compiled {
    /// [`parallel::for_each`].
    fn for_each_share(
        shares: &mut [Share<Self>],
        scratch: &mut [Scratch<Self>],
        work: usize,
        action: &Action<'_, Share<Self>, Scratch<Self>>,
    );
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
        }
    )+};
}

shares!(f32 f64);

impl<T: Shares, L: Layers> Workspace<T, L> {
    /// Memory for a network whose weights change after every `samples` examples, with its weights now.
    pub fn new(thetas: &[ArrayView2<'_, T>], samples: usize, cpu: Cpu) -> Self {
        let shares = (samples.div_ceil(BLOCK) / SHARE).clamp(1, SHARES);
        let zeros = |_| Share { sums: Aligned::zeros(L::size::<T>()), costs: T::ZERO, outputs: Vec::new() };
        let mut workspace = Self {
            cpu,
            samples,
            theta: Aligned::zeros(L::size::<T>()),
            transposed: Aligned::zeros(L::transposed::<T>(samples)),
            shares: (0..shares).map(zeros).collect(),
            scratch: (0..shares.min(parallel::threads())).map(|_| Scratch::new::<L>(samples.min(BLOCK))).collect(),
            layers: PhantomData,
        };
        workspace.set(thetas);
        workspace
    }

    /// Takes over the weights that the network has now.
    pub fn set(&mut self, thetas: &[ArrayView2<'_, T>]) {
        parameters::read(thetas, self.theta.get_mut());
        self.transpose();
    }

    /// Θ, and Δ of the examples that were accumulated last; both to write to.
    pub fn theta_and_sums(&mut self) -> (&mut [T], &mut [T]) {
        (self.theta.get_mut(), self.shares[0].sums.get_mut())
    }

    /// Writes out the transposed weights anew: the weights have changed.
    pub fn transpose(&mut self) {
        L::transpose(self.cpu, self.theta.get(), self.transposed.get_mut(), self.samples);
    }

    /// The sum of the costs of all samples.
    pub fn cost(&mut self, examples: Examples<'_, T>) -> T {
        let m = examples.x.len() / L::INPUTS;
        self.deal_out(examples, 0..m, Costs::Wanted, |pass, theta, share, scratch, rows| {
            share.costs = scratch.blocks::<L>(pass, rows, |block, space, a| {
                L::cost(block, theta, space, a) //
            });
        })
    }

    /// The outputs of all samples, K numbers an example.
    pub fn outputs(&mut self, x: &[T]) -> Vec<T> {
        let m = x.len() / L::INPUTS;
        self.deal_out(Examples { x, y: &[] }, 0..m, Costs::Unwanted, |pass, theta, share, scratch, rows| {
            share.outputs.clear();
            scratch.blocks::<L>(pass, rows, |block, space, a| {
                let start = share.outputs.len();
                share.outputs.resize(start + block.m * L::OUTPUTS, T::ZERO);
                L::outputs(block, theta, space, a, &mut share.outputs[start..]);
                T::ZERO
            });
        });
        self.shares.iter().flat_map(|share| &share.outputs).copied().collect()
    }

    /// Δ of some examples; returns the sum of their costs, if it is wanted.
    pub fn accumulate(&mut self, examples: Examples<'_, T>, rows: Range<usize>, costs: Costs) -> T {
        let costs = self.deal_out(examples, rows, costs, |pass, theta, share, scratch, rows| {
            let sums = share.sums.get_mut();
            sums.fill(T::ZERO);
            share.costs = scratch.blocks::<L>(pass, rows, |block, space, a| {
                L::pass(block, Weights::Accumulated { theta, sums }, space, a, None)
            });
        });
        let (first, others) = self.shares.split_at_mut(1);
        for share in others {
            let sums = first[0].sums.get_mut().iter_mut();
            sums.zip(share.sums.get()).for_each(|(sum, &other)| *sum += other);
        }
        costs
    }

    /// A step of descent on a few examples, no more than one block: the errors, times `scale`, are added to the weights,
    /// of which `keep` is kept.
    pub fn step(&mut self, examples: Examples<'_, T>, rows: Range<usize>, scale: T, keep: T) {
        let pass = Pass {
            cpu: self.cpu,
            samples: self.samples,
            transposed: self.transposed.get(),
            costs: Costs::Unwanted,
            scale,
            examples,
        };
        let theta = &mut self.theta;
        self.scratch[0].blocks::<L>(pass, rows, |block, space, a| {
            L::pass(block, Weights::Moved { theta: theta.get_mut(), keep }, space, a, None)
        });
        self.transpose();
    }

    /// Calls `work` for each share and the rows of its examples, and returns the sum of the costs.
    fn deal_out(
        &mut self,
        examples: Examples<'_, T>,
        rows: Range<usize>,
        costs: Costs,
        work: impl Fn(Pass<'_, T>, &[T], &mut Share<T>, &mut Scratch<T>, Range<usize>) + Sync,
    ) -> T {
        let pass = Pass {
            cpu: self.cpu,
            samples: self.samples,
            transposed: self.transposed.get(),
            costs,
            scale: T::ONE,
            examples,
        };
        let theta = self.theta.get();
        let of_a_share = rows.len().div_ceil(BLOCK).div_ceil(self.shares.len()) * BLOCK;
        let multiplications = rows.len() * L::WEIGHTS;
        T::for_each_share(&mut self.shares, &mut self.scratch, multiplications, &|i, share, scratch| {
            let start = rows.end.min(rows.start + i * of_a_share);
            work(pass, theta, share, scratch, start..rows.end.min(start + of_a_share));
        });
        self.shares.iter().fold(T::ZERO, |sum, share| sum + share.costs)
    }
}

impl<T: Float> Scratch<T> {
    fn new<L: Layers>(block: usize) -> Self {
        let copied = if stride_of_inputs::<T>(L::INPUTS) == L::INPUTS { 0 } else { stride::<T>(L::INPUTS) };
        Self {
            x: Aligned::zeros(block * copied),
            units: Aligned::zeros(block * L::units::<T>()),
            room: Aligned::zeros(block * room::<T>(L::WIDEST) * parallel::threads()),
        }
    }

    /// Calls `work` for each block of some rows of the samples, and adds up what it returns.
    fn blocks<L: Layers>(
        &mut self,
        pass: Pass<'_, T>,
        rows: Range<usize>,
        mut work: impl FnMut(Block<'_, T>, Space<'_, T>, Matrix<'_, T>) -> T,
    ) -> T {
        let mut costs = T::ZERO;
        for start in rows.clone().step_by(BLOCK) {
            let m = BLOCK.min(rows.end - start);
            let (x, ahead) = pass.examples.x[start * L::INPUTS..].split_at(m * L::INPUTS);
            let ahead = &ahead[..ahead.len().min(x.len())];
            let y = pass.examples.y.get(start * L::OUTPUTS..(start + m) * L::OUTPUTS).unwrap_or(&[]);
            let Pass { cpu, samples, transposed, costs: wanted, scale, .. } = pass;
            let block = Block { cpu, m, samples, y, ahead, scale, costs: wanted };
            let stride = stride_of_inputs::<T>(L::INPUTS);
            let a = match self.x.get_mut() {
                [] => x,
                filled_up => {
                    for (filled_up, x) in filled_up.chunks_exact_mut(stride).zip(x.chunks_exact(L::INPUTS)) {
                        filled_up[..L::INPUTS].copy_from_slice(x);
                    }
                    filled_up
                }
            };
            let space = Space { transposed, units: self.units.get_mut(), room: self.room.get_mut() };
            costs += work(block, space, Matrix { values: a, stride });
        }
        costs
    }
}
