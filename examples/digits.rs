//! A network that is declared in six lines classifies handwritten digits.
//!
//! The 64-25-10 network is trained on four fifths of the 1797 digits, with L2 regularization (λ), and tested on the
//! rest.

use backprop::data::csv::Csv;
use backprop::{CrossEntropy, Samples, SamplesOf, Sigmoid, accuracy, batch_descent, network};
use std::error::Error;

network! {
    /// Maps 8 × 8 pixels to ten digits.
    pub struct Digits {
        layers: 64 -> 25 Sigmoid -> 10 Sigmoid,
        cost: CrossEntropy,
    }
}

const LAMBDA: f64 = 0.5;
const RATE: f64 = 2.0;

fn main() -> Result<(), Box<dyn Error>> {
    let (training, test) = samples()?;
    let mut digits = Digits::random(1);
    let report = |digits: &Digits, steps| {
        let cost = digits.cost(&training, LAMBDA);
        let [training, test] = [&training, &test].map(|samples| 100.0 * accuracy(digits, samples));
        println!(
            "step {steps:>4}: J = {cost:.4}, {training:5.2} % of the training rows right, {test:5.2} % of the test rows"
        );
    };
    report(&digits, 0);
    for hundred in 1..=8 {
        batch_descent(&mut digits, &training, LAMBDA, RATE, 100)?;
        report(&digits, 100 * hundred);
    }

    println!("\nThree of the test rows, and the first that the network gets wrong:\n");
    let is_wrong = |(x, y): &(&[f64; 64], &[f64; 10])| y[digits.predict(x)] != 1.0;
    for (x, y) in test.iter().take(3).chain(test.iter().find(is_wrong)) {
        let class = digits.predict(x);
        let (written, h) = (y.iter().position(|&y| y == 1.0).unwrap_or_default(), digits.output(x)[class]);
        println!("{}  written {written}, read {class} with h = {h:.3}\n", picture(x));
    }
    println!(
        "Next: `cargo book` explains every step of this; the example `csv` reads a table, `images` reads pictures."
    );
    Ok(())
}

/// Returns the training rows and the test rows. Every fifth row is a test row.
fn samples() -> Result<(SamplesOf<Digits>, SamplesOf<Digits>), Box<dyn Error>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/digits.csv");
    let table = Csv::new().without_header().open(path)?;
    let digits: SamplesOf<Digits> = table.classified(64, &table.classes(64)?)?;
    let digits = Samples::new(digits.x().iter().map(|x| x.map(|ink| ink / 16.0)).collect::<Vec<_>>(), digits.y())?;
    let (test, training): (Vec<usize>, Vec<usize>) = (0..digits.len()).partition(|row| row % 5 == 4);
    Ok((digits.select(&training)?, digits.select(&test)?))
}

/// Returns the pixels as text; darker characters stand for more ink.
fn picture(x: &[f64; 64]) -> String {
    let shade = |ink: &f64| ["  ", "░░", "▒▒", "▓▓", "██"][(ink * 4.0).round() as usize];
    let lines = x.chunks(8).map(|row| row.iter().map(shade).collect::<String>());
    lines.map(|line| format!("    {line}\n")).collect()
}
