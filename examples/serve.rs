//! A network in use: a row on each line of the standard input, an answer for each (`--features safetensors`).

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::{Adam, CrossEntropy, Model, Softmax, Tanh, Trainer, network};
use std::{env, error::Error, io};

network! {
    /// Bill length, bill depth and flipper length in mm, body mass in g → 3 species.
    struct Penguins { layers: 4 -> 8 Tanh -> 3 Softmax, cost: CrossEntropy }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::temp_dir().join("penguins.safetensors");
    if !path.exists() {
        train()?.save(&path)?;
    }
    let model = Model::<Penguins>::load(&path)?; // weights, scaling and names
    eprintln!("Loaded {}. Type four numbers, as in 39.1, 18.7, 181, 3750, and Ctrl-D at the end.", path.display());
    for line in io::stdin().lines() {
        let row: Result<Vec<f64>, _> = line?.split(',').map(|number| number.trim().parse()).collect();
        match row.map(<[f64; 4]>::try_from) {
            Ok(Ok(row)) if row.iter().all(|x| x.is_finite()) => {
                println!("{} {:.3}", model.class(&row), model.output(&row).into_iter().fold(0.0, f64::max))
            }
            _ => println!("expected four numbers, separated by commas"),
        }
    }
    eprintln!("Next: the example `export` hands a network to Python; `resume` trains one further.");
    Ok(())
}

fn train() -> Result<Model<Penguins>, Box<dyn Error>> {
    let mut table = Csv::new().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/penguins.csv"))?;
    table.drop_missing()?;
    let species = table.classes("species")?;
    let penguins = table.without(["island", "sex", "year"])?.classified("species", &species)?;
    let (scaling, mut network) = (Scaling::standardize(penguins.x())?, Penguins::random(1));
    let trainer = Trainer::new(0.01).optimizer(Adam::default()).batch_size(32).epochs(30).shuffle(1);
    trainer.train(&mut network, &scaling.scale_x(&penguins)?)?;
    Ok(Model::new(network).with_scaling(&scaling).with_classes(&species)?)
}
