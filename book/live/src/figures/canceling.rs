//! One output under two costs: the cost over its z, and the error δ = ∂C/∂a · g′(z), with both factors.

use crate::digits::{fixed, significant, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::plane::Plane;
use crate::show::{Show, numbered};
use crate::stage::Stage;
use backprop::equations::cost::{example_cost, output_error};
use backprop::{Activation, Cost, CrossEntropy, Sigmoid, SquaredError};

/// The largest z; the smallest is its negative.
const MOST: f64 = 8.0;
/// From here on, the sigmoid is nearly flat.
const FLAT: f64 = 3.0;
/// There is room for a point at each end.
const SHOWN: [f64; 2] = [-MOST - 0.4, MOST + 0.4];
const TICKS: &[f64] = &[-8.0, -4.0, 0.0, 4.0, 8.0];
const COSTS: Plane = Plane::new(SHOWN, [-0.3, MOST + 0.3], [TICKS, &[0.0, 2.0, 4.0, 6.0, 8.0]]);
const ERRORS: Plane = Plane::new(SHOWN, [-1.1, 1.1], [TICKS, &[-1.0, -0.5, 0.0, 0.5, 1.0]]);
const NAMES: [&str; 2] = ["cross-entropy", "squared error"];
/// The places of the names in both pictures for the target 1; for the target 0, the curves are mirrored.
const AT_COSTS: [(f64, f64); 2] = [(1.0, 6.0), (-5.2, 1.3)];
const AT_ERRORS: [(f64, f64); 2] = [(4.4, -0.5), (-5.0, 0.2)];
/// Half of the length of a tangent, along z.
const TANGENT: f64 = 1.5;

struct Output {
    z: f64,
    y: f64,
}

/// What one of the costs says about the output.
struct Scored {
    cost: f64,
    /// ∂C/∂a.
    along_a: f64,
    delta: f64,
}

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    given.is_empty().then(|| Box::new(FIRST) as Box<dyn Figure>)
}

/// The third output of the chapter's table.
const FIRST: Output = Output { z: -4.0, y: 1.0 };

impl Output {
    fn at(&self, z: f64) -> [Scored; 2] {
        [scored::<CrossEntropy>(z, self.y), scored::<SquaredError>(z, self.y)]
    }

    /// Returns 1 if the wrong side is on the left, else −1.
    fn side(&self) -> f64 {
        if self.y == 1.0 { 1.0 } else { -1.0 }
    }
}

fn scored<C: Cost<Sigmoid>>(z: f64, y: f64) -> Scored {
    let (z, a, y) = ([Plain(z)], [Sigmoid::g(Plain(z))], [Plain(y)]);
    let [delta] = output_error::<C, Sigmoid, _, _>(&z, &a, &y);
    // δ is the slope along a, taken to z by g′.
    let along_a = (delta / Sigmoid::g_prime(z[0])).0;
    Scored { cost: example_cost::<C, Sigmoid, _, _>(&z, &a, &y).0, along_a, delta: delta.0 }
}

/// Returns a factor with two digits more than a product has, so that the product of the printed factors is the printed one.
fn factor(value: f64) -> String {
    let (mut decimals, mut size) = (5, value.abs());
    while size >= 10.0 && decimals > 0 {
        (decimals, size) = (decimals - 1, size / 10.0);
    }
    while size < 1.0 && decimals < 9 {
        (decimals, size) = (decimals + 1, size * 10.0);
    }
    fixed(value, decimals)
}

impl Figure for Output {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        match name {
            "z" => self.z = within(x, -MOST, MOST),
            "y" => self.y = if x == 0.0 { 0.0 } else { 1.0 },
            "saturate" => self.z = -MOST * self.side(),
            "reset" => *self = FIRST,
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let Self { z, y } = *self;
        let now = self.at(z);
        show.slider("z", z, &fixed(z, 1)).choice("y", y as usize);
        let guide = COSTS.at(z, 0.0).0;
        show.line("guide", [(guide, 0.0), (guide, COSTS.height)]);
        for (i, Scored { cost, along_a, delta }) in now.iter().enumerate() {
            let slot = |name: &str| numbered(name, i);
            show.text(&slot("cost"), &significant(*cost));
            show.text(&slot("along_a"), &factor(*along_a));
            show.text(&slot("g′"), &factor(Sigmoid::g_prime(Plain(z)).0));
            show.text(&slot("δ"), &significant(*delta));
            show.line(&slot("costs"), COSTS.curve(64, |z| self.at(z)[i].cost));
            show.line(&slot("errors"), ERRORS.curve(64, |z| self.at(z)[i].delta));
            let tangent = [-TANGENT, TANGENT].map(|away| COSTS.at(z + away, cost + delta * away));
            show.line(&slot("tangent"), tangent);
            show.place(&slot("at costs"), COSTS.at(z, *cost)).place(&slot("at errors"), ERRORS.at(z, *delta));
            let mirrored = |(x, y): (f64, f64), up: f64| (self.side() * x, up * y);
            let (at_costs, at_errors) = (mirrored(AT_COSTS[i], 1.0), mirrored(AT_ERRORS[i], self.side()));
            show.place(&slot("name of costs"), COSTS.at(at_costs.0, at_costs.1));
            show.place(&slot("name of errors"), ERRORS.at(at_errors.0, at_errors.1));
            show.text(&slot("name of costs"), NAMES[i]).text(&slot("name of errors"), NAMES[i]);
        }
        show.text("says", &self.says(&now));
    }

    fn numbers(&self) -> Vec<f64> {
        let z = Plain(self.z);
        let scored = self.at(self.z).into_iter().flat_map(|Scored { cost, along_a, delta }| [cost, along_a, delta]);
        [Sigmoid::g(z).0, Sigmoid::g_prime(z).0].into_iter().chain(scored).collect()
    }
}

impl Output {
    fn says(&self, now: &[Scored; 2]) -> String {
        let Self { z, y } = *self;
        let (z, away) = (Plain(z), z * self.side());
        let target = if y == 1.0 { "1. " } else { "0. " };
        let start = ["The output is ", &significant(Sigmoid::g(z).0), ", and should be ", target].concat();
        let [entropy, squared] = now;
        let times = significant(entropy.delta / squared.delta);
        let slope = significant(Sigmoid::g_prime(z).0);
        let (entropy, squared) = (significant(entropy.delta), significant(squared.delta));
        let rest = if away <= -FLAT {
            [
                "Here the sigmoid is nearly flat: g′(z) is only ",
                &slope,
                ". Under cross-entropy, ∂C/∂a grows as fast as g′(z) falls, and δ is still ",
                &entropy,
                ". Under the squared error, ∂C/∂a is never beyond 1, and δ is only ",
                &squared,
                ".",
            ]
            .concat()
        } else if away >= FLAT {
            "It is nearly right, so both errors are close to 0: there is little left to improve.".to_owned()
        } else {
            ["The error δ under cross-entropy is ", &times, " times that under the squared error."].concat()
        };
        start + &rest
    }
}

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let picture = |plane: &Plane, curves: &str, axis: &str, label: &str| {
        let mut inside = stage.curve("guide", "grid", 1.5);
        for i in 0..2 {
            let hue = format!("series-{i}");
            inside += &stage.curve(&format!("{curves} {i}"), &hue, 2.5);
            // It may lie on the line at z.
            inside += &stage.text(&format!("name of {curves} {i}"), (0.0, 0.0), &format!("halo {hue}"));
            if curves == "costs" {
                inside += &stage.curve(&format!("tangent {i}"), "backward", 2.0);
            }
            inside += &stage.disk(&format!("at {curves} {i}"), &hue, 6.0);
        }
        stage.plane(plane, ["z", axis], label, &inside)
    };
    let costs = picture(&COSTS, "costs", "C", "Both costs over z, with their tangents");
    let errors = picture(&ERRORS, "errors", "δ", "The errors of both costs over z, which are the slopes of the costs");
    let row = |name: &str, slot: &str, class: &str| {
        let cells = (0..2).map(|i| stage.slot("td", &format!("{slot} {i}"), class)).collect::<String>();
        format!(r#"<tr><th scope="row">{name}</th>{cells}</tr>"#)
    };
    let table = [
        format!(r#"<tr><td></td>{}</tr>"#, NAMES.map(|name| format!(r#"<th scope="col">{name}</th>"#)).concat()),
        row("C", "cost", ""),
        row("∂C/∂a", "along_a", ""),
        row("× g′(z)", "g′", ""),
        row("= δ", "δ", r#"class="result""#),
    ];
    [
        stage.pictures(&[costs, errors]),
        stage.controls(&[
            stage.slider("z", "z", -MOST..=MOST, 0.1),
            stage.choice("y", "target y", &["0", "1"]),
            stage.button("saturate", "Far on the wrong side"),
            stage.button("reset", "Start again"),
        ]),
        format!(r#"<div class="products"><table>{}</table></div>"#, table.concat()),
        stage.sentence("says"),
    ]
    .concat()
}
