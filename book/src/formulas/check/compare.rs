//! Compares the sides of a chain, whose indices have values.

use super::evaluated;
use backprop::readings::interval::Interval;
use formula::{Chain, Comparison, Environment, Node, Number, Operator, Relation, Result, Value, error};

/// Checks a chain. All sides with `=` between them agree with each other, each other relation holds for its two sides.
pub(super) fn check_chain(
    chain: &Chain,
    environment: &Environment<'_, Interval>,
    after: Option<&Environment<'_, Interval>>,
) -> Result<()> {
    if chain.sides.windows(2).any(|sides| sides[0] == sides[1]) {
        return error!("both sides are the same expression");
    }
    let values = evaluated(chain, environment, after)?;
    let shown = |place: usize| format!("`{}` is {}", chain.written[place], text(&values[place]));
    for (place, relation) in chain.relations.iter().enumerate() {
        let (left, right) = (&values[place], &values[place + 1]);
        let holds = match relation {
            Relation::Equal | Relation::Defined => {
                // All sides since the last other relation.
                let first = (0..place)
                    .rev()
                    .take_while(|&before| matches!(chain.relations[before], Relation::Equal | Relation::Defined))
                    .last()
                    .unwrap_or(place);
                for (before, value) in values.iter().enumerate().take(place + 1).skip(first) {
                    if !all(value, right, Interval::agrees)? {
                        return error!("{}, but {}", shown(before), shown(place + 1));
                    }
                }
                true
            }
            Relation::Approximately => {
                let [left, right] = [place, place + 1].map(|place| as_printed(&chain.sides[place]));
                if left.is_none() && right.is_none() && !chain.sides[place..place + 2].iter().any(has_rounded) {
                    return error!(
                        "`\\approx` says how close only to a printed number, and neither `{}` nor `{}` is one",
                        chain.written[place],
                        chain.written[place + 1]
                    );
                }
                let value = |printed: Option<Node>, place: usize| match printed {
                    Some(node) => environment.evaluate(&node),
                    None => Ok(values[place].clone()),
                };
                all(&value(left, place)?, &value(right, place + 1)?, Interval::agrees)?
            }
            Relation::Compared(comparison) => all(left, right, |left, right| may_be(*comparison, left, right))?,
        };
        if !holds {
            return error!("{}, and {}", shown(place), shown(place + 1));
        }
    }
    Ok(())
}

/// Returns `true` if two numbers may compare like this; two different ones must not have a value in common.
fn may_be(comparison: Comparison, left: Interval, right: Interval) -> bool {
    let is_finite = backprop::Scalar::is_finite(left) && backprop::Scalar::is_finite(right);
    is_finite
        && match comparison {
            Comparison::Less => left.low() < right.high(),
            Comparison::AtMost => left.low() <= right.high(),
            Comparison::Equal => left.agrees(right),
            Comparison::NotEqual => !left.agrees(right),
            Comparison::AtLeast => left.high() >= right.low(),
            Comparison::Greater => left.high() > right.low(),
        }
}

/// Returns `true` if all entries compare like this, each with the one of the same indices.
fn all(left: &Value<Interval>, right: &Value<Interval>, compare: impl Fn(Interval, Interval) -> bool) -> Result<bool> {
    Ok(left.zip(right, compare)?.entries().iter().all(|&holds| holds))
}

/// Returns a side that is a number alone, rounded to its last printed digit; `None` for any other side.
fn as_printed(node: &Node) -> Option<Node> {
    match node {
        Node::Number(value) => {
            let decimals = value.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
            Some(Node::Rounded { value: *value, radius: 0.5 * 0.1_f64.powi(decimals as i32) })
        }
        Node::Rounded { .. } => Some(node.clone()),
        Node::Negative(number) => as_printed(number).map(|number| Node::Negative(Box::new(number))),
        // A number in scientific notation, or a percentage.
        Node::Operation(operator @ (Operator::Multiply | Operator::Divide), sides) => {
            let is_scale = match &sides[1] {
                Node::Operation(Operator::Power, power) => power[0] == Node::Number(10.0),
                other => *operator == Operator::Divide && *other == Node::Number(100.0),
            };
            let number = as_printed(&sides[0]).filter(|_| is_scale)?;
            Some(Node::Operation(*operator, Box::new([number, sides[1].clone()])))
        }
        _ => None,
    }
}

fn has_rounded(node: &Node) -> bool {
    matches!(node, Node::Rounded { .. }) || node.parts().into_iter().any(has_rounded)
}

/// Returns a value as messages print it.
fn text(value: &Value<Interval>) -> String {
    let number = |interval: &Interval| {
        let (low, high) = (interval.low(), interval.high());
        let middle = 0.5 * (low + high);
        match high - low <= 1e-9 * middle.abs() + 1e-14 {
            true => short(middle),
            false => format!("{} to {}", short(low), short(high)),
        }
    };
    match value.entries() {
        [alone] => number(alone),
        entries => format!("({})", entries.iter().map(number).collect::<Vec<_>>().join(", ")),
    }
}

/// Returns a number with at most six significant digits.
fn short(number: f64) -> String {
    format!("{number:.5e}").parse::<f64>().unwrap_or(number).to_string()
}
