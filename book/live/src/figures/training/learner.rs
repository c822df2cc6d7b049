//! A network while it learns: its weights, and what the optimizer keeps of its steps.

use crate::plain::Plain;
use backprop::equations::gradient::descended;
use backprop::{Adam, Momentum, Network, Samples};

/// Points of the plane with their classes.
pub(super) type Examples = Samples<[Plain; 2], [Plain; 1]>;

/// What turns a gradient into a step.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Optimizer {
    Descent,
    Momentum,
    Adam,
}

/// The settings of a step: α, λ, and β of momentum.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) optimizer: Optimizer,
    pub(super) rate: f64,
    pub(super) lambda: f64,
    pub(super) beta: f64,
}

/// A network from the plane to the probability of class 1, of any size.
pub(super) trait Net {
    fn weights(&mut self) -> Vec<&mut [Plain]>;
    fn slopes(&self, examples: &Examples, lambda: Plain) -> Vec<Plain>;
    fn price(&self, examples: &Examples, lambda: Plain) -> f64;
    fn answer(&self, x: [f64; 2]) -> f64;
    fn right(&self, examples: &Examples) -> usize;
}

impl<N: Network<Scalar = Plain, Input = [Plain; 2], Output = [Plain; 1]>> Net for N {
    fn weights(&mut self) -> Vec<&mut [Plain]> {
        self.thetas_mut().into_iter().filter_map(|theta| theta.into_slice()).collect()
    }

    fn slopes(&self, examples: &Examples, lambda: Plain) -> Vec<Plain> {
        self.gradient(examples, lambda).weights().concat()
    }

    fn price(&self, examples: &Examples, lambda: Plain) -> f64 {
        self.cost(examples, lambda).0
    }

    fn answer(&self, x: [f64; 2]) -> f64 {
        self.output(&x.map(Plain))[0].0
    }

    fn right(&self, examples: &Examples) -> usize {
        let is_right = |(x, [y]): &(&[Plain; 2], &[Plain; 1])| self.predict(x) == usize::from(y.0 == 1.0);
        examples.x().iter().zip(examples.y()).filter(is_right).count()
    }
}

/// A network while it learns from examples.
pub(super) struct Learner {
    pub(super) net: Box<dyn Net>,
    pub(super) examples: Examples,
    /// The moments v and s of each weight.
    moments: [Vec<Plain>; 2],
    /// The number of steps with these moments.
    number: u64,
}

impl Learner {
    /// Starts with the first weights.
    pub(super) fn new(mut net: Box<dyn Net>, examples: Examples) -> Self {
        let zeros = vec![Plain(0.0); net.weights().concat().len()];
        Self { net, examples, moments: [zeros.clone(), zeros], number: 0 }
    }

    /// Takes a step along the gradient of J over all examples.
    pub(super) fn step(&mut self, Step { optimizer, rate, lambda, beta }: Step) {
        let slopes = self.net.slopes(&self.examples, Plain(lambda));
        self.number += 1;
        let [v, s] = &mut self.moments;
        let momentum = Momentum::new(beta).update(Plain(rate));
        let adam = Adam::default().update(Plain(rate), self.number);
        for (i, theta) in self.net.weights().into_iter().flatten().enumerate() {
            let d = slopes[i];
            *theta = match optimizer {
                Optimizer::Descent => descended(*theta, d, Plain(rate)),
                Optimizer::Momentum => momentum(*theta, d, [&mut v[i]]),
                Optimizer::Adam => adam(*theta, d, [&mut v[i], &mut s[i]]),
            };
        }
    }
}
