//! The directions of nonlinear conjugate gradients.
//!
//! After an exact search along a line, the steepest descent is perpendicular to that line, and partly undoes what the
//! step before has gained: in a narrow valley it goes back and forth. A conjugate direction keeps it.
//!
//! **Invariant**: it remembers one gradient and one direction, whatever the number of steps.

use super::{Directions, Point, dot};

/// The direction before, and the gradient where it was chosen.
#[derive(Debug, Default)]
pub(super) struct ConjugateGradients {
    last: Option<Last>,
}

#[derive(Debug)]
struct Last {
    gradient: Vec<f64>,
    direction: Vec<f64>,
}

impl Directions for ConjugateGradients {
    /// The steepest descent, plus a share of the direction before (the β of Polak and Ribière, where it is positive):
    ///
    /// ```text
    /// p := −D + β p,    β = max(0, Dᵀ(D − D′) / D′ᵀD′)
    /// ```
    ///
    /// where D′ is the gradient before. With β = 0 the method starts again. The first direction is −D.
    fn next(&mut self, at: &Point) -> Vec<f64> {
        let d = &at.gradient;
        let direction: Vec<f64> = match &self.last {
            None => d.iter().map(|d| -d).collect(),
            Some(Last { gradient, direction }) => {
                let change: f64 = d.iter().zip(gradient).map(|(d, before)| d * (d - before)).sum();
                let beta = (change / dot(gradient, gradient)).max(0.0);
                d.iter().zip(direction).map(|(d, p)| beta * p - d).collect()
            }
        };
        self.last = Some(Last { gradient: d.clone(), direction: direction.clone() });
        direction
    }

    fn restart(&mut self) {
        self.last = None;
    }
}
