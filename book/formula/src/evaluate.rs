//! Evaluates the tree.
//!
//! **Invariant**: the index of a sum is bound only inside the sum, and exactly one of several cases holds.

use crate::environment::{Environment, key};
use crate::syntax::{Comparison, Condition, Node, Operator};
use crate::{Number, Result, Value, error};
use std::ops::RangeInclusive;

impl<T: Number> Environment<'_, T> {
    /// Returns the value of an expression.
    pub fn evaluate(&self, node: &Node) -> Result<Value<T>> {
        match node {
            Node::Number(number) if number.fract() == 0.0 => Ok(Value::Number(T::from_f64(*number))),
            // A decimal is not a binary number: the nearest one is off by its rounding.
            Node::Number(number) => Ok(Value::Number(T::rounded(*number, number.abs() * f64::EPSILON))),
            Node::Rounded { value, radius } => Ok(Value::Number(T::rounded(*value, *radius))),
            Node::Name(name) => self.look_up(name),
            Node::Negative(node) => Ok(self.evaluate(node)?.map(|entry| -entry)),
            Node::Operation(operator, sides) => {
                operate(*operator, &self.evaluate(&sides[0])?, &self.evaluate(&sides[1])?)
            }
            Node::Transpose(node) => self.evaluate(node)?.transposed(),
            Node::Matrix(rows) => {
                let number = |node| self.evaluate(node)?.number();
                let rows: Vec<Vec<T>> =
                    rows.iter().map(|row| row.iter().map(number).collect()).collect::<Result<_>>()?;
                Value::written(&rows)
            }
            Node::Braced(parts) => {
                let (value, label) = (self.evaluate(&parts[0])?, self.evaluate(&parts[1])?);
                if value.zip(&label, T::agrees)?.entries().contains(&false) {
                    return error!("the brace is on {}, its label is {}", shown(&value), shown(&label));
                }
                Ok(value)
            }
            Node::Apply(function, arguments) => {
                let layers = arguments.iter().flat_map(Node::names);
                let layers = layers.map(|name| self.superscript(name)).collect::<Result<Vec<_>>>()?;
                let mut layers: Vec<usize> = layers.into_iter().flatten().collect();
                layers.dedup();
                let arguments: Vec<_> = arguments.iter().map(|node| self.evaluate(node)).collect::<Result<_>>()?;
                self.call(function, &layers, &arguments)
            }
            Node::Sum { index, bounds, term } => {
                let bounds = match bounds.as_deref() {
                    Some([first, last]) => self.index(first)?..=self.index(last)?,
                    None => self.range_of_sum(index, term)?,
                };
                let mut terms = self.at_each(index, bounds, term)?.into_iter().map(|(_, term)| term);
                let first = terms.next().unwrap_or(Value::Number(T::ZERO));
                terms.try_fold(first, |sum, term| sum.zip(&term, |a, b| a + b))
            }
            Node::Largest { index, of } => {
                let mut largest: Option<(usize, T)> = None;
                for (at, value) in self.at_each(index, self.range_of(index)?, of)? {
                    let value = value.number()?;
                    if largest.is_none_or(|(_, before)| value > before) {
                        largest = Some((at, value));
                    }
                }
                largest.map_or_else(|| error!("`{index}` has no values"), |(at, _)| Ok(at.into()))
            }
            Node::Cases(rows) => {
                let holds: Vec<_> = rows.iter().map(|(_, condition)| self.holds(condition)).collect::<Result<_>>()?;
                match holds.iter().filter(|&&holds| holds).count() {
                    1 => self.evaluate(&rows[holds.iter().take_while(|&&holds| !holds).count()].0),
                    several => error!("{several} of {} cases hold", rows.len()),
                }
            }
        }
    }

    /// Returns `true` if a condition holds.
    pub fn holds(&self, condition: &Condition) -> Result<bool> {
        let left = self.evaluate(&condition.left)?.number()?;
        let right = self.evaluate(&condition.right)?.number()?;
        Ok(match (left.certain(), right.certain()) {
            (Some(left), Some(right)) => condition.comparison.holds(left, right),
            _ => condition.comparison.holds(left, right),
        })
    }

    /// Returns the indices that all names of a term have at the place of `index`, or `None` if no name has it there.
    pub fn range_in(&self, index: &str, term: &Node) -> Result<Option<RangeInclusive<usize>>> {
        let mut range: Option<RangeInclusive<usize>> = None;
        for name in term.names() {
            let places = (0_usize..).zip(&name.subscripts).filter(|(_, node)| node.is_index(index));
            for (place, _) in places {
                // A superscript that names another sum's index has no value yet.
                let Ok(superscript) = self.superscript(name) else { continue };
                // The quantities of the network have the indices; a derivative has those of the quantity below its line.
                let symbol = name.derivative.as_deref().map_or(&name.symbol, |(_, along)| along);
                let Some(whole) = self.value(&key(symbol, &[], superscript)) else { continue };
                let whole = if name.derivative.is_some() { whole.movable() } else { whole.indices() };
                let Some(found) = whole.and_then(|indices| indices.get(place).cloned()) else { continue };
                let (first, last): (usize, usize) = range.map_or((0, usize::MAX), RangeInclusive::into_inner);
                range = Some(first.max(found.start)..=last.min(found.end.saturating_sub(1)));
            }
        }
        Ok(range)
    }

    /// Returns the value of `term` for each value of an index, which must not be bound already.
    fn at_each(&self, index: &str, range: RangeInclusive<usize>, term: &Node) -> Result<Vec<(usize, Value<T>)>> {
        if self.value(index).is_some() {
            return error!("the index `{index}` is in use already");
        }
        range.map(|at| Ok((at, self.with(index, at).evaluate(term)?))).collect()
    }

    fn call(&self, function: &str, layers: &[usize], arguments: &[Value<T>]) -> Result<Value<T>> {
        let known = match function {
            r"\ln" => T::ln,
            "e" | r"\exp" => T::exp,
            r"\tanh" => T::tanh,
            r"\cosh" => T::cosh,
            r"\sqrt" => T::sqrt,
            "|" => T::abs,
            r"\max" => {
                let mut numbers = arguments.iter().map(Value::number);
                let first = numbers.next().unwrap_or_else(|| error!("the maximum of no values"))?;
                return numbers.try_fold(first, |largest, number| Ok(largest.max(number?))).map(Value::Number);
            }
            _ => {
                let [argument] = arguments else { return error!("`{function}` takes one argument") };
                return self.apply(function, layers, argument);
            }
        };
        let [argument] = arguments else { return error!("`{function}` takes one argument") };
        Ok(argument.map(known))
    }
}

impl Comparison {
    /// Returns `true` if two numbers compare like this.
    pub fn holds<T: PartialOrd>(self, left: T, right: T) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::AtLeast => left >= right,
            Self::Greater => left > right,
        }
    }
}

fn shown<T: Number>(value: &Value<T>) -> String {
    value.entries().iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn operate<T: Number>(operator: Operator, left: &Value<T>, right: &Value<T>) -> Result<Value<T>> {
    match operator {
        Operator::Add => left.zip(right, |a, b| a + b),
        Operator::Subtract => left.zip(right, |a, b| a - b),
        Operator::Multiply => left.times(right),
        Operator::Entrywise => left.zip(right, |a, b| a * b),
        Operator::Divide => {
            let divisor = right.number()?;
            Ok(left.map(|entry| entry / divisor))
        }
        Operator::Power => Ok(Value::Number(power(left.number()?, right.number()?))),
    }
}

/// Returns a power. A whole exponent is a product, so that the base may be negative.
fn power<T: Number>(base: T, exponent: T) -> T {
    match exponent.certain() {
        Some(whole) if whole.fract() == 0.0 && whole.abs() < 100.0 => {
            let product = (0..whole.abs() as usize).fold(T::ONE, |product, _| product * base);
            if whole < 0.0 { T::ONE / product } else { product }
        }
        _ => (exponent * base.ln()).exp(),
    }
}
