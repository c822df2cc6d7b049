//! The two planes of the network for the light: its nine weights to move, the four cases of the switches in the plane of x and
//! in that of a⁽²⁾, and the lines of all three units. Three puzzles set weights at which it fails.

use crate::digits::{choice, fixed, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::plane::Plane;
use crate::show::{Show, numbered};
use crate::stage::{Stage, words};
use backprop::plot::drawing::{Anchor, Canvas, Hue};
use worked::gates::{AND, NOT_AND_NOT, OR, XNOR_TABLE, Xnor};

/// The bias of a unit, and its two weights.
type Weights = [f64; 3];

/// The largest weight; the smallest is its negative.
const MOST: f64 = 30.0;
/// Both planes.
const PLANE: Plane = Plane { height: 240.0, top: 52.0, ..Plane::new(ENDS, ENDS, [&TICKS, &TICKS]) };
const ENDS: [f64; 2] = [-0.5, 1.5];
const TICKS: [f64; 3] = [0.0, 0.5, 1.0];
/// The four cases: the positions of both switches.
const CASES: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// What the puzzles say, and their weights. In the third one, the hidden units pass on the switches as they are.
const PUZZLES: [(&str, [Weights; 3]); 3] = [
    ("Puzzle 1, one number is wrong: ", [AND, NOT_AND_NOT, AND]),
    ("Puzzle 2, change the output alone: ", [AND, OR, OR]),
    ("Puzzle 3, change the hidden units alone: ", [[-10.0, 20.0, 0.0], [-10.0, 0.0, 20.0], OR]),
];
const SLIDERS: [&str; 3] = ["bias", "first", "second"];
/// The weighted sum of each unit, and the numbers that its weights are multiplied by.
const NAMES: [[&str; 3]; 3] = [["z₁⁽²⁾", "x₁", "x₂"], ["z₂⁽²⁾", "x₁", "x₂"], ["z₁⁽³⁾", "a₁⁽²⁾", "a₂⁽²⁾"]];

struct Moved {
    weights: [Weights; 3],
    /// The unit whose weights the sliders have.
    unit: usize,
    /// The number of the puzzle, from 1 on, or 0.
    puzzle: usize,
}

/// The chapter's weights: of both hidden units, and of the output.
const FIRST: Moved = Moved { weights: [AND, NOT_AND_NOT, OR], unit: 0, puzzle: 0 };

impl Moved {
    fn network(&self) -> Xnor<Plain> {
        let [first, second, output] = self.weights.map(|weights| weights.map(Plain));
        Xnor { theta_1: [first, second].into(), theta_2: [output].into() }
    }
}

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    given.is_empty().then(|| Box::new(FIRST) as Box<dyn Figure>)
}

/// Returns a weighted sum with its weights.
fn equation([bias, weights @ ..]: Weights, [z, inputs @ ..]: [&str; 3]) -> String {
    let mut text = [z, " = ", &fixed(bias, 0)].concat();
    for (weight, input) in weights.into_iter().zip(inputs) {
        text += if weight < 0.0 { " − " } else { " + " };
        text += &fixed(weight.abs(), 0);
        text += " ";
        text += input;
    }
    text
}

impl Figure for Moved {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        match name {
            "unit" => self.unit = choice(x, 3),
            "puzzle" => {
                self.puzzle = self.puzzle % PUZZLES.len() + 1;
                self.weights = PUZZLES[self.puzzle - 1].1;
            }
            "reset" => *self = FIRST,
            _ => {
                if let Some(i) = SLIDERS.iter().position(|slider| *slider == name) {
                    self.weights[self.unit][i] = within(x.round(), -MOST, MOST);
                }
            }
        }
    }

    fn show(&self, show: &mut Show) {
        let network = self.network();
        let mut right = 0;
        for (i, case) in CASES.iter().enumerate() {
            let x = case.map(Plain);
            let (forward, is_right) = (network.forward(&x), network.predict(&x) == XNOR_TABLE[i]);
            let ([first, second], [output]) = (forward.a_2, forward.a_3);
            right += usize::from(is_right);
            show.place(&numbered("moved", i), PLANE.at(first.0, second.0));
            show.text(&numbered("output", i), &(fixed(output.0, 4) + [" wrong", " right"][usize::from(is_right)]));
            show.class(&numbered("wrong", i), "off", is_right);
        }
        for (i, &weights) in self.weights.iter().enumerate() {
            let [side, line] = PLANE.side(weights);
            show.line(&numbered("side", i), side);
            let slot = numbered("line", i);
            show.line(&slot, line).class(&slot, "chosen", i == self.unit);
            let slot = numbered("equation", i);
            show.text(&slot, &equation(weights, NAMES[i])).class(&slot, "chosen", i == self.unit);
        }
        show.choice("unit", self.unit);
        for (slider, weight) in SLIDERS.into_iter().zip(self.weights[self.unit]) {
            show.slider(slider, weight, &fixed(weight, 0));
        }
        let puzzle = self.puzzle.checked_sub(1).map_or("", |puzzle| PUZZLES[puzzle].0);
        let right = match right {
            4 => "all four cases are right. This is XNOR.".to_owned(),
            1 => "1 of the four cases is right.".to_owned(),
            _ => right.to_string() + " of the four cases are right.",
        };
        let is_solved = right.starts_with("all");
        let says = match puzzle {
            "" => "With these weights, ",
            _ if is_solved => "Solved: ",
            puzzle => puzzle,
        };
        show.text("says", &(says.to_owned() + &right));
    }

    fn numbers(&self) -> Vec<f64> {
        let network = self.network();
        let forward = CASES.iter().map(|case| network.forward(&case.map(Plain)));
        forward.flat_map(|forward| [forward.a_2[0], forward.a_2[1], forward.a_3[0]].map(f64::from)).collect()
    }
}

/// Returns a case as it is drawn in both planes: filled if the light is on, with its name to one of four sides, so that names
/// of cases at the same place can be read.
fn point(stage: &Stage<'_>, case: usize) -> String {
    let [x, y] = CASES[case];
    let mut canvas = Canvas::new(0.0, 0.0);
    match XNOR_TABLE[case] {
        0 => canvas.ring((0.0, 0.0), 5.0, 3.0, Hue::Sample(0)),
        _ => canvas.disc((0.0, 0.0), 6.5, Hue::Sample(1)),
    }
    let ring =
        stage.slot("circle", &numbered("wrong", case), r#"class="stroke ink" r="11" fill="none" stroke-width="1.5""#);
    let beside = (40.0 * x - 20.0, if x == y { 12.0 } else { -12.0 });
    canvas.body() + &ring + &words(&format!("{x}{y}"), beside, Anchor::Middle, "ink halo")
}

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let line = |unit: usize| {
        let dashes = if unit == 1 { r#" stroke-dasharray="7 4""# } else { "" };
        let line = format!(r#"class="stroke ink" fill="none" stroke-width="2"{dashes}"#);
        stage.slot("path", &numbered("side", unit), r#"class="side""#)
            + &stage.slot("path", &numbered("line", unit), &line)
    };
    // The equations above a plane, each behind a piece of its line.
    let legend = |units: &[usize]| -> String {
        let row = |(row, &unit): (usize, &usize)| {
            let (y, dashes) = (12.0 + 20.0 * row as f64, if unit == 1 { r#" stroke-dasharray="7 4""# } else { "" });
            format!(r#"<path class="stroke ink" d="M48 {y}h30" stroke-width="2"{dashes}/>"#)
                + &stage.text_at(&numbered("equation", unit), (86.0, y), Anchor::Start, "ink")
        };
        units.iter().enumerate().map(row).collect()
    };
    let (mut inputs, mut moved) = (line(0) + &line(1), line(2));
    for (i, [x, y]) in CASES.into_iter().enumerate() {
        let (across, down) = PLANE.at(x, y);
        inputs += &format!(r#"<g transform="translate({across} {down})">{}</g>"#, point(stage, i));
        let output = (across, if y == 1.0 { down - 32.0 } else { down + 32.0 });
        inputs += &stage.text(&numbered("output", i), output, "ink halo");
        moved += &stage.group(&numbered("moved", i), "", &point(stage, i));
    }
    let inputs = stage.plane_with(
        &PLANE,
        ["x₁", "x₂"],
        "The four cases in the plane of x, and the lines of both hidden units",
        &inputs,
        &legend(&[0, 1]),
    );
    let filled = words("filled: the light should be on", (48.0, 32.0), Anchor::Start, "gray");
    let moved = stage.plane_with(
        &PLANE,
        ["a₁⁽²⁾", "a₂⁽²⁾"],
        "The four cases in the plane of a⁽²⁾, and the line of the output",
        &moved,
        &(legend(&[2]) + &filled),
    );
    [
        stage.pictures(&[inputs, moved]),
        stage.controls(&[
            stage.choice("unit", "Weights of", &["unit 1 of layer 2", "unit 2 of layer 2", "the output"]),
            stage.button("puzzle", "Puzzle"),
            stage.button("reset", "Start again"),
        ]),
        stage.controls(&[
            stage.slider("bias", "bias", -MOST..=MOST, 1.0),
            stage.slider("first", "weight 1", -MOST..=MOST, 1.0),
            stage.slider("second", "weight 2", -MOST..=MOST, 1.0),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}
