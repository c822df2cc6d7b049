//! What goes along with a block of examples: what is wanted of it, where its sums go, and the memory that it may use.

use super::weights::transposed;
use crate::kernels::float::Float;
use crate::kernels::parameters::stride;
use crate::kernels::vector::Cpu;

/// Examples in memory: one after the other, x with s₁ numbers and y with K numbers each.
#[derive(Debug, Clone, Copy)]
pub struct Examples<'a, T> {
    /// The inputs.
    pub x: &'a [T],
    /// The targets; empty where only outputs are computed.
    pub y: &'a [T],
}

/// A block of examples, and what is wanted of it.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a, T> {
    /// What the processor can do.
    pub cpu: Cpu,
    /// m, the number of examples.
    pub m: usize,
    /// How many examples see the same weights.
    pub samples: usize,
    /// The targets, K an example.
    pub y: &'a [T],
    /// The inputs of the next block.
    pub ahead: &'a [T],
    /// The factor of all errors: 1, or what makes of a gradient a step.
    pub scale: T,
    /// Whether the costs of the examples are added up.
    pub costs: Costs,
}

/// Whether a pass adds up the costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Costs {
    /// It does.
    Wanted,
    /// The sum is 0.
    Unwanted,
}

/// Where the outer products of errors and activations are added.
#[derive(Debug)]
pub enum Weights<'a, T> {
    /// To Δ.
    Accumulated {
        /// Θ.
        theta: &'a [T],
        /// Δ.
        sums: &'a mut [T],
    },
    /// To the weights themselves, of which first a little is taken off: a step of descent in one pass.
    Moved {
        /// Θ.
        theta: &'a mut [T],
        /// What is kept of the weights that are no biases.
        keep: T,
    },
}

impl<'a, T: Float> Weights<'a, T> {
    pub(super) fn split(self, at: usize) -> (Self, Self) {
        match self {
            Self::Accumulated { theta, sums } => {
                let ((theta, next_theta), (sums, next)) = (theta.split_at(at), sums.split_at_mut(at));
                (Self::Accumulated { theta, sums }, Self::Accumulated { theta: next_theta, sums: next })
            }
            Self::Moved { theta, keep } => {
                let (theta, next) = theta.split_at_mut(at);
                (Self::Moved { theta, keep }, Self::Moved { theta: next, keep })
            }
        }
    }

    pub(super) fn theta(&self) -> &[T] {
        match self {
            Self::Accumulated { theta, .. } => theta,
            Self::Moved { theta, .. } => theta,
        }
    }

    pub(super) fn sums(self) -> (&'a mut [T], T) {
        match self {
            Self::Accumulated { sums, .. } => (sums, T::ONE),
            Self::Moved { theta, keep } => (theta, keep),
        }
    }
}

/// What a pass writes on: the transposed weights, and room for the values of the layers.
#[derive(Debug)]
pub struct Space<'a, T> {
    /// Θᵀ of the layers that multiply by it.
    pub transposed: &'a [T],
    /// Activations, slopes and errors.
    pub units: &'a mut [T],
    /// For the products.
    pub room: &'a mut [T],
}

impl<'a, T: Float> Space<'a, T> {
    /// Takes what a layer needs, `PARTS` numbers a unit and example, and leaves the rest to the next layer.
    #[allow(clippy::type_complexity, reason = "the parts, the transposed weights, and the rest")]
    pub(super) fn layer<const INPUTS: usize, const UNITS: usize, const PARTS: usize>(
        self,
        block: Block<'_, T>,
    ) -> ([&'a mut [T]; PARTS], &'a [T], Self) {
        let (transposed, next) = self.transposed.split_at(transposed::<T>(INPUTS, UNITS, block.samples));
        let mut units = self.units;
        let parts = std::array::from_fn(|_| units.split_off_mut(..block.m * stride::<T>(UNITS)).unwrap_or_default());
        (parts, transposed, Space { transposed: next, units, room: self.room })
    }

    /// The same space, for the time of a call.
    pub(super) fn again(&mut self) -> Space<'_, T> {
        Space { transposed: self.transposed, units: self.units, room: self.room }
    }
}
