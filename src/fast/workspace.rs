//! All the memory that blocks of examples need on their way through a network, allocated once for a run.
//!
//! Many examples are dealt out in a few shares, and each share adds up its own Δ: so threads need not wait for each
//! other. How they are dealt out depends on their number alone, and the shares are added up in their order.
//!
//! **Invariant**: nothing is allocated after [`Workspace::new`], and results depend neither on what the memory held nor
//! on the number of threads.

use super::Float;
use super::layers::{Block, Costs, Layers, Space, Weights};
use super::parallel;
use super::parameters::{self, Aligned, stride, stride_of_inputs};
use super::product::{Matrix, room};
use super::vector::Cpu;
use crate::network::{Network, Row, SamplesOf};
use crate::scalar::Scalar;
use std::ops::Range;

/// How many examples go through the layers together, at most.
pub const BLOCK: usize = 128;

/// How many blocks a share has at least, and how many shares there are at most.
const SHARE: usize = 4;
const SHARES: usize = 8;

/// The memory of a run.
#[derive(Debug)]
pub struct Workspace<N: Network> {
    cpu: Cpu,
    /// How many examples see the same weights.
    samples: usize,
    /// Θ.
    pub theta: Aligned<N::Scalar>,
    transposed: Aligned<N::Scalar>,
    shares: Vec<Share<N::Scalar>>,
    /// One for each thread.
    scratch: Vec<Scratch<N::Scalar>>,
}

/// What comes of the examples of one share.
#[derive(Debug)]
pub struct Share<T> {
    /// Δ.
    sums: Aligned<T>,
    costs: T,
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
    /// The inputs and targets of all samples.
    x: &'a [T],
    y: &'a [T],
}

impl<N: Network<Scalar: Float>> Workspace<N> {
    /// Memory for a network whose weights change after every `samples` examples, with its weights now.
    pub fn new(network: &N, samples: usize, cpu: Cpu) -> Self {
        let shares = (samples.div_ceil(BLOCK) / SHARE).clamp(1, SHARES);
        let zeros = |_| Share { sums: Aligned::zeros(N::Layers::size::<N::Scalar>()), costs: N::Scalar::ZERO };
        let mut workspace = Self {
            cpu,
            samples,
            theta: Aligned::zeros(N::Layers::size::<N::Scalar>()),
            transposed: Aligned::zeros(N::Layers::transposed::<N::Scalar>(samples)),
            shares: (0..shares).map(zeros).collect(),
            scratch: (0..shares.min(parallel::threads()))
                .map(|_| Scratch::new::<N::Layers>(samples.min(BLOCK)))
                .collect(),
        };
        workspace.set(network);
        workspace
    }

    /// Takes over the weights that the network has now.
    pub fn set(&mut self, network: &N) {
        parameters::read(&network.thetas(), self.theta.get_mut());
        self.transpose();
    }

    /// Θ, and Δ of the examples that were accumulated last; both to write to.
    pub fn theta_and_sums(&mut self) -> (&mut [N::Scalar], &mut [N::Scalar]) {
        (self.theta.get_mut(), self.shares[0].sums.get_mut())
    }

    /// Writes out the transposed weights anew: the weights have changed.
    pub fn transpose(&mut self) {
        N::Layers::transpose(self.cpu, self.theta.get(), self.transposed.get_mut(), self.samples);
    }

    /// The sum of the costs of all samples.
    pub fn cost(&mut self, samples: &SamplesOf<N>) -> N::Scalar {
        self.deal_out(samples, 0..samples.len(), Costs::Wanted, |pass, theta, share, scratch, rows| {
            share.costs = scratch.blocks::<N::Layers>(pass, rows, |block, space, a| {
                N::Layers::cost(block, theta, space, a) //
            });
        })
    }

    /// Δ of some examples; returns the sum of their costs, if it is wanted.
    pub fn accumulate(&mut self, samples: &SamplesOf<N>, rows: Range<usize>, costs: Costs) -> N::Scalar {
        let costs = self.deal_out(samples, rows, costs, |pass, theta, share, scratch, rows| {
            let sums = share.sums.get_mut();
            sums.fill(N::Scalar::ZERO);
            share.costs = scratch.blocks::<N::Layers>(pass, rows, |block, space, a| {
                N::Layers::pass(block, Weights::Accumulated { theta, sums }, space, a, None)
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
    pub fn step(&mut self, samples: &SamplesOf<N>, rows: Range<usize>, scale: N::Scalar, keep: N::Scalar) {
        let pass = Pass {
            cpu: self.cpu,
            samples: self.samples,
            transposed: self.transposed.get(),
            costs: Costs::Unwanted,
            scale,
            x: Row::flatten(samples.x()),
            y: Row::flatten(samples.y()),
        };
        let theta = &mut self.theta;
        self.scratch[0].blocks::<N::Layers>(pass, rows, |block, space, a| {
            N::Layers::pass(block, Weights::Moved { theta: theta.get_mut(), keep }, space, a, None)
        });
        self.transpose();
    }

    /// Calls `work` for each share and the rows of its examples, and returns the sum of the costs.
    fn deal_out(
        &mut self,
        samples: &SamplesOf<N>,
        rows: Range<usize>,
        costs: Costs,
        work: impl Fn(Pass<'_, N::Scalar>, &[N::Scalar], &mut Share<N::Scalar>, &mut Scratch<N::Scalar>, Range<usize>)
        + Sync,
    ) -> N::Scalar {
        let pass = Pass {
            cpu: self.cpu,
            samples: self.samples,
            transposed: self.transposed.get(),
            costs,
            scale: N::Scalar::ONE,
            x: Row::flatten(samples.x()),
            y: Row::flatten(samples.y()),
        };
        let theta = self.theta.get();
        let of_a_share = rows.len().div_ceil(BLOCK).div_ceil(self.shares.len()) * BLOCK;
        let multiplications = rows.len() * N::Layers::WEIGHTS;
        N::Scalar::for_each_share(&mut self.shares, &mut self.scratch, multiplications, &|i, share, scratch| {
            let start = rows.end.min(rows.start + i * of_a_share);
            work(pass, theta, share, scratch, start..rows.end.min(start + of_a_share));
        });
        self.shares.iter().fold(N::Scalar::ZERO, |sum, share| sum + share.costs)
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
            let (x, ahead) = pass.x[start * L::INPUTS..].split_at(m * L::INPUTS);
            let ahead = &ahead[..ahead.len().min(x.len())];
            let y = &pass.y[start * L::OUTPUTS..][..m * L::OUTPUTS];
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
