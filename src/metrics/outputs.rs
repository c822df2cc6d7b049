//! The outputs of a network that is judged.

use crate::fast;
use crate::metrics::MetricsError;
use crate::network::{Network, SamplesOf};

/// Returns the outputs of `network` for each example.
///
/// # Errors
///
/// Returns an error if an output is not a number. It would not be larger or smaller than anything, so it predicts nothing.
pub(super) fn outputs<N>(network: &N, samples: &SamplesOf<N>) -> Result<Vec<Vec<f64>>, MetricsError>
where
    N: Network<Scalar: Into<f64>>,
{
    numbers::<N>(&fast::outputs(network, samples))
}

/// Returns outputs as rows of `f64`.
///
/// # Errors
///
/// Returns an error if an output is not a number.
pub(super) fn numbers<N>(outputs: &[N::Output]) -> Result<Vec<Vec<f64>>, MetricsError>
where
    N: Network<Scalar: Into<f64>>,
{
    let mut rows = Vec::with_capacity(outputs.len());
    for (row, h) in outputs.iter().enumerate() {
        let h: Vec<f64> = h.as_ref().iter().map(|&h| h.into()).collect();
        if let Some(column) = h.iter().position(|h| h.is_nan()) {
            return Err(MetricsError::Output { row, column, value: h[column] });
        }
        rows.push(h);
    }
    Ok(rows)
}
