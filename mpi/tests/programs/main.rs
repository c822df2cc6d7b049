//! The programs that the tests start by `mpirun`: `programs NAME ARGUMENTS`.

mod networks;

use backprop::data::DataError;
use backprop::data::csv::Csv;
use backprop::distributed::{self, Addend, Parts, Ranks, Shard, agree};
use backprop::formats::safetensors::Checkpoint;
use backprop::training::trainer::State;
use backprop::{Adam, Network, SamplesOf, Scalar, Trainer};
use backprop_mpi::{World, run};
use networks::{Net, Single, all, bits};
use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{ExitCode, id};
use std::thread::sleep;
use std::time::Duration;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run(|world| match arguments[..] {
        ["descent", m] => descent(m.parse()?, world),
        ["trainer", file, pause] => trainer(Path::new(file), pause.parse()?, world),
        ["panics", rank] => panics(rank.parse()?, world),
        ["fails", rank] => fails(rank.parse()?, world),
        ["table", file] => table(file, world),
        _ => Err("started by `mpirun` with the name of a program".into()),
    })
}

/// Writes a result in one piece.
fn tell(name: impl fmt::Display, result: impl fmt::Display) {
    io::stdout().write_all(format!("[{name}: {result}]\n").as_bytes()).unwrap();
}

fn mine<N: Network>(all: &SamplesOf<N>, world: &World) -> Option<SamplesOf<N>> {
    all.select(&Parts::of(all.len()).rows(world.rank(), world.count()).collect::<Vec<_>>()).ok()
}

/// Trains by batch descent.
fn descent(m: usize, world: &World) -> Result<(), Box<dyn Error>> {
    fn trained<N: Network<Scalar: Addend>>(all: &SamplesOf<N>, world: &World) -> Result<String, Box<dyn Error>> {
        let mine = mine::<N>(all, world);
        let (lambda, rate) = (N::Scalar::from_f64(0.3), N::Scalar::from_f64(0.2));
        let mut network = N::random(1);
        distributed::batch_descent(&mut network, &Shard::new(mine.as_ref(), world)?, lambda, rate, 3)?;
        Ok(bits(&network))
    }
    tell("result", format!("{} {}", trained::<Net>(&all(m), world)?, trained::<Single>(&all(m), world)?));
    Ok(())
}

/// Trains for 12 epochs, with a checkpoint after each, and a pause in milliseconds. It goes on from the checkpoint that is there.
fn trainer(file: &Path, pause: u64, world: &World) -> Result<(), Box<dyn Error>> {
    tell(format!("process of {}", world.rank()), id());
    let saved = file.exists().then(|| Checkpoint::<Net>::load(file)).transpose()?;
    let (state, mut net) = match saved {
        Some(saved) => (saved.state()?, saved.network),
        None => (State::new(), Net::random(1)),
    };
    let mine = mine::<Net>(&all(3000), world);
    let shard = Shard::new(mine.as_ref(), world)?;
    let trainer = Trainer::new(0.02).optimizer(Adam::default()).batch_size(500).shuffle(3).epochs(12);
    let trainer = trainer.watch(|epoch| {
        Checkpoint::from_training(epoch.network(), epoch.state()).save(file).unwrap();
        sleep(Duration::from_millis(pause));
        ControlFlow::Continue(())
    });
    let state = trainer.resume_across(&mut net, &shard, state)?;
    tell("result", format!("{} after {} epochs, J {:?}", bits(&net), state.epochs(), state.costs()));
    Ok(())
}

/// Panics on one rank, while the others wait for its sum.
fn panics(rank: usize, world: &World) -> Result<(), Box<dyn Error>> {
    if world.rank() == rank {
        panic!("something went wrong");
    }
    world.sum_f64(&[1.0], &mut [0.0]);
    Ok(())
}

/// Returns an error with a cause on one rank, while the others wait for its sum.
fn fails(rank: usize, world: &World) -> Result<(), Box<dyn Error>> {
    if world.rank() == rank {
        let source = io::Error::other("the disk is gone");
        return Err(DataError::Read { file: "x.npy".to_owned(), source }.into());
    }
    world.sum_f64(&[1.0], &mut [0.0]);
    Ok(())
}

/// Reads the rows of each rank from a table with the columns x and y.
fn table(file: &str, world: &World) -> Result<(), Box<dyn Error>> {
    let rows = |m| Parts::of(m).rows(world.rank(), world.count());
    let table = agree(Csv::new().open_rows(file, rows), world)?;
    let numbers = table.map(|table| table.numbers::<f64, 2>(["x", "y"])).transpose();
    agree(numbers, world)?;
    Ok(())
}
