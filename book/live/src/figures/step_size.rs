//! The step of a central difference: the error that it leaves for each step, and the cost around the weight through a
//! magnifying glass.

use crate::digits::{fixed, significant, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::plane::Plane;
use crate::show::Show;
use crate::stage::{Stage, words};
use backprop::plot::drawing::Anchor;
use backprop::{Samples, SamplesOf, Scalar, numeric_gradient};
use worked::chain::{Chain, WEIGHTS, X, Y};

/// The smallest step is 10 to the power of its negative. The largest step is 1.
const MOST: usize = 15;
/// The step whose error is that of the curvature alone is 0.1.
const CURVED: usize = 1;
/// The error over the step, both as powers of ten.
const ERRORS: Plane =
    Plane::new([-15.5, 0.5], [-13.0, 1.0], [&[-15.0, -12.0, -9.0, -6.0, -3.0, 0.0], &[-12.0, -9.0, -6.0, -3.0, 0.0]]);
/// The change of the cost over that of the weight, both divided by the step.
const GLASS: Plane =
    Plane { left: 54.0, ..Plane::new([-2.0, 2.0], [-0.8, 0.8], [&[-2.0, -1.0, 0.0, 1.0, 2.0], &[-0.5, 0.0, 0.5]]) };

struct Step {
    /// The step is 10 to the power of its negative.
    power: usize,
}

/// What a step measures.
struct Measured {
    slope: f64,
    error: f64,
}

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    given.is_empty().then(|| Box::new(Step { power: 0 }) as Box<dyn Figure>)
}

fn samples() -> SamplesOf<Chain<Plain>> {
    Samples::new([[Plain(X)]], [[Plain(Y)]]).unwrap_or_else(|_| unreachable!("both values are finite"))
}

/// Returns the chain with another first weight.
fn chain(w_1: f64) -> Chain<Plain> {
    let weight = |weight| [[Plain(0.0), Plain(weight)]].into();
    Chain { theta_1: weight(w_1), theta_2: weight(WEIGHTS[1]) }
}

fn cost(w_1: f64) -> f64 {
    chain(w_1).cost(&samples(), Plain(0.0)).0
}

/// Returns the derivative along the first weight.
fn derivative() -> f64 {
    chain(WEIGHTS[0]).gradient(&samples(), Plain(0.0)).theta_1[0][1].0
}

fn step(power: usize) -> f64 {
    1.0 / (0..power).fold(1.0, |product, _| product * 10.0)
}

fn measured(power: usize) -> Measured {
    let slopes = numeric_gradient(&chain(WEIGHTS[0]), &samples(), Plain(0.0), Plain(step(power)));
    let slope = slopes.theta_1[0][1].0;
    Measured { slope, error: (slope - derivative()).abs() }
}

/// Returns what the curvature makes of the error of a step: it grows with the square. At 0.1, there is nothing else.
fn curvature(step: f64) -> f64 {
    let share = step / self::step(CURVED);
    measured(CURVED).error * share * share
}

/// Returns the size of the error that rounding of the cost makes.
fn rounding(step: f64) -> f64 {
    f64::EPSILON * cost(WEIGHTS[0]) / (2.0 * step)
}

fn power_of_ten(number: f64) -> f64 {
    (Plain(number).ln() / Plain(10.0).ln()).0
}

/// Returns the pixel of a number over a step.
fn at(step: f64, number: f64) -> (f64, f64) {
    let (x, y) = ERRORS.at(power_of_ten(step), power_of_ten(number));
    (x, within(y, 0.0, ERRORS.height))
}

impl Figure for Step {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        match name {
            "power" => self.power = within(-x, 0.0, MOST as f64) as usize,
            "reset" => self.power = 0,
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let (step, d) = (step(self.power), derivative());
        let Measured { slope, error } = measured(self.power);
        let name = significant(step);
        let name = name.strip_prefix("1·").unwrap_or(&name);
        show.slider("power", -(self.power as f64), name);
        show.place("point", at(step, error));
        let here = cost(WEIGHTS[0]);
        let change = |share: f64| (cost(WEIGHTS[0] + share * step) - here) / step;
        show.line("curve", GLASS.curve(160, change));
        let ends = [-1.0, 1.0].map(|share| (share, change(share)));
        let (low, high) = (ends[0].1, ends[1].1);
        let middle = (low + high) / 2.0;
        show.line("secant", [-2.0, 2.0].map(|share| GLASS.at(share, middle + share * (high - low) / 2.0)));
        for (name, (share, change)) in ["left", "right"].into_iter().zip(ends) {
            show.place(name, GLASS.at(share, change));
        }
        let (curvature, rounding) = (curvature(step), rounding(step));
        let rules = curvature > rounding;
        let parts = [
            "With ε = ",
            name,
            ", the measured slope is ",
            &fixed(slope, 9),
            ", and the derivative is ",
            &fixed(d, 9),
            ". The error is ",
            &significant(error),
            if rules { ". The curvature rules: it makes about " } else { ". Rounding rules: it makes up to about " },
            &significant(if rules { curvature } else { rounding }),
            ", and with a tenth of ε it would make ",
            if rules { "a hundredth of that." } else { "ten times as much." },
        ];
        show.text("says", &parts.concat());
    }

    fn numbers(&self) -> Vec<f64> {
        vec![cost(WEIGHTS[0]), derivative()]
    }
}

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let line = |places: Vec<(f64, f64)>| {
        let places: Vec<String> = places.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
        format!("M{}", places.join("L"))
    };
    let mut errors = String::new();
    // Each is straight, since both axes have powers.
    for (name, place, of) in
        [("curvature", (150.0, 77.0), curvature as fn(f64) -> f64), ("rounding", (34.0, 133.0), rounding)]
    {
        let places = [1.0, step(MOST)].map(|step| ERRORS.at(power_of_ten(step), power_of_ten(of(step)))).into();
        errors += &format!(
            r#"<path class="stroke gray" d="{}" fill="none" stroke-width="1" stroke-dasharray="4 4"/>{}"#,
            line(places),
            words(name, place, Anchor::Start, "halo gray")
        );
    }
    let places: Vec<(f64, f64)> = (0..=MOST).map(|power| at(step(power), measured(power).error)).collect();
    errors += &format!(r#"<path class="stroke series-0" d="{}" fill="none" stroke-width="2"/>"#, line(places.clone()));
    for (x, y) in places {
        errors += &format!(r#"<circle class="fill series-0" cx="{x:.1}" cy="{y:.1}" r="3"/>"#);
    }
    errors += &stage.disk("point", "backward", 6.0);
    let errors =
        stage.plane(&ERRORS, ["ε, as a power of ten", "error, as a power of ten"], "The error over the step", &errors);

    let tangent = line([-2.0, 2.0].map(|share| GLASS.at(share, derivative() * share)).into());
    let mut legend = String::new();
    for (i, (hue, dashes, name)) in
        [("forward", "none", "cost"), ("ink", "7 4", "tangent"), ("backward", "none", "measured slope")]
            .into_iter()
            .enumerate()
    {
        let y = 114.0 + 18.0 * i as f64;
        legend += &format!(
            r#"<path class="stroke {hue}" d="M150 {y}h24" fill="none" stroke-width="2" stroke-dasharray="{dashes}"/>{}"#,
            words(name, (180.0, y), Anchor::Start, "halo ink")
        );
    }
    let glass = [
        legend,
        stage.curve("curve", "forward", 2.0),
        format!(r#"<path class="stroke ink" d="{tangent}" fill="none" stroke-width="1.5" stroke-dasharray="7 4"/>"#),
        stage.curve("secant", "backward", 1.5),
        stage.disk("left", "backward", 5.0),
        stage.disk("right", "backward", 5.0),
    ];
    let glass = stage.plane(
        &GLASS,
        ["change of w₁, divided by ε", "change of C, divided by ε"],
        "The cost around the weight, its tangent, and the line through the two points of the measurement",
        &glass.concat(),
    );
    [
        stage.pictures(&[errors, glass]),
        stage.controls(&[stage.slider("power", "ε", -(MOST as f64)..=0.0, 1.0), stage.button("reset", "Start again")]),
        stage.sentence("says"),
    ]
    .concat()
}
