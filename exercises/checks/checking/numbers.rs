//! Every number of both passes of the 2-2-2-1 network, by the steps that compute them.
//!
//! A layer has up to two units here, and the equations of the gallery of mistakes are about layers of three. So all layers
//! have three units in this file, and those that the network does not have are 0 everywhere.

use super::answers::{Errors, Passes, Weights};
use backprop::{Activation, Samples, Sigmoid, Theta};
use worked::intuition::Intuition;
use worked::mistakes::{Equations, Square};

/// A value for each unit of a layer.
pub type Units = [f64; 3];
/// The weights from a layer to the next, or Δ or D for them.
pub type Matrix = Theta<f64, 3, 4>;

/// The units of each layer.
const UNITS: [usize; 4] = [2, 2, 2, 1];

/// A step of the computation, with the number of its layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// δ⁽ˡ⁾ of all examples.
    Errors(usize),
    /// Δ⁽ˡ⁾.
    Sums(usize),
    /// D⁽ˡ⁾.
    Gradient(usize),
    /// J.
    Cost,
}

use Step::{Cost, Gradient, Sums};

/// All steps: each needs only numbers of those before it, and of the forward pass.
pub const STEPS: [Step; 10] = [
    Step::Errors(4),
    Step::Errors(3),
    Step::Errors(2),
    Sums(3),
    Sums(2),
    Sums(1),
    Gradient(3),
    Gradient(2),
    Gradient(1),
    Cost,
];

impl Step {
    /// Returns the symbol of the numbers of the step.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Errors(layer) => ["δ⁽²⁾", "δ⁽³⁾", "δ⁽⁴⁾"][layer - 2],
            Sums(layer) => ["Δ⁽¹⁾", "Δ⁽²⁾", "Δ⁽³⁾"][layer - 1],
            Gradient(layer) => ["D⁽¹⁾", "D⁽²⁾", "D⁽³⁾"][layer - 1],
            Cost => "J",
        }
    }

    /// Returns the name of each number of the step, for `m` examples.
    pub fn names(self, m: usize) -> Vec<String> {
        let subscript = |digit: usize| ['₀', '₁', '₂'][digit];
        let indexed = |indices: String| {
            let (letter, layer) = self.symbol().split_once('⁽').expect("the symbol has a layer");
            format!("{letter}{indices}⁽{layer}")
        };
        match self {
            Cost => vec!["J".to_owned()],
            Self::Errors(layer) => (1..=m)
                .flat_map(|example| (1..=UNITS[layer - 1]).map(move |unit| (example, unit)))
                .map(|(example, unit)| format!("{} of example {example}", indexed(subscript(unit).to_string())))
                .collect(),
            Sums(layer) | Gradient(layer) => (1..=UNITS[layer])
                .flat_map(|i| (0..3).map(move |j| (i, j)))
                .map(|(i, j)| indexed([subscript(i), subscript(j)].iter().collect()))
                .collect(),
        }
    }
}

/// Weights, examples and λ.
pub struct Case {
    pub name: String,
    pub weights: Weights,
    pub x: Vec<[f64; 2]>,
    pub y: Vec<f64>,
    pub lambda: f64,
}

/// z and a of all layers of an example. The layer l is at l − 1, and z of the input is not used.
pub struct Forward {
    pub z: [Units; 4],
    pub a: [Units; 4],
}

impl Case {
    pub fn m(&self) -> usize {
        self.x.len()
    }

    /// Returns the three matrices of weights.
    pub fn thetas(&self) -> [Matrix; 3] {
        matrices(&self.weights)
    }

    /// Returns the forward pass of each example.
    pub fn forward(&self, weighted_sum: fn(&Matrix, &Units) -> Units, g: fn(f64) -> f64) -> Vec<Forward> {
        let thetas = self.thetas();
        let pass = |x: &[f64; 2]| {
            let mut forward = Forward { z: [[0.0; 3]; 4], a: [units(x); 4] };
            for layer in 1..4 {
                forward.z[layer] = weighted_sum(&thetas[layer - 1], &forward.a[layer - 1]);
                forward.a[layer] = units(&forward.z[layer].map(g)[..UNITS[layer]]);
            }
            forward
        };
        self.x.iter().map(pass).collect()
    }
}

/// The numbers of all steps.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// δ of each example, of the layers 2, 3 and 4.
    pub errors: Vec<[Units; 3]>,
    pub sums: [Matrix; 3],
    pub gradient: [Matrix; 3],
    pub cost: f64,
}

impl Numbers {
    /// Returns the numbers of an answer.
    pub fn of(answer: &Passes) -> Self {
        let errors = |errors: &Errors| [units(&errors.delta_2), units(&errors.delta_3), units(&errors.delta_4)];
        Self {
            errors: answer.errors.iter().map(errors).collect(),
            sums: matrices(&answer.accumulated),
            gradient: matrices(&answer.gradient),
            cost: answer.cost,
        }
    }

    /// Returns the crate's numbers.
    pub fn right(case: &Case) -> Self {
        let Weights { theta_1, theta_2, theta_3 } = case.weights.clone();
        let network = Intuition { theta_1: theta_1.into(), theta_2: theta_2.into(), theta_3: theta_3.into() };
        let y: Vec<[f64; 1]> = case.y.iter().map(|y| [*y]).collect();
        let trace = network.trace(&Samples::new(&case.x, y).expect("all values are finite"), case.lambda);
        let matrices = |of: &Intuition| [matrix(&*of.theta_1), matrix(&*of.theta_2), matrix(&*of.theta_3)];
        Self {
            errors: trace
                .deltas
                .iter()
                .map(|of| [units(&of.delta_2), units(&of.delta_3), units(&of.delta_4)])
                .collect(),
            sums: matrices(&trace.accumulated),
            gradient: matrices(&trace.gradient),
            cost: trace.cost,
        }
    }

    /// Returns the numbers of a step, in the order of its names.
    pub fn of_step(&self, step: Step) -> Vec<f64> {
        let entries =
            |matrix: &Matrix, layer: usize| matrix[..UNITS[layer]].iter().flat_map(|row| row[..3].to_vec()).collect();
        match step {
            Step::Errors(layer) => {
                self.errors.iter().flat_map(|of| of[layer - 2][..UNITS[layer - 1]].to_vec()).collect()
            }
            Sums(layer) => entries(&self.sums[layer - 1], layer),
            Gradient(layer) => entries(&self.gradient[layer - 1], layer),
            Cost => vec![self.cost],
        }
    }

    /// Replaces the numbers of a step by those that these equations compute from the numbers of the steps before. J stays
    /// as it is.
    pub fn recompute(&mut self, step: Step, case: &Case, equations: &Equations) {
        let forward = case.forward(equations.weighted_sum, Sigmoid::g);
        let thetas = case.thetas();
        match step {
            Step::Errors(4) => {
                for ((errors, forward), y) in self.errors.iter_mut().zip(&forward).zip(&case.y) {
                    errors[2] = (equations.output_error)(&forward.z[3], &forward.a[3], &units(&[*y]));
                }
            }
            Step::Errors(layer) => {
                for (errors, forward) in self.errors.iter_mut().zip(&forward) {
                    errors[layer - 2] =
                        (equations.hidden_error)(&thetas[layer - 1], &errors[layer - 1], &forward.z[layer - 1]);
                }
            }
            Sums(layer) => {
                self.sums[layer - 1] = Matrix::zeros();
                for (errors, forward) in self.errors.iter().zip(&forward) {
                    // As if this layer were the first of the network that the equations are about.
                    let mut pair = Square::zeros().forward(&forward.a[layer - 1]);
                    pair.a_2 = forward.a[layer];
                    let [source, _] = (equations.sources)(&pair);
                    (equations.accumulate)(&mut self.sums[layer - 1], &errors[layer - 1], &source);
                }
            }
            Gradient(layer) => {
                let (sums, theta) = (&self.sums[layer - 1], &thetas[layer - 1]);
                self.gradient[layer - 1] = (equations.gradient)(sums, theta, case.lambda, case.m());
            }
            Cost => {}
        }
    }
}

fn matrices(weights: &Weights) -> [Matrix; 3] {
    [matrix(&weights.theta_1), matrix(&weights.theta_2), matrix(&weights.theta_3)]
}

fn matrix(rows: &[[f64; 3]]) -> Matrix {
    Theta::from_fn(|i, j| if i < rows.len() && j < 3 { rows[i][j] } else { 0.0 })
}

fn units(values: &[f64]) -> Units {
    [0, 1, 2].map(|unit| values.get(unit).copied().unwrap_or(0.0))
}
