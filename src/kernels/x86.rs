//! The vector instructions of x86-64: AVX-512, and AVX2 with FMA.
//!
//! A build for one machine may assume these instructions; a plain build detects them at run time. That needs `unsafe`
//! in two places: to call a function that is compiled for an instruction set, and to call an intrinsic.
//!
//! The argument why this is sound has three steps:
//!
//! 1. A [`Set`] has a private field and is made in [`Set::all`] alone, after `is_x86_feature_detected!` found every
//!    feature that the set names. So a `Set` is a proof that this processor has the instructions.
//! 2. [`Avx2`] and [`Avx512`] are types without values that only name a set. They reach a task through [`Set::run`],
//!    which has the proof in `self`, or through [`Isa::run`], called by a task that already runs with the set.
//! 3. The vector types are made by `splat` and `load` of [`Vector`], which tasks reach through the `Isa` that they are
//!    given. So wherever an intrinsic is called, the processor has it.
//!
//! **Invariant**: with `neon`, this is the only module of the crate with `unsafe` in it, and only a `Set` leads to the
//! instructions.

#![allow(unsafe_code, reason = "instructions that the processor may not have; each use says why it has them")]

use super::{Isa, Task, Vector, halve, lanes};
use crate::kernels::parameters::LINE;
use core::arch::x86_64::*;

/// An instruction set that this processor has; made after detection only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set(Name);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Avx2,
    Avx512,
}

impl Set {
    /// Detects the instruction sets of this processor; returns them with the best last.
    pub(super) fn all() -> Vec<Self> {
        let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let avx512 = avx2 && is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl");
        let sets = [(avx2, Self(Name::Avx2)), (avx512, Self(Name::Avx512))];
        sets.into_iter().filter_map(|(is_there, set)| is_there.then_some(set)).collect()
    }

    pub(super) fn name(self) -> &'static str {
        match self.0 {
            Name::Avx2 => "avx2",
            Name::Avx512 => "avx512",
        }
    }

    /// Runs a task that is compiled for this set.
    pub(super) fn run<T, K: Task<T>>(self, task: K) -> K::Output
    where
        Avx2: Isa<T>,
        Avx512: Isa<T>,
    {
        match self.0 {
            Name::Avx2 => Avx2::run(task),
            Name::Avx512 => Avx512::run(task),
        }
    }
}

#[target_feature(enable = "avx2,fma")]
fn with_avx2<T, K: Task<T>>(task: K) -> K::Output
where
    Avx2: Isa<T>,
{
    task.run::<Avx2>()
}

#[target_feature(enable = "avx2,fma,avx512f,avx512vl")]
fn with_avx512<T, K: Task<T>>(task: K) -> K::Output
where
    Avx512: Isa<T>,
{
    task.run::<Avx512>()
}

/// Prefetches numbers that will soon be read into the first-level cache.
#[inline(always)]
pub(in crate::kernels) fn fetch<T>(values: &[T]) {
    for line in values.chunks(LINE / size_of::<T>()) {
        // SAFETY: prefetching belongs to SSE, which every x86-64 processor has. The instruction is a hint: it changes
        // no memory and no register and does not fault, whatever the address is; this one is inside of a slice.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) }
    }
}

/// AVX2 with FMA: 16 registers of 32 bytes.
#[derive(Debug)]
pub(super) struct Avx2;

/// AVX-512 (F and VL): 32 registers of 64 bytes.
#[derive(Debug)]
pub(super) struct Avx512;

macro_rules! isa {
    ($isa:ident, $with:ident, $float:ident, rows $rows:literal, dots $dots:literal: $full:ident, $half:ident, $quarter:ident, dot $dot:ident) => {
        impl Isa<$float> for $isa {
            #[inline]
            fn run<K: Task<$float>>(task: K) -> K::Output {
                // SAFETY: the callee requires the features that its `target_feature` attribute lists. This function is
                // reached from `Set::run`, whose `Set` was made after all of them had been detected, or from a task
                // that already runs with this set: so the processor has them.
                unsafe { $with(task) }
            }
            const FMA: bool = true;
            const ROWS: usize = $rows;
            const DOTS: usize = $dots;
            type Full = $full;
            type Half = $half;
            type Quarter = $quarter;
            type Dot = $dot;
        }
    };
}

isa!(Avx2, with_avx2, f32, rows 6, dots 3: __m256, __m128, __m128, dot __m256);
isa!(Avx2, with_avx2, f64, rows 6, dots 3: __m256d, __m128d, __m128d, dot __m256d);
isa!(Avx512, with_avx512, f32, rows 8, dots 5: __m512, __m256, __m128, dot __m256);
isa!(Avx512, with_avx512, f64, rows 8, dots 5: __m512d, __m256d, __m128d, dot __m256d);

macro_rules! vector {
    ($vector:ident, $float:ident, $lanes:literal, $($half:literal)+: $splat:ident $load:ident $store:ident $mul_add:ident) => {
        impl Vector<$float> for $vector {
            lanes!($float $lanes);

            #[inline(always)]
            fn splat(number: $float) -> Self {
                // SAFETY: the intrinsic takes values only, so it needs nothing but a processor that has it. Vectors are
                // made inside of tasks, and a task is given this type by `Avx2` or `Avx512`, that is by a `Set`, which
                // exists only where the features have been detected.
                unsafe { $splat(number) }
            }
            #[inline(always)]
            fn load(chunk: &Self::Chunk) -> Self {
                // SAFETY: a chunk is an array of as many numbers as the vector has lanes, borrowed for reading: all
                // bytes of the load are inside of it. It is an unaligned load (`loadu`), so any address will do. The
                // processor has the instruction, since only a task that a `Set` runs is given this type.
                unsafe { $load(chunk.as_ptr()) }
            }
            #[inline(always)]
            fn store(self, chunk: &mut Self::Chunk) {
                // SAFETY: a chunk is an array of as many numbers as the vector has lanes, borrowed for writing: all
                // bytes of the store are inside of it and nobody else reads or writes them. It is an unaligned store
                // (`storeu`), so any address will do. The processor has the instruction: there is a vector, `self`, and
                // vectors are made only in tasks that a `Set` runs.
                unsafe { $store(chunk.as_mut_ptr(), self) }
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, term: Self) -> Self {
                // SAFETY: the intrinsic takes values only, so it needs nothing but a processor that has it. There are
                // vectors, `self` among them, and vectors are made only in tasks that a `Set` runs; every `Set`
                // includes FMA.
                unsafe { $mul_add(self, factor, term) }
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

vector!(__m128, f32, 4, 2 1: _mm_set1_ps _mm_loadu_ps _mm_storeu_ps _mm_fmadd_ps);
vector!(__m256, f32, 8, 4 2 1: _mm256_set1_ps _mm256_loadu_ps _mm256_storeu_ps _mm256_fmadd_ps);
vector!(__m512, f32, 16, 8 4 2 1: _mm512_set1_ps _mm512_loadu_ps _mm512_storeu_ps _mm512_fmadd_ps);
vector!(__m128d, f64, 2, 1: _mm_set1_pd _mm_loadu_pd _mm_storeu_pd _mm_fmadd_pd);
vector!(__m256d, f64, 4, 2 1: _mm256_set1_pd _mm256_loadu_pd _mm256_storeu_pd _mm256_fmadd_pd);
vector!(__m512d, f64, 8, 4 2 1: _mm512_set1_pd _mm512_loadu_pd _mm512_storeu_pd _mm512_fmadd_pd);
