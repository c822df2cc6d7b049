//! One neuron: logistic regression, a network without a hidden layer.
//!
//! It classifies two species of iris, versicolor (0) and virginica (1), by the length and width of a petal.

use backprop::{CrossEntropy, Samples, Sigmoid, Trace, TrainingError, accuracy, batch_descent, network};
use std::fmt;

network! {
    /// Maps the length and width of a petal to the probability that the species is virginica.
    pub struct Logistic {
        layers: 2 -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

pub const LAMBDA: f64 = 0.1;
pub const RATE: f64 = 0.5;
/// The length and width in centimeters that the features are measured from.
pub const CENTER: [f64; 2] = [5.0, 1.5];
/// The numbers of steps after which a run looks at J.
const LOOKS: [usize; 5] = [0, 1, 10, 100, 1000];

/// The results of the example.
pub struct Run {
    /// Numbers of steps, and J after each of them.
    pub costs: Vec<(usize, f64)>,
    pub trained: Logistic,
    /// Both passes through the trained network.
    pub trace: Trace<Logistic>,
    pub accuracy: f64,
    /// The number of petals of each species.
    pub petals: [usize; 2],
    /// The petals on the wrong side of the boundary.
    pub wrong: Vec<Petal>,
    /// The network trained with λ = 0.
    pub without_penalty: Logistic,
    /// The costs of a network that is trained on the lengths and widths themselves, without the center.
    pub costs_without_center: Vec<(usize, f64)>,
    /// Two points of the decision boundary: a petal with this length and this width is of either species with
    /// probability ½.
    pub boundary: [(f64, f64); 2],
}

/// A petal: its place among the hundred, its length and width in centimeters, and its species, 0 or 1.
pub struct Petal {
    pub index: usize,
    pub size: [f64; 2],
    pub species: usize,
}

pub fn run() -> Result<Run, TrainingError> {
    let samples = samples();
    let (logistic, costs) = trained(&samples, LAMBDA)?;
    // On the boundary, h = 0.5, so z = 0: bias + (length − 5) · w₁ + (width − 1.5) · w₂ = 0.
    let [bias, length_weight, width_weight] = logistic.theta_1[0];
    let [length_center, width_center] = CENTER;
    let width = |length: f64| width_center - (bias + (length - length_center) * length_weight) / width_weight;
    Ok(Run {
        costs,
        trace: logistic.trace(&samples, LAMBDA),
        accuracy: accuracy(&logistic, &samples),
        petals: [0, 1].map(|species| petals().iter().filter(|petal| petal.species == species).count()),
        wrong: petals()
            .into_iter()
            .filter(|petal| logistic.predict(&features(petal, CENTER)) != petal.species)
            .collect(),
        trained: logistic,
        without_penalty: trained(&samples, 0.0)?.0,
        costs_without_center: trained(&samples_around([0.0, 0.0]), LAMBDA)?.1,
        boundary: [4.0, 6.0].map(|length| (length, width(length))),
    })
}

/// Trains a network from weights 0. Returns it, and J after some of the steps.
fn trained(samples: &Samples<[f64; 2], [f64; 1]>, lambda: f64) -> Result<(Logistic, Vec<(usize, f64)>), TrainingError> {
    let mut logistic = Logistic::zeros();
    let mut costs = Vec::new();
    let mut done = 0;
    for steps in LOOKS {
        batch_descent(&mut logistic, samples, lambda, RATE, steps - done)?;
        costs.push((steps, logistic.cost(samples, lambda)));
        done = steps;
    }
    Ok((logistic, costs))
}

/// Returns the petals of 50 versicolors and 50 virginicas.
fn petals() -> Vec<Petal> {
    let (irises, species) = crate::data::iris();
    let petals = irises.into_iter().zip(species).filter(|(_, species)| *species != 0).enumerate();
    petals
        .map(|(index, ([_, _, length, width], species))| Petal { index, size: [length, width], species: species - 1 })
        .collect()
}

/// Returns the features of a petal: the differences of its length and width from those of the center.
fn features(petal: &Petal, center: [f64; 2]) -> [f64; 2] {
    [petal.size[0] - center[0], petal.size[1] - center[1]]
}

/// Returns the petals as differences from the center.
pub fn samples() -> Samples<[f64; 2], [f64; 1]> {
    samples_around(CENTER)
}

fn samples_around(center: [f64; 2]) -> Samples<[f64; 2], [f64; 1]> {
    let (x, species): (Vec<_>, Vec<_>) = petals().iter().map(|petal| (features(petal, center), petal.species)).unzip();
    Samples::from_classes(x, &species).expect("lengths are finite")
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Descent with λ = {LAMBDA} and the rate {RATE}:")?;
        for (steps, cost) in &self.costs {
            writeln!(f, "  step {steps:>4}: J = {cost:.6}")?;
        }
        writeln!(f, "\nThe trained network, Θ⁽¹⁾ = {:.6?}:\n{}", self.trained.theta_1, self.trace)?;
        let [(short, wide), (long, narrow)] = self.boundary;
        writeln!(f, "\nThe boundary runs from {short} cm × {wide:.2} cm to {long} cm × {narrow:.2} cm;")?;
        writeln!(
            f,
            "{:.0} of 100 petals lie on their side of it. The others, by their species:",
            100.0 * self.accuracy
        )?;
        for Petal { size: [length, width], species, index } in &self.wrong {
            let [h] = self.trace.forward[*index].a_2;
            writeln!(f, "  {species}: {length} cm × {width} cm, output {h:.4}")?;
        }
        writeln!(f, "\nThe same steps with λ = 0: Θ⁽¹⁾ = {:.6?}", self.without_penalty.theta_1)?;
        writeln!(f, "Lengths and widths that are not measured from the center:")?;
        for (steps, cost) in &self.costs_without_center {
            writeln!(f, "  step {steps:>4}: J = {cost:.6}")?;
        }
        Ok(())
    }
}
