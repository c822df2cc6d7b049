//! The handwritten digits again, with the whole workflow of practice: load, split and scale the data, train with Adam
//! and early stopping, resume from a checkpoint, evaluate, plot, save, and export to ONNX.
//!
//! `cargo run --release -p worked --example digits_in_practice` writes its files and plots to `target/digits`. The run
//! is in `worked/src/digits_in_practice.rs`.

use backprop::plot::{self, Scale};
use std::error::Error;
use std::path::Path;
use worked::digits_in_practice::{Costs, Run};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("target/digits");
    let run = worked::digits_in_practice::run(folder)?;
    print!("{run}");
    draw(&run, folder)?;
    println!("\nThe network, its checkpoint and the pictures are in {}.", folder.display());
    Ok(())
}

/// Plots the costs, the learning curve, the confusion matrix, and the weights of the hidden units.
fn draw(run: &Run, folder: &Path) -> Result<(), plot::PlotError> {
    let series = |cost: fn(&Costs) -> f64| run.costs.iter().map(|costs| (costs.epoch, cost(costs))).collect::<Vec<_>>();
    let (training, validation) = (series(|costs| costs.training), series(|costs| costs.validation));
    let curves = [("training", &training[..]), ("validation", &validation[..])];
    plot::cost_curves(folder.join("costs.svg"), &curves, Scale::Logarithmic)?;
    plot::learning_curve(folder.join("learning_curve.svg"), &run.learning_curve, "accuracy")?;
    plot::confusion_matrix(folder.join("confusion.svg"), &run.matrix)?;
    plot::weights(folder.join("weights.svg"), &run.reader.theta_1, [8, 8])
}
