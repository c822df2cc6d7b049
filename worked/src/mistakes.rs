//! The classic mistakes, each made on purpose: what detects it, and which number is the first to go wrong.
//!
//! Each mistake is compared with a run that has no mistake. The first number, in order of computation, in which the two
//! runs differ is the place to look for the cause.

mod list;
mod pass;
mod witness;

use backprop::trace::Superscript;
use backprop::{GradientCheck, GradientEntry, LayerValues, Network, Record};
use std::fmt;

pub use list::{MISTAKES, Mistake};
pub use pass::{Equations, LAMBDA, RATE, RIGHT, Square};
pub use witness::Witness;

/// The results of the example: the gradient check without a mistake, then each mistake.
pub struct Run {
    pub right: GradientCheck<f64>,
    pub mistakes: Vec<Seen>,
}

/// A mistake and its symptoms: the gradient check, the number that its witness finds, and the first wrong number.
pub struct Seen {
    pub mistake: Mistake,
    pub check: GradientCheck<f64>,
    pub found: f64,
    pub first: Difference,
}

/// A number that differs between two runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub name: Name,
    pub right: f64,
    pub wrong: f64,
}

impl Difference {
    /// Returns the difference relative to the number that is larger in magnitude.
    pub fn relative(&self) -> f64 {
        (self.wrong - self.right).abs() / self.right.abs().max(self.wrong.abs())
    }
}

/// The name of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The symbol, as δ₁⁽²⁾.
    pub symbol: String,
    /// The number of the example that it belongs to, counted from 1, or `None` if it belongs to all.
    pub example: Option<usize>,
}

pub fn run() -> Run {
    let seen = |mistake: Mistake| Seen {
        mistake,
        check: mistake.equations.gradient_check(),
        found: mistake.witness.found(&mistake.equations),
        first: first_difference(&numbers(&RIGHT), &numbers(&mistake.equations))
            .expect("every mistake changes a number"),
    };
    Run { right: RIGHT.gradient_check(), mistakes: MISTAKES.map(seen).into() }
}

/// Returns the first number in which a run differs from the right one, or `None` if they agree.
pub fn first_difference(right: &[(Name, f64)], wrong: &[(Name, f64)]) -> Option<Difference> {
    let mut pairs = right.iter().zip(wrong);
    let ((name, right), (_, wrong)) = pairs.find(|((_, right), (_, wrong))| right != wrong)?;
    Some(Difference { name: name.clone(), right: *right, wrong: *wrong })
}

/// Returns a picture of each matrix of D, with a full dot for every entry that the gradient check finds wrong.
pub fn picture(check: &GradientCheck<f64>) -> [String; 2] {
    let dot = |entry: &GradientEntry<f64>| if entry.relative_difference <= check.tolerance { '○' } else { '●' };
    [1, 2].map(|layer| {
        let rows = check.entries.chunk_by(|one, next| one.row == next.row).filter(|row| row[0].layer == layer);
        rows.map(|row| row.iter().map(dot).collect()).collect::<Vec<String>>().join("\n")
    })
}

/// Returns every number of one step with these equations, in the order of a trace.
pub fn numbers(equations: &Equations) -> Vec<(Name, f64)> {
    let (network, samples) = (equations.network(), equations.samples());
    let trace = equations.pass(&network, &samples, LAMBDA, RATE);
    let mut numbers = matrices("Θ", &network);
    for (i, (forward, deltas)) in trace.forward.iter().zip(&trace.deltas).enumerate() {
        let mut add = |symbol: String, value| numbers.push((Name { symbol, example: Some(i + 1) }, value));
        let y = &samples.y()[i];
        (1..).zip(y).for_each(|(k, &y)| add(format!("y{}", Subscript(k)), y));
        for LayerValues { quantity, layer, units, .. } in forward.layers().into_iter().chain(deltas.layers()) {
            for (unit, &value) in (1..).zip(units) {
                add(format!("{}{}{}", quantity.symbol(), Subscript(unit), Superscript(layer)), value);
            }
        }
    }
    numbers.extend(matrices("Δ", &trace.accumulated));
    numbers.extend(matrices("D", &trace.gradient));
    numbers.push((Name { symbol: "J".to_owned(), example: None }, trace.cost));
    numbers
}

/// Returns the entries of all matrices with their names. Rows are counted from 1, and column 0 is the bias.
fn matrices(symbol: &str, network: &Square) -> Vec<(Name, f64)> {
    let mut entries = Vec::new();
    for (layer, matrix) in (1..).zip(network.thetas()) {
        for ((i, j), &value) in matrix.indexed_iter() {
            let symbol = format!("{symbol}{}{}{}", Subscript(i + 1), Subscript(j), Superscript(layer));
            entries.push((Name { symbol, example: None }, value));
        }
    }
    entries
}

/// An index that is printed as a subscript, as ₁.
struct Subscript(usize);

impl fmt::Display for Subscript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
        self.0.to_string().bytes().try_for_each(|byte| write!(f, "{}", DIGITS[usize::from(byte - b'0')]))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.symbol)?;
        self.example.map_or(Ok(()), |example| write!(f, " of example {example}"))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, right, wrong } = self;
        write!(f, "{name} = {wrong:.6}, should be {right:.6}; relative difference {:.6}", self.relative())
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mistake: Mistake { key, name, right, wrong, witness, .. }, check, found, first } = self;
        writeln!(f, "{key}: {name}\n  right  {right}\n  wrong  {wrong}")?;
        writeln!(f, "  first  {first}")?;
        if *witness != Witness::GradientCheck {
            writeln!(f, "  seen   {witness}: {found}, should be {}", witness.expected())?;
        }
        let [one, two] = picture(check);
        writeln!(f, "  check  {} of {} weights are off", check.entries.len() - check.agreeing(), check.entries.len())?;
        one.lines().zip(two.lines()).try_for_each(|(one, two)| writeln!(f, "         {one}  {two}"))
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Without a mistake, {}", self.right)?;
        self.mistakes.iter().try_for_each(|seen| write!(f, "\n{seen}"))
    }
}
