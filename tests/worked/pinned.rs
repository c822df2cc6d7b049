//! Snapshots of the numbers that documented runs compute.
//!
//! A snapshot is JSON with numbers of at most 12 significant digits, so that another platform's `exp` cannot change it.

use backprop::readings::derivation::Step;
use backprop::{LayerValues, Network, Record, Trace};
use insta::{Comparator, Snapshot};
use ndarray::ArrayView2;
use serde_json::{Map, Value, json};

pub(crate) fn pin(name: &str, run: Value) {
    pin_to(10, name, run);
}

/// Pins the result of so many steps that processors agree on fewer digits.
pub(crate) fn pin_to(digits: i32, name: &str, run: Value) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_comparator(Box::new(Near { digits }));
    settings.bind(|| insta::assert_snapshot!(name, lines(&run, "")));
}

/// Compares snapshots. The texts must be equal except for the last digits of numbers, since processors with other
/// instructions round differently during many steps.
#[derive(Clone, Copy)]
struct Near {
    digits: i32,
}

impl Comparator for Near {
    fn matches(&self, reference: &Snapshot, test: &Snapshot) -> bool {
        let json = |snapshot: &Snapshot| serde_json::from_str::<Value>(&snapshot.as_text()?.to_string()).ok();
        match (json(reference), json(test)) {
            (Some(reference), Some(test)) => near(&reference, &test, self.digits),
            _ => false,
        }
    }

    fn dyn_clone(&self) -> Box<dyn Comparator> {
        Box::new(*self)
    }
}

/// Returns `true` if two values are equal, with numbers compared to the given number of digits.
pub(crate) fn near(reference: &Value, test: &Value, digits: i32) -> bool {
    match (reference, test) {
        (Value::Number(reference), Value::Number(test)) => {
            let (Some(reference), Some(test)) = (reference.as_f64(), test.as_f64()) else { return false };
            (reference - test).abs() <= 10_f64.powi(-digits) * reference.abs().max(1e-3)
        }
        (Value::Array(reference), Value::Array(test)) => {
            reference.len() == test.len()
                && reference.iter().zip(test).all(|(reference, test)| near(reference, test, digits))
        }
        (Value::Object(reference), Value::Object(test)) => {
            let mut pairs = reference.iter().zip(test);
            reference.len() == test.len()
                && pairs.all(|((name, reference), (other, test))| name == other && near(reference, test, digits))
        }
        _ => reference == test,
    }
}

/// Writes JSON with each list of numbers, or of short lists of numbers, on one line.
fn lines(value: &Value, indent: &str) -> String {
    let deeper = format!("{indent}  ");
    let join = |open: char, items: Vec<String>, close: char| {
        format!("{open}\n{deeper}{}\n{indent}{close}", items.join(&format!(",\n{deeper}")))
    };
    match value {
        Value::Array(items) if items.iter().any(|item| item.is_array() || item.is_object()) => {
            join('[', items.iter().map(|item| lines(item, &deeper)).collect(), ']')
        }
        Value::Array(items) => format!("[{}]", items.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")),
        Value::Object(entries) => {
            let entry = |(name, entry): (&String, &Value)| format!("\"{name}\": {}", lines(entry, &deeper));
            let written: Vec<String> = entries.iter().map(entry).collect();
            match entries.values().any(|entry| entry.is_array() || entry.is_object()) {
                true => join('{', written, '}'),
                false => format!("{{{}}}", written.join(", ")),
            }
        }
        _ => value.to_string(),
    }
}

pub(crate) fn trace<N: Network<Scalar = f64>>(trace: &Trace<N>) -> Value {
    json!({
        "forward": trace.forward.iter().map(record).collect::<Vec<_>>(),
        "deltas": trace.deltas.iter().map(record).collect::<Vec<_>>(),
        "accumulated": thetas(&trace.accumulated),
        "gradient": thetas(&trace.gradient),
        "cost": number(trace.cost),
    })
}

/// Returns the equations that a network derives for some quantities, as LaTeX.
pub(crate) fn equations(steps: Vec<Step>) -> Value {
    let equations = steps.into_iter().flat_map(|step| step.equations);
    equations.map(|equation| format!("{} {}", equation.left, equation.right)).collect()
}

/// Returns `{ "a_1": […], "z_2": […], … }`.
pub(crate) fn record<R: Record<Scalar = f64>>(record: &R) -> Value {
    let named =
        |values: LayerValues<'_, f64>| (format!("{}_{}", values.quantity.name(), values.layer), numbers(values.units));
    Value::Object(record.layers().into_iter().map(named).collect())
}

/// Returns `{ "theta_1": [[…], …], … }`.
pub(crate) fn thetas<N: Network<Scalar = f64>>(network: &N) -> Value {
    let named = |(layer, theta): (usize, ArrayView2<'_, f64>)| {
        let rows = theta.rows().into_iter().map(|row| numbers(&row.to_vec()));
        (format!("theta_{layer}"), rows.collect())
    };
    Value::Object((1..).zip(network.thetas()).map(named).collect::<Map<_, _>>())
}

pub(crate) fn costs(costs: &[(usize, f64)]) -> Value {
    costs.iter().map(|&(steps, cost)| json!({ "steps": steps, "cost": number(cost) })).collect()
}

pub(crate) fn numbers(values: &[f64]) -> Value {
    values.iter().map(|&value| number(value)).collect()
}

/// Rounds to 12 significant digits and 15 decimals, since a − y has no more digits if both are near 1. −0 becomes 0.
pub(crate) fn number(value: f64) -> Value {
    let significant: f64 = format!("{value:.11e}").parse().unwrap();
    let rounded: f64 = format!("{significant:.15}").parse().unwrap();
    json!(rounded + 0.0)
}

/// Rounds the result of a central difference, which has 8 or 9 correct digits, to 6.
pub(crate) fn rounded(value: f64) -> Value {
    number(format!("{value:.5e}").parse().unwrap())
}
