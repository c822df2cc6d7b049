//! What the crate does not have yet, made of what it has: this file goes when they come.

use backprop::{Diverged, Network, SamplesOf, Scalar, batch_descent};

/// Mini-batch gradient descent.
pub fn minibatch_descent<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    batch: usize,
    lambda: N::Scalar,
    rate: N::Scalar,
    epochs: usize,
) -> Result<(), Diverged> {
    let share = |m: usize| lambda * N::Scalar::from_f64(m as f64 / samples.len() as f64);
    let batches = samples.x().chunks(batch).zip(samples.y().chunks(batch));
    let batches: Vec<SamplesOf<N>> =
        batches.map(|(x, y)| N::samples(rows(x), rows(y)).expect("they were samples")).collect();
    for batch in (0..epochs).flat_map(|_| &batches) {
        batch_descent(network, batch, share(batch.len()), rate, 1)?;
    }
    Ok(())
}

fn rows<T: Copy>(rows: &[impl AsRef<[T]>]) -> Vec<Vec<T>> {
    rows.iter().map(|row| row.as_ref().to_vec()).collect()
}

/// The cost and the gradient of a network.
pub trait CostAndGradient: Network {
    /// J, and D = ∂J/∂Θ.
    fn cost_and_gradient(&self, samples: &SamplesOf<Self>, lambda: Self::Scalar) -> (Self::Scalar, Self) {
        (self.cost(samples, lambda), self.gradient(samples, lambda))
    }
}

impl<N: Network> CostAndGradient for N {}
