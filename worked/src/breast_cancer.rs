//! Binary classification: a tumor is benign or malignant, given 30 measurements of its cells. Because the two kinds of
//! error differ in cost, the network is evaluated with a confusion matrix and a ROC curve.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split_by_class;
use backprop::metrics::{ConfusionMatrix, RocCurve, log_loss};
use backprop::{Adam, CrossEntropy, Sigmoid, Tanh, Trainer, network};
use std::error::Error;
use std::fmt;

network! {
    /// Maps 30 measurements to the probability that the tumor is benign.
    pub struct Tumors {
        layers: 30 -> 10 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

/// The results of the trained network on the test rows, which it was not trained on.
pub struct Run {
    /// The numbers of training, validation and test rows.
    pub rows: [usize; 3],
    /// The number of epochs until early stopping ended the training.
    pub epochs: usize,
    pub log_loss: f64,
    pub matrix: ConfusionMatrix,
    pub roc: RocCurve,
}

pub fn run() -> Result<Run, Box<dyn Error>> {
    let table = Csv::new().without_header().open(crate::data::path("breast_cancer.csv"))?;
    let tumors = table.classified(30, &["0", "1"])?;
    let parts = split_by_class(&tumors, [0.6, 0.2, 0.2], 1)?;
    let scaling = Scaling::standardize(parts[0].x())?;
    let [training, validation, test] = parts.map(|part| scaling.scale_x(&part));
    let (training, validation, test) = (training?, validation?, test?);

    let mut network = Tumors::random(1);
    let trainer = Trainer::new(0.005).batch_size(32).epochs(500).lambda(1.0).shuffle(1);
    let state =
        trainer.optimizer(Adam::default()).validation(&validation).patience(20).train(&mut network, &training)?;

    Ok(Run {
        rows: [training.len(), validation.len(), test.len()],
        epochs: state.epochs(),
        log_loss: log_loss(&network, &test),
        matrix: ConfusionMatrix::new(&network, &test)?,
        roc: RocCurve::new(&network, &test)?,
    })
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows: [training, validation, test], epochs, log_loss, matrix, roc } = self;
        writeln!(f, "Learned from {training} tumors, stopped after {epochs} epochs by {validation} others")?;
        writeln!(f, "Judged on {test} more: log loss {log_loss:.4}, area under the ROC curve {:.4}\n", roc.auc())?;
        writeln!(f, "A row a class (0 malignant, 1 benign), a column what it was taken for:\n\n{matrix}")
    }
}
