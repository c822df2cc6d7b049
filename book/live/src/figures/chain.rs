//! The chain of the first chapter: two weights to move, the numbers of both passes, and the cost over one of the weights with
//! the tangent that backpropagation promises.

use crate::digits::{significant, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::plane::Plane;
use crate::show::Show;
use crate::stage::Stage;
use backprop::{Samples, SamplesOf};
use worked::chain::{Chain, RATE, WEIGHTS, X, Y};

/// The largest weight; the smallest is its negative.
const MOST: f64 = 4.0;
/// The cost over a weight.
const PLANE: Plane = Plane::new([-MOST, MOST], [0.0, 4.0], [&[-4.0, -2.0, 0.0, 2.0, 4.0], &[0.0, 1.0, 2.0, 3.0, 4.0]]);
/// Half of the length of the tangent, along the weight.
const TANGENT: f64 = 1.2;
const NAMES: [&str; 2] = ["w₁", "w₂"];

struct Moved {
    weights: [f64; 2],
    /// The weight that the cost is drawn over.
    along: usize,
}

/// The numbers of both passes.
struct Passes {
    /// z₂, a₂, z₃, a₃ and C.
    forward: [f64; 5],
    /// The slopes of C along z₂, a₂, z₃ and a₃.
    backward: [f64; 4],
    /// The slopes of C along both weights.
    slopes: [f64; 2],
}

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    given.is_empty().then(|| Box::new(Moved { weights: WEIGHTS, along: 0 }) as Box<dyn Figure>)
}

fn chain([w_1, w_2]: [f64; 2]) -> Chain<Plain> {
    let weight = |weight| [[Plain(0.0), Plain(weight)]].into();
    Chain { theta_1: weight(w_1), theta_2: weight(w_2) }
}

fn samples() -> SamplesOf<Chain<Plain>> {
    Samples::new([[Plain(X)]], [[Plain(Y)]]).unwrap_or_else(|_| unreachable!("both values are finite"))
}

fn cost(weights: [f64; 2]) -> f64 {
    chain(weights).cost(&samples(), Plain(0.0)).0
}

fn passes(weights: [f64; 2]) -> Passes {
    let (chain, samples) = (chain(weights), samples());
    let forward = chain.forward(&[Plain(X)]);
    let deltas = chain.backward(&forward, &[Plain(Y)]);
    let gradient = chain.gradient(&samples, Plain(0.0));
    let ([z_2], [a_2], [z_3], [a_3]) = (forward.z_2, forward.a_2, forward.z_3, forward.a_3);
    let ([delta_2], [delta_3]) = (deltas.delta_2, deltas.delta_3);
    Passes {
        forward: [z_2, a_2, z_3, a_3, chain.cost(&samples, Plain(0.0))].map(f64::from),
        // An activation passes its slope on times g′ of its unit, which is a (1 − a) for the sigmoid.
        backward: [delta_2.0, delta_3.0 * weights[1], delta_3.0, delta_3.0 / (a_3.0 * (1.0 - a_3.0))],
        slopes: [gradient.theta_1[0][1], gradient.theta_2[0][1]].map(f64::from),
    }
}

impl Figure for Moved {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        match name {
            "w_1" => (self.weights[0], self.along) = (within(x, -MOST, MOST), 0),
            "w_2" => (self.weights[1], self.along) = (within(x, -MOST, MOST), 1),
            "along" => self.along = usize::from(x == 1.0),
            "step" => {
                let slopes = passes(self.weights).slopes;
                self.weights = core::array::from_fn(|i| within(self.weights[i] - RATE * slopes[i], -MOST, MOST));
            }
            "reset" => *self = Self { weights: WEIGHTS, along: 0 },
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let Self { weights, along } = *self;
        let Passes { forward, backward, slopes } = passes(weights);
        for (i, value) in forward.into_iter().enumerate() {
            show.text(&format!("forward {i}"), &significant(value));
        }
        for (i, value) in backward.into_iter().enumerate() {
            show.text(&format!("backward {i}"), &significant(value));
        }
        for i in 0..2 {
            show.slider(["w_1", "w_2"][i], weights[i], &significant(weights[i]));
            show.text(&format!("weight {i}"), &format!("{} {}", NAMES[i], significant(weights[i])));
            show.text(&format!("slope {i}"), &significant(slopes[i]));
        }
        show.choice("along", along);
        let (weight, slope, here) = (weights[along], slopes[along], forward[4]);
        let moved = |weight: f64| {
            let mut weights = weights;
            weights[along] = weight;
            weights
        };
        show.line("curve", PLANE.curve(64, |weight| cost(moved(weight))));
        let tangent = [-TANGENT, TANGENT].map(|away| PLANE.at(weight + away, here + slope * away));
        show.line("tangent", tangent);
        show.place("point", PLANE.at(weight, here));
        let direction = if slope > 0.0 { "larger" } else { "smaller" };
        show.text(
            "says",
            &format!(
                "The answer is {}, the cost {}. A {} {direction} by 0.01 changes the cost by {}; 0.01 times its slope is {}.",
                significant(forward[3]),
                significant(here),
                NAMES[along],
                significant(cost(moved(weight + 0.01f64.copysign(slope))) - here),
                significant(0.01 * slope.abs()),
            ),
        );
    }

    fn numbers(&self) -> Vec<f64> {
        let Passes { forward, backward, slopes } = passes(self.weights);
        forward.into_iter().chain(backward).chain(slopes).collect()
    }
}

/// The size of a box, and the distance from one to the next.
const BOX: (f64, f64) = (84.0, 62.0);
const NEXT: (f64, f64) = (128.0, 110.0);

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let place = |i: usize| (8.0 + BOX.0 / 2.0 + NEXT.0 * (i % 3) as f64, 44.0 + NEXT.1 * (i / 3) as f64);
    let mut boxes = String::new();
    for (i, name) in ["x", "z₂", "a₂", "z₃", "a₃", "C"].into_iter().enumerate() {
        let (x, y) = place(i);
        boxes += &format!(
            r#"<rect class="stroke ink" x="{}" y="{}" width="{}" height="{}" rx="6" stroke-width="1.5"/><text class="fill ink" x="{x}" y="{}" dy=".36em" text-anchor="middle" font-size="13">{name}</text>"#,
            x - BOX.0 / 2.0,
            y - BOX.1 / 2.0,
            BOX.0,
            BOX.1,
            y - 18.0,
        );
        boxes += &match i {
            0 => format!(
                r#"<text class="fill forward" x="{x}" y="{y}" dy=".36em" text-anchor="middle" font-size="13">{}</text>"#,
                significant(X)
            ),
            _ => stage.text(&format!("forward {}", i - 1), (x, y), "forward"),
        };
        if (1..5).contains(&i) {
            boxes += &stage.text(&format!("backward {}", i - 1), (x, y + 18.0), "backward");
        }
    }
    boxes += &format!(r#"<g class="stroke forward" fill="none" stroke-width="1.5">{}</g>"#, ARROWS);
    for (i, from) in [0, 2].into_iter().enumerate() {
        let (x, y) = if i == 0 { place(from) } else { (NEXT.0 / 2.0 + 30.0, 44.0 + NEXT.1 / 2.0) };
        let x = if i == 0 { x + NEXT.0 / 2.0 } else { x };
        boxes += &stage.text(&format!("weight {i}"), (x, y - if i == 0 { 24.0 } else { 8.0 }), "forward");
        boxes += &stage.text(&format!("slope {i}"), (x, y + if i == 0 { 24.0 } else { 8.0 }), "backward");
    }
    let passes = stage.picture((356.0, 206.0), "The six boxes with the numbers of both passes", &boxes);
    let curve = stage.plane(
        &PLANE,
        ["the weight", "C"],
        "The cost over the weight, and its tangent",
        &[
            stage.curve("curve", "forward", 2.0),
            stage.curve("tangent", "backward", 2.0),
            stage.slot("circle", "point", r#"class="fill backward" r="5""#),
        ]
        .concat(),
    );
    [
        stage.pictures(&[passes, curve]),
        stage.controls(&[
            stage.slider("w_1", "w₁", -MOST..=MOST, 0.05),
            stage.slider("w_2", "w₂", -MOST..=MOST, 0.05),
            stage.choice("along", "The curve is over", &NAMES),
            stage.button("step", "One step downhill"),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}

/// The arrows between the boxes: along both rows, and from the end of the first one to the start of the second.
const ARROWS: &str = r#"<path d="M92 44h42m-6-4l6 4l-6 4M220 44h42m-6-4l6 4l-6 4M306 75v24H50v20m-4-6l4 6l4-6M92 154h42m-6-4l6 4l-6 4M220 154h42m-6-4l6 4l-6 4"/>"#;
