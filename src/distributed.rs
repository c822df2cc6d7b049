//! Training on many machines: Δ is a sum over the examples, so each machine can hold some of them.
//!
//! Every process, a *rank*, has the whole network and some of the samples. In each step it accumulates Δ over its own
//! samples; the ranks add up their Δ; and each takes the same step with the sum. What they send is as large as the network,
//! whatever the number of samples.
//!
//! Floating-point sums depend on their order, so the order is fixed: the samples are divided into [parts](Parts), a rank
//! holds whole parts, and the Δ of the parts are added one after the other, whichever rank has them. So a training
//! ends at the same weights, to the last bit, on any number of ranks and in a single process.
//!
//! | item | what it is |
//! |---|---|
//! | [`Ranks`] | the processes, as one of them sees them; [`Alone`], [`Threads`], and `backprop-mpi` for MPI |
//! | [`Parts`] | which rows a rank holds |
//! | [`Shard`] | the samples of all ranks, their cost and gradient |
//! | [`batch_descent`], [`minibatch_descent`] | gradient descent across ranks |
//! | [`Trainer::train_across`](crate::Trainer::train_across) | a trainer across ranks, with checkpoints |
//! | [`agree`], [`gather`] | what ranks tell each other: errors, measurements |
//! | [`chain`] | the sum by messages between neighbors, to implement [`Ranks`] for another engine |
//!
//! All ranks run the same program, and call each function that takes ranks or a shard together. **No rank waits for one
//! that cannot go on**: an error on one rank is an error on all, with its number ([`RankError`]). To let a file that is wrong
//! end all ranks, hand the result of loading it to [`agree`]:
//!
//! ```
//! use backprop::distributed::{Alone, Parts, Ranks, Shard, agree, batch_descent};
//! # use backprop::{CrossEntropy, Samples, SamplesOf, Sigmoid, Tanh};
//! # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
//! # fn load(rows: std::ops::Range<usize>) -> Result<Option<SamplesOf<Xor>>, backprop::SamplesError> {
//! #     Samples::new([[0.0, 0.0], [0.0, 1.0]], [[0.0], [1.0]]).map(Some)
//! # }
//!
//! let ranks = Alone; // or `World` of `backprop-mpi`
//! let rows = Parts::of(2).rows(ranks.rank(), ranks.count());
//! let samples = agree(load(rows), &ranks)?; // of a file with 2 rows, those of this rank
//! let shard = Shard::new(samples.as_ref(), &ranks)?;
//! let mut xor = Xor::random(7);
//! batch_descent(&mut xor, &shard, 0.0, 0.5, 100)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is found in the data has to be found in the rows of all ranks. The classes of a table are named by the program. A scaling
//! by the least and the largest number of each column needs no more of a rank than these two rows of extremes:
//!
//! ```
//! use backprop::data::scaling::Scaling;
//! use backprop::distributed::{Ranks, Threads, gather};
//!
//! let x = [[1.0, 10.0], [5.0, 70.0], [2.0, 30.0], [4.0, 20.0]];
//! let scalings = Threads::run(2, |ranks| {
//!     let mine = &x[2 * ranks.rank()..2 * ranks.rank() + 2];
//!     let extremes = [f64::min, f64::max].map(|pick| mine[1..].iter().fold(mine[0], |row, x| [pick(row[0], x[0]), pick(row[1], x[1])]));
//!     let all = gather(extremes.as_flattened(), ranks).concat();
//!     Scaling::min_max(all.as_chunks::<2>().0)
//! });
//! assert!(scalings.iter().all(|scaling| *scaling == Scaling::min_max(&x)));
//! ```
//!
//! **Invariant**: all ranks have the same weights, to the last bit, after each step. Each checks after an epoch that they
//! have.

#![cfg(feature = "std")]

mod agreement;
mod descent;
mod parts;
mod ranks;
mod shard;
mod sums;
mod threads;
mod trainer;

pub use crate::network::RankError;
pub use agreement::agree;
#[doc(alias("allgather", "all_gather"))]
pub use agreement::gather;
pub use descent::{batch_descent, minibatch_descent};
#[doc(alias("partition", "shards"))]
pub use parts::Parts;
#[doc(alias("communicator", "allreduce", "all_reduce", "world"))]
pub use ranks::Ranks;
pub use ranks::{Addend, Alone, chain};
pub use shard::Shard;
pub use threads::Threads;
