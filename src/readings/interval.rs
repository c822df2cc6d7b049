//! Interval arithmetic: how many decimals of a result are certain?
//!
//! Needs the feature `interval`.
//!
//! An [`Interval`] is two bounds with the exact value between them. Each operation computes new bounds and rounds them
//! outwards. So at the end of a run, the result of exact arithmetic with real numbers is between the bounds too.
//!
//! **Invariant**: the exact value is between the bounds. That relies on IEEE arithmetic and on the functions of `pxfm`,
//! whose error is less than one unit in the last place.

use crate::equations::scalar::{Function, Scalar};
use core::cell::Cell;
use core::cmp::Ordering;
use core::fmt;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A number between two bounds.
///
/// ```
/// use backprop::{Activation, Scalar, Sigmoid, readings::interval::Interval};
///
/// let h = Sigmoid::g(Interval::from_f64(0.7));
/// assert!(h.low() <= 0.66818777216816616 && 0.66818777216816616 <= h.high());
/// assert!(h.decimals() >= 14);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[doc(alias("rounding_error", "error_bounds"))]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// The interval of all numbers.
    pub const WHOLE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// Returns the interval from `low` to `high`.
    ///
    /// ```
    /// use backprop::readings::interval::Interval;
    ///
    /// let square = Interval::between(-0.5, 2.0) * Interval::between(-0.5, 2.0);
    /// assert!(square.contains(-1.0) && square.contains(4.0));
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if `low` is larger than `high`, or if one of them is NaN.
    pub fn between(low: f64, high: f64) -> Self {
        assert!(low <= high, "an interval from {low} to {high}");
        Self { low, high }
    }

    /// Returns the lower bound.
    pub fn low(self) -> f64 {
        self.low
    }

    /// Returns the upper bound.
    pub fn high(self) -> f64 {
        self.high
    }

    /// Returns whether `value` is between the bounds, or equal to one of them.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Returns the number of certain decimals: the largest number, up to 17, to which both bounds round to the same.
    pub fn decimals(self) -> usize {
        let rounded = |value: f64, decimals: usize| {
            let text = format!("{value:.decimals$}");
            // A small negative number may round to −0, which equals 0.
            if text.parse() == Ok(0.0) { text.replace('-', "") } else { text }
        };
        let is_certain = |&decimals: &usize| rounded(self.low, decimals) == rounded(self.high, decimals);
        (1..=17).rev().find(is_certain).unwrap_or(0)
    }

    /// Rounds computed bounds outwards.
    fn outwards(low: f64, high: f64) -> Self {
        if low.is_nan() || high.is_nan() {
            return Self::WHOLE;
        }
        Self { low: low.next_down(), high: high.next_up() }
    }

    /// Applies a monotonically increasing function.
    fn growing(self, function: impl Fn(f64) -> f64) -> Self {
        Self::outwards(function(self.low), function(self.high))
    }

    /// Cuts the interval to the range from `least` to `largest`, outside of which the exact value cannot be.
    fn within(self, least: f64, largest: f64) -> Self {
        Self { low: self.low.max(least), high: self.high.min(largest) }
    }
}

thread_local! {
    /// Set by a comparison that has no certain answer.
    static UNDECIDED: Cell<bool> = const { Cell::new(false) };
}

impl Scalar for Interval {
    const ZERO: Self = Self { low: 0.0, high: 0.0 };
    const ONE: Self = Self { low: 1.0, high: 1.0 };
    const EPSILON: Self = Self { low: f64::EPSILON, high: f64::EPSILON };

    fn from_f64(value: f64) -> Self {
        Self { low: value, high: value }
    }
    fn exp(self) -> Self {
        self.growing(pxfm::f_exp).within(0.0, f64::INFINITY)
    }
    fn ln(self) -> Self {
        self.within(0.0, f64::INFINITY).growing(pxfm::f_log)
    }
    fn ln_1p(self) -> Self {
        self.within(-1.0, f64::INFINITY).growing(pxfm::f_log1p)
    }
    fn sqrt(self) -> Self {
        self.within(0.0, f64::INFINITY).growing(f64::sqrt).within(0.0, f64::INFINITY)
    }
    fn tanh(self) -> Self {
        self.growing(pxfm::f_tanh).within(-1.0, 1.0)
    }
    fn cosh(self) -> Self {
        self.abs().growing(pxfm::f_cosh).within(1.0, f64::INFINITY)
    }
    fn is_finite(self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }
    fn abs(self) -> Self {
        let (low, high) = (self.low.abs(), self.high.abs());
        Self { low: if self.contains(0.0) { 0.0 } else { low.min(high) }, high: low.max(high) }
    }
    fn max(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.max(other.high) }
    }
    /// Returns all numbers if the function depends on a comparison that is not certain.
    fn apply(_function: Function, z: Self, compute: impl Fn(Self) -> Self) -> Self {
        let [value] = Self::branches(|| [compute(z)]);
        value
    }
    fn branches<const K: usize>(compute: impl Fn() -> [Self; K]) -> [Self; K] {
        let before = UNDECIDED.replace(false);
        let values = compute();
        if UNDECIDED.replace(before) { [Self::WHOLE; K] } else { values }
    }
}

impl Add for Interval {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::outwards(self.low + other.low, self.high + other.high)
    }
}

impl AddAssign for Interval {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Interval {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Interval {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        // Defines 0 · ∞ = 0, so that an unbounded factor does not turn a zero into NaN.
        let product = |a: f64, b: f64| if a == 0.0 || b == 0.0 { 0.0 } else { a * b };
        let products = [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)]
            .map(|(a, b)| product(a, b));
        Self::outwards(
            products.into_iter().fold(f64::INFINITY, f64::min),
            products.into_iter().fold(f64::NEG_INFINITY, f64::max),
        )
    }
}

impl Div for Interval {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        if other.contains(0.0) {
            return Self::WHOLE;
        }
        self * Self::outwards(1.0 / other.high, 1.0 / other.low)
    }
}

impl Neg for Interval {
    type Output = Self;
    fn neg(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }
}

/// An interval is less than another if all of its numbers are less than all numbers of the other.
impl PartialOrd for Interval {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self.high < other.low {
            Some(Ordering::Less)
        } else if self.low > other.high {
            Some(Ordering::Greater)
        } else if self.low == self.high && self == other {
            Some(Ordering::Equal)
        } else {
            UNDECIDED.set(true);
            None
        }
    }
}

/// Prints both bounds: `[0.1, 0.2]`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        fmt::Display::fmt(&self.low, f)?;
        f.write_str(", ")?;
        fmt::Display::fmt(&self.high, f)?;
        f.write_str("]")
    }
}
