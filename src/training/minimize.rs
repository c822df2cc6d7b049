//! L-BFGS and nonlinear conjugate gradients: training that chooses the length of its own steps.
//!
//! Both methods see the cost J and its gradient D over all samples as functions of one vector of weights, and repeat two
//! things: choose a direction, then search along that line for a point that is lower. There is no learning rate. They
//! pay off where all samples fit into one batch; a [`Trainer`](crate::Trainer) is for data that does not.
//!
//! | module | what it does |
//! |---|---|
//! | `lbfgs`, `conjugate_gradients` | choose the direction |
//! | `line_search` | chooses the length of the step |
//! | `problem` | evaluates J and D, and remembers the best weights |
//!
//! **Invariant**: the network is left with the lowest cost that was seen at finite weights, never with a higher one than
//! it came with. The number of evaluations is bounded by the number of iterations, whatever J looks like.

#![cfg(feature = "std")]

mod conjugate_gradients;
mod lbfgs;
mod line_search;
mod problem;
#[cfg(test)]
mod tests;

use crate::equations::scalar::Scalar;
use crate::fast;
use crate::network::{Network, SamplesOf};
use crate::samples::SamplesError;
use conjugate_gradients::ConjugateGradients;
use lbfgs::LBfgs;
use line_search::{LineSearch, dot, leads_down, norm};
use problem::{Point, Problem, Progress};

/// A method that chooses the directions of a search.
///
/// ```
/// use backprop::training::minimize::{Minimizer, minimize};
/// use backprop::{Identity, Samples, SquaredError, network};
///
/// network! {
///     struct Plane { layers: 2 -> 1 Identity, cost: SquaredError }
/// }
///
/// let samples = Samples::new([[0.0, 1.0], [1.0, 0.0], [1.0, 2.0]], [[1.0], [2.0], [4.0]])?;
/// for method in [Minimizer::L_BFGS, Minimizer::LBfgs { memory: 3 }, Minimizer::ConjugateGradients] {
///     let mut plane = Plane::zeros();
///     let minimum = minimize(&mut plane, &samples, 0.0, method, 50)?;
///     assert!(minimum.cost < 1e-12, "the plane goes through all three points: {minimum:?}");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[doc(alias("solver", "lbfgs", "conjugate_gradient"))]
pub enum Minimizer {
    /// L-BFGS (D. Liu and J. Nocedal, 1989), a quasi-Newton method with limited memory: the last steps, and how they
    /// changed the gradient, approximate the curvature of J; the direction leads to the minimum of that approximation.
    LBfgs {
        /// The number of steps that it remembers, at least 1. Each takes twice the memory of the weights.
        memory: usize,
    },
    /// Nonlinear conjugate gradients (E. Polak and G. Ribière, 1969, with the β ≥ 0 of J. Gilbert and J. Nocedal, 1992):
    /// the steepest descent, plus a share β of the direction before.
    ConjugateGradients,
}

impl Minimizer {
    /// L-BFGS that remembers ten steps, the usual number.
    pub const L_BFGS: Self = Self::LBfgs { memory: 10 };

    /// Starts the method.
    fn directions(self) -> Box<dyn Directions> {
        match self {
            Self::LBfgs { memory } => Box::new(LBfgs::new(memory)),
            Self::ConjugateGradients => Box::new(ConjugateGradients::default()),
        }
    }

    /// The line search that suits the directions of the method.
    fn line_search(self) -> LineSearch {
        match self {
            Self::LBfgs { .. } => LineSearch::LOOSE,
            Self::ConjugateGradients => LineSearch::TIGHT,
        }
    }
}

/// Chooses one direction after the other.
trait Directions {
    /// Returns the direction in which to go on from `at`, the point that the last direction led to.
    fn next(&mut self, at: &Point) -> Vec<f64>;

    /// Forgets everything: the next direction is the steepest descent, −D.
    fn restart(&mut self);
}

/// Returns a direction in which J falls: the next one, or the steepest descent where rounding or overflow have spoiled
/// what the method remembers.
fn next_downhill(directions: &mut dyn Directions, at: &Point) -> Vec<f64> {
    let direction = directions.next(at);
    if leads_down(&direction, &at.gradient) {
        return direction;
    }
    directions.restart();
    directions.next(at)
}

/// The end of a search: where it is, and why it is there.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Minimum {
    /// The cost J at the weights that the network is left with.
    pub cost: f64,
    /// The Euclidean norm ‖D‖ of the gradient there.
    pub gradient_norm: f64,
    /// The number of steps taken.
    pub iterations: usize,
    /// The number of times that J and D were computed, each time over all samples.
    pub evaluations: usize,
    /// The reason why the search ended.
    pub end: End,
}

/// The reason why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// The gradient is 0 up to rounding: ‖D‖ is at most the square root of the number's precision (1.5·10⁻⁸ for `f64`), times
    /// its first value where that is less than 1.
    Flat,
    /// No step leads lower: what is left to gain is less than the rounding errors of J.
    Stalled,
    /// All iterations are used up.
    Iterations,
}

/// The error of a search that cannot start.
///
/// ```
/// use backprop::training::minimize::{MinimizeError, Minimizer, minimize};
/// # use backprop::{Identity, Samples, SquaredError, network};
/// # network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
///
/// let samples = Samples::new([[1.0]], [[3.0]])?;
/// let mut line = Line { theta_1: [[0.0, 1e200]].into() };
/// let error = minimize(&mut line, &samples, 0.0, Minimizer::L_BFGS, 10).unwrap_err();
/// assert!(matches!(error, MinimizeError::Start { .. }));
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MinimizeError {
    /// The cost cannot score a target.
    #[error(transparent)]
    Samples(#[from] SamplesError),
    /// The regularization is negative or not a number.
    #[error("the regularization λ is {lambda}, expected a finite number of at least 0")]
    Lambda {
        /// λ.
        lambda: f64,
    },
    /// L-BFGS that remembers no step.
    #[error("the memory of L-BFGS is 0, expected at least 1 step")]
    Memory,
    /// J or its gradient is not finite at the first weights.
    #[error(
        "the search cannot start: J = {cost}, and J or its gradient is not finite at the first weights; start with \
         smaller weights, as `random` draws them"
    )]
    Start {
        /// J at the first weights.
        cost: f64,
    },
}

crate::error::debug_as_chain!(MinimizeError);

/// Trains a network by L-BFGS or conjugate gradients, in at most `iterations` steps.
///
/// ```
/// use backprop::training::minimize::{End, Minimizer, minimize};
/// use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, accuracy, network};
///
/// network! {
///     struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// let minimum = minimize(&mut xor, &samples, 1e-3, Minimizer::L_BFGS, 50)?;
/// assert_eq!(accuracy(&xor, &samples), 1.0);
/// assert!(minimum.cost < 0.03 && minimum.evaluations < 100);
/// if minimum.end == End::Iterations {
///     println!("‖D‖ is still {}; more iterations would lead lower", minimum.gradient_norm);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if the cost cannot score a target, if λ is negative or not finite, if L-BFGS remembers no step, or if J or its gradient is not finite
/// at the weights that the network comes with. It keeps them.
#[doc(alias("lbfgs", "bfgs", "conjugate_gradient", "fminunc", "fmincg", "optimize"))]
pub fn minimize<N: Network<Scalar: Into<f64>>>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    minimizer: Minimizer,
    iterations: usize,
) -> Result<Minimum, MinimizeError> {
    if minimizer == (Minimizer::LBfgs { memory: 0 }) {
        return Err(MinimizeError::Memory);
    }
    let given: f64 = lambda.into();
    if !(given.is_finite() && given >= 0.0) {
        return Err(MinimizeError::Lambda { lambda: given });
    }
    samples.check_targets(N::TARGETS)?;
    let (mut directions, line_search) = (minimizer.directions(), minimizer.line_search());
    let mut problem = Problem::new(network, samples, lambda);
    let mut at = problem.evaluate(problem::flat(network));
    if !at.is_finite() {
        return Err(MinimizeError::Start { cost: fast::cost(network, samples, lambda).into() });
    }

    // A small J has a small gradient everywhere: what counts then is how far it has come from the first one.
    let precision: f64 = N::Scalar::EPSILON.sqrt().into();
    let tolerance = precision * norm(&at.gradient).min(1.0);
    let mut steps = 0;
    let end = loop {
        if steps == iterations {
            break End::Iterations;
        }
        if norm(&at.gradient) <= tolerance {
            break End::Flat;
        }
        let direction = next_downhill(&mut *directions, &at);
        let Some(next) = line_search.step(&at, &direction, |weights| problem.evaluate(weights)) else {
            break End::Stalled;
        };
        at = next;
        steps += 1;
    };

    let Progress { best, evaluations } = problem.into_progress();
    let best = best.expect("the first weights are finite");
    problem::fill(network, &best.weights);
    let (cost, gradient_norm) = (best.cost, norm(&best.gradient));
    Ok(Minimum { cost, gradient_norm, iterations: steps, evaluations, end })
}
