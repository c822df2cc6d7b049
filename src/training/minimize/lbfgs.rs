//! The directions of L-BFGS.
//!
//! Newton's method would go from Θ to the minimum of the parabola that touches J there, by −H D with the inverse H of
//! the matrix of second derivatives. For n weights, H has n² entries. L-BFGS never forms it: it applies to D the
//! approximation of H that its last steps determine, in two loops over them.
//!
//! **Invariant**: every remembered step has sᵀy > 0, so H is positive definite and −H D leads down.

use super::{Directions, Point, dot};
use std::collections::VecDeque;

/// The last steps, and the point that the next one starts from.
#[derive(Debug)]
pub(super) struct LBfgs {
    memory: usize,
    /// The oldest first.
    steps: VecDeque<Step>,
    last: Option<Point>,
}

/// A remembered step: it measures the curvature of J along s.
#[derive(Debug)]
struct Step {
    /// s, the difference of the weights.
    s: Vec<f64>,
    /// y, the difference of the gradients.
    y: Vec<f64>,
    /// ρ = 1 / sᵀy.
    rho: f64,
}

impl LBfgs {
    pub(super) fn new(memory: usize) -> Self {
        Self { memory, steps: VecDeque::new(), last: None }
    }

    /// Remembers the step from `last` to `at`.
    fn remember(&mut self, last: &Point, at: &Point) {
        let (s, y) = (difference(&at.weights, &last.weights), difference(&at.gradient, &last.gradient));
        let rho = 1.0 / dot(&s, &y);
        // Along a step with sᵀy ≤ 0, J is not curved upward: it tells nothing about where a minimum is.
        if !(rho > 0.0 && rho.is_finite()) {
            return;
        }
        if self.steps.len() == self.memory {
            self.steps.pop_front();
        }
        self.steps.push_back(Step { s, y, rho });
    }
}

impl Directions for LBfgs {
    /// −H D, by the two-loop recursion (J. Nocedal, 1980; D. Liu and J. Nocedal, 1989, with their scaling γ):
    ///
    /// ```text
    /// q := D
    /// for each remembered step, the newest first:    αᵢ := ρᵢ sᵢᵀq,    q := q − αᵢ yᵢ
    /// r := γ q,    γ = sᵀy / yᵀy of the newest step
    /// for each remembered step, the oldest first:    βᵢ := ρᵢ yᵢᵀr,    r := r + (αᵢ − βᵢ) sᵢ
    /// the direction is −r
    /// ```
    ///
    /// Without a remembered step, this is −D.
    fn next(&mut self, at: &Point) -> Vec<f64> {
        if let Some(last) = self.last.take() {
            self.remember(&last, at);
        }
        let mut r = at.gradient.clone();
        let mut alphas = Vec::with_capacity(self.steps.len());
        for Step { s, y, rho } in self.steps.iter().rev() {
            let alpha = rho * dot(s, &r);
            add(&mut r, -alpha, y);
            alphas.push(alpha);
        }
        if let Some(Step { y, rho, .. }) = self.steps.back() {
            let gamma = 1.0 / (rho * dot(y, y));
            r.iter_mut().for_each(|r| *r *= gamma);
        }
        for (Step { s, y, rho }, alpha) in self.steps.iter().zip(alphas.into_iter().rev()) {
            let beta = rho * dot(y, &r);
            add(&mut r, alpha - beta, s);
        }
        self.last = Some(at.clone());
        r.iter_mut().for_each(|r| *r = -*r);
        r
    }

    fn restart(&mut self) {
        self.steps.clear();
        self.last = None;
    }
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// Adds a multiple of `b` to `a`.
fn add(a: &mut [f64], factor: f64, b: &[f64]) {
    a.iter_mut().zip(b).for_each(|(a, b)| *a += factor * b);
}
