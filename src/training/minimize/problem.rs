//! A network on its samples → J and D as functions of one vector.
//!
//! **Invariant**: a cost that is not finite, or whose gradient is not, is +∞ to the methods: they turn away from there.

use super::End;
use crate::equations::scalar::Scalar;
use crate::fast::cost_and_gradient;
use crate::network::{Network, SamplesOf};
use argmin::core::{CostFunction, Error, Gradient};
use std::cell::RefCell;

/// J and D as functions of the weights.
pub(super) struct Problem<'a, N: Network> {
    network: N,
    samples: &'a SamplesOf<N>,
    lambda: N::Scalar,
    course: &'a RefCell<Course>,
}

/// What a search has come to so far.
#[derive(Debug, Default)]
pub(super) struct Course {
    /// Where J and D were computed last: the methods ask for each by itself, and both come from one pass.
    last: Option<Point>,
    /// The lowest cost so far.
    pub(super) best: Option<Point>,
    pub(super) evaluations: usize,
    pub(super) iterations: usize,
    pub(super) end: Option<End>,
}

/// Weights, with J and D there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Point {
    pub(super) weights: Vec<f64>,
    pub(super) cost: f64,
    pub(super) gradient: Vec<f64>,
}

impl Point {
    pub(super) fn is_finite(&self) -> bool {
        self.cost.is_finite()
    }
}

impl<'a, N: Network<Scalar: Into<f64>>> Problem<'a, N> {
    pub(super) fn new(network: N, samples: &'a SamplesOf<N>, lambda: N::Scalar, course: &'a RefCell<Course>) -> Self {
        Self { network, samples, lambda, course }
    }

    /// J and D at these weights.
    pub(super) fn evaluate(&self, weights: &[f64]) -> Point {
        let mut course = self.course.borrow_mut();
        if let Some(last) = course.last.as_ref().filter(|last| last.weights == weights) {
            return last.clone();
        }
        let mut network = self.network.clone();
        fill(&mut network, weights);
        let (cost, gradient) = cost_and_gradient(&network, self.samples, self.lambda);
        let (cost, gradient): (f64, _) = (cost.into(), flat(&gradient));
        let is_finite = cost.is_finite() && weights.iter().chain(&gradient).all(|number| number.is_finite());
        let point = Point { weights: weights.to_vec(), cost: if is_finite { cost } else { f64::INFINITY }, gradient };
        if is_finite && course.best.as_ref().is_none_or(|best| point.cost < best.cost) {
            course.best = Some(point.clone());
        }
        course.evaluations += 1;
        course.last = Some(point.clone());
        point
    }
}

impl<N: Network<Scalar: Into<f64>>> CostFunction for Problem<'_, N> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, weights: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.evaluate(weights).cost)
    }
}

impl<N: Network<Scalar: Into<f64>>> Gradient for Problem<'_, N> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, weights: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(self.evaluate(weights).gradient)
    }
}

/// Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾, one after the other, row by row.
pub(super) fn flat<N: Network<Scalar: Into<f64>>>(network: &N) -> Vec<f64> {
    let thetas = network.thetas();
    thetas.iter().flat_map(|theta| theta.iter().map(|&weight| weight.into())).collect()
}

/// Puts such a vector into a network.
pub(super) fn fill<N: Network>(network: &mut N, weights: &[f64]) {
    let mut weights = weights.iter();
    for mut theta in network.thetas_mut() {
        theta.iter_mut().zip(&mut weights).for_each(|(to, &weight)| *to = N::Scalar::from_f64(weight));
    }
}
