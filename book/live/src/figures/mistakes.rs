//! The classic mistakes of backpropagation: which numbers go wrong, and a quiz that asks which mistake was made.

use crate::cells::{APART, CELL, COUNT, SIZE, digits, place, symbol, words};
use crate::digits::choice;
use crate::figure::Figure;
use crate::plain::Plain;
use crate::show::Show;
use crate::stage::{self, Stage};
use backprop::plot::drawing::Anchor;
use backprop::{Samples, SamplesOf};
use worked::mistakes::{Equations, LAMBDA, Mistake, Square};

/// The mistakes that a gradient check sees. They are the first ones of the list.
const SEEN: usize = 15;
const ALL: [Mistake<Plain>; 19] = Mistake::ALL;
/// The mistake at the start: g′ forgotten. They are counted from 1, and 0 is none.
const FIRST: usize = 5;
/// The order of the questions.
const ORDER: [usize; SEEN] = [3, 9, 13, 7, 1, 15, 6, 11, 4, 14, 8, 12, 2, 10, 5];

struct Gallery {
    network: Square<Plain>,
    samples: SamplesOf<Square<Plain>>,
    right: Vec<f64>,
    /// The mistake that is chosen from the list. In the quiz, it is the reader's answer.
    chosen: usize,
    /// The number of the question.
    question: Option<usize>,
}

/// The numbers of both matrices of weights, of the inputs of five examples, and of their targets.
const GIVEN: [usize; 3] = [24, 15, 15];

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    if given.len() != GIVEN.iter().sum::<usize>() {
        return None;
    }
    let row = |from: usize| core::array::from_fn(|i| Plain(given[from + i]));
    let matrix = |from: usize| [0, 1, 2].map(|i| core::array::from_fn(|j| Plain(given[from + 4 * i + j]))).into();
    let rows = |from: usize| (0..5).map(|i| row(from + 3 * i)).collect::<Vec<[Plain; 3]>>();
    let network = Square { theta_1: matrix(0), theta_2: matrix(12) };
    let samples = Samples::new(rows(GIVEN[0]), rows(GIVEN[0] + GIVEN[1])).ok()?;
    let mut gallery = Gallery { network, samples, right: Vec::new(), chosen: FIRST, question: None };
    gallery.right = gallery.numbers_with(0);
    gallery.right.iter().all(|number| number.is_finite()).then(|| Box::new(gallery) as Box<dyn Figure>)
}

impl Gallery {
    /// Returns the numbers of a step with a mistake, in the order of the computation.
    fn numbers_with(&self, mistake: usize) -> Vec<f64> {
        let equations = if mistake == 0 { Equations::RIGHT } else { ALL[mistake - 1].equations };
        let pass = equations.pass(&self.network, &self.samples, Plain(LAMBDA), Plain(0.0));
        let (forward, deltas) = (&pass.forward[0], &pass.deltas[0]);
        let vectors = [forward.z_2, forward.a_2, forward.z_3, forward.a_3, deltas.delta_3, deltas.delta_2];
        let [accumulated, gradient] = [&pass.accumulated, &pass.gradient];
        let mut numbers: Vec<f64> = vectors.as_flattened().iter().map(|number| number.0).collect();
        for matrix in [&accumulated.theta_1, &accumulated.theta_2, &gradient.theta_1, &gradient.theta_2] {
            numbers.extend(matrix.as_flattened().iter().map(|number| number.0));
        }
        numbers.push(pass.cost.0);
        numbers
    }

    /// Returns the mistake whose numbers are shown.
    fn made(&self) -> usize {
        self.question.map_or(self.chosen, |question| ORDER[question % SEEN])
    }
}

/// Returns the first number that differs.
fn first_difference(one: &[f64], other: &[f64]) -> Option<usize> {
    one.iter().zip(other).position(|(one, other)| one != other)
}

/// Says which mistake it is.
fn described(mistake: usize, wrong: &[f64], right: &[f64]) -> String {
    let Some(first) = first_difference(wrong, right) else {
        return "No mistake: all numbers are right.".to_owned();
    };
    let Mistake { name, right: equation, wrong: mistaken, .. } = &ALL[mistake - 1];
    let [wrong, right] = [wrong, right].map(|numbers| digits(numbers[first]));
    let parts = [
        "The mistake is ",
        name,
        ": ",
        mistaken,
        " instead of ",
        equation,
        ". The first wrong number is ",
        &symbol(first),
        ", which is ",
        &wrong,
        " and should be ",
        &right,
        ".",
    ];
    parts.concat()
}

impl Figure for Gallery {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        match name {
            "mistake" => self.chosen = choice(x, 1 + SEEN),
            "next" => {
                (self.question, self.chosen) = (Some(self.question.map_or(0, |question| (question + 1) % SEEN)), 0)
            }
            "reset" => (self.question, self.chosen) = (None, FIRST),
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let made = self.made();
        let wrong = self.numbers_with(made);
        for (i, (&wrong, &right)) in wrong.iter().zip(&self.right).enumerate() {
            let (is_off, cell) = (wrong != right, i.to_string());
            show.text(&(cell.clone() + " is"), &digits(wrong));
            show.text(&(cell.clone() + " should be"), &if is_off { digits(right) } else { String::new() });
            show.class(&(cell + " frame"), "off", !is_off);
        }
        show.choice("mistake", self.chosen);
        show.text("next", if self.question.is_none() { "Quiz: which mistake is it?" } else { "Next question" });
        let says = match self.question {
            None => described(made, &wrong, &self.right),
            Some(_) if self.chosen == 0 => "One of the mistakes was made. Which one? Look for the first wrong number in the order of the computation, compare it with the right one below it, and choose from the list.".to_owned(),
            Some(_) if self.chosen == made => ["Right. ", &described(made, &wrong, &self.right)].concat(),
            Some(_) => {
                let other = self.numbers_with(self.chosen);
                let first = first_difference(&other, &wrong).unwrap_or(0);
                let parts = [
                    "No. With ", ALL[self.chosen - 1].name, ", ", &symbol(first), " would be ", &digits(other[first]),
                    ", and here it is ", &digits(wrong[first]), ". Choose again.",
                ];
                parts.concat()
            }
        };
        show.text("says", &says);
    }

    fn numbers(&self) -> Vec<f64> {
        let wrong = self.numbers_with(self.made());
        let first = first_difference(&wrong, &self.right).unwrap_or(0);
        vec![wrong[first], self.right[first]]
    }
}

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let mut pictures = [const { String::new() }; 3];
    for (picture, place, word) in words() {
        pictures[picture] += &stage::words(word, place, Anchor::Start, "ink");
    }
    for cell in 0..COUNT {
        let (picture, (x, y)) = place(cell);
        let frame = format!(
            r#"class="stroke backward" x="{}" y="{}" width="{}" height="{}" rx="4" stroke-width="1.5""#,
            x - CELL.0 / 2.0 + 1.0,
            y - CELL.1 / 2.0 + 1.0,
            CELL.0 - 2.0,
            CELL.1 - 2.0
        );
        pictures[picture] += &stage.slot("rect", &format!("{cell} frame"), &frame);
        pictures[picture] += &stage.text(&format!("{cell} is"), (x, y - APART), "ink");
        pictures[picture] += &stage.text(&format!("{cell} should be"), (x, y + APART), "forward");
    }
    let labels = ["The numbers of the first example, and J", "Δ of both layers", "D of both layers"];
    let pictures = [0, 1, 2].map(|i| stage.picture(SIZE, labels[i], &pictures[i]));
    let names: Vec<&str> = ["none"].into_iter().chain(ALL[..SEEN].iter().map(|mistake| mistake.name)).collect();
    [
        stage.controls(&[
            stage.choice("mistake", "Mistake", &names),
            stage.button("next", "Next question"),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
        stage.pictures(&pictures),
    ]
    .concat()
}
