//! Computes a run again, under what the text supposes.

use super::Scope;
use crate::formulas::layers::{Pass, Place};
use crate::formulas::run::{Example, Run, Sums};
use backprop::ndarray::{Array2, Axis, aview1};
use std::rc::Rc;

/// The numbers of all examples of a run, under what is supposed.
pub(super) struct Shared {
    pub(super) thetas: Vec<Array2<f64>>,
    pub(super) examples: Vec<Example>,
    /// Δ, D and J; nothing if z or a is supposed, because then D is not the derivative of J.
    pub(super) sums: Option<Sums>,
    /// Θ after a step.
    pub(super) after: Option<Vec<Array2<f64>>>,
}

impl Scope {
    /// Returns the numbers of all examples, computed once for all formulas with the same suppositions.
    pub(super) fn shared(&self, run: &Run) -> &Shared {
        self.shared.get_or_init(|| {
            let (lambda, alpha) = (self.lambda.unwrap_or(run.lambda), self.alpha.or(run.alpha));
            Rc::new(match self.starts.is_empty() {
                true => Shared {
                    thetas: run.layers.thetas.clone(),
                    examples: run.examples.clone(),
                    sums: Some(run.sums(lambda)),
                    after: alpha.map(|alpha| run.after_a_step(lambda, alpha)),
                },
                false => self.again(run, lambda, alpha),
            })
        })
    }

    /// Runs both passes of all examples again, from what is supposed.
    fn again(&self, run: &Run, lambda: f64, alpha: Option<f64>) -> Shared {
        let passes: Vec<Pass<f64>> =
            run.examples.iter().map(|of| run.layers.pass(&of.x, &of.y, &self.starts)).collect();
        let rows = |rows: &Vec<Vec<f64>>| Array2::from_shape_fn((rows.len(), rows[0].len()), |(i, j)| rows[i][j]);
        let thetas: Vec<Array2<f64>> = passes[0].thetas.iter().map(rows).collect();
        let mut sum: Vec<Array2<f64>> = thetas.iter().map(|theta| Array2::zeros(theta.dim())).collect();
        let examples = run.examples.iter().zip(&passes).map(|(of, pass)| {
            let (deltas, before) = (self.errors_from(run, of), sum.clone());
            for ((sum, delta), a) in sum.iter_mut().zip(&deltas).zip(&pass.a) {
                let tail = [&[1.0], &a[..]].concat();
                *sum += &(aview1(delta).insert_axis(Axis(1)).to_owned() * aview1(&tail).insert_axis(Axis(0)));
            }
            let Pass { z, a, y, cost, .. } = pass.clone();
            Example { x: a[0].clone(), y, z, a, deltas, cost, accumulated: [before, sum.clone()] }
        });
        let examples: Vec<Example> = examples.collect();
        let m = examples.len() as f64;
        let gradient = thetas.iter().zip(&sum).map(|(theta, sum)| {
            let mut penalty = theta * lambda;
            penalty.column_mut(0).fill(0.0);
            (sum + &penalty) / m
        });
        let gradient: Vec<Array2<f64>> = gradient.collect();
        let after = alpha.map(|alpha| thetas.iter().zip(&gradient).map(|(theta, d)| theta - &(d * alpha)).collect());
        let is_of_data = |place: &Place| matches!(place, Place::A(1, _) | Place::Y(_) | Place::Theta(..));
        match self.starts.iter().all(|(place, _)| is_of_data(place)) {
            true => {
                let cost = self.cost_of(run, &passes);
                Shared { thetas, examples, sums: Some(Sums { accumulated: sum, gradient, cost }), after }
            }
            false => Shared { thetas, examples, sums: None, after: None },
        }
    }
}
