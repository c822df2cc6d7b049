//! Runs the passes of a network with symbols and turns the results into named equations.

use super::values::Values;
use super::{Definition, Equation, Form, Step};
use crate::equations::scalar::{Function, Scalar};
use crate::network::trace::Superscript;
use crate::network::{Network, Quantity, Record};
use crate::readings::symbol::{Leaf, Name, Notation, Symbol, scope};
use std::collections::{HashMap, HashSet};

/// The largest number of weights of a network whose equations are all written.
const WEIGHTS: usize = 500;
/// The largest number of symbols of an expression that an expanded equation contains in full.
const LONGEST: usize = 500;
/// Longer sums of a summarized network are shortened.
const TERMS: usize = 6;

/// Returns the equations of a network, in the order in which it computes them.
pub(super) fn steps<N: Network>(network: &N, form: Form, values: Option<&Values>, decimals: usize) -> Vec<Step> {
    scope(|| {
        let symbolic = variables::<N>(network);
        let weights: usize = network.thetas().iter().map(|theta| theta.len()).sum();
        let mut writer =
            Writer { form, is_summary: weights > WEIGHTS, decimals, known: HashMap::new(), steps: Vec::new() };
        writer.run(&symbolic, values);
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

/// The name of an expression in later equations, and its value in the run.
#[derive(Clone, Copy)]
struct Known {
    name: Option<Name>,
    value: Option<f64>,
}

/// A name, the expression that it stands for, and its value.
type Named = (Name, Symbol, Option<f64>);

/// The relation between the sides of an equation.
#[derive(Clone, Copy)]
enum Relation {
    Equal,
    /// The right side is added to the left.
    Added,
}

struct Writer {
    form: Form,
    is_summary: bool,
    decimals: usize,
    known: HashMap<Symbol, Known>,
    steps: Vec<Step>,
}

impl Writer {
    /// Runs the passes of a network whose weights are names, and writes their results.
    fn run<N: Network<Scalar = Symbol>>(&mut self, network: &N, values: Option<&Values>) {
        let thetas = network.thetas();
        let x: Vec<Symbol> = (1..=N::INPUTS).map(|j| Symbol::named(Name::indexed("x", "x", j))).collect();
        let y: Vec<Symbol> = (1..=N::OUTPUTS).map(|k| Symbol::named(Name::indexed("y", "y", k))).collect();
        let (lambda, m) = (Symbol::named(Name::LAMBDA), Symbol::examples(1));
        let samples = N::samples(vec![x.clone()], vec![y.clone()]).expect("one row of the right width on both sides");

        if let Some(values) = values {
            let weights = thetas.iter().flatten().copied().zip(values.thetas.iter().flatten().copied());
            let data = x.into_iter().zip(values.x.clone()).chain(y.into_iter().zip(values.y.clone()));
            let scalars = [(lambda, values.lambda), (m, values.examples as f64)];
            for (symbol, value) in weights.chain(data).chain(scalars) {
                self.known.insert(symbol, Known { name: None, value: Some(value) });
            }
        }

        let forward = network.forward(&samples.x()[0]);
        for (step, layer) in forward.layers().into_iter().enumerate() {
            let quantity = layer.quantity.symbol();
            let units = units(quantity, quantity, layer.layer, layer.units, values.map(|values| &values.forward[step]));
            let title = match layer.quantity {
                Quantity::A if layer.layer == 1 => "The input".to_owned(),
                Quantity::A => format!("Activations of layer {}", layer.layer),
                _ => format!("Weighted inputs of layer {}", layer.layer),
            };
            self.step(title, layer_name(quantity, layer.layer), Relation::Equal, units);
        }

        // Without regularization, J of one example is C / m.
        let cost = network.cost(&samples, Symbol::ZERO) * m;
        let named = (Name::COST, cost, values.map(|values| values.first_cost));
        self.step("The cost of an example".to_owned(), "C".to_owned(), Relation::Equal, vec![named]);

        let deltas = network.backward(&forward, &samples.y()[0]);
        for (step, layer) in deltas.layers().into_iter().enumerate() {
            let values = values.map(|values| &values.deltas[step]);
            let units = units(r"\delta", "δ", layer.layer, layer.units, values);
            let title = format!("Errors of layer {}", layer.layer);
            self.step(title, layer_name(r"\delta", layer.layer), Relation::Equal, units);
        }

        let accumulated = network.accumulated(&samples);
        for (layer, theta) in (1..).zip(accumulated.thetas()) {
            let values = values.map(|values| &values.accumulated[layer - 1]);
            let entries = entries(r"\Delta", "Δ", layer, theta, values);
            let title = format!("What each example adds to Δ{}", Superscript(layer));
            self.step(title, layer_name(r"\Delta", layer), Relation::Added, entries);
        }

        let gradient = network.gradient(&samples, lambda);
        for (layer, theta) in (1..).zip(gradient.thetas()) {
            let values = values.map(|values| &values.gradient[layer - 1]);
            let entries = entries("D", "D", layer, theta, values);
            let title = format!("The gradient D{}", Superscript(layer));
            self.step(title, layer_name("D", layer), Relation::Equal, entries);
        }

        self.known.insert(cost, Known { name: Some(Name::COSTS), value: values.map(|values| values.costs) });
        let mean_cost = network.cost(&samples, lambda);
        let value = values.map(|values| values.cost);
        let title = "The cost of the network".to_owned();
        self.step(title, "J".to_owned(), Relation::Equal, vec![(Name::MEAN_COST, mean_cost, value)]);
    }

    /// Writes the equations of one quantity; later equations use its name.
    fn step(&mut self, title: String, quantity: String, relation: Relation, mut named: Vec<Named>) {
        let all = named.clone();
        let left_out = if self.is_summary { named.len().saturating_sub(2) } else { 0 };
        if left_out > 0 {
            named = vec![named[0], named[named.len() - 1]];
        }
        let roots: Vec<Symbol> = named.iter().map(|&(_, symbol, _)| symbol).collect();
        let shared = if self.form == Form::Named { self.shared(&roots) } else { Vec::new() };
        let mut equations = Vec::new();
        for (c, symbol) in (1..).zip(shared.iter().copied()) {
            let name = Name::indexed("c", "c", c);
            let value = symbol.evaluate(&|part| self.known.get(&part).and_then(|known| known.value)).ok();
            equations.push(self.equation(Relation::Equal, (name, symbol, value)));
            self.known.insert(symbol, Known { name: Some(name), value });
        }
        equations.extend(named.iter().map(|&named| self.equation(relation, named)));
        let functions = self.functions(&roots);
        self.steps.push(Step { title, quantity, equations, functions, left_out });

        for symbol in shared {
            self.known.remove(&symbol);
        }
        for (name, symbol, value) in all {
            let keeps_name = self.form == Form::Named
                || is_longer(symbol, LONGEST, &|part| part != symbol && self.name(part).is_some());
            self.known.insert(symbol, Known { name: keeps_name.then_some(name), value });
        }
    }

    fn equation(&self, relation: Relation, (name, symbol, value): Named) -> Equation {
        let text = |notation| {
            let (left, right) = (name.text(notation), self.text(symbol, notation));
            match relation {
                Relation::Equal => (format!("{left} ="), right),
                Relation::Added => (format!("{left} :="), format!("{left} + {right}")),
            }
        };
        let (left, right) = text(Notation::Latex);
        let (left_unicode, right_unicode) = text(Notation::Unicode);
        let unicode = format!("{left_unicode} {right_unicode}");
        Equation { left, right, unicode, numbers: self.numbers(relation, symbol, value) }
    }

    /// Returns the right side with numbers for names, and the result.
    fn numbers(&self, relation: Relation, symbol: Symbol, value: Option<f64>) -> Vec<String> {
        let Some(value) = value else { return Vec::new() };
        let result = number(value, self.decimals);
        // The right side of Δ is the term of one example; the value is the sum over all examples.
        let examples = self.known.get(&Symbol::examples(1)).and_then(|known| known.value);
        let is_sum = matches!(relation, Relation::Added) && examples != Some(1.0);
        if is_sum || self.is_summary || self.form == Form::Expanded || self.known.contains_key(&symbol) {
            return vec![result];
        }
        let leaf = |part: Symbol| {
            let value = self.known.get(&part)?.value?;
            Some(Leaf::Number(rounded(value, self.decimals)))
        };
        vec![symbol.text(Notation::Latex, &leaf), result]
    }

    fn text(&self, symbol: Symbol, notation: Notation) -> String {
        let heads = match self.is_summary {
            true => shortened(symbol, &|part| self.name(part).is_some()),
            false => HashMap::new(),
        };
        symbol.text(notation, &|part| match self.name(part) {
            Some(name) => Some(Leaf::Name(name)),
            None => heads.get(&part).map(|&head| Leaf::Shortened(head)),
        })
    }

    fn name(&self, symbol: Symbol) -> Option<Name> {
        self.known.get(&symbol)?.name
    }

    /// Returns the parts that occur in several places and are long enough to get a name, in the order of their
    /// creation.
    fn shared(&self, roots: &[Symbol]) -> Vec<Symbol> {
        let mut uses: HashMap<Symbol, usize> = HashMap::new();
        let mut order = Vec::new();
        let mut seen = HashSet::new();
        let mut open: Vec<(Symbol, bool)> = roots.iter().rev().map(|&root| (root, false)).collect();
        while let Some((symbol, is_done)) = open.pop() {
            if is_done {
                order.push(symbol);
            } else if self.name(symbol).is_none() && seen.insert(symbol) {
                open.push((symbol, true));
                let mut parts = symbol.parts();
                parts.dedup();
                for &part in &parts {
                    *uses.entry(part).or_default() += 1;
                }
                open.extend(parts.into_iter().rev().map(|part| (part, false)));
            }
        }
        // A named part counts as one symbol, so parts are judged from the inside out.
        let mut named: HashSet<Symbol> = HashSet::new();
        for symbol in order {
            let is_leaf = |part: Symbol| part != symbol && (named.contains(&part) || self.name(part).is_some());
            let is_shared = uses.get(&symbol).is_some_and(|&uses| uses > 1) && !roots.contains(&symbol);
            if is_shared && is_longer(symbol, 2, &is_leaf) {
                named.insert(symbol);
            }
        }
        let mut named: Vec<Symbol> = named.into_iter().collect();
        named.sort_unstable_by_key(|symbol| symbol.place());
        named
    }

    /// Returns the definitions of the functions that some expressions apply.
    fn functions(&self, roots: &[Symbol]) -> Vec<Definition> {
        let mut definitions: Vec<Definition> = Vec::new();
        for (function, at_z) in roots.iter().flat_map(|root| root.functions(&|part| self.name(part).is_some())) {
            let (activation, latex, unicode) = match function {
                Function::G(activation) => (activation, "g(z)", "g(z)"),
                Function::GPrime(activation) => (activation, "g'(z)", "g′(z)"),
            };
            let path = activation.split('<').next().unwrap_or(activation);
            let definition = Definition {
                activation: path.rsplit("::").next().unwrap_or(path).to_owned(),
                latex: format!("{latex} = {}", at_z.latex()),
                unicode: format!("{unicode} = {at_z}"),
            };
            if !definitions.contains(&definition) {
                definitions.push(definition);
            }
        }
        definitions
    }
}

/// Returns whether an expression has more than `most` names and numbers.
fn is_longer(symbol: Symbol, most: usize, is_leaf: &dyn Fn(Symbol) -> bool) -> bool {
    let mut open = vec![symbol];
    let mut count = 0;
    while let Some(symbol) = open.pop() {
        let parts = if is_leaf(symbol) { Vec::new() } else { symbol.parts() };
        count += usize::from(parts.is_empty());
        if count + open.len() > most {
            return true;
        }
        open.extend(parts);
    }
    false
}

/// Finds the long sums of an expression. Maps each sum without its last term to its head, the first terms that are
/// written.
fn shortened(symbol: Symbol, is_leaf: &dyn Fn(Symbol) -> bool) -> HashMap<Symbol, Symbol> {
    let mut found = HashMap::new();
    let mut open = vec![symbol];
    while let Some(symbol) = open.pop() {
        if is_leaf(symbol) {
            continue;
        }
        // A sum grows from the left: a + b is the left part of (a + b) + c.
        let mut terms = Vec::new();
        let mut lefts = Vec::new();
        let mut at = symbol;
        while let Some((left, right)) = at.as_sum().filter(|_| !is_leaf(at)) {
            terms.push(right);
            lefts.push(left);
            at = left;
        }
        if lefts.len() >= TERMS {
            found.insert(lefts[0], lefts[lefts.len() - 2]);
        }
        match terms.is_empty() {
            true => open.extend(symbol.parts()),
            false => open.extend(terms.into_iter().chain([at])),
        }
    }
    found
}

/// Returns the name of a quantity of a layer as LaTeX: `z^{(2)}`.
fn layer_name(symbol: &str, layer: usize) -> String {
    format!("{symbol}^{{({layer})}}")
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

/// Formats a number with at most `decimals` decimals.
fn rounded(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    match text {
        "-0" => "0".to_owned(),
        text => text.to_owned(),
    }
}

/// Formats a result: `= 0.5`, or `\approx 0.333333` if it is rounded.
fn number(value: f64, decimals: usize) -> String {
    let text = rounded(value, decimals);
    let relation = if text.parse() == Ok(value) { "=" } else { r"\approx" };
    format!("{relation} {text}")
}
