//! The forward pass of the 2-2-2-1 network, unit by unit: the row of Θ, what it is multiplied by, the products, and the
//! activation of their sum. Both inputs can be moved.

use crate::digits::{self, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::show::{Show, numbered};
use crate::stage::{LETTERS, Stage, words};
use backprop::plot::drawing::{Anchor, Canvas, Hue, significant as exactly};
use worked::intuition::{Intuition, THETA_1, THETA_2, THETA_3};

/// The largest input; the smallest is its negative.
const MOST: f64 = 3.0;
/// The bias and the weights of each unit, in the order in which they are computed.
const ROWS: [[f64; 3]; UNITS] = [THETA_1[0], THETA_1[1], THETA_2[0], THETA_2[1], THETA_3[0]];
const UNITS: usize = 5;
/// What rounding leaves of a sum that is 0.
const ROUNDING: f64 = 1e-12;
/// The names of the matrix, of what it is multiplied by, and of the sums; the number of the unit is missing.
const LAYERS: [[&str; 3]; 3] = [["Θ⁽¹⁾", "1, a⁽¹⁾", "⁽²⁾"], ["Θ⁽²⁾", "1, a⁽²⁾", "⁽³⁾"], ["Θ⁽³⁾", "1, a⁽³⁾", "⁽⁴⁾"]];

struct Moved {
    x: [f64; 2],
    /// How many units are computed.
    step: usize,
}

/// The input of the chapter, after the whole pass.
const FIRST: Moved = Moved { x: [1.0, 0.5], step: UNITS };

impl Moved {
    /// Computes the activations that each matrix is multiplied by, and z and a of each unit.
    fn pass(&self) -> ([[f64; 2]; 3], [[f64; 2]; UNITS]) {
        let network: Intuition<Plain> = Intuition {
            theta_1: THETA_1.map(|row| row.map(Plain)).into(),
            theta_2: THETA_2.map(|row| row.map(Plain)).into(),
            theta_3: THETA_3.map(|row| row.map(Plain)).into(),
        };
        let forward = network.forward(&self.x.map(Plain));
        let ([z_1, z_2], [a_1, a_2]) = (forward.z_2, forward.a_2);
        let ([z_3, z_4], [a_3, a_4]) = (forward.z_3, forward.a_3);
        let ([z_5], [a_5]) = (forward.z_4, forward.a_4);
        let units = [[z_1, a_1], [z_2, a_2], [z_3, a_3], [z_4, a_4], [z_5, a_5]];
        ([self.x, [a_1.0, a_2.0], [a_3.0, a_4.0]], units.map(|unit| unit.map(f64::from)))
    }
}

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    given.is_empty().then(|| Box::new(FIRST) as Box<dyn Figure>)
}

/// Returns a number with four significant digits. Inputs have one decimal, so that a sum which is nearly 0 is rounded 0.
fn significant(value: f64) -> String {
    digits::significant(if value.abs() < ROUNDING { 0.0 } else { value })
}

/// Returns a name such as z₁⁽²⁾.
fn name(letter: &str, unit: usize) -> String {
    [letter, ["₁", "₂"][unit % 2], LAYERS[unit / 2][2]].concat()
}

impl Figure for Moved {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        match name {
            "x_1" => self.x[0] = within(x, -MOST, MOST),
            "x_2" => self.x[1] = within(x, -MOST, MOST),
            // After the whole pass, the next step is the beginning.
            "next" => self.step = (self.step + 1) % (UNITS + 1),
            "back" => self.step = self.step.saturating_sub(1),
            "begin" => self.step = 0,
            "reset" => *self = FIRST,
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let (inputs, units) = self.pass();
        // The unit that has been computed last, or the one that will be first.
        let unit = self.step.saturating_sub(1);
        let (layer, row, is_begun) = (unit / 2, unit % 2, self.step > 0);
        for (i, x) in self.x.into_iter().enumerate() {
            show.slider(["x_1", "x_2"][i], x, &significant(x));
            show.text(&numbered("input", i), &("x ".to_owned() + &significant(x)));
        }
        for (i, [z, a]) in units.into_iter().enumerate() {
            let is_now = is_begun && i == unit;
            let text = |name: &str, value: f64| {
                if i < self.step { name.to_owned() + &significant(value) } else { String::new() }
            };
            show.text(&numbered("z", i), &text("z ", z)).text(&numbered("a", i), &text("a ", a));
            show.class(&numbered("unit", i), "lit", is_now);
            show.class(&numbered("edges", i), "lit", is_now);
        }

        let [matrix, vector, _] = LAYERS[layer];
        show.text("matrix", matrix).text("vector", vector);
        let factors = [1.0, inputs[layer][0], inputs[layer][1]];
        for i in 0..2 {
            let (slot, unit) = (numbered("row", i), 2 * layer + i);
            let weights = ROWS.get(unit);
            show.class(&slot, "lit", is_begun && i == row).class(&slot, "off", weights.is_none());
            for column in 0..3 {
                let weight = weights.map_or(String::new(), |weights| significant(weights[column]));
                show.text(&numbered(&slot, column), &weight);
            }
            let sum = if unit < self.step { "= ".to_owned() + &significant(units[unit][0]) } else { String::new() };
            show.text(&(slot + " sum"), &sum);
        }
        show.class("factors", "lit", is_begun);
        show.class("products", "off", !is_begun);
        for (i, factor) in factors.into_iter().enumerate() {
            let weight = ROWS[unit][i];
            show.text(&numbered("factor", i), &significant(factor));
            let (open, close) = if factor < 0.0 { ("(", ")") } else { ("", "") };
            let product = [&significant(weight), " · ", open, &significant(factor), close].concat();
            show.text(&numbered("product", i), &product);
            show.text(&numbered("is", i), &significant((Plain(weight) * Plain(factor)).0));
        }
        let [z, a] = units[unit].map(significant);
        let (z_name, a_name) = (name("z", unit), name("a", unit));
        show.text("sum", &z_name).text("is sum", &z);
        show.text("activation", &[&a_name, " = g(", &z, ")"].concat()).text("is activation", &a);

        let says = if !is_begun {
            "The input is known, with a 1 in front of it for the biases. Next computes the first unit.".to_owned()
        } else {
            let of = ["Step ", &self.step.to_string(), " of 5: row ", ["1", "2"][row], " of ", matrix].concat();
            let end = if self.step == UNITS { " This is the answer h(x) of the network." } else { "" };
            [&of, " times the vector is ", &z, ", and the sigmoid of that is ", &a, ".", end].concat()
        };
        show.text("says", &says);
    }

    fn numbers(&self) -> Vec<f64> {
        self.pass().1.into_iter().flatten().collect()
    }
}

/// The size of a unit.
const BOX: (f64, f64) = (104.0, 58.0);

/// Returns the place of a unit in the picture of the network, which flows downward: 0 and 1 are the inputs.
fn place(unit: usize) -> (f64, f64) {
    let x = if unit == UNITS + 1 { 170.0 } else { [88.0, 252.0][unit % 2] };
    (x, [21.0, 122.0, 241.0, 360.0][unit / 2])
}

/// Returns the network: a weight at each arrow, the bias in each unit, and its z and a as soon as they are computed.
fn network(stage: &Stage<'_>) -> String {
    let half = |unit: usize| if unit < 2 { 15.0 } else { BOX.1 / 2.0 };
    let mut picture = String::new();
    for (i, row) in ROWS.iter().enumerate() {
        let mut canvas = Canvas::new(0.0, 0.0);
        let mut weights = Canvas::new(0.0, 0.0);
        for sender in 0..2 {
            let (from, to) = (2 * (i / 2) + sender, i + 2);
            let ((x, y), (to_x, to_y)) = (place(from), place(to));
            let (start, end) = ((x, y + half(from)), (to_x, to_y - half(to)));
            let weight = row[1 + sender];
            canvas.arrow(start, end, 1.5, Hue::of_sign(weight));
            let share = if x == to_x || to == UNITS + 1 { 0.5 } else { 0.27 };
            let label = (start.0 + share * (end.0 - start.0), start.1 + share * (end.1 - start.1));
            weights.text(exactly(weight), label, Anchor::Middle, LETTERS, Hue::Ink);
        }
        picture += &stage.group(&numbered("edges", i), "", &canvas.body());
        picture += &format!(r#"<g class="weights">{}</g>"#, weights.body());
    }
    for unit in 0..UNITS + 2 {
        let ((x, y), (width, _)) = (place(unit), BOX);
        let rect = format!(
            r#"class="stroke ink" x="{}" y="{}" width="{width}" height="{}" rx="6" stroke-width="1.5""#,
            x - width / 2.0,
            y - half(unit),
            2.0 * half(unit)
        );
        if unit < 2 {
            picture += &format!("<rect {rect}/>");
            picture += &stage.text(&numbered("input", unit), (x, y), "forward");
            continue;
        }
        let i = unit - 2;
        picture += &stage.slot("rect", &numbered("unit", i), &rect);
        picture += &words(&format!("bias {}", exactly(ROWS[i][0])), (x, y - 18.0), Anchor::Middle, "gray");
        picture += &stage.text(&numbered("z", i), (x, y), "forward");
        picture += &stage.text(&numbered("a", i), (x, y + 18.0), "forward");
    }
    stage.picture((340.0, 391.0), "The network with the numbers that are computed", &picture)
}

/// Returns one step: the row of the matrix times the vector, and below it the products and their sum.
fn step(stage: &Stage<'_>) -> String {
    let mut picture = stage.text("matrix", (85.0, 20.0), "ink") + &stage.text("vector", (201.0, 20.0), "ink");
    for row in 0..2 {
        let (slot, y) = (numbered("row", row), 68.0 + 30.0 * row as f64);
        let mut cells = format!(r#"<rect class="cells" x="10" y="{}" width="150" height="28" rx="4"/>"#, y - 14.0);
        for column in 0..3 {
            let x = 35.0 + 50.0 * column as f64;
            cells += &stage.text(&numbered(&slot, column), (x, y), "ink");
        }
        cells += &stage.text_at(&(slot.clone() + " sum"), (252.0, y), Anchor::Start, "forward");
        picture += &stage.group(&slot, "", &cells);
    }
    let mut cells = r#"<rect class="cells" x="166" y="39" width="70" height="88" rx="4"/>"#.to_owned();
    let mut products = String::new();
    for i in 0..3 {
        let (cell, line) = (53.0 + 30.0 * i as f64, 172.0 + 26.0 * i as f64);
        cells += &stage.text(&numbered("factor", i), (201.0, cell), "forward");
        products += &stage.text_at(&numbered("product", i), (200.0, line), Anchor::End, "ink");
        products += &words("=", (212.0, line), Anchor::Start, "ink");
        products += &stage.text_at(&numbered("is", i), (310.0, line), Anchor::End, "ink");
    }
    picture += &stage.group("factors", "", &cells);
    products += r#"<path class="stroke ink" d="M60 241H314" stroke-width="1"/>"#;
    for (slot, y) in [("sum", 258.0), ("activation", 290.0)] {
        products += &stage.text_at(slot, (200.0, y), Anchor::End, "ink");
        products += &words("=", (212.0, y), Anchor::Start, "ink");
        products += &stage.text_at(&format!("is {slot}"), (310.0, y), Anchor::End, "forward");
    }
    picture += &stage.group("products", "", &products);
    stage.picture((340.0, 306.0), "The row of the matrix, the vector, and their products", &picture)
}

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    [
        stage.pictures(&[network(stage), step(stage)]),
        stage.controls(&[
            stage.button("begin", "From the beginning"),
            stage.button("back", "Back"),
            stage.button("next", "Next"),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
        stage.controls(&[stage.slider("x_1", "x₁", -MOST..=MOST, 0.1), stage.slider("x_2", "x₂", -MOST..=MOST, 0.1)]),
    ]
    .concat()
}
