//! Reads the derivations that networks print of themselves, line by line, and compares every quantity with the numbers
//! that the networks compute.
//!
//! The reader knows Θ, x, y, λ and m, but not the network: the text must give everything else, functions included.

mod plain;
mod reader;

use crate::huber::Huber;
use backprop::{
    Activation, CrossEntropy, Derivation, Identity, LeakyRelu, Network, Record, Relu, SamplesOf, Scalar, Sigmoid,
    Softmax, Softplus, SquaredError, Tanh, network,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reader::{Known, LATEX, Line, Notation, PLAIN, agree, lines, lines_of, read};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// A custom activation with a branch: z if z is positive, eᶻ − 1 otherwise.
struct Elu;

impl Activation for Elu {
    fn g<T: Scalar>(z: T) -> T {
        if z > T::ZERO { z } else { z.exp() - T::ONE }
    }
    fn g_prime<T: Scalar>(z: T) -> T {
        if z > T::ZERO { T::ONE } else { z.exp() }
    }
}

/// Declares networks and evaluates the derivation of each.
macro_rules! evaluated {
    ($($(#[$doc:meta])* $test:ident: struct $network:ident $declaration:tt)+) => {
        network! { $($(#[$doc])* struct $network $declaration)+ }

        $(
            #[test]
            fn $test() {
                check::<$network>();
            }
        )+

        /// The declarations of all networks.
        const DECLARATIONS: &[&str] = &[$($network::<f64>::DECLARATION),+];
    };
}

evaluated! {
    a_neuron_writes_what_it_computes:
        struct Neuron { layers: 1 -> 1 Sigmoid, cost: CrossEntropy }
    so_does_the_network_of_the_intuition:
        struct Intuition { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    so_do_several_outputs:
        struct Outputs { layers: 3 -> 2 Tanh -> 3 Sigmoid, cost: CrossEntropy }
    sigmoid_and_tanh_before_softplus:
        struct Deep1 { layers: 1 -> 2 Sigmoid -> 1 Sigmoid -> 2 Tanh -> 1 Sigmoid -> 2 Softplus -> 3 Softmax, cost: CrossEntropy }
    sigmoid_between_kinks:
        struct Deep2 { layers: 2 -> 1 Softplus -> 2 Sigmoid -> 2 Relu -> 1 Sigmoid -> 2 LeakyRelu -> 2 Softmax, cost: SquaredError }
    identity_between_sigmoid_and_tanh:
        struct Deep3 { layers: 1 -> 2 LeakyRelu -> 2 Sigmoid -> 1 Identity -> 2 Tanh -> 1 Tanh -> 2 Softmax, cost: CrossEntropy }
    softplus_and_relu_between_tanh:
        struct Deep4 { layers: 3 -> 1 Tanh -> 2 Softplus -> 1 Tanh -> 2 Relu -> 2 Tanh, cost: SquaredError }
    leaky_relu_and_identity_after_tanh:
        struct Deep5 { layers: 1 -> 2 Tanh -> 1 LeakyRelu -> 2 Tanh -> 1 Identity -> 1 Softplus, cost: SquaredError }
    softplus_beside_kinks:
        struct Deep6 { layers: 2 -> 1 Softplus -> 2 Softplus -> 2 Relu -> 1 Softplus -> 2 LeakyRelu, cost: SquaredError }
    relu_after_relu:
        struct Deep7 { layers: 1 -> 2 LeakyRelu -> 1 Softplus -> 2 Identity -> 2 Relu -> 2 Relu -> 2 Softmax, cost: CrossEntropy }
    relu_beside_leaky_relu:
        struct Deep8 { layers: 2 -> 2 Relu -> 2 LeakyRelu -> 1 Relu -> 2 Identity -> 2 LeakyRelu, cost: SquaredError }
    identity_after_identity:
        struct Deep9 { layers: 1 -> 1 LeakyRelu -> 2 LeakyRelu -> 1 Identity -> 2 Identity -> 1 Sigmoid, cost: CrossEntropy }
    sigmoid_before_a_softmax:
        struct Classes { layers: 2 -> 3 Sigmoid -> 4 Softmax, cost: SquaredError }
    identity_before_a_softmax:
        struct Regression { layers: 2 -> 2 Identity -> 3 Softmax, cost: CrossEntropy }
    an_activation_and_a_cost_of_ones_own:
        struct Own { layers: 2 -> 3 Elu -> 2 Identity, cost: Huber }
    /// Has indices of two digits.
    layers_of_more_than_nine_units:
        struct Wide { layers: 12 -> 11 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

/// The point at which a derivation is evaluated.
#[derive(Debug, Clone)]
struct Drawn<N: Network> {
    network: N,
    samples: SamplesOf<N>,
    lambda: f64,
}

/// Draws weights, one to five examples and λ.
fn drawn<N: Network<Scalar = f64>>() -> impl Strategy<Value = Drawn<N>> {
    let weights = N::zeros().thetas().iter().map(|theta| theta.len()).sum::<usize>();
    let x = vec(vec(-1.0..1.0, N::INPUTS), 5);
    let y = vec(vec(0.05..0.95, N::OUTPUTS), 5);
    (vec(-1.0..1.0, weights), x, y, 1..=5_usize, any::<bool>(), 0.0..1.0).prop_map(
        |(weights, mut x, mut y, m, adds_up, lambda)| {
            let (mut network, mut weights) = (N::zeros(), weights.into_iter());
            network.thetas_mut().into_iter().for_each(|mut theta| theta.mapv_inplace(|_| weights.next().unwrap()));
            x.truncate(m);
            y.truncate(m);
            // Some targets are the probabilities of classes.
            for y in y.iter_mut().filter(|_| adds_up) {
                let total: f64 = y.iter().sum();
                y.iter_mut().for_each(|y| *y /= total);
            }
            Drawn { network, samples: N::samples(x, y).unwrap(), lambda }
        },
    )
}

/// Evaluates both forms of a derivation at points that are drawn: the text at each, and its LaTeX at the first.
fn check<N: Network<Scalar = f64>>() {
    let forms = both_forms::<N>().map(|form| (lines(&form.unicode()), lines_of(&form.steps())));
    let mut runner = TestRunner::new(Config { cases: 2, failure_persistence: None, ..Config::default() });
    let is_first = Cell::new(true);
    let result = runner.run(&drawn::<N>(), |point| {
        let is_first = is_first.replace(false);
        for (text, latex) in &forms {
            compare(text, PLAIN, &point).map_err(TestCaseError::fail)?;
            if is_first {
                compare(latex, LATEX, &point).map_err(TestCaseError::fail)?;
            }
        }
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{}: {error}", N::DECLARATION));
}

fn both_forms<N: Network>() -> [Derivation<N>; 2] {
    let named = Derivation::new(&N::zeros());
    [named.clone(), named.expanded()]
}

/// Computes what the lines say, and compares it with what the network computes.
fn compare<N: Network<Scalar = f64>>(lines: &[Line], notation: Notation, point: &Drawn<N>) -> Result<(), String> {
    let Drawn { network, samples, lambda } = point;
    let name = notation.name;
    let mut given = Known::default();
    given.names.extend([(name("m", &[], None), samples.len() as f64), (name("λ", &[], None), *lambda)]);
    given.names.extend(entries("Θ", &network.thetas(), name));
    let data = |symbol, values: &[f64]| -> Vec<(String, f64)> {
        (1..).zip(values).map(|(j, &value)| (name(symbol, &[j], None), value)).collect()
    };
    let examples: Vec<BTreeMap<String, f64>> =
        samples.iter().map(|(x, y)| data("x", x.as_ref()).into_iter().chain(data("y", y.as_ref())).collect()).collect();
    let said = read(lines, notation, &given, &examples)?;
    let (all, of_examples) = said.split_last().ok_or("nothing is said")?;

    let mut wanted = Vec::new();
    for (single, known) in samples.singles().zip(of_examples) {
        let (x, y) = (&single.x()[0], &single.y()[0]);
        let forward = network.forward(x);
        let deltas = network.backward(&forward, y);
        wanted.push((known, "C".to_owned(), network.cost(&single, 0.0)));
        for layer in forward.layers().into_iter().chain(deltas.layers()) {
            let named = |(i, &value)| (known, name(layer.quantity.symbol(), &[i], Some(layer.layer)), value);
            wanted.extend((1..).zip(layer.units).map(named));
        }
    }
    let matrices = [("Δ", network.accumulated(samples)), ("D", network.gradient(samples, *lambda))];
    for (symbol, matrix) in &matrices {
        wanted.extend(entries(symbol, &matrix.thetas(), name).into_iter().map(|(name, value)| (all, name, value)));
    }
    wanted.push((all, "J".to_owned(), network.cost(samples, *lambda)));
    for (known, name, want) in &wanted {
        let got = known.name(name)?;
        if !agree(got, *want) {
            return Err(format!("{name} is {got}, expected {want}"));
        }
    }
    // Nothing else is defined, except for parts that are shared, c, and the costs of the examples.
    let names: BTreeSet<&String> = wanted.iter().map(|(_, name, _)| name).chain(given.names.keys()).collect();
    let is_other = |name: &&String| !names.contains(name) && !name.starts_with(['c', 'C', 'x', 'y']);
    match said.iter().flat_map(|known| known.names.keys()).find(is_other) {
        Some(other) => Err(format!("{other} is nothing that the network computes")),
        None => Ok(()),
    }
}

/// Returns the entries of matrices with their names.
fn entries(
    symbol: &str,
    matrices: &[ndarray::ArrayView2<'_, f64>],
    name: fn(&str, &[usize], Option<usize>) -> String,
) -> Vec<(String, f64)> {
    let named = (1..).zip(matrices).flat_map(|(l, matrix)| {
        matrix.indexed_iter().map(move |((i, j), &value)| (name(symbol, &[i + 1, j], Some(l)), value))
    });
    named.collect()
}

#[test]
fn every_activation_is_derived_before_and_after_every_other() {
    let mut pairs = BTreeSet::new();
    for declaration in DECLARATIONS {
        let layers = declaration.split("->").skip(1).filter_map(|layer| layer.split([' ', ',', '\n']).nth(2));
        let layers: Vec<&str> = layers.collect();
        pairs.extend(layers.windows(2).map(|pair| (pair[0], pair[1])));
    }
    let hidden = ["Sigmoid", "Tanh", "Softplus", "Relu", "LeakyRelu", "Identity"];
    let expected = hidden.into_iter().flat_map(|before| hidden.map(|after| (before, after)));
    let before_softmax = hidden.map(|before| (before, "Softmax"));
    let missing: Vec<_> = expected.chain(before_softmax).filter(|pair| !pairs.contains(pair)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

network! {
    /// Its functions g differ, and none is 0 or the same number at many places.
    struct Smooth { layers: 2 -> 2 Tanh -> 1 Softplus -> 2 Sigmoid, cost: CrossEntropy }
    struct Shares { layers: 2 -> 1 Softplus -> 3 Softmax, cost: CrossEntropy }
    struct Short { layers: 2 -> 1 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

/// Makes one mistake at a time in a text: a sign, an index or a layer. Otherwise the tests above could not fail.
#[test]
fn another_sign_index_or_layer_is_another_derivation() {
    let [smooth, _] = both_forms::<Smooth>();
    let [shares, _] = both_forms::<Shares>();
    let [short, short_expanded] = both_forms::<Short>();
    let mistakes = [finds(&smooth), finds(&shares), finds(&short), finds(&short_expanded)];
    assert!(mistakes.iter().all(|&mistakes| mistakes > 100), "{mistakes:?} mistakes were made");
}

/// Finds every mistake in a text, and returns their number.
fn finds<N: Network<Scalar = f64>>(derivation: &Derivation<N>) -> usize {
    let (mut network, mut weight) = (N::zeros(), 0.0);
    network.thetas_mut().into_iter().for_each(|mut theta| {
        theta.mapv_inplace(|_| {
            weight += 1.0;
            f64::sin(weight)
        });
    });
    let total = N::OUTPUTS * (N::OUTPUTS + 1) / 2;
    let shares: Vec<f64> = (1..=N::OUTPUTS).map(|k| k as f64 / total as f64).collect();
    let others = shares.iter().map(|y| y / 3.0).collect();
    let samples = N::samples(vec![vec![0.3, -0.7], vec![-0.4, 0.9]], vec![shares, others]).unwrap();
    let point = Drawn { network, samples, lambda: 0.7 };
    let text = derivation.unicode();
    compare(&lines(&text), PLAIN, &point).unwrap();
    let mistakes = mistakes(&text);
    for (mistaken, line) in &mistakes {
        assert!(compare(&lines(mistaken), PLAIN, &point).is_err(), "{line} is not found wrong in\n{text}");
    }
    mistakes.len()
}

/// Returns copies of a text with one mistake each, and the line with the mistake.
fn mistakes(text: &str) -> Vec<(String, String)> {
    const DIGITS: [&str; 2] = ["₀₁₂₃₄₅₆₇₈₉", "⁰¹²³⁴⁵⁶⁷⁸⁹"];
    let mut mistakes = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let equation = line.split(" if ").next().unwrap_or(line);
        // A softmax does not depend on the number by which all z are shifted.
        let is_shift = line.trim_start().starts_with('c') && line.contains("= max(");
        for (at, sign) in equation.char_indices().filter(|_| line.contains("= ") && !is_shift) {
            let next = DIGITS.iter().find_map(|digits| {
                let place = digits.chars().position(|digit| digit == sign)?;
                digits.chars().nth((place + 1) % 10).map(String::from)
            });
            // ² and ³ are powers unless they stand in a superscript.
            let is_power = "²³".contains(sign) && !line[..at].ends_with('⁽');
            let other = match sign {
                '+' => Some("−".to_owned()),
                '−' if line[at..].starts_with("− ") => Some("+".to_owned()),
                '−' => Some(String::new()),
                _ => next.filter(|_| !is_power),
            };
            if let Some(other) = other {
                let after = at + sign.len_utf8();
                let wrong = format!("{}{other}{}", &line[..at], &line[after..]);
                mistakes.push((format!("{}{wrong}{}", &text[..start], &text[start + line.len()..]), wrong));
            }
        }
        start += line.len();
    }
    mistakes
}
