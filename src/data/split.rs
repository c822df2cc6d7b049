//! Splits samples or a table into a training set and held-out sets.
//!
//! [`split`] draws parts with fixed shares of the rows; [`split_by_class`] stratifies them; [`folds`] holds out each of k
//! parts in turn, so that every row is tested once. A seed decides the random order. A table of `data::csv` is split by its
//! own methods of these names, into the same rows.
//!
//! **Invariant**: every row is in exactly one part, with its weight if it has one, and no part is empty. The same seed gives
//! the same parts on every machine.

use crate::display::counted;
use crate::equations::first_weights::Random;
use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::samples::Samples;

/// The parts of a split, in the order of their shares.
pub type Parts<X, Y, const PARTS: usize> = [Samples<X, Y>; PARTS];

/// One round of cross-validation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[doc(alias = "KFold")]
pub struct Fold<X, Y> {
    /// The rows to train on.
    pub training: Samples<X, Y>,
    /// The rows that are held out.
    pub validation: Samples<X, Y>,
}

/// Splits samples at random into parts with the given shares, which add up to 1.
///
/// ```
/// use backprop::{Samples, data::split::split};
///
/// let rows: Vec<[f64; 1]> = (0..10).map(|row| [f64::from(row)]).collect();
/// let samples = Samples::new(&rows, &rows)?;
/// let [training, validation, test] = split(&samples, [0.6, 0.2, 0.2], 1)?;
/// assert_eq!([training.len(), validation.len(), test.len()], [6, 2, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if a share is not above 0, if the shares do not add up to 1, if there are fewer rows than parts, or if a
/// part gets no rows.
#[doc(alias("train_test_split", "random_split"))]
pub fn split<X: Clone, Y: Clone, const PARTS: usize>(
    samples: &Samples<X, Y>,
    shares: [f64; PARTS],
    seed: u64,
) -> Result<Parts<X, Y, PARTS>, SplitError> {
    Ok(parts(&vec![0; samples.len()], shares, seed)?.map(|rows| selected(samples, &rows)))
}

/// Splits samples as [`split`] does, but stratified: each class is split by the same shares, up to one row, so that no part
/// lacks a rare class by chance. Targets of one output are the classes 0 and 1.
///
/// ```
/// use backprop::{Samples, data::split::split_by_class};
///
/// let rows: Vec<[f64; 1]> = (0..10).map(|row| [f64::from(row)]).collect();
/// let samples: Samples<[f64; 1], [f64; 1]> = Samples::from_classes(&rows, &[0, 0, 0, 0, 0, 0, 0, 0, 1, 1])?;
/// let [training, test] = split_by_class(&samples, [0.5, 0.5], 1)?;
/// let ones = |part: &Samples<_, _>| part.classes().iter().sum::<usize>();
/// assert_eq!([ones(&training), ones(&test)], [1, 1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns the errors of [`split`], and an error if a target does not tell its class.
#[doc(alias("train_test_split", "stratify"))]
pub fn split_by_class<T: Scalar, const N: usize, const K: usize, const PARTS: usize>(
    samples: &Samples<[T; N], [T; K]>,
    shares: [f64; PARTS],
    seed: u64,
) -> Result<Parts<[T; N], [T; K], PARTS>, SplitError> {
    Ok(parts(&classes(samples)?, shares, seed)?.map(|rows| selected(samples, &rows)))
}

/// Returns the folds of k-fold cross-validation: the rows are split at random into k parts whose sizes differ by at most one,
/// and each part is the validation set once.
///
/// ```
/// use backprop::{Samples, data::split::folds};
///
/// let rows: Vec<[f64; 1]> = (0..10).map(|row| [f64::from(row)]).collect();
/// let samples = Samples::new(&rows, &rows)?;
/// for fold in folds(&samples, 5, 1)? {
///     assert_eq!((fold.training.len(), fold.validation.len()), (8, 2));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns an error if k is less than 2 or larger than the number of rows.
#[doc(alias("KFold", "cross_validation", "cross_val_score"))]
pub fn folds<X: Clone, Y: Clone>(
    samples: &Samples<X, Y>,
    k: usize,
    seed: u64,
) -> Result<impl ExactSizeIterator<Item = Fold<X, Y>>, SplitError> {
    let m = samples.len();
    if !(2..=m).contains(&k) {
        return Err(SplitError::Folds { k, rows: m });
    }
    let order = random_order(m, seed);
    Ok((0..k).map(move |fold| {
        // The first m mod k folds have one row more.
        let cut = |fold: usize| fold * (m / k) + fold.min(m % k);
        let (start, end) = (cut(fold), cut(fold + 1));
        let training = [&order[..start], &order[end..]].concat();
        Fold { training: selected(samples, &training), validation: selected(samples, &order[start..end]) }
    }))
}

/// Returns the class of each row: the column of its largest target or, with one column, whether it is the larger of two
/// values.
fn classes<T: Scalar, const N: usize, const K: usize>(
    samples: &Samples<[T; N], [T; K]>,
) -> Result<Vec<usize>, SplitError> {
    let first = samples.y()[0][0];
    let other = samples.y().iter().map(|y| y[0]).find(|&y| y != first).unwrap_or(first);
    let class_of = |y: &[T; K]| match y[..] {
        [y] => (y == first || y == other).then_some(usize::from(y >= first && y >= other)),
        _ => {
            let class = class(y);
            (y.iter().filter(|&&value| value == y[class]).count() == 1).then_some(class)
        }
    };
    let classes = samples.y().iter().enumerate().map(|(row, y)| class_of(y).ok_or(SplitError::NoClass { row }));
    classes.collect()
}

/// Returns the samples of some rows, at least one: 2 ≤ k ≤ m leaves one on either side of a fold, and no part is empty.
fn selected<X: Clone, Y: Clone>(samples: &Samples<X, Y>, rows: &[usize]) -> Samples<X, Y> {
    samples.select(rows).expect("there are rows, and they are those of the samples")
}

/// Returns the rows of each part. Splits each class separately, given that of each row; the rows of a part keep the random
/// order.
pub(super) fn parts<const PARTS: usize>(
    classes: &[usize],
    shares: [f64; PARTS],
    seed: u64,
) -> Result<[Vec<usize>; PARTS], SplitError> {
    let (all, m): (f64, usize) = (shares.iter().sum(), classes.len());
    if !shares.iter().all(|&share| share > 0.0) || (all - 1.0).abs() > 1e-9 {
        return Err(SplitError::Shares { shares: shares.to_vec() });
    }
    if m < PARTS {
        return Err(SplitError::Parts { parts: PARTS, rows: m });
    }
    let ends = |rows: usize| {
        let mut up_to = 0.0;
        shares.map(|share| {
            up_to += share;
            (up_to / all * rows as f64).round() as usize
        })
    };
    let class_count = classes.iter().max().map_or(0, |largest| largest + 1);
    let mut sizes = vec![0; class_count];
    classes.iter().for_each(|&class| sizes[class] += 1);
    let ends: Vec<[usize; PARTS]> = sizes.into_iter().map(ends).collect();

    let mut seen = vec![0; class_count];
    let mut rows: [Vec<usize>; PARTS] = std::array::from_fn(|_| Vec::new());
    for row in random_order(m, seed) {
        let class = classes[row];
        let part = ends[class].iter().position(|&end| seen[class] < end).expect("the last part ends at the last row");
        seen[class] += 1;
        rows[part].push(row);
    }
    match rows.iter().position(Vec::is_empty) {
        Some(part) => Err(SplitError::Empty { part, rows: m }),
        None => Ok(rows),
    }
}

/// Returns the numbers of m rows in a random order.
fn random_order(m: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..m).collect();
    Random::new(seed).shuffle(&mut order);
    order
}

/// The reason why samples or a table cannot be split.
#[derive(Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SplitError {
    /// The shares are not above 0, or do not add up to 1.
    #[error("the shares are {shares:?}, expected numbers above 0 that add up to 1")]
    Shares {
        /// The shares.
        shares: Vec<f64>,
    },
    /// There are fewer rows than parts.
    #[error(
        "cannot split {} into {}, expected at least one row for each",
        counted(*rows, "row"),
        counted(*parts, "part")
    )]
    Parts {
        /// The number of parts.
        parts: usize,
        /// m, the number of rows.
        rows: usize,
    },
    /// The target of a row does not tell its class: with one output, a third value; with several, two largest ones.
    #[error("the target of row {row} does not tell its class; `split` splits rows without regard to classes")]
    NoClass {
        /// The first such row.
        row: usize,
    },
    /// A part gets no rows.
    #[error("part {part} gets none of the {}, expected at least one; make its share larger", counted(*rows, "row"))]
    Empty {
        /// The part, counted from 0.
        part: usize,
        /// m, the number of all rows.
        rows: usize,
    },
    /// The rows cannot be split into k folds.
    #[error(
        "cannot split {} into {}, expected at least 2 folds and at least one row for each",
        counted(*rows, "row"),
        counted(*k, "fold")
    )]
    Folds {
        /// k, the number of folds.
        k: usize,
        /// m, the number of all rows.
        rows: usize,
    },
}

crate::error::debug_as_chain!(SplitError);
