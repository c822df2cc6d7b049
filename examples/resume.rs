//! A run that stops early, is saved as a checkpoint, and goes on at a lower rate (`--features safetensors`).

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split;
use backprop::formats::safetensors::Checkpoint;
use backprop::training::trainer::State;
use backprop::{Adam, Identity, SamplesOf, SquaredError, Tanh, Trainer, network};

network! {
    /// Bill length, bill depth and flipper length of a penguin → its body mass, all of them scaled.
    struct Mass { layers: 3 -> 8 Tanh -> 1 Identity, cost: SquaredError }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut table = Csv::new().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/penguins.csv"))?;
    table.drop_missing()?;
    let penguins: SamplesOf<Mass> = table.samples([2, 3, 4], [5])?;
    let [training, validation] = split(&penguins, [0.7, 0.3], 1)?;
    let (x, y) = (Scaling::standardize(training.x())?, Scaling::standardize(training.y())?);
    let (training, validation) = (y.scale_y(&x.scale_x(&training)?)?, y.scale_y(&x.scale_x(&validation)?)?);

    let settings = |rate| {
        let trainer = Trainer::new(rate).optimizer(Adam::default()).batch_size(16).lambda(5.0).shuffle(1);
        trainer.epochs(1000).validation(&validation).patience(20) // stops after 20 epochs without a lower cost
    };
    let tell = |state: &State<Mass>| {
        let (status, cost) = (state.status(), state.best_cost().unwrap_or_default());
        println!("{status:?} after {} epochs; at best, J of the validation rows was {cost:.4}", state.epochs());
    };
    let mut network = Mass::random(1);
    let state = settings(0.05).train(&mut network, &training)?;
    tell(&state);
    let file = std::env::temp_dir().join("mass.safetensors");
    Checkpoint::from_training(&network, &state).save(&file)?;

    // Later, in another program:
    let checkpoint = Checkpoint::<Mass>::load(&file)?;
    let (state, mut network) = (checkpoint.state()?, checkpoint.network);
    tell(&settings(0.005).resume(&mut network, &training, state)?);
    println!("Next: the example `serve` uses a trained network; `Trainer::watch` saves checkpoints on the way.");
    Ok(())
}
