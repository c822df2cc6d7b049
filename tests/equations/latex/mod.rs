//! Compares every equation with its code: evaluates the LaTeX of the doc comment and compares it with the result of the
//! function below it.
//!
//! A row of [`BINDINGS`] binds the symbols of an equation; everything else is the same for all equations. To bind a new
//! equation, write a function that runs the code at a [`Point`] and names the numbers as the equation does.

mod source;

mod check;
mod point;

mod activations;
mod costs;
mod derivations;
mod evaluator;
mod layers;
mod networks;
mod optimizers;

use backprop::{
    CrossEntropy, Identity, LeakyRelu, Relu, Sigmoid, Softmax, Softplus, SquaredError, Tanh, equations::activation,
};
use check::check;
use formula::{Claim, Environment, Result, Value, error, statements};
use point::Point;
use source::equations;
use std::collections::BTreeSet;

/// Runs the code at a point and returns its numbers as quantities, named as in the equation.
type Binding = fn(&mut Point) -> Environment<'static>;

const BINDINGS: [(&str, Binding); 49] = [
    ("sigmoid", activations::unit::<Sigmoid>),
    ("sigmoid-prime", activations::unit::<Sigmoid>),
    ("tanh", activations::unit::<Tanh>),
    ("tanh-prime", activations::unit::<Tanh>),
    ("relu", activations::unit::<Relu>),
    ("relu-prime", activations::unit::<Relu>),
    ("leaky-relu", activations::unit::<LeakyRelu>),
    ("leaky-relu-prime", activations::unit::<LeakyRelu>),
    ("softplus", activations::unit::<Softplus>),
    ("softplus-prime", activations::unit::<Softplus>),
    ("identity", activations::unit::<Identity>),
    ("identity-prime", activations::unit::<Identity>),
    ("pull-back", activations::pull_back::<Sigmoid>),
    ("pull-back", activations::pull_back::<Softplus>),
    ("softmax", activations::softmax),
    ("softmax-pull-back", activations::softmax_pull_back),
    ("glorot", activations::epsilon::<Sigmoid>),
    ("glorot", activations::epsilon::<Tanh>),
    ("he", activations::epsilon::<Relu>),
    ("he", activations::epsilon::<Softplus>),
    ("logistic-cost", costs::cost_of::<CrossEntropy, Sigmoid>),
    ("output-error", costs::error_of::<CrossEntropy, Sigmoid>),
    ("softmax-cost", costs::cost_of::<CrossEntropy, Softmax>),
    ("softmax-output-error", costs::error_of::<CrossEntropy, Softmax>),
    ("squared-error", costs::cost_of::<SquaredError, Identity>),
    ("squared-error", costs::cost_of::<SquaredError, Sigmoid>),
    ("squared-error", costs::cost_of::<SquaredError, Softmax>),
    ("squared-error-delta", costs::unit_error_of::<SquaredError, Identity>),
    ("squared-error-delta", costs::unit_error_of::<SquaredError, Sigmoid>),
    ("squared-error-delta", costs::unit_error_of::<SquaredError, Softplus>),
    ("threshold", costs::threshold),
    ("weighted-sum", layers::weighted_sum),
    ("activation", layers::activation::<Sigmoid>),
    ("activation", layers::activation::<Relu>),
    ("hidden-error", layers::hidden_error::<Sigmoid>),
    ("hidden-error", layers::hidden_error::<Tanh>),
    ("hidden-error", layers::hidden_error::<Softplus>),
    ("weighted-cost", costs::weighted_cost),
    ("weighted-error", layers::weighted_error),
    ("accumulate", layers::accumulate),
    ("gradient", layers::mean_gradient),
    ("start", layers::start::<Tanh>),
    ("start", layers::start::<Relu>),
    ("cost", networks::mean_cost),
    ("numeric-gradient", networks::numeric),
    ("descent", networks::descent),
    ("momentum", optimizers::momentum),
    ("adam", optimizers::adam),
    ("directional-derivative", networks::direction),
];

const POINTS: usize = 100;

/// Checks an equation at all points of all its bindings.
fn check_everywhere(id: &str, latex: &str) -> std::result::Result<(), String> {
    for (_, binding) in BINDINGS.iter().filter(|(bound, _)| *bound == id) {
        for number in 0..POINTS {
            let checked = check(latex, &binding(&mut Point::new(number)));
            checked.map_err(|error| format!("{id}, at point {number}: {error}"))?;
        }
    }
    Ok(())
}

#[test]
fn every_equation_says_what_its_code_computes() {
    let wrong: Vec<_> = equations().iter().filter_map(|(id, latex)| check_everywhere(id, latex).err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_equation_is_bound_and_nothing_else_is() {
    let written: BTreeSet<_> = equations().into_keys().collect();
    let bound: BTreeSet<_> = BINDINGS.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(written, bound, "left: the equations in src, right: those in BINDINGS");
}

/// Puts one mistake into each of a dozen equations. Each must be found; otherwise the tests above could not fail.
#[test]
fn a_wrong_equation_is_found() {
    let equations = equations();
    for (id, right, wrong) in [
        ("sigmoid", r"e^{-\term", r"e^{\term"),
        ("tanh-prime", r"\cosh^2", r"\cosh"),
        ("relu-prime", r"z \le 0", r"z < 0"),
        ("softmax", r"\sum_j e^{z_j}", r"\sum_k e^{z_k}"),
        ("logistic-cost", r"C &= -", r"C &= "),
        ("squared-error-delta", r"\odot g'(\term{z}{z^{(L)}})", ""),
        ("weighted-sum", r"\term{a}{a^{(l)}}", r"\term{a}{a^{(l+1)}}"),
        ("hidden-error", r"^\top", ""),
        ("accumulate", r"\delta_i^{(l+1)}} \, \term{a}{a_j^{(l)}}", r"\delta_i^{(l+1)}} \, \term{a}{a_i^{(l)}}"),
        ("weighted-error", r"\term{w}{w^{(i)}} \,", ""),
        ("gradient", r"j \ne 0", r"j \ne 1"),
        ("cost", r"j=1", r"j=0"),
        ("numeric-gradient", r"2 \, ", ""),
        ("start", r"j \ge 1", r"j \ge 0"),
        ("descent", r"- \term{rate}", r"+ \term{rate}"),
        ("directional-derivative", "j=0", "j=1"),
        ("momentum", r"\term{v}{v_t}", r"\term{v}{v_{t-1}}"),
        ("adam", r"\beta_2^t", r"\beta_2"),
    ] {
        let latex = &equations[id];
        assert!(latex.contains(right), "{id} does not contain {right}");
        assert!(
            check_everywhere(id, &latex.replacen(right, wrong, 1)).is_err(),
            "{id}: {wrong} instead of {right} was not found"
        );
    }
}

#[test]
fn an_equation_says_every_entry_once() {
    let v = Value::vector(1, &[1.0, 2.0, 3.0]);
    let environment = Environment::new().set("a", 3).set("v", v).range("k", 1..=3);
    for (latex, fault) in [
        ("v_k = k", None),
        (r"v_k = k, \quad k \ne 1, \qquad v_1 = 1", None),
        ("v_k = a", Some("the equation says [3.0], the code [1.0]")),
        (r"v_k = k, \quad k \ge 2", Some("`v` has 3 entries, the equation gives 2")),
        (r"v_k = k, \qquad v_1 = 1", Some("two statements give the entry [1] of `v`")),
        (r"a = 3, \quad a < 3", Some("no index meets the conditions")),
        ("a = a", Some("both sides are the same expression")),
    ] {
        let found = check(latex, &environment).err().map(|error| error.to_string());
        assert_eq!(found.as_deref(), fault, "{latex}");
    }
}

/// Returns the values of the forms on the right side of g(z) = ….
fn forms(latex: &str, environment: &Environment) -> Result<Vec<f64>> {
    let mut values = Vec::new();
    for claim in statements(latex, environment)?.iter().flat_map(|statement| &statement.claims) {
        let Claim::Equals(form) = claim else { return error!("no value") };
        values.push(environment.evaluate(form)?.number()?);
    }
    Ok(values)
}

/// Compares two equations with each other, without the code. Points near 0 are left out, since some activations have a
/// kink there and no derivative.
#[test]
fn each_g_prime_is_the_slope_of_its_g() {
    let equations = equations();
    for (id, g_prime) in equations.iter().filter(|(id, _)| id.ends_with("-prime")) {
        let g = |z: f64| forms(&equations[id.trim_end_matches("-prime")], &functions().set("z", z)).expect(id)[0];
        for z in (1..POINTS).map(|number| Point::new(number).z()).filter(|z| z.abs() > 1e-3) {
            let slope = (g(z + 1e-5) - g(z - 1e-5)) / 2e-5;
            let environment = functions().function("g", |z| z.map(g)).set("z", z);
            for form in forms(g_prime, &environment).expect(id) {
                assert!((form - slope).abs() < 1e-8, "{id} says {form} at {z}, where g has the slope {slope}");
            }
        }
    }
}

/// Binds the functions that only a left side may name.
fn functions<'a>() -> Environment<'a> {
    Environment::new().function("g", |z| z.map(|_| f64::NAN)).function("g'", |z| z.map(|_| f64::NAN))
}

/// The bounds of the equation are exactly −ε, which is in the range, and ε, which is not. The code draws weights from
/// the whole range.
#[test]
fn first_weights_are_drawn_from_the_whole_range() {
    let latex = &equations()["start"];
    let epsilon = 1.5;
    for (share, is_inside) in [(-1.0, true), (1.0 - 1e-9, true), (-1.0 - 1e-9, false), (1.0, false)] {
        let weight = share * epsilon;
        let theta = Value::matrix(0, &[vec![0.0, weight]]);
        let layer = layers::layer(&Point::new(0), 1, 1).set(r"\varepsilon", epsilon).set(r"\Theta^{(l)}", theta);
        assert_eq!(check(latex, &layer).is_ok(), is_inside, "start, of the weight {weight} where ε is {epsilon}");
    }

    let theta = Point::new(0).start::<Tanh, 40, 60>();
    let epsilon = activation::glorot(59, 40);
    let weights = || theta.iter().flat_map(|row| &row[1..]).copied();
    assert!(weights().fold(0.0, f64::min) < -0.99 * epsilon && weights().fold(0.0, f64::max) > 0.99 * epsilon);
}
