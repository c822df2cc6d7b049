//! The length of a step: from a point and a direction to a lower point.
//!
//! Along a line, J is a function of one number t. A step ends where J has fallen enough for its length, and where the
//! slope is small compared with that at the start: the strong Wolfe conditions (P. Wolfe, 1969),
//!
//! ```text
//! J(t) ≤ J(0) + 10⁻⁴ t J′(0),    |J′(t)| ≤ c |J′(0)|
//! ```
//!
//! The search keeps an interval [low, high]: at its lower end J still falls, at its upper end J has risen or rises. The
//! next t is where the slope would be 0 if it were a straight line between the ends (the secant method).
//!
//! **Invariant**: it ends after at most [`TRIALS`] points, at one that is lower than the start, or with `None`.

use super::problem::Point;

/// The largest number of points that are tried on a line.
const TRIALS: usize = 30;
/// The share of the fall predicted by the first slope that has to be there (Armijo's condition).
const FALL: f64 = 1e-4;

/// The settings of a search along a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct LineSearch {
    /// c, the largest slope that may be left, as a share of the one at the start.
    slope_left: f64,
    /// The first t, from the slope at the start.
    first: fn(f64) -> f64,
}

/// A point of the line.
#[derive(Debug, Clone, Copy)]
struct Trial {
    t: f64,
    cost: f64,
    slope: f64,
}

impl LineSearch {
    /// For directions with a length of their own, as those of L-BFGS: t = 1 is taken where it is good enough.
    pub(super) const LOOSE: Self = Self { slope_left: 0.9, first: |_| 1.0 };

    /// For directions without a length, as conjugate ones, which need to be close to the minimum of the line.
    pub(super) const TIGHT: Self = Self { slope_left: 0.1, first: |slope| 1.0 / (1.0 - slope) };

    /// Returns a lower point from `start` in `direction`, which has to lead down; `None` if no point tried is lower.
    pub(super) fn step(
        &self,
        start: &Point,
        direction: &[f64],
        mut evaluate: impl FnMut(Vec<f64>) -> Point,
    ) -> Option<Point> {
        let (cost, slope) = (start.cost, dot(&start.gradient, direction));
        let mut t = (self.first)(slope);
        let (mut low, mut high) = (Trial { t: 0.0, cost, slope }, None);
        let mut lowest = None;
        for _ in 0..TRIALS {
            let point = evaluate(start.weights.iter().zip(direction).map(|(weight, d)| weight + t * d).collect());
            let trial = Trial { t, cost: point.cost, slope: dot(&point.gradient, direction) };
            let has_fallen = trial.cost <= cost + FALL * t * slope && trial.cost <= low.cost;
            if has_fallen && trial.slope.abs() <= self.slope_left * slope.abs() {
                return Some(point);
            }
            if has_fallen && trial.slope < 0.0 {
                (low, lowest) = (trial, Some(point));
            } else {
                high = Some(trial);
            }
            t = next(&low, high.as_ref(), slope);
        }
        lowest
    }
}

/// Returns the next t: inside the interval, or beyond its lower end as long as there is no upper one.
fn next(low: &Trial, high: Option<&Trial>, slope: f64) -> f64 {
    match high {
        // Beyond the finite numbers, the slope tells nothing.
        Some(high) if !high.cost.is_finite() => low.t + (high.t - low.t) / 10.0,
        Some(high) => {
            let flat = low.slope / (low.slope - high.slope);
            let share = if high.slope > 0.0 { flat.clamp(0.1, 0.9) } else { 0.5 };
            low.t + (high.t - low.t) * share
        }
        None => {
            let flat = slope / (slope - low.slope);
            low.t * if low.slope > slope { flat.clamp(1.1, 10.0) } else { 10.0 }
        }
    }
}

/// Returns whether J falls at the start of a direction: Dᵀp < 0.
pub(super) fn leads_down(direction: &[f64], gradient: &[f64]) -> bool {
    let slope = dot(gradient, direction);
    slope < 0.0 && slope.is_finite()
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Returns the Euclidean norm.
pub(super) fn norm(gradient: &[f64]) -> f64 {
    dot(gradient, gradient).sqrt()
}
