//! Networks that are the same but for their last digits: the same steps, rounded otherwise.

use backprop::Network;

/// No weight of one is further from the other's than `bound`.
pub(crate) fn assert_near<N: Network<Scalar = f64>>(one: &N, other: &N, bound: f64) {
    for (one, other) in one.thetas().into_iter().zip(other.thetas()) {
        assert!(one.iter().zip(other).all(|(one, other)| (one - other).abs() < bound), "{one} is not {other}");
    }
}
