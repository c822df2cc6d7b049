//! Training by an advanced optimizer, as the course does it: J and D go to a library that looks for the minimum.
//!
//! Both methods take all samples at once and choose the length of each step by themselves, so there is no learning rate.
//! They are those of the crate `argmin`; what stands here lays the weights out as one vector and back, and searches along
//! the lines that the methods choose.
//!
//! **Invariant**: the network is left with the lowest cost that was seen at finite weights, never with a higher one than it
//! came with; and the passes over the samples are bounded by the iterations, whatever J looks like.

mod error;
mod line_search;
mod problem;
#[cfg(test)]
mod tests;

use crate::equations::scalar::Scalar;
use crate::network::{Network, SamplesOf};
use argmin::core::{Executor, IterState, Solver};
use argmin::solver::conjugategradient::NonlinearConjugateGradient;
use argmin::solver::conjugategradient::beta::PolakRibierePlus;
use argmin::solver::quasinewton::LBFGS;
use line_search::LineSearch;
use problem::{Course, Problem};
use std::cell::RefCell;

pub use error::MinimizeError;

/// How the next direction comes from those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Minimizer {
    /// L-BFGS (D. Liu and J. Nocedal, 1989): the last steps tell how J is curved, and the direction leads to where a bowl
    /// of that curvature has its bottom.
    LBfgs {
        /// How many steps it remembers, at least 1: each takes twice the memory of the weights.
        memory: usize,
    },
    /// Nonlinear conjugate gradients (E. Polak and G. Ribière, 1969; a direction that would turn back is dropped): each
    /// direction takes up the one before, and spoils little of what that one has gained.
    ConjugateGradients,
}

impl Minimizer {
    /// L-BFGS with the usual ten steps.
    pub const L_BFGS: Self = Self::LBfgs { memory: 10 };
}

/// Where a search ended.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Minimum {
    /// J at the weights that the network is left with.
    pub cost: f64,
    /// ‖D‖ there, the root of the sum of all squares.
    pub gradient_norm: f64,
    /// How many steps were taken.
    pub iterations: usize,
    /// How often J and D were computed, each time over all samples.
    pub evaluations: usize,
    /// Why it ended there.
    pub end: End,
}

/// Why a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// The gradient is as good as 0: ‖D‖ is at most the root of the number's precision (1.5·10⁻⁸ for `f64`).
    Flat,
    /// No step leads lower: what is left to gain drowns in the rounding of J.
    Stalled,
    /// All iterations have been made.
    Iterations,
}

/// Trains a network by one of the two methods, in at most so many `iterations`.
///
/// ```
/// use backprop::training::minimize::{Minimizer, minimize};
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
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// J or its gradient is not finite at the weights that the network comes with; it keeps them.
///
/// # Panics
///
/// The memory of L-BFGS is 0.
pub fn minimize<N: Network<Scalar: Into<f64>>>(
    network: &mut N,
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
    minimizer: Minimizer,
    iterations: usize,
) -> Result<Minimum, MinimizeError> {
    let course = RefCell::new(Course::default());
    let problem = Problem::new(network.clone(), samples, lambda, &course);
    let start = problem::flat(network);
    let first = problem.evaluate(&start);
    if !first.is_finite() {
        return Err(MinimizeError::Start { cost: network.cost(samples, lambda).into() });
    }

    let tolerance = N::Scalar::EPSILON.sqrt().into();
    match minimizer {
        Minimizer::LBfgs { memory } => {
            assert!(memory > 0, "L-BFGS remembers at least one step");
            // Where to end is left to the line search.
            let solver = LBFGS::new(LineSearch::long(&course, tolerance), memory).with_tolerance_grad(0.0);
            let solver = solver.and_then(|solver| solver.with_tolerance_cost(0.0)).expect("0 is a tolerance");
            run(problem, solver, start, iterations);
        }
        Minimizer::ConjugateGradients => {
            let search = LineSearch::exact(&course, tolerance);
            run(problem, NonlinearConjugateGradient::new(search, PolakRibierePlus::new()), start, iterations);
        }
    }

    let Course { best, evaluations, iterations, end, .. } = course.into_inner();
    let best = best.expect("the first weights are finite");
    problem::fill(network, &best.weights);
    let (cost, gradient_norm) = (best.cost, line_search::norm(&best.gradient));
    Ok(Minimum { cost, gradient_norm, iterations, evaluations, end: end.unwrap_or(End::Iterations) })
}

/// The state that both methods keep.
type Progress = IterState<Vec<f64>, Vec<f64>, (), (), (), f64>;

/// Makes the iterations. What comes of them stands in the course: a search that has ended is an error to the library.
fn run<'a, N, S>(problem: Problem<'a, N>, solver: S, start: Vec<f64>, iterations: usize)
where
    N: Network<Scalar: Into<f64>>,
    S: Solver<Problem<'a, N>, Progress>,
{
    let executor = Executor::new(problem, solver).ctrlc(false).timer(false);
    let _ = executor.configure(|state| state.param(start).max_iters(iterations as u64)).run();
}
