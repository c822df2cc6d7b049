//! `network!` works with any names in scope and under any lints.
//!
//! Two crates beside this file use the macro in older editions: `renamed` under another name and with every lint
//! denied, `oldest` without the standard library and the prelude.

/// No names are in scope, not even the prelude.
mod without_prelude {
    #![no_implicit_prelude]

    ::backprop::network! {
        pub(crate) struct Net {
            layers: 2 -> 3 ::backprop::Tanh -> 2 ::backprop::Softmax,
            cost: ::backprop::CrossEntropy,
        }
    }
}

/// The names that generated code might use have other meanings.
mod with_other_names {
    #![allow(
        dead_code,
        non_camel_case_types,
        unused_imports,
        unused_macros,
        reason = "these types are only in the way"
    )]

    pub(crate) struct Option;
    pub(crate) struct Some;
    pub(crate) struct Result;
    pub(crate) struct Ok;
    pub(crate) struct Debug;
    pub(crate) struct Default;
    pub(crate) struct PartialEq;
    pub(crate) struct PhantomData;
    pub(crate) struct Random;
    pub(crate) struct Hidden;
    pub(crate) struct Output;
    pub(crate) struct LayerValues;
    pub(crate) struct U;
    pub(crate) struct Vec;
    pub(crate) struct Box;
    pub(crate) struct Samples;
    pub(crate) struct Theta;
    pub(crate) struct Scalar;
    pub(crate) struct Activation;
    pub(crate) struct Network;
    pub(crate) struct Trace;
    pub(crate) struct f64;
    pub(crate) struct usize;
    pub(crate) struct u64;
    pub(crate) trait Clone {}
    pub(crate) trait Fn {}
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod backprop {}
    pub(crate) mod alloc {}
    pub(crate) mod __private {}
    pub(crate) mod activation {}
    pub(crate) fn a_1() {}
    pub(crate) fn z_2() {}
    pub(crate) fn delta_2() {}
    pub(crate) fn g() {}
    pub(crate) fn g_prime() {}
    pub(crate) fn weighted_sum() {}
    pub(crate) fn accumulate() {}
    pub(crate) fn list() {}

    macro_rules! vec {
        () => {};
    }
    macro_rules! assert {
        () => {};
    }
    pub(crate) use {assert, vec};

    use ::backprop::{CrossEntropy, Sigmoid, Tanh};

    ::backprop::network! {
        pub(crate) struct Net {
            layers: 2 -> { 1 + 2 } Tanh -> 1 Sigmoid,
            cost: CrossEntropy,
        }
    }
}

/// Lints at `forbid`, which no `allow` can override.
mod with_lints_forbidden {
    #![forbid(dead_code, unused_doc_comments, missing_docs, unreachable_pub, unsafe_code)]

    backprop::network! {
        pub(super) struct Net {
            layers: 2 -> { 1 + 2 } backprop::Tanh -> 1 backprop::Sigmoid,
            cost: backprop::CrossEntropy,
        }
    }
}

/// A network with the same name as another one, with sizes from constants in other modules.
mod with_constants {
    pub(crate) mod sizes {
        pub(crate) const INPUTS: usize = 2;
        pub(crate) const HIDDEN: usize = 3;
    }

    backprop::network! {
        pub(super) struct Net {
            layers: sizes::INPUTS -> self::sizes::HIDDEN backprop::Tanh -> { sizes::INPUTS - 1 } backprop::Sigmoid,
            cost: backprop::CrossEntropy,
        }
    }
}

/// A user's module has the name of the macro.
mod with_a_module_called_network {
    pub(crate) mod network {
        pub(crate) const UNITS: usize = 3;
    }

    use backprop::{CrossEntropy, Sigmoid, network};

    network! {
        pub(crate) struct Net { layers: 2 -> network::UNITS Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    }
}

/// An activation with a type parameter, and a cost that is named by a path.
mod with_generic_types {
    use backprop::{Activation, Scalar};

    pub(crate) struct Leaky<const PERCENT: u8>;

    impl<const PERCENT: u8> Activation for Leaky<PERCENT> {
        fn g<T: Scalar>(z: T) -> T {
            z * Self::g_prime(z)
        }
        fn g_prime<T: Scalar>(z: T) -> T {
            if z > T::ZERO { T::ONE } else { T::from_f64(f64::from(PERCENT) / 100.0) }
        }
    }

    backprop::network! {
        pub(crate) struct Net {
            layers: 2 -> 3 Leaky<20> -> 1 self::Leaky<{ 10 + 10 }>,
            cost: backprop::equations::cost::SquaredError,
        }
    }
}

/// Two networks with the same name and different sizes, in two modules of one crate.
mod with_a_twin {
    pub(crate) mod first {
        backprop::network! {
            pub(crate) struct Net { layers: 2 -> 1 backprop::Sigmoid, cost: backprop::CrossEntropy }
        }
    }
    pub(crate) mod second {
        backprop::network! {
            pub(in crate::hygiene::with_a_twin) struct Net { layers: 2 -> 3 backprop::Tanh -> 1 super::Out, cost: super::Cost }
        }
    }
    type Out = backprop::Sigmoid;
    type Cost = backprop::CrossEntropy;

    pub(crate) fn outputs() -> [[f64; 1]; 2] {
        [first::Net::zeros().output(&[1.0, 1.0]), second::Net::zeros().output(&[1.0, 1.0])]
    }
}

/// Networks that are declared by a user's macro, which passes its arguments in invisible groups.
mod with_a_macro_around {
    macro_rules! declare {
        ($visibility:vis $name:ident, $inputs:literal, $hidden:expr, $block:block, $activation:ty, $output:path, $cost:ty) => {
            backprop::network! {
                $visibility struct $name {
                    layers: $inputs -> $hidden $activation -> $hidden $output -> $block $output,
                    cost: $cost,
                }
            }
        };
    }

    const ONE: usize = 1;
    declare!(pub(crate) Net, 2, ONE + 2, { 2 - 1 }, backprop::Tanh, backprop::Sigmoid, backprop::CrossEntropy);
    declare!(pub(crate) Constant, 2, ONE, { ONE }, backprop::Tanh, backprop::Sigmoid, backprop::CrossEntropy);
}

use backprop::Samples;

#[test]
fn every_place_gives_a_working_network() {
    let samples = Samples::new([[0.5, -0.5]], [[1.0]]).unwrap();
    let classes = Samples::new([[0.5, -0.5]], [[1.0, 0.0]]).unwrap();
    for seed in 1..4 {
        assert!(backprop::gradient_check(&without_prelude::Net::random(seed), &classes, 0.1).agrees());
        assert!(backprop::gradient_check(&with_other_names::Net::random(seed), &samples, 0.1).agrees());
        assert!(backprop::gradient_check(&with_lints_forbidden::Net::random(seed), &samples, 0.1).agrees());
        assert!(backprop::gradient_check(&with_constants::Net::random(seed), &samples, 0.1).agrees());
        assert!(backprop::gradient_check(&with_a_module_called_network::Net::random(seed), &samples, 0.1).agrees());
        assert!(backprop::gradient_check(&with_a_macro_around::Net::random(seed), &samples, 0.1).agrees());
        assert!(backprop::gradient_check(&with_a_macro_around::Constant::random(seed), &samples, 0.1).agrees());
        assert!(backprop::gradient_check(&with_generic_types::Net::random(seed), &samples, 0.1).agrees());
    }
}

#[test]
fn networks_of_one_name_live_in_two_modules() {
    assert_eq!(with_a_twin::outputs(), [[0.5]; 2]);
}
