//! Chapter 16: Use it in your own program.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 16.3`, `cargo exercise 16.4` and so on.

use backprop::data::scaling::Scaling;
use backprop::{Activation, Cost, Identity, OutputActivation, Scalar, SquaredError, Tanh, network};

/// 16.3 ★★ A wrong sign in g′: `Swish` of the chapter has `Sigmoid::g(z) - z * Sigmoid::g_prime(z)` as its g′.
///
/// The network is 2 -> 3 Swish -> 1 Sigmoid. Which weights does the gradient check find? Return their names:
/// `"biases_1"` and `"weights_1"` of Θ⁽¹⁾, `"biases_2"` and `"weights_2"` of Θ⁽²⁾.
pub fn found_by_the_gradient_check() -> Vec<&'static str> {
    todo!()
}

/// An activation that is largest at z = 0: g(z) = e^(−z²).
pub struct Bell;

/// 16.4 ★★ A bell as an activation.
///
/// Write g and g′. `T` has `exp`, and `T::from_f64(2.0)` is the number 2.
impl Activation for Bell {
    fn g<T: Scalar>(z: T) -> T {
        todo!()
    }

    fn g_prime<T: Scalar>(z: T) -> T {
        todo!()
    }
}

network! {
    /// Two lengths of a house, one price.
    pub struct Prices { layers: 2 -> 3 Tanh -> 1 Identity, cost: SquaredError }
}

/// 16.5 ★★ A row as it was measured.
///
/// The network was trained on inputs scaled with `inputs` and on prices scaled with `prices`. Returns the price that it
/// answers for a row of the table. A scaling has `scale` and `invert`.
pub fn price(network: &Prices, inputs: &Scaling<f64, 2>, prices: &Scaling<f64, 1>, row: [f64; 2]) -> f64 {
    todo!()
}

/// A cost for answers that count something: C = Σ (aₖ − yₖ ln aₖ).
pub struct Counts;

/// 16.6 ★★★ A cost for counts.
///
/// Write C and δ = ∂C/∂z of one example, for any activation `A` of the output. Is there a function that multiplies a slope
/// with respect to a by g′?
impl<A: OutputActivation> Cost<A> for Counts {
    fn cost<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        todo!()
    }

    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        todo!()
    }
}
