//! Binary classification: a tumor is benign or malignant, given 30 measurements of its cells. Because the two kinds of
//! error differ in cost, the network is evaluated with a confusion matrix and a ROC curve. The positive class is the
//! malignant one, because that is what a test looks for.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split_by_class;
use backprop::metrics::{ConfusionMatrix, RocCurve, RocPoint, log_loss};
use backprop::{Adam, CrossEntropy, SamplesOf, Sigmoid, Tanh, Trainer, TrainingError, accuracy, network};
use std::error::Error;
use std::fmt;

network! {
    /// Maps 30 measurements to the probability that the tumor is malignant.
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
    /// The smallest and the largest number of each of two columns, before they are scaled.
    pub ranges: [[f64; 2]; 2],
    /// The accuracy of a network that is trained in the same way, on columns that are not scaled.
    pub unscaled_accuracy: f64,
    pub log_loss: f64,
    pub matrix: ConfusionMatrix,
    pub roc: RocCurve,
    /// The outputs for the benign and for the malignant tumors of the test rows, each from the least to the largest.
    pub outputs: [Vec<f64>; 2],
    /// The thresholds at which at most one and at which none of the malignant tumors is missed.
    pub lenient: [Lenient; 2],
}

/// The strictest threshold at which so many malignant tumors of the test rows are missed, and no more.
pub struct Lenient {
    pub missed: usize,
    pub threshold: f64,
    /// The number of benign tumors that are called malignant at this threshold.
    pub false_alarms: usize,
}

pub fn run() -> Result<Run, Box<dyn Error>> {
    let table = Csv::new().without_header().open(crate::data::path("breast_cancer.csv"))?;
    // The file has 0 for malignant and 1 for benign. The names are in the order of the classes.
    let tumors = table.classified(30, &["1", "0"])?;
    let [training, validation, test] = split_by_class(&tumors, [0.6, 0.2, 0.2], 1)?;
    let (unscaled, _) = train(&training, &validation)?;
    let unscaled_accuracy = accuracy(&unscaled, &test);
    // Column 3 is the mean area of the cells, column 9 the mean fractal dimension of their outlines.
    let ranges = [3, 9].map(|column| range(training.x(), column));

    let scaling = Scaling::standardize(training.x())?;
    let [training, validation, test] = [training, validation, test].map(|part| scaling.scale_x(&part));
    let (training, validation, test) = (training?, validation?, test?);
    let (network, epochs) = train(&training, &validation)?;
    let roc = RocCurve::new(&network, &test)?;
    Ok(Run {
        rows: [training.len(), validation.len(), test.len()],
        epochs,
        ranges,
        unscaled_accuracy,
        log_loss: log_loss(&network, &test),
        matrix: ConfusionMatrix::new(&network, &test)?,
        lenient: [1, 0].map(|missed| lenient(&roc, &test, missed)),
        roc,
        outputs: [0.0, 1.0].map(|class| outputs(&network, &test, class)),
    })
}

/// Returns a trained network, and the number of epochs until early stopping.
fn train(training: &SamplesOf<Tumors>, validation: &SamplesOf<Tumors>) -> Result<(Tumors, usize), TrainingError> {
    let mut network = Tumors::random(1);
    let trainer = Trainer::new(0.005).batch_size(32).epochs(500).lambda(1.0).shuffle(1);
    let state = trainer.optimizer(Adam::default()).validation(validation).patience(20).train(&mut network, training)?;
    Ok((network, state.epochs()))
}

/// Returns the smallest and the largest number of a column.
fn range(rows: &[[f64; 30]], column: usize) -> [f64; 2] {
    let numbers = rows.iter().map(|row| row[column]);
    [numbers.clone().fold(f64::INFINITY, f64::min), numbers.fold(f64::NEG_INFINITY, f64::max)]
}

/// Returns the outputs for the rows of a class, from the least to the largest.
fn outputs(network: &Tumors, test: &SamplesOf<Tumors>, class: f64) -> Vec<f64> {
    let rows = test.iter().filter(|(_, y)| y[0] == class);
    let mut outputs: Vec<f64> = rows.map(|(x, _)| network.output(x)[0]).collect();
    outputs.sort_by(f64::total_cmp);
    outputs
}

fn lenient(roc: &RocCurve, test: &SamplesOf<Tumors>, missed: usize) -> Lenient {
    let malignant = test.y().iter().filter(|y| y[0] == 1.0).count();
    let benign = test.len() - malignant;
    let count = |rate: f64, of: usize| (rate * of as f64).round() as usize;
    let found = |point: &&RocPoint| count(point.true_positive_rate, malignant) + missed >= malignant;
    let point = roc.points().iter().find(found).expect("at the last point of a curve, everything is found");
    Lenient { missed, threshold: point.threshold, false_alarms: count(point.false_positive_rate, benign) }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rows: [training, validation, test], epochs, log_loss, matrix, roc, lenient, .. } = self;
        writeln!(f, "Learned from {training} tumors, stopped after {epochs} epochs by {validation} others")?;
        writeln!(f, "Judged on {test} more: log loss {log_loss:.4}, area under the ROC curve {:.4}\n", roc.auc())?;
        writeln!(f, "Without scaling, the accuracy is {:.4}\n", self.unscaled_accuracy)?;
        writeln!(f, "A row for each class (0 benign, 1 malignant), a column for each prediction:\n\n{matrix}\n")?;
        for Lenient { missed, threshold, false_alarms } in lenient {
            writeln!(
                f,
                "At the threshold {threshold:.4}, {missed} malignant tumors are missed, with {false_alarms} false alarms"
            )?;
        }
        Ok(())
    }
}
