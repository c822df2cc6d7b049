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
    Copy
    + Debug
    + Display
    + PartialOrd
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + 'static
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
    /// The hyperbolic tangent.
    fn tanh(self) -> Self;
    /// The hyperbolic cosine.
    fn cosh(self) -> Self;
    /// Whether this is a number, and not an infinity.
    fn is_finite(self) -> bool;

    /// |x|.
    fn abs(self) -> Self {
        if self < Self::ZERO { -self } else { self }
    }

    /// The larger of two numbers.
    fn max(self, other: Self) -> Self {
        if self < other { other } else { self }
    }
}

/// Adds up `terms` from first to last; of no terms, the sum is 0.
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
            fn tanh(self) -> Self {
                self.tanh()
            }
            fn cosh(self) -> Self {
                self.cosh()
            }
            fn is_finite(self) -> bool {
                self.is_finite()
            }
        }
    };
}

float!(f32);
float!(f64);
