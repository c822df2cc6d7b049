//! The numbers that a network is made of.
//!
//! Every equation of this crate is written once, for any number `T` that implements [`Scalar`]. Run with `f64` or
//! `f32`, it trains; another kind of number reads the same code in another way.
//!
//! **Invariant**: no equation knows which number it computes with.

use std::fmt::{Debug, Display};
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A number to compute a network with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number that a network can compute with",
    label = "expected a number",
    note = "the numbers are `f64`, `f32`, and every type that implements `Scalar`"
)]
pub trait Scalar:
    'static
    + Copy
    + Debug
    + Display
    + PartialOrd
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// The distance from 1 to the next larger number.
    const EPSILON: Self;

    /// The number nearest to `value`.
    fn from_f64(value: f64) -> Self;
    /// eˣ.
    fn exp(self) -> Self;
    /// The natural logarithm, ln x.
    fn ln(self) -> Self;
    /// ln(1 + x), exact to rounding also where x is tiny.
    fn ln_1p(self) -> Self;
    /// The square root.
    fn sqrt(self) -> Self;
    /// The hyperbolic tangent.
    fn tanh(self) -> Self;
    /// The hyperbolic cosine.
    fn cosh(self) -> Self;
    /// Whether this is a number, and not an infinity.
    fn is_finite(self) -> bool;

    /// The larger of two numbers; `other`, where they are equal.
    fn max(self, other: Self) -> Self {
        if self > other { self } else { other }
    }

    /// |x|. Like the rectified units, a number that knows its slope takes 0 to the negative side.
    fn abs(self) -> Self {
        self.max(-self)
    }

    /// The number of examples, m.
    fn examples(m: usize) -> Self {
        Self::from_f64(m as f64)
    }

    /// Applies a function that has a name in the book to z. A number computes it; a reading may write its name.
    fn apply(_function: Function, z: Self, compute: impl Fn(Self) -> Self) -> Self {
        compute(z)
    }

    /// Computes what may compare numbers on its way. A number takes the one way that is right for its value; a reading
    /// may take all of them.
    fn branches<const K: usize>(compute: impl Fn() -> [Self; K]) -> [Self; K] {
        compute()
    }
}

/// A function of one number that has a name in the book. It knows the activation that it belongs to by the name of its
/// type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// An activation, g.
    G(&'static str),
    /// The derivative of an activation, g′.
    GPrime(&'static str),
}

/// Adds up `terms` from first to last; of no terms, the sum is 0.
#[inline]
pub(crate) fn sum<T: Scalar>(terms: impl Iterator<Item = T>) -> T {
    terms.reduce(|sum, term| sum + term).unwrap_or(T::ZERO)
}

macro_rules! float {
    ($float:ident) => {
        impl Scalar for $float {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const EPSILON: Self = $float::EPSILON;

            fn from_f64(value: f64) -> Self {
                value as $float
            }
            fn exp(self) -> Self {
                self.exp()
            }
            fn ln(self) -> Self {
                self.ln()
            }
            fn ln_1p(self) -> Self {
                self.ln_1p()
            }
            fn sqrt(self) -> Self {
                self.sqrt()
            }
            fn tanh(self) -> Self {
                self.tanh()
            }
            fn cosh(self) -> Self {
                self.cosh()
            }
            fn is_finite(self) -> bool {
                self.is_finite()
            }
            fn abs(self) -> Self {
                self.abs()
            }
        }
    };
}

float!(f32);
float!(f64);
