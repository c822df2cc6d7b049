//! The chapter on going backwards.

use super::recorded;

const UNITS: [&str; 5] = ["z_2_1", "z_2_2", "z_3_1", "z_3_2", "z_4_1"];

/// > All five agree to within three thousandths of their size.
#[test]
fn each_push_moves_the_cost_as_the_error_says() {
    let run = recorded("by_hand");
    for unit in UNITS {
        let (measured, delta) =
            (run.number(&format!("pushes/{unit}/ratio")), run.number(&format!("pushes/{unit}/delta")));
        assert!((measured / delta - 1.0).abs() < 0.003, "{unit}: {measured} and {delta}");
    }
}

/// > To the right, the push travels to the cost in three steps.
#[test]
fn a_push_moves_nothing_before_or_next_to_the_unit() {
    let run = recorded("by_hand");
    assert_eq!(run.numbers("pushes/z_3_1/a_2", None), [0.0, 0.0]);
    assert_eq!(run.numbers("pushes/z_3_1/a_3", None)[1], 0.0);
    assert_eq!(run.numbers("pushes/z_2_1/a_2", None)[1], 0.0);
}

/// > Read each product from left to right along its path: out of the unit by $g'$, over a weight, through the next
/// > unit by its $g'$, over the next weight, and finally from the output to the cost.
#[test]
fn the_two_paths_add_up_to_the_error() {
    let (by_hand, intuition) = (recorded("by_hand"), recorded("intuition"));
    let sum: f64 = by_hand.numbers("paths", None).iter().sum();
    let delta = intuition.number("sigmoid/deltas/0/delta_2/0");
    assert!((sum / delta - 1.0).abs() < 1e-9, "{sum} and {delta}");
}

/// > For example, raise $\Theta_{11}^{(2)}$ until it is about 0.33.
#[test]
fn with_another_weight_the_two_paths_cancel() {
    let delta = |weight: f64| {
        let mut network = worked::intuition::sigmoid();
        network.theta_2[0][1] = weight;
        let [delta, _] = network.trace(&worked::intuition::samples(), 0.0).deltas[0].delta_2;
        delta
    };
    assert!(delta(0.33).abs() < 1e-4 && delta(0.325) > 0.0 && delta(0.335) < 0.0);
}

/// > The output is then -0.4835, and its error is $\delta_1^{(4)} = -1.4835$. From it the three formulas give
/// > -1.18680, 0.74175 and 1.27581, and these are exactly the errors that the full backward pass computes.
#[test]
fn identity_units_obey_the_formulas_without_g_prime() {
    let run = recorded("intuition");
    let deltas = ["delta_3/0", "delta_3/1", "delta_2/0"].map(|unit| run.number(&format!("linear/deltas/0/{unit}")));
    assert_eq!(run.numbers("linear_formulas", None), deltas);
}

/// > In layer 2 two of them are missing on each path, and the value is about 17 times too large.
#[test]
fn sigmoid_units_are_off_by_4_5_and_17() {
    let run = recorded("intuition");
    let formulas = run.numbers("sigmoid_formulas", None);
    let deltas = ["delta_3/0", "delta_3/1", "delta_2/0"].map(|unit| run.number(&format!("sigmoid/deltas/0/{unit}")));
    let factors: Vec<f64> = formulas.iter().zip(deltas).map(|(formula, delta)| (formula / delta).round()).collect();
    assert_eq!(factors, [4.0, 5.0, 17.0]);
}

/// > The largest error in layer 4 is -0.5878, in layer 3 -0.1175, in layer 2 0.0291. Each is less than a quarter of
/// > the one before.
#[test]
fn the_last_error_is_the_largest_and_the_first_the_smallest() {
    let run = recorded("intuition");
    let largest = |layer: usize| {
        let deltas = run.numbers(&format!("sigmoid/deltas/0/delta_{layer}"), None);
        deltas.iter().fold(0.0, |most: f64, delta| most.max(delta.abs()))
    };
    assert!(largest(4) > 4.0 * largest(3) && largest(3) > 4.0 * largest(2));
}

/// > With sigmoid units it is more than 400,000 times smaller.
#[test]
fn through_eight_layers_only_the_errors_of_sigmoid_units_vanish() {
    let run = recorded("deep");
    let ratio = |units| {
        let errors = run.numbers("layers", Some(units));
        errors[errors.len() - 1] / errors[0]
    };
    assert!(ratio("sigmoid_units") > 400_000.0, "{}", ratio("sigmoid_units"));
    assert!((3.0..4.0).contains(&ratio("identity_units")), "{}", ratio("identity_units"));
}

/// > The errors take only 1050, because the backward pass does not use $\Theta^{(1)}$, where nearly all of the
/// > weights are. It subtracts once for each output, multiplies and adds once for each of the 300 weights between
/// > hidden units and outputs, and for each unit it computes $g'$ (10 operations, as in the last chapter) and
/// > multiplies by it: $ 10 + 2 \cdot 300 + (10 + 1) \cdot 40 = 1050 $
#[test]
fn the_errors_of_a_wide_network_cost_far_less_than_its_forward_pass() {
    let run = recorded("readings");
    let operations = |pass| run.number(&format!("operations/784-30-10/{pass}"));
    assert!(operations("forward") > 40.0 * operations("backward"));
}

/// > The errors of layer 2 are then (0.023279, -0.004245) instead of (0.029110, 0.007155).
#[test]
fn a_matrix_that_is_not_transposed_gives_other_errors_without_a_message() {
    let (by_hand, intuition) = (recorded("by_hand"), recorded("intuition"));
    let wrong = by_hand.numbers("not_transposed", None);
    let right = intuition.numbers("sigmoid/deltas/0/delta_2", None);
    assert!(
        wrong.iter().zip(&right).all(|(wrong, right)| (wrong / right - 1.0).abs() > 0.1),
        "{wrong:?} and {right:?}"
    );
}
