//! The number that a network computes with.
//!
//! Every equation of this crate is written once, for any number `T` that implements [`Scalar`]. With `f64` or `f32` it
//! computes. Another type of number makes the same code answer another question: a *reading* of the code. A dual number
//! computes derivatives, a symbol prints the equations, a counter counts operations; see
//! [`readings`](crate::readings).
//!
//! **Invariant**: no equation knows which number it computes with.

use core::fmt::{Debug, Display};
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A number that a network can compute with: `f64`, `f32`, and the numbers of the [`readings`](crate::readings).
///
/// A function that is generic over the number runs with any of them:
///
/// ```
/// use backprop::{Scalar, readings::counting::Counted};
///
/// fn logistic<T: Scalar>(z: T) -> T {
///     T::ONE / (T::ONE + (-z).exp())
/// }
///
/// assert_eq!(logistic(0.0_f64), 0.5);
/// assert_eq!(logistic(0.0_f32), 0.5);
/// logistic(Counted); // counts a change of sign, an exponential, a sum and a quotient
/// ```
///
/// The last four methods are hooks for readings; a number that only computes may leave them as they are.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number that a network can compute with",
    label = "expected a number",
    note = "the numbers are `f64`, `f32`, and every type that implements `Scalar`",
    note = "integers are converted before: write `0.0` for `0`, `f64::from(value)` for a variable"
)]
#[doc(alias("dtype", "float32"))]
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
    /// The number 0.
    const ZERO: Self;
    /// The number 1.
    const ONE: Self;
    /// The distance from 1 to the next larger number.
    const EPSILON: Self;

    /// Returns the number nearest to `value`.
    fn from_f64(value: f64) -> Self;
    /// Returns eˣ.
    fn exp(self) -> Self;
    /// Returns the natural logarithm, ln x.
    fn ln(self) -> Self;
    /// Returns ln(1 + x), accurate for tiny x too.
    fn ln_1p(self) -> Self;
    /// Returns the square root.
    fn sqrt(self) -> Self;
    /// Returns the hyperbolic tangent.
    fn tanh(self) -> Self;
    /// Returns the hyperbolic cosine.
    fn cosh(self) -> Self;
    /// Returns whether this is neither infinite nor NaN.
    fn is_finite(self) -> bool;

    /// Returns the larger of two numbers, or `other` if they are equal. So z.max(0) has the slope 0 at z = 0, as
    /// [`Relu`](crate::Relu) has. If `self` is NaN, so is the result: a value that is missing does not become 0.
    fn max(self, other: Self) -> Self {
        if self > other || is_nan(self) { self } else { other }
    }

    /// Returns |x|. At 0, a number that carries its slope takes that of the negative side, as for
    /// [`Relu`](crate::Relu).
    fn abs(self) -> Self {
        self.max(-self)
    }

    /// Returns the value as an `f64`, if the number has one value. Data and settings are checked by it, since a
    /// comparison of two numbers may mean more to a reading. The default is `None`: nothing is known.
    fn value(self) -> Option<f64> {
        None
    }

    /// Returns m, the number of examples, as a number. A symbol returns the name m.
    fn examples(m: usize) -> Self {
        Self::from_f64(m as f64)
    }

    /// Applies an activation or its derivative to z: returns `compute(z)`.
    ///
    /// The equations call g and g′ through this hook, so that a reading can treat the function as a whole. A symbol,
    /// for example, returns the expression g(z) and does not write out what g does.
    fn apply(_function: Function, z: Self, compute: impl Fn(Self) -> Self) -> Self {
        compute(z)
    }

    /// Runs code that may compare numbers and branch on the result: returns `compute()`.
    ///
    /// A number has a value, so it takes one branch. A reading without a value cannot decide: it may call `compute`
    /// more than once, answer the comparisons in each possible way, and join the results. A symbol returns an
    /// expression with both cases. An interval that contains numbers on both sides of a comparison returns the interval
    /// of all numbers.
    fn branches<const K: usize>(compute: impl Fn() -> [Self; K]) -> [Self; K] {
        compute()
    }

    /// Returns the numbers as what they are, if they are floats, so that code for floats can read them without a copy.
    #[doc(hidden)]
    fn floats(_numbers: &[Self]) -> Floats<'_> {
        Floats::None
    }
}

/// Numbers whose type is known.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub enum Floats<'a> {
    F32(&'a [f32]),
    F64(&'a [f64]),
    None,
}

/// A function of one number that has a name in the equations, g or g′; with the type name of its activation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Function {
    /// An activation, g.
    G(&'static str),
    /// The derivative of an activation, g′.
    GPrime(&'static str),
}

/// Returns whether a number is NaN.
#[inline]
#[allow(clippy::eq_op, reason = "only NaN differs from itself")]
pub(crate) fn is_nan<T: Scalar>(x: T) -> bool {
    x != x
}

/// Adds up `terms` from first to last; the sum of no terms is 0.
#[inline]
pub(crate) fn sum<T: Scalar>(terms: impl Iterator<Item = T>) -> T {
    terms.reduce(|sum, term| sum + term).unwrap_or(T::ZERO)
}

/// Implements [`Scalar`] for a float by its functions.
macro_rules! float {
    ($float:ident $floats:ident: $($function:ident by $by:expr),+) => {
        impl Scalar for $float {
            const ZERO: Self = 0.0;
            const ONE: Self = 1.0;
            const EPSILON: Self = $float::EPSILON;

            fn from_f64(value: f64) -> Self {
                value as $float
            }
            $(fn $function(self) -> Self {
                $by(self)
            })+
            fn is_finite(self) -> bool {
                self.is_finite()
            }
            fn abs(self) -> Self {
                self.abs()
            }
            fn value(self) -> Option<f64> {
                Some(self.into())
            }
            fn floats(numbers: &[Self]) -> Floats<'_> {
                Floats::$floats(numbers)
            }
        }
    };
}

// Without the standard library, `kernels::without_std` has the functions.
#[cfg(not(feature = "std"))]
pub(crate) use float;

/// Implements [`Scalar`] by the methods of the standard library.
#[cfg(feature = "std")]
macro_rules! floats {
    ($($float:ident $floats:ident)+) => {$(
        float!(
            $float $floats: exp by $float::exp, ln by $float::ln, ln_1p by $float::ln_1p, sqrt by $float::sqrt,
            tanh by $float::tanh, cosh by $float::cosh
        );
    )+};
}

#[cfg(feature = "std")]
floats!(f32 F32 f64 F64);
