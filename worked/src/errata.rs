//! Computes the numbers of the errata: the result of each wrong variant next to the result of the right one.
//!
//! The first errata are from notes on Andrew Ng's course, the others from published worked examples. An erratum that
//! needs no numbers has a test and is not part of the run.

use backprop::equations::backward::hidden_error;
use backprop::equations::gradient::accumulate;
use backprop::training::trainer::{Biases, Updates};
use backprop::{
    Activation, CrossEntropy, Samples, SamplesOf, Sigmoid, Softmax, SquaredError, Tanh, Theta, Trainer, TrainingError,
    accuracy, batch_descent, descend, network, numeric_gradient, stochastic_descent,
};
use std::fmt;
use std::ops::ControlFlow;

network! {
    /// Exclusive or, as in the example `xor`.
    pub struct Xor {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }

    /// Three species of iris, as three independent yes-or-no questions.
    pub struct Questions {
        layers: 2 -> 3 Sigmoid,
        cost: CrossEntropy,
    }

    /// Three species of iris, as mutually exclusive classes.
    pub struct Classes {
        layers: 2 -> 3 Softmax,
        cost: CrossEntropy,
    }

    /// M. Mazur's network.
    pub struct Mazur {
        layers: 2 -> 2 Sigmoid -> 2 Sigmoid,
        cost: SquaredError,
    }

    /// The network of the course forum's test cases.
    pub struct Forum {
        layers: 2 -> 2 Sigmoid -> 4 Sigmoid,
        cost: CrossEntropy,
    }
}

/// The results of the example.
pub struct Run {
    /// J along a descent with δ⁽ᴸ⁾ = a − y.
    pub a_minus_y: Vec<(usize, f64)>,
    /// J along a descent with δ⁽ᴸ⁾ = y − a.
    pub y_minus_a: Vec<(usize, f64)>,
    pub start: Xor,
    /// The network after four steps of batch descent, each on all four examples.
    pub batch: Xor,
    /// The network after four steps of stochastic descent, one on each example.
    pub stochastic: Xor,
    pub penalty: Penalty,
    pub questions: Iris,
    pub classes: Iris,
    pub mazur: Slip,
    pub data_mining: Exponent,
    /// δ⁽³⁾ of the first example of the forum's test case.
    pub forum_delta: [f64; 4],
}

/// The derivative of J with respect to one weight, with λ = 1.
pub struct Penalty {
    /// (Δ + λ Θ) / m.
    pub right: f64,
    /// Δ / m + λ Θ.
    pub wrong: f64,
    /// The central difference of J.
    pub measured: f64,
}

/// A trained network for irises.
pub struct Iris {
    /// The length and width of the petal that the outputs are for, in centimeters.
    pub petal: [f64; 2],
    pub output: [f64; 3],
    pub accuracy: f64,
}

/// M. Mazur's descent with its slip: the hidden errors are computed with output weights that are already updated.
pub struct Slip {
    /// Numbers of updates, and J after each of them.
    pub costs: Vec<(usize, f64)>,
    pub output: [f64; 2],
}

/// The logistic function of a published z, with the right sign of the exponent, and with the wrong sign of one copy of
/// the example.
pub struct Exponent {
    pub right: f64,
    pub wrong: f64,
}

const RATE: f64 = 0.5;

pub fn run() -> Result<Run, TrainingError> {
    let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]]).expect("all values are finite");
    let start = Xor::random(7);
    let (mut batch, mut stochastic) = (start.clone(), start.clone());
    batch_descent(&mut batch, &samples, 0.0, RATE, 4)?;
    stochastic_descent(&mut stochastic, &samples, 0.0, RATE, 1)?;
    let (questions, classes) = irises()?;
    Ok(Run {
        a_minus_y: descent(start.clone(), &samples, |a, y| a - y),
        y_minus_a: descent(start.clone(), &samples, |a, y| y - a),
        penalty: penalty(&start, &samples),
        start,
        batch,
        stochastic,
        questions,
        classes,
        mazur: mazur(),
        data_mining: Exponent { right: Sigmoid::g(-0.105), wrong: Sigmoid::g(0.105) },
        forum_delta: forum_delta(),
    })
}

/// Returns J during a hundred steps of descent, with this error of the output.
fn descent(mut xor: Xor, samples: &SamplesOf<Xor>, error: fn(f64, f64) -> f64) -> Vec<(usize, f64)> {
    let mut costs = vec![(0, xor.cost(samples, 0.0))];
    for step in 1..=100 {
        let mut accumulated = Xor::zeros();
        for (x, y) in samples.iter() {
            let forward = xor.forward(x);
            let delta_3 = [error(forward.a_3[0], y[0])];
            let delta_2 = hidden_error(&xor.theta_2, &delta_3, &forward.z_2, Tanh::g_prime);
            accumulate(&mut accumulated.theta_1, &delta_2, &forward.a_1);
            accumulate(&mut accumulated.theta_2, &delta_3, &forward.a_2);
        }
        let gradient = accumulated.map(|sum| sum / 4.0);
        descend(&mut xor, &gradient, RATE);
        if [1, 10, 100].contains(&step) {
            costs.push((step, xor.cost(samples, 0.0)));
        }
    }
    costs
}

/// Returns the derivative with respect to the weight from the first hidden unit to the output.
fn penalty(xor: &Xor, samples: &SamplesOf<Xor>) -> Penalty {
    let (delta, theta) = (xor.accumulated(samples).theta_2[0][1], xor.theta_2[0][1]);
    Penalty {
        right: xor.gradient(samples, 1.0).theta_2[0][1],
        wrong: delta / 4.0 + theta,
        measured: numeric_gradient(xor, samples, 1.0, f64::EPSILON.cbrt()).theta_2[0][1],
    }
}

/// Trains both networks in the same way on the petals of 150 irises. The features are differences from a petal of
/// 4 cm × 1 cm.
fn irises() -> Result<(Iris, Iris), TrainingError> {
    let (x, species) = crate::data::iris();
    let petals: Vec<_> = x.iter().map(|[_, _, length, width]| [length - 4.0, width - 1.0]).collect();
    let samples = Samples::from_classes(petals, &species).expect("lengths are finite");
    let (mut questions, mut classes) = (Questions::zeros(), Classes::zeros());
    batch_descent(&mut questions, &samples, 0.0, RATE, 1000)?;
    batch_descent(&mut classes, &samples, 0.0, RATE, 1000)?;
    // Row 50 is the first versicolor.
    let (petal, shown) = ([x[50][2], x[50][3]], &samples.x()[50]);
    Ok((
        Iris { petal, output: questions.output(shown), accuracy: accuracy(&questions, &samples) },
        Iris { petal, output: classes.output(shown), accuracy: accuracy(&classes, &samples) },
    ))
}

/// Runs the descent as its author printed it: with fixed biases, and with the output's weights updated first.
fn mazur() -> Slip {
    let mut mazur = Mazur {
        theta_1: [[0.35, 0.15, 0.20], [0.35, 0.25, 0.30]].into(),
        theta_2: [[0.60, 0.40, 0.45], [0.60, 0.50, 0.55]].into(),
    };
    let samples = Samples::new([[0.05, 0.10]], [[0.01, 0.99]]).expect("all values are finite");
    let mut costs = Vec::new();
    // With updates layer by layer, the hidden errors use a theta_2 that is not the one of the forward pass.
    let trainer = Trainer::new(RATE).epochs(10_000).biases(Biases::Fixed).updates(Updates::LayerByLayer);
    let watched = trainer.watch(|epoch| {
        if [1, 10_000].contains(&epoch.number()) {
            costs.push((epoch.number(), epoch.cost()));
        }
        ControlFlow::Continue(())
    });
    watched.train(&mut mazur, &samples).expect("training does not diverge at this learning rate");
    Slip { costs, output: mazur.output(&samples.x()[0]) }
}

/// Returns δ⁽³⁾ of the forum's test case: the weights are 0.1, 0.2, …, column by column, the inputs are cos(1) and
/// cos(2), and the class is the fourth.
fn forum_delta() -> [f64; 4] {
    let forum = Forum {
        theta_1: Theta::from_fn(|i, j| (1 + i + 2 * j) as f64 / 10.0),
        theta_2: Theta::from_fn(|i, j| (7 + i + 4 * j) as f64 / 10.0),
    };
    forum.backward(&forum.forward(&[1.0, 2.0].map(f64::cos)), &[0.0, 0.0, 0.0, 1.0]).delta_3
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Descent with δ⁽ᴸ⁾ = a − y, and with y − a:")?;
        for ((steps, right), (_, wrong)) in self.a_minus_y.iter().zip(&self.y_minus_a) {
            writeln!(f, "  step {steps:>3}: J = {right:.6}, J = {wrong:.6}")?;
        }
        let Self { start, batch, stochastic, penalty, questions, classes, mazur, data_mining, forum_delta, .. } = self;
        writeln!(f, "\nFour steps for all examples, and four steps for one example each:")?;
        for (name, xor) in [("start", start), ("batch", batch), ("stochastic", stochastic)] {
            writeln!(f, "  {name:<10} Θ⁽²⁾ = {:.6?}", xor.theta_2[0])?;
        }
        let Penalty { right, wrong, measured } = penalty;
        writeln!(f, "\n∂J/∂Θ⁽²⁾₁₁ is measured as {measured:.6}:")?;
        writeln!(f, "  (Δ + λ Θ) / m = {right:.6}\n  Δ / m + λ Θ   = {wrong:.6}")?;
        let [length, width] = questions.petal;
        writeln!(f, "\nA versicolor's petal, {length} cm × {width} cm:")?;
        for (name, iris) in [("K questions", questions), ("one of K classes", classes)] {
            let (sum, percent) = (iris.output.iter().sum::<f64>(), 100.0 * iris.accuracy);
            writeln!(f, "  {name:<16} h = {:.4?}, together {sum:.4}; {percent:.1} % right", iris.output)?;
        }
        writeln!(f, "\nM. Mazur's network, the hidden errors formed with new output weights:")?;
        for (updates, cost) in &mazur.costs {
            writeln!(f, "  after {updates:>5} updates: J = {cost:.9}")?;
        }
        writeln!(f, "  h(x) = {:.9?}", mazur.output)?;
        let Exponent { right, wrong } = data_mining;
        writeln!(f, "\n1 / (1 + e^0.105) = {right:.3}, 1 / (1 + e^−0.105) = {wrong:.3}")?;
        writeln!(f, "\nThe forum's δ⁽³⁾ = {forum_delta:.6?}")
    }
}
