//! Work on several threads, if the feature `rayon` is on and there is enough work to repay it.
//!
//! Work is divided in halves, and each half again, until each thread has a part (`rayon::join`, fork and join). There
//! are two kinds of work: a product, whose result is divided by rows, and a list of items, of which each is done by one
//! thread.
//!
//! **Invariant**: the results do not depend on how the work is divided, so they do not depend on the number of threads.
//! Nothing is allocated.

use super::float::Float;
use super::vector::{Cpu, Task};

#[cfg(test)]
#[cfg(feature = "rayon")]
mod tests;

/// A product that can be divided by the rows of its result.
#[cfg(feature = "rayon")]
pub trait Divisible: Sized {
    /// Returns the number of its multiplications.
    fn work(&self) -> usize;
    /// Returns the number of rows of its result.
    fn rows(&self) -> usize;
    /// Divides it into the first half of the rows and the second.
    fn halves(self) -> [Self; 2];
}

/// The least number of multiplications of a part that repay a thread of the pool: about 10 µs of work.
#[cfg(feature = "rayon")]
const WORTH_A_THREAD: usize = 1 << 19;

/// The least number of multiplications that repay the way of a caller's thread into the pool: about 50 µs of work, since
/// threads may sleep.
pub const WORTH_A_POOL: usize = 1 << 22;

/// Calls `run`, on a thread of the pool if there is enough work to divide. A product is divided without delay there; from
/// another thread, each would have to wake a thread of the pool and wait for it.
pub fn in_pool<R: Send>(work: usize, run: impl FnOnce() -> R + Send) -> R {
    #[cfg(feature = "rayon")]
    if work >= WORTH_A_POOL && threads() > 1 {
        return rayon::scope(|_| run());
    }
    let _ = work;
    run()
}

/// Returns the number of threads: those of rayon's current pool, or 1 without the feature.
pub fn threads() -> usize {
    #[cfg(feature = "rayon")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "rayon"))]
    1
}

/// The work on an item, given its number and scratch memory.
pub type Action<'a, S, M> = dyn Fn(usize, &mut S, &mut M) + Sync + 'a;

/// Calls `action` for each item with its number. If there are enough multiplications, that is done on several threads,
/// one for each scratch memory.
pub fn for_each<S: Send, M: Send>(items: &mut [S], scratch: &mut [M], work: usize, action: &Action<'_, S, M>) {
    let threads = if work < WORTH_A_POOL { 1 } else { scratch.len() };
    in_pool(work, || deal_out(0, items, &mut scratch[..threads], action));
}

/// Calls `action` for items that are numbered from `first` on, on as many threads as there are scratch memories.
fn deal_out<S: Send, M: Send>(first: usize, items: &mut [S], scratch: &mut [M], action: &Action<'_, S, M>) {
    #[cfg(feature = "rayon")]
    if scratch.len() > 1 {
        let half = items.len().div_ceil(2);
        let (items, others) = items.split_at_mut(half);
        let (scratch, other_scratch) = scratch.split_at_mut(scratch.len().div_ceil(2));
        let work = || deal_out(first, items, scratch, action);
        rayon::join(work, || deal_out(first + half, others, other_scratch, action));
        return;
    }
    items.iter_mut().enumerate().for_each(|(i, item)| action(first + i, item, &mut scratch[0]));
}

/// Runs a task, on several threads if it has enough work.
#[cfg(feature = "rayon")]
pub fn run<T: Float, K: Task<T, Output = ()> + Divisible + Send>(cpu: Cpu, task: K) {
    divide(cpu, task, rayon::current_num_threads());
}

/// Runs a task.
#[cfg(not(feature = "rayon"))]
pub fn run<T: Float, K: Task<T, Output = ()>>(cpu: Cpu, task: K) {
    T::dispatch(cpu, task);
}

/// Runs a task on up to `threads` threads.
#[cfg(feature = "rayon")]
fn divide<T: Float, K: Task<T, Output = ()> + Divisible + Send>(cpu: Cpu, task: K, threads: usize) {
    if threads < 2 || task.rows() < 2 || task.work() < 2 * WORTH_A_THREAD {
        return T::dispatch(cpu, task);
    }
    let [one, other] = task.halves();
    rayon::join(|| divide(cpu, one, threads.div_ceil(2)), || divide(cpu, other, threads / 2));
}
