//! Work in two halves at a time, on two threads: with the feature `rayon`, and where there is enough of it.
//!
//! **Invariant**: what is computed does not depend on how it is divided, so results do not depend on the number of
//! threads. Nothing is allocated.

use super::float::Float;
use super::vector::{Cpu, Task};

#[cfg(test)]
#[cfg(feature = "rayon")]
mod tests;

/// A product that can be divided by the rows of its result.
#[cfg(feature = "rayon")]
pub trait Divisible: Sized {
    /// The number of its multiplications.
    fn work(&self) -> usize;
    /// The rows of its result.
    fn rows(&self) -> usize;
    /// The first half of the rows, and the second.
    fn halves(self) -> [Self; 2];
}

/// As many multiplications as are worth a thread: about 50 µs.
const WORTH_A_THREAD: usize = 1 << 21;

/// How many threads there are.
pub fn threads() -> usize {
    #[cfg(feature = "rayon")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "rayon"))]
    1
}

/// What is done with an item, given its number and scratch memory.
pub type Action<'a, S, M> = dyn Fn(usize, &mut S, &mut M) + Sync + 'a;

/// Does something with each item and its number, on several threads if so many multiplications are worth it: no more
/// than there is scratch memory for, since each needs its own.
pub fn for_each<S: Send, M: Send>(items: &mut [S], scratch: &mut [M], work: usize, action: &Action<'_, S, M>) {
    let threads = if work < 2 * WORTH_A_THREAD { 1 } else { scratch.len() };
    deal_out(0, items, &mut scratch[..threads], action);
}

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

/// Runs a task, on several threads where it pays.
#[cfg(feature = "rayon")]
pub fn run<T: Float, K: Task<T, Output = ()> + Divisible + Send>(cpu: Cpu, task: K) {
    divide(cpu, task, rayon::current_num_threads());
}

/// Runs a task.
#[cfg(not(feature = "rayon"))]
pub fn run<T: Float, K: Task<T, Output = ()>>(cpu: Cpu, task: K) {
    T::dispatch(cpu, task);
}

#[cfg(feature = "rayon")]
fn divide<T: Float, K: Task<T, Output = ()> + Divisible + Send>(cpu: Cpu, task: K, threads: usize) {
    if threads < 2 || task.rows() < 2 || task.work() < 2 * WORTH_A_THREAD {
        return T::dispatch(cpu, task);
    }
    let [one, other] = task.halves();
    rayon::join(|| divide(cpu, one, threads.div_ceil(2)), || divide(cpu, other, threads / 2));
}
