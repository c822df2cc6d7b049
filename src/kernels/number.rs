//! A [`Scalar`] that computes with `L` floats at once, by [polynomials](super::elementary): the number with which
//! kernels call the textbook's activations and costs.
//!
//! Activations and costs are written once, for any `Scalar`. Called with [`Fast`] of one lane, `g(z)` is a few lines
//! without branch or call, so the compiler turns a loop over units into vector code, whatever the activation. With
//! several lanes, a function that is written for one example computes as many examples at once.
//!
//! **Invariant**: only a number of one lane is compared. Code that may compare numbers runs with one lane, and
//! [`Kernel`](crate::equations::activation::Kernel) says which code does not.

#[cfg(test)]
mod tests;

use super::elementary::Approximations;
use super::float::Float;
use super::vector::{Isa, Task};
use crate::equations::scalar::Scalar;
use core::cmp::Ordering;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// `L` floats, the lanes, for the instruction set `I`.
pub struct Fast<T, I, const L: usize>(pub [T; L], PhantomData<I>);

impl<T: Float, I, const L: usize> Fast<T, I, L> {
    /// Returns the number with these lanes.
    #[inline(always)]
    pub fn new(lanes: [T; L]) -> Self {
        Self(lanes, PhantomData)
    }

    /// Applies `f` to each lane.
    #[inline(always)]
    fn map(mut self, f: impl Fn(T) -> T) -> Self {
        for l in 0..L {
            self.0[l] = f(self.0[l]);
        }
        self
    }

    /// Applies `f` to each pair of lanes.
    #[inline(always)]
    fn zip(mut self, other: Self, f: impl Fn(T, T) -> T) -> Self {
        for l in 0..L {
            self.0[l] = f(self.0[l], other.0[l]);
        }
        self
    }

    /// Returns the only lane, to be compared.
    #[inline(always)]
    fn alone(&self) -> T {
        assert!(L == 1, "`Kernel::SideBySide` promises that no lanes are compared");
        self.0[0]
    }
}

impl<T: Copy, I, const L: usize> Copy for Fast<T, I, L> {}

impl<T: Copy, I, const L: usize> Clone for Fast<T, I, L> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: fmt::Debug, I, const L: usize> fmt::Debug for Fast<T, I, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<T: fmt::Debug, I, const L: usize> fmt::Display for Fast<T, I, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<T: Float, I, const L: usize> PartialEq for Fast<T, I, L> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.alone() == other.alone()
    }
}

impl<T: Float, I, const L: usize> PartialOrd for Fast<T, I, L> {
    #[inline(always)]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.alone().partial_cmp(&other.alone())
    }
    #[inline(always)]
    fn lt(&self, other: &Self) -> bool {
        self.alone() < other.alone()
    }
    #[inline(always)]
    fn le(&self, other: &Self) -> bool {
        self.alone() <= other.alone()
    }
    #[inline(always)]
    fn gt(&self, other: &Self) -> bool {
        self.alone() > other.alone()
    }
    #[inline(always)]
    fn ge(&self, other: &Self) -> bool {
        self.alone() >= other.alone()
    }
}

macro_rules! operator {
    ($($trait:ident $method:ident $operator:tt;)+) => {$(
        impl<T: Float, I, const L: usize> $trait for Fast<T, I, L> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.zip(other, |a, b| a $operator b)
            }
        }
    )+};
}

operator! {
    Add add +;
    Sub sub -;
    Mul mul *;
    Div div /;
}

impl<T: Float, I, const L: usize> AddAssign for Fast<T, I, L> {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl<T: Float, I, const L: usize> Neg for Fast<T, I, L> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        self.map(|a| -a)
    }
}

/// The elementary functions. For one lane, a function is inlined where it is called, so that the compiler can vectorize
/// the loop around it. For several lanes, it is such a loop itself, a task of its own: inlined K times into the output
/// layer it would only grow the code.
macro_rules! functions {
    ($($function:ident $lanes:ident),+) => {$(
        #[inline(always)]
        fn $function(mut self) -> Self {
            if const { L > 1 } {
                I::run($lanes(&mut self.0));
            } else if I::FMA {
                self.0[0] = Approximations::$function::<true>(self.0[0]);
            } else {
                self.0[0] = Approximations::$function::<false>(self.0[0]);
            }
            self
        }
    )+};
}

/// Declares, for each function, the task that applies it to a slice of lanes.
macro_rules! lanes {
    ($($function:ident $lanes:ident),+) => {$(
        struct $lanes<'a, T>(&'a mut [T]);

        impl<T: Float> Task<T> for $lanes<'_, T> {
            type Output = ();

            #[inline(always)]
            fn run<I: Isa<T>>(self) {
                for lane in self.0 {
                    let number = Fast::<T, I, 1>::new([*lane]);
                    *lane = number.$function().0[0];
                }
            }
        }
    )+};
}

lanes!(exp Exp, ln Ln, ln_1p Ln1p, tanh Tanh, cosh Cosh);

impl<T: Float, I: Isa<T> + 'static, const L: usize> Scalar for Fast<T, I, L> {
    const ZERO: Self = Self([T::ZERO; L], PhantomData);
    const ONE: Self = Self([T::ONE; L], PhantomData);
    const EPSILON: Self = Self([T::EPSILON; L], PhantomData);

    #[inline(always)]
    fn from_f64(value: f64) -> Self {
        Self::new([T::from_f64(value); L])
    }

    functions!(exp Exp, ln Ln, ln_1p Ln1p, tanh Tanh, cosh Cosh);

    #[inline(always)]
    fn sqrt(self) -> Self {
        self.map(T::sqrt)
    }

    #[inline(always)]
    fn is_finite(self) -> bool {
        self.0.iter().all(|lane| lane.is_finite())
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        // NaN in the first operand stays NaN, by a single instruction.
        self.zip(other, |a, b| if b > a { b } else { a })
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.map(T::abs)
    }
}
