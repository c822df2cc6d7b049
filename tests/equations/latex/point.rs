//! The points at which an equation is checked: random numbers, and the conversion of values of the code to values on
//! paper.

use backprop::Theta;
use backprop::equations::first_weights::Random;
use formula::Value;
use ndarray::ArrayView2;

/// One of many points, with its random number generator.
pub(crate) struct Point {
    pub(crate) number: usize,
    random: Random,
}

impl Point {
    pub(crate) fn new(number: usize) -> Self {
        Self { number, random: Random::new(number as u64) }
    }

    /// Returns a number from −4 to 4; at the first point 0, where activations have their kinks.
    pub(crate) fn z(&mut self) -> f64 {
        if self.number == 0 { 0.0 } else { self.random.uniform(4.0) }
    }

    pub(crate) fn numbers<const N: usize>(&mut self) -> [f64; N] {
        std::array::from_fn(|_| self.random.uniform(2.0))
    }

    /// Returns a number between 0 and 1.
    pub(crate) fn shares<const N: usize>(&mut self) -> [f64; N] {
        std::array::from_fn(|_| (1.0 + self.random.uniform(1.0)) / 2.0)
    }

    pub(crate) fn theta<const ROWS: usize, const COLS: usize>(&mut self) -> Theta<f64, ROWS, COLS> {
        Theta::from_fn(|_, _| self.random.uniform(2.0))
    }

    /// Returns first weights of a layer with the activation `A`.
    pub(crate) fn start<A: backprop::OutputActivation, const ROWS: usize, const COLS: usize>(
        &mut self,
    ) -> Theta<f64, ROWS, COLS> {
        Theta::random::<A>(&mut self.random)
    }
}

/// Returns the units of a layer, numbered from 1.
pub(crate) fn units(values: &[f64]) -> Value {
    Value::vector(1, values)
}

/// Returns the activations of a layer with the bias unit a₀ = 1, which the code does not store.
pub(crate) fn with_bias(a: &[f64]) -> Value {
    Value::vector(0, &[&[1.0], a].concat())
}

/// Returns a matrix with the shape of Θ, whose column 0 is the bias column.
pub(crate) fn matrix(theta: ArrayView2<f64>) -> Value {
    Value::matrix(0, &theta.rows().into_iter().map(|row| row.to_vec()).collect::<Vec<_>>())
}
