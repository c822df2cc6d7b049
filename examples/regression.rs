//! Regression: predicts a number, the body mass of a penguin. It is scaled for the training; answers are in g again.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split;
use backprop::metrics::RegressionReport;
use backprop::{Adam, Identity, Model, SamplesOf, SquaredError, Tanh, Trainer, network};

network! {
    /// Bill length, bill depth and flipper length in mm, 3 species and 2 sexes → body mass in g.
    struct Mass { layers: 8 -> 8 Tanh -> 1 Identity, cost: SquaredError }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut table = Csv::new().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/penguins.csv"))?;
    table.drop_missing()?;
    for column in ["species", "sex"] {
        table.one_hot(column, &table.classes(column)?)?;
    }
    let measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"];
    let categories = ["species_Adelie", "species_Chinstrap", "species_Gentoo", "sex_female", "sex_male"];
    let penguins: SamplesOf<Mass> = table.samples(measures.into_iter().chain(categories), ["body_mass_g"])?;
    let [training, test] = split(&penguins, [0.7, 0.3], 1)?;
    let (inputs, grams) = (Scaling::standardize(training.x())?, Scaling::standardize(training.y())?);

    let mut network = Mass::random(1);
    let trainer = Trainer::new(0.01).optimizer(Adam::default()).batch_size(32).epochs(50).lambda(1.0).shuffle(1);
    trainer.train(&mut network, &grams.scale_y(&inputs.scale_x(&training)?)?)?;

    let model = Model::new(network).with_scaling(&inputs).with_target_scaling(&grams); // takes mm, answers g
    let report = RegressionReport::from_pairs(test.y().iter().zip(model.outputs(test.x())))?;
    println!("Learned from {} penguins. The errors on the others, in g:\n", training.len());
    println!("{}\n", report.with_names(&["mass"])?);
    for (x, y) in test.iter().take(3) {
        println!("A flipper of {} mm: {:.0} g, in truth {} g", x[2], model.output(x)[0], y[0]);
    }
    println!(
        "\nNext: the example `own_cost` predicts a bound instead of the mean; `labels` answers several questions."
    );
    Ok(())
}
