//! Writes symbols as named equations, step by step.

use super::textbook::{self, Textbook, Written};
use super::values::rounded;
use super::walks::{applications, is_longer, shortened, zero_terms};
use super::{Definition, Equation, Form, Step};
use crate::equations::scalar::Function;
use crate::readings::symbol::{Leaf, Name, Notation, Symbol};
use std::collections::{HashMap, HashSet};

/// The largest number of symbols of an expression that an expanded equation contains in full.
const LONGEST: usize = 500;

/// The name of an expression in later equations, and its value in the run.
#[derive(Clone, Copy)]
pub(super) struct Known {
    pub(super) name: Option<Name>,
    pub(super) value: Option<f64>,
}

/// A name, the expression that it stands for, and its value.
pub(super) type Named = (Name, Symbol, Option<f64>);

/// The relation between the sides of an equation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Equal,
    /// The right side is added to the left, example by example.
    Added,
}

/// A step before its equations are written.
pub(super) struct Draft {
    pub(super) title: String,
    pub(super) quantity: Name,
    /// The layer whose g and g′ the step applies first.
    pub(super) layer: usize,
    pub(super) relation: Relation,
    pub(super) named: Vec<Named>,
}

pub(super) struct Writer {
    pub(super) notation: Notation,
    pub(super) form: Form,
    pub(super) is_summary: bool,
    pub(super) decimals: usize,
    /// The number of examples of the run.
    pub(super) examples: Option<usize>,
    /// Whether the layers apply different functions g, so that each g has its layer.
    pub(super) tells_layers: bool,
    pub(super) textbook: Textbook,
    pub(super) known: HashMap<Symbol, Known>,
    /// The layers of the applications of g and g′ so far.
    pub(super) layers: HashMap<Symbol, usize>,
    /// The functions that have been defined.
    pub(super) defined: HashSet<Name>,
    /// The number of parts that got a name c.
    pub(super) named_parts: usize,
    pub(super) steps: Vec<Step>,
}

impl Writer {
    /// Writes the equations of one quantity; later equations use its name.
    pub(super) fn step(&mut self, draft: Draft) {
        let Draft { title, quantity, layer, relation, named: all } = draft;
        let left_out = if self.is_summary { all.len().saturating_sub(2) } else { 0 };
        let named = match left_out {
            0 => all.clone(),
            _ => vec![all[0], all[all.len() - 1]],
        };
        let functions = self.functions(&all, layer);
        let forms: Vec<Written> = named.iter().map(|&(_, symbol, _)| self.form(relation, symbol)).collect();
        let others: Vec<(Named, Written)> = named
            .iter()
            .copied()
            .zip(forms.iter().copied())
            .filter(|pair| self.is_computed_otherwise(relation, pair))
            .collect();

        let (mut equations, mut computed, mut vanishing) = (Vec::new(), Vec::new(), Vec::new());
        if others.is_empty() {
            let roots: Vec<Symbol> = forms.iter().map(|form| form.symbol).collect();
            equations = self.parts(&roots);
        }
        for ((name, symbol, value), form) in named.into_iter().zip(forms) {
            // If the numbers do not stand here, they stand below the form that is computed.
            let is_other = self.is_computed_otherwise(relation, &((name, symbol, value), form));
            let value = value.filter(|&value| !is_other || self.agrees(form, value));
            equations.push(self.equation(relation, name, form, value));
            self.add_vanishing(&mut vanishing, form.symbol, value);
        }
        if !others.is_empty() {
            let roots: Vec<Symbol> = others.iter().map(|&((_, symbol, _), _)| symbol).collect();
            computed = self.parts(&roots);
            for ((name, symbol, value), form) in others {
                let value = value.filter(|&value| !self.agrees(form, value));
                computed.push(self.equation(relation, name, Written::always(symbol), value));
                self.add_vanishing(&mut vanishing, symbol, value);
            }
        }
        let quantity = quantity.text(self.notation);
        self.steps.push(Step { title, quantity, functions, equations, computed, vanishing, left_out });

        for (name, symbol, value) in all {
            let keeps_name = self.form == Form::Named
                // A sum over all examples is not an expression in one of them.
                || relation == Relation::Added
                || is_longer(symbol, LONGEST, &|part| part != symbol && self.name(part).is_some());
            // A number is written as a number, whatever else is equal to it.
            if symbol.as_number().is_none() {
                self.known.insert(symbol, Known { name: keeps_name.then_some(name), value });
            }
        }
    }

    /// Returns an expression as a textbook writes it. A form that holds for some targets is no term of Δ, nor is it worth
    /// writing out.
    fn form(&self, relation: Relation, symbol: Symbol) -> Written {
        let is_named = |part: Symbol| self.name(part).is_some();
        match (self.form, relation) {
            (Form::Named, Relation::Equal) => self.textbook.form(symbol, &is_named),
            _ => Written::always(self.textbook.without_condition(symbol, &is_named)),
        }
    }

    /// Returns whether the form that is computed is written below the textbook's. Written out, it would be too long to
    /// be read.
    fn is_computed_otherwise(&self, relation: Relation, (named, form): &(Named, Written)) -> bool {
        (self.form, relation) == (Form::Named, Relation::Equal) && form.symbol != named.1
    }

    /// Returns the equations of the parts that some expressions share, and gives the parts their names.
    fn parts(&mut self, roots: &[Symbol]) -> Vec<Equation> {
        let shared = if self.form == Form::Named { self.shared(roots) } else { Vec::new() };
        let mut equations = Vec::new();
        for part in shared {
            self.named_parts += 1;
            let name = Name::indexed("c", "c", self.named_parts);
            let value = part.evaluate(&|part| self.value(part)).ok();
            equations.push(self.equation(Relation::Equal, name, Written::always(part), value));
            self.known.insert(part, Known { name: Some(name), value });
        }
        equations
    }

    fn equation(&self, relation: Relation, name: Name, form: Written, value: Option<f64>) -> Equation {
        let style = self.notation.style();
        let (name, right) = (name.text(self.notation), self.text(form.symbol));
        let (sign, right) = match relation {
            Relation::Equal => ("=", right),
            Relation::Added => (":=", style.row(format!("{name} {} {right}", style.sign("+")))),
        };
        let is_one = |total| style.row(format!("{} {} {}", self.text(total), style.sign("="), style.digits("1")));
        Equation {
            notation: self.notation,
            left: format!("{name} {}", style.sign(sign)),
            right,
            condition: form.total.map_or_else(String::new, is_one),
            numbers: self.numbers(relation, form.symbol, value),
        }
    }

    /// Returns the right side with numbers for names, and the result.
    fn numbers(&self, relation: Relation, symbol: Symbol, value: Option<f64>) -> Vec<String> {
        let Some(value) = value else { return Vec::new() };
        match self.examples {
            // The right side of Δ is the term of one example; the value is the sum over all examples.
            Some(m) if m > 1 && relation == Relation::Added => {
                let style = self.notation.style();
                let words = style.words(&format!("after all {m}:"));
                vec![format!("{words} {}", style.number(&rounded(value, self.decimals)))]
            }
            _ if self.shows_result_alone(symbol) => vec![self.result(value)],
            _ => {
                let leaf = |part: Symbol| Some(Leaf::Number(rounded(self.value(part)?, self.decimals)));
                let put_in = symbol.text(self.notation, &|part| leaf(part).or(self.layer(part)));
                let mut numbers = vec![self.related(true, &put_in)];
                numbers.extend(self.with_slopes(symbol));
                numbers.push(self.result(value));
                numbers
            }
        }
    }

    /// Returns a result: `= 0.5`, or `≈ 0.333333` if it is rounded.
    fn result(&self, value: f64) -> String {
        let text = rounded(value, self.decimals);
        self.related(text.parse() == Ok(value), &self.notation.style().number(&text))
    }

    /// Returns a further right side of an equation, which is exact or rounded.
    fn related(&self, is_exact: bool, right: &str) -> String {
        format!("{} {right}", self.notation.style().sign(if is_exact { "=" } else { "≈" }))
    }

    /// Returns the right side with a number for each g′ as well, since no other equation has it; nothing without g′.
    fn with_slopes(&self, symbol: Symbol) -> Option<String> {
        let slope = |part: Symbol| match part.as_application()? {
            Function::GPrime(_) => part.evaluate(&|part| self.value(part)).ok(),
            Function::G(_) => None,
        };
        let applied = applications(&[symbol], &|part| self.value(part).is_some());
        let slopes: Vec<f64> = applied.into_iter().filter_map(slope).collect();
        let is_exact = slopes.iter().all(|&slope| rounded(slope, self.decimals).parse() == Ok(slope));
        let leaf = |part: Symbol| {
            let value = self.value(part).or_else(|| slope(part))?;
            Some(Leaf::Number(rounded(value, self.decimals)))
        };
        let text = symbol.text(self.notation, &|part| leaf(part).or(self.layer(part)));
        (!slopes.is_empty()).then(|| self.related(is_exact, &text))
    }

    fn shows_result_alone(&self, symbol: Symbol) -> bool {
        self.is_summary || self.form == Form::Expanded || self.known.contains_key(&symbol)
    }

    /// Returns whether a textbook form holds in the run, with the printed digits. It does not if a ≈ 1 is printed
    /// as 1, whose ln(1 − a) is infinite.
    fn agrees(&self, form: Written, value: f64) -> bool {
        let printed = |part| rounded(self.value(part)?, self.decimals).parse().ok();
        let half_of_the_digits = 0.1_f64.powf(self.decimals as f64 / 2.0) * value.abs().max(1.0);
        let is_one = |total: Symbol| {
            let total = total.evaluate(&|part| self.value(part));
            total.is_ok_and(|total| (total - 1.0).abs() < 1e-6)
        };
        form.total.is_none_or(is_one)
            && form.symbol.evaluate(&printed).is_ok_and(|shown| (shown - value).abs() <= half_of_the_digits)
    }

    /// Adds the terms that are 0 in the run.
    fn add_vanishing(&self, vanishing: &mut Vec<String>, symbol: Symbol, value: Option<f64>) {
        if value.is_none() || self.shows_result_alone(symbol) {
            return;
        }
        let is_zero = |term: Symbol| term.evaluate(&|part| self.value(part)) == Ok(0.0);
        let terms = zero_terms(symbol, &|part| self.known.contains_key(&part), &is_zero);
        for term in terms.into_iter().map(|term| self.text(term)) {
            if !vanishing.contains(&term) {
                vanishing.push(term);
            }
        }
    }

    fn text(&self, symbol: Symbol) -> String {
        let heads = match self.is_summary {
            true => shortened(symbol, &|part| self.name(part).is_some()),
            false => HashMap::new(),
        };
        symbol.text(self.notation, &|part| match self.name(part) {
            Some(name) => Some(Leaf::Name(name)),
            None => heads.get(&part).map(|&head| Leaf::Shortened(head)).or(self.layer(part)),
        })
    }

    fn name(&self, symbol: Symbol) -> Option<Name> {
        self.known.get(&symbol)?.name
    }

    fn value(&self, symbol: Symbol) -> Option<f64> {
        self.known.get(&symbol)?.value
    }

    /// Returns the layer of an application of g or g′, if it is written.
    fn layer(&self, symbol: Symbol) -> Option<Leaf> {
        self.layers.get(&symbol).filter(|_| self.tells_layers).map(|&layer| Leaf::OfLayer(layer))
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

    /// Returns the definitions of the functions that a step is the first to apply.
    fn functions(&mut self, named: &[Named], layer: usize) -> Vec<Definition> {
        let mut definitions = Vec::new();
        let roots: Vec<Symbol> = named.iter().map(|&(_, root, _)| root).collect();
        for applied in applications(&roots, &|part| self.name(part).is_some()) {
            let layer = *self.layers.entry(applied).or_insert(layer);
            let Some(function) = applied.as_application() else { continue };
            let layer = self.tells_layers.then_some(layer);
            let name = Name::function(function, layer);
            if self.defined.insert(name) {
                definitions.push(define(self.notation, function, name, layer));
            }
        }
        definitions
    }
}

/// Returns the definition of a function, of a layer if the layers differ.
fn define(notation: Notation, function: Function, name: Name, layer: Option<usize>) -> Definition {
    let style = notation.style();
    let equation = |at_z: Symbol| Equation {
        notation,
        left: format!("{} {}", style.apply(&style.name(name), &style.name(Name::ARGUMENT)), style.sign("=")),
        right: at_z.text(notation, &|part| part.as_application().and(layer).map(Leaf::OfLayer)),
        condition: String::new(),
        numbers: Vec::new(),
    };
    let (Function::G(activation) | Function::GPrime(activation)) = function;
    let path = activation.split('<').next().unwrap_or(activation);
    let activation = path.rsplit("::").next().unwrap_or(path).to_owned();
    let computed = Symbol::definition_of(function);
    match textbook::function(function) {
        Some(written) => Definition { activation, equation: equation(written), computed: Some(equation(computed)) },
        None => Definition { activation, equation: equation(computed), computed: None },
    }
}
