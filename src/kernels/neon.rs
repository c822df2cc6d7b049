//! The vector instructions of aarch64: NEON, 32 registers of 16 bytes, with FMA.
//!
//! Every processor of such a target has them, so nothing is detected at run time. `unsafe` is needed in one place: to call
//! an intrinsic.
//!
//! The argument why this is sound has one step: the assertion below fails to compile where NEON does not belong to the
//! target. So wherever this module is compiled, the processor has the instructions.
//!
//! **Invariant**: with `x86`, this is the only module of the crate with `unsafe` in it.

#![allow(unsafe_code, reason = "intrinsics; each use says why the processor has the instruction")]

use super::{Isa, Task, Vector, halve, lanes};
use alloc::{vec, vec::Vec};
use core::arch::aarch64::*;

const _: () = assert!(cfg!(target_feature = "neon"));

/// The instruction set of this processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set;

impl Set {
    /// Returns the only instruction set.
    pub(super) fn all() -> Vec<Self> {
        vec![Self]
    }

    pub(super) fn name(self) -> &'static str {
        "neon"
    }

    /// Runs a task with this set.
    pub(super) fn run<T, K: Task<T>>(self, task: K) -> K::Output
    where
        Neon: Isa<T>,
    {
        Neon::run(task)
    }
}

/// Does nothing: there is no stable intrinsic that prefetches.
#[inline(always)]
pub(in crate::kernels) fn fetch<T>(_values: &[T]) {}

/// NEON: 32 registers of 16 bytes.
#[derive(Debug)]
pub(super) struct Neon;

macro_rules! neon {
    ($float:ident, $vector:ident, $lanes:literal, $($half:literal)+: $splat:ident $load:ident $store:ident $mul_add:ident) => {
        impl Isa<$float> for Neon {
            #[inline]
            fn run<K: Task<$float>>(task: K) -> K::Output {
                task.run::<Self>()
            }
            const FMA: bool = true;
            const ROWS: usize = 8;
            const DOTS: usize = 5;
            type Full = $vector;
            type Half = $vector;
            type Quarter = $vector;
            type Dot = $vector;
        }

        impl Vector<$float> for $vector {
            lanes!($float $lanes);

            #[inline(always)]
            fn splat(number: $float) -> Self {
                // SAFETY: the intrinsic takes values only, so it needs nothing but a processor that has it, which the
                // assertion at the top of this file makes sure of.
                unsafe { $splat(number) }
            }
            #[inline(always)]
            fn load(chunk: &Self::Chunk) -> Self {
                // SAFETY: a chunk is an array of as many numbers as the vector has lanes, borrowed for reading: all
                // bytes of the load are inside of it. It needs no alignment beyond that of a number. The assertion at
                // the top of this file makes sure that the processor has the instruction.
                unsafe { $load(chunk.as_ptr()) }
            }
            #[inline(always)]
            fn store(self, chunk: &mut Self::Chunk) {
                // SAFETY: a chunk is an array of as many numbers as the vector has lanes, borrowed for writing: all
                // bytes of the store are inside of it and nobody else reads or writes them. It needs no alignment
                // beyond that of a number. The assertion at the top of this file makes sure that the processor has the
                // instruction.
                unsafe { $store(chunk.as_mut_ptr(), self) }
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, term: Self) -> Self {
                // SAFETY: the intrinsic takes values only, so it needs nothing but a processor that has it, which the
                // assertion at the top of this file makes sure of.
                unsafe { $mul_add(term, self, factor) }
            }
            #[inline(always)]
            fn sum(self) -> $float {
                let mut lanes = [0.0; $lanes];
                self.store(&mut lanes);
                halve!(lanes $($half)+)
            }
        }
    };
}

neon!(f32, float32x4_t, 4, 2 1: vdupq_n_f32 vld1q_f32 vst1q_f32 vfmaq_f32);
neon!(f64, float64x2_t, 2, 1: vdupq_n_f64 vld1q_f64 vst1q_f64 vfmaq_f64);
