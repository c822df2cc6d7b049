//! Trains the networks of [`backprop`] on many machines, by MPI.
//!
//! [`backprop::distributed`] trains across [`Ranks`]; here they are the processes that `mpirun`, or a scheduler, has started:
//! the [`World`]. [`run`] is the `main` of such a program:
//!
//! ```no_run
//! use backprop::distributed::{Parts, Ranks, Shard, agree, batch_descent};
//! use backprop::{CrossEntropy, Samples, SamplesOf, Sigmoid, Softmax, data::csv::Csv, network};
//! use backprop_mpi::{World, run};
//! use std::error::Error;
//! use std::process::ExitCode;
//!
//! network! {
//!     struct Iris { layers: 4 -> 5 Sigmoid -> 3 Softmax, cost: CrossEntropy }
//! }
//!
//! fn main() -> ExitCode {
//!     run(train)
//! }
//!
//! fn train(world: &World) -> Result<(), Box<dyn Error>> {
//!     let rows = |m| Parts::of(m).rows(world.rank(), world.count());
//!     // If a row of any rank is wrong, all ranks end with its error.
//!     let table = agree(Csv::new().open_rows("iris.csv", rows), world)?;
//!     let classes = ["setosa", "versicolor", "virginica"];
//!     let samples = table.map(|table| table.classified("class", &classes)).transpose();
//!     let samples: Option<SamplesOf<Iris>> = agree(samples, world)?;
//!
//!     let mut iris = Iris::random(1);
//!     batch_descent(&mut iris, &Shard::new(samples.as_ref(), world)?, 0.0, 0.5, 300)?;
//!     if world.rank() == 0 {
//!         println!("{:?}", iris.output(&[5.0, 3.4, 1.5, 0.2]));
//!     }
//!     Ok(())
//! }
//! ```
//!
//! **Invariant**: a rank that fails ends the job. An error and a panic end all ranks with a message that names the rank; a rank
//! that is killed is noticed by `mpirun`, which ends the others. None waits for a rank that is gone.

use backprop::TrainingError;
use backprop::distributed::{RankError, Ranks, chain};
use mpi::topology::SimpleCommunicator;
use mpi::traits::{Communicator, Destination, Equivalence, Source};
use std::error::Error;
use std::fmt;
use std::iter::successors;
use std::panic;
use std::process::ExitCode;

/// The exit code of a rank that ends with an error.
const FAILED: i32 = 1;

/// The exit code of a rank that panics, as that of any Rust program.
const PANICKED: i32 = 101;

/// The processes that `mpirun` has started: as [`Ranks`], what `backprop` trains across.
pub struct World {
    communicator: SimpleCommunicator,
}

/// Starts MPI, runs `program` on this rank, and ends MPI: the body of `main`.
///
/// If `program` returns an error or panics, the job ends on all ranks, with a message on the standard error output. An error
/// that all ranks have agreed on is told once, by the rank that has it: a [`RankError`], as
/// [`agree`](backprop::distributed::agree) and training across ranks return it.
///
/// A panic ends the job even if the program would catch it, since the other ranks may wait for this one.
///
/// # Panics
///
/// Panics if MPI has been started before in this process: call it once.
pub fn run<E: Into<Box<dyn Error>>>(program: impl FnOnce(&World) -> Result<(), E>) -> ExitCode {
    // Dropped at the end, which ends MPI when all ranks have come so far.
    let universe = mpi::initialize().expect("MPI has been started before in this process");
    let world = World { communicator: universe.world() };
    let rank = world.rank();
    abort_on_panic(rank);
    let Err(error) = program(&world) else { return ExitCode::SUCCESS };
    let error = error.into();
    match agreed(&*error) {
        Some(agreed) if agreed.rank == rank => eprintln!("{agreed}"),
        Some(_) => {}
        None => {
            eprintln!("rank {rank}: {}", with_causes(&*error));
            world.communicator.abort(FAILED);
        }
    }
    ExitCode::FAILURE
}

/// Ends all ranks if this one panics. A panic would otherwise end MPI on this rank alone, which waits for the others, while they
/// wait for a message of this one.
fn abort_on_panic(rank: usize) {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        before(info);
        eprintln!("rank {rank} has panicked: all ranks end");
        SimpleCommunicator::world().abort(PANICKED);
    }));
}

/// Returns the error that all ranks have, if it is one.
fn agreed<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e RankError> {
    match error.downcast_ref() {
        Some(TrainingError::Rank(agreed)) => Some(agreed),
        _ => error.downcast_ref(),
    }
}

/// Returns the message of an error and of its causes.
fn with_causes(error: &(dyn Error + 'static)) -> String {
    successors(Some(error), |&error| error.source()).map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

impl World {
    /// Returns the communicator of `mpi`, for messages of your own.
    pub fn communicator(&self) -> &SimpleCommunicator {
        &self.communicator
    }

    fn sum<T: backprop::Scalar + Equivalence>(&self, parts: &[T], total: &mut [T]) {
        let neighbor = |rank: usize| self.communicator.process_at_rank(rank as i32);
        let send = |to, numbers: &[T]| neighbor(to).send(numbers);
        let receive = |from, numbers: &mut [T]| {
            neighbor(from).receive_into(numbers);
        };
        chain([self.rank(), self.count()], parts, total, send, receive);
    }
}

impl Ranks for World {
    fn rank(&self) -> usize {
        self.communicator.rank() as usize
    }

    fn count(&self) -> usize {
        self.communicator.size() as usize
    }

    fn sum_f64(&self, parts: &[f64], total: &mut [f64]) {
        self.sum(parts, total);
    }

    fn sum_f32(&self, parts: &[f32], total: &mut [f32]) {
        self.sum(parts, total);
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rank {} of {}", self.rank(), self.count())
    }
}
