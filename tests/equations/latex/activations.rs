//! Binds the symbols of the equations of `src/equations/activation.rs` to what the code computes.

use crate::latex::layers::layer;
use crate::latex::point::{Point, units};
use backprop::{Activation, OutputActivation, Softmax};
use formula::Environment;

/// Binds g and g′ to the functions of the code.
pub(crate) fn functions<A: Activation>(environment: Environment<'static>) -> Environment<'static> {
    environment.function("g", |z| z.map(A::g)).function("g'", |z| z.map(A::g_prime))
}

pub(crate) fn unit<A: Activation>(point: &mut Point) -> Environment<'static> {
    functions::<A>(Environment::new()).set("z", point.z())
}

pub(crate) fn pull_back<A: Activation>(point: &mut Point) -> Environment<'static> {
    functions::<A>(slopes::<A>(point))
}

pub(crate) fn softmax(point: &mut Point) -> Environment<'static> {
    let z: [f64; 3] = point.numbers();
    let indices = Environment::new().range("j", 1..=3).range("k", 1..=3);
    indices.set("z", units(&z)).set("a", units(&Softmax::activate(&z)))
}

pub(crate) fn softmax_pull_back(point: &mut Point) -> Environment<'static> {
    slopes::<Softmax>(point).range("j", 1..=3)
}

/// Binds the derivative of a cost with respect to a, and its pull-back through `A`.
fn slopes<A: OutputActivation>(point: &mut Point) -> Environment<'static> {
    let (z, slope) = (point.numbers::<3>(), point.numbers());
    Environment::new()
        .range("k", 1..=3)
        .set("z", units(&z))
        .set("a", units(&A::activate(&z)))
        .set(r"\frac{\partial C}{\partial a}", units(&slope))
        .set(r"\frac{\partial C}{\partial z}", units(&A::pull_back(&z, &slope)))
}

/// Binds the range of the first weights of a layer with the activation `A`.
pub(crate) fn epsilon<A: Activation>(point: &mut Point) -> Environment<'static> {
    let (inputs, units) = (1 + point.number % 7, 1 + point.number / 7);
    layer(point, inputs, units).set(r"\varepsilon", A::epsilon(inputs, units))
}
