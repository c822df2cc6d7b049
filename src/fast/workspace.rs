//! All the memory that blocks of examples need on their way through a network, allocated once for a run.
//!
//! **Invariant**: nothing is allocated after [`Workspace::new`], and results do not depend on what the memory held.

use super::Float;
use super::layers::{Block, Costs, Layers, Space, Weights};
use super::parameters::{self, Aligned, padded};
use super::product::Matrix;
use super::vector::Cpu;
use crate::network::{Network, Row, SamplesOf};
use crate::scalar::Scalar;
use std::ops::Range;

/// How many examples go through the layers together, at most.
pub const BLOCK: usize = 128;

/// The memory of a run.
#[derive(Debug)]
pub struct Workspace<N: Network> {
    cpu: Cpu,
    /// How many examples see the same weights.
    samples: usize,
    /// Θ.
    pub theta: Aligned<N::Scalar>,
    /// Δ.
    pub sums: Aligned<N::Scalar>,
    transposed: Aligned<N::Scalar>,
    x: Aligned<N::Scalar>,
    units: Aligned<N::Scalar>,
    room: Aligned<N::Scalar>,
}

impl<N: Network<Scalar: Float>> Workspace<N> {
    /// Memory for a network whose weights change after every `samples` examples, with its weights now.
    pub fn new(network: &N, samples: usize, cpu: Cpu) -> Self {
        let block = samples.min(BLOCK);
        let inputs = N::Layers::INPUTS;
        let copied = if padded::<N::Scalar>(inputs) == inputs { 0 } else { padded::<N::Scalar>(inputs) };
        let mut workspace = Self {
            cpu,
            samples,
            theta: Aligned::zeros(N::Layers::size::<N::Scalar>()),
            sums: Aligned::zeros(N::Layers::size::<N::Scalar>()),
            transposed: Aligned::zeros(N::Layers::transposed::<N::Scalar>(samples)),
            x: Aligned::zeros(block * copied),
            units: Aligned::zeros(block * N::Layers::units::<N::Scalar>()),
            room: Aligned::zeros(block * 8),
        };
        parameters::read(network, workspace.theta.get_mut());
        workspace.transpose();
        workspace
    }

    /// Writes out the transposed weights anew: the weights have changed.
    pub fn transpose(&mut self) {
        N::Layers::transpose(self.cpu, self.theta.get(), self.transposed.get_mut(), self.samples);
    }

    /// The sum of the costs of some examples.
    pub fn cost(&mut self, samples: &SamplesOf<N>, rows: Range<usize>) -> N::Scalar {
        self.blocks(samples, rows, N::Scalar::ONE, Costs::Wanted, |block, theta, _, space, a| {
            N::Layers::cost(block, theta, space, a)
        })
    }

    /// Δ of some examples, and the sum of their costs if it is wanted.
    pub fn accumulate(&mut self, samples: &SamplesOf<N>, rows: Range<usize>, costs: Costs) -> N::Scalar {
        self.sums.get_mut().fill(N::Scalar::ZERO);
        self.blocks(samples, rows, N::Scalar::ONE, costs, |block, theta, sums, space, a| {
            N::Layers::pass(block, Weights::Accumulated { theta, sums }, space, a, None)
        })
    }

    /// A step of descent on a few examples, no more than one block: the errors, times `scale`, are added to the weights,
    /// of which `keep` is kept.
    pub fn step(&mut self, samples: &SamplesOf<N>, rows: Range<usize>, scale: N::Scalar, keep: N::Scalar) {
        self.blocks(samples, rows, scale, Costs::Unwanted, |block, theta, _, space, a| {
            N::Layers::pass(block, Weights::Moved { theta, keep }, space, a, None)
        });
        self.transpose();
    }

    /// Calls `pass` for each block of some examples, and adds up what it returns.
    fn blocks(
        &mut self,
        samples: &SamplesOf<N>,
        rows: Range<usize>,
        scale: N::Scalar,
        costs: Costs,
        pass: impl Fn(
            Block<'_, N::Scalar>,
            &mut [N::Scalar],
            &mut [N::Scalar],
            Space<'_, N::Scalar>,
            Matrix<'_, N::Scalar>,
        ) -> N::Scalar,
    ) -> N::Scalar {
        let (inputs, outputs) = (N::Layers::INPUTS, N::Layers::OUTPUTS);
        let (x, ahead) = Row::flatten(samples.x())[rows.start * inputs..].split_at(rows.len() * inputs);
        let y = &Row::flatten(samples.y())[rows.start * outputs..rows.end * outputs];
        let mut sum = N::Scalar::ZERO;
        let mut next = x.chunks(BLOCK * inputs).skip(1);
        for (x, y) in x.chunks(BLOCK * inputs).zip(y.chunks(BLOCK * outputs)) {
            let ahead = next.next().unwrap_or(&ahead[..x.len().min(ahead.len())]);
            let block = Block { cpu: self.cpu, m: y.len() / outputs, samples: self.samples, y, ahead, scale, costs };
            let a = match self.x.get_mut() {
                [] => Matrix { values: x, stride: inputs },
                filled_up => {
                    let stride = padded::<N::Scalar>(inputs);
                    for (filled_up, x) in filled_up.chunks_exact_mut(stride).zip(x.chunks_exact(inputs)) {
                        filled_up[..inputs].copy_from_slice(x);
                    }
                    Matrix { values: &*filled_up, stride }
                }
            };
            let transposed = self.transposed.get();
            let space = Space { transposed, units: self.units.get_mut(), room: self.room.get_mut() };
            sum += pass(block, self.theta.get_mut(), self.sums.get_mut(), space, a);
        }
        sum
    }
}
