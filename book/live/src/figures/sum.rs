//! One weight of the 2-2-2-1 network: the products of the error at its head and the activation at its tail, one for each
//! example, add up to Δ, and D is made of it.

use crate::digits::{choice, significant};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::show::Show;
use crate::stage::{Stage, words};
use backprop::Samples;
use backprop::plot::drawing::Anchor;
use worked::by_hand::{LAMBDA, X, Y};
use worked::intuition::{Intuition, THETA_1, THETA_2, THETA_3};

/// The number of units: those of layers 2 to 4, in this order. Each has a row of weights, the first of which is its bias.
const ROWS: usize = 5;
const COLUMNS: usize = 3;
const WEIGHTS: usize = ROWS * COLUMNS;
/// The weight that the chapter begins with.
const FIRST: usize = 14;
/// The stages of the sum: the product of each example, the regularization, and the mean.
const STAGES: usize = 4;
/// The number of examples.
const EXAMPLES: usize = 2;

struct Sum {
    weight: usize,
    /// How many stages of the sum are shown.
    stage: usize,
    numbers: Numbers,
}

/// The numbers of both examples, row by row.
struct Numbers {
    theta: Matrices,
    /// δ of the unit of each row, for each example.
    heads: [[f64; ROWS]; EXAMPLES],
    /// The 1 and the activations of layers 1 to 3, for each example.
    tails: [[[f64; COLUMNS]; 3]; EXAMPLES],
    accumulated: Matrices,
    gradient: Matrices,
}

type Matrices = [[f64; COLUMNS]; ROWS];

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    given.is_empty().then(|| Box::new(Sum { weight: FIRST, stage: 1, numbers: numbers() }) as Box<dyn Figure>)
}

fn numbers() -> Numbers {
    let network = Intuition {
        theta_1: THETA_1.map(|row| row.map(Plain)).into(),
        theta_2: THETA_2.map(|row| row.map(Plain)).into(),
        theta_3: THETA_3.map(|row| row.map(Plain)).into(),
    };
    let samples = Samples::new(X.map(|x| x.map(Plain)), Y.map(|y| y.map(Plain)))
        .unwrap_or_else(|_| unreachable!("all values are finite"));
    let (mut heads, mut tails) = ([[0.0; ROWS]; EXAMPLES], [[[0.0; COLUMNS]; 3]; EXAMPLES]);
    for (i, (x, y)) in samples.iter().enumerate().take(EXAMPLES) {
        let forward = network.forward(x);
        let deltas = network.backward(&forward, y);
        let ([one, two], [three, four], [five]) = (deltas.delta_2, deltas.delta_3, deltas.delta_4);
        heads[i] = [one, two, three, four, five].map(f64::from);
        tails[i] = [forward.a_1, forward.a_2, forward.a_3].map(|[one, two]| [1.0, one.0, two.0]);
    }
    Numbers {
        theta: matrices(&network),
        heads,
        tails,
        accumulated: matrices(&network.accumulated(&samples)),
        gradient: matrices(&network.gradient(&samples, Plain(LAMBDA))),
    }
}

fn matrices(network: &Intuition<Plain>) -> Matrices {
    let Intuition { theta_1, theta_2, theta_3 } = network;
    [theta_1[0], theta_1[1], theta_2[0], theta_2[1], theta_3[0]].map(|row| row.map(f64::from))
}

/// Returns the indices of a weight as they are written: of its row and its column, and of its layer.
fn indices(weight: usize) -> [&'static str; 3] {
    let (row, column) = (weight / COLUMNS, weight % COLUMNS);
    [["₁", "₂"][row % 2], ["₀", "₁", "₂"][column], ["⁽¹⁾", "⁽²⁾", "⁽³⁾"][row / 2]]
}

/// Returns a symbol with the indices of a weight.
fn named(symbol: &str, weight: usize) -> String {
    let [row, column, layer] = indices(weight);
    [symbol, row, column, layer].concat()
}

impl Sum {
    /// Returns δ at the head and a at the tail of the weight, for an example.
    fn factors(&self, example: usize) -> [f64; 2] {
        let (row, column) = (self.weight / COLUMNS, self.weight % COLUMNS);
        [self.numbers.heads[example][row], self.numbers.tails[example][row / 2][column]]
    }

    fn of(&self, matrices: &Matrices) -> f64 {
        matrices[self.weight / COLUMNS][self.weight % COLUMNS]
    }

    fn products(&self) -> [f64; EXAMPLES] {
        [0, 1].map(|example| {
            let [head, tail] = self.factors(example);
            head * tail
        })
    }

    /// Returns what the regularization adds to Δ: nothing for a bias.
    fn regularization(&self) -> f64 {
        EXAMPLES as f64 * self.of(&self.numbers.gradient) - self.of(&self.numbers.accumulated)
    }
}

impl Figure for Sum {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        match name {
            "weight" => self.weight = choice(x, WEIGHTS),
            "next" => self.stage = STAGES.min(self.stage + 1),
            "reset" => (self.weight, self.stage) = (FIRST, 1),
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let Self { weight, stage, ref numbers } = *self;
        let (row, column) = (weight / COLUMNS, weight % COLUMNS);
        let example = stage.min(EXAMPLES) - 1;
        let [head, tail] = self.factors(example);
        let [row_index, column_index, _] = indices(weight);
        let head_name = ["δ", row_index, ["⁽²⁾", "⁽³⁾", "⁽⁴⁾"][row / 2]].concat();
        let tail_name = ["a", column_index, ["⁽¹⁾", "⁽²⁾", "⁽³⁾"][row / 2]].concat();
        show.choice("weight", weight);
        show.disabled("next", stage == STAGES);
        // The 1 at the tail of a bias is written in its unit.
        let tail_text = if column == 0 { String::new() } else { significant(tail) };
        show.place("head", beside(unit(row / 2 + 1, row % 2 + 1), row == 2 || row == 0))
            .text("head", &significant(head));
        show.place("tail", beside(unit(row / 2, column), column == 1)).text("tail", &tail_text);
        show.line("edge", edge(weight));

        // Each bar begins where the last one ended; the bars of Δ and D begin at 0.
        let ([one, two], sum) = (self.products(), self.of(&numbers.accumulated));
        let (more, d) = (self.regularization(), self.of(&numbers.gradient));
        let bars = [(0.0, one), (one, one + two), (0.0, sum), (sum, sum + more), (0.0, d)];
        let largest = bars.iter().flat_map(|(from, to)| [from.abs(), to.abs()]).fold(1e-9, f64::max);
        for (i, (from, to)) in bars.into_iter().enumerate() {
            let (y, at) = (LINE * (i as f64 + 0.5), |value: f64| ZERO + REACH * value / largest);
            let name = ["bar ", BARS[i]].concat();
            show.line(&name, [(at(from), y), (at(to), y)]).class(&name, "off", stage < FROM[i]);
        }
        let product = |example: usize| {
            let [head, tail] = self.factors(example);
            [&significant(head), " · ", &significant(tail), " = ", &significant(head * tail)].concat()
        };
        let [theta, added] = [self.of(&numbers.theta), more].map(significant);
        let texts = [
            product(0),
            product(1),
            [&named("Δ", weight), " = ", &significant(sum)].concat(),
            if column == 0 { "a bias: 0".to_owned() } else { ["0.1 · ", &theta, " = ", &added].concat() },
            [&named("D", weight), " = ", &significant(d)].concat(),
        ];
        for (i, text) in texts.iter().enumerate() {
            show.text(["number ", BARS[i]].concat().as_str(), if stage < FROM[i] { "" } else { text });
        }
        let says: &[&str] = match stage {
            1 => &[
                "Example 1: the error at the head is ",
                &head_name,
                " = ",
                &significant(head),
                if column == 0 { ", and at the tail of a bias is 1" } else { ", the activation at the tail is " },
                if column == 0 { "" } else { &tail_name },
                if column == 0 { "" } else { " = " },
                &tail_text,
                ". Their product is the derivative for this example.",
            ],
            2 => &[
                "Example 2 has other errors and activations: its product is ",
                &significant(two),
                ". Both products add up to ",
                &texts[2],
                ".",
            ],
            3 if column == 0 => &["A bias is not regularized, so nothing is added to Δ."],
            3 => &[
                "The regularization adds λ times the weight, ",
                &texts[3],
                ", which makes ",
                &significant(sum + more),
                ".",
            ],
            _ => &[
                "There are two examples, so half of it is ",
                &texts[4],
                ". A larger weight makes J ",
                if d > 0.0 { "larger" } else { "smaller" },
                ".",
            ],
        };
        show.text("says", &says.concat());
    }

    fn numbers(&self) -> Vec<f64> {
        let Numbers { accumulated, gradient, .. } = &self.numbers;
        let [one, _] = self.products();
        [one].into_iter().chain([accumulated, gradient].into_iter().flatten().flatten().copied()).collect()
    }
}

/// The bars, and the stage from which each is shown.
const BARS: [&str; 5] = ["one", "two", "sum", "more", "d"];
const FROM: [usize; 5] = [1, 2, 2, 3, 4];
/// The height of the line of a bar, where zero is, and how far a bar reaches.
const LINE: f64 = 44.0;
const ZERO: f64 = 274.0;
const REACH: f64 = 68.0;

/// The radius of a unit.
const RADIUS: f64 = 18.0;

/// Returns where a unit is. Unit 0 is the constant 1.
fn unit(layer: usize, unit: usize) -> (f64, f64) {
    let y = if layer == 3 { 146.0 } else { [28.0, 106.0, 186.0][unit.min(2)] };
    (36.0 + 92.0 * layer as f64, y)
}

/// Returns the place of a number above or below a unit.
fn beside((x, y): (f64, f64), is_above: bool) -> (f64, f64) {
    let away = RADIUS + 11.0;
    (x, if is_above { y - away } else { y + away })
}

/// Returns the ends of the line of a weight: at its tail and at its head.
fn edge(weight: usize) -> [(f64, f64); 2] {
    let (row, column) = (weight / COLUMNS, weight % COLUMNS);
    let ((x_1, y_1), (x_2, y_2)) = (unit(row / 2, column), unit(row / 2 + 1, row % 2 + 1));
    let (across, down) = (x_2 - x_1, y_2 - y_1);
    let share = RADIUS / (across * across + down * down).sqrt();
    [(x_1 + share * across, y_1 + share * down), (x_2 - share * across, y_2 - share * down)]
}

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let names: Vec<String> = (0..WEIGHTS).map(|weight| named("Θ", weight)).collect();
    let mut network = String::new();
    for (weight, name) in names.iter().enumerate() {
        let [(x_1, y_1), (x_2, y_2)] = edge(weight);
        let line = format!("M{x_1:.1} {y_1:.1}L{x_2:.1} {y_2:.1}");
        network += &format!(
            r#"<g data-act="weight" data-value="{weight}" tabindex="-1" role="button" aria-label="{name}"><path class="stroke gray" d="{line}" fill="none" stroke-width="1"/><path class="reach" d="{line}" fill="none" stroke-width="14"/></g>"#
        );
    }
    network += &stage.curve("edge", "ink", 3.0);
    for (layer, units) in [3, 3, 3, 2].into_iter().enumerate() {
        for i in usize::from(layer == 3)..units {
            let (x, y) = unit(layer, i);
            let name = match (layer, i) {
                (_, 0) => "1".to_owned(),
                _ => format!("a{}{}", ["", "₁", "₂"][i], ["⁽¹⁾", "⁽²⁾", "⁽³⁾", "⁽⁴⁾"][layer]),
            };
            network += &format!(
                r#"<circle class="unit" cx="{x}" cy="{y}" r="{RADIUS}"/>{}"#,
                words(&name, (x, y), Anchor::Middle, "ink")
            );
        }
    }
    network += &stage.text("head", (0.0, 0.0), "halo backward");
    network += &stage.text("tail", (0.0, 0.0), "halo forward");

    let mut sum = format!(
        r#"<path class="stroke grid" d="M{ZERO} 0V{}" fill="none" stroke-width="1"/>"#,
        LINE * BARS.len() as f64
    );
    let labels = ["example 1: δ · a", "example 2: δ · a", "their sum", "regularization: λ · Θ", "mean"];
    for (i, (bar, label)) in BARS.into_iter().zip(labels).enumerate() {
        let y = LINE * (i as f64 + 0.5);
        sum += &words(label, (4.0, y - 9.0), Anchor::Start, "ink");
        sum += &stage.text_at(&format!("number {bar}"), (4.0, y + 9.0), Anchor::Start, "backward");
        sum += &stage.curve(&format!("bar {bar}"), if i < 2 { "series-0" } else { "series-1" }, 14.0);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    [
        stage.pictures(&[
            stage.picture(
                (350.0, 226.0),
                "The network, with the error at the head of the weight and the activation at its tail",
                &network,
            ),
            stage.picture(
                (350.0, LINE * BARS.len() as f64),
                "The sum, as bars to the left and to the right of 0",
                &sum,
            ),
        ]),
        stage.controls(&[
            stage.choice("weight", "Weight", &names),
            stage.button("next", "Next"),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}
