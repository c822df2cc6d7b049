//! A simulation of ranks that send each other messages: each rank has a list of acts, and the clock of a rank goes on by
//! what each of them takes.
//!
//! A message of n numbers keeps its sender busy until all of its bytes are on the way, and is there a latency later. A rank
//! sends and receives at the same time, since a link has both ways, and adds when it does neither.

use backprop::distributed::chain;
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};

/// The size of an `f32`.
const BYTES: f64 = 4.0;

/// What connects the ranks, and how fast they add. All times are in seconds.
#[derive(Debug, Clone, Copy)]
pub struct Link {
    /// The time from the end of sending to the end of receiving.
    pub latency: f64,
    /// The bytes that leave a rank in a second.
    pub bandwidth: f64,
    /// The time to add one number to another.
    pub addition: f64,
}

/// What a rank does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Add { numbers: usize },
    Send { to: usize, numbers: usize },
    Receive { from: usize },
}

/// An act of a rank with the times of its start and its end.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    pub rank: usize,
    pub act: Act,
    pub start: f64,
    pub end: f64,
}

/// Runs the acts of all ranks, and returns them in an order in which they may be done.
///
/// # Panics
///
/// Panics if the ranks wait for each other.
pub fn simulate(programs: &[Vec<Act>], link: Link) -> Vec<Done> {
    let mut clocks = vec![0.0; programs.len()];
    let mut next = vec![0; programs.len()];
    // The times at which messages arrive, for each pair of ranks.
    let mut underway: HashMap<[usize; 2], VecDeque<f64>> = HashMap::new();
    let mut done = Vec::new();
    loop {
        let before = done.len();
        for (rank, program) in programs.iter().enumerate() {
            while let Some(&act) = program.get(next[rank]) {
                let start: f64 = clocks[rank];
                let end = match act {
                    Act::Add { numbers } => start + numbers as f64 * link.addition,
                    Act::Send { to, numbers } => {
                        let sent = start + BYTES * numbers as f64 / link.bandwidth;
                        underway.entry([rank, to]).or_default().push_back(sent + link.latency);
                        sent
                    }
                    Act::Receive { from } => match underway.entry([from, rank]).or_default().pop_front() {
                        Some(arrival) => start.max(arrival),
                        None => break,
                    },
                };
                done.push(Done { rank, act, start, end });
                clocks[rank] = end;
                next[rank] += 1;
            }
        }
        if done.len() == before {
            let waits = programs.iter().zip(next).position(|(program, next)| next < program.len());
            assert!(waits.is_none(), "rank {waits:?} waits for a message that nobody sends");
            return done;
        }
    }
}

/// Returns the time until the last rank is done.
pub fn time(programs: &[Vec<Act>], link: Link) -> f64 {
    simulate(programs, link).iter().map(|done| done.end).fold(0.0, f64::max)
}

/// The chain of `backprop::distributed`, with a part on each rank. The messages are those of its code.
pub fn chain_of(ranks: usize, numbers: usize) -> Vec<Vec<Act>> {
    let program = |rank: usize| {
        let acts = RefCell::new(Vec::new());
        let send = |to: usize, sums: &[f32]| {
            let numbers = sums.len();
            // Rank 0 begins each sum with its own part.
            acts.borrow_mut().extend((rank == 0).then_some(Act::Add { numbers }));
            acts.borrow_mut().push(Act::Send { to, numbers });
        };
        let receive = |from: usize, sums: &mut [f32]| {
            acts.borrow_mut().push(Act::Receive { from });
            acts.borrow_mut().extend((from < rank).then_some(Act::Add { numbers: sums.len() }));
        };
        let (part, mut total) = (vec![0.0; numbers], vec![0.0; numbers]);
        chain([rank, ranks], &part, &mut total, send, receive);
        acts.into_inner()
    };
    (0..ranks).map(program).collect()
}

/// An all-reduce around a ring. Each rank has a slice of the numbers: sums of slices go around until they are complete, then
/// the complete ones go around. The sum of each slice begins on another rank.
pub fn ring(ranks: usize, numbers: usize) -> Vec<Vec<Act>> {
    let slice = |i: usize| numbers * (i + 1) / ranks - numbers * i / ranks;
    let program = |rank: usize| {
        let (to, from) = ((rank + 1) % ranks, (rank + ranks - 1) % ranks);
        let rounds = (0..2 * (ranks - 1)).flat_map(|round| {
            let sent = slice((rank + 2 * ranks - round) % ranks);
            let received = slice((from + 2 * ranks - round) % ranks);
            let add = (round + 1 < ranks).then_some(Act::Add { numbers: received });
            [Act::Send { to, numbers: sent }, Act::Receive { from }].into_iter().chain(add)
        });
        rounds.collect()
    };
    (0..ranks).map(program).collect()
}

/// A sum along a fixed tree, for a power of two of ranks: neighbors exchange halves of the numbers and add, then
/// pairs of neighbors exchange quarters, and so on; the complete slices come back the same way.
pub fn tree(ranks: usize, numbers: usize) -> Vec<Vec<Act>> {
    assert!(ranks.is_power_of_two(), "a tree of halves needs a power of two of ranks");
    let levels = ranks.ilog2();
    let program = |rank: usize| {
        let mut acts = Vec::new();
        let mut halves = Vec::new();
        let mut own = numbers;
        for level in 0..levels {
            let partner = rank ^ (1 << level);
            let (low, high) = (own / 2, own - own / 2);
            let (keeps, gives) = if rank < partner { (low, high) } else { (high, low) };
            acts.extend([Act::Send { to: partner, numbers: gives }, Act::Receive { from: partner }]);
            acts.push(Act::Add { numbers: keeps });
            halves.push((partner, keeps));
            own = keeps;
        }
        for (to, numbers) in halves.into_iter().rev() {
            acts.extend([Act::Send { to, numbers }, Act::Receive { from: to }]);
        }
        acts
    };
    (0..ranks).map(program).collect()
}
