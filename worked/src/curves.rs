//! Trains a network on each of the four sets of points in the plane that TensorFlow's playground (D. Smilkov and S.
//! Carter, 2016) made popular, generated with the same formulas. The decision boundaries can be drawn.

use backprop::equations::first_weights::Random;
use backprop::{Adam, CrossEntropy, Samples, SamplesError, SamplesOf, Sigmoid, Tanh, Trainer, accuracy, network};
use std::error::Error;
use std::f64::consts::TAU;

network! {
    /// Maps a point to the probability of class 1, one of two classes.
    pub struct Plane {
        layers: 2 -> 8 Tanh -> 8 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

/// The number of points of each set; half of them are for training, half for testing.
const POINTS: usize = 1000;

/// A set of points.
pub struct Set {
    pub name: &'static str,
    /// Draws point number i and returns it with its class.
    point: fn(usize, &mut Random) -> ([f64; 2], usize),
}

/// The four sets.
pub const SETS: [Set; 4] = [
    Set { name: "circle", point: circle },
    Set { name: "xor", point: xor },
    Set { name: "gauss", point: gauss },
    Set { name: "spiral", point: spiral },
];

/// Draws a point of a disk of radius 2.5 (class 1) or of a ring from 3.5 to 5 (class 0).
fn circle(i: usize, random: &mut Random) -> ([f64; 2], usize) {
    let inside = i % 2;
    let radius = if inside == 1 { between(random, 0.0, 2.5) } else { between(random, 3.5, 5.0) };
    (polar(radius, between(random, 0.0, TAU)), inside)
}

/// Draws a point of a square, at least 0.3 away from the axes. The class is 1 if the coordinates have the same sign.
fn xor(_: usize, random: &mut Random) -> ([f64; 2], usize) {
    let mut coordinate = || {
        let x = random.uniform(5.0);
        x + 0.3_f64.copysign(x)
    };
    let [x, y] = [coordinate(), coordinate()];
    ([x, y], usize::from(x * y >= 0.0))
}

/// Draws a point of a normal distribution with variance ½ in each direction, around (2, 2) (class 1) or (−2, −2) (class
/// 0).
fn gauss(i: usize, random: &mut Random) -> ([f64; 2], usize) {
    let class = i % 2;
    let center = if class == 1 { 2.0 } else { -2.0 };
    // The Box–Muller transform (1958): a point at this distance in a uniform direction has two independent normal
    // coordinates.
    let distance = (-2.0 * between(random, 0.0, 1.0).ln()).sqrt();
    let point = polar(0.5_f64.sqrt() * distance, between(random, 0.0, TAU));
    (point.map(|x| center + x), class)
}

/// Draws a point of a spiral with two arms; each turns 1¾ times.
fn spiral(i: usize, random: &mut Random) -> ([f64; 2], usize) {
    let (arm, part) = (i % 2, between(random, 0.0, 1.0));
    (polar(5.0 * part, 1.75 * part * TAU + arm as f64 * TAU / 2.0), arm)
}

fn between(random: &mut Random, low: f64, high: f64) -> f64 {
    low + (high - low) * (0.5 + random.uniform(0.5))
}

fn polar(radius: f64, angle: f64) -> [f64; 2] {
    [radius * angle.sin(), radius * angle.cos()]
}

/// A trained network, its training samples, the cost after each epoch, and the accuracy on as many test points.
pub struct Run {
    pub network: Plane,
    pub training: SamplesOf<Plane>,
    pub costs: Vec<(usize, f64)>,
    pub test_accuracy: f64,
}

/// Returns the points for training, and those for testing.
pub fn samples(set: &Set) -> Result<[SamplesOf<Plane>; 2], SamplesError> {
    let mut random = Random::new(1);
    let mut samples = || {
        let (x, classes): (Vec<_>, Vec<_>) = (0..POINTS / 2).map(|i| (set.point)(i, &mut random)).unzip();
        Samples::from_classes(x, &classes)
    };
    Ok([samples()?, samples()?])
}

pub fn run(set: &Set) -> Result<Run, Box<dyn Error>> {
    let [training, test] = samples(set)?;
    let mut network = Plane::random(1);
    let trainer = Trainer::new(0.01).batch_size(10).epochs(200).shuffle(1).optimizer(Adam::default());
    let state = trainer.train(&mut network, &training)?;
    let costs = (1..).zip(state.costs().iter().copied()).collect();
    let test_accuracy = accuracy(&network, &test);
    Ok(Run { network, training, costs, test_accuracy })
}
