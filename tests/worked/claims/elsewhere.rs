//! The chapter on formulas elsewhere.

use super::recorded;

/// > Within 100 steps on exclusive or, $J$ falls from 0.9485 to 0.4170 with $a - y$, and rises to 62.0 with $y - a$.
#[test]
fn one_sign_goes_down_and_the_other_up() {
    let errata = recorded("errata");
    let costs = |descent| errata.numbers(descent, Some("cost"));
    assert!(costs("a_minus_y").is_sorted_by(|before, after| before > after));
    assert!(costs("y_minus_a").is_sorted_by(|before, after| before < after));
}

/// > In the 2-2-2-1 network with sigmoid units, the formula for $\delta_1^{(2)}$ gives 0.5055; the correct value is
/// > 0.0291.
#[test]
fn without_g_prime_hidden_errors_are_too_large() {
    let intuition = recorded("intuition");
    let formula = intuition.number("sigmoid_formulas/2");
    let error = intuition.number("sigmoid/deltas/0/delta_2/0");
    // Two factors are left out, and each is at most a quarter.
    assert!(formula.abs() >= 16.0 * error.abs());
}

/// > For example, the first hidden layer of the 2-2-2-1 network passes on (0.5498, 0.5866) and not ones and zeros.
#[test]
fn hidden_units_pass_on_graded_values() {
    let activations = recorded("intuition").numbers("sigmoid/forward/0/a_2", None);
    assert!(activations.iter().all(|a| (0.1..0.9).contains(a)));
}

/// > From the same start, after four steps of each with the learning rate 0.5, the weights $\Theta^{(2)}$ of
/// > exclusive or are $$ (0.210, 0.779, -0.865, -0.663, -0.651) \quad \text{by batch gradient descent and} \quad
/// > (0.167, 0.779, -0.519, -0.547, -0.388) $$ by stochastic gradient descent.
#[test]
fn batch_and_stochastic_descent_end_at_different_weights() {
    let errata = recorded("errata");
    let [batch, stochastic] =
        ["batch", "stochastic"].map(|descent| errata.numbers(&format!("{descent}/theta_2/0"), None));
    assert!(batch.iter().zip(&stochastic).any(|(batch, stochastic)| (batch - stochastic).abs() > 0.1));
}

/// > Along one weight of exclusive or, with a $\lambda$ of 1, it is 0.47022. The formula with $\lambda$ inside of the
/// > parentheses gives 0.47022, the quoted one 1.26276.
#[test]
fn the_measured_slope_decides_about_the_penalty() {
    let errata = recorded("errata");
    let [right, wrong, measured] = ["right", "wrong", "measured"].map(|name| errata.number(&format!("penalty/{name}")));
    assert!((right - measured).abs() < 1e-5 && (wrong - measured).abs() > 0.5);
}

/// > For choosing a class they are equally good here: each is right on 96.7 % of the irises.
#[test]
fn only_softmax_outputs_add_up_to_one() {
    let errata = recorded("errata");
    assert!((errata.number("classes/sum") - 1.0).abs() < 1e-11);
    assert!((errata.number("questions/sum") - 1.0).abs() > 0.1);
    assert_eq!(errata.number("classes/accuracy"), errata.number("questions/accuracy"));
}

/// > Ten published examples were computed again, independently of this crate, and `tests/data/worked_examples.json`
/// > has all of their numbers, each with the one that its source printed.
#[test]
fn ten_published_examples_are_recorded() {
    let examples: serde_json::Value = serde_json::from_str(include_str!("../../data/worked_examples.json")).unwrap();
    assert_eq!(examples["examples"].as_array().unwrap().len(), 10);
}

/// > After one update it gives 0.291027924, and with all errors formed from the old weights the cost is 0.291027774.
/// > The printed number is what a program computes that updates the weights of the output first, and then forms the
/// > hidden errors with the new ones.
///
/// > The page derives every error from the old weights, but the numbers that it prints appear if the output's weights
/// > are updated first, and the hidden errors are then formed with the new ones: `.updates(Updates::LayerByLayer)`.
#[test]
fn the_slip_reproduces_what_mazur_printed() {
    let errata = recorded("errata");
    assert_eq!(format!("{:.9}", errata.number("mazur/costs/0/cost")), "0.291027924");
    assert_eq!(format!("{:.9}", errata.number("mazur/costs/1/cost")), "0.000035085");
    let output = errata.numbers("mazur/output", None);
    let printed: Vec<String> = output.iter().map(|h| format!("{h:.9}")).collect();
    assert_eq!(printed, ["0.015912196", "0.984065734"]);
    let right = recorded("mazur").number("fixed_biases/costs/1/cost");
    assert_ne!(format!("{right:.9}"), "0.291027924");
}

/// > But the printed number is also, to its last digit, the cost after 9999 updates with all errors from the old
/// > weights, so it may just as well be the result of another run.
#[test]
fn the_newer_number_fits_a_descent_from_the_old_weights() {
    use backprop::training::trainer::Biases;
    use backprop::{Samples, Trainer};
    let samples = Samples::new([[0.05, 0.10]], [[0.01, 0.99]]).unwrap();
    let mut mazur = worked::errata::Mazur {
        theta_1: [[0.35, 0.15, 0.20], [0.35, 0.25, 0.30]].into(),
        theta_2: [[0.60, 0.40, 0.45], [0.60, 0.50, 0.55]].into(),
    };
    let state = Trainer::new(0.5).biases(Biases::Fixed).epochs(10_000).train(&mut mazur, &samples).unwrap();
    let after = |updates: usize| format!("{:.10}", state.costs()[updates - 1]);
    assert_eq!(after(9999), "0.0000351085");
    assert_ne!(after(10_000), "0.0000351085");
}

/// > So the weights of the output end at $$ ((0.1245, 0.1135)) \quad \text{and not at} \quad ((0.0936, 0.0965)) $$
/// > where a step without momentum would have taken them.
#[test]
fn momentum_continues_the_first_step() {
    let momentum = recorded("momentum");
    let weights = |when: &str| momentum.numbers(&format!("{when}/theta_2/0"), None);
    let (first, with, without) = (weights("after_first"), weights("after_second"), weights("without_momentum"));
    for ((first, with), without) in first.iter().zip(with).zip(without) {
        assert!(without < *first, "the second example pulls the output down");
        assert!((with - without - 0.9 * (first - 0.1)).abs() < 1e-10, "nine tenths of the first step are added");
    }
}
