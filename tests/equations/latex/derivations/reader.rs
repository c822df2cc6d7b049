//! Reads a derivation line by line and computes what the lines say.
//!
//! **Invariant**: a name has a value only if it is given or an earlier line defines it, and no name is defined twice.

use super::plain;
use backprop::readings::derivation::{Definition, Equation, Step};
use formula::{Environment, evaluate};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The values of names, and the definitions of functions.
#[derive(Clone, Default)]
pub(super) struct Known {
    pub(super) names: BTreeMap<String, f64>,
    pub(super) functions: Rc<BTreeMap<String, String>>,
    /// The number of functions whose definitions are being evaluated.
    pub(super) depth: usize,
}

impl Known {
    pub(super) fn name(&self, name: &str) -> Result<f64, String> {
        self.names.get(name).copied().ok_or_else(|| format!("`{name}` is not defined"))
    }

    /// Returns the value of a function, which is defined by a formula in z and by other functions.
    pub(super) fn call(&self, function: &str, z: f64, value: Evaluate) -> Result<f64, String> {
        let right = self.functions.get(function).ok_or_else(|| format!("`{function}` is not defined"))?;
        if self.depth > self.functions.len() {
            return Err(format!("`{function}` is defined by itself"));
        }
        let names = BTreeMap::from([("z".to_owned(), z)]);
        value(right, &Self { names, functions: Rc::clone(&self.functions), depth: self.depth + 1 })
    }
}

type Evaluate = fn(&str, &Known) -> Result<f64, String>;

/// A notation: how it writes names, and what its expressions are worth.
#[derive(Clone, Copy)]
pub(super) struct Notation {
    pub(super) name: fn(&str, &[usize], Option<usize>) -> String,
    pub(super) value: Evaluate,
}

pub(super) const PLAIN: Notation = Notation { name: plain_name, value: plain::value };
pub(super) const LATEX: Notation = Notation { name: latex_name, value: latex_value };

/// Returns `Θ₁₂⁽¹⁾`, or `Θ₁,₁₀⁽¹⁾` if an index has two digits.
fn plain_name(symbol: &str, indices: &[usize], layer: Option<usize>) -> String {
    let small = |number: usize, zero: [char; 10]| -> String {
        number.to_string().chars().map(|digit| zero[digit as usize - '0' as usize]).collect()
    };
    let below = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let above = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let separator = if indices.iter().any(|&index| index > 9) { "," } else { "" };
    let indices: Vec<String> = indices.iter().map(|&index| small(index, below)).collect();
    let layer = layer.map_or_else(String::new, |layer| format!("⁽{}⁾", small(layer, above)));
    format!("{symbol}{}{layer}", indices.join(separator))
}

/// Returns `\Theta_{12}^{(1)}`; an index of one digit is written without braces, `z_1^{(2)}`.
fn latex_name(symbol: &str, indices: &[usize], layer: Option<usize>) -> String {
    let symbol = match symbol {
        "Θ" => r"\Theta",
        "Δ" => r"\Delta",
        "δ" => r"\delta",
        "λ" => r"\lambda",
        symbol => symbol,
    };
    let key = formula::key(symbol, indices, layer);
    match indices {
        [digit @ 0..=9] => key.replace(&format!("{{{digit}}}"), &digit.to_string()),
        _ => key,
    }
}

fn latex_value(right: &str, known: &Known) -> Result<f64, String> {
    let mut environment = Environment::new();
    for function in known.functions.keys() {
        environment = environment.function(function, move |z| {
            z.map(|z| known.call(function, z, latex_value).expect("a function that has been evaluated"))
        });
    }
    for (name, &value) in &known.names {
        // The keys of the environment have braces around every index.
        let key = match name.split_once('_') {
            Some((symbol, rest)) if !rest.starts_with('{') => format!("{symbol}_{{{}}}{}", &rest[..1], &rest[1..]),
            _ => name.strip_prefix("C^").map_or_else(|| name.clone(), |i| format!("C^{{({i})}}")),
        };
        environment.bind(key, value.into());
    }
    evaluate(right, &environment).and_then(|value| value.number()).map_err(|error| format!("{error} in `{right}`"))
}

/// A line of a derivation.
#[derive(Clone, Debug)]
pub(super) enum Line {
    /// The end of what is repeated for each example.
    AfterAll,
    Says {
        left: String,
        relation: String,
        right: String,
        /// Both sides of the condition under which it holds.
        condition: Option<(String, String)>,
        /// True if the line gives another form of what is defined already.
        is_computed: bool,
    },
}

/// Returns the lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let (mut lines, mut rest) = (Vec::new(), text.lines());
    assert!(rest.next().is_some_and(|first| first.starts_with("For each of the m examples")), "{text}");
    for line in rest {
        match line {
            "computed as" => {}
            line if line.starts_with("After all of them") => lines.push(Line::AfterAll),
            line => {
                let (left, sides) = line.trim_start().split_once(' ').expect("a name");
                let (relation, sides) = sides.split_once(' ').expect("a relation");
                // A condition within braces belongs to a case.
                let split = sides.rsplit_once(" if ").filter(|(_, condition)| !condition.contains('}'));
                let (right, condition) = split.map_or((sides, None), |(right, condition)| (right, Some(condition)));
                lines.push(says([left, relation, right, condition.unwrap_or("")], line.starts_with("  ")));
            }
        }
    }
    lines
}

/// Returns the LaTeX of steps as lines.
pub(super) fn lines_of(steps: &[Step]) -> Vec<Line> {
    let line = |Equation { left, right, condition, .. }: &Equation, is_computed| {
        let (left, relation) = left.split_once(' ').expect("a name and a relation");
        says([left, relation, right, condition], is_computed)
    };
    let mut lines = Vec::new();
    for step in steps {
        if step.quantity == "D^{(1)}" {
            lines.push(Line::AfterAll);
        }
        for Definition { equation, computed, .. } in &step.functions {
            lines.push(line(equation, false));
            lines.extend(computed.iter().map(|equation| line(equation, true)));
        }
        lines.extend(step.equations.iter().map(|equation| line(equation, false)));
        lines.extend(step.computed.iter().map(|equation| line(equation, true)));
    }
    lines
}

fn says([left, relation, right, condition]: [&str; 4], is_computed: bool) -> Line {
    let condition = condition.split_once(" = ").map(|(sum, one)| (sum.to_owned(), one.to_owned()));
    Line::Says { left: left.to_owned(), relation: relation.to_owned(), right: right.to_owned(), condition, is_computed }
}

/// Reads a derivation: the lines before the end of the examples for each of them, and the others with their sums.
/// Returns everything that is known at the end of each example, and at the end.
pub(super) fn read(
    lines: &[Line],
    notation: Notation,
    given: &Known,
    examples: &[BTreeMap<String, f64>],
) -> Result<Vec<Known>, String> {
    let end = lines.iter().position(|line| matches!(line, Line::AfterAll)).ok_or("the examples have no end")?;
    let (mut all, mut sums) = (Vec::new(), BTreeMap::new());
    for (i, example) in (1..).zip(examples) {
        let mut known = given.clone();
        known.names.extend(example.clone());
        for line in &lines[..end] {
            say(line, notation.value, &mut known, &mut sums)?;
        }
        sums.insert(format!("C^{i}"), known.name("C")?);
        all.push(known);
    }
    let mut known = given.clone();
    known.names.extend(sums);
    for line in &lines[end + 1..] {
        say(line, notation.value, &mut known, &mut BTreeMap::new())?;
    }
    all.push(known);
    Ok(all)
}

/// Computes what a line says.
fn say(line: &Line, value: Evaluate, known: &mut Known, sums: &mut BTreeMap<String, f64>) -> Result<(), String> {
    let Line::Says { left, relation, right, condition, is_computed } = line else {
        return Err("the examples end twice".to_owned());
    };
    if let Some((sum, one)) = condition
        && !agree(value(sum, known)?, value(one, known)?)
    {
        return Ok(());
    }
    if let Some(function) = left.strip_suffix("(z)") {
        return define(function, right, *is_computed, value, known);
    }
    let is_known = known.names.contains_key(left);
    if relation == ":=" && !is_known {
        // Δ is 0 before the first example.
        known.names.insert(left.clone(), sums.get(left).copied().unwrap_or(0.0));
    }
    let value = value(right, known)?;
    match (relation.as_str(), is_known, is_computed) {
        (":=", false, false) => drop(sums.insert(left.clone(), value)),
        ("=", false, _) => {}
        ("=", true, true) if agree(known.names[left], value) => return Ok(()),
        ("=", true, true) => return Err(format!("`{left}` is {}, and {value} by {right}", known.names[left])),
        _ => return Err(format!("`{left} {relation}` is defined already, or relates nothing")),
    }
    known.names.insert(left.clone(), value);
    Ok(())
}

/// Defines a function, or compares it with what it is defined as.
fn define(function: &str, right: &str, is_computed: bool, value: Evaluate, known: &mut Known) -> Result<(), String> {
    const POINTS: [f64; 6] = [-2.5, -1.0, -0.3, 0.2, 0.7, 3.0];
    let mut other = known.clone();
    let is_known = Rc::make_mut(&mut other.functions).insert(function.to_owned(), right.to_owned()).is_some();
    if is_known != is_computed {
        return Err(format!("`{function}` is defined twice, or never"));
    }
    for z in POINTS {
        let computed = other.call(function, z, value)?;
        if is_known && !agree(known.call(function, z, value)?, computed) {
            return Err(format!("`{function}`({z}) is {computed} by {right}"));
        }
    }
    *known = if is_known { known.clone() } else { other };
    Ok(())
}

/// Returns whether two numbers are the same up to rounding. 1 − a has lost digits if a is near 1.
pub(super) fn agree(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * other.abs().max(1.0)
}
