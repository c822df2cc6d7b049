//! Multiclass classification: three species of iris, given four lengths. Loads a table, splits and scales it, trains a
//! network and evaluates it.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split_by_class;
use backprop::metrics::{ConfusionMatrix, log_loss};
use backprop::{CrossEntropy, Momentum, Softmax, Tanh, Trainer, network};
use std::error::Error;
use std::fmt;

network! {
    /// Maps four lengths to the probability of each species.
    pub struct Irises {
        layers: 4 -> 8 Tanh -> 3 Softmax,
        cost: CrossEntropy,
    }
}

/// The results of the trained network on the test rows, which it was not trained on.
pub struct Run {
    pub training_rows: usize,
    pub test_rows: usize,
    pub cost: f64,
    pub log_loss: f64,
    pub matrix: ConfusionMatrix,
}

pub fn run() -> Result<Run, Box<dyn Error>> {
    let table = Csv::new().open(crate::data::path("iris.csv"))?;
    let irises = table.classified("class", &table.classes("class")?)?;
    let [training, test] = split_by_class(&irises, [0.6, 0.4], 1)?;
    let scaling = Scaling::standardize(training.x())?;
    let (training, test) = (scaling.scale_x(&training)?, scaling.scale_x(&test)?);

    let mut network = Irises::random(1);
    let trainer = Trainer::new(0.02).batch_size(10).epochs(100).lambda(0.1).shuffle(1);
    trainer.optimizer(Momentum::default()).train(&mut network, &training)?;

    Ok(Run {
        training_rows: training.len(),
        test_rows: test.len(),
        cost: network.cost(&training, 0.0),
        log_loss: log_loss(&network, &test),
        matrix: ConfusionMatrix::new(&network, &test)?,
    })
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { training_rows, test_rows, cost, log_loss, matrix } = self;
        writeln!(f, "Learned from {training_rows} flowers: J = {cost:.4} without the penalty")?;
        let accuracy = 100.0 * matrix.accuracy();
        writeln!(f, "Judged on {test_rows} others: {accuracy:.1} % right, log loss {log_loss:.4}\n")?;
        writeln!(f, "A row a species (setosa, versicolor, virginica), a column what it was taken for:\n\n{matrix}")
    }
}
