//! An activation and a cost as users write them.

use backprop::{Activation, Cost, OutputActivation, Scalar, Sigmoid};

/// An activation that keeps the default way of evaluation, one number at a time: z · sigmoid(z).
pub(crate) struct Swish;

impl Activation for Swish {
    fn g<T: Scalar>(z: T) -> T {
        z * Sigmoid::g(z)
    }
    fn g_prime<T: Scalar>(z: T) -> T {
        Sigmoid::g(z) + z * Sigmoid::g_prime(z)
    }
}

/// A cost without comparisons: Σ ln cosh(h − y).
pub(crate) struct LogCosh;

impl<A: OutputActivation> Cost<A> for LogCosh {
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        (0..K).fold(T::ZERO, |sum, k| sum + (a[k] - y[k]).cosh().ln())
    }
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        A::pull_back(z, &std::array::from_fn(|k| (a[k] - y[k]).tanh()))
    }
}
