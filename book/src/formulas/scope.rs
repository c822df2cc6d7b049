//! What the symbols of a formula mean at its place in the text: the values of a run, and what the text supposes.
//!
//! A supposition about x, y, z, a or Θ starts the forward pass of the run again from there. One about λ or α changes Δ,
//! D, J and the step, and one about m leaves the first m examples. Any other symbol is bound to the expression that it is
//! supposed to be.

mod again;
mod bind;
mod derivative;

use super::layers::{Pass, Start};
use super::run::{Example, Run};
use super::twin;
use again::Shared;
use backprop::ndarray::Array2;
use backprop::readings::interval::Interval;
use formula::{Along, Environment, Name, Node, Number, Operator, Relation, Result, error};
use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

/// Returns a bound of the rounding errors of a number that a run computed: relative to the number, and relative to 1, which
/// numbers like a − y were subtracted from.
fn rounding_of(number: f64) -> f64 {
    1e-13 * number.abs() + 3.0 * f64::EPSILON
}

/// The run and the suppositions that hold at a place of the text.
#[derive(Default, Clone)]
pub(super) struct Scope {
    pub(super) run: Option<Rc<Run>>,
    /// The run with all of its examples, which the next section is about again.
    whole: Option<Rc<Run>>,
    /// The number of the only example that the text is about, counted from 0.
    example: Option<usize>,
    starts: Vec<Start<f64>>,
    lambda: Option<f64>,
    alpha: Option<f64>,
    /// The other symbols that are supposed, and what they are.
    others: Vec<(String, Node)>,
    /// Those that may have any value.
    any: Vec<String>,
    /// The symbol whose square is supposed to be 0.
    nilpotent: Option<String>,
    /// What all examples share, computed once.
    shared: OnceCell<Rc<Shared>>,
}

/// The moment of an update at which Θ and Δ are evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// There is no update: Δ is the sum over all examples.
    None,
    /// Δ before an example is added.
    Before,
    /// Δ after an example is added, and Θ after a step.
    After,
}

impl Scope {
    /// Returns the values of a run, of all examples or of the one with a number counted from 1.
    pub(super) fn of(run: Rc<Run>, example: Option<usize>) -> Self {
        let (run, whole) = (Some(Rc::clone(&run)), Some(run));
        Self { run, whole, example: example.map(|number| number - 1), ..Self::default() }
    }

    /// Returns the scope of the twin of the run. Where the text is about one example, it is about a general one.
    pub(super) fn twin(&self) -> Option<Self> {
        let twin = Rc::clone(self.run.as_ref()?.twin.as_ref()?);
        Some(Self::of(twin, self.example.map(|example| 1 + example % twin::GENERAL)))
    }

    /// Forgets the suppositions, as a new section does.
    pub(super) fn end_section(&mut self) {
        let whole = self.whole.take();
        *self = Self { run: whole.clone(), whole, example: self.example, ..Self::default() };
    }

    /// Returns the symbol whose square is 0. A formula with it holds if both sides have the same value and the same
    /// derivative where it is 0.
    pub(super) fn nilpotent(&self) -> Option<&str> {
        self.nilpotent.as_deref()
    }

    /// Returns the examples that the text is about, at least one.
    pub(super) fn examples(&self) -> Range<usize> {
        let all = self.run.as_ref().map_or(1, |run| run.examples.len());
        self.example.map_or(0..all, |example| example..example + 1)
    }

    /// Adds the suppositions of a formula, `x = 2, y = 1`.
    pub(super) fn suppose(&mut self, latex: &str) -> Result<()> {
        let functions = self.measured(0, Moment::None)?.functions();
        for sentence in formula::sentences(latex, &functions)? {
            let (sides, relations) = (&sentence.chain.sides, &sentence.chain.relations);
            match (&sides[..], &relations[..]) {
                ([Node::Name(name), value], [Relation::Equal | Relation::Defined])
                    if sentence.conditions.is_empty() && name.derivative.is_none() =>
                {
                    self.suppose_one(name, value)?;
                }
                // ε² = 0, as in the algebra of dual numbers.
                ([Node::Operation(Operator::Power, power), Node::Number(0.0)], [Relation::Equal]) => match &**power {
                    [Node::Name(name), Node::Number(2.0)] => {
                        self.others.push((name.symbol.clone(), Node::Number(0.0)));
                        self.nilpotent = Some(name.symbol.clone());
                    }
                    _ => return error!("only the square of a symbol is supposed to be 0"),
                },
                _ => return error!("a supposition is `symbol = value`"),
            }
        }
        Ok(())
    }

    /// Gives symbols, `t, n`, values without a pattern, so that a formula that holds for them holds for any.
    pub(super) fn suppose_any(&mut self, symbols: &str) -> Result<()> {
        for symbol in formula::expressions(symbols, &formula::Functions::new())? {
            let Node::Name(name) = symbol else { return error!("only symbols can have any value") };
            let key = self.measured(0, Moment::None)?.key_of(&name)?;
            let value = 0.2 + 0.7 * (2.0 * (self.others.len() as f64 + 1.0)).sqrt().fract();
            self.others.push((key, Node::Number(value)));
            self.any.push(name.symbol);
        }
        Ok(())
    }

    pub(super) fn has_any(&self, symbol: &str) -> bool {
        self.any.iter().any(|any| any == symbol)
    }

    fn suppose_one(&mut self, name: &Name, node: &Node) -> Result<()> {
        let environment = self.measured(0, Moment::None)?;
        let (symbol, key) = (name.symbol.clone(), environment.key_of(name)?);
        let along = along(name, &environment)?;
        let value = environment.evaluate(node)?;
        if self.is_so(&key, node)? {
            return Ok(());
        }
        let middle = |value: &Interval| 0.5 * (value.low() + value.high());
        let numbers: Vec<f64> = value.entries().iter().map(middle).collect();
        drop(environment);
        // A run with names of its own for the layers leaves these letters to the text.
        let is_of_text = ["a", "z", r"\delta"].contains(&key.as_str())
            && self.run.as_ref().is_some_and(|run| !run.names_output_alone());
        match (symbol.as_str(), self.places(&along)?) {
            _ if is_of_text => self.others.push((key, node.clone())),
            (_, Some(places)) => {
                let count = places.places.len();
                let numbers = match numbers[..] {
                    [number] => vec![number; count],
                    _ if numbers.len() == count => numbers,
                    _ => return error!("`{}` has {count} entries, not {}", name.written, numbers.len()),
                };
                self.starts.extend(places.places.into_iter().zip(numbers));
            }
            ("m", _) if self.run.is_some() => {
                let count = value.number()?.certain().map_or(0, |count| count as usize);
                let some = self.run.as_ref().and_then(|run| run.first(count));
                let Some(some) = some else { return error!("the run has no first {count} examples") };
                self.run = Some(Rc::new(some));
            }
            (r"\lambda", _) if self.run.is_some() => {
                self.lambda = Some(value.number().map(|value| middle(&value))?);
            }
            (r"\alpha", _) if self.run.is_some() => {
                self.alpha = Some(value.number().map(|value| middle(&value))?);
            }
            _ => {
                if let Some(run) = &self.run
                    && self.measured(0, Moment::None)?.value(&key).is_some()
                    && !self.others.iter().any(|(other, _)| *other == key)
                {
                    return error!(
                        "the run `{}` gives `{}` another value; suppose something of x, y, z, a, Θ, λ, α or m, or choose \
                         another run",
                        run.name, name.written
                    );
                }
                self.others.push((key, node.clone()));
            }
        }
        self.shared = OnceCell::new();
        Ok(())
    }

    /// Returns `true` if a symbol has the value of an expression already, for every example.
    fn is_so(&self, key: &str, node: &Node) -> Result<bool> {
        for example in self.examples() {
            let environment = self.measured(example, Moment::None)?;
            let value = environment.evaluate(node)?;
            let is_so = environment.value(key).and_then(|own| own.zip(&value, Interval::agrees).ok());
            if !is_so.is_some_and(|is_so| is_so.entries().iter().all(|&is_so| is_so)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns the values of an example, each with its rounding errors.
    pub(super) fn measured(&self, example: usize, moment: Moment) -> Result<Environment<'_, Interval>> {
        let mut environment = Environment::new().sums_through_entries();
        if let Some(run) = &self.run {
            let shared = self.shared(run);
            let of = &shared.examples[example];
            environment = self.bind_pass(environment, &measured_pass(&shared.thetas, of));
            environment = self.bind_errors(environment, run, &of.deltas);
            environment = self.bind_sums(environment, run, of, moment);
        }
        for (key, node) in &self.others {
            let value = environment.evaluate(node)?;
            environment.bind(key.clone(), value);
        }
        Ok(environment.differentiate(move |of, along, indices| self.derivative(example, of, along, indices)))
    }
}

/// Returns a name with its indices evaluated.
fn along<T: Number>(name: &Name, environment: &Environment<'_, T>) -> Result<Along> {
    let (subscripts, superscript) = (environment.subscripts(name)?, environment.superscript(name)?);
    Ok(Along { symbol: name.symbol.clone(), subscripts, superscript })
}

/// Returns numbers that a run computed, with their rounding errors.
fn wide(numbers: &[f64]) -> Vec<Interval> {
    numbers.iter().map(|&number| Interval::rounded(number, rounding_of(number))).collect()
}

/// Returns the numbers that the run computed for an example.
fn measured_pass(thetas: &[Array2<f64>], of: &Example) -> Pass<Interval> {
    let rows = |theta: &Array2<f64>| theta.rows().into_iter().map(|row| wide(&row.to_vec())).collect();
    Pass {
        thetas: thetas.iter().map(rows).collect(),
        z: of.z.iter().map(|z| wide(z)).collect(),
        a: of.a.iter().map(|a| wide(a)).collect(),
        y: wide(&of.y),
        cost: wide(&[of.cost])[0],
    }
}
