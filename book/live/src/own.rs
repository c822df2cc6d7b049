//! The stage of the page "Your own network", and the words of its lists.
//!
//! It is written while the book is built; all that changes is filled in by the module of the page, which is apart from that of
//! the chapters. What it computes is in `reader`.

pub(crate) use crate::area::PLANE;
use crate::area::{SIDE, drawn};
use crate::show::Show;
use crate::stage::Stage;

/// The name of the figure.
pub const NAME: &str = "own";

/// The data sets, in the order in which the page lists them.
pub const DATA: [&str; 6] =
    ["exclusive or", "disk and ring", "two spirals", "iris", "handwritten digits", "rows of your own"];
/// The optimizers, in the order in which the page lists them.
pub const OPTIMIZERS: [&str; 3] = ["gradient descent", "momentum", "Adam"];
/// The learning rates at the positions of their slider.
pub const RATES: [f64; 12] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 3.0, 10.0, 30.0, 100.0];
/// Each λ at the position of its slider.
pub const LAMBDAS: [f64; 8] = [0.0, 0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0];
/// How far the slider of a weight reaches to both sides of its value, and its steps.
pub const REACH: f64 = 6.0;
/// See `REACH`.
pub const STEP: f64 = 0.05;

/// A declaration to begin with, and settings with which it learns.
#[derive(Debug)]
pub struct Example {
    /// Its name in the list.
    pub label: &'static str,
    /// The text.
    pub text: &'static str,
    /// The place of its data set in [`DATA`].
    pub data: usize,
    /// The seed, the learning rate, and the place of the optimizer in [`OPTIMIZERS`].
    pub seed: u64,
    /// See `seed`.
    pub rate: f64,
    /// See `seed`.
    pub optimizer: usize,
}

/// The declarations to begin with. The first one is that of the README.
pub const EXAMPLES: &[Example] = &[
    Example {
        label: "exclusive or",
        text: "network! {\n    /// 2 inputs, 4 hidden units, 1 output: are the inputs different? (Exclusive or.)\n    pub struct Xor {\n        layers: 2 -> 4 Tanh -> 1 Sigmoid,\n        cost: CrossEntropy,\n    }\n}\n",
        data: 0,
        seed: 7,
        rate: 0.5,
        optimizer: 0,
    },
    Example {
        label: "a disk in a ring",
        text: "network! {\n    struct Disk {\n        layers: 2 -> 5 Tanh -> 1 Sigmoid,\n        cost: CrossEntropy,\n    }\n}\n",
        data: 1,
        seed: 1,
        rate: 0.03,
        optimizer: 2,
    },
    Example {
        label: "two spirals",
        text: "network! {\n    struct Spirals {\n        layers: 2 -> 16 Tanh -> 16 Tanh -> 1 Sigmoid,\n        cost: CrossEntropy,\n    }\n}\n",
        data: 2,
        seed: 1,
        rate: 0.01,
        optimizer: 2,
    },
    Example {
        label: "three kinds of iris",
        text: "network! {\n    /// Petals and sepals, measured in centimeters.\n    struct Iris {\n        layers: 4 -> 6 Relu -> 3 Softmax,\n        cost: CrossEntropy,\n    }\n}\n",
        data: 3,
        seed: 1,
        rate: 0.03,
        optimizer: 2,
    },
    Example {
        label: "handwritten digits",
        text: "network! {\n    /// 64 pixels, ten digits.\n    struct Digits {\n        layers: 64 -> 25 Sigmoid -> 10 Sigmoid,\n        cost: CrossEntropy,\n    }\n}\n",
        data: 4,
        seed: 1,
        rate: 0.01,
        optimizer: 2,
    },
    Example {
        label: "four layers",
        text: "network! {\n    struct FourLayers {\n        layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid,\n        cost: CrossEntropy,\n    }\n}\n",
        data: 0,
        seed: 1,
        rate: 3.0,
        optimizer: 0,
    },
    Example {
        label: "a number, not a class",
        text: "network! {\n    struct Number {\n        layers: 2 -> 3 LeakyRelu -> 1 Identity,\n        cost: SquaredError,\n    }\n}\n",
        data: 0,
        seed: 2,
        rate: 0.1,
        optimizer: 0,
    },
    Example {
        label: "two networks at once",
        text: "network! {\n    struct Small { layers: 2 -> 2 Tanh -> 1 Sigmoid, cost: CrossEntropy }\n\n    struct Large { layers: 2 -> 8 Softplus -> 2 Softmax, cost: CrossEntropy }\n}\n",
        data: 0,
        seed: 1,
        rate: 0.3,
        optimizer: 1,
    },
    Example {
        label: "with mistakes",
        text: "network! {\n    struct Mistakes {\n        layers: 2 -> 4 tanh -> 0 Relu -> 1 Sigmoid\n        cots: CrossEntropy,\n    }\n}\n",
        data: 0,
        seed: 7,
        rate: 0.5,
        optimizer: 0,
    },
];

/// Where numbers stand along the axes: at the least and the largest of the rows, and halfway between.
pub(crate) const TICKS: [f64; 3] = [1.0 / 12.0, 0.5, 11.0 / 12.0];

/// Returns the stage.
pub fn stage() -> String {
    let show = Show::default();
    let stage = Stage::new(&show);
    [
        declaration(&stage),
        format!(
            r#"<div data-slot="answer">{}<div data-slot="computed">{}{}</div>{}{}</div>"#,
            drawing(),
            numbers(&stage),
            training(&stage),
            code(&stage),
            take_along(&stage)
        ),
    ]
    .concat()
}

/// The text field, and what the macro says.
fn declaration(stage: &Stage<'_>) -> String {
    let examples: Vec<&str> = EXAMPLES.iter().map(|example| example.label).chain(["a text of your own"]).collect();
    [
        stage.controls(&[stage.choice("example", "begin with", &examples)]),
        field(stage, "declaration", "your declaration", 30_000, r#"rows="8" data-address="address""#),
        r#"<div class="messages" data-slot="messages" data-home="declaration"></div>"#.to_owned(),
        stage.sentence("about"),
        r#"<div class="controls" data-slot="networks"></div>"#.to_owned(),
    ]
    .concat()
}

/// The drawing.
fn drawing() -> &'static str {
    r#"<h3>Its picture</h3><div class="drawn" data-width="width"><svg data-slot="network" data-home="weight" role="group"></svg></div>"#
}

/// A row and a weight to choose, and the equations.
fn numbers(stage: &Stage<'_>) -> String {
    [
        "<p>Blue lines are weights below zero, orange ones are weights above. Press a line or a unit to choose its weight.</p>".to_owned(),
        stage.controls(&[
            stage.slider("row", "row of the data", 1.0..=4.0, 1.0),
            stage.slider("weight", "weight", 1.0..=4.0, 1.0),
            stage.slider("value", "its value", -REACH..=REACH, STEP),
        ]),
        stage.sentence("slope"),
        "<h3>Its equations</h3>".to_owned(),
        r#"<div class="scroll" data-slot="equations" tabindex="0" role="region" aria-label="The equations of the network"></div>"#.to_owned(),
    ]
    .concat()
}

/// The data, the pictures of the training, and its controls.
fn training(stage: &Stage<'_>) -> String {
    let areas = drawn(stage);
    let legend = [("■", "0", 46.0), ("●", "1", 46.0 + 116.0)].map(|(mark, class, x)| {
        format!(
            r#"<text class="fill ink" x="{x}" y="16" dy=".36em"><tspan class="fill series-{class}">{mark}</tspan> class {class}</text>"#
        )
    });
    let below = PLANE.top + SIDE + 12.0;
    let tick = |axis: &str, along: f64, number: usize| {
        let place =
            if axis == "x" { (PLANE.left + along, below) } else { (PLANE.left - 22.0, PLANE.top + SIDE - along) };
        stage.text(&format!("{axis} {number}"), place, "ink")
    };
    let ticks: String = ["x", "y"]
        .into_iter()
        .flat_map(|axis| {
            TICKS.map(|share| share * SIDE).into_iter().enumerate().map(move |(i, along)| (axis, along, i))
        })
        .map(|(axis, along, i)| tick(axis, along, i))
        .collect();
    let frame = format!(
        r#"<rect class="stroke grid" x="{}" y="{}" width="{SIDE}" height="{SIDE}" fill="none"/>"#,
        PLANE.left, PLANE.top
    );
    let plane = stage.plane_with(
        &PLANE,
        ["x₁", "x₂"],
        "What the network answers over the plane of its inputs: the deeper the color, the more certain is the answer; and the rows",
        &areas,
        &[legend.concat(), ticks, frame.clone()].concat(),
    );
    let steps = [0.0, SIDE - 14.0].into_iter().enumerate();
    let around: String = steps
        .map(|(i, along)| stage.text(&format!("step {i}"), (PLANE.left + along, below), "ink"))
        .chain(
            [0.0, SIDE]
                .into_iter()
                .enumerate()
                .map(|(i, along)| stage.text(&format!("J {i}"), (PLANE.left - 22.0, PLANE.top + SIDE - along), "ink")),
        )
        .collect();
    let curve = [stage.curve("curve", "forward", 2.0), stage.disk("now", "forward", 5.0)].concat();
    let cost = stage.plane_with(&PLANE, ["step", "J"], "The cost J after each step", &curve, &(around + &frame));
    let rows = field(stage, "rows", "rows, each with its inputs and its targets or its class", 400_100, r#"rows="6""#);
    [
        "<h3>Its training</h3>".to_owned(),
        stage.controls(&[
            stage.choice("data", "data", &DATA),
            stage.choice("optimizer", "optimizer", &OPTIMIZERS),
            stage.slider("rate", "learning rate", 0.0..=(RATES.len() - 1) as f64, 1.0),
            stage.slider("lambda", "λ", 0.0..=(LAMBDAS.len() - 1) as f64, 1.0),
        ]),
        format!(r#"<div data-slot="own rows">{rows}</div>"#),
        stage.slot("p", "refused", r#"class="refused""#),
        stage.pictures(&[plane.replacen("<svg", r#"<svg data-slot="plane""#, 1), cost]),
        stage.controls(&[
            stage.button("run", "Run"),
            stage.button("step", "One step"),
            stage.button("again", "Start again"),
            stage.button("seed", "Next seed"),
            format!("<span>seed {}</span>", stage.slot("output", "seed is", "")),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}

/// The code that the macro writes.
fn code(stage: &Stage<'_>) -> String {
    format!(
        r#"<h3>Its code</h3><details><summary>What <code>network!</code> writes in its place</summary>{}</details>"#,
        copied(stage, "code", "the code")
    )
}

/// The link, the program and the weights.
fn take_along(stage: &Stage<'_>) -> String {
    [
        "<h3>Take it along</h3>".to_owned(),
        stage.controls(&[
            stage.slot("a", "link", r#"data-kept="""#).replace("></a>", ">A link to this network</a>"),
            r#"<button type="button" data-copy="link">Copy the link</button>"#.to_owned(),
            stage.slot("a", "weights", r#"download="weights.safetensors""#).replace("></a>", ">Save the weights</a>"),
        ]),
        stage.slot("p", "along", ""),
        r#"<details data-slot="program"><summary>Copy it as a program</summary><p>In <code>Cargo.toml</code>, below <code>[dependencies]</code>; until the crate is published, with the <code>path</code> of a copy in place of the version:</p>"#.to_owned(),
        copied(stage, "dependency", "the line"),
        "<p>In <code>src/main.rs</code>:</p>".to_owned(),
        copied(stage, "main", "the program"),
        stage.slot("p", "file", "").replace("></p>", &format!(">Beside <code>Cargo.toml</code>: {}</p>", stage.slot("a", "rows file", r#"download="rows.csv""#).replace("></a>", ">rows.csv</a>"))),
        "<p>It prints:</p>".to_owned(),
        stage.slot("pre", "prints", ""),
        "</details>".to_owned(),
    ]
    .concat()
}

/// Returns a field for text.
fn field(stage: &Stage<'_>, name: &str, label: &str, most: usize, attributes: &str) -> String {
    let field = stage.slot(
        "textarea",
        name,
        &format!(
            r#"id="{name}" data-act="{name}" maxlength="{most}" spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" {attributes}"#
        ),
    );
    format!(r#"<label class="field"><span>{label}</span>{field}</label>"#)
}

/// Returns lines that can be copied.
fn copied(stage: &Stage<'_>, slot: &str, what: &str) -> String {
    let lines = stage.slot("pre", slot, "");
    format!(r#"<div class="copied"><button type="button" data-copy="{slot}">Copy {what}</button>{lines}</div>"#)
}
