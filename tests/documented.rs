//! The book's examples: every number that they print is pinned by a snapshot.
//!
//! A snapshot is JSON with numbers of at most 12 significant digits, so that another platform's `exp` cannot break it.

#![allow(clippy::duplicate_mod, reason = "each example that reads data brings its own module for it")]

use backprop::derivation::Step;
use backprop::forward::class;
use backprop::{GradientCheck, LayerValues, Network, Record, SamplesOf, Trace};
use insta::{Comparator, Snapshot};
use ndarray::ArrayView2;
use serde_json::{Map, Value, json};

#[path = "../examples/check.rs"]
#[allow(dead_code)]
mod check;
#[path = "../examples/digits.rs"]
#[allow(dead_code)]
mod digits;
#[path = "../examples/errata.rs"]
#[allow(dead_code)]
mod errata;
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
#[path = "../examples/mistakes/main.rs"]
#[allow(dead_code)]
mod mistakes;
#[path = "../examples/readings.rs"]
#[allow(dead_code)]
mod readings;
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
            "theta": {
                "theta_1": intuition::THETA_1.map(|row| numbers(&row)),
                "theta_2": intuition::THETA_2.map(|row| numbers(&row)),
                "theta_3": intuition::THETA_3.map(|row| numbers(&row)),
            },
            "linear": trace(&run.linear),
            "linear_formulas": numbers(&run.linear_formulas),
            "sigmoid": trace(&run.sigmoid),
            "sigmoid_formulas": numbers(&run.sigmoid_formulas),
            "linear_errors": equations(run.linear_errors),
            "sigmoid_errors": equations(run.sigmoid_errors),
        }),
    );
}

#[test]
fn gates() {
    let run = gates::run();
    pin(
        "gates",
        json!({
            "theta": {
                "theta_1": [numbers(&gates::AND), numbers(&gates::NOT_AND_NOT)],
                "theta_2": [numbers(&gates::OR)],
            },
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
fn mistakes() {
    let run = mistakes::run();
    assert!(run.right.agrees(), "{}", run.right);
    let mut seen = Map::new();
    seen.insert("right".to_owned(), checked(&run.right));
    seen.extend(run.mistakes.iter().map(|seen| (seen.mistake.key.to_owned(), mistake(seen))));
    pin("mistakes", Value::Object(seen));
}

#[test]
fn readings() {
    let run = readings::run();
    assert!(run.check.agrees(), "{}", run.check);
    let operations = run.operations.iter().map(|(layers, operations)| {
        let counts = json!({
            "weights": operations.weights,
            "forward": operations.forward.total(),
            "backward": operations.backward.total(),
            "gradient": operations.gradient.total(),
            "ratio": number(operations.gradient.total() as f64 / operations.forward.total() as f64),
            "numeric_gradient": operations.numeric_gradient(),
            "numeric_ratio": number(operations.numeric_gradient() as f64 / operations.gradient.total() as f64),
        });
        ((*layers).to_owned(), counts)
    });
    pin(
        "readings",
        json!({
            "agreeing": run.check.agreeing(),
            "operations": operations.collect::<Map<_, _>>(),
            "decimals": run.decimals,
        }),
    );
}

/// A mistake: its equation, where the check finds it, what else does, and the first number that is wrong.
fn mistake(seen: &mistakes::Seen) -> Value {
    let mistakes::Mistake { name, right, wrong, witness, .. } = seen.mistake;
    let first = &seen.first;
    let mut shown = json!({
        "name": name,
        "right": right,
        "wrong": wrong,
        "witness": { "name": witness.to_string(), "expected": number(witness.expected()), "found": number(seen.found) },
        "first": {
            "symbol": first.name.symbol,
            "example": first.name.example,
            "right": number(first.right),
            "wrong": number(first.wrong),
            "relative_difference": number(first.relative()),
        },
    });
    if let (Value::Object(shown), Value::Object(checked)) = (&mut shown, checked(&seen.check)) {
        shown.extend(checked);
    }
    shown
}

fn checked(check: &GradientCheck<f64>) -> Value {
    let weights = check.entries.len();
    json!({ "off": weights - check.agreeing(), "weights": weights, "picture": mistakes::picture(check) })
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
fn errata() {
    let run = errata::run().unwrap();
    let iris = |iris: &errata::Iris| {
        json!({
            "petal": numbers(&iris.petal),
            "output": numbers(&iris.output),
            "sum": number(iris.output.iter().sum()),
            "accuracy": number(iris.accuracy),
        })
    };
    let errata::Penalty { right, wrong, measured } = run.penalty;
    pin(
        "errata",
        json!({
            "a_minus_y": costs(&run.a_minus_y),
            "y_minus_a": costs(&run.y_minus_a),
            "start": thetas(&run.start),
            "batch": thetas(&run.batch),
            "stochastic": thetas(&run.stochastic),
            "penalty": { "right": number(right), "wrong": number(wrong), "measured": rounded(measured) },
            "questions": iris(&run.questions),
            "classes": iris(&run.classes),
            "mazur": { "costs": costs(&run.mazur.costs), "output": numbers(&run.mazur.output) },
            "data_mining": { "right": number(run.data_mining.right), "wrong": number(run.data_mining.wrong) },
            "forum_delta": numbers(&run.forum_delta),
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
    let is_wrong = |(x, y): &(&[f64; 64], &[f64; 10])| trained.predict(x) != class(*y);
    let pictures = test.iter().take(9).chain(test.iter().filter(is_wrong).take(3)).map(|(x, y)| {
        let read = trained.predict(x);
        json!({ "x": numbers(x), "written": class(y), "read": read, "h": number(trained.output(x)[read]) })
    });
    pin(
        "digits",
        json!({
            "progress": progress,
            "first_test_row": first_pass(&trained, &test),
            "rows": test.len(),
            "mistakes": test.iter().filter(is_wrong).count(),
            "pictures": pictures.collect::<Vec<_>>(),
        }),
    );
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
    settings.set_comparator(Box::new(Near));
    settings.bind(|| insta::assert_snapshot!(name, lines(&run, "")));
}

/// Snapshots are the same if their texts are, but for the last digits of numbers: after many steps, processors with
/// other instructions have rounded otherwise.
struct Near;

impl Comparator for Near {
    fn matches(&self, reference: &Snapshot, test: &Snapshot) -> bool {
        let json = |snapshot: &Snapshot| serde_json::from_str::<Value>(&snapshot.as_text()?.to_string()).ok();
        match (json(reference), json(test)) {
            (Some(reference), Some(test)) => near(&reference, &test),
            _ => false,
        }
    }

    fn dyn_clone(&self) -> Box<dyn Comparator> {
        Box::new(Self)
    }
}

/// Whether two values are the same, numbers to ten digits.
fn near(reference: &Value, test: &Value) -> bool {
    match (reference, test) {
        (Value::Number(reference), Value::Number(test)) => {
            let (Some(reference), Some(test)) = (reference.as_f64(), test.as_f64()) else { return false };
            (reference - test).abs() <= 1e-10 * reference.abs().max(1e-3)
        }
        (Value::Array(reference), Value::Array(test)) => {
            reference.len() == test.len() && reference.iter().zip(test).all(|(reference, test)| near(reference, test))
        }
        (Value::Object(reference), Value::Object(test)) => {
            let mut pairs = reference.iter().zip(test);
            reference.len() == test.len()
                && pairs.all(|((name, reference), (other, test))| name == other && near(reference, test))
        }
        _ => reference == test,
    }
}

#[test]
fn a_snapshot_pins_ten_digits() {
    assert!(near(&json!({"a": [1.0]}), &json!({"a": [1.000_000_000_01]})));
    assert!(!near(&json!({"a": [1.0]}), &json!({"a": [1.000_000_001]})));
    assert!(!near(&json!({"a": [1.0]}), &json!({"a": [1.0, 2.0]})));
    assert!(!near(&json!({"a": 1.0}), &json!({"b": 1.0})));
    assert!(!near(&json!({"a": 1.0}), &json!({"a": 1.0, "b": 1.0})));
    assert!(!near(&json!("a"), &json!("b")));
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

fn trace<N: Network<Scalar = f64>>(trace: &Trace<N>) -> Value {
    json!({
        "forward": trace.forward.iter().map(record).collect::<Vec<_>>(),
        "deltas": trace.deltas.iter().map(record).collect::<Vec<_>>(),
        "accumulated": thetas(&trace.accumulated),
        "gradient": thetas(&trace.gradient),
        "cost": number(trace.cost),
    })
}

/// What a network writes of some quantities, as LaTeX.
fn equations(steps: Vec<Step>) -> Value {
    let equations = steps.into_iter().flat_map(|step| step.equations);
    equations.map(|equation| format!("{} {}", equation.left, equation.right)).collect()
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

/// Rounds what comes from a central difference, which is good for 8 or 9 digits, to 6.
fn rounded(value: f64) -> Value {
    number(format!("{value:.5e}").parse().unwrap())
}
