//! Gradient descent across ranks: the loops of [`textbook`](crate::textbook), with the gradient of all ranks.
//!
//! Each rank computes the same step from the same sum, so no weights are ever sent.

use super::agreement::expect_same;
use super::ranks::Addend;
use super::shard::{Shard, within};
use super::sums::Sums;
use crate::equations::scalar::Scalar;
use crate::kernels::layers::Costs;
use crate::network::{Diverged, Network, TrainingError, digest};
use crate::textbook::{Settings, run_checked, take_step};
use core::ops::Range;

/// Batch gradient descent across ranks: [`backprop::batch_descent`](crate::batch_descent) over the samples of all of them.
/// All ranks call it together, and end at the same weights. If each rank holds the rows that
/// [`Parts::of`](super::Parts::of) names, and there are more than 128, these are the bits of a single process.
///
/// ```
/// use backprop::distributed::{self, Parts, Ranks, Shard, Threads};
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, batch_descent};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// # let x: Vec<_> = (0..3000).map(|i| [f64::from(i % 2), f64::from(i % 5)]).collect();
/// # let all = Samples::new(x, (0..3000).map(|i| [f64::from(i % 2)]).collect::<Vec<_>>())?;
/// let trained = Threads::run(2, |ranks| {
///     let rows: Vec<usize> = Parts::of(all.len()).rows(ranks.rank(), ranks.count()).collect();
///     let mine = all.select(&rows).ok();
///     let mut xor = Xor::random(7);
///     distributed::batch_descent(&mut xor, &Shard::new(mine.as_ref(), ranks)?, 0.1, 0.5, 20).map(|()| xor)
/// });
/// let mut xor = Xor::random(7);
/// batch_descent(&mut xor, &all, 0.1, 0.5, 20)?;
/// assert!(trained.into_iter().all(|other| other == Ok(xor.clone())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns the errors of [`textbook::batch_descent`](crate::textbook::batch_descent), the same on every rank; and one if a
/// rank starts with other weights or settings than the others.
pub fn batch_descent<N: Network<Scalar: Addend>>(
    network: &mut N,
    shard: &Shard<'_, N>,
    lambda: N::Scalar,
    rate: N::Scalar,
    steps: usize,
) -> Result<(), TrainingError> {
    descent(network, shard, None, Settings { lambda, rate, epochs: steps, batches: 1 })
}

/// Mini-batch gradient descent across ranks: goes `epochs` times through the samples of all of them, with a step after every
/// `batch` samples or a few more. All ranks call it together, and end at the same weights.
///
/// Each batch has as many rows of every part, one after the other, so that all ranks have work in each step; the rows of a
/// batch are others than those of [`backprop::minibatch_descent`](crate::minibatch_descent) in a single process. A batch of
/// b samples takes its share λ b/m of the regularization. What is sent in a step is as large as the network, whatever the
/// batch: small batches of a large network do not pay across machines.
///
/// ```
/// use backprop::distributed::{Alone, Shard, minibatch_descent};
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, accuracy};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]])?;
/// let mut xor = Xor::random(7);
/// minibatch_descent(&mut xor, &Shard::new(Some(&samples), &Alone)?, 2, 0.0, 0.5, 2000)?;
/// assert_eq!(accuracy(&xor, &samples), 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns the errors of [`batch_descent`], and one if the batch size is 0.
pub fn minibatch_descent<N: Network<Scalar: Addend>>(
    network: &mut N,
    shard: &Shard<'_, N>,
    batch: usize,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), TrainingError> {
    let batches = shard.batches_of(shard.rows_of_each(Some(batch)));
    descent(network, shard, Some(batch), Settings { lambda, rate, epochs, batches })
}

/// Runs gradient descent on batches of `size` samples, or on all at once.
fn descent<N: Network<Scalar: Addend>>(
    network: &mut N,
    shard: &Shard<'_, N>,
    size: Option<usize>,
    settings: Settings<N::Scalar>,
) -> Result<(), TrainingError> {
    let Settings { lambda, rate, epochs, batches } = settings;
    let text = format!("λ = {lambda}, the rate {rate}, {epochs} passes, batches of {size:?}");
    expect_same("the settings", &text, shard.ranks())?;
    expect_same("weights with the digest", &digest(network), shard.ranks())?;
    size.map_or(Ok(()), TrainingError::expect_batch)?;
    settings.check()?;
    let of_each = shard.rows_of_each(size);
    let mut sums = Sums::new(network, shard.samples_of_batch(&(0..of_each)), shard.ranks());
    let parts = shard.parts();
    let m = N::Scalar::from_f64(shard.len() as f64);
    run_checked(
        network,
        settings,
        |network| shard.cost(network, lambda),
        |network, epochs| {
            for epoch in epochs {
                for batch in 0..batches {
                    let rows = batch * of_each..(batch + 1) * of_each;
                    let b = shard.samples_of_batch(&rows);
                    let share = if batches == 1 { lambda } else { lambda * N::Scalar::from_f64(b as f64) / m };
                    let terms: Vec<Range<usize>> = parts.iter().map(|part| within(part, &rows)).collect();
                    sums.accumulate(network, shard.samples(), &terms, Costs::Unwanted);
                    take_step(network, sums.gradient(share, b), rate).ok_or(Diverged::new(epoch, batch))?;
                }
            }
            Ok(())
        },
    )
}
