//! The vector instructions of x86-64: AVX-512, and AVX2 with FMA.
//!
//! Only a build for one machine may take them for granted; here they are chosen at run time, and that takes `unsafe`
//! twice: to call what is compiled for them, and to read and write vectors.
//!
//! **Invariant**: this is the only module with `unsafe` in it. A [`Set`] exists only where the processor has it, and
//! only [`Set::run`] leads to the instructions.

#![allow(unsafe_code, reason = "instructions that the processor may not have; each use says why it has them")]

use super::{Isa, Task, Vector, halve};
use crate::kernels::parameters::LINE;
use std::arch::x86_64::*;

/// An instruction set that this processor has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Set(Name);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Avx2,
    Avx512,
}

impl Set {
    /// Those that this processor has, the best last.
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

    /// Runs a task with this set.
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

/// Asks for the cache lines of some numbers.
#[inline(always)]
pub(super) fn fetch<T>(values: &[T]) {
    for line in values.chunks(LINE / size_of::<T>()) {
        // SAFETY: every x86-64 processor has this instruction, and it does nothing that a program could notice.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) }
    }
}

/// Sixteen registers of 32 bytes.
#[derive(Debug)]
pub(super) struct Avx2;

/// Thirty-two registers of 64 bytes.
#[derive(Debug)]
pub(super) struct Avx512;

macro_rules! isa {
    ($isa:ident, $with:ident, $float:ident, rows $rows:literal, dots $dots:literal: $full:ident, $half:ident, $quarter:ident, dot $dot:ident) => {
        impl Isa<$float> for $isa {
            #[inline]
            fn run<K: Task<$float>>(task: K) -> K::Output {
                // SAFETY: as below.
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

isa!(Avx2, with_avx2, f32, rows 4, dots 2: __m256, __m128, __m128, dot __m256);
isa!(Avx2, with_avx2, f64, rows 4, dots 2: __m256d, __m128d, __m128d, dot __m256d);
isa!(Avx512, with_avx512, f32, rows 8, dots 5: __m512, __m256, __m128, dot __m256);
isa!(Avx512, with_avx512, f64, rows 8, dots 5: __m512d, __m256d, __m128d, dot __m256d);

// SAFETY of every block: vectors are made only inside of tasks, and a task gets `Avx2` or `Avx512` only from `Set::run`,
// so the processor has the instruction. A chunk is an array as long as the vector, so a load reads what is there and a
// store writes what is borrowed for writing; both are of the kind that asks for no alignment.
macro_rules! vector {
    ($vector:ident, $float:ident, $lanes:literal, $($half:literal)+: $splat:ident $load:ident $store:ident $mul_add:ident) => {
        impl Vector<$float> for $vector {
            const LANES: usize = $lanes;
            type Chunk = [$float; $lanes];

            #[inline(always)]
            fn chunks(row: &[$float]) -> &[Self::Chunk] {
                row.as_chunks().0
            }
            #[inline(always)]
            fn chunks_mut(row: &mut [$float]) -> &mut [Self::Chunk] {
                row.as_chunks_mut().0
            }
            #[inline(always)]
            fn splat(number: $float) -> Self {
                // SAFETY: as above.
                unsafe { $splat(number) }
            }
            #[inline(always)]
            fn load(chunk: &Self::Chunk) -> Self {
                // SAFETY: as above.
                unsafe { $load(chunk.as_ptr()) }
            }
            #[inline(always)]
            fn store(self, chunk: &mut Self::Chunk) {
                // SAFETY: as above.
                unsafe { $store(chunk.as_mut_ptr(), self) }
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, term: Self) -> Self {
                // SAFETY: as above.
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
