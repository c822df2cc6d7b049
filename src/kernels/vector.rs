//! Vectors (SIMD): registers of several numbers, the lanes, with which one instruction computes at once.
//!
//! The instruction set is detected at run time, so a plain build is as fast as one for this machine only. A computation
//! with vectors is a [`Task`]: it is compiled once for each [instruction set](Isa), and [`Dispatch`] runs the version
//! of the best one. Without any, a vector is an array of 16 bytes, which the compiler maps to SSE2 or plain registers.
//!
//! | instruction set | vector registers | tile of [`Product`](super::product::Product) | tile of [`DotProduct`](super::product::DotProduct) |
//! |---|---|---|---|
//! | AVX-512 | 32 of 64 bytes | 8 rows × 2 vectors | 5 × 4 sums of 32 bytes |
//! | AVX2 with FMA | 16 of 32 bytes | 6 rows × 2 vectors | 3 × 4 sums of 32 bytes |
//! | NEON | 32 of 16 bytes | 8 rows × 2 vectors | 5 × 4 sums of 16 bytes |
//! | portable | 16 of 16 bytes (SSE2), without FMA | 4 rows × 2 vectors | 2 × 4 sums of 16 bytes |
//!
//! **Invariant**: nothing here is unsafe. The intrinsics, and the argument why the processor has them, are in `x86` and
//! `neon`.

#[cfg(all(feature = "std", target_arch = "aarch64"))]
#[path = "neon.rs"]
mod set;
#[cfg(not(all(feature = "std", any(target_arch = "aarch64", target_arch = "x86_64"))))]
#[path = "no_set.rs"]
mod set;
#[cfg(all(feature = "std", target_arch = "x86_64"))]
#[path = "x86.rs"]
mod set;

use alloc::vec::Vec;
use core::fmt;
use set::Set;

pub(super) use set::fetch;

/// An instruction set of this processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cpu {
    /// The instructions that every processor has.
    Portable,
    /// Vector instructions that this processor has besides.
    Vectors(Set),
}

impl Cpu {
    /// Returns the best instruction set of this processor, or the one that the environment variable `BACKPROP_CPU`
    /// names.
    ///
    /// # Panics
    ///
    /// Panics if `BACKPROP_CPU` names an instruction set that this processor does not have.
    #[cfg(feature = "std")]
    pub fn best() -> Self {
        static BEST: std::sync::LazyLock<Cpu> = std::sync::LazyLock::new(|| {
            let mut all = Cpu::all();
            let Some(wanted) = std::env::var_os("BACKPROP_CPU") else {
                return all.pop().unwrap_or(Cpu::Portable);
            };
            let names: Vec<_> = all.iter().map(std::string::ToString::to_string).collect();
            let place = names.iter().position(|name| wanted == name.as_str());
            all[place.unwrap_or_else(|| panic!("BACKPROP_CPU is {wanted:?}; here it may be {}", names.join(", ")))]
        });
        *BEST
    }

    /// Returns the only instruction set.
    #[cfg(not(feature = "std"))]
    pub fn best() -> Self {
        Self::Portable
    }

    /// Returns all instruction sets of this processor, the best last.
    pub fn all() -> Vec<Self> {
        core::iter::once(Self::Portable).chain(Set::all().into_iter().map(Self::Vectors)).collect()
    }
}

impl fmt::Display for Cpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Portable => f.write_str("portable"),
            Self::Vectors(set) => f.write_str(set.name()),
        }
    }
}

/// A computation that is compiled for each instruction set.
///
/// Every function that `run` calls must be inlined into it (`#[inline(always)]`), down to the last product: a function
/// that is not inlined is compiled without the instructions of the set, and passes vectors through memory. The same
/// holds for closures, which is why tiles are filled by loops and not by `array::from_fn`.
pub trait Task<T> {
    /// The result of the computation.
    type Output;

    /// Computes, with the vectors of the instruction set `I`.
    fn run<I: Isa<T>>(self) -> Self::Output;
}

/// A number that has vectors.
pub trait Dispatch: Sized {
    /// Runs a task with the instruction set `cpu`.
    fn dispatch<K: Task<Self>>(cpu: Cpu, task: K) -> K::Output;
}

/// An instruction set, as computations with numbers `T` see it: its vectors, and the tiles that fit its registers.
pub trait Isa<T>: 'static {
    /// Runs a task with this set. A task may call it for a part of its work that is a function of its own, which is
    /// then compiled for the set too.
    fn run<K: Task<T>>(task: K) -> K::Output;
    /// True if a · b + c is one instruction with one rounding (fused multiply-add).
    const FMA: bool;
    /// The rows of the largest tile of a matrix product, two vectors wide. Accumulators, two vectors of the right
    /// factor and one of the left must fit the registers: 16 + 3 of 32, or 12 + 3 of 16.
    const ROWS: usize;
    /// The rows of the largest tile of scalar products. With four columns, or five where there are five rows: 25 + 6 of
    /// 32 registers, or 12 + 4 of 16.
    const DOTS: usize;
    /// The widest vectors.
    type Full: Vector<T>;
    /// Vectors of half the width; at least 16 bytes.
    type Half: Vector<T>;
    /// Vectors of 16 bytes.
    type Quarter: Vector<T>;
    /// Vectors for scalar products. Their lanes are added up at the end, so half of the full width is better than all
    /// of it.
    type Dot: Vector<T>;
}

/// A register of several numbers.
pub trait Vector<T>: Copy {
    /// The number of lanes.
    const LANES: usize;
    /// The lanes in memory, an array.
    type Chunk;

    /// Cuts a row of numbers into vectors; numbers that do not fill a vector are left out.
    fn chunks(row: &[T]) -> &[Self::Chunk];
    /// Cuts a row of numbers into vectors to write to, as [`chunks`](Self::chunks) does.
    fn chunks_mut(row: &mut [T]) -> &mut [Self::Chunk];
    /// Returns a vector with the same number in all lanes (broadcast).
    fn splat(number: T) -> Self;
    /// Loads a vector.
    fn load(chunk: &Self::Chunk) -> Self;
    /// Stores the vector.
    fn store(self, chunk: &mut Self::Chunk);
    /// Returns `self` · `factor` + `term`, lane by lane.
    fn mul_add(self, factor: Self, term: Self) -> Self;
    /// Adds up all lanes: first the second half of them to the first, then the second quarter, and so on.
    fn sum(self) -> T;
}

/// Writes what all vectors of so many lanes have in common: how a row of numbers is cut into them.
macro_rules! lanes {
    ($float:ident $lanes:literal) => {
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
    };
}

/// Adds up an array pairwise: the second half to the first, until one number is left.
macro_rules! halve {
    ($lanes:ident) => { $lanes[0] };
    ($lanes:ident $half:literal $($rest:literal)*) => {{
        let mut sums = [0.0; $half];
        for l in 0..$half {
            sums[l] = $lanes[l] + $lanes[l + $half];
        }
        halve!(sums $($rest)*)
    }};
}
#[cfg(all(feature = "std", any(target_arch = "aarch64", target_arch = "x86_64")))]
use {halve, lanes};

/// The instruction set of any processor: vectors are arrays of 16 bytes.
#[derive(Debug)]
struct Portable;

macro_rules! portable {
    ($float:ident, $lanes:literal, $($half:literal)+) => {
        impl Vector<$float> for [$float; $lanes] {
            lanes!($float $lanes);

            #[inline(always)]
            fn splat(number: $float) -> Self {
                [number; $lanes]
            }
            #[inline(always)]
            fn load(chunk: &Self::Chunk) -> Self {
                *chunk
            }
            #[inline(always)]
            fn store(self, chunk: &mut Self::Chunk) {
                *chunk = self;
            }
            #[inline(always)]
            fn mul_add(mut self, factor: Self, term: Self) -> Self {
                for l in 0..$lanes {
                    self[l] = self[l] * factor[l] + term[l];
                }
                self
            }
            #[inline(always)]
            fn sum(self) -> $float {
                halve!(self $($half)+)
            }
        }

        impl Isa<$float> for Portable {
            fn run<K: Task<$float>>(task: K) -> K::Output {
                task.run::<Self>()
            }
            const FMA: bool = false;
            const ROWS: usize = 4;
            const DOTS: usize = 2;
            type Full = [$float; $lanes];
            type Half = [$float; $lanes];
            type Quarter = [$float; $lanes];
            type Dot = [$float; $lanes];
        }

        impl Dispatch for $float {
            fn dispatch<K: Task<Self>>(cpu: Cpu, task: K) -> K::Output {
                match cpu {
                    Cpu::Portable => task.run::<Portable>(),
                    Cpu::Vectors(set) => set.run(task),
                }
            }
        }
    };
}

portable!(f32, 4, 2 1);
portable!(f64, 2, 1);
