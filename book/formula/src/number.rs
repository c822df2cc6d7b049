//! The numbers that formulas are evaluated with.

use backprop::Scalar;
use backprop::readings::dual::Dual64;
use backprop::readings::interval::Interval;

/// A number that a formula can be evaluated with.
pub trait Number: Scalar {
    /// Returns a number that is printed with a rounding of at most `radius`.
    fn rounded(value: f64, radius: f64) -> Self;

    /// Returns the number as a float if it is certain. A whole number is certain although it was computed.
    fn certain(self) -> Option<f64>;

    /// Returns `true` if two numbers may be the same.
    fn agrees(self, other: Self) -> bool;
}

/// The largest difference of two floats that are computed in different ways, relative to the value or to 1, whichever
/// is larger.
const TOLERANCE: f64 = 1e-12;

impl Number for f64 {
    fn rounded(value: f64, _radius: f64) -> Self {
        value
    }
    fn certain(self) -> Option<f64> {
        Some(self)
    }
    fn agrees(self, other: Self) -> bool {
        (self - other).abs() <= TOLERANCE * other.abs().max(1.0)
    }
}

impl Number for Dual64 {
    fn rounded(value: f64, _radius: f64) -> Self {
        Self::from_re(value)
    }
    fn certain(self) -> Option<f64> {
        Some(self.re)
    }
    fn agrees(self, other: Self) -> bool {
        self.re.agrees(other.re)
    }
}

impl Number for Interval {
    fn rounded(value: f64, radius: f64) -> Self {
        let (low, high) = (value - radius, value + radius);
        // NaN, such as the logarithm of a negative number, is nowhere.
        if low <= high { Self::between(low, high) } else { Self::WHOLE }
    }
    fn certain(self) -> Option<f64> {
        let whole = self.low().round();
        if self.low() == self.high() {
            Some(self.low())
        } else {
            (self.contains(whole) && self.high() - self.low() < 1e-9).then_some(whole)
        }
    }
    /// An interval without bounds, the result of a division by 0, agrees with nothing.
    fn agrees(self, other: Self) -> bool {
        self.is_finite() && other.is_finite() && self.low() <= other.high() && other.low() <= self.high()
    }
}
