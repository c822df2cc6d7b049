//! A network in use: from a table to a file, then an answer for each record that comes in (`--features safetensors`).

use backprop::data::csv::{Csv, Fill};
use backprop::data::scaling::Scaling;
use backprop::{Adam, CrossEntropy, Model, Softmax, Tanh, Trainer, network};
use std::{env, error::Error, io};

network! {
    /// 3 islands, 4 measures and 2 sexes → 3 species.
    struct Penguins { layers: 9 -> 8 Tanh -> 3 Softmax, cost: CrossEntropy }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::temp_dir().join("penguins-of-islands.safetensors");
    if !path.exists() {
        train()?.save(&path)?;
    }
    let model = Model::<Penguins>::load(&path)?; // weights, scaling, names, and the preparation of records
    eprintln!("Loaded {}. Type a record, and Ctrl-D at the end:", path.display());
    eprintln!("island=Dream&bill_length_mm=39.1&bill_depth_mm=18.7&flipper_length_mm=181&body_mass_g=&sex=male");
    for line in io::stdin().lines() {
        match model.row(line?.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")))) {
            Ok(row) => println!("{} {:.3}", model.class(&row), model.output(&row).into_iter().fold(0.0, f64::max)),
            Err(error) => println!("{error}"),
        }
    }
    eprintln!("Next: the example `export` hands a network to Python; `resume` trains one further.");
    Ok(())
}

fn train() -> Result<Model<Penguins>, Box<dyn Error>> {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/penguins.csv");
    let mut table = Csv::new().open(data)?.without(["year"])?;
    table.fill_missing("body_mass_g", Fill::Median)?; // of a record in use, too
    table.drop_missing()?;
    for column in ["island", "sex"] {
        table.one_hot(column, &table.classes(column)?)?;
    }
    let species = table.classes("species")?;
    let penguins = table.classified("species", &species)?;
    let (scaling, mut network) = (Scaling::standardize(penguins.x())?, Penguins::random(1));
    let trainer = Trainer::new(0.01).optimizer(Adam::default()).batch_size(32).epochs(30).shuffle(1);
    trainer.train(&mut network, &scaling.scale_x(&penguins)?)?;
    let preparation = table.without(["species"])?.preparation()?;
    Ok(Model::new(network).with_scaling(&scaling).with_classes(&species)?.with_preparation(preparation)?)
}
