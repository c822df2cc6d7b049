//! The arguments of a pass: the block of examples, the weights with the place of their sums, and the memory it may use.

use super::weights::transposed;
use crate::kernels::float::Float;
use crate::kernels::parameters::stride;
use crate::kernels::vector::Cpu;

/// Examples in memory, one after the other: s₁ numbers of x and K numbers of y each.
#[derive(Debug, Clone, Copy)]
pub struct Examples<'a, T> {
    /// The inputs.
    pub x: &'a [T],
    /// The targets; empty if only outputs are computed.
    pub y: &'a [T],
    /// The weights w of the examples; empty if each is 1.
    pub weights: &'a [f64],
}

/// A block of examples, and what to compute for it.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a, T> {
    /// The instruction set.
    pub cpu: Cpu,
    /// m, the number of examples.
    pub m: usize,
    /// The number of samples between two changes of the weights.
    pub samples: usize,
    /// The targets, K numbers for each example.
    pub y: &'a [T],
    /// The weights of the examples; empty if each is 1.
    pub weights: &'a [f64],
    /// The inputs of the next block, to be prefetched.
    pub ahead: &'a [T],
    /// The factor of all errors: 1, or −α/m in a fused step.
    pub scale: T,
    /// The choice whether to add up the costs of the examples.
    pub costs: Costs,
}

/// The choice whether a pass also sums the costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Costs {
    /// Sum them.
    Wanted,
    /// Skip them and return 0.
    Unwanted,
}

/// The place where the outer products of errors and activations are added: Δ, or Θ itself in a fused step of descent.
#[derive(Debug)]
pub struct Weights<'a, T> {
    /// Δ or Θ.
    pub sums: &'a mut [T],
    /// The factor of the numbers that are not biases, before the outer products are added: 1, or 1 − αλ/m in a fused step
    /// (weight decay).
    pub keep: T,
}

impl<T: Float> Weights<'_, T> {
    /// Splits off the first `at` parameters, those of a layer.
    pub(super) fn split(self, at: usize) -> (Self, Self) {
        let (sums, next) = self.sums.split_at_mut(at);
        (Self { sums, ..self }, Self { sums: next, ..self })
    }
}

/// The memory of a pass: transposed weights to read, and scratch memory.
#[derive(Debug)]
pub struct Space<'a, T> {
    /// Θᵀ of the layers that use it.
    pub transposed: &'a [T],
    /// Activations, slopes and errors.
    pub units: &'a mut [T],
    /// Scratch memory of [`OuterProduct`](crate::kernels::product::OuterProduct).
    pub room: &'a mut [T],
}

impl<'a, T: Float> Space<'a, T> {
    /// Splits off the memory of a layer, `PARTS` numbers for each unit of each example; returns it with Θᵀ and the
    /// rest.
    #[allow(clippy::type_complexity, reason = "the parts, the transposed weights, and the rest")]
    pub(super) fn layer<const INPUTS: usize, const UNITS: usize, const PARTS: usize>(
        self,
        block: Block<'_, T>,
    ) -> ([&'a mut [T]; PARTS], &'a [T], Self) {
        let (transposed, next) = self.transposed.split_at(transposed::<T>(INPUTS, UNITS, block.samples));
        let mut units = self.units;
        let parts = core::array::from_fn(|_| units.split_off_mut(..block.m * stride::<T>(UNITS)).unwrap_or_default());
        (parts, transposed, Space { transposed: next, units, room: self.room })
    }

    /// Lends the space for a call.
    pub fn again(&mut self) -> Space<'_, T> {
        Space { transposed: self.transposed, units: self.units, room: self.room }
    }
}
