//! Binary classification: a tumor is benign or malignant, given 30 measurements of its cells. Because the two kinds of
//! error differ in cost, the network is evaluated with a confusion matrix and a ROC curve.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split_by_class;
use backprop::metrics::{ConfusionMatrix, RocCurve, log_loss};
use backprop::{Adam, CrossEntropy, Sigmoid, Tanh, Trainer, network};
use std::error::Error;

network! {
    /// Maps 30 measurements to the probability that the tumor is benign.
    pub struct Tumors {
        layers: 30 -> 10 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let table =
        Csv::new().without_header().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/breast_cancer.csv"))?;
    let tumors = table.classified(30, &["0", "1"])?;
    let parts = split_by_class(&tumors, [0.6, 0.2, 0.2], 1)?;
    let scaling = Scaling::standardize(parts[0].x())?;
    let [training, validation, test] = parts.map(|part| scaling.scale_x(&part));
    let (training, validation, test) = (training?, validation?, test?);

    let mut network = Tumors::random(1);
    let trainer = Trainer::new(0.005).batch_size(32).epochs(500).lambda(1.0).shuffle(1);
    let trainer = trainer.optimizer(Adam::default()).validation(&validation).patience(20);
    let epochs = trainer.train(&mut network, &training)?.epochs();

    let [trained, stopping, judged] = [training.len(), validation.len(), test.len()];
    println!("Learned from {trained} tumors, stopped after {epochs} epochs by {stopping} others");
    let (log_loss, auc) = (log_loss(&network, &test), RocCurve::new(&network, &test)?.auc());
    println!("Judged on {judged} more: log loss {log_loss:.4}, area under the ROC curve {auc:.4}\n");
    let matrix = ConfusionMatrix::new(&network, &test)?.with_names(&["malignant", "benign"])?;
    println!("A row is a diagnosis, a column what it was taken for:\n\n{matrix}\n");
    println!(
        "Next: the example `resume` interrupts such a run and goes on with it; `own_cost` weighs errors differently."
    );
    Ok(())
}
