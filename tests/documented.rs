//! The book's examples: every number that they print is pinned by a snapshot.
//!
//! A snapshot is JSON with numbers of at most 12 significant digits, so that another platform's `exp` cannot break it.

#![allow(clippy::duplicate_mod, reason = "each example that reads data brings its own module for it")]

use backprop::{LayerValues, Network, Record, SamplesOf, Trace};
use ndarray::ArrayView2;
use serde_json::{Map, Value, json};

#[path = "../examples/check.rs"]
#[allow(dead_code)]
mod check;
#[path = "../examples/digits.rs"]
#[allow(dead_code)]
mod digits;
#[path = "../examples/four_layers.rs"]
#[allow(dead_code)]
mod four_layers;
#[path = "../examples/gates.rs"]
#[allow(dead_code)]
mod gates;
#[path = "../examples/intuition.rs"]
#[allow(dead_code)]
mod intuition;
#[path = "../examples/logistic.rs"]
#[allow(dead_code)]
mod logistic;
#[path = "../examples/mazur.rs"]
#[allow(dead_code)]
mod mazur;
#[path = "../examples/xor.rs"]
#[allow(dead_code)]
mod xor;

#[test]
fn logistic() {
    let run = logistic::run().unwrap();
    pin(
        "logistic",
        json!({
            "costs": costs(&run.costs),
            "trained": thetas(&run.trained),
            "trace": trace(&run.trace),
            "accuracy": number(run.accuracy),
            "boundary": run.boundary.map(|(length, width)| [number(length), number(width)]),
        }),
    );
}

#[test]
fn four_layers() {
    pin("four_layers", trace(&four_layers::run()));
}

#[test]
fn intuition() {
    let run = intuition::run();
    let deltas = &run.linear.deltas[0];
    assert_eq!(run.linear_formulas, [deltas.delta_3[0], deltas.delta_3[1], deltas.delta_2[0]]);
    pin(
        "intuition",
        json!({
            "linear": trace(&run.linear),
            "linear_formulas": numbers(&run.linear_formulas),
            "sigmoid": trace(&run.sigmoid),
            "sigmoid_formulas": numbers(&run.sigmoid_formulas),
        }),
    );
}

#[test]
fn gates() {
    let run = gates::run();
    pin(
        "gates",
        json!({
            "and": trace(&run.and),
            "or": trace(&run.or),
            "not_and_not": trace(&run.not_and_not),
            "xnor": trace(&run.xnor),
        }),
    );
}

#[test]
fn xor() {
    let run = xor::run().unwrap();
    pin(
        "xor",
        json!({
            "start": trace(&run.start),
            "costs": costs(&run.costs),
            "trained": thetas(&run.trained),
            "end": trace(&run.end),
        }),
    );
}

#[test]
fn check() {
    let run = check::run();
    assert!(run.check.agrees(), "{}", run.check);
    pin("check", trace(&run.trace));
}

#[test]
fn mazur() {
    let run = mazur::run();
    let descent =
        |descent: &mazur::Descent| json!({ "costs": costs(&descent.costs), "output": numbers(&descent.output) });
    pin(
        "mazur",
        json!({
            "trace": trace(&run.trace),
            "fixed_biases": descent(&run.fixed_biases),
            "learning_biases": descent(&run.learning_biases),
        }),
    );
}

#[test]
fn digits() {
    let mut progress = Vec::new();
    let trained = digits::run(|now| {
        progress.push(json!({
            "steps": now.steps,
            "cost": number(now.cost),
            "training_accuracy": number(now.training_accuracy),
            "test_accuracy": number(now.test_accuracy),
        }));
    });
    let trained = trained.unwrap();
    assert!(progress[8]["test_accuracy"].as_f64() >= Some(0.95), "{:?}", progress[8]);
    let (_, test) = digits::samples();
    let first = first_pass(&trained, &test);
    pin("digits", json!({ "progress": progress, "first_test_row": first }));
}

/// Both passes of the first example alone.
fn first_pass<N: Network<Scalar = f64>>(network: &N, samples: &SamplesOf<N>) -> Value {
    let (x, y) = samples.iter().next().unwrap();
    let forward = network.forward(x);
    let deltas = network.backward(&forward, y);
    json!({ "forward": record(&forward), "deltas": record(&deltas) })
}

fn pin(name: &str, run: Value) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, lines(&run, "")));
}

/// JSON with a list of numbers, or of short lists of them, on one line.
fn lines(value: &Value, indent: &str) -> String {
    let deeper = format!("{indent}  ");
    let join = |open: char, items: Vec<String>, close: char| {
        format!("{open}\n{deeper}{}\n{indent}{close}", items.join(&format!(",\n{deeper}")))
    };
    match value {
        Value::Array(items) if items.iter().any(|item| item.is_array() || item.is_object()) => {
            join('[', items.iter().map(|item| lines(item, &deeper)).collect(), ']')
        }
        Value::Object(entries) if entries.values().any(|entry| entry.is_array() || entry.is_object()) => {
            let entry = |(name, entry): (&String, &Value)| format!("\"{name}\": {}", lines(entry, &deeper));
            join('{', entries.iter().map(entry).collect(), '}')
        }
        _ => value.to_string().replace(',', ", ").replace(':', ": "),
    }
}

fn trace<N: Network<Scalar = f64>>(trace: &Trace<N>) -> Value {
    json!({
        "forward": trace.forward.iter().map(record).collect::<Vec<_>>(),
        "deltas": trace.deltas.iter().map(record).collect::<Vec<_>>(),
        "accumulated": thetas(&trace.accumulated),
        "gradient": thetas(&trace.gradient),
        "cost": number(trace.cost),
    })
}

/// `{ "a_1": […], "z_2": […], … }`
fn record<R: Record<Scalar = f64>>(record: &R) -> Value {
    let named =
        |values: LayerValues<'_, f64>| (format!("{}_{}", values.quantity.name(), values.layer), numbers(values.units));
    Value::Object(record.layers().into_iter().map(named).collect())
}

/// `{ "theta_1": [[…], …], … }`
fn thetas<N: Network<Scalar = f64>>(network: &N) -> Value {
    let named = |(layer, theta): (usize, ArrayView2<'_, f64>)| {
        let rows = theta.rows().into_iter().map(|row| numbers(&row.to_vec()));
        (format!("theta_{layer}"), rows.collect())
    };
    Value::Object((1..).zip(network.thetas()).map(named).collect::<Map<_, _>>())
}

fn costs(costs: &[(usize, f64)]) -> Value {
    costs.iter().map(|&(steps, cost)| json!({ "steps": steps, "cost": number(cost) })).collect()
}

fn numbers(values: &[f64]) -> Value {
    values.iter().map(|&value| number(value)).collect()
}

/// Rounds to 12 significant digits and 15 decimals: a − y can have no more, where both are near 1. −0 becomes 0.
fn number(value: f64) -> Value {
    let significant: f64 = format!("{value:.11e}").parse().unwrap();
    let rounded: f64 = format!("{significant:.15}").parse().unwrap();
    json!(rounded + 0.0)
}
