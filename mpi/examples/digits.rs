//! Handwritten digits, learned by several processes: `mpirun -n 2 target/release/examples/digits [CHECKPOINT [EPOCHS]]`.
//!
//! Each rank reads its own rows of `examples/data/digits.csv`. Rank 0 prints J and saves a checkpoint after each epoch; if the file is
//! there at the start, the run goes on from it, on as many ranks as there are now. Whatever their number, the last line is
//! the same.

use backprop::data::csv::Csv;
use backprop::distributed::{Parts, Ranks, Shard, agree, gather};
use backprop::formats::safetensors::{Checkpoint, SafetensorsError};
use backprop::training::trainer::{Epoch, State};
use backprop::{Adam, CrossEntropy, Samples, SamplesOf, Sigmoid, Softmax, Trainer, network};
use backprop_mpi::{World, run};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;

network! {
    /// Maps 8 × 8 pixels to ten digits.
    struct Digits { layers: 64 -> 25 Sigmoid -> 10 Softmax, cost: CrossEntropy }
}

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/digits.csv");
const CLASSES: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

fn main() -> ExitCode {
    run(train)
}

fn train(world: &World) -> Result<(), Box<dyn Error>> {
    let samples = agree(load(world), world)?;
    let mine = samples.as_ref().map_or(0, |samples| samples.len());
    println!("Rank {} of {} has {mine} rows.", world.rank(), world.count());
    let shard = Shard::<Digits>::new(samples.as_ref(), world)?;

    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().map(PathBuf::from);
    let epochs = arguments.next().map_or(Ok(20), |epochs| epochs.parse());
    let epochs = agree(epochs.map_err(|error| format!("the number of epochs: {error}")), world)?;
    let start = match file.as_ref().filter(|file| file.exists()) {
        Some(file) => Checkpoint::load(file).and_then(|saved| Ok((saved.state()?, saved.network))),
        None => Ok((State::new(), Digits::random(1))),
    };
    let (state, mut digits) = agree(start, world)?;
    let save = |epoch: &Epoch<'_, Digits>| -> Result<(), SafetensorsError> {
        let Some(file) = &file else { return Ok(()) };
        Checkpoint::from_training(epoch.network(), epoch.state()).save(file)
    };
    let mut saved = Ok(());
    // Only rank 0 watches; if it stops, all do.
    let trainer = Trainer::new(0.01).optimizer(Adam::default()).batch_size(120).shuffle(1).lambda(0.1).epochs(epochs);
    let trainer = trainer.watch(|epoch| {
        saved = save(epoch);
        println!("epoch {:>2}: J = {:.6}", epoch.number(), epoch.cost());
        if saved.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let state = trainer.resume_across(&mut digits, &shard, state)?;
    agree(saved, world)?;

    // Each rank counts the rows that are read right among its own.
    let is_right = |(x, y): &(&[f64; 64], &[f64; 10])| y[digits.predict(x)] == 1.0;
    let right = samples.iter().flat_map(|samples| samples.iter()).filter(is_right).count();
    let right: f64 = gather(&[right as f64], world).concat().iter().sum();
    if let (0, Some(j)) = (world.rank(), state.costs().last()) {
        println!("{} epochs: J = {j:?}, {right} of {} rows read right.", state.epochs(), shard.len());
    }
    Ok(())
}

/// Returns the rows of this rank.
fn load(world: &World) -> Result<Option<SamplesOf<Digits>>, Box<dyn Error + Send + Sync>> {
    let rows = |m| Parts::of(m).rows(world.rank(), world.count());
    let Some(table) = Csv::new().without_header().open_rows(FILE, rows)? else { return Ok(None) };
    let digits: SamplesOf<Digits> = table.classified(64, &CLASSES)?;
    let x: Vec<_> = digits.x().iter().map(|x| x.map(|ink| ink / 16.0)).collect();
    Ok(Some(Samples::new(x, digits.y())?))
}
