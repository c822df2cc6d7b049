//! Evaluates the equations that a network derives for itself, line by line, and compares them with the numbers that the
//! network computes.
//!
//! The evaluator knows the weights, the example and λ, but not the network: every other quantity must have been given
//! by an earlier equation.

use crate::huber::Huber;
use crate::latex::point::Point;
use backprop::readings::derivation::{Definition, Step};
use backprop::{
    Activation, CrossEntropy, Derivation, Identity, LeakyRelu, Network, Record, Relu, Scalar, Sigmoid, Softmax,
    Softplus, SquaredError, Tanh, network,
};
use formula::{Environment, Value, evaluate};
use std::collections::BTreeMap;

/// A custom activation with a branch: z if z is positive, eᶻ − 1 otherwise.
struct Elu;

impl Activation for Elu {
    fn g<T: Scalar>(z: T) -> T {
        if z > T::ZERO { z } else { z.exp() - T::ONE }
    }
    fn g_prime<T: Scalar>(z: T) -> T {
        if z > T::ZERO { T::ONE } else { z.exp() }
    }
}

network! {
    struct Neuron { layers: 1 -> 1 Sigmoid, cost: CrossEntropy }
    struct Intuition { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    struct Linear { layers: 2 -> 2 Identity -> 1 Identity, cost: SquaredError }
    struct Mixed { layers: 3 -> 4 Tanh -> 2 Softplus -> 3 LeakyRelu -> 2 Sigmoid, cost: SquaredError }
    struct Classes { layers: 2 -> 3 Relu -> 3 Softmax, cost: CrossEntropy }
    struct Distances { layers: 2 -> 2 Tanh -> 4 Softmax, cost: SquaredError }
    struct Own { layers: 2 -> 3 Elu -> 2 Identity, cost: Huber }
    /// Has indices of two digits.
    struct Wide { layers: 12 -> 11 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

/// Evaluates the equations of a network at random points and compares every quantity.
fn check<N: Network<Scalar = f64>>() {
    for number in 1..=10 {
        let mut point = Point::new(number);
        let mut network = N::zeros();
        network.thetas_mut().into_iter().for_each(|mut theta| theta.mapv_inplace(|_| point.numbers::<1>()[0]));
        let (first, last) = (network.thetas()[0].ncols() - 1, network.thetas().pop().expect("a layer").nrows());
        let x: Vec<f64> = (0..first).map(|_| point.numbers::<1>()[0]).collect();
        let y: Vec<f64> = (0..last).map(|_| point.shares::<1>()[0]).collect();
        let samples = N::samples(vec![x.clone()], vec![y.clone()]).expect("one example");
        let lambda = 0.7;

        let mut known = BTreeMap::from([("m".to_owned(), 1.0), (r"\lambda".to_owned(), lambda)]);
        for (l, theta) in (1..).zip(network.thetas()) {
            known.extend(theta.indexed_iter().map(|((i, j), &weight)| (entry(r"\Theta", l, i, j), weight)));
        }
        for (symbol, values) in [("x", &x), ("y", &y)] {
            known.extend((1..).zip(values).map(|(j, &value)| (format!("{symbol}_{}", index(j)), value)));
        }
        Derivation::new(&network).steps().iter().for_each(|step| say(step, &mut known));

        for (name, want) in numbers(&network, &samples, lambda) {
            let got = known[&name];
            let declaration = N::DECLARATION;
            assert!(
                (got - want).abs() <= 1e-12 * want.abs().max(1.0),
                "{declaration}: {name} is {got}, expected {want}"
            );
        }
    }
}

/// Evaluates the equations of a step and adds their values to `known`.
fn say(step: &Step, known: &mut BTreeMap<String, f64>) {
    for equation in &step.equations {
        let (name, relation) = equation.left.rsplit_once(' ').expect("a name and a sign of equality");
        if relation == ":=" {
            known.insert(name.to_owned(), 0.0);
        }
        let mut environment = Environment::new();
        for (name, &value) in known.iter() {
            environment = environment.set(name, value);
        }
        for definition in &step.functions {
            environment = with_function(environment, definition);
        }
        let value =
            evaluate(&equation.right, &environment).unwrap_or_else(|error| panic!("{}: {error}", equation.right));
        known.insert(name.to_owned(), value.number().expect("a number"));
    }
    if step.quantity == "C" {
        known.insert("C^{(1)}".to_owned(), known["C"]);
    }
}

/// Adds `g(z) = …` to the environment as a function.
fn with_function<'a>(environment: Environment<'a>, definition: &'a Definition) -> Environment<'a> {
    let (name, right) = definition.latex.split_once("(z) = ").expect("a function of z");
    environment.function(name, move |z| {
        z.map(|z| evaluate(right, &Environment::new().set("z", z)).and_then(|value| value.number()).expect(right))
    })
}

/// Returns every number that the network computes, under the name that its equations use.
fn numbers<N: Network<Scalar = f64>>(network: &N, samples: &backprop::SamplesOf<N>, lambda: f64) -> Vec<(String, f64)> {
    let (x, y) = (&samples.x()[0], &samples.y()[0]);
    let forward = network.forward(x);
    let deltas = network.backward(&forward, y);
    let mut numbers =
        vec![("C".to_owned(), network.cost(samples, 0.0)), ("J".to_owned(), network.cost(samples, lambda))];
    for layer in forward.layers().into_iter().chain(deltas.layers()) {
        let symbol = layer.quantity.symbol().replace('δ', r"\delta");
        let named = |(i, &value): (usize, &f64)| (format!("{symbol}_{}^{{({})}}", index(i), layer.layer), value);
        numbers.extend((1..).zip(layer.units).map(named));
    }
    for (symbol, matrices) in [(r"\Delta", network.accumulated(samples)), ("D", network.gradient(samples, lambda))] {
        for (l, matrix) in (1..).zip(matrices.thetas()) {
            numbers.extend(matrix.indexed_iter().map(|((i, j), &value)| (entry(symbol, l, i, j), value)));
        }
    }
    numbers
}

/// Returns `\Theta_{12}^{(1)}` for a row and a column counted from 0, or `\Theta_{1,10}^{(1)}` for an index of two
/// digits.
fn entry(symbol: &str, layer: usize, row: usize, column: usize) -> String {
    let comma = if row + 1 > 9 || column > 9 { "," } else { "" };
    format!("{symbol}_{{{}{comma}{column}}}^{{({layer})}}", row + 1)
}

/// Returns an index of one digit as it is, and one of two digits in braces.
fn index(index: usize) -> String {
    if index > 9 { format!("{{{index}}}") } else { index.to_string() }
}

macro_rules! evaluated {
    ($($name:ident: $network:ident;)+) => {$(
        #[test]
        fn $name() {
            check::<$network>();
        }
    )+};
}

evaluated! {
    a_neuron_writes_what_it_computes: Neuron;
    so_does_the_network_of_the_intuition: Intuition;
    so_do_identity_units: Linear;
    so_do_layers_of_different_activations: Mixed;
    so_does_a_softmax: Classes;
    so_does_a_softmax_with_its_whole_jacobian: Distances;
    so_do_an_activation_and_a_cost_of_ones_own: Own;
    so_do_layers_of_more_than_nine_units: Wide;
}

/// Other weights must give other values; otherwise the tests above could not fail.
#[test]
fn other_weights_give_other_numbers() {
    let mut known = BTreeMap::from([("m".to_owned(), 1.0), (r"\lambda".to_owned(), 0.0)]);
    known.extend([("x_1", 1.0), ("y_1", 0.0), (r"\Theta_{10}^{(1)}", 0.5), (r"\Theta_{11}^{(1)}", 2.0)].map(own));
    Neuron::zeros().derivation().steps().iter().for_each(|step| say(step, &mut known));
    assert_eq!(known["z_1^{(2)}"], 2.5);
    let neuron = Neuron { theta_1: [[0.5, 2.0 + 1e-9]].into() };
    assert!((neuron.forward(&[1.0]).a_2[0] - known["a_1^{(2)}"]).abs() > 1e-12);
    assert_eq!(Value::Number(known["a_1^{(2)}"]), Value::Number(Sigmoid::g(2.5)));
}

fn own((name, value): (&str, f64)) -> (String, f64) {
    (name.to_owned(), value)
}
