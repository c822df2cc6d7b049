//! Errors on published pages about backpropagation: for each erratum, the correct variant passes and the wrong one
//! fails.
//!
//! The book's chapter on errata has a section for each test, under the same number.

use backprop::equations::forward::class;
use backprop::training::trainer::{Biases, Updates};
use backprop::{
    Activation, Cost, CrossEntropy, Network, OutputActivation, Record, Samples, Scalar, Sigmoid, Softmax, Theta,
    Trainer, descend, network, numeric_gradient,
};
use serde_json::Value;
use worked::{errata, four_layers, intuition, mistakes};

network! {
    /// The book's 2-2-2-1 network, with random weights.
    struct Net { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    /// The same network with threshold units in the hidden layers.
    struct Switches { layers: 2 -> 2 Step -> 2 Step -> 1 Sigmoid, cost: CrossEntropy }
}

fn samples() -> Samples<[f64; 2], [f64; 1]> {
    Samples::new([[1.0, 0.5], [-0.3, 0.8], [0.2, -1.1]], [[1.0], [0.0], [1.0]]).unwrap()
}

#[test]
fn e1_with_y_minus_a_descent_climbs() {
    let run = errata::run().unwrap();
    assert!(run.a_minus_y.is_sorted_by(|(_, before), (_, after)| before > after), "{:?}", run.a_minus_y);
    assert!(run.y_minus_a.is_sorted_by(|(_, before), (_, after)| before < after), "{:?}", run.y_minus_a);

    // With y − a, the result is −D, and the step must be added: −α D = +α (−D).
    let (mut right, mut wrong) = (Net::random(1), Net::random(1));
    let gradient = right.gradient(&samples(), 0.0);
    descend(&mut right, &gradient, 0.5);
    descend(&mut wrong, &gradient.map(|d| -d), -0.5);
    assert_eq!(right, wrong);
}

#[test]
fn e2_errors_without_g_prime_are_right_for_identity_units_only() {
    let run = intuition::run();
    let errors = |delta_3: [f64; 2], delta_2: [f64; 2]| [delta_3[0], delta_3[1], delta_2[0]];
    let linear = &run.linear.deltas[0];
    assert_eq!(run.linear_formulas, errors(linear.delta_3, linear.delta_2));
    let sigmoid = &run.sigmoid.deltas[0];
    for (formula, delta) in run.sigmoid_formulas.into_iter().zip(errors(sigmoid.delta_3, sigmoid.delta_2)) {
        assert!(formula.abs() > 3.9 * delta.abs(), "each g′ is at most 1/4: {formula} and {delta}");
    }
}

/// A step function: 1 from 0 on, 0 below.
struct Step;

impl Activation for Step {
    fn g<T: Scalar>(z: T) -> T {
        if z < T::ZERO { T::ZERO } else { T::ONE }
    }
    fn g_prime<T: Scalar>(_z: T) -> T {
        T::ZERO
    }
}

#[test]
fn e3_a_unit_hands_on_a_graded_value_and_the_threshold_decides_the_class() {
    let net = Net::random(1);
    for x in samples().x() {
        let forward = net.forward(x);
        assert!(forward.a_2.iter().chain(&forward.a_3).all(|&a| 0.0 < a && a < 1.0 && a != 0.5), "{forward:?}");
        // g(z) ≥ 0.5 is equivalent to z ≥ 0.
        assert_eq!(class(&forward.a_4), usize::from(forward.z_4[0] >= 0.0));
    }
    // If a threshold switched the hidden units, the cost would not change with their weights, and they could not learn.
    let (theta_1, theta_2) = ([[0.1, 0.4, -0.6], [-0.2, 0.3, 0.5]], [[0.3, -0.7, 0.2], [0.1, 0.6, 0.9]]);
    let (theta_1, theta_2, theta_3) = (theta_1.into(), theta_2.into(), [[-0.4, 0.8, -0.5]].into());
    let graded = Net { theta_1, theta_2, theta_3 };
    let Net { theta_1, theta_2, theta_3 } = graded.clone();
    let switched = Switches { theta_1, theta_2, theta_3 };
    let slopes = |theta_1: Matrix, theta_2: Matrix| [theta_1[0], theta_1[1], theta_2[0], theta_2[1]].concat();
    let slope = numeric_gradient(&graded, &samples(), 0.0, 1e-6);
    assert!(slopes(slope.theta_1, slope.theta_2).iter().all(|&slope| slope != 0.0));
    let slope = numeric_gradient(&switched, &samples(), 0.0, 1e-6);
    assert!(slopes(slope.theta_1, slope.theta_2).iter().all(|&slope| slope == 0.0));
}

type Matrix = Theta<f64, 2, 3>;

#[test]
fn e4_a_step_for_all_examples_and_a_step_for_each_end_at_different_weights() {
    let run = errata::run().unwrap();
    let same = run.batch.theta_2[0].iter().zip(&run.stochastic.theta_2[0]).filter(|(a, b)| a == b);
    assert_eq!(same.count(), 0);
    // For one example, both are the same algorithm.
    let one = Samples::new([[1.0, 0.5]], [[1.0]]).unwrap();
    let (mut batch, mut stochastic) = (Net::random(1), Net::random(1));
    backprop::batch_descent(&mut batch, &one, 0.5, 0.1, 10).unwrap();
    backprop::stochastic_descent(&mut stochastic, &one, 0.5, 0.1, 10).unwrap();
    let mut pairs = batch.theta_2[0].iter().zip(&stochastic.theta_2[0]);
    assert!(pairs.all(|(batch, stochastic)| (batch - stochastic).abs() < 1e-14));
    let mut pairs = batch.theta_1.iter().flatten().zip(stochastic.theta_1.iter().flatten());
    assert!(pairs.all(|(batch, stochastic)| (batch - stochastic).abs() < 1e-14));
}

#[test]
fn e5_the_penalty_is_divided_by_m_as_in_j() {
    let errata::Penalty { right, wrong, measured } = errata::run().unwrap().penalty;
    assert!((right - measured).abs() < 1e-8, "{right}, measured {measured}");
    assert!((wrong - measured).abs() > 0.5, "{wrong}, measured {measured}");

    // The mistake changes every weight except the biases, which are not penalized.
    assert!(mistakes::RIGHT.gradient_check().agrees());
    assert_eq!(picture("lambda_not_divided"), ["○●●●\n○●●●\n○●●●"; 2]);

    // The wrong gradient belongs to another J, with a λ that is m times as large.
    let net = Net::random(1);
    let (delta, other) = (net.accumulated(&samples()).theta_2, net.gradient(&samples(), 3.0 * 0.4).theta_2);
    for i in 0..2 {
        let as_printed = delta[i][1] / 3.0 + 0.4 * net.theta_2[i][1];
        assert!((other[i][1] - as_printed).abs() < 1e-15);
    }
}

#[test]
fn e6_delta_is_m_times_a_gradient_and_has_the_shape_of_theta() {
    let net = Net::random(1);
    let (accumulated, gradient) = (net.accumulated(&samples()), net.gradient(&samples(), 0.0));
    for ((delta, d), theta) in accumulated.thetas().iter().zip(gradient.thetas()).zip(net.thetas()) {
        assert_eq!(delta.dim(), theta.dim());
        assert!(delta.iter().zip(&d).all(|(delta, d)| (delta - 3.0 * d).abs() < 1e-15));
    }
    // Errors are different from Δ: there is one for each example and unit, and their sum over the examples is the bias
    // column of Δ.
    let trace = net.trace(&samples(), 0.0);
    let errors: Vec<[f64; 2]> = trace.deltas.iter().map(|deltas| deltas.delta_2).collect();
    assert_ne!((errors.len(), errors[0].len()), accumulated.thetas()[0].dim());
    for (i, row) in accumulated.theta_1.iter().enumerate() {
        assert!((row[0] - errors.iter().map(|delta| delta[i]).sum::<f64>()).abs() < 1e-15);
    }
}

#[test]
fn e7_theta_zero_is_a_parameter_and_costs_nothing() {
    // n features give n + 1 parameters.
    let questions = errata::Questions { theta_1: [[5.0, 0.0, 0.0], [-2.0, 0.0, 0.0], [1.0, 0.0, 0.0]].into() };
    assert_eq!(questions.thetas()[0].dim(), (3, 2 + 1));
    let samples = Samples::from_classes([[0.3, 0.7], [1.0, -1.0]], &[0, 2]).unwrap();
    assert_eq!(questions.cost(&samples, 10.0), questions.cost(&samples, 0.0), "biases are not penalized");

    let mut weighted = questions.clone();
    weighted.theta_1[1][2] = 0.5;
    let penalty = weighted.cost(&samples, 10.0) - weighted.cost(&samples, 0.0);
    assert!((penalty - 10.0 / 4.0 * 0.25).abs() < 1e-14, "{penalty}");
    // If all parameters were penalized, the gradient would not be that of J, and every bias would show it.
    assert_eq!(picture("bias_penalized"), ["●○○○\n●○○○\n●○○○"; 2]);
}

#[test]
fn e8_the_matrices_of_a_network_are_ragged() {
    let network = four_layers::run().gradient;
    let shapes: Vec<_> = network.thetas().iter().map(|theta| theta.dim()).collect();
    assert_eq!(shapes, [(5, 3 + 1), (5, 5 + 1), (4, 5 + 1)]);
    // The matrices would fill a cuboid only if all layers had the same size.
    assert!(shapes.iter().any(|&shape| shape != shapes[0]));
}

#[test]
fn e9_the_output_layer_is_the_one_without_theta() {
    let trace = four_layers::run();
    let thetas = trace.gradient.thetas();
    let values = trace.forward[0].layers();
    let layers = values.last().unwrap().layer;
    assert_eq!((layers, thetas.len()), (4, 3), "L − 1 matrices");
    // The input layer has a matrix, whose columns are the bias and x. The last matrix leads to the output, and no
    // matrix starts there.
    assert_eq!(thetas[0].ncols(), 1 + trace.forward[0].a_1.len());
    assert_eq!(thetas[2].nrows(), trace.forward[0].a_4.len());
}

#[test]
fn e10_forward_propagation_leaves_the_weights_unchanged() {
    let net = Net::random(1);
    let passes: Vec<_> = samples().x().iter().map(|x| net.forward(x)).collect();
    assert_eq!(net, Net::random(1), "the weights have not changed");
    assert_ne!(passes[0].a_4, passes[1].a_4, "the passes compute activations, which differ between examples");
    let mut trained = net.clone();
    descend(&mut trained, &net.gradient(&samples(), 0.0), 0.1);
    assert_ne!(trained, net, "only a step along the gradient changes the weights");
}

#[test]
fn e11_k_logistic_costs_ask_k_questions_and_a_softmax_asks_one() {
    let run = errata::run().unwrap();
    let sum = |iris: &errata::Iris| iris.output.iter().sum::<f64>();
    assert!((sum(&run.classes) - 1.0).abs() < 1e-15, "the outputs of a softmax are probabilities of exclusive classes");
    assert!((sum(&run.questions) - 1.0).abs() > 0.3, "independent sigmoid outputs do not sum to 1");

    // The terms with 1 − y: a logistic output pays for each class that it wrongly affirms.
    let logistic = |z: [f64; 3]| <CrossEntropy as Cost<Sigmoid>>::cost(&z, &Sigmoid::activate(&z), &[1.0, 0.0, 0.0]);
    let softmax = |z: [f64; 3]| <CrossEntropy as Cost<Softmax>>::cost(&z, &Softmax::activate(&z), &[1.0, 0.0, 0.0]);
    assert!(logistic([9.0, 5.0, 5.0]) > 10.0 && softmax([9.0, 5.0, 5.0]) < 0.04);
    assert!(
        (softmax([9.0, 5.0, 5.0]) - softmax([0.0, -4.0, -4.0])).abs() < 1e-15,
        "a softmax depends only on differences of z"
    );
    // A single output has two classes: h and 1 − h are a softmax over z and 0.
    let [h, rest] = Softmax::activate(&[1.3, 0.0]);
    assert!((h - Sigmoid::g(1.3)).abs() < 1e-15 && (rest - (1.0 - h)).abs() < 1e-15);
}

/// Returns where the gradient check finds that D is wrong, with one of the classic mistakes.
fn picture(key: &str) -> [String; 2] {
    let mistake = mistakes::MISTAKES.iter().find(|mistake| mistake.key == key).unwrap();
    mistakes::picture(&mistake.equations.gradient_check())
}

/// Returns the number that was published under this name, with the digits of its source.
fn published(id: &str, what: &str) -> String {
    let examples: Value = serde_json::from_str(include_str!("../data/worked_examples.json")).unwrap();
    let example = examples["examples"].as_array().unwrap().iter().find(|example| example["id"] == id).unwrap();
    let entries = example["published"].as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["what"].as_str().unwrap().starts_with(what)).unwrap();
    entry["published"].as_str().unwrap().to_owned()
}

#[test]
fn a_trainer_can_make_the_slip_of_updating_layer_by_layer() {
    let [(1, after_1), (10_000, after_10_000)] = errata::run().unwrap().mazur.costs[..] else { panic!() };
    let samples = Samples::new([[0.05, 0.10]], [[0.01, 0.99]]).unwrap();
    let costs = |updates| {
        let mut mazur = errata::Mazur {
            theta_1: [[0.35, 0.15, 0.20], [0.35, 0.25, 0.30]].into(),
            theta_2: [[0.60, 0.40, 0.45], [0.60, 0.50, 0.55]].into(),
        };
        let trainer = Trainer::new(0.5).biases(Biases::Fixed).updates(updates).epochs(10_000);
        let state = trainer.train(&mut mazur, &samples).unwrap();
        [state.costs()[0], state.costs()[9_999]]
    };
    for (cost, slip) in costs(Updates::LayerByLayer).into_iter().zip([after_1, after_10_000]) {
        assert!((cost - slip).abs() < 1e-13, "{cost}, expected {slip}");
    }
    assert_eq!(costs(Updates::AtOnce).map(|cost| format!("{cost:.9}")), ["0.291027774", "0.000035102"]);
}

#[test]
fn the_slips_of_published_examples_come_out_digit_by_digit() {
    let run = errata::run().unwrap();
    let [(1, after_1), (10_000, after_10_000)] = run.mazur.costs[..] else { panic!("{:?}", run.mazur.costs) };
    assert_eq!(format!("{after_1:.9}"), published("mazur", "E after one update"));
    assert_eq!(format!("{after_10_000:.9}"), published("mazur", "E after 10000 updates (biases fixed), older"));
    assert_ne!(format!("{after_10_000:.10}"), published("mazur", "E after 10000 updates (biases fixed), newer"));
    assert_eq!(
        format!("{:.9}", run.mazur.output[0]),
        published("mazur", "outputs after 10000 updates (biases fixed)[0]")
    );
    assert_eq!(
        format!("{:.9}", run.mazur.output[1]),
        published("mazur", "outputs after 10000 updates (biases fixed)[1]")
    );

    assert_eq!(format!("{:.3}", run.data_mining.right), published("data_mining_3_2_1", "out of unit 6"));
    assert_ne!(format!("{:.3}", run.data_mining.wrong), published("data_mining_3_2_1", "out of unit 6"));
    for (k, delta) in run.forum_delta.iter().enumerate() {
        let what = format!("d3 (row-major, 3x4)[{k}]");
        assert_eq!(format!("{delta:.6}"), published("forum_ex4_lambda0", &what));
    }
}
