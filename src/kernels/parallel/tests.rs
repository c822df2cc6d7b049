//! Work is divided if that pays, and each part of it is done once.

use super::{Divisible, divide, for_each, threads};
use crate::kernels::vector::{Cpu, Isa, Task};
use core::ops::Range;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::Mutex;

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
}

/// Rows of work, which record which of them are done together.
struct Rows<'a> {
    rows: Range<usize>,
    each: usize,
    done: &'a Mutex<Vec<Range<usize>>>,
}

impl Task<f64> for Rows<'_> {
    type Output = ();

    fn run<I: Isa<f64>>(self) {
        self.done.lock().unwrap().push(self.rows);
    }
}

impl Divisible for Rows<'_> {
    fn work(&self) -> usize {
        self.rows.len() * self.each
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn halves(self) -> [Self; 2] {
        let Self { rows: Range { start, end }, each, done } = self;
        let half = usize::midpoint(start, end);
        [Self { rows: start..half, each, done }, Self { rows: half..end, each, done }]
    }
}

/// Returns the number of rows in each piece that `rows` rows are divided into.
fn pieces(rows: usize, each: usize, threads: usize) -> Vec<usize> {
    let done = Mutex::new(Vec::new());
    pool(threads).install(|| divide(Cpu::Portable, Rows { rows: 0..rows, each, done: &done }, threads));
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|rows| rows.start);
    assert!(done.iter().cloned().flatten().eq(0..rows), "each row once: {done:?}");
    done.iter().map(ExactSizeIterator::len).collect()
}

#[test]
fn a_task_is_halved_until_each_thread_has_a_part_of_it() {
    let plenty = 1 << 30;
    assert_eq!(pieces(8, plenty, 1), [8]);
    assert_eq!(pieces(8, plenty, 2), [4, 4]);
    assert_eq!(pieces(8, plenty, 3), [2, 2, 4]);
    assert_eq!(pieces(8, plenty, 4), [2, 2, 2, 2]);
    assert_eq!(pieces(9, plenty, 7).len(), 7);
    // No row is divided.
    assert_eq!(pieces(1, plenty, 2), [1]);
    assert_eq!(pieces(2, plenty, 4), [1, 1]);
}

#[test]
fn a_task_is_halved_only_if_each_half_is_worth_a_thread() {
    let worth = 524_288;
    assert_eq!(pieces(2, worth, 2), [1, 1]);
    assert_eq!(pieces(2, worth - 1, 2), [2]);
    assert_eq!(pieces(4, worth, 4), [1, 1, 1, 1]);
    assert_eq!(pieces(4, worth - 1, 4), [2, 2]);
}

/// Returns the number of items that each scratch memory is used for.
fn dealt<const M: usize>(items: usize, work: usize) -> [usize; M] {
    let (mut items, mut scratch) = (vec![0; items], [0; M]);
    for_each(&mut items, &mut scratch, work, &|i, item, scratch| {
        *item += i + 1;
        *scratch += 1;
    });
    assert!(items.iter().copied().eq(1..=items.len()), "each item once, with its number: {items:?}");
    scratch
}

#[test]
fn items_are_dealt_out_to_all_scratch_memories_if_there_is_enough_to_do() {
    pool(7).install(|| {
        assert_eq!(threads(), 7);
        let enough = 4_194_304;
        assert_eq!(dealt(8, enough), [4, 4]);
        assert_eq!(dealt(8, enough - 1), [8, 0]);
        assert_eq!(dealt(8, enough), [1, 1, 1, 1, 1, 1, 2]);
        assert_eq!(dealt(1, enough), [1, 0]);
        assert_eq!(dealt(3, enough), [3]);
    });
}
