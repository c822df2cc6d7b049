//! `network!` works wherever an item can stand, whatever names are in scope there.
//!
//! The crate `renamed` beside this file uses it under another name, and with every lint denied.

/// Nothing is in scope, not even the prelude.
mod without_prelude {
    #![no_implicit_prelude]

    ::backprop::network! {
        pub(crate) struct Net {
            layers: 2 -> 3 ::backprop::Tanh -> 2 ::backprop::Softmax,
            cost: ::backprop::CrossEntropy,
        }
    }
}

/// The names that generated code might lean on mean something else.
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

/// Lints that no `allow` can overrule.
mod with_lints_forbidden {
    #![forbid(dead_code, unused_doc_comments, missing_docs, unreachable_pub, unsafe_code)]

    backprop::network! {
        pub(super) struct Net {
            layers: 2 -> { 1 + 2 } backprop::Tanh -> 1 backprop::Sigmoid,
            cost: backprop::CrossEntropy,
        }
    }
}

/// A network of the same name as another one, with sizes from constants of other modules.
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

/// A module of the user's own is called like the macro.
mod with_a_module_called_network {
    pub(crate) mod network {
        pub(crate) const UNITS: usize = 3;
    }

    use backprop::{CrossEntropy, Sigmoid, network};

    network! {
        pub(crate) struct Net { layers: 2 -> network::UNITS Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    }
}

/// An activation with a parameter, and a cost that is named by a path.
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
            cost: backprop::cost::SquaredError,
        }
    }
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
        assert!(backprop::gradient_check(&with_generic_types::Net::random(seed), &samples, 0.1).agrees());
    }
}

#[test]
fn a_network_can_be_declared_inside_a_function() {
    fn of_some_type<U: Default>() -> (U, f64) {
        const UNITS: usize = 2;
        struct Own;
        impl backprop::Activation for Own {
            fn g<T: backprop::Scalar>(z: T) -> T {
                z + z
            }
            fn g_prime<T: backprop::Scalar>(_z: T) -> T {
                T::ONE + T::ONE
            }
        }
        backprop::network! {
            struct Local { layers: 1 -> UNITS Own -> 1 Own, cost: backprop::SquaredError }
        }
        let local = Local { theta_1: [[0.0, 1.0]; 2].into(), theta_2: [[0.0, 1.0, 1.0]].into() };
        (U::default(), local.output(&[1.0])[0])
    }
    assert_eq!(of_some_type::<u8>(), (0, 8.0));
}

#[test]
fn attributes_pass_through() {
    backprop::network! {
        #[derive(Default)]
        struct Zero { layers: 2 -> 3 backprop::Tanh -> 1 backprop::Tanh, cost: backprop::SquaredError }

        #[cfg(any())]
        struct Zero { layers: it -> 1 does, cost: not_matter }
    }
    assert_eq!(Zero::default(), Zero::zeros());
}

/// Big layers never touch the stack: 20 MB of weights on a stack of 512 kB.
#[test]
fn a_big_network_needs_no_big_stack() {
    backprop::network! {
        struct Big { layers: 1024 -> 1200 backprop::Relu -> 1000 backprop::Relu -> 10 backprop::Softmax, cost: backprop::CrossEntropy }
    }
    let run = || {
        let mut big = Big::random(1);
        let samples = Samples::from_classes(vec![[0.1; 1024]; 2], &[3, 4]).unwrap();
        backprop::batch_descent(&mut big, &samples, 0.1, 0.1, 1).unwrap();
        let copy = big.clone();
        assert!(copy == big && big.cost(&samples, 0.1) > 0.0);
    };
    let small = std::thread::Builder::new().stack_size(512 * 1024);
    small.spawn(run).unwrap().join().unwrap();
}
