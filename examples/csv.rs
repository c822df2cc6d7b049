//! Your own table: missing values, categories, names of classes, a report. Which species is a penguin of?

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split_by_class;
use backprop::metrics::ClassificationReport;
use backprop::{Adam, CrossEntropy, Model, Softmax, Tanh, Trainer, network};

network! {
    /// 3 islands, 4 measures and 2 sexes → 3 species.
    struct Penguins { layers: 9 -> 8 Tanh -> 3 Softmax, cost: CrossEntropy }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = Csv::new().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/penguins.csv"))?;
    println!("{file}");
    let mut table = file.without(["year"])?;
    println!("{} rows have a missing value and are left out.", table.drop_missing()?);
    for column in ["island", "sex"] {
        table.one_hot(column, &table.classes(column)?)?; // a column of 0 and 1 for each category
    }
    let species = table.classes("species")?;
    let penguins = table.classified("species", &species)?;
    let [training, test] = split_by_class(&penguins, [0.7, 0.3], 1)?;
    let scaling = Scaling::standardize(training.x())?; // from the training rows alone

    let mut network = Penguins::random(1);
    let trainer = Trainer::new(0.01).optimizer(Adam::default()).batch_size(32).epochs(100).shuffle(1);
    trainer.train(&mut network, &scaling.scale_x(&training)?)?;

    let model = Model::new(network).with_scaling(&scaling).with_classes(&species)?;
    let matrix = model.confusion_matrix(&test)?; // of rows as they were measured
    println!(
        "A row is a species, a column what it was taken for:\n\n{matrix}\n\n{}",
        ClassificationReport::new(&matrix)
    );
    println!("\nThe first penguin of the table is of the species {}.", model.class(&penguins.x()[0]));
    println!(
        "Next: the example `regression` predicts a number; `serve` keeps a network in a file and answers questions."
    );
    Ok(())
}
