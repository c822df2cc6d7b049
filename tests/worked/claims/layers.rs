//! The chapter on layers.

use super::recorded;

const XNOR: [f64; 4] = [1.0, 0.0, 0.0, 1.0];

fn outputs(gate: &str) -> [f64; 4] {
    let gates = recorded("gates");
    [0, 1, 2, 3].map(|row| gates.number(&format!("{gate}/forward/{row}/a_3/0")))
}

/// > Here are the values of all units:
#[test]
fn two_layers_answer_xnor() {
    for (output, expected) in outputs("xnor").into_iter().zip(XNOR) {
        assert!((output - expected).abs() < 1e-4);
    }
}

/// > The two mixed cases, which were at opposite corners of the square, have both come to $(0, 0)$.
#[test]
fn mixed_switches_fall_on_one_spot() {
    let gates = recorded("gates");
    let [spot, other] = [1, 2].map(|row| gates.numbers(&format!("xnor/forward/{row}/a_2"), None));
    assert_eq!(spot, other);
    assert!(spot.iter().all(|a| *a < 1e-4));
}

/// > It is not: now the light is always on.
#[test]
fn soft_gates_are_right_alone_and_wrong_together() {
    let gates = recorded("gates");
    for (unit, expected) in [[0.0, 0.0, 0.0, 1.0], [1.0, 0.0, 0.0, 0.0]].into_iter().enumerate() {
        for (row, expected) in expected.into_iter().enumerate() {
            let a = gates.number(&format!("soft_xnor/forward/{row}/a_2/{unit}"));
            assert!((a - expected).abs() < 0.3, "hidden unit {unit} at row {row}: {a}");
        }
    }
    assert_eq!(outputs("soft_xnor").map(|output| output >= 0.5), [true; 4]);
}
