//! Runs the passes of a network with symbols and gives the results their names.

use super::textbook::Textbook;
use super::values::Values;
use super::walks::applications;
use super::writer::{Draft, Known, Named, Relation, Writer};
use super::{Form, Step};
use crate::equations::scalar::{Function, Scalar};
use crate::network::trace::Superscript;
use crate::network::{Network, Quantity, Record};
use crate::readings::symbol::{Name, Notation, Symbol, scope};
use std::collections::{HashMap, HashSet};

/// The largest number of weights of a network whose equations are all written.
const WEIGHTS: usize = 500;

/// Returns the equations of a network, in the order in which it computes them.
pub(super) fn steps<N: Network>(
    network: &N,
    notation: Notation,
    form: Form,
    values: Option<&Values>,
    decimals: usize,
) -> Vec<Step> {
    scope(|| {
        let symbolic = variables::<N>(network);
        let weights: usize = network.thetas().iter().map(|theta| theta.len()).sum();
        let mut writer = Writer {
            notation,
            form,
            is_summary: weights > WEIGHTS,
            decimals,
            examples: values.map(|values| values.examples),
            tells_layers: false,
            textbook: Textbook::default(),
            known: HashMap::new(),
            layers: HashMap::new(),
            defined: HashSet::new(),
            named_parts: 0,
            steps: Vec::new(),
        };
        run(&mut writer, &symbolic, values);
        writer.steps
    })
}

/// Returns the network whose weights are symbols with their names.
fn variables<N: Network>(network: &N) -> N::In<Symbol> {
    let mut symbolic = network.map(|_| Symbol::ZERO);
    for (layer, mut theta) in (1..).zip(symbolic.thetas_mut()) {
        for ((i, j), weight) in theta.indexed_iter_mut() {
            *weight = Symbol::named(Name::entry(r"\Theta", "Θ", layer, i + 1, j));
        }
    }
    symbolic
}

/// Runs the passes of a network whose weights are names, and writes their results.
fn run<N: Network<Scalar = Symbol>>(writer: &mut Writer, network: &N, values: Option<&Values>) {
    let thetas = network.thetas();
    let last = thetas.len() + 1;
    let x: Vec<Symbol> = (1..=N::INPUTS).map(|j| Symbol::named(Name::indexed("x", "x", j))).collect();
    let y: Vec<Symbol> = (1..=N::OUTPUTS).map(|k| Symbol::named(Name::indexed("y", "y", k))).collect();
    let (lambda, m) = (Symbol::named(Name::LAMBDA), Symbol::examples(1));
    let samples = N::samples(vec![x.clone()], vec![y.clone()]).expect("one row of the right width on both sides");

    if let Some(values) = values {
        let weights = thetas.iter().flatten().copied().zip(values.thetas.iter().flatten().copied());
        let data = x.into_iter().zip(values.x.clone()).chain(y.iter().copied().zip(values.y.clone()));
        let scalars = [(lambda, values.lambda), (m, values.examples as f64)];
        for (symbol, value) in weights.chain(data).chain(scalars) {
            writer.known.insert(symbol, Known { name: None, value: Some(value) });
        }
    }

    let forward = network.forward(&samples.x()[0]);
    let deltas = network.backward(&forward, &samples.y()[0]);
    // Without regularization, J of one example is C / m.
    let cost = network.cost(&samples, Symbol::ZERO) * m;
    let layers = forward.layers();
    let errors = deltas.layers();
    let passes = layers.iter().chain(&errors).flat_map(|layer| layer.units.to_vec());
    writer.tells_layers = activations(passes.chain([cost])).len() > 1;
    if let [.., z, a] = &layers[..] {
        writer.textbook = Textbook::new(z.units, a.units, &y);
    }

    for (step, layer) in layers.into_iter().enumerate() {
        let quantity = layer.quantity.symbol();
        let named = units(quantity, quantity, layer.layer, layer.units, values.map(|values| &values.forward[step]));
        let title = match layer.quantity {
            Quantity::A if layer.layer == 1 => "The input".to_owned(),
            Quantity::A => format!("Activations of layer {}", layer.layer),
            _ => format!("Weighted inputs of layer {}", layer.layer),
        };
        let quantity = Name::of_layer(quantity, quantity, layer.layer);
        writer.step(Draft { title, quantity, layer: layer.layer, relation: Relation::Equal, named });
    }

    let named = vec![(Name::COST, cost, values.map(|values| values.first_cost))];
    let title = "The cost of an example".to_owned();
    writer.step(Draft { title, quantity: Name::COST, layer: last, relation: Relation::Equal, named });

    for (step, layer) in errors.into_iter().enumerate() {
        let values = values.map(|values| &values.deltas[step]);
        let named = units(r"\delta", "δ", layer.layer, layer.units, values);
        let title = format!("Errors of layer {}", layer.layer);
        let quantity = Name::of_layer(r"\delta", "δ", layer.layer);
        writer.step(Draft { title, quantity, layer: layer.layer, relation: Relation::Equal, named });
    }

    let accumulated = network.accumulated(&samples);
    for (layer, theta) in (1..).zip(accumulated.thetas()) {
        let values = values.map(|values| &values.accumulated[layer - 1]);
        let named = entries(r"\Delta", "Δ", layer, theta, values);
        let title = format!("What each example adds to Δ{}", Superscript(layer));
        let quantity = Name::of_layer(r"\Delta", "Δ", layer);
        writer.step(Draft { title, quantity, layer: last, relation: Relation::Added, named });
    }

    let gradient = network.gradient(&samples, lambda);
    for (layer, theta) in (1..).zip(gradient.thetas()) {
        let values = values.map(|values| &values.gradient[layer - 1]);
        let named = entries("D", "D", layer, theta, values);
        let title = format!("The gradient D{}", Superscript(layer));
        let quantity = Name::of_layer("D", "D", layer);
        writer.step(Draft { title, quantity, layer: last, relation: Relation::Equal, named });
    }

    writer.known.insert(cost, Known { name: Some(Name::COSTS), value: values.map(|values| values.costs) });
    let named = vec![(Name::MEAN_COST, network.cost(&samples, lambda), values.map(|values| values.cost))];
    let title = "The cost of the network".to_owned();
    writer.step(Draft { title, quantity: Name::MEAN_COST, layer: last, relation: Relation::Equal, named });
}

/// Returns the activations whose g or g′ some expressions apply.
fn activations(roots: impl Iterator<Item = Symbol>) -> HashSet<&'static str> {
    let applied = applications(&roots.collect::<Vec<_>>(), &|_| false);
    applied
        .into_iter()
        .filter_map(Symbol::as_application)
        .map(|(Function::G(activation) | Function::GPrime(activation))| activation)
        .collect()
}

/// Returns the units of a layer with their names and values.
fn units(
    latex: &'static str,
    unicode: &'static str,
    layer: usize,
    units: &[Symbol],
    values: Option<&Vec<f64>>,
) -> Vec<Named> {
    let named = units
        .iter()
        .enumerate()
        .map(|(i, &unit)| (Name::unit(latex, unicode, layer, i + 1), unit, values.map(|values| values[i])));
    named.collect()
}

/// Returns the entries of a matrix with their names and values.
fn entries(
    latex: &'static str,
    unicode: &'static str,
    layer: usize,
    matrix: ndarray::ArrayView2<'_, Symbol>,
    values: Option<&Vec<f64>>,
) -> Vec<Named> {
    let named = matrix.indexed_iter().enumerate().map(|(at, ((i, j), &entry))| {
        (Name::entry(latex, unicode, layer, i + 1, j), entry, values.map(|values| values[at]))
    });
    named.collect()
}
