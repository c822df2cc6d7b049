//! Networks that are the same but for their last digits: the same steps, rounded otherwise. And networks to the last bit.

#![allow(dead_code, reason = "a test compares in one of both ways")]

use backprop::Network;

/// No weight of one is further from the other's than `bound`.
pub(crate) fn assert_near<N: Network<Scalar = f64>>(one: &N, other: &N, bound: f64) {
    for (one, other) in one.thetas().into_iter().zip(other.thetas()) {
        assert!(one.iter().zip(other).all(|(one, other)| (one - other).abs() < bound), "{one} is not {other}");
    }
}

/// The weights as bits, so that what is not a number can be compared.
pub(crate) fn bits<N: Network<Scalar: Into<f64>>>(network: &N) -> Vec<u64> {
    network.thetas().iter().flatten().map(|&weight| weight.into().to_bits()).collect()
}
