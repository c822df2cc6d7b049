//! Runs the functions of the equations with symbols. The book shows the result of each function below its code.
//!
//! The layers are small: layer 1 and layer 2 have two units each.

use backprop::equations::cost::{mean_cost, weighted_cost};
use backprop::readings::symbol::Name;
use backprop::{
    Activation, Cost, CrossEntropy, Identity, LeakyRelu, OutputActivation, Relu, Scalar, Sigmoid, Softmax, Softplus,
    SquaredError, Symbol, Tanh, Theta, descend, equations::activation, equations::backward, equations::forward,
    equations::gradient, network,
};
use serde_json::{Value, json};
use std::array::from_fn;

network! {
    /// The smallest possible network.
    struct Neuron { layers: 1 -> 1 Identity, cost: SquaredError }
}

#[test]
fn outputs() {
    let (z_2, a_1, delta_2) = (units("z", 2), units("a", 1), units(r"\delta", 2));
    let (z, a, y, slope) = (indexed("z"), indexed("a"), indexed("y"), slopes());
    let (theta, lambda) = (theta(r"\Theta", 1), Symbol::named(Name::LAMBDA));

    let weighted_sum = forward::weighted_sum(&theta, &a_1);
    let activated = forward::activate(&z_2, activation::g::<Sigmoid, _>);
    let theta_2: Theta<Symbol, 2, 3> = self::theta(r"\Theta", 2);
    let (delta_3, g_prime) = (units(r"\delta", 3), activation::g_prime::<Sigmoid, _>);
    let hidden_error = backward::hidden_error(&theta_2, &delta_3, &z_2, g_prime);
    let before: Theta<Symbol, 2, 3> = self::theta(r"\Delta", 1);
    let mut accumulated = before.clone();
    gradient::accumulate(&mut accumulated, &delta_2, &a_1);
    let mean_gradient = gradient::mean_gradient(&before, &theta, lambda, 1);
    let w = Some(Symbol::variable("w^{(i)}"));
    let weighted_cost = weighted_cost(w, Symbol::variable("C^{(i)}"));
    let weighted_error = gradient::weighted_error(w, delta_2);
    let cost = mean_cost(Symbol::named(Name::COSTS), theta.squares(), lambda, 1);

    let d = Neuron::<Symbol> { theta_1: self::theta("D", 1) };
    let mut neuron = Neuron::<Symbol> { theta_1: self::theta(r"\Theta", 1) };
    descend(&mut neuron, &d, Symbol::named(Name::plain(r"\alpha", "α")));

    let outputs = json!({
        "sigmoid": function("g", Sigmoid::g),
        "sigmoid-prime": function("g'", Sigmoid::g_prime),
        "tanh": function("g", Tanh::g),
        "tanh-prime": function("g'", Tanh::g_prime),
        "relu": function("g", Relu::g),
        "relu-prime": function("g'", Relu::g_prime),
        "leaky-relu": function("g", LeakyRelu::g),
        "leaky-relu-prime": function("g'", LeakyRelu::g_prime),
        "softplus": function("g", Softplus::g),
        "softplus-prime": function("g'", Softplus::g_prime),
        "identity": function("g", Identity::g),
        "identity-prime": function("g'", Identity::g_prime),
        "pull-back": indexed_lines(r"\frac{\partial C}{\partial z", "}", Sigmoid::pull_back(&z, &slope)),
        "softmax": indexed_lines("a", "", Softmax::activate(&z)),
        "logistic-cost": line("C", <CrossEntropy as Cost<Sigmoid>>::cost(&[z[0]], &[a[0]], &[y[0]])),
        "output-error": indexed_lines(r"\delta", "^{(L)}", <CrossEntropy as Cost<Sigmoid>>::delta(&z, &a, &y)),
        "softmax-cost": line("C", <CrossEntropy as Cost<Softmax>>::cost(&z, &a, &y)),
        "softmax-output-error": indexed_lines(r"\delta", "^{(L)}", <CrossEntropy as Cost<Softmax>>::delta(&z, &a, &y)),
        "squared-error": line("C", <SquaredError as Cost<Sigmoid>>::cost(&z, &a, &y)),
        "squared-error-delta": indexed_lines(r"\delta", "^{(L)}", <SquaredError as Cost<Sigmoid>>::delta(&z, &a, &y)),
        "weighted-sum": indexed_lines("z", "^{(2)}", weighted_sum),
        "activation": indexed_lines("a", "^{(2)}", activated),
        "hidden-error": indexed_lines(r"\delta", "^{(2)}", hidden_error),
        "weighted-cost": json!([format!("C^{{(i)}} := {}", weighted_cost.latex())]),
        "weighted-error": assigned_lines(r"\delta", "^{(2)}", weighted_error),
        "accumulate": entries(r"\Delta", ":=", &accumulated),
        "gradient": entries("D", "=", &mean_gradient),
        "cost": line("J", cost),
        "descent": entries(r"\Theta", ":=", &neuron.theta_1),
    });
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("outputs", serde_json::to_string_pretty(&outputs).unwrap()));
}

/// Returns a quantity of both units of a layer.
fn units(symbol: &'static str, layer: usize) -> [Symbol; 2] {
    from_fn(|i| Symbol::named(Name::unit(symbol, symbol, layer, i + 1)))
}

/// Returns a quantity of two outputs.
fn indexed(symbol: &'static str) -> [Symbol; 2] {
    from_fn(|k| Symbol::named(Name::indexed(symbol, symbol, k + 1)))
}

/// Returns ∂C/∂a of two outputs.
fn slopes() -> [Symbol; 2] {
    [r"\frac{\partial C}{\partial a_1}", r"\frac{\partial C}{\partial a_2}"].map(Symbol::variable)
}

/// Returns a matrix of weights, or of quantities with the same indices.
fn theta<const ROWS: usize, const COLS: usize>(symbol: &'static str, layer: usize) -> Theta<Symbol, ROWS, COLS> {
    Theta::from_fn(|i, j| Symbol::named(Name::entry(symbol, symbol, layer, i + 1, j)))
}

fn line(left: &str, right: Symbol) -> Value {
    json!([format!("{left} = {}", right.latex())])
}

/// Returns the lines of a function of z, with all its branches.
fn function(name: &str, function: fn(Symbol) -> Symbol) -> Value {
    let [at_z] = Symbol::branches(|| [function(Symbol::variable("z"))]);
    line(&format!("{name}(z)"), at_z)
}

/// Returns a line for each of two units.
fn indexed_lines(left: &str, behind: &str, right: [Symbol; 2]) -> Value {
    (1..).zip(right).map(|(k, right)| format!("{left}_{k}{behind} = {}", right.latex())).collect()
}

/// Returns a line for each of two units that get a new value.
fn assigned_lines(left: &str, behind: &str, right: [Symbol; 2]) -> Value {
    (1..).zip(right).map(|(k, right)| format!("{left}_{k}{behind} := {}", right.latex())).collect()
}

/// Returns a line for each entry of a matrix.
fn entries<const ROWS: usize, const COLS: usize>(
    left: &str,
    relation: &str,
    matrix: &Theta<Symbol, ROWS, COLS>,
) -> Value {
    let rows = matrix.iter().enumerate();
    let entries = rows.flat_map(|(i, row)| row.iter().enumerate().map(move |(j, entry)| (i + 1, j, entry)));
    entries.map(|(i, j, entry)| format!("{left}_{{{i}{j}}}^{{(1)}} {relation} {}", entry.latex())).collect()
}
