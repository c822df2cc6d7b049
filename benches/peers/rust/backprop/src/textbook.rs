//! The same descent by the textbook's loop, example by example: where the fast path starts from.

use backprop::{Diverged, Network, SamplesOf, Scalar, descend};

/// `epochs` times through the samples, a batch at a time.
pub fn descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    batch: usize,
    penalty: f64,
    rate: f64,
    epochs: usize,
) -> Result<(), Diverged> {
    let number = N::Scalar::from_f64;
    let batches: Vec<SamplesOf<N>> = samples
        .x()
        .chunks(batch)
        .zip(samples.y().chunks(batch))
        .map(|(x, y)| N::samples(rows(x), rows(y)).expect("they were samples"))
        .collect();
    for batch in (0..epochs).flat_map(|_| &batches) {
        let mut gradient = network.accumulated(batch);
        let m = number(batch.len() as f64);
        let share = number(penalty * batch.len() as f64 / samples.len() as f64);
        for (mut d, theta) in gradient.thetas_mut().into_iter().zip(network.thetas()) {
            for (((_, j), d), &theta) in d.indexed_iter_mut().zip(theta) {
                *d = if j == 0 { *d / m } else { (*d + share * theta) / m };
            }
        }
        descend(network, &gradient, number(rate));
    }
    Ok(())
}

fn rows<T: Copy>(rows: &[impl AsRef<[T]>]) -> Vec<Vec<T>> {
    rows.iter().map(|row| row.as_ref().to_vec()).collect()
}
