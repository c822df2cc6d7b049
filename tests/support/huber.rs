//! A custom cost with branches.

use backprop::{Cost, OutputActivation, Scalar};

/// Quadratic near the target, linear far from it.
pub(crate) struct Huber;

impl<A: OutputActivation> Cost<A> for Huber {
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        (0..K).fold(T::ZERO, |sum, k| {
            let distance = (a[k] - y[k]).abs();
            let two = T::from_f64(2.0);
            sum + if distance > T::ONE { distance - T::ONE / two } else { distance * distance / two }
        })
    }
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        let slope = |error: T| {
            if error > T::ONE {
                T::ONE
            } else if error < -T::ONE {
                -T::ONE
            } else {
                error
            }
        };
        A::pull_back(z, &std::array::from_fn(|k| slope(a[k] - y[k])))
    }
}
