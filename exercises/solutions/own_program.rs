//! Solutions of chapter 16: Use it in your own program.

use backprop::data::scaling::Scaling;
use backprop::{Activation, Cost, Identity, OutputActivation, Scalar, SquaredError, Tanh, network};

/// 16.3 Only the errors of the hidden units pass through their g′, and both columns of Θ⁽¹⁾ are computed from them.
pub fn found_by_the_gradient_check() -> Vec<&'static str> {
    vec!["biases_1", "weights_1"]
}

/// An activation that is largest at z = 0: g(z) = e^(−z²).
pub struct Bell;

/// 16.4 The chain rule: the slope of the exponential is the exponential itself, times −2z, the slope of −z².
impl Activation for Bell {
    fn g<T: Scalar>(z: T) -> T {
        (-z * z).exp()
    }

    fn g_prime<T: Scalar>(z: T) -> T {
        -T::from_f64(2.0) * z * Self::g(z)
    }
}

network! {
    /// Two lengths of a house, one price.
    pub struct Prices { layers: 2 -> 3 Tanh -> 1 Identity, cost: SquaredError }
}

/// 16.5 The row goes in as the training rows did, and the answer comes back in the unit of the prices.
pub fn price(network: &Prices, inputs: &Scaling<f64, 2>, prices: &Scaling<f64, 1>, row: [f64; 2]) -> f64 {
    let scaled = network.output(&inputs.scale(&row));
    let [price] = prices.invert(&scaled);
    price
}

/// A cost for answers that count something: C = Σ (aₖ − yₖ ln aₖ).
pub struct Counts;

/// 16.6 The slope with respect to a is 1 − y/a. `pull_back` takes it through the activation.
impl<A: OutputActivation> Cost<A> for Counts {
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        (0..K).fold(T::ZERO, |sum, k| sum + (a[k] - y[k] * a[k].ln()))
    }

    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        A::pull_back(z, &std::array::from_fn(|k| T::ONE - y[k] / a[k]))
    }
}
