//! Binds the symbols of the equations of a whole network: J, its numeric derivative, a step of descent.

use crate::latex::layers::layer;
use crate::latex::point::{Point, matrix, units};
use backprop::{
    CrossEntropy, Network, Samples, Sigmoid, Softplus, Tanh, descend, directional_derivative, equations::cost, network,
    numeric_gradient,
};
use formula::{Environment, Value};

network! {
    /// No two layers have the same size, so that a mix-up of layers is found.
    struct Net { layers: 3 -> 4 Tanh -> 2 Softplus -> 1 Sigmoid, cost: CrossEntropy }
}

fn net(point: &mut Point) -> Net {
    Net { theta_1: point.theta(), theta_2: point.theta(), theta_3: point.theta() }
}

fn samples(point: &mut Point) -> Samples<[f64; 3], [f64; 1]> {
    let x: [_; 5] = std::array::from_fn(|_| point.numbers());
    let y: [_; 5] = std::array::from_fn(|_| point.shares());
    Samples::new(x, y).expect("as many targets as inputs")
}

/// Binds J as a function of all weights, which are one vector.
pub(crate) fn mean_cost(point: &mut Point) -> Environment<'static> {
    let (net, samples, [lambda]) = (net(point), samples(point), point.shares());
    let mut environment = Environment::new().set("L", 4).set("s_1", 3).set("s_2", 4).set("s_3", 2).set("s_4", 1);
    let mut weights = Vec::new();
    for (l, theta) in (1..).zip(net.thetas()) {
        environment = environment.set(&format!(r"\Theta^{{({l})}}"), matrix(theta));
        weights.extend(theta);
    }
    for (i, (x, y)) in (1..).zip(samples.iter()) {
        let forward = net.forward(x);
        let cost = cost::example_cost::<CrossEntropy, Sigmoid, _, 1>(&forward.z_4, &forward.a_4, y);
        environment = environment.set(&format!("C^{{({i})}}"), cost);
    }
    let at = move |weights: &Value| {
        let (mut net, mut weights) = (net.clone(), weights.entries().iter());
        net.thetas_mut().into_iter().flatten().zip(&mut weights).for_each(|(to, weight)| *to = *weight);
        Value::Number(net.cost(&samples, lambda))
    };
    environment.set("m", 5).set(r"\lambda", lambda).set(r"\Theta", units(&weights)).function("J", at)
}

/// Binds J as a function of one weight, another one at each point. ε is so large that a one-sided difference would
/// fail.
pub(crate) fn numeric(point: &mut Point) -> Environment<'static> {
    let (net, samples, [lambda]) = (net(point), samples(point), point.shares());
    let epsilon = 0.1;
    let numeric = numeric_gradient(&net, &samples, lambda, epsilon);
    let (l, at) = place(&net, point);
    let weight = r"\Theta_{ij}^{(l)}";
    Environment::new()
        .set("l", l + 1)
        .set("i", at.0 + 1)
        .set("j", at.1)
        .set(r"\varepsilon", epsilon)
        .set(weight, net.thetas()[l][at])
        .set(&format!(r"\frac{{\partial J}}{{\partial {weight}}} \approx"), numeric.thetas()[l][at])
        .function("J", move |weight| {
            let mut moved = net.clone();
            moved.thetas_mut()[l][at] = weight.entries()[0];
            Value::Number(moved.cost(&samples, lambda))
        })
}

/// Returns the layer, row and column of a weight, counted from 0. The points visit every weight in turn.
fn place(net: &Net, point: &Point) -> (usize, (usize, usize)) {
    let thetas = net.thetas().into_iter().enumerate();
    let mut places = thetas.flat_map(|(l, theta)| theta.indexed_iter().map(move |(at, _)| (l, at)).collect::<Vec<_>>());
    let count = net.thetas().iter().map(|theta| theta.len()).sum::<usize>();
    places.nth(point.number % count).expect("a weight")
}

/// Binds D and a direction V with their layer indices, since a sum over them must name each entry.
pub(crate) fn direction(point: &mut Point) -> Environment<'static> {
    let (net, direction, samples, [lambda]) = (net(point), net(point), samples(point), point.shares());
    let slope = directional_derivative(&net, &samples, lambda, &direction);
    let mut environment = Environment::new().set("L", 4).set("s_1", 3).set("s_2", 4).set("s_3", 2).set("s_4", 1);
    let gradient = net.gradient(&samples, lambda);
    for (l, (d, v)) in (1..).zip(gradient.thetas().into_iter().zip(direction.thetas())) {
        environment = environment.set(&format!("D^{{({l})}}"), matrix(d)).set(&format!("V^{{({l})}}"), matrix(v));
    }
    environment.set(r"\frac{\partial J}{\partial V}", slope)
}

/// Binds a layer of the network before and after a step.
pub(crate) fn descent(point: &mut Point) -> Environment<'static> {
    let (before, gradient, [alpha]) = (net(point), net(point), point.shares());
    let mut after = before.clone();
    descend(&mut after, &gradient, alpha);
    let l = point.number % 3;
    let of = |net: &Net| matrix(net.thetas()[l].view());
    let (units, columns) = before.thetas()[l].dim();
    layer(point, columns - 1, units)
        .set("l", l + 1)
        .set(r"\alpha", alpha)
        .set(r"\Theta^{(l)}", of(&before))
        .set("D^{(l)}", of(&gradient))
        .set(r"\Theta^{(l)} :=", of(&after))
}
