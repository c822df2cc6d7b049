//! A user's crate of an old edition where every usual name means something else: it has no standard library and no
//! prelude, and it defines modules and types under every name that generated code might use.

#![no_std]
#![no_implicit_prelude]
#![forbid(warnings, missing_docs, unsafe_code, clippy::all, clippy::pedantic)]

#[cfg(test)]
extern crate std;

/// Not the library.
pub mod core {}
/// Not the library.
pub mod alloc {}
/// Not the crate.
pub mod backprop {}

/// Not `Option`.
#[derive(::core::fmt::Debug)]
pub struct Option;
/// Not `Result`.
#[derive(::core::fmt::Debug)]
pub struct Result;
/// Not `Vec`.
#[derive(::core::fmt::Debug)]
pub struct Vec;

::backprop::network! {
    /// Exclusive or.
    pub struct Xor {
        layers: 2 -> 4 ::backprop::Tanh -> 1 ::backprop::Sigmoid,
        cost: ::backprop::CrossEntropy,
        scalar: ::core::primitive::f32,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_is_needed_but_the_crate() {
        let samples = ::backprop::Samples::new([[0.0, 1.0]], [[1.0]]).unwrap();
        ::std::assert!(super::Xor::random(7).cost(&samples, 0.0) > 0.0);
    }
}
