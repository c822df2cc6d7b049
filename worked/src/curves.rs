//! Four sets of points in the plane that TensorFlow's playground (D. Smilkov and S. Carter, 2016) made popular, made by
//! the same formulas: each is learned, and what the network makes of the plane is drawn.

use backprop::equations::first_weights::Random;
use backprop::{Adam, CrossEntropy, Samples, SamplesOf, Sigmoid, Tanh, Trainer, accuracy, network};
use std::error::Error;
use std::f64::consts::TAU;

network! {
    /// From a point to which of two classes it is of.
    pub struct Plane {
        layers: 2 -> 8 Tanh -> 8 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

/// Points of each set; half of them to learn from.
const POINTS: usize = 1000;

/// A set: its name, and how point number i is drawn.
pub struct Set {
    pub name: &'static str,
    point: fn(usize, &mut Random) -> ([f64; 2], usize),
}

/// All four.
pub const SETS: [Set; 4] = [
    Set { name: "circle", point: circle },
    Set { name: "xor", point: xor },
    Set { name: "gauss", point: gauss },
    Set { name: "spiral", point: spiral },
];

/// A disc of radius 2.5, and a ring from 3.5 to 5.
fn circle(i: usize, random: &mut Random) -> ([f64; 2], usize) {
    let inside = i % 2;
    let radius = if inside == 1 { between(random, 0.0, 2.5) } else { between(random, 3.5, 5.0) };
    (polar(radius, between(random, 0.0, TAU)), inside)
}

/// A square without its axes; points whose coordinates have the same sign are of one class.
fn xor(_: usize, random: &mut Random) -> ([f64; 2], usize) {
    let mut coordinate = || {
        let x = random.uniform(5.0);
        x + 0.3_f64.copysign(x)
    };
    let [x, y] = [coordinate(), coordinate()];
    ([x, y], usize::from(x * y >= 0.0))
}

/// Two clouds, normal with the variance ½ in each direction, around (2, 2) and (−2, −2).
fn gauss(i: usize, random: &mut Random) -> ([f64; 2], usize) {
    let class = i % 2;
    let center = if class == 1 { 2.0 } else { -2.0 };
    // G. Box and M. Muller, 1958: a point at such a distance in any direction has two normal coordinates.
    let distance = (-2.0 * between(random, 0.0, 1.0).ln()).sqrt();
    let point = polar(0.5_f64.sqrt() * distance, between(random, 0.0, TAU));
    (point.map(|x| center + x), class)
}

/// Two arms, each of them 1¾ times around.
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

/// A trained network, what it has learned from, and how well it does on as many other points.
pub struct Run {
    pub network: Plane,
    pub training: SamplesOf<Plane>,
    pub costs: Vec<(usize, f64)>,
    pub test_accuracy: f64,
}

pub fn run(set: &Set) -> Result<Run, Box<dyn Error>> {
    let mut random = Random::new(1);
    let mut samples = || {
        let (x, classes): (Vec<_>, Vec<_>) = (0..POINTS / 2).map(|i| (set.point)(i, &mut random)).unzip();
        Samples::from_classes(x, &classes)
    };
    let (training, test) = (samples()?, samples()?);
    let mut network = Plane::random(1);
    let trainer = Trainer::new(0.01).batch_size(10).epochs(200).shuffle(1).optimizer(Adam::default());
    let state = trainer.train(&mut network, &training)?;
    let costs = (1..).zip(state.costs().iter().copied()).collect();
    let test_accuracy = accuracy(&network, &test);
    Ok(Run { network, training, costs, test_accuracy })
}
