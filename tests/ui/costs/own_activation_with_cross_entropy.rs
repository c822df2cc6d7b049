//! An activation of one's own with cross-entropy.

use backprop::{Activation, CrossEntropy, Scalar, Tanh, network};

struct Step;

impl Activation for Step {
    fn g<T: Scalar>(z: T) -> T {
        if z > T::ZERO { T::ONE } else { T::ZERO }
    }
    fn g_prime<T: Scalar>(_z: T) -> T {
        T::ZERO
    }
}

network! {
    struct Net {
        layers: 2 -> 4 Tanh -> 1 Step,
        cost: CrossEntropy,
    }
}

fn main() {}
