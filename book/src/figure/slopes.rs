//! Draws functions of one number: the costs of an output, and their slopes.

use super::{Drawing, PLANE};
use backprop::plot::Scale;
use backprop::plot::drawing::{self, Axis, Canvas, Curve, Frame, Hue, significant};
use backprop::{Activation, Cost, CrossEntropy, Sigmoid, SquaredError};
use worked::chain;

/// The largest cost that is shown.
const MOST: f64 = 6.0;
/// z from −REACH to REACH.
const REACH: f64 = 6.0;
/// The weights of the chain, the largest weight and cost that are shown, and half of the length of a tangent.
const NAMES: [&str; 2] = ["w₁", "w₂"];
const CHAIN: (f64, f64) = (4.0, 4.0);
const TANGENT: f64 = 1.5;

/// Draws the cost of the chain over each of its weights, with the tangent at the start.
pub(super) fn promises() -> Drawing {
    let samples = chain::samples();
    let cost = |weights: [f64; 2]| chain::chain(weights).cost(&samples, 0.0);
    let (start, gradient) = (chain::WEIGHTS, chain::network().gradient(&samples, 0.0));
    let slopes = [gradient.theta_1[0][1], gradient.theta_2[0][1]];
    let picture = |i: usize| -> Canvas {
        let names = [("C".to_owned(), Hue::Forward), (format!("its slope, {}", significant(slopes[i])), Hue::Backward)];
        let (x, y) = (Axis::exact(NAMES[i], -CHAIN.0..CHAIN.0), Axis::exact("cost C", 0.0..CHAIN.1));
        let frame = Frame::new(x, y, [260.0, 200.0], names);
        let mut canvas = frame.canvas();
        frame.grid(&mut canvas);
        frame.axes(&mut canvas);
        let moved = |weight: f64| {
            let mut weights = start;
            weights[i] = weight;
            (weight, cost(weights))
        };
        frame.curve(&mut canvas, along(CHAIN.0).map(moved), Hue::Forward);
        let tangent = [-TANGENT, TANGENT].map(|away| (start[i] + away, cost(start) + slopes[i] * away));
        frame.curve(&mut canvas, tangent, Hue::Backward);
        canvas.disc(frame.at(start[i], cost(start)), 5.0, Hue::Ink);
        canvas
    };
    let said =
        [0, 1].map(|i| format!("Over {}, the slope of C at {} is {}.", NAMES[i], start[i], significant(slopes[i])));
    Drawing::new([0, 1].map(picture), said.join(" "))
}

/// Draws −ln h and −ln(1 − h), the costs of an output h for both targets.
pub(super) fn logs() -> Drawing {
    let names = [("−ln h: the cost if y = 1", 1.0), ("−ln(1 − h): the cost if y = 0", 0.0)];
    // From and to the z whose costs are just within the frame.
    let costs = |y: f64| along(MOST - 0.01).map(|z| (Sigmoid::g(z), cost::<CrossEntropy>(z, y))).collect();
    let curves = names.map(|(name, y)| Curve { name, points: costs(y) });
    let picture = drawing::curves(&curves, Axis::exact("output h", 0.0..1.0), Axis::exact("cost C", 0.0..MOST), PLANE);
    let says = "−ln h falls from infinity at h = 0 to 0 at h = 1; −ln(1 − h) is its mirror image. They cross at h = ½.";
    Drawing::new([picture], says)
}

/// Draws the cross-entropy and the squared error over z, for either target.
pub(super) fn costs_over_z() -> Drawing {
    let picture = |y: f64| {
        let curves = [
            Curve { name: "cross-entropy", points: along(REACH).map(|z| (z, cost::<CrossEntropy>(z, y))).collect() },
            Curve { name: "squared error", points: along(REACH).map(|z| (z, cost::<SquaredError>(z, y))).collect() },
        ];
        let name = format!("cost C for y = {y}");
        drawing::curves(&curves, Axis::exact("z", -REACH..REACH), Axis::exact(&name, 0.0..MOST), [280.0, 240.0])
    };
    let says = "Where the output is wrong, the cross-entropy rises like a straight line and the squared error is flat.";
    Drawing::new([picture(1.0), picture(0.0)], says)
}

/// Draws g′(z), |∂C/∂a| and their product |a − y| over z for y = 1, with equal lengths for equal factors.
pub(super) fn canceling() -> Drawing {
    let curve = |name, value: fn(f64, f64) -> f64| Curve {
        name,
        points: along(REACH).map(|z| (z, value(z, Sigmoid::g(z)))).collect(),
    };
    let curves = [
        curve("g′(z)", |z, _| Sigmoid::g_prime(z)),
        curve("|∂C/∂a| = 1/a", |_, a| 1.0 / a),
        curve("product |a − y|", |_, a| 1.0 - a),
    ];
    let values = || curves.iter().flat_map(|curve| &curve.points).map(|(_, value)| *value);
    let y = Axis::around("size, in powers of ten", values(), Scale::Logarithmic);
    let picture = drawing::curves(&curves, Axis::exact("z", -REACH..REACH), y, PLANE);
    let says = "For z far below 0, g′(z) is near 0 and 1/a is as many times larger than 1; their product is near 1. For z far above 0, 1/a is near 1, and the product falls like g′(z).";
    Drawing::new([picture], says)
}

/// Returns values of z from −`reach` to `reach`.
fn along(reach: f64) -> impl Iterator<Item = f64> {
    (-120..=120).map(move |i| reach * f64::from(i) / 120.0)
}

/// Returns the cost of a sigmoid output for the target y.
fn cost<C: Cost<Sigmoid>>(z: f64, y: f64) -> f64 {
    C::cost(&[z], &[Sigmoid::g(z)], &[y])
}
