//! The chapter on the error of the output.

use super::recorded;

/// > In the product the two cancel, and the error approaches $-1$.
#[test]
fn far_on_the_wrong_side_the_two_slopes_cancel() {
    let run = recorded("one_output");
    for row in 2..5 {
        let number = |name: &str| run.number(&format!("wrong_side/{row}/{name}"));
        let product = number("cross_entropy/along_a") * number("g_prime");
        assert!((product - number("cross_entropy/delta")).abs() < 1e-9, "row {row}");
        assert!(product < -0.98, "row {row}");
    }
}

/// > Cross-entropy gives it the error -0.999994, the squared error only -0.000006.
#[test]
fn the_squared_error_gives_a_saturated_output_almost_no_error() {
    let run = recorded("one_output");
    let ratio = run.number("wrong_side/4/cross_entropy/delta") / run.number("wrong_side/4/squared_error/delta");
    assert!(ratio > 100_000.0, "{ratio}");
}

/// > At a $z$ of $-8$, the one is almost 3000 times the other.
#[test]
fn at_minus_8_the_errors_differ_almost_3000_times() {
    let run = recorded("one_output");
    let ratio = run.number("wrong_side/3/cross_entropy/delta") / run.number("wrong_side/3/squared_error/delta");
    assert!((2950.0..3000.0).contains(&ratio), "{ratio}");
}

/// > If we raise $z_1^{(4)}$ by 0.01, the cost changes by -0.005866. The quotient is -0.5866, and the error is
/// > -0.5878.
#[test]
fn a_push_of_the_output_moves_the_cost_as_its_error_says() {
    let run = recorded("by_hand");
    let (measured, delta) = (run.number("pushes/z_4_1/ratio"), run.number("pushes/z_4_1/delta"));
    assert!((measured / delta - 1.0).abs() < 0.01, "{measured} and {delta}");
}

/// > If you do, the cost climbs: on the four cases of exclusive or (the answer is 1 if exactly one of two inputs is
/// > 1), it goes from 0.95 to 62 in 100 steps.
#[test]
fn with_y_minus_a_the_cost_rises() {
    let costs = recorded("errata").numbers("y_minus_a", Some("cost"));
    assert!(costs.is_sorted_by(|before, after| before < after), "{costs:?}");
}
