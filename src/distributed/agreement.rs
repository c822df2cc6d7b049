//! Messages from each rank to all: that all can go on, or which one cannot, and numbers that each has measured.
//!
//! **Invariant**: all ranks return the same, so that either all go on or all end.

use super::ranks::Ranks;
use crate::error::write_chain;
use crate::network::RankError;
use std::error::Error;
use std::fmt;

/// Lets all ranks go on only if each of them can: if one has an error, such as a row of its file that is wrong, all return
/// it with the rank. All ranks call it together.
///
/// ```
/// use backprop::distributed::{Ranks, Threads, agree};
///
/// let cells = ["1.5", "two", "3"];
/// let read = Threads::run(3, |ranks| agree(cells[ranks.rank()].parse::<f64>(), ranks));
/// assert!(read.iter().all(|result| result.clone().unwrap_err().to_string() == "rank 1: invalid float literal"));
/// ```
///
/// # Errors
///
/// Returns the error of the first rank that has one.
pub fn agree<V>(result: Result<V, impl Into<Box<dyn Error + Send + Sync>>>, ranks: &dyn Ranks) -> Result<V, RankError> {
    struct Chain<'a>(&'a (dyn Error + 'static));
    impl fmt::Display for Chain<'_> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write_chain(self.0, f)
        }
    }
    let result = result.map_err(|error| format!("!{}", Chain(&*error.into())));
    let messages = gather_bytes(result.as_ref().err().map_or(&[], |message| message.as_bytes()), ranks);
    let failed = messages.iter().position(|message| !message.is_empty());
    match (result, failed) {
        (Ok(value), None) => Ok(value),
        (_, failed) => {
            let rank = failed.unwrap_or_else(|| ranks.rank());
            Err(RankError { rank, message: String::from_utf8_lossy(&messages[rank][1..]).into_owned() })
        }
    }
}

/// Returns the numbers that each rank gives, to every rank: what they have measured, each on its own. All ranks call it
/// together; one may give more numbers than another.
///
/// ```
/// use backprop::distributed::{Ranks, Threads, gather};
/// use backprop::metrics::learning_curve;
/// # use backprop::{CrossEntropy, Samples, Sigmoid, TrainingError, batch_descent};
/// # backprop::network! { struct Net { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
/// # let training = Samples::from_classes([[0.1], [0.9], [0.2], [0.7]], &[0, 1, 0, 1]).unwrap();
/// # let validation = Samples::from_classes([[0.3], [0.8]], &[0, 1]).unwrap();
/// # let train = |rows: &Samples<_, _>| {
/// #     let mut net = Net::random(1);
/// #     batch_descent(&mut net, rows, 0.0, 0.5, 100).map(|()| net)
/// # };
///
/// // A learning curve whose points are computed by two ranks: each trains on every second size.
/// let sizes = [2, 3, 4];
/// let curves = Threads::run(2, |ranks| {
///     let mine: Vec<usize> = sizes.into_iter().skip(ranks.rank()).step_by(ranks.count()).collect();
///     let points = learning_curve(&mine, &training, &validation, train, |net, rows| net.cost(rows, 0.0)).unwrap();
///     let scores: Vec<f64> = points.iter().map(|point| point.validation).collect();
///     let all = gather(&scores, ranks);
///     (0..sizes.len()).map(|i| all[i % ranks.count()][i / ranks.count()]).collect::<Vec<f64>>()
/// });
/// let alone = learning_curve(&sizes, &training, &validation, train, |net, rows| net.cost(rows, 0.0)).unwrap();
/// let alone: Vec<f64> = alone.iter().map(|point| point.validation).collect();
/// assert_eq!(curves, [alone.clone(), alone]);
/// ```
pub fn gather(numbers: &[f64], ranks: &dyn Ranks) -> Vec<Vec<f64>> {
    let bytes: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    let number = |bytes: &[u8; 8]| f64::from_le_bytes(*bytes);
    gather_bytes(&bytes, ranks).iter().map(|bytes| bytes.as_chunks().0.iter().map(number).collect()).collect()
}

/// Returns an error unless all ranks have the same text; `what` names it.
pub(super) fn expect_same(what: &str, text: &str, ranks: &dyn Ranks) -> Result<(), RankError> {
    let texts = gather_bytes(text.as_bytes(), ranks);
    match texts.iter().position(|other| *other != texts[0]) {
        None => Ok(()),
        Some(rank) => {
            let [first, other] = [0, rank].map(|rank| String::from_utf8_lossy(&texts[rank]).into_owned());
            Err(RankError { rank, message: format!("found {what} {other}, expected {first} as on rank 0") })
        }
    }
}

/// Returns the bytes that each rank gives. Each byte travels as a number, and each rank has a place of its own in the sum,
/// where the others add 0.
pub(super) fn gather_bytes(mine: &[u8], ranks: &dyn Ranks) -> Vec<Vec<u8>> {
    let length = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("a length is eight bytes")) as usize;
    let lengths: Vec<usize> =
        gather_slots(&(mine.len() as u64).to_le_bytes(), 8, ranks).iter().map(|bytes| length(bytes)).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    let mut all = gather_slots(mine, longest, ranks);
    all.iter_mut().zip(lengths).for_each(|(bytes, length)| bytes.truncate(length));
    all
}

/// Returns the bytes that each rank gives, filled up with zeros to `width`.
fn gather_slots(mine: &[u8], width: usize, ranks: &dyn Ranks) -> Vec<Vec<u8>> {
    if width == 0 {
        return vec![Vec::new(); ranks.count()];
    }
    let mut part = vec![0.0; width * ranks.count()];
    part[width * ranks.rank()..].iter_mut().zip(mine).for_each(|(number, &byte)| *number = f64::from(byte));
    let mut total = vec![0.0; part.len()];
    ranks.sum_f64(&part, &mut total);
    total.chunks(width).map(|slot| slot.iter().map(|&byte| byte as u8).collect()).collect()
}
