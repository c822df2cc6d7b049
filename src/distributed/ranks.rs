//! The processes that train together, and the order in which they add.
//!
//! ```text
//! rank 0                 rank 1                 rank 2
//! 0 + part 0 + part 1 →  sum + part 2 + part 3 → sum + part 4     // there: each adds its parts to what came before
//!        total        ←         total         ←                   // and back: all have the total
//! ```
//!
//! A sum goes along this chain in stretches, so that the ranks work at the same time: while rank 1 adds to the first
//! stretch, rank 0 sends the second. A rank sends its neighbors at most twice as many numbers as one part has, whatever
//! the number of parts; an all-reduce that may choose its order sends as many.
//!
//! **Invariant**: parts are added one after the other, in their order, so their sum does not depend on the number of ranks.

use crate::equations::scalar::Scalar;
use crate::kernels::workspace::Shares;

/// The number of numbers that a message of the chain has at most: 128 or 256 KiB.
const STRETCH: usize = 1 << 15;

/// A number that ranks add up: `f64` or `f32`. It is sealed.
pub trait Addend: Shares + Into<f64> {
    /// Adds up parts of this number, as [`Ranks::sum_f64`] and [`Ranks::sum_f32`] do.
    #[doc(hidden)]
    fn sum(ranks: &dyn Ranks, parts: &[Self], total: &mut [Self]);
}

impl Addend for f32 {
    fn sum(ranks: &dyn Ranks, parts: &[Self], total: &mut [Self]) {
        ranks.sum_f32(parts, total);
    }
}

impl Addend for f64 {
    fn sum(ranks: &dyn Ranks, parts: &[Self], total: &mut [Self]) {
        ranks.sum_f64(parts, total);
    }
}

/// The processes that train together, as one of them sees them: their number, its own rank among them, and the one thing
/// that they do together, a sum.
///
/// The crate `backprop-mpi` implements it for the processes that `mpirun` has started. [`Alone`] is a single process;
/// [`Threads`](super::Threads) are threads of one process. To use another engine, implement it by [`chain`].
///
/// ```
/// use backprop::distributed::{Ranks, Threads};
///
/// // Each rank has a part of two numbers; every rank gets the sum.
/// let totals = Threads::run(3, |ranks| {
///     let mine = [1.0, 10.0 * ranks.rank() as f64];
///     let mut total = [0.0; 2];
///     ranks.sum_f64(&mine, &mut total);
///     total
/// });
/// assert_eq!(totals, [[3.0, 30.0]; 3]);
/// ```
pub trait Ranks {
    /// Returns the number of this rank, from 0.
    fn rank(&self) -> usize;

    /// Returns the number of ranks.
    fn count(&self) -> usize;

    /// Adds up the parts of all ranks, and writes the sum to `total`, on every rank the same bits. All ranks call it
    /// together, with a `total` of the same length.
    ///
    /// `parts` are those of this rank, one after the other, each as long as `total`; there may be none. **The order of the
    /// sum is a promise**: from 0 on, the parts of rank 0 in their order, then those of rank 1, and so on, one after the
    /// other. So the sum is the same wherever a part is. An all-reduce of each rank's own sum, which MPI has, adds in
    /// another order for another number of ranks.
    fn sum_f64(&self, parts: &[f64], total: &mut [f64]);

    /// Adds up parts of `f32`, as [`sum_f64`](Self::sum_f64) does.
    fn sum_f32(&self, parts: &[f32], total: &mut [f32]);
}

/// A single process: the one rank of one.
///
/// ```
/// use backprop::distributed::{Alone, Ranks};
///
/// let mut total = [0.0; 2];
/// Alone.sum_f64(&[1.0, 2.0, 10.0, 20.0], &mut total); // two parts
/// assert_eq!(total, [11.0, 22.0]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Alone;

impl Ranks for Alone {
    fn rank(&self) -> usize {
        0
    }

    fn count(&self) -> usize {
        1
    }

    fn sum_f64(&self, parts: &[f64], total: &mut [f64]) {
        chain([0, 1], parts, total, |_, _| {}, |_, _| {});
    }

    fn sum_f32(&self, parts: &[f32], total: &mut [f32]) {
        chain([0, 1], parts, total, |_, _| {}, |_, _| {});
    }
}

/// Adds up the parts of all ranks as [`Ranks`] promises, with nothing but messages between neighbors. It is what
/// an engine needs to implement `sum_f64` and `sum_f32`.
///
/// `rank` is the number of this rank, `count` the number of ranks. `send` sends numbers to a rank, and may return before
/// they have been received; `receive` waits for the next numbers from a rank, which are as many as it is to write.
/// Messages from one rank to another arrive in the order in which they were sent.
///
/// ```
/// use backprop::distributed::chain;
/// use std::sync::mpsc::channel;
///
/// let ((there, from_first), (back, from_second)) = (channel::<Vec<f64>>(), channel::<Vec<f64>>());
/// let second = std::thread::spawn(move || {
///     let mut total = [0.0; 2];
///     let send = |_, numbers: &[f64]| back.send(numbers.to_vec()).unwrap();
///     chain([1, 2], &[10.0, 20.0], &mut total, send, |_, numbers| numbers.copy_from_slice(&from_first.recv().unwrap()));
///     total
/// });
/// let mut total = [0.0; 2];
/// let send = |_, numbers: &[f64]| there.send(numbers.to_vec()).unwrap();
/// chain([0, 2], &[1.0, 2.0], &mut total, send, |_, numbers| numbers.copy_from_slice(&from_second.recv().unwrap()));
/// assert_eq!((total, second.join().unwrap()), ([11.0, 22.0], [11.0, 22.0]));
/// ```
pub fn chain<T: Scalar>(
    [rank, count]: [usize; 2],
    parts: &[T],
    total: &mut [T],
    mut send: impl FnMut(usize, &[T]),
    mut receive: impl FnMut(usize, &mut [T]),
) {
    let is_last = rank + 1 == count;
    let length = total.len().max(1);
    for (i, sums) in total.chunks_mut(STRETCH).enumerate() {
        match rank {
            0 => sums.fill(T::ZERO),
            _ => receive(rank - 1, sums),
        }
        for part in parts.chunks(length) {
            sums.iter_mut().zip(&part[i * STRETCH..]).for_each(|(sum, &term)| *sum += term);
        }
        if !is_last {
            send(rank + 1, sums);
        }
    }
    for sums in total.chunks_mut(STRETCH) {
        if !is_last {
            receive(rank + 1, sums);
        }
        if rank > 0 {
            send(rank - 1, sums);
        }
    }
}
