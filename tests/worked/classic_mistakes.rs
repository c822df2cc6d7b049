//! The classic mistakes in backpropagation, each made on purpose: which check finds it, and which number is the first
//! to be wrong.
//!
//! **Invariant**: no check reports a mistake in a run without one.

use crate::near::assert_near;
use backprop::{Samples, batch_descent, gradient_check, numeric_gradient};
use std::collections::BTreeSet;
use worked::mistakes::Witness::{self, Accuracy, CostOfZeros, GradientCheck, Step, Twins};
use worked::mistakes::{Equations, LAMBDA, MISTAKES, Mistake, RATE, RIGHT, first_difference, numbers, picture};

const WITNESSES: [Witness; 5] = [GradientCheck, CostOfZeros, Step, Twins, Accuracy];

// Where D is wrong within a matrix.
const NOWHERE: &str = "○○○○\n○○○○\n○○○○";
const EVERYWHERE: &str = "●●●●\n●●●●\n●●●●";
const BIASES: &str = "●○○○\n●○○○\n●○○○";
const WEIGHTS: &str = "○●●●\n○●●●\n○●●●";
const OFF_DIAGONAL: &str = "●○●●\n●●○●\n●●●○";
const LOST_OUTPUTS: &str = "○○○○\n●●●●\n●●●●";

/// The mistake, the check that finds it, where D is wrong in each layer, and the first wrong number, as it is and as it
/// should be.
type Row = (&'static str, Witness, [&'static str; 2], &'static str, f64, f64);

const EXPECTED: [Row; 19] = [
    ("bias_forgotten", GradientCheck, [BIASES, BIASES], "z₁⁽²⁾ of example 1", -0.002764, 0.081383),
    ("one_output_in_the_cost", GradientCheck, [EVERYWHERE, LOST_OUTPUTS], "J", 0.71845, 2.108613),
    ("sign_of_delta", GradientCheck, [EVERYWHERE, EVERYWHERE], "δ₁⁽³⁾ of example 1", -0.512917, 0.512917),
    ("g_prime_at_the_output", GradientCheck, [EVERYWHERE, EVERYWHERE], "δ₁⁽³⁾ of example 1", 0.128144, 0.512917),
    ("g_prime_forgotten", GradientCheck, [EVERYWHERE, NOWHERE], "δ₁⁽²⁾ of example 1", -0.005815, -0.001451),
    ("g_prime_at_a", GradientCheck, [EVERYWHERE, NOWHERE], "δ₁⁽²⁾ of example 1", -0.00136, -0.001451),
    ("theta_not_transposed", GradientCheck, [EVERYWHERE, NOWHERE], "δ₁⁽²⁾ of example 1", -0.024482, -0.001451),
    ("bias_row_kept", GradientCheck, [EVERYWHERE, NOWHERE], "δ₁⁽²⁾ of example 1", 0.001421, -0.001451),
    ("outer_product_turned", GradientCheck, [OFF_DIAGONAL, OFF_DIAGONAL], "Δ₁₀⁽¹⁾", 0.017616, -0.046214),
    ("next_layer", GradientCheck, [WEIGHTS, WEIGHTS], "Δ₁₁⁽¹⁾", -0.024086, -0.000013),
    ("delta_overwritten", GradientCheck, [EVERYWHERE, EVERYWHERE], "Δ₁₀⁽¹⁾", -0.018409, -0.046214),
    ("bias_penalized", GradientCheck, [BIASES, BIASES], "D₁₀⁽¹⁾", 0.007587, -0.009243),
    ("lambda_not_divided", GradientCheck, [WEIGHTS, WEIGHTS], "D₁₁⁽¹⁾", -0.075683, -0.015139),
    ("delta_divided_twice", GradientCheck, [EVERYWHERE, EVERYWHERE], "D₁₀⁽¹⁾", -0.001849, -0.009243),
    ("mean_forgotten", GradientCheck, [EVERYWHERE, EVERYWHERE], "D₁₀⁽¹⁾", -0.046214, -0.009243),
    ("one_output_everywhere", CostOfZeros, [NOWHERE, NOWHERE], "δ₂⁽³⁾ of example 1", 0.0, -0.489419),
    ("theta_updated_first", Step, [NOWHERE, NOWHERE], "δ₁⁽²⁾ of example 1", -0.011412, -0.001451),
    ("zero_start", Twins, [NOWHERE, NOWHERE], "Θ₁₀⁽¹⁾", 0.0, 0.084147),
    ("labels_shifted", Accuracy, [NOWHERE, NOWHERE], "y₁ of example 1", 1.0, 0.0),
];

/// Returns `true` if a run with these equations gives a wrong number that `witness` finds.
fn is_seen_by(witness: Witness, equations: &Equations) -> bool {
    (witness.found(equations) - witness.expected()).abs() > 1e-9
}

fn named(key: &str) -> &'static Mistake {
    MISTAKES.iter().find(|mistake| mistake.key == key).unwrap()
}

#[test]
fn without_a_mistake_every_number_is_the_crates() {
    let (network, samples) = (RIGHT.network(), RIGHT.samples());
    let (pass, trace) = (RIGHT.pass(&network, &samples, LAMBDA, RATE), network.trace(&samples, LAMBDA));
    assert_eq!((&pass.forward, &pass.deltas, &pass.accumulated), (&trace.forward, &trace.deltas, &trace.accumulated));
    // J, D and the values that follow from them may be rounded differently.
    assert!((pass.cost - trace.cost).abs() < 1e-14);
    assert_near(&pass.gradient, &trace.gradient, 1e-15);
    let check = gradient_check(&network, &samples, LAMBDA);
    for (by_hand, entry) in RIGHT.gradient_check().entries.iter().zip(&check.entries) {
        assert!((by_hand.relative_difference - entry.relative_difference).abs() < 1e-8, "{by_hand}, expected {entry}");
    }
    let slopes = RIGHT.numeric_gradient(&network, &samples, 1e-4);
    assert_near(&slopes, &numeric_gradient(&network, &samples, LAMBDA, 1e-4), 1e-10);

    let mut trained = network;
    batch_descent(&mut trained, &samples, 0.0, RATE, 10).unwrap();
    assert_near(&RIGHT.trained(10), &trained, 1e-14);
}

#[test]
fn without_a_mistake_nothing_is_seen() {
    for witness in WITNESSES {
        assert!(!is_seen_by(witness, &RIGHT), "{witness}: {}", witness.found(&RIGHT));
    }
    assert_eq!(picture(&RIGHT.gradient_check()), [NOWHERE; 2]);
    assert_eq!(first_difference(&numbers(&RIGHT), &numbers(&RIGHT)), None);
}

#[test]
fn every_mistake_has_a_name_and_an_equation_of_its_own() {
    let distinct = |what: fn(&Mistake) -> &str| MISTAKES.iter().map(what).collect::<BTreeSet<_>>().len();
    assert!(MISTAKES.len() >= 15);
    assert_eq!(distinct(|mistake| mistake.key), MISTAKES.len());
    assert_eq!(distinct(|mistake| mistake.name), MISTAKES.len());
    assert_eq!(distinct(|mistake| mistake.wrong), MISTAKES.len());
    assert!(MISTAKES.iter().all(|mistake| mistake.right != mistake.wrong));
}

#[test]
fn every_mistake_is_seen_and_the_first_wrong_number_says_where_it_is() {
    assert_eq!(MISTAKES.map(|mistake| mistake.key), EXPECTED.map(|(key, ..)| key));
    for (mistake, (key, witness, off, first, wrong, right)) in MISTAKES.iter().zip(EXPECTED) {
        assert_eq!(mistake.witness, witness, "{key}");
        assert!(is_seen_by(witness, &mistake.equations), "{key}: {witness} does not find it");
        assert_eq!(picture(&mistake.equations.gradient_check()), off, "{key}");

        let difference = first_difference(&numbers(&RIGHT), &numbers(&mistake.equations)).unwrap();
        assert_eq!(difference.name.to_string(), first, "{key}");
        let is_near = |value: f64, expected: f64| (value - expected).abs() <= 5e-7;
        assert!(is_near(difference.wrong, wrong) && is_near(difference.right, right), "{key}: {difference}");
    }
}

#[test]
fn the_gradient_check_sees_a_gradient_that_does_not_belong_to_its_cost_and_nothing_else() {
    for mistake in &MISTAKES {
        let check = mistake.equations.gradient_check();
        assert_eq!(check.agrees(), mistake.witness != GradientCheck, "{}: {check}", mistake.key);
    }
    let blind = MISTAKES.iter().filter(|mistake| mistake.witness != GradientCheck).map(|mistake| mistake.key);
    let expected = ["one_output_everywhere", "theta_updated_first", "zero_start", "labels_shifted"];
    assert!(blind.eq(expected));
}

#[test]
fn the_biases_show_the_factor_by_which_the_errors_are_wrong() {
    // g′ is 1/4 at 0, and all z are small; computed at a ≈ 1/2 instead of z, it is 0.235.
    let factors = [
        ("sign_of_delta", [-1.0, -1.0], 1e-12),
        ("g_prime_at_the_output", [0.25, 0.25], 0.01),
        ("g_prime_forgotten", [4.0, 1.0], 0.01),
        ("g_prime_at_a", [0.94, 1.0], 0.01),
        ("delta_divided_twice", [1.0 / 5.0, 1.0 / 5.0], 1e-12),
        ("mean_forgotten", [5.0, 5.0], 1e-12),
    ];
    for (key, factors, tolerance) in factors {
        let (right, wrong) = (RIGHT.gradient_check(), named(key).equations.gradient_check());
        for (right, wrong) in right.entries.iter().zip(&wrong.entries).filter(|(entry, _)| entry.column == 0) {
            let factor = wrong.analytic / right.analytic;
            assert!((factor / factors[wrong.layer - 1] - 1.0).abs() < tolerance, "{key}: {factor} times in {wrong}");
        }
    }
}

#[test]
fn without_a_penalty_its_mistakes_pass_and_without_a_second_example_that_of_the_sum() {
    let (network, samples) = (RIGHT.network(), RIGHT.samples());
    let alone = samples.singles().next().unwrap();
    let passes = |samples, lambda| {
        let gradient = |equations: &Equations| equations.pass(&network, samples, lambda, 0.0).gradient;
        let is_right = |mistake: &&Mistake| gradient(&mistake.equations) == gradient(&RIGHT);
        let seen = MISTAKES.iter().filter(|mistake| mistake.witness == GradientCheck && mistake.key != ONLY_IN_J);
        seen.filter(is_right).map(|mistake| mistake.key).collect::<Vec<_>>()
    };
    assert_eq!(passes(&samples, LAMBDA), [""; 0]);
    assert_eq!(passes(&samples, 0.0), ["bias_penalized", "lambda_not_divided"]);
    // With m = 1, a missing division by m makes no difference either.
    let of_one = ["delta_overwritten", "lambda_not_divided", "delta_divided_twice", "mean_forgotten"];
    assert_eq!(passes(&alone, LAMBDA), of_one);
}

/// The only mistake that does not change D.
const ONLY_IN_J: &str = "one_output_in_the_cost";

#[test]
fn a_cost_that_never_meets_the_biases_has_no_slope_along_them() {
    let check = named("bias_forgotten").equations.gradient_check();
    assert!(check.entries.iter().all(|entry| (entry.measured == 0.0) == (entry.column == 0)), "{check}");
}

#[test]
fn a_wrong_gradient_may_learn_all_the_same() {
    let equations = named("theta_not_transposed").equations;
    assert!(!equations.gradient_check().agrees());
    assert_eq!(Accuracy.found(&equations), 1.0);
}

#[test]
fn zeros_hide_a_forgotten_g_prime() {
    let Equations { hidden_error, .. } = named("g_prime_forgotten").equations;
    let Equations { start, .. } = named("zero_start").equations;
    assert!(!Equations { hidden_error, ..RIGHT }.gradient_check().agrees());
    assert!(Equations { hidden_error, start, ..RIGHT }.gradient_check().agrees());
}

#[test]
fn a_class_that_is_not_there_is_turned_away_at_the_door() {
    // With classes counted from 1, the third class would be a fourth one.
    let counted_from_one = Samples::<_, [f64; 3]>::from_classes([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], &[1, 3]);
    let error = counted_from_one.unwrap_err().to_string();
    assert!(error.contains("class 3"), "{error}");
}
