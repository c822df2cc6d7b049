//! Binds the symbols of the equations between two layers: forward, backward, the gradient and first weights.

use crate::latex::activations::functions;
use crate::latex::point::{Point, matrix, units, with_bias};
use backprop::{Activation, equations::backward, equations::forward, equations::gradient};
use formula::{Environment, Value};

/// Binds layer l with its units j, and the next layer with its units i. l varies from point to point.
pub(crate) fn layer(point: &Point, inputs: usize, units: usize) -> Environment<'static> {
    Environment::new()
        .set("l", 2 + point.number % 3)
        .set("s_l", inputs)
        .set("s_{l+1}", units)
        .range("i", 1..=units)
        .range("j", 0..=inputs)
}

pub(crate) fn weighted_sum(point: &mut Point) -> Environment<'static> {
    let (theta, a) = (point.theta::<2, 4>(), point.numbers::<3>());
    layer(point, 3, 2)
        .set(r"\Theta^{(l)}", matrix(theta.view()))
        .set("a^{(l)}", with_bias(&a))
        .set("z^{(l+1)}", units(&forward::weighted_sum(&theta, &a)))
}

pub(crate) fn activation<A: Activation>(point: &mut Point) -> Environment<'static> {
    let z = point.numbers::<3>();
    functions::<A>(layer(point, 3, 2)).set("z^{(l)}", units(&z)).set("a^{(l)}", units(&forward::activate(&z, A::g)))
}

/// Binds Θ without its bias column, which the equation does not use, as the text below it says.
pub(crate) fn hidden_error<A: Activation>(point: &mut Point) -> Environment<'static> {
    let (theta, delta, z) = (point.theta::<2, 4>(), point.numbers(), point.numbers::<3>());
    let weights = theta.iter().map(|row| row[1..].to_vec()).collect::<Vec<_>>();
    functions::<A>(layer(point, 3, 2))
        .set(r"\Theta^{(l)}", Value::matrix(1, &weights))
        .set(r"\delta^{(l+1)}", units(&delta))
        .set("z^{(l)}", units(&z))
        .set(r"\delta^{(l)}", units(&backward::hidden_error(&theta, &delta, &z, A::g_prime)))
}

/// Binds the errors of a layer and the weight of their example, without a weight at every third point.
pub(crate) fn weighted_error(point: &mut Point) -> Environment<'static> {
    let (delta, [weight]): ([f64; 3], _) = (point.numbers(), point.shares());
    let w = (!point.number.is_multiple_of(3)).then_some(3.0 * weight);
    Environment::new()
        .set("l", 2 + point.number % 3)
        .set("i", 1 + point.number % 4)
        .set("w^{(i)}", w.unwrap_or(1.0))
        .set(r"\delta^{(l)}", units(&delta))
        .set(r"\delta^{(l)} :=", units(&gradient::weighted_error(w, delta)))
}

pub(crate) fn accumulate(point: &mut Point) -> Environment<'static> {
    let (before, delta, a) = (point.theta::<2, 4>(), point.numbers(), point.numbers::<3>());
    let mut after = before.clone();
    gradient::accumulate(&mut after, &delta, &a);
    layer(point, 3, 2)
        .set(r"\Delta^{(l)}", matrix(before.view()))
        .set(r"\delta^{(l+1)}", units(&delta))
        .set("a^{(l)}", with_bias(&a))
        .set(r"\Delta^{(l)} :=", matrix(after.view()))
}

pub(crate) fn mean_gradient(point: &mut Point) -> Environment<'static> {
    let (accumulated, theta) = (point.theta::<2, 4>(), point.theta());
    let ([lambda], m) = (point.shares(), 1 + point.number);
    layer(point, 3, 2)
        .set("m", m)
        .set(r"\lambda", lambda)
        .set(r"\Delta^{(l)}", matrix(accumulated.view()))
        .set(r"\Theta^{(l)}", matrix(theta.view()))
        .set("D^{(l)}", matrix(gradient::mean_gradient(&accumulated, &theta, lambda, m).view()))
}

pub(crate) fn start<A: Activation>(point: &mut Point) -> Environment<'static> {
    let theta = point.start::<A, 2, 4>();
    layer(point, 3, 2).set(r"\varepsilon", A::epsilon(3, 2)).set(r"\Theta^{(l)}", matrix(theta.view()))
}
