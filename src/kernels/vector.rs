//! Vectors: several numbers that one instruction computes with at once, as wide as the processor has them.
//!
//! Which instructions the processor has is found out at run time, so that a plain build is as fast as one for this
//! machine only. A computation that wants vectors is a [`Task`]: it is compiled once for each [instruction set](Isa),
//! and [`Dispatch`] runs the version of the best one. Where there is none, a vector is an
//! array, and the compiler makes of it what it can.
//!
//! **Invariant**: nothing here is unsafe; the instructions themselves, and the proof that they may be used, stand in
//! `x86`.

#[cfg(target_arch = "x86_64")]
#[path = "x86.rs"]
mod x86;

use std::fmt;
use std::sync::LazyLock;

/// An instruction set that this processor has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cpu {
    /// What every processor has.
    Portable,
    /// What this one has besides.
    #[cfg(target_arch = "x86_64")]
    X86(x86::Set),
}

impl Cpu {
    /// The best that this processor has, or the one that the environment names in `BACKPROP_CPU`.
    ///
    /// # Panics
    ///
    /// This processor does not have it.
    pub fn best() -> Self {
        static BEST: LazyLock<Cpu> = LazyLock::new(|| {
            let mut all = Cpu::all();
            let Some(wanted) = std::env::var_os("BACKPROP_CPU") else {
                return all.pop().unwrap_or(Cpu::Portable);
            };
            let names: Vec<_> = all.iter().map(ToString::to_string).collect();
            let place = names.iter().position(|name| wanted == name.as_str());
            all[place.unwrap_or_else(|| panic!("BACKPROP_CPU is {wanted:?}; here it may be {}", names.join(", ")))]
        });
        *BEST
    }

    /// All that this processor has, the best last.
    pub fn all() -> Vec<Self> {
        #[cfg(target_arch = "x86_64")]
        let more = x86::Set::all().into_iter().map(Self::X86);
        #[cfg(not(target_arch = "x86_64"))]
        let more = [];
        std::iter::once(Self::Portable).chain(more).collect()
    }
}

impl fmt::Display for Cpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Portable => f.write_str("portable"),
            #[cfg(target_arch = "x86_64")]
            Self::X86(set) => f.write_str(set.name()),
        }
    }
}

/// A computation that is compiled for each instruction set.
///
/// All that `run` calls must be inlined into it, down to the last product: only what stands inside is compiled with the
/// instructions of the set.
pub trait Task<T> {
    /// What the computation yields.
    type Output;

    /// The computation, with the vectors of the set `I`.
    fn run<I: Isa<T>>(self) -> Self::Output;
}

/// A number that vectors can be made of.
pub trait Dispatch: Sized {
    /// Runs a task with an instruction set.
    fn dispatch<K: Task<Self>>(cpu: Cpu, task: K) -> K::Output;
}

/// An instruction set, as computations with numbers `T` see it.
pub trait Isa<T>: 'static {
    /// Runs a task with this set. What stands inside of a task may call it to be sure that it is compiled for the set
    /// even where a function in between was not inlined.
    fn run<K: Task<T>>(task: K) -> K::Output;
    /// Whether a · b + c is one instruction, with one rounding.
    const FMA: bool;
    /// How many rows the tile of a matrix product has: with two vectors each, they fill the registers.
    const ROWS: usize;
    /// How many sums a scalar product keeps in registers for one row.
    const DOTS: usize;
    /// The widest vectors.
    type Full: Vector<T>;
    /// Vectors of half the width; at least 16 bytes.
    type Half: Vector<T>;
    /// Vectors of 16 bytes.
    type Quarter: Vector<T>;
    /// Vectors for scalar products, at whose end the lanes are added up: the fewer, the better.
    type Dot: Vector<T>;
}

/// Some numbers in a register.
pub trait Vector<T>: Copy {
    /// How many.
    const LANES: usize;
    /// The numbers in memory.
    type Chunk;

    /// A row of numbers, cut into vectors; what is left over at the end is left out.
    fn chunks(row: &[T]) -> &[Self::Chunk];
    /// The same, to write to.
    fn chunks_mut(row: &mut [T]) -> &mut [Self::Chunk];
    /// The same number in all lanes.
    fn splat(number: T) -> Self;
    /// Reads a vector.
    fn load(chunk: &Self::Chunk) -> Self;
    /// Writes a vector.
    fn store(self, chunk: &mut Self::Chunk);
    /// `self` · `factor` + `term`.
    fn mul_add(self, factor: Self, term: Self) -> Self;
    /// The sum of all lanes.
    fn sum(self) -> T;
}

/// Asks for numbers that will soon be read, so that nothing has to wait for them then.
#[inline(always)]
pub(super) fn fetch<T>(values: &[T]) {
    #[cfg(target_arch = "x86_64")]
    x86::fetch(values);
    #[cfg(not(target_arch = "x86_64"))]
    let _ = values;
}

/// Adds the second half of an array to the first, until one number is left.
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
#[cfg(target_arch = "x86_64")]
use halve;

/// Arrays of 16 bytes, which any processor can compute with, number by number if need be.
#[derive(Debug)]
struct Portable;

macro_rules! portable {
    ($float:ident, $lanes:literal, $($half:literal)+) => {
        impl Vector<$float> for [$float; $lanes] {
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
            const ROWS: usize = 2;
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
                    #[cfg(target_arch = "x86_64")]
                    Cpu::X86(set) => set.run(task),
                }
            }
        }
    };
}

portable!(f32, 4, 2 1);
portable!(f64, 2, 1);
