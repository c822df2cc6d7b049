//! A float that computes its functions by [polynomials](super::elementary): the fast reading of the textbook.
//!
//! Activations and costs are written once, for any [`Scalar`]. Read with this one, a loop over the units of a layer
//! becomes vector code, whatever activation it calls. With several lanes it is as many floats side by side, and what is
//! written for one example computes as many examples at once.
//!
//! **Invariant**: several lanes are never compared; what compares numbers runs with one lane.

#[cfg(test)]
mod tests;

use super::elementary::Elementary;
use super::float::Float;
use super::vector::{Isa, Task};
use crate::equations::scalar::Scalar;
use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// `L` floats, for the instruction set `I`.
pub struct Fast<T, I, const L: usize>(pub [T; L], PhantomData<I>);

impl<T: Float, I, const L: usize> Fast<T, I, L> {
    /// These numbers.
    #[inline(always)]
    pub fn new(lanes: [T; L]) -> Self {
        Self(lanes, PhantomData)
    }

    #[inline(always)]
    fn map(mut self, f: impl Fn(T) -> T) -> Self {
        for l in 0..L {
            self.0[l] = f(self.0[l]);
        }
        self
    }

    #[inline(always)]
    fn zip(mut self, other: Self, f: impl Fn(T, T) -> T) -> Self {
        for l in 0..L {
            self.0[l] = f(self.0[l], other.0[l]);
        }
        self
    }

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

/// A function of a number: of one, it stands where it is called, so that a loop around becomes vector code; of several,
/// it is such a loop, in a function of its own.
macro_rules! functions {
    ($($function:ident $lanes:ident),+) => {$(
        #[inline(always)]
        fn $function(mut self) -> Self {
            if const { L > 1 } {
                I::run($lanes(&mut self.0));
            } else if I::FMA {
                self.0[0] = Elementary::$function::<true>(self.0[0]);
            } else {
                self.0[0] = Elementary::$function::<false>(self.0[0]);
            }
            self
        }
    )+};
}

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
        self.zip(other, |a, b| if a > b { a } else { b })
    }

    #[inline(always)]
    fn abs(self) -> Self {
        self.map(T::abs)
    }
}
