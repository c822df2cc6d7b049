//! Compares every number, of the textbook's code and of the fast path, with reference values: from 60-digit arithmetic,
//! published examples and other libraries.
//!
//! `tests/data/README.md` says where the values come from, and how closely an array must agree.

use backprop::equations::backward::hidden_error;
use backprop::equations::gradient::accumulate;
use backprop::{
    Activation, CrossEntropy, Identity, LeakyRelu, Network, Record, Relu, Samples, SamplesOf, Scalar, Sigmoid, Softmax,
    Softplus, SquaredError, Tanh, accuracy, batch_descent, descend, dual_check, fast, network,
    readings::interval::Interval,
};
use ndarray::ArrayView2;
use serde_json::Value;
use std::sync::LazyLock;

static NETWORKS: LazyLock<Value> = LazyLock::new(|| parse(include_str!("../data/networks.json")));
static EXAMPLES: LazyLock<Value> = LazyLock::new(|| parse(include_str!("../data/worked_examples.json")));
static REAL_DATA: LazyLock<Value> = LazyLock::new(|| parse(include_str!("../data/real_data_truth.json")));

fn parse(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

/// Returns the reference with this id.
fn reference(id: &str) -> &'static Value {
    let networks = NETWORKS["networks"].as_array().unwrap();
    let examples = EXAMPLES["examples"].as_array().unwrap();
    networks.iter().chain(examples).find(|reference| reference["id"] == id).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

/// Returns a network with these weights.
fn with_thetas<N: Network<Scalar = f64>>(thetas: &Value) -> N {
    let mut network = N::zeros();
    let thetas = thetas.as_array().unwrap();
    assert_eq!(network.thetas().len(), thetas.len(), "layers");
    for (mut theta, want) in network.thetas_mut().into_iter().zip(thetas) {
        let want = rows(want);
        assert_eq!(theta.dim(), (want.len(), want[0].len()));
        theta.indexed_iter_mut().for_each(|((i, j), weight)| *weight = want[i][j]);
    }
    network
}

/// Asserts that every number is finite, and that `max |got − want| ≤ tolerance · max(1, max |want|)`.
fn assert_near(what: &str, got: &[f64], want: &[f64], tolerance: f64) {
    assert_eq!(got.len(), want.len(), "{what}");
    let scale = want.iter().fold(1.0, |scale: f64, want| scale.max(want.abs()));
    for (i, (got, want)) in got.iter().zip(want).enumerate() {
        assert!(got.is_finite() && (got - want).abs() <= tolerance * scale, "{what}[{i}] is {got}, expected {want}");
    }
}

fn assert_thetas_near<N: Network<Scalar = f64>>(what: &str, got: &N, want: &Value, tolerance: f64) {
    for (layer, (got, want)) in (1..).zip(got.thetas().into_iter().zip(with_thetas::<N>(want).thetas())) {
        assert_near(&format!("{what} {layer}"), &flat(got), &flat(want), tolerance);
    }
}

fn flat(matrix: ArrayView2<'_, f64>) -> Vec<f64> {
    matrix.iter().copied().collect()
}

/// Compares every z, a, δ, Δ, D and J with a reference.
fn check<N: Network<Scalar = f64>>(reference: &Value, network: &N, samples: &SamplesOf<N>) {
    let lambda = reference["lambda"].as_f64().unwrap();
    for (i, (x, y)) in samples.iter().enumerate() {
        let forward = network.forward(x);
        let deltas = network.backward(&forward, y);
        for values in forward.layers().into_iter().chain(deltas.layers()) {
            let name = values.quantity.name();
            // The reference has no values for the input layer.
            if values.layer > 1 {
                let want = numbers(&reference[name][values.layer - 2][i]);
                assert_near(&format!("{name}_{} of example {i}", values.layer), values.units, &want, 1e-12);
            }
        }
    }
    assert_thetas_near("Δ", &network.accumulated(samples), &reference["Delta"], 1e-12);
    assert_thetas_near("D", &network.gradient(samples, lambda), &reference["D"], 1e-12);
    let cost_without_penalty = [network.cost(samples, 0.0)];
    assert_near("J without λ", &cost_without_penalty, &[reference["J_data"].as_f64().unwrap()], 1e-12);
    assert_near("J", &[network.cost(samples, lambda)], &[reference["J"].as_f64().unwrap()], 1e-12);
    check_fast(reference, network, samples, lambda);
    check_readings(reference, network, samples, lambda);
}

/// Compares J, D and h of a reference with the functions of `backprop::fast`, which compute with the kernels.
fn check_fast<N: Network<Scalar = f64>>(reference: &Value, network: &N, samples: &SamplesOf<N>, lambda: f64) {
    let j_data = reference["J_data"].as_f64().unwrap();
    assert_near("fast J without λ", &[fast::cost(network, samples, 0.0)], &[j_data], 1e-12);
    let (j, d) = fast::cost_and_gradient(network, samples, lambda);
    let costs = [fast::cost(network, samples, lambda), j];
    assert_near("fast J", &costs, &[reference["J"].as_f64().unwrap(); 2], 1e-12);
    assert_thetas_near("fast D", &fast::gradient(network, samples, lambda), &reference["D"], 1e-12);
    assert_thetas_near("fast D computed with J", &d, &reference["D"], 1e-12);

    let want = rows(reference["a"].as_array().unwrap().last().unwrap());
    let outputs = fast::outputs(network, samples);
    assert_eq!(outputs.len(), want.len(), "fast outputs");
    for (i, (h, want)) in outputs.iter().zip(&want).enumerate() {
        assert_near(&format!("fast h of example {i}"), h.as_ref(), want, 1e-12);
    }
}

/// Checks the gradient by dual numbers, and that the reference values lie within the bounds of interval arithmetic.
fn check_readings<N: Network<Scalar = f64>>(reference: &Value, network: &N, samples: &SamplesOf<N>, lambda: f64) {
    let check = dual_check(network, samples, lambda);
    assert!(check.agrees(), "{check}");

    let bounded = network.map(Interval::from_f64);
    let samples = N::map_samples(samples, Interval::from_f64).unwrap();
    let d = bounded.gradient(&samples, Interval::from_f64(lambda));
    for (d, want) in d.thetas().into_iter().zip(reference["D"].as_array().unwrap()) {
        for (d, want) in d.iter().zip(rows(want).concat()) {
            // The reference itself is rounded.
            let rounding = f64::EPSILON * want.abs();
            assert!(d.low() - rounding <= want && want <= d.high() + rounding, "{want} is outside of {d}");
            assert!(d.high() - d.low() <= 1e-11 * want.abs().max(1.0), "{d} is too wide");
        }
    }
}

/// Declares a test for each reference, from its id and the layers and cost of its network.
macro_rules! references {
    ($($id:ident = $name:literal: $input:literal $(-> $units:literal $activation:ident)+, $cost:ident;)+) => {$(
        #[test]
        fn $id() {
            network! { struct Net { layers: $input $(-> $units $activation)+, cost: $cost } }
            let reference = reference($name);
            let samples = Samples::new(rows(&reference["X"]), rows(&reference["Y"])).unwrap();
            check(reference, &with_thetas::<Net>(&reference["theta"]), &samples);
        }
    )+};
}

references! {
    dev_01 = "dev-01": 3 -> 4 Sigmoid, CrossEntropy;
    dev_02 = "dev-02": 2 -> 2 Tanh -> 6 Tanh -> 4 Tanh -> 7 Tanh -> 7 Tanh -> 4 Sigmoid, CrossEntropy;
    dev_03 = "dev-03": 2 -> 8 LeakyRelu -> 3 Sigmoid -> 4 Softmax, CrossEntropy;
    dev_04 = "dev-04": 8 -> 4 LeakyRelu -> 1 Softplus -> 5 Softplus -> 4 LeakyRelu -> 6 Softmax, CrossEntropy;
    dev_05 = "dev-05": 8 -> 7 Softplus -> 3 Relu -> 5 Sigmoid -> 5 Sigmoid -> 1 Relu -> 2 Softmax, CrossEntropy;
    dev_06 = "dev-06": 3 -> 2 Identity, SquaredError;
    dev_07 = "dev-07": 6 -> 8 LeakyRelu -> 4 Sigmoid, SquaredError;
    dev_08 = "dev-08": 3 -> 1 Sigmoid -> 6 Softplus -> 2 Tanh, SquaredError;
    dev_09 = "dev-09": 1 -> 2 LeakyRelu -> 8 Identity -> 1 LeakyRelu -> 7 Sigmoid -> 1 Softplus, SquaredError;
    dev_10 = "dev-10": 6 -> 3 Softplus -> 1 Sigmoid, CrossEntropy;
    dev_11 = "dev-11": 2 -> 8 Sigmoid -> 8 Relu -> 3 Relu -> 3 Softplus -> 8 Softplus -> 1 Sigmoid, CrossEntropy;
    dev_12 = "dev-12": 8 -> 4 Relu, SquaredError;
    dev_13 = "dev-13": 6 -> 5 Relu -> 5 Softmax, SquaredError;
    dev_14 = "dev-14": 3 -> 4 Softplus -> 1 Sigmoid, CrossEntropy;
    dev_15 = "dev-15": 6 -> 4 Sigmoid -> 4 Tanh -> 7 Tanh -> 1 Sigmoid, CrossEntropy;
    dev_16 = "dev-16": 6 -> 1 Sigmoid -> 3 Sigmoid -> 8 Sigmoid -> 8 Sigmoid -> 6 Sigmoid -> 5 Sigmoid, CrossEntropy;
    dev_17_saturated = "dev-17": 2 -> 2 Sigmoid, CrossEntropy;
    dev_18_saturated = "dev-18": 2 -> 3 Softmax, CrossEntropy;
    dev_19_saturated = "dev-19": 1 -> 2 Softplus -> 1 Identity, SquaredError;
    dev_20_saturated = "dev-20": 1 -> 1 Sigmoid, CrossEntropy;
    mazur = "mazur": 2 -> 2 Sigmoid -> 2 Sigmoid, SquaredError;
    data_mining = "data_mining_3_2_1": 3 -> 2 Sigmoid -> 1 Sigmoid, SquaredError;
    bce_2_2_1 = "bce_2_2_1": 2 -> 2 Sigmoid -> 1 Sigmoid, CrossEntropy;
    relu_2_3_1 = "relu_2_3_1": 2 -> 3 Relu -> 1 Identity, SquaredError;
    course_check_lambda_0 = "ng_check_nn_gradients_lambda0": 3 -> 5 Sigmoid -> 3 Sigmoid, CrossEntropy;
    course_check_lambda_1 = "ng_check_nn_gradients_lambda1": 3 -> 5 Sigmoid -> 3 Sigmoid, CrossEntropy;
    course_check_lambda_3 = "ng_check_nn_gradients_lambda3": 3 -> 5 Sigmoid -> 3 Sigmoid, CrossEntropy;
    forum_lambda_0 = "forum_ex4_lambda0": 2 -> 2 Sigmoid -> 4 Sigmoid, CrossEntropy;
    forum_lambda_3 = "forum_ex4_lambda3": 2 -> 2 Sigmoid -> 4 Sigmoid, CrossEntropy;
    forum_lambda_4 = "forum_ex4_lambda4": 2 -> 2 Sigmoid -> 4 Sigmoid, CrossEntropy;
}

#[test]
fn every_reference_has_its_test() {
    let source = include_str!("truth.rs");
    let networks = NETWORKS["networks"].as_array().unwrap().iter();
    for reference in networks.chain(EXAMPLES["examples"].as_array().unwrap()) {
        let id = reference["id"].as_str().unwrap();
        assert!(source.contains(&format!(" = \"{id}\": ")), "{id} has no test");
    }
}

#[test]
fn the_slope_of_the_sigmoid_is_the_published_one() {
    for point in EXAMPLES["sigmoid_gradient"].as_array().unwrap() {
        let slope = Sigmoid::g_prime(point["z"].as_f64().unwrap());
        assert_near("g′", &[slope], &[point["computed"].as_f64().unwrap()], 1e-15);
    }
}

/// Runs gradient descent, with fixed biases if the reference asks for it, and compares J after some of the steps.
fn check_descent<N: Network<Scalar = f64>>(trajectory: &Value, mut network: N, samples: &SamplesOf<N>) -> N {
    let costs = trajectory["J_at"].as_object().unwrap();
    let rate = trajectory["learning_rate"].as_f64().unwrap();
    for step in 0..=trajectory["steps"].as_u64().unwrap() {
        let cost = network.cost(samples, 0.0);
        if let Some(want) = costs.get(&step.to_string()) {
            assert_near(&format!("J after {step} steps"), &[cost], &[want.as_f64().unwrap()], 1e-12);
        }
        if step == trajectory["steps"] {
            assert_near("J at the end", &[cost], &[trajectory["J_final"].as_f64().unwrap()], 1e-12);
            break;
        }
        let mut gradient = network.gradient(samples, 0.0);
        if trajectory["freeze_bias"] == true {
            fix_biases(&mut gradient);
        }
        descend(&mut network, &gradient, rate);
    }
    assert_thetas_near("Θ at the end", &network, &trajectory["theta_final"], 1e-12);
    network
}

network! {
    struct Mazur { layers: 2 -> 2 Sigmoid -> 2 Sigmoid, cost: SquaredError }
    struct DataMining { layers: 3 -> 2 Sigmoid -> 1 Sigmoid, cost: SquaredError }
}

#[test]
fn mazurs_network_descends_as_it_should_and_not_as_printed() {
    let example = reference("mazur");
    let samples = Samples::new(rows(&example["X"]), rows(&example["Y"])).unwrap();
    let start: Mazur = with_thetas(&example["theta"]);
    check_descent(&example["trajectory"], start.clone(), &samples);
    check_descent(&example["trajectory_with_bias_updates"], start.clone(), &samples);

    // The printed values come from computing the hidden errors with output weights that are already updated.
    let slip = &example["sequential_update_slip"];
    let mut slipped = start;
    for step in 1..=10_000 {
        let forward = slipped.forward(&samples.x()[0]);
        let deltas = slipped.backward(&forward, &samples.y()[0]);
        let mut output_step = Mazur::zeros();
        accumulate(&mut output_step.theta_2, &deltas.delta_3, &forward.a_2);
        fix_biases(&mut output_step);
        descend(&mut slipped, &output_step, 0.5);
        let too_late = hidden_error(&slipped.theta_2, &deltas.delta_3, &forward.z_2, Sigmoid::g_prime);
        let mut hidden_step = Mazur::zeros();
        accumulate(&mut hidden_step.theta_1, &too_late, &forward.a_1);
        fix_biases(&mut hidden_step);
        descend(&mut slipped, &hidden_step, 0.5);
        if step == 1 {
            let cost = slipped.cost(&samples, 0.0);
            assert_near("the printed J after 1 step", &[cost], &[slip["E_after_1"].as_f64().unwrap()], 1e-12);
        }
    }
    let output = slipped.output(&samples.x()[0]);
    assert_near("the printed output", &output, &numbers(&slip["outputs_after_10000"][0]), 1e-12);
}

fn fix_biases<N: Network<Scalar = f64>>(gradient: &mut N) {
    gradient.thetas_mut().into_iter().for_each(|mut theta| theta.column_mut(0).fill(0.0));
}

#[test]
fn one_update_of_the_data_mining_example_is_the_published_one() {
    let example = reference("data_mining_3_2_1");
    let samples = Samples::new(rows(&example["X"]), rows(&example["Y"])).unwrap();
    let mut network: DataMining = with_thetas(&example["theta"]);
    let gradient = network.gradient(&samples, 0.0);
    descend(&mut network, &gradient, 0.9);
    assert_thetas_near("Θ", &network, &example["updated_theta"], 1e-12);
}

network! {
    struct Digits { layers: 64 -> 25 Sigmoid -> 10 Sigmoid, cost: CrossEntropy }
    struct Iris { layers: 4 -> 5 Sigmoid -> 3 Sigmoid, cost: CrossEntropy }
    struct BreastCancer { layers: 30 -> 8 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
}

/// Returns a network with the weights sin(1)/10, sin(2)/10, …, numbered column by column in each matrix.
fn sines<N: Network<Scalar = f64>>() -> N {
    let mut network = N::zeros();
    for mut theta in network.thetas_mut() {
        let rows = theta.nrows();
        theta.indexed_iter_mut().for_each(|((i, j), weight)| *weight = ((1 + i + rows * j) as f64).sin() / 10.0);
    }
    network
}

/// Compares matrices with a reference that gives their norm, their sum and some of their entries.
fn assert_summary<N: Network<Scalar = f64>>(what: &str, got: &N, want: &Value) {
    for (layer, (got, want)) in (1..).zip(got.thetas().into_iter().zip(want.as_array().unwrap())) {
        let want_number = |key: &str| want[key].as_f64().unwrap();
        let norm = got.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
        assert_near(&format!("norm of {what} {layer}"), &[norm], &[want_number("l2")], 1e-12);
        assert_near(&format!("sum of {what} {layer}"), &[got.sum()], &[want_number("sum")], 1e-11);
        let head = numbers(&want["first_row_head"]);
        assert_near(what, &got.row(0).to_vec()[..head.len()], &head, 1e-11);
        let tail = numbers(&want["last_row_tail"]);
        let last = got.row(got.nrows() - 1).to_vec();
        assert_near(what, &last[last.len() - tail.len()..], &tail, 1e-11);
    }
}

/// Compares cost and gradient at the start, then J and the number of correctly classified samples during the descent.
fn check_real_data<N: Network<Scalar = f64>>(name: &str, samples: &SamplesOf<N>) {
    let truth = &REAL_DATA[name];
    let lambda = truth["lambda"].as_f64().unwrap();
    let mut network: N = sines();
    assert_eq!(samples.len() as u64, truth["m"]);
    assert_near("J without λ", &[network.cost(samples, 0.0)], &[truth["J_lambda0"].as_f64().unwrap()], 1e-12);
    assert_summary("D without λ", &network.gradient(samples, 0.0), &truth["gradient_lambda0"]);
    assert_summary("D", &network.gradient(samples, lambda), &truth["gradient"]);
    let fast_j = [fast::cost(&network, samples, 0.0)];
    assert_near("fast J without λ", &fast_j, &[truth["J_lambda0"].as_f64().unwrap()], 1e-12);
    assert_summary("fast D without λ", &fast::gradient(&network, samples, 0.0), &truth["gradient_lambda0"]);
    assert_summary("fast D", &fast::gradient(&network, samples, lambda), &truth["gradient"]);

    let descent = &truth["gradient_descent"];
    let rate = descent["learning_rate"].as_f64().unwrap();
    let mut done = 0;
    for (step, want) in descent["at"].as_object().unwrap() {
        let step = step.parse::<usize>().unwrap();
        batch_descent(&mut network, samples, lambda, rate, step - done).unwrap();
        done = step;
        let cost = network.cost(samples, lambda);
        assert_near(&format!("J after {step} steps"), &[cost], &[want["J"].as_f64().unwrap()], 1e-12);
        let right = accuracy(&network, samples) * samples.len() as f64;
        assert_eq!(right.round(), want["correct"].as_f64().unwrap(), "correctly classified samples after {step} steps");
    }
    assert_summary("Θ", &network, &descent["theta_summary"]);
}

#[test]
fn the_digits_are_learned_as_by_numpy_and_pytorch() {
    let (x, classes) = worked::data::digits();
    check_real_data::<Digits>("digits", &Samples::from_classes(x, &classes).unwrap());
}

#[test]
fn the_irises_are_learned_as_by_numpy_and_pytorch() {
    let (x, classes) = worked::data::iris();
    let x: Vec<_> = x.iter().map(|row| row.map(|length| length / 10.0)).collect();
    check_real_data::<Iris>("iris", &Samples::from_classes(x, &classes).unwrap());
}

#[test]
fn the_tumors_are_learned_as_by_numpy_and_pytorch() {
    let (mut x, classes) = worked::data::breast_cancer();
    let m = x.len() as f64;
    for j in 0..30 {
        let mean = x.iter().map(|row| row[j]).sum::<f64>() / m;
        let variance = x.iter().map(|row| (row[j] - mean).powi(2)).sum::<f64>() / m;
        x.iter_mut().for_each(|row| row[j] = (row[j] - mean) / variance.sqrt());
    }
    check_real_data::<BreastCancer>("breast_cancer", &Samples::from_classes(x, &classes).unwrap());
}
