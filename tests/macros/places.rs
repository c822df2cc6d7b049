//! `network!` can stand at every place for an item: in a function, in a method, in a constant, under a `cfg`.

use backprop::Samples;

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
fn a_network_can_be_declared_inside_a_method_a_closure_and_a_constant() {
    struct Generic<U>(U);
    impl<U: Into<f64> + Copy> Generic<U> {
        fn output(&self) -> f64 {
            backprop::network! {
                struct Local { layers: 1 -> 1 backprop::Identity, cost: backprop::SquaredError }
            }
            Local { theta_1: [[0.0, 2.0]].into() }.output(&[self.0.into()])[0]
        }
    }
    let in_a_closure = || {
        backprop::network! {
            struct Local { layers: 1 -> 1 backprop::Tanh, cost: backprop::SquaredError }
        }
        Local::zeros().output(&[1.0])[0]
    };
    const UNITS: usize = {
        backprop::network! {
            struct Local { layers: 3 -> 1 backprop::Tanh, cost: backprop::SquaredError }
        }
        size_of::<Local>() / size_of::<Local>()
    };
    assert_eq!((Generic(3_u8).output(), in_a_closure(), UNITS), (6.0, 0.0, 1));
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

/// Large layers are never on the stack: 20 MB of weights with a stack of 512 kB.
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
