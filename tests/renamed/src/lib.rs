//! A user's crate that imports `backprop` under another name, denies every lint, and has an older edition.

#![deny(
    warnings,
    missing_docs,
    missing_debug_implementations,
    missing_copy_implementations,
    unreachable_pub,
    unused,
    nonstandard_style,
    future_incompatible,
    let_underscore,
    refining_impl_trait,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::cargo
)]
#![allow(
    clippy::cargo_common_metadata,
    clippy::multiple_crate_versions,
    reason = "about the package, not about its code"
)]

use learning::{network, CrossEntropy, Sigmoid, Softmax, SquaredError, Tanh};

/// The number of units in a hidden layer.
pub const HIDDEN: usize = 3;

network! {
    /// Exclusive or.
    pub struct Xor {
        layers: 2 -> HIDDEN Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }

    pub struct Undocumented {
        layers: { 2 * 2 } -> 3 Softmax,
        cost: SquaredError,
        scalar: f32,
    }

    struct Private {
        layers: 1 -> 1 Tanh,
        cost: SquaredError,
    }
}

/// Returns the output of a private network.
#[must_use]
pub fn answer(x: f64) -> f64 {
    Private::random(1).output(&[x])[0]
}

#[cfg(test)]
mod tests {
    use super::{answer, Undocumented, Xor};
    use learning::Samples;

    #[test]
    fn networks_work_under_another_name_of_the_crate() -> Result<(), learning::SamplesError> {
        let samples = Samples::new([[0.0, 1.0]], [[1.0]])?;
        assert!(Xor::random(7).cost(&samples, 0.0) > 0.0);
        assert_eq!(Undocumented::zeros().predict(&[0.0; 4]), 0);
        assert!(answer(0.0).abs() < 1e-12);
        Ok(())
    }
}
