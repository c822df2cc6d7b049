//! Multiclass classification: three species of iris, given four lengths. Loads a table, splits and scales it, trains a
//! network and evaluates it.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split_by_class;
use backprop::metrics::{ConfusionMatrix, log_loss};
use backprop::{CrossEntropy, Momentum, Softmax, Tanh, Trainer, network};
use std::error::Error;

network! {
    /// Maps four lengths to the probability of each species.
    pub struct Irises {
        layers: 4 -> 8 Tanh -> 3 Softmax,
        cost: CrossEntropy,
    }
}

const SPECIES: [&str; 3] = ["setosa", "versicolor", "virginica"];

fn main() -> Result<(), Box<dyn Error>> {
    let table = Csv::new().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/iris.csv"))?;
    let irises = table.classified("class", &table.classes("class")?)?;
    let [training, test] = split_by_class(&irises, [0.6, 0.4], 1)?;
    let scaling = Scaling::standardize(training.x())?;
    let (training, test) = (scaling.scale_x(&training)?, scaling.scale_x(&test)?);

    let mut network = Irises::random(1);
    let trainer = Trainer::new(0.02).batch_size(10).epochs(100).lambda(0.1).shuffle(1);
    trainer.optimizer(Momentum::default()).train(&mut network, &training)?;

    let (cost, matrix) = (network.cost(&training, 0.0), ConfusionMatrix::new(&network, &test)?.with_names(&SPECIES)?);
    println!("Learned from {} flowers: J = {cost:.4} without the penalty", training.len());
    let (accuracy, log_loss) = (100.0 * matrix.accuracy(), log_loss(&network, &test));
    println!("Judged on {} others: {accuracy:.1} % right, log loss {log_loss:.4}\n", test.len());
    println!("A row is a species, a column what it was taken for:\n\n{matrix}\n");
    println!(
        "Next: the example `csv` reads a table with gaps and words; `breast_cancer` stops when it has learned enough."
    );
    Ok(())
}
