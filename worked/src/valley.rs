//! Three learning rates, momentum and Adam in the same landscape: the cost of a line y = b + w x through three points.
//!
//! The cost is a long valley over the plane of b and w, because both weights can make the line higher: where one is too
//! small, the other makes up for it. The bottom, with cost 0, is at b = 0 and w = 2.

use backprop::{Adam, Identity, Momentum, Samples, SamplesOf, SquaredError, descend, network};
use std::fmt;

network! {
    /// A line.
    pub struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
}

/// The rates of gradient descent: too small, right, and too large.
pub const RATES: [f64; 3] = [0.02, 0.3, 0.37];
/// The number of steps that a path keeps.
const STEPS: usize = 30;
/// The largest number of steps of a descent.
const MOST: usize = 5000;

/// A way downhill.
pub struct Path {
    pub rate: f64,
    /// b and w at the start and after each step.
    pub weights: Vec<[f64; 2]>,
    /// J at the start and after each step.
    pub costs: Vec<f64>,
    /// The number of steps after which J stays below a millionth of its start, or `None` if it does not get there.
    pub steps: Option<usize>,
}

/// The results of the example.
pub struct Run {
    /// Gradient descent at each of the [`RATES`].
    pub rates: [Path; 3],
    /// Momentum at the rate that is too small without it.
    pub momentum: Path,
    /// Adam at the rate that is right for gradient descent.
    pub adam: Path,
}

/// The cost over the plane of b and w.
pub struct Valley(SamplesOf<Line>);

impl Valley {
    #[expect(clippy::new_without_default, reason = "there is one valley")]
    pub fn new() -> Self {
        Self(Samples::new([[1.0], [2.0], [3.0]], [[2.0], [4.0], [6.0]]).expect("all values are finite"))
    }

    /// Returns J.
    pub fn cost(&self, weights: [f64; 2]) -> f64 {
        line(weights).cost(&self.0, 0.0)
    }

    /// Walks from b = w = 0. `step` takes step number t from a line against a gradient.
    fn path(&self, rate: f64, mut step: impl FnMut(u64, &mut Line, &Line)) -> Path {
        let mut line = Line::zeros();
        let (mut weights, mut costs) = (vec![line.theta_1[0]], vec![line.cost(&self.0, 0.0)]);
        for t in 1..=MOST {
            let gradient = line.gradient(&self.0, 0.0);
            step(t as u64, &mut line, &gradient);
            weights.push(line.theta_1[0]);
            costs.push(line.cost(&self.0, 0.0));
            if *costs.last().expect("a cost") > 1e6 {
                break;
            }
        }
        let last_above = costs.iter().rposition(|cost| *cost >= 1e-6 * costs[0]).expect("the start is above");
        let steps = (last_above + 1 < costs.len()).then_some(last_above + 1);
        weights.truncate(STEPS + 1);
        costs.truncate(STEPS + 1);
        Path { rate, weights, costs, steps }
    }
}

pub fn run() -> Run {
    let (valley, [small, right, _]) = (Valley::new(), RATES);
    let (momentum, mut v) = (Momentum::default(), [0.0; 2]);
    let (adam, mut moments) = (Adam::default(), [[0.0; 2]; 2]);
    Run {
        rates: RATES.map(|rate| valley.path(rate, |_, line, gradient| descend(line, gradient, rate))),
        momentum: valley.path(small, |_, line, gradient| {
            let update = momentum.update(small);
            for ((theta, d), v) in line.theta_1[0].iter_mut().zip(gradient.theta_1[0]).zip(&mut v) {
                *theta = update(*theta, d, [v]);
            }
        }),
        adam: valley.path(right, |t, line, gradient| {
            let update = adam.update(right, t);
            for ((theta, d), [v, s]) in line.theta_1[0].iter_mut().zip(gradient.theta_1[0]).zip(&mut moments) {
                *theta = update(*theta, d, [v, s]);
            }
        }),
    }
}

fn line(weights: [f64; 2]) -> Line {
    Line { theta_1: [weights].into() }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let descents = self.rates.iter().map(|path| ("gradient descent", path));
        for (name, path) in descents.chain([("momentum", &self.momentum), ("Adam", &self.adam)]) {
            let Path { rate, weights, costs, steps } = path;
            let [b, w] = weights[STEPS];
            write!(
                f,
                "{name} at the rate {rate}: after {STEPS} steps b = {b:.4}, w = {w:.4}, J = {:.6}; ",
                costs[STEPS]
            )?;
            match steps {
                Some(steps) => writeln!(f, "a millionth of the first cost after {steps} steps")?,
                None => writeln!(f, "never a millionth of the first cost")?,
            }
        }
        Ok(())
    }
}
