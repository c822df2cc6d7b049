//! Both passes of one network, equation by equation, so that each equation can be replaced.
//!
//! All layers have three units. In the 3-5-3 network of Andrew Ng's course, some of the mistakes would not compile,
//! because shapes are types.
//!
//! **Invariant**: with the [`RIGHT`] equations, every number equals the crate's own to the last bit.

use crate::check::sines;
use backprop::equations::backward::hidden_error;
use backprop::equations::cost::{example_cost, mean_cost, output_error};
use backprop::equations::forward::{activate, weighted_sum};
use backprop::equations::gradient::{accumulate, mean_gradient};
use backprop::{
    Activation, CrossEntropy, GradientCheck, Network, Samples, SamplesOf, Scalar, Sigmoid, Theta, Trace, descend,
    network,
};

network! {
    /// The network of the course's exercise on gradient checking, with three hidden units instead of five.
    pub struct Square {
        layers: 3 -> 3 Sigmoid -> 3 Sigmoid,
        cost: CrossEntropy,
    }
}

/// A value for each unit of a layer.
pub(super) type Units<T> = [T; 3];
/// The weights from one layer to the next.
pub(super) type Matrix<T> = Theta<T, 3, 4>;

/// The regularization λ of the gradient check.
pub const LAMBDA: f64 = 1.0;
/// The learning rate of the steps.
pub const RATE: f64 = 0.5;

/// The equations of a run. A mistake replaces one or more of them.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::type_complexity, reason = "a type says what its equation takes and returns")]
pub struct Equations<T: Scalar = f64> {
    /// The drawn weights → the initial Θ.
    pub start: fn(Square<T>) -> Square<T>,
    /// The class of an example → the output that should be 1 for it.
    pub label: fn(usize) -> usize,
    /// Θ⁽ˡ⁾, a⁽ˡ⁾ → z⁽ˡ⁺¹⁾.
    pub weighted_sum: fn(&Matrix<T>, &Units<T>) -> Units<T>,
    /// z⁽³⁾, a⁽³⁾, y → C.
    pub cost: fn(&Units<T>, &Units<T>, &Units<T>) -> T,
    /// z⁽³⁾, a⁽³⁾, y → δ⁽³⁾.
    pub output_error: fn(&Units<T>, &Units<T>, &Units<T>) -> Units<T>,
    /// Θ⁽²⁾, D⁽²⁾, α → the weights through which δ⁽³⁾ flows back.
    pub way_back: fn(&Matrix<T>, &Matrix<T>, T) -> Matrix<T>,
    /// Θ⁽²⁾, δ⁽³⁾, z⁽²⁾ → δ⁽²⁾.
    pub hidden_error: fn(&Matrix<T>, &Units<T>, &Units<T>) -> Units<T>,
    /// Forward pass → the activations that are multiplied by δ⁽²⁾ in Δ⁽¹⁾ and by δ⁽³⁾ in Δ⁽²⁾.
    pub sources: fn(&SquareForward<T>) -> [Units<T>; 2],
    /// Adds the product of δ⁽ˡ⁺¹⁾ and a⁽ˡ⁾ of one example to Δ⁽ˡ⁾.
    pub accumulate: fn(&mut Matrix<T>, &Units<T>, &Units<T>),
    /// Δ⁽ˡ⁾, Θ⁽ˡ⁾, λ, m → D⁽ˡ⁾.
    pub gradient: fn(&Matrix<T>, &Matrix<T>, T, usize) -> Matrix<T>,
}

/// The equations without a mistake.
pub const RIGHT: Equations = Equations::RIGHT;

impl<T: Scalar> Equations<T> {
    /// The equations without a mistake, for numbers of any type.
    pub const RIGHT: Self = Self {
        start: |drawn| drawn,
        label: |class| class,
        weighted_sum,
        cost: example_cost::<CrossEntropy, Sigmoid, _, _>,
        output_error: output_error::<CrossEntropy, Sigmoid, _, _>,
        way_back: |theta, _, _| theta.clone(),
        hidden_error: |theta, delta, z| hidden_error(theta, delta, z, Sigmoid::g_prime),
        sources: |forward| [forward.a_1, forward.a_2],
        accumulate,
        gradient: mean_gradient,
    };

    /// Returns both passes over all samples. `rate` is the learning rate of the step that follows; it is 0 in a
    /// gradient check, which does not move the weights.
    pub fn pass(&self, network: &Square<T>, samples: &SamplesOf<Square<T>>, lambda: T, rate: T) -> Trace<Square<T>> {
        let m = samples.len();
        let forward: Vec<_> = samples.x().iter().map(|x| self.forward(network, x)).collect();
        let (mut accumulated, mut gradient): (Square<T>, Square<T>) = (Network::zeros(), Network::zeros());
        let mut deltas = Vec::new();
        for (forward, y) in forward.iter().zip(samples.y()) {
            let delta_3 = (self.output_error)(&forward.z_3, &forward.a_3, y);
            (self.accumulate)(&mut accumulated.theta_2, &delta_3, &(self.sources)(forward)[1]);
            deltas.push(SquareDeltas { delta_2: [T::ZERO; 3], delta_3 });
        }
        gradient.theta_2 = (self.gradient)(&accumulated.theta_2, &network.theta_2, lambda, m);

        let way_back = (self.way_back)(&network.theta_2, &gradient.theta_2, rate);
        for (forward, deltas) in forward.iter().zip(&mut deltas) {
            deltas.delta_2 = (self.hidden_error)(&way_back, &deltas.delta_3, &forward.z_2);
            (self.accumulate)(&mut accumulated.theta_1, &deltas.delta_2, &(self.sources)(forward)[0]);
        }
        gradient.theta_1 = (self.gradient)(&accumulated.theta_1, &network.theta_1, lambda, m);
        Trace::from_parts(forward, deltas, accumulated, gradient, self.cost(network, samples, lambda))
    }

    fn forward(&self, network: &Square<T>, x: &Units<T>) -> SquareForward<T> {
        let a_1 = *x;
        let z_2 = (self.weighted_sum)(&network.theta_1, &a_1);
        let a_2 = activate(&z_2, Sigmoid::g);
        let z_3 = (self.weighted_sum)(&network.theta_2, &a_2);
        let a_3 = activate(&z_3, Sigmoid::g);
        SquareForward { a_1, z_2, a_2, z_3, a_3 }
    }

    pub fn cost(&self, network: &Square<T>, samples: &SamplesOf<Square<T>>, lambda: T) -> T {
        let mut costs = T::ZERO;
        for (x, y) in samples.iter() {
            let forward = self.forward(network, x);
            costs += (self.cost)(&forward.z_3, &forward.a_3, y);
        }
        mean_cost(costs, network.theta_1.squares() + network.theta_2.squares(), lambda, samples.len())
    }
}

impl Equations {
    /// Returns the initial network. Its weights are the sines of the course's exercise.
    pub fn network(&self) -> Square {
        (self.start)(Square { theta_1: sines(), theta_2: sines() })
    }

    /// Returns five examples with their classes.
    pub fn samples(&self) -> SamplesOf<Square> {
        Samples::from_classes(*sines::<5, 3>(), &CLASSES.map(self.label)).expect("finite values of three classes")
    }

    /// Returns the network after `steps` steps of descent without regularization.
    pub fn trained(&self, steps: usize) -> Square {
        let (mut network, samples) = (self.network(), self.samples());
        for _ in 0..steps {
            let gradient = self.pass(&network, &samples, 0.0, RATE).gradient;
            descend(&mut network, &gradient, RATE);
        }
        network
    }

    /// Compares the gradient with the central differences of the cost, both computed with these equations.
    pub fn gradient_check(&self) -> GradientCheck<f64> {
        let (network, samples) = (self.network(), self.samples());
        let epsilon = (f64::EPSILON.ln() / 3.0).exp();
        let pass = self.pass(&network, &samples, LAMBDA, 0.0);
        let numeric = self.numeric_gradient(&network, &samples, epsilon);
        GradientCheck::new(&pass.gradient, &numeric, epsilon, pass.cost)
    }

    /// Computes what [`backprop::numeric_gradient`] does, for the cost by these equations.
    pub fn numeric_gradient(&self, network: &Square, samples: &SamplesOf<Square>, epsilon: f64) -> Square {
        let mut slopes = Square::zeros();
        for (layer, theta) in network.thetas().into_iter().enumerate() {
            for (at, &weight) in theta.indexed_iter() {
                let cost_at = |weight| {
                    let mut moved = network.clone();
                    moved.thetas_mut()[layer][at] = weight;
                    self.cost(&moved, samples, LAMBDA)
                };
                let (above, below) = (weight + epsilon, weight - epsilon);
                slopes.thetas_mut()[layer][at] = (cost_at(above) - cost_at(below)) / (above - below);
            }
        }
        slopes
    }
}

/// The classes of the five examples, counted from 0.
pub(super) const CLASSES: [usize; 5] = [1, 2, 0, 1, 2];
