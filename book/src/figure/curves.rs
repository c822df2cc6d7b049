//! Curves: an activation and its slope, the cost over the steps of a descent, the cost along one weight.

use super::Drawing;
use super::plot::{Plot, ticks};
use crate::material::Material;
use backprop::{
    Activation, CrossEntropy, Identity, LeakyRelu, Network, Relu, Samples, Sigmoid, Softplus, Tanh, Theta,
    dual_gradient, network, numeric_gradient,
};

/// g and g′ of a built-in activation.
pub(super) fn activation(name: &str) -> Result<Drawing, String> {
    match name {
        "sigmoid" => Ok(draw::<Sigmoid>(6.0, 0.0..1.0, 0.25, 2)),
        "tanh" => Ok(draw::<Tanh>(4.0, -1.0..1.0, 0.5, 1)),
        "relu" => Ok(draw::<Relu>(3.0, -1.0..3.0, 1.0, 0)),
        "leaky_relu" => Ok(draw::<LeakyRelu>(3.0, -1.0..3.0, 1.0, 0)),
        "softplus" => Ok(draw::<Softplus>(3.0, -1.0..3.0, 1.0, 0)),
        "identity" => Ok(draw::<Identity>(3.0, -3.0..3.0, 1.0, 0)),
        _ => Err(format!("there is no activation `{name}` to draw")),
    }
}

fn draw<A: Activation>(reach: f64, y: std::ops::Range<f64>, step: f64, decimals: usize) -> Drawing {
    let margin = 0.08 * (y.end - y.start);
    let mut plot = Plot::new(-reach..reach, y.start - margin..y.end + margin);
    plot.axes(&ticks(-reach..reach, reach / 3.0, 1), &ticks(y, step, decimals), ["z", ""]);
    let points =
        |f: fn(f64) -> f64| (-120..=120).map(move |i| (reach * f64::from(i) / 120.0, f(reach * f64::from(i) / 120.0)));
    plot.curve(points(A::g_prime), "second");
    plot.curve(points(A::g), "first");
    plot.text(0.8 * reach, A::g(0.8 * reach), "name first above", "g");
    plot.text(-0.45 * reach, A::g_prime(-0.45 * reach), "name second above", "g′");
    plot.finish()
}

/// J over the steps of a descent.
pub(super) fn costs(material: &Material, path: &str) -> Result<Drawing, String> {
    curves(material, path, "steps", &["cost"], "J")
}

/// Entries of a list, along one of their numbers: a curve or two, with their names if there are two.
pub(super) fn curves(material: &Material, path: &str, x: &str, ys: &[&str], title: &str) -> Result<Drawing, String> {
    let list = material.snapshots.get(path)?.as_array().ok_or_else(|| format!("{path} is not a list"))?;
    let curve = |y: &str| {
        let point = |entry: &serde_json::Value| Some((entry[x].as_f64()?, entry[y].as_f64()?));
        let points: Option<Vec<(f64, f64)>> = list.iter().map(point).collect();
        points
            .filter(|points| points.len() > 1)
            .ok_or_else(|| format!("{path} is not a list of entries with the numbers `{x}` and `{y}`"))
    };
    let curves = ys.iter().map(|y| curve(y)).collect::<Result<Vec<_>, _>>()?;
    let points = curves.first().ok_or("a curve of what?")?;
    // Steps that grow by a factor are shown as such.
    let (first, last) = (points[0].0, points[points.len() - 1].0);
    let is_even = (points[1].0 - first - (last - points[points.len() - 2].0)).abs() < 1.0;
    let scale = |steps: f64| if is_even { steps } else { (1.0 + steps).log10() };
    let start = if is_even { 0.0 } else { first };
    let places: Vec<(f64, String)> = match is_even {
        true => {
            let step = round_step(last / 5.0);
            ticks(0.0..last, step, if step < 1.0 { 1 } else { 0 })
        }
        false => points.iter().map(|(steps, _)| (scale(*steps), format!("{steps}"))).collect(),
    };
    let height = Height::of(curves.iter().flatten().map(|(_, y)| *y));
    let mut plot = Plot::new(scale(start)..scale(last), height.range());
    plot.axes(&places, &height.ticks(), [&x.replace('_', " "), &title.replace('_', " ")]);
    // The first one lies on top.
    for ((points, name), class) in curves.iter().zip(ys).zip(["first", "second"]).rev() {
        plot.curve(points.iter().map(|(steps, y)| (scale(*steps), height.at(*y))), class);
        points.iter().filter(|_| points.len() < 20).for_each(|(steps, y)| {
            plot.dot(scale(*steps), height.at(*y), 3.0, class);
        });
        if ys.len() > 1 {
            let (steps, y) = points[points.len() * 2 / 3];
            let is_higher = curves.iter().all(|other| other[points.len() * 2 / 3].1 <= y);
            let side = if is_higher { "above" } else { "below" };
            plot.text(scale(steps), height.at(y), &format!("name {class} {side}"), name);
        }
    }
    Ok(plot.finish())
}

/// How high values lie: in powers of ten, if they have several.
enum Height {
    /// From 0 to a number.
    Linear { top: f64, step: f64 },
    /// From one power of ten to another.
    Powers { least: f64, most: f64 },
}

impl Height {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let (least, most) = values.fold((f64::MAX, 0.0_f64), |(least, most), y| (least.min(y), most.max(y)));
        if least > 0.0 && most > 50.0 * least {
            return Self::Powers { least: least.log10().floor(), most: most.log10().ceil() };
        }
        let step = round_step(most / 4.0);
        Self::Linear { top: (most / step).ceil() * step, step }
    }

    fn range(&self) -> std::ops::Range<f64> {
        match self {
            Self::Linear { top, .. } => 0.0..*top,
            Self::Powers { least, most } => *least..*most,
        }
    }

    fn at(&self, y: f64) -> f64 {
        match self {
            Self::Linear { .. } => y,
            Self::Powers { .. } => y.log10(),
        }
    }

    fn ticks(&self) -> Vec<(f64, String)> {
        match self {
            Self::Linear { top, step } => ticks(0.0..*top, *step, if *step < 1.0 { 2 } else { 0 }),
            Self::Powers { least, most } => {
                let powers = (*least as i32)..=(*most as i32);
                powers.map(|power| (f64::from(power), format!("{}", 10_f64.powi(power)))).collect()
            }
        }
    }
}

/// The step between ticks that is 1, 2 or 5 times a power of ten, and not less than `least`.
fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= least).unwrap_or(least)
}

network! {
    struct Check { layers: 3 -> 5 Sigmoid -> 3 Sigmoid, cost: CrossEntropy }
}

/// J of the network of the example `check` along one weight, and its tangent with the slope D.
pub(super) fn cost_line() -> Result<Drawing, String> {
    let mut network: Check = Check { theta_1: sines(), theta_2: sines() };
    let x: Theta<f64, 5, 3> = sines();
    let samples = Samples::from_classes(*x, &[1, 2, 0, 1, 2]).map_err(|error| error.to_string())?;
    let weight = network.theta_2[0][1];
    let (cost, slope) = (network.cost(&samples, 1.0), network.gradient(&samples, 1.0).theta_2[0][1]);
    let mut cost_at = |at| {
        network.theta_2[0][1] = at;
        network.cost(&samples, 1.0)
    };
    let points: Vec<(f64, f64)> = (-100..=100).map(|i| f64::from(i) / 50.0).map(|at| (at, cost_at(at))).collect();
    let mut plot = Plot::new(-2.0..2.0, 1.9..2.9);
    plot.axes(&ticks(-2.0..2.0, 1.0, 0), &ticks(2.0..2.8, 0.2, 1), ["weight Θ₁₁⁽²⁾", "J"]);
    plot.curve([-1.2, 1.4].map(|at| (at, cost + slope * (at - weight))), "second");
    plot.curve(points, "first");
    plot.dot(weight, cost, 4.0, "first");
    plot.text(1.4, cost + slope * (1.4 - weight), "name second", " slope D");
    Ok(plot.finish())
}

/// How far central differences are off, for steps from 0.1 down to 10⁻¹², and the dual numbers, which have no step.
pub(super) fn step_errors() -> Result<Drawing, String> {
    let network = Check { theta_1: sines(), theta_2: sines() };
    let x: Theta<f64, 5, 3> = sines();
    let samples = Samples::from_classes(*x, &[1, 2, 0, 1, 2]).map_err(|error| error.to_string())?;
    let exact = dual_gradient(&network, &samples, 1.0);
    let error = |other: &Check| {
        let differences = exact.thetas().into_iter().zip(other.thetas()).map(|(a, b)| (&a - &b).mapv(|d| d * d).sum());
        // The root of the mean square, as a power of ten.
        (differences.sum::<f64>() / 38.0).sqrt().log10()
    };
    let steps = (0..=44).map(|i| -1.0 - f64::from(i) / 4.0);
    let points = steps.map(|step| (step, error(&numeric_gradient(&network, &samples, 1.0, 10_f64.powf(step)))));
    let mut plot = Plot::new(-12.0..-1.0, -17.0..0.5);
    let powers = |range: std::ops::RangeInclusive<i32>, by| {
        let raised = |power: i32| format!("10{}", power.to_string().chars().map(superscript).collect::<String>());
        range.step_by(by).map(|power| (f64::from(power), raised(power))).collect::<Vec<_>>()
    };
    plot.axes(&powers(-12..=-1, 2), &powers(-16..=-1, 3), ["step ε", "error"]);
    plot.curve(points, "first");
    let dual = error(&network.gradient(&samples, 1.0)).max(-17.0);
    plot.curve([(-12.0, dual), (-1.0, dual)], "second");
    plot.text(-4.4, -5.6, "name first above", "differences");
    plot.text(-4.4, dual + 0.4, "name second above", "D and dual numbers");
    Ok(plot.finish())
}

fn superscript(symbol: char) -> char {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    symbol.to_digit(10).map_or('⁻', |digit| DIGITS[digit as usize])
}

/// sin(1)/10, sin(2)/10, … column by column.
fn sines<const ROWS: usize, const COLS: usize>() -> Theta<f64, ROWS, COLS> {
    Theta::from_fn(|i, j| ((1 + i + ROWS * j) as f64).sin() / 10.0)
}
