//! Comparison of networks that differ only by rounding.

use backprop::Network;

/// Asserts that no two corresponding weights differ by `bound` or more.
pub(crate) fn assert_near<N: Network<Scalar = f64>>(one: &N, other: &N, bound: f64) {
    for (one, other) in one.thetas().into_iter().zip(other.thetas()) {
        assert!(one.iter().zip(other).all(|(one, other)| (one - other).abs() < bound), "{one}, expected {other}");
    }
}
