//! The threshold between two kinds of mistakes: the outputs for all test rows with a line to drag, the confusion matrix at
//! this threshold, and its point on the ROC curve.

use crate::digits::{attribute, fixed, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::plane::Plane;
use crate::show::Show;
use crate::stage::{Stage, pad, words};
use backprop::metrics::{ConfusionMatrix, RocCurve};
use backprop::plot::drawing::Anchor;
use backprop::{Activation, Sigmoid};

/// The threshold is moved along z, since most outputs are close to 0 or 1. From the first end on, everything is called
/// malignant, and from the other one nothing.
const ENDS: [f64; 2] = [-9.0, 9.0];
/// How far an arrow key moves it.
const STEP: f64 = 0.25;
/// The strip of outputs, over z.
const STRIP: Plane =
    Plane { x: ENDS, y: [0.0, 1.0], width: 264.0, height: 76.0, left: 74.0, top: 20.0, ticks: [&[], &[]] };
/// The plane of the ROC curve, with room for a point at its ends.
const PLANE: Plane = Plane::new(RATES, RATES, [&TICKS, &TICKS]);
const RATES: [f64; 2] = [-0.04, 1.04];
const TICKS: [f64; 3] = [0.0, 0.5, 1.0];
/// The classes.
const BENIGN: usize = 0;
const MALIGNANT: usize = 1;

struct Threshold {
    /// Each test row: its class, and the output of the network.
    rows: Vec<(usize, f64)>,
    /// The weighted input whose output is the threshold.
    z: f64,
}

/// Takes a class and an output for each row.
pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    Some(Box::new(Threshold { rows: rows(given)?, z: 0.0 }))
}

/// Returns the rows, if there are some of both classes and each is a class and a probability.
fn rows(given: &[f64]) -> Option<Vec<(usize, f64)>> {
    let (pairs, []) = given.as_chunks::<2>() else { return None };
    let is_row = |[class, h]: &[f64; 2]| (*class == 0.0 || *class == 1.0) && (0.0..=1.0).contains(h);
    let has = |wanted: f64| pairs.iter().any(|[class, _]| *class == wanted);
    (pairs.iter().all(is_row) && has(0.0) && has(1.0))
        .then(|| pairs.iter().map(|[class, h]| (usize::from(*class == 1.0), *h)).collect())
}

impl Threshold {
    fn threshold(&self) -> f64 {
        Sigmoid::g(Plain(self.z)).0
    }

    fn matrix(&self) -> ConfusionMatrix {
        let threshold = self.threshold();
        let pairs = self.rows.iter().map(|&(class, h)| (class, usize::from(h >= threshold)));
        ConfusionMatrix::from_pairs(2, pairs).unwrap_or_else(|_| unreachable!("there are rows, of two classes"))
    }
}

impl Figure for Threshold {
    fn act(&mut self, name: &str, x: f64, y: f64) {
        let z = match name {
            "threshold" => x,
            "line" | "line start" => STRIP.point(x, 0.0).0,
            "line key" => self.z + STEP * (x - y),
            "reset" => 0.0,
            _ => return,
        };
        self.z = within(z, ENDS[0], ENDS[1]);
    }

    fn show(&self, show: &mut Show) {
        let (threshold, matrix) = (attribute(self.threshold(), 4), self.matrix());
        show.slider("threshold", self.z, &threshold);
        show.place("line", (STRIP.at(self.z, 0.0).0, 0.0));
        for (truth, class) in ["benign", "malignant"].into_iter().enumerate() {
            for predicted in [BENIGN, MALIGNANT] {
                let slot = [class, if predicted == BENIGN { " 0" } else { " 1" }].concat();
                show.text(&slot, &matrix.count(truth, predicted).to_string());
            }
        }
        let [negatives, recall] = [BENIGN, MALIGNANT].map(|class| matrix.recall(class).unwrap_or(0.0));
        show.place("point", PLANE.at(1.0 - negatives, recall));
        let measures = [
            ("precision", matrix.precision(MALIGNANT)),
            ("recall", Some(recall)),
            ("false positive rate", Some(1.0 - negatives)),
            ("accuracy", Some(matrix.accuracy())),
        ];
        for (name, value) in measures {
            let value = value.map_or_else(|| "–".to_owned(), |value| fixed(value, 3));
            show.text(name, &[name, " ", &value].concat());
        }
        let number = |count: usize| count.to_string();
        let says = [
            "At the threshold ",
            &threshold,
            ", the network misses ",
            &number(matrix.count(MALIGNANT, BENIGN)),
            " of the ",
            &number(matrix.occurrences(MALIGNANT)),
            " malignant tumors, and gives a false alarm for ",
            &number(matrix.count(BENIGN, MALIGNANT)),
            " of the ",
            &number(matrix.occurrences(BENIGN)),
            " benign ones. It calls ",
            &number(matrix.predictions(MALIGNANT)),
            " malignant, and is right about ",
            &number(matrix.count(MALIGNANT, MALIGNANT)),
            " of them.",
        ];
        show.text("says", &says.concat());
    }

    fn numbers(&self) -> Vec<f64> {
        let matrix = self.matrix();
        let counts = [BENIGN, MALIGNANT].map(|truth| [BENIGN, MALIGNANT].map(|called| matrix.count(truth, called)));
        let mut numbers: Vec<f64> = counts.as_flattened().iter().map(|&count| count as f64).collect();
        numbers.push(matrix.accuracy());
        numbers.extend([matrix.precision(MALIGNANT), matrix.recall(MALIGNANT)].map(Option::unwrap_or_default));
        numbers
    }
}

pub(crate) fn stage(stage: &Stage<'_>, given: &[f64]) -> String {
    let rows = rows(given).unwrap_or_default();
    [
        stage.pictures(&[strip(stage, &rows), matrix(stage), roc(stage, rows)]),
        stage.controls(&[
            stage.slider("threshold", "Threshold", ENDS[0]..=ENDS[1], 0.05),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}

fn text(content: &str, place: (f64, f64), anchor: Anchor) -> String {
    words(content, place, anchor, "ink")
}

/// The outputs of both classes, each in a row of its own, and the line.
fn strip(stage: &Stage<'_>, rows: &[(usize, f64)]) -> String {
    let Plane { left, top, width, height, .. } = STRIP;
    let logit = |h: f64| (h / (1.0 - h)).ln();
    let at = |h: f64| STRIP.at(within(logit(h), ENDS[0], ENDS[1]), 0.0).0;
    let row = |class: usize| top + 16.0 + 30.0 * class as f64;
    let mut strip = [
        text("← called benign", (left, 8.0), Anchor::Start),
        text("called malignant →", (left + width, 8.0), Anchor::End),
        text("output", (left - 8.0, top + height + 12.0), Anchor::End),
    ]
    .concat();
    for h in [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999] {
        let x = left + at(h);
        strip += &format!(r#"<path class="stroke grid" d="M{x:.1} {top}v{height}"/>"#);
        strip += &text(&h.to_string(), (x, top + height + 12.0), Anchor::Middle);
    }
    for (class, name) in ["benign", "malignant"].into_iter().enumerate() {
        strip += &text(name, (left - 8.0, row(class) + 11.0), Anchor::End);
        let of_class = rows.iter().filter(|row| row.0 == class);
        let ticks: String = of_class.map(|&(_, h)| format!("M{:.1} {}v22", left + at(h), row(class))).collect();
        strip += &format!(r#"<path class="stroke sample-{class}" stroke-opacity="0.6" d="{ticks}"/>"#);
    }
    let line = format!(
        r#"<rect class="fill grid" fill-opacity="0.5" width="{}" height="{height}"/><path class="stroke ink" stroke-width="2" d="M0 0v{height}"/><circle class="fill ink" cy="5" r="5"/>"#,
        2.0 * width
    );
    strip += &format!(
        r#"<svg x="{left}" y="{top}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{}{}</svg>"#,
        stage.group("line", "", &line),
        pad("line", (width, height), "Move the threshold: drag, or press the arrow keys")
    );
    stage.picture((350.0, top + height + 24.0), "The outputs for all test rows, and the threshold", &strip)
}

/// The four counts, and the measures of the positive class.
fn matrix(stage: &Stage<'_>) -> String {
    let (left, top, width, height) = (74.0, 20.0, 134.0, 52.0);
    let names = [["true negatives", "false positives"], ["false negatives", "true positives"]];
    let mut matrix = String::new();
    for (truth, class) in ["benign", "malignant"].into_iter().enumerate() {
        let y = top + (height + 4.0) * truth as f64;
        matrix += &text(class, (left - 8.0, y + height / 2.0), Anchor::End);
        for (called, name) in names[truth].into_iter().enumerate() {
            let x = left + (width + 4.0) * called as f64;
            let middle = x + width / 2.0;
            if truth == 0 {
                matrix += &text(["called benign", "called malignant"][called], (middle, 8.0), Anchor::Middle);
            }
            matrix += &format!(
                r#"<rect class="fill sample-{truth}" fill-opacity="0.15" x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>"#
            );
            matrix += &stage.text(&format!("{class} {called}"), (middle, y + 16.0), "ink");
            matrix += &text(name, (middle, y + 36.0), Anchor::Middle);
        }
    }
    for (i, name) in ["precision", "recall", "false positive rate", "accuracy"].into_iter().enumerate() {
        let y = top + 2.0 * (height + 4.0) + 12.0 + 22.0 * (i / 2) as f64;
        matrix += &stage.text(name, (90.0 + 170.0 * (i % 2) as f64, y), "ink");
    }
    stage.picture((350.0, 180.0), "The confusion matrix at this threshold, and its measures", &matrix)
}

/// The ROC curve, and the point of the threshold.
fn roc(stage: &Stage<'_>, rows: Vec<(usize, f64)>) -> String {
    let curve = RocCurve::from_scores(rows).expect("the rows are of two classes");
    let places = curve.points().iter().map(|point| PLANE.at(point.false_positive_rate, point.true_positive_rate));
    let path: String = places.map(|(x, y)| format!("L{x:.1} {y:.1}")).collect();
    let path = path.replacen('L', "M", 1);
    stage.plane(
        &PLANE,
        ["false positive rate", "true positive rate"],
        "The ROC curve, and the point of this threshold",
        &format!(
            r#"<path class="stroke series-0" fill="none" stroke-width="2" d="{path}"/>{}"#,
            stage.disk("point", "backward", 5.0)
        ),
    )
}
