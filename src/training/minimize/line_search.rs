//! A point and a direction → a point further down.
//!
//! Along a line, J is a function of one number t. A step is taken where it has fallen enough for its length, and where
//! its slope is small beside that at the start (the strong conditions of P. Wolfe, 1969). The line is tried at a few
//! points: an interval [low, high], at whose lower end J still falls and at whose upper end it has risen or rises, is
//! narrowed to where the slope would be 0 if it were straight.
//!
//! **Invariant**: it ends after [`TRIALS`] points, at one that is lower than the start, or with the word why there is none.

use super::problem::Course;
use super::{End, Progress};
use argmin::core::{CostFunction, Error, Gradient, KV, Problem, Solver, State, TerminationReason};
use std::cell::RefCell;

/// How many points of a line are tried at most.
const TRIALS: usize = 30;
/// How much of the fall that the first slope promises must be there.
const FALL: f64 = 1e-4;

/// A search along one line after the other.
#[derive(Debug, Clone)]
pub(super) struct LineSearch<'a> {
    course: &'a RefCell<Course>,
    /// The length of a gradient that is as good as 0.
    tolerance: f64,
    /// How large a slope may be left, beside that at the start.
    slope_left: f64,
    /// The first t, from the slope at the start.
    first: fn(f64) -> f64,
    direction: Vec<f64>,
}

/// A point of the line.
#[derive(Debug, Clone)]
struct Trial {
    t: f64,
    cost: f64,
    slope: f64,
    weights: Vec<f64>,
    gradient: Vec<f64>,
}

impl<'a> LineSearch<'a> {
    /// For directions that know how long a step should be: where it is good enough, the first point is taken.
    pub(super) fn long(course: &'a RefCell<Course>, tolerance: f64) -> Self {
        Self { course, tolerance, slope_left: 0.9, first: |_| 1.0, direction: Vec::new() }
    }

    /// For directions without a length, which need the lowest point of the line more exactly.
    pub(super) fn exact(course: &'a RefCell<Course>, tolerance: f64) -> Self {
        Self { course, tolerance, slope_left: 0.1, first: |slope| 1.0 / (1.0 - slope), direction: Vec::new() }
    }

    /// The step from `start`, or nothing if no point of the line is lower.
    fn step(&self, start: Trial, mut at: impl FnMut(f64) -> Result<Trial, Error>) -> Result<Option<Trial>, Error> {
        let (cost, slope) = (start.cost, start.slope);
        let mut t = (self.first)(slope);
        let (mut low, mut high): (Trial, Option<Trial>) = (start, None);
        for _ in 0..TRIALS {
            let trial = at(t)?;
            let has_fallen = trial.cost <= cost + FALL * t * slope && trial.cost <= low.cost;
            if has_fallen && trial.slope.abs() <= self.slope_left * slope.abs() {
                return Ok(Some(trial));
            }
            if has_fallen && trial.slope < 0.0 {
                low = trial;
            } else {
                high = Some(trial);
            }
            t = next(&low, high.as_ref(), slope);
        }
        Ok((low.t > 0.0).then_some(low))
    }
}

/// The next t: inside the interval, or beyond its lower end as long as there is no upper one.
fn next(low: &Trial, high: Option<&Trial>, slope: f64) -> f64 {
    match high {
        // Far outside, nothing is known but that it is too far.
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

impl<'a, O> Solver<O, Progress> for LineSearch<'a>
where
    O: CostFunction<Param = Vec<f64>, Output = f64> + Gradient<Param = Vec<f64>, Gradient = Vec<f64>>,
{
    fn name(&self) -> &str {
        "line search"
    }

    fn next_iter(&mut self, problem: &mut Problem<O>, state: Progress) -> Result<(Progress, Option<KV>), Error> {
        let start = state.get_param().expect("the methods say where a line starts").clone();
        let (cost, gradient) = (problem.cost(&start)?, problem.gradient(&start)?);
        if norm(&gradient) <= self.tolerance {
            return Err(self.end(End::Flat));
        }
        let mut direction = std::mem::take(&mut self.direction);
        let mut slope = dot(&gradient, &direction);
        // A direction that does not lead down is no good; the steepest one does.
        if !(slope < 0.0 && slope.is_finite()) {
            direction = gradient.iter().map(|d| -d).collect();
            slope = -dot(&gradient, &gradient);
        }
        let mut at = |t: f64| {
            let weights: Vec<f64> = start.iter().zip(&direction).map(|(weight, d)| weight + t * d).collect();
            let (cost, gradient) = (problem.cost(&weights)?, problem.gradient(&weights)?);
            Ok(Trial { t, cost, slope: dot(&gradient, &direction), weights, gradient })
        };
        let first = Trial { t: 0.0, cost, slope, weights: start.clone(), gradient };
        match self.step(first, &mut at)? {
            Some(Trial { weights, cost, gradient, .. }) => {
                self.course.borrow_mut().iterations += 1;
                let state = state.param(weights).cost(cost).gradient(gradient);
                Ok((state.terminate_with(TerminationReason::SolverConverged), None))
            }
            None => Err(self.end(End::Stalled)),
        }
    }
}

impl LineSearch<'_> {
    /// Writes down why the search ends, and ends it: to the library, that is an error.
    fn end(&self, end: End) -> Error {
        self.course.borrow_mut().end = Some(end);
        Error::msg("the search has ended")
    }
}

impl argmin::solver::linesearch::LineSearch<Vec<f64>, f64> for LineSearch<'_> {
    fn search_direction(&mut self, direction: Vec<f64>) {
        self.direction = direction;
    }

    /// The methods do not ask for it, and each has its own.
    fn initial_step_length(&mut self, _length: f64) -> Result<(), Error> {
        Ok(())
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The root of the sum of all squares.
pub(super) fn norm(gradient: &[f64]) -> f64 {
    dot(gradient, gradient).sqrt()
}
