//! Binds the symbols of the equations of an output layer: its cost, its error and its class.

use crate::latex::activations::functions;
use crate::latex::point::{Point, units};
use backprop::equations::cost::{example_cost, output_error};
use backprop::{Activation, Cost, OutputActivation, equations::cost, equations::forward};
use formula::{Environment, Value};

/// Binds the cost `C` of an output with the activation `A`.
pub(crate) fn cost_of<C: Cost<A>, A: OutputActivation>(point: &mut Point) -> Environment<'static> {
    let (z, y): ([f64; 3], _) = (point.numbers(), point.shares());
    let h = A::activate(&z);
    Environment::new()
        .set("K", h.len())
        .range("j", 1..=3)
        .set("z", units(&z))
        .set("h", units(&h))
        .set("y", units(&y))
        .set("C", example_cost::<C, A, _, 3>(&z, &h, &y))
}

/// Binds the error of an output with the cost `C` and the activation `A`. y is not a probability vector, since the
/// error does not require one.
pub(crate) fn error_of<C: Cost<A>, A: OutputActivation>(point: &mut Point) -> Environment<'static> {
    let (z, y): ([f64; 3], _) = (point.numbers(), point.shares());
    let a = A::activate(&z);
    Environment::new()
        .set("L", 2 + point.number % 3)
        .range("k", 1..=3)
        .set("z^{(L)}", units(&z))
        .set("a^{(L)}", units(&a))
        .set("y", units(&y))
        .set(r"\delta^{(L)}", units(&output_error::<C, A, _, 3>(&z, &a, &y)))
}

/// Binds the error of an output with an elementwise activation, which therefore has a g.
pub(crate) fn unit_error_of<C: Cost<A>, A: Activation>(point: &mut Point) -> Environment<'static> {
    functions::<A>(error_of::<C, A>(point))
}

/// Binds the cost of an example and its weight, without a weight at every third point.
pub(crate) fn weighted_cost(point: &mut Point) -> Environment<'static> {
    let [c, weight] = point.shares();
    let w = (!point.number.is_multiple_of(3)).then_some(3.0 * weight);
    Environment::new()
        .set("i", 1 + point.number % 4)
        .set("w^{(i)}", w.unwrap_or(1.0))
        .set("C^{(i)}", c)
        .set("C^{(i)} :=", cost::weighted_cost(w, c))
}

/// Uses one, two and three outputs in turn; the first output is exactly at the threshold. Classes are counted from 0,
/// and so is k.
pub(crate) fn threshold(point: &mut Point) -> Environment<'static> {
    let outputs = 1 + point.number % 3;
    let h = if point.number == 0 { [0.5; 3] } else { point.shares() };
    let environment = Environment::new().set("K", outputs).set(r"\text{class}", forward::class(&h[..outputs]));
    match outputs {
        1 => environment.set("h", h[0]),
        _ => environment.range("k", 0..=outputs - 1).set("h", Value::vector(0, &h[..outputs])),
    }
}
