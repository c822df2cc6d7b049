//! Draws curves: an activation and its derivative, the cost over the steps of a descent, the cost along one weight.

use super::{Drawing, PLANE};
use crate::material::Material;
use backprop::plot::Scale;
use backprop::plot::drawing::{self, Axis, Canvas, Curve, Hue, framed, significant};
use backprop::{
    Activation, Identity, LeakyRelu, Network, Relu, Sigmoid, Softplus, Tanh, dual_gradient, numeric_gradient,
};
use worked::chain;
use worked::check::{self, Check, LAMBDA};

/// Draws g and its derivative g′ for a built-in activation.
pub(super) fn activation(name: &str) -> Result<Canvas, String> {
    match name {
        "sigmoid" => Ok(draw::<Sigmoid>(6.0)),
        "tanh" => Ok(draw::<Tanh>(4.0)),
        "relu" => Ok(draw::<Relu>(3.0)),
        "leaky_relu" => Ok(draw::<LeakyRelu>(3.0)),
        "softplus" => Ok(draw::<Softplus>(3.0)),
        "identity" => Ok(draw::<Identity>(3.0)),
        _ => Err(format!("there is no activation `{name}` to draw")),
    }
}

fn draw<A: Activation>(reach: f64) -> Canvas {
    let points = |f: fn(f64) -> f64| (-120..=120).map(|i| reach * f64::from(i) / 120.0).map(|z| (z, f(z))).collect();
    let curves = [Curve { name: "g(z)", points: points(A::g) }, Curve { name: "g′(z)", points: points(A::g_prime) }];
    let values = curves.iter().flat_map(|curve| &curve.points).map(|(_, y)| *y);
    drawing::curves(&curves, Axis::exact("z", -reach..reach), Axis::with_room("", values, 0.08), PLANE)
}

/// Draws J over the steps of a descent.
pub(super) fn costs(material: &Material, path: &str) -> Result<Drawing, String> {
    curves(material, path, "steps", &["cost"], "J")
}

/// Draws the entries of a list: `x` names the number on the horizontal axis, and each of `ys` names the number of a
/// curve.
pub(super) fn curves(material: &Material, path: &str, x: &str, ys: &[&str], title: &str) -> Result<Drawing, String> {
    let list = material.snapshots.get(path)?.as_array().ok_or_else(|| format!("{path} is not a list"))?;
    let points = |y: &str| {
        let point = |entry: &serde_json::Value| Some((entry[x].as_f64()?, entry[y].as_f64()?));
        let points: Option<Vec<(f64, f64)>> = list.iter().map(point).collect();
        points
            .filter(|points| points.len() > 1)
            .ok_or_else(|| format!("{path} is not a list of entries with the numbers `{x}` and `{y}`"))
    };
    // A single curve needs no name: the axis has one.
    let names: Vec<String> =
        ys.iter().map(|y| if ys.len() > 1 { y.replace('_', " ") } else { String::new() }).collect();
    let curves = ys.iter().zip(&names).map(|(y, name)| Ok(Curve { name, points: points(y)? }));
    let curves = curves.collect::<Result<Vec<_>, String>>()?;
    let Curve { points, .. } = curves.first().ok_or("a figure of curves needs the names of its numbers")?;
    let values = || curves.iter().flat_map(|curve| &curve.points).map(|(_, y)| *y);
    let (x, title) = (x.replace('_', " "), title.replace('_', " "));

    let said = curves.iter().map(|Curve { name, points }| {
        let ((first, from), (last, to)) = (points[0], points[points.len() - 1]);
        let name = if name.is_empty() { title.as_str() } else { *name };
        format!("{name}: from {} at {first} to {} at {last} {x}.", significant(from), significant(to))
    });
    let says = said.collect::<Vec<_>>().join(" ");

    // Uses a logarithmic axis if the steps grow.
    let across = points.iter().map(|(x, _)| *x);
    let (first, last) = (points[1].0 - points[0].0, points[points.len() - 1].0 - points[points.len() - 2].0);
    let x = match (first - last).abs() < 1.0 {
        true => Axis::with_room(&x, across, 0.0),
        false => Axis::growing(&x, across),
    };
    // Uses a logarithmic axis if the values span a power of ten: on a linear one, the curve would be an L.
    let (least, most) = values().fold((f64::MAX, 0.0_f64), |(least, most), y| (least.min(y), most.max(y)));
    let scale = if least > 0.0 && most > 10.0 * least { Scale::Logarithmic } else { Scale::Linear };
    Ok(Drawing::new([drawing::curves(&curves, x, Axis::around(&title, values(), scale), PLANE)], says))
}

/// Draws J of the network in the example `check` along one weight, and the tangent, whose slope is the entry of D.
pub(super) fn cost_line() -> Canvas {
    let (mut network, samples) = (check::network(), check::samples());
    let weight = network.theta_2[0][1];
    let (cost, slope) = (network.cost(&samples, LAMBDA), network.gradient(&samples, LAMBDA).theta_2[0][1]);
    let mut cost_at = |at| {
        network.theta_2[0][1] = at;
        network.cost(&samples, LAMBDA)
    };
    let points: Vec<(f64, f64)> = (-100..=100).map(|i| f64::from(i) / 50.0).map(|at| (at, cost_at(at))).collect();
    let (x, y) = (Axis::exact("weight Θ₁₁⁽²⁾", -2.0..2.0), Axis::exact("J", 1.9..3.1));
    let (frame, mut canvas) = framed(x, y, PLANE, ["J", "slope D"]);
    frame.curve(&mut canvas, [-1.2, 1.4].map(|at| (at, cost + slope * (at - weight))), Hue::Series(1));
    frame.curve(&mut canvas, points, Hue::Series(0));
    canvas.disc(frame.at(weight, cost), 4.0, Hue::Series(0));
    canvas
}

/// Draws the error of central differences for steps from 0.1 down to 10⁻¹², and the error of the gradient. The
/// reference is the gradient by dual numbers, which need no step.
pub(super) fn step_errors() -> Canvas {
    let (network, samples) = (check::network(), check::samples());
    let exact = dual_gradient(&network, &samples, LAMBDA);
    // The root mean square over all 38 weights.
    let error = |other: &Check| {
        let differences = exact.thetas().into_iter().zip(other.thetas()).map(|(a, b)| (&a - &b).mapv(|d| d * d).sum());
        (differences.sum::<f64>() / 38.0).sqrt()
    };
    let steps = (0..=44).map(|i| 10_f64.powf(-1.0 - f64::from(i) / 4.0));
    let points: Vec<(f64, f64)> =
        steps.map(|step| (step, error(&numeric_gradient(&network, &samples, LAMBDA, step)))).collect();
    // A logarithmic axis cannot show 0.
    let dual = error(&network.gradient(&samples, LAMBDA)).max(1e-17);
    let errors = points.iter().map(|(_, error)| *error).chain([dual]);
    let x = Axis::around("step ε", points.iter().map(|(step, _)| *step), Scale::Logarithmic);
    let y = Axis::around("error", errors, Scale::Logarithmic);
    let (frame, mut canvas) = framed(x, y, PLANE, ["differences", "D and dual numbers"]);
    frame.curve(&mut canvas, [(points[0].0, dual), (points[points.len() - 1].0, dual)], Hue::Series(1));
    frame.curve(&mut canvas, points, Hue::Series(0));
    canvas
}

/// Draws the error of central differences along the first weight of the chain, for each power of ten as the step. Curvature
/// makes an error that grows with the square of the step, and rounding one that grows with its inverse.
pub(super) fn step_size() -> Canvas {
    let (network, samples) = (chain::network(), chain::samples());
    let derivative = network.gradient(&samples, 0.0).theta_1[0][1];
    let error = |step| (numeric_gradient(&network, &samples, 0.0, step).theta_1[0][1] - derivative).abs();
    let steps: Vec<f64> = (0..=15).map(|power| 10_f64.powi(-power)).collect();
    let points: Vec<(f64, f64)> = steps.iter().map(|&step| (step, error(step).max(LEAST))).collect();
    let (curved, rounded) = (error(0.1) / 0.01, f64::EPSILON * network.cost(&samples, 0.0) / 2.0);
    let curvature = steps.iter().map(|&step| (step, curved * step * step));
    let rounding = steps.iter().map(|&step| (step, rounded / step));
    let x = Axis::around("step ε", steps.iter().copied(), Scale::Logarithmic);
    let y = Axis::around("error", [LEAST, 1.0].into_iter(), Scale::Logarithmic);
    let (frame, mut canvas) = framed(x, y, PLANE, ["measured", "curvature, rounding"]);
    for line in [curvature.filter(is_seen).collect::<Vec<_>>(), rounding.filter(is_seen).collect()] {
        frame.curve(&mut canvas, line, Hue::Series(1));
    }
    frame.curve(&mut canvas, points.iter().copied(), Hue::Series(0));
    for (step, error) in points {
        canvas.disc(frame.at(step, error), 3.0, Hue::Series(0));
    }
    canvas
}

/// The least error in the picture of `step_size`.
const LEAST: f64 = 1e-13;

fn is_seen(point: &(f64, f64)) -> bool {
    point.1 >= LEAST
}
