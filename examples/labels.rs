//! Several labels, any number of which may apply: is a handwritten digit even, is it above 4, does it have a loop?

use backprop::data::csv::Csv;
use backprop::data::split::split;
use backprop::metrics::LabelReport;
use backprop::{Adam, CrossEntropy, Samples, Sigmoid, Tanh, Trainer, network};

network! {
    /// 8 × 8 pixels → three probabilities, which do not add up to 1: each output is a `Sigmoid`.
    struct Labels { layers: 64 -> 16 Tanh -> 3 Sigmoid, cost: CrossEntropy }
}

const QUESTIONS: [&str; 3] = ["even", "above 4", "loop"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Csv::new().without_header().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/digits.csv"))?;
    let x = table.numbers::<f64, 64>(0..64)?.iter().map(|x| x.map(|ink| ink / 16.0)).collect::<Vec<_>>();
    let answers = |digit: f64| [digit % 2.0 == 0.0, digit > 4.0, [0.0, 6.0, 8.0, 9.0].contains(&digit)].map(f64::from);
    let y = table.numbers::<f64, 1>([64])?.iter().map(|&[digit]| answers(digit)).collect::<Vec<_>>();
    let [training, test] = split(&Samples::new(x, y)?, [0.8, 0.2], 1)?;

    let mut network = Labels::random(1);
    let trainer = Trainer::new(0.005).optimizer(Adam::default()).batch_size(32).epochs(20).shuffle(1);
    trainer.train(&mut network, &training)?;

    println!("Learned from {} digits; the answers for {} others:\n", training.len(), test.len());
    println!("{}\n", LabelReport::new(&network, &test)?.with_names(&QUESTIONS)?);
    for (h, y) in test.iter().take(3).map(|(x, y)| (network.output(x), y)) {
        let answers: Vec<String> = (0..3).map(|k| format!("{} {:.2} ({})", QUESTIONS[k], h[k], y[k])).collect();
        println!("{}", answers.join(", "));
    }
    println!("\nNext: the example `images` reads pictures of your own; `own_activation` has another unit.");
    Ok(())
}
