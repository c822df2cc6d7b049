//! Ranks that are threads of one process: a distributed program without a cluster, to be tried and tested.

use super::ranks::{Addend, Ranks, chain};
use std::panic::{panic_any, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{fmt, thread};

/// One of several threads that are the ranks of a program.
///
/// It is for trying and testing a distributed program on one machine. To train faster on one machine, use the feature
/// `rayon` instead: its threads share one network.
///
/// ```
/// use backprop::distributed::{Ranks, Threads};
///
/// let said = Threads::run(2, |ranks| format!("rank {} of {}", ranks.rank(), ranks.count()));
/// assert_eq!(said, ["rank 0 of 2", "rank 1 of 2"]);
/// ```
pub struct Threads {
    rank: usize,
    count: usize,
    before: Option<Link>,
    after: Option<Link>,
}

/// Both ways between two neighbors. Numbers travel as `f64`, which holds every `f32`.
struct Link {
    there: Sender<Vec<f64>>,
    back: Receiver<Vec<f64>>,
}

/// The panic of a rank that waits for one that has ended.
struct Ended {
    waiting: usize,
    ended: usize,
}

impl Threads {
    /// Runs `program` on each of `count` ranks, and returns the results in their order.
    ///
    /// # Panics
    ///
    /// Panics if `count` is 0, or if a rank panics, with its panic: the others then end too, instead of waiting for it.
    /// Panics if a rank ends while another waits for it.
    pub fn run<R: Send>(count: usize, program: impl Fn(&Self) -> R + Sync) -> Vec<R> {
        assert!(count > 0, "a program needs at least one rank");
        let program = &program;
        let results: Vec<_> = thread::scope(|scope| {
            let start = |ranks: Self| scope.spawn(move || program(&ranks));
            let running: Vec<_> = linked(count).into_iter().map(start).collect();
            running.into_iter().map(|rank| rank.join()).collect()
        });
        let (mut values, mut stuck) = (Vec::new(), None);
        for result in results {
            match result.map_err(|panic| panic.downcast::<Ended>()) {
                Ok(value) => values.push(value),
                Err(Err(cause)) => resume_unwind(cause),
                Err(Ok(ended)) => stuck = stuck.or(Some(ended)),
            }
        }
        if let Some(ended) = stuck {
            panic!("rank {} waits for rank {}, which has ended", ended.waiting, ended.ended);
        }
        values
    }

    /// Returns the link to a neighbor.
    fn link(&self, to: usize) -> &Link {
        let link = if to < self.rank { &self.before } else { &self.after };
        link.as_ref().expect("the chain sends to neighbors only")
    }

    fn sum<T: Addend>(&self, parts: &[T], total: &mut [T]) {
        let ended = |ended| -> ! { panic_any(Ended { waiting: self.rank, ended }) };
        let send = |to: usize, numbers: &[T]| {
            let numbers = numbers.iter().map(|&number| number.into()).collect();
            self.link(to).there.send(numbers).unwrap_or_else(|_| ended(to));
        };
        let receive = |from: usize, numbers: &mut [T]| {
            let received = self.link(from).back.recv().unwrap_or_else(|_| ended(from));
            numbers.iter_mut().zip(received).for_each(|(number, received)| *number = T::from_f64(received));
        };
        chain([self.rank, self.count], parts, total, send, receive);
    }
}

/// Returns the ranks, each linked to its neighbors.
fn linked(count: usize) -> Vec<Threads> {
    let mut ranks: Vec<_> = (0..count).map(|rank| Threads { rank, count, before: None, after: None }).collect();
    for rank in 1..count {
        let ((there, from_before), (back, from_after)) = (channel(), channel());
        ranks[rank - 1].after = Some(Link { there, back: from_after });
        ranks[rank].before = Some(Link { there: back, back: from_before });
    }
    ranks
}

impl Ranks for Threads {
    fn rank(&self) -> usize {
        self.rank
    }

    fn count(&self) -> usize {
        self.count
    }

    fn sum_f64(&self, parts: &[f64], total: &mut [f64]) {
        self.sum(parts, total);
    }

    fn sum_f32(&self, parts: &[f32], total: &mut [f32]) {
        self.sum(parts, total);
    }
}

impl fmt::Debug for Threads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rank {} of {}", self.rank, self.count)
    }
}
