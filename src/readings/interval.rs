//! How many digits of a result are certain? The same code, run with numbers that know how wrong they may be.
//!
//! An [`Interval`] is two bounds between which the exact value lies. Each operation takes the bounds on and rounds them
//! outwards, so at the end of a run the exact result, of real numbers without rounding, lies between the bounds too.
//!
//! **Invariant**: the exact value lies between the bounds. That rests on IEEE arithmetic and on the functions of `pxfm`,
//! which are off by less than the last digit.

use crate::equations::scalar::{Function, Scalar};
use std::cell::Cell;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A number that lies between two bounds.
///
/// ```
/// use backprop::{Activation, Scalar, Sigmoid, interval::Interval};
///
/// let h = Sigmoid::g(Interval::from_f64(0.7));
/// assert!(h.low() <= 0.66818777216816616 && 0.66818777216816616 <= h.high());
/// assert!(h.decimals() >= 14);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// All numbers.
    pub const WHOLE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };

    /// The numbers from `low` to `high`.
    ///
    /// # Panics
    ///
    /// `low` is larger than `high`, or one of them is not a number.
    pub fn between(low: f64, high: f64) -> Self {
        assert!(low <= high, "an interval from {low} to {high}");
        Self { low, high }
    }

    /// The lower bound.
    pub fn low(self) -> f64 {
        self.low
    }

    /// The upper bound.
    pub fn high(self) -> f64 {
        self.high
    }

    /// Whether `value` lies between the bounds.
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// How many decimals are certain: so many that both bounds, rounded, are the same; at most 17.
    pub fn decimals(self) -> usize {
        let rounded = |value: f64, decimals: usize| {
            let text = format!("{value:.decimals$}");
            // 0 has no sign, also where a small number is rounded to it.
            if text.parse() == Ok(0.0) { text.replace('-', "") } else { text }
        };
        let is_certain = |&decimals: &usize| rounded(self.low, decimals) == rounded(self.high, decimals);
        (1..=17).rev().find(is_certain).unwrap_or(0)
    }

    /// Bounds that were computed, rounded outwards.
    fn outwards(low: f64, high: f64) -> Self {
        if low.is_nan() || high.is_nan() {
            return Self::WHOLE;
        }
        Self { low: low.next_down(), high: high.next_up() }
    }

    /// A function that grows.
    fn growing(self, function: impl Fn(f64) -> f64) -> Self {
        Self::outwards(function(self.low), function(self.high))
    }

    /// The bounds, where they would leave the range of a function.
    fn within(self, least: f64, largest: f64) -> Self {
        Self { low: self.low.max(least), high: self.high.min(largest) }
    }
}

thread_local! {
    /// Whether a comparison had no certain answer.
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
    /// Where a comparison on the way is not certain, nothing is.
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
        // Nothing times anything is nothing, also where a bound is infinite.
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

/// One interval is less than another if all of it is.
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

/// `[0.1, 0.2]`
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        fmt::Display::fmt(&self.low, f)?;
        f.write_str(", ")?;
        fmt::Display::fmt(&self.high, f)?;
        f.write_str("]")
    }
}
