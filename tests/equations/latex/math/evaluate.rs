//! Evaluates the tree.
//!
//! **Invariant**: the index of a sum is bound only inside the sum, and exactly one of several cases holds.

use super::environment::Environment;
use super::syntax::{Comparison, Condition, Node, Operator};
use super::{Result, Value, error};
use std::ops::RangeInclusive;

impl Environment<'_> {
    /// Returns the value of an expression.
    pub(crate) fn evaluate(&self, node: &Node) -> Result<Value> {
        match node {
            Node::Number(number) => Ok(Value::Number(*number)),
            Node::Name(name) => self.look_up(name),
            Node::Negative(node) => Ok(self.evaluate(node)?.map(|entry| -entry)),
            Node::Operation(operator, sides) => {
                operate(*operator, &self.evaluate(&sides[0])?, &self.evaluate(&sides[1])?)
            }
            Node::Transpose(node) => self.evaluate(node)?.transposed(),
            Node::Apply(function, arguments) => {
                let arguments: Vec<_> = arguments.iter().map(|node| self.evaluate(node)).collect::<Result<_>>()?;
                self.call(function, &arguments)
            }
            Node::Sum { index, bounds, term } => {
                let bounds = match bounds.as_deref() {
                    Some([first, last]) => self.index(first)?..=self.index(last)?,
                    None => self.range_of(index)?,
                };
                let mut terms = self.at_each(index, bounds, term)?.into_iter().map(|(_, term)| term);
                let first = terms.next().unwrap_or(Value::Number(0.0));
                terms.try_fold(first, |sum, term| sum.zip(&term, |a, b| a + b))
            }
            Node::Largest { index, of } => {
                let mut largest: Option<(usize, f64)> = None;
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
    pub(crate) fn holds(&self, condition: &Condition) -> Result<bool> {
        let left = self.evaluate(&condition.left)?.number()?;
        let right = self.evaluate(&condition.right)?.number()?;
        Ok(match condition.comparison {
            Comparison::Less => left < right,
            Comparison::AtMost => left <= right,
            Comparison::Equal => left == right,
            Comparison::NotEqual => left != right,
            Comparison::AtLeast => left >= right,
            Comparison::Greater => left > right,
        })
    }

    /// Returns the value of `term` for each value of an index, which must not be bound already.
    fn at_each(&self, index: &str, range: RangeInclusive<usize>, term: &Node) -> Result<Vec<(usize, Value)>> {
        if self.value(index).is_some() {
            return error!("the index `{index}` is in use already");
        }
        range.map(|at| Ok((at, self.with(index, at).evaluate(term)?))).collect()
    }

    fn call(&self, function: &str, arguments: &[Value]) -> Result<Value> {
        let known = match function {
            r"\ln" => f64::ln,
            "e" => f64::exp,
            r"\tanh" => f64::tanh,
            r"\cosh" => f64::cosh,
            r"\sqrt" => f64::sqrt,
            "|" => f64::abs,
            r"\max" => {
                let mut numbers = arguments.iter().map(Value::number);
                let first = numbers.next().unwrap_or_else(|| error!("the maximum of no values"))?;
                return numbers.try_fold(first, |largest, number| Ok(largest.max(number?))).map(Value::Number);
            }
            _ => {
                let [argument] = arguments else { return error!("`{function}` takes one argument") };
                return self.apply(function, argument);
            }
        };
        let [argument] = arguments else { return error!("`{function}` takes one argument") };
        Ok(argument.map(known))
    }
}

fn operate(operator: Operator, left: &Value, right: &Value) -> Result<Value> {
    match operator {
        Operator::Add => left.zip(right, |a, b| a + b),
        Operator::Subtract => left.zip(right, |a, b| a - b),
        Operator::Multiply => left.times(right),
        Operator::Entrywise => left.zip(right, |a, b| a * b),
        Operator::Divide => {
            let divisor = right.number()?;
            Ok(left.map(|entry| entry / divisor))
        }
        Operator::Power => Ok(Value::Number(left.number()?.powf(right.number()?))),
    }
}
