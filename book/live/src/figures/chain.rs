//! The chain of the first chapter: two weights to move, the numbers of both passes, and the cost over one of the weights with
//! the tangent that backpropagation promises.

use crate::digits::{significant, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::plane::Plane;
use crate::show::{Show, numbered};
use crate::stage::{Stage, words};
use backprop::plot::drawing::Anchor;
use backprop::{Samples, SamplesOf};
use worked::chain::{Chain, NUDGE, RATE, WEIGHTS, X, Y};

/// The largest weight; the smallest is its negative.
const MOST: f64 = 4.0;
/// The cost over a weight, with room for the point at each end.
const PLANE: Plane =
    Plane::new([-MOST - 0.2, MOST + 0.2], [0.0, 4.2], [&[-4.0, -2.0, 0.0, 2.0, 4.0], &[0.0, 1.0, 2.0, 3.0, 4.0]]);
/// Half of the length of the tangent, along the weight.
const TANGENT: f64 = 1.2;
const NAMES: [&str; 2] = ["w₁", "w₂"];

struct Moved {
    weights: [f64; 2],
    /// The weight that the cost is drawn over.
    along: usize,
}

const FIRST: Moved = Moved { weights: WEIGHTS, along: 0 };

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
    given.is_empty().then(|| Box::new(FIRST) as Box<dyn Figure>)
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

impl Moved {
    /// Returns the weights after a step downhill; `None` if the step leads out of the picture.
    fn next(&self) -> Option<[f64; 2]> {
        let slopes = passes(self.weights).slopes;
        let weights: [f64; 2] = core::array::from_fn(|i| self.weights[i] - RATE * slopes[i]);
        weights.iter().all(|weight| weight.abs() <= MOST).then_some(weights)
    }
}

impl Figure for Moved {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        match name {
            "w_1" => (self.weights[0], self.along) = (within(x, -MOST, MOST), 0),
            "w_2" => (self.weights[1], self.along) = (within(x, -MOST, MOST), 1),
            "along" => self.along = usize::from(x == 1.0),
            "step" => self.weights = self.next().unwrap_or(self.weights),
            "reset" => *self = FIRST,
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let Self { weights, along } = *self;
        let Passes { forward, backward, slopes } = passes(weights);
        for (i, value) in forward.into_iter().enumerate() {
            show.text(&numbered("forward", i), &significant(value));
        }
        for (i, value) in backward.into_iter().enumerate() {
            show.text(&numbered("backward", i), &significant(value));
        }
        for i in 0..2 {
            show.slider(["w_1", "w_2"][i], weights[i], &significant(weights[i]));
            show.text(&numbered("weight", i), &significant(weights[i]));
            show.text(&numbered("slope", i), &significant(slopes[i]));
            show.class(&numbered("box", i), "chosen", along == i);
        }
        show.disabled("step", self.next().is_none());
        show.choice("along", along).text("axis", NAMES[along]);
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
        let promise = [&*significant(NUDGE), " · ", &significant(slope), " = ", &significant(NUDGE * slope)].concat();
        let more = if slopes[0].abs() > slopes[1].abs() { NAMES[0] } else { NAMES[1] };
        let says = [
            &*["The network answers ", &significant(forward[3]), ", and C is ", &significant(here), ". "].concat(),
            &*[
                "If ",
                NAMES[along],
                " grows by ",
                &significant(NUDGE),
                ", its slope promises a change of C by ",
                &promise,
            ]
            .concat(),
            &*["; it changes by ", &significant(cost(moved(weight + NUDGE)) - here), ". "].concat(),
            &*["The slopes are ", &significant(slopes[0]), " and ", &significant(slopes[1]), ": here ", more].concat(),
            " matters more.",
            if self.next().is_some() { "" } else { " The next step downhill would lead out of the picture." },
        ];
        show.text("says", &says.concat());
    }

    fn numbers(&self) -> Vec<f64> {
        let Passes { forward, backward, slopes } = passes(self.weights);
        forward.into_iter().chain(backward).chain(slopes).collect()
    }
}

/// The size of a box, and the centers of columns and rows: the weights are above and below the chain.
const BOX: (f64, f64) = (92.0, 56.0);
const COLUMNS: [f64; 3] = [49.0, 175.0, 301.0];
const ROWS: [f64; 4] = [30.0, 116.0, 236.0, 322.0];
const SIZE: (f64, f64) = (350.0, 352.0);

/// What is done on the way from box to box, forward and backward, and the places of both labels.
const LABELS: [(&str, f64, f64, &str); 12] = [
    ("· w₁", 112.0, 98.0, "forward"),
    ("· x", 150.0, 73.0, "forward"),
    ("· x", 200.0, 73.0, "backward"),
    ("g", 238.0, 98.0, "forward"),
    ("· g′", 238.0, 135.0, "backward"),
    ("· w₂", 175.0, 157.0, "forward"),
    ("· w₂", 175.0, 197.0, "backward"),
    ("· a₂", 20.0, 279.0, "forward"),
    ("· a₂", 78.0, 279.0, "backward"),
    ("g", 112.0, 218.0, "forward"),
    ("· g′", 112.0, 255.0, "backward"),
    ("−ln", 238.0, 218.0, "forward"),
];

/// The arrows forward: along both rows, from the end of the first one to the start of the second, and from the weights.
const FORWARD: &str = "M97 116h28m-6-4l6 4l-6 4M223 109h28m-6-4l6 4l-6 4M294 144v24H42v36m-4-6l4 6l4-6M97 229h28m-6-4l6 4l-6 4M223 229h28m-6-4l6 4l-6 4M168 60v24m-4-6l4 6l4-6M42 292v-24m-4 6l4-6l4 6";
const BACKWARD: &str = "M251 123h-28m6-4l-6 4l6 4M56 208v-24H308v-36m-4 6l4-6l4 6M125 243h-28m6-4l-6 4l6 4M251 243h-28m6-4l-6 4l6 4M182 84v-24m-4 6l4-6l4 6M56 268v24m-4-6l4 6l4-6";

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let text = |content: &str, place: (f64, f64), hue: &str| words(content, place, Anchor::Middle, hue);
    // A box has a name, its number, and the slope of the cost along it.
    let frame = |(x, y): (f64, f64), name: &str, slot: Option<&str>, number: String, slope: String| {
        let (left, top) = (x - BOX.0 / 2.0, y - BOX.1 / 2.0);
        let place = format!(r#"x="{left}" y="{top}" width="{}" height="{}" rx="6""#, BOX.0, BOX.1);
        let outline = match slot {
            Some(slot) => stage.slot("rect", slot, &format!(r#"class="stroke ink" {place}"#)),
            None => format!(r#"<rect class="stroke ink" {place}/>"#),
        };
        [outline, text(name, (x, y - 18.0), "ink"), number, slope].concat()
    };
    let mut boxes = String::new();
    for (i, name) in ["x", "z₂", "a₂", "z₃", "a₃", "C"].into_iter().enumerate() {
        let (x, y) = (COLUMNS[i % 3], ROWS[1 + i / 3]);
        let number = match i {
            0 => text(&significant(X), (x, y), "forward"),
            _ => stage.text(&numbered("forward", i - 1), (x, y), "forward"),
        };
        let slope = match i {
            0 | 5 => String::new(),
            _ => stage.text(&numbered("backward", i - 1), (x, y + 18.0), "backward"),
        };
        boxes += &frame((x, y), name, None, number, slope);
    }
    for (i, (x, y)) in [(COLUMNS[1], ROWS[0]), (COLUMNS[0], ROWS[3])].into_iter().enumerate() {
        let number = stage.text(&numbered("weight", i), (x, y), "forward");
        let slope = stage.text(&numbered("slope", i), (x, y + 18.0), "backward");
        boxes += &frame((x, y), NAMES[i], Some(&numbered("box", i)), number, slope);
    }
    boxes += &LABELS.map(|(label, x, y, hue)| text(label, (x, y), hue)).concat();
    for (arrows, hue, meaning, y) in
        [(FORWARD, "forward", "→ forward: the value", 312.0), (BACKWARD, "backward", "← backward: its slope", 332.0)]
    {
        boxes += &format!(r#"<path class="stroke {hue}" fill="none" stroke-width="1.5" d="{arrows}"/>"#);
        boxes += &text(meaning, ((COLUMNS[1] + COLUMNS[2]) / 2.0, y), hue);
    }
    let passes = stage.picture(SIZE, "The boxes with the numbers of both passes", &boxes);
    let inside = [
        stage.curve("curve", "forward", 2.5),
        stage.curve("tangent", "backward", 2.5),
        stage.disk("point", "ink", 6.0),
    ];
    let curve = stage.plane(&PLANE, ["axis", "C"], "The cost over the weight, and its tangent", &inside.concat());
    [
        stage.pictures(&[passes, curve]),
        stage.controls(&[
            stage.slider("w_1", "w₁", -MOST..=MOST, 0.05),
            stage.slider("w_2", "w₂", -MOST..=MOST, 0.05),
            stage.choice("along", "C over", &NAMES),
            stage.button("step", "One step downhill"),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}
