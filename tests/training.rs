//! Batch and stochastic descent, and what happens when they diverge.

mod near;

use backprop::{
    CrossEntropy, Diverged, Identity, Samples, Sigmoid, SquaredError, Tanh, accuracy, batch_descent, descend, network,
    stochastic_descent,
};
use near::assert_near;

network! {
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
}

fn xor_samples() -> Samples<[f64; 2], [f64; 1]> {
    let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    Samples::from_classes(x, &[0, 1, 1, 0]).unwrap()
}

#[test]
fn batch_descent_takes_one_step_for_all_examples() {
    let (samples, start) = (xor_samples(), Xor::random(7));
    let mut by_hand = start.clone();
    for _ in 0..3 {
        let gradient = by_hand.gradient(&samples, 0.1);
        descend(&mut by_hand, &gradient, 0.5);
    }
    let mut xor = start;
    batch_descent(&mut xor, &samples, 0.1, 0.5, 3).unwrap();
    assert_near(&xor, &by_hand, 1e-14);
}

#[test]
fn stochastic_descent_takes_a_step_after_each_example() {
    let (samples, start) = (xor_samples(), Xor::random(7));
    let mut by_hand = start.clone();
    for _ in 0..3 {
        for (x, y) in samples.iter() {
            let one = Samples::new([*x], [*y]).unwrap();
            let gradient = by_hand.gradient(&one, 0.4 / 4.0);
            descend(&mut by_hand, &gradient, 0.5);
        }
    }
    let mut xor = start;
    stochastic_descent(&mut xor, &samples, 0.4, 0.5, 3).unwrap();
    assert_near(&xor, &by_hand, 1e-14);
}

#[test]
fn batch_and_stochastic_descent_are_two_algorithms() {
    let samples = xor_samples();
    let (mut batch, mut stochastic) = (Xor::random(7), Xor::random(7));
    batch_descent(&mut batch, &samples, 0.0, 0.5, 4).unwrap();
    stochastic_descent(&mut stochastic, &samples, 0.0, 0.5, 1).unwrap();
    assert_ne!(batch, stochastic);
}

#[test]
fn both_learn_exclusive_or() {
    let samples = xor_samples();
    let (mut batch, mut stochastic) = (Xor::random(7), Xor::random(7));
    batch_descent(&mut batch, &samples, 0.0, 0.5, 2000).unwrap();
    stochastic_descent(&mut stochastic, &samples, 0.0, 0.1, 2000).unwrap();
    assert_eq!((accuracy(&batch, &samples), accuracy(&stochastic, &samples)), (1.0, 1.0));
    assert!(batch.cost(&samples, 0.0) < 0.01 && stochastic.cost(&samples, 0.0) < 0.01);
}

#[test]
fn units_that_start_alike_stay_alike() {
    let samples = xor_samples();
    let mut alike = Xor { theta_1: [[0.1, 0.2, 0.3]; 4].into(), theta_2: [[0.1; 5]].into() };
    batch_descent(&mut alike, &samples, 0.0, 0.5, 500).unwrap();
    assert!(alike.theta_1.iter().all(|row| *row == alike.theta_1[0]));
    assert!(accuracy(&alike, &samples) < 1.0, "four equal units are one unit, and one cannot learn it");
}

#[test]
fn a_run_that_diverges_says_where_and_leaves_the_last_good_weights() {
    let samples = Samples::new([[1.0], [2.0]], [[1.0], [2.0]]).unwrap();
    let mut line: Line = Line { theta_1: [[0.5, 0.5]].into() };
    let Diverged { step } = batch_descent(&mut line, &samples, 0.0, 1e3, 10_000).unwrap_err();
    assert!((10..1000).contains(&step), "{step}");
    assert!(line.theta_1.iter().flatten().all(|weight| weight.is_finite()));

    let mut again: Line = Line { theta_1: [[0.5, 0.5]].into() };
    batch_descent(&mut again, &samples, 0.0, 1e3, step).unwrap();
    assert_eq!(again, line);
    assert_eq!(
        Diverged { step }.to_string(),
        format!("training diverged: step {step} leads to a weight that is not finite; try a smaller rate")
    );

    let mut line: Line = Line { theta_1: [[0.5, 0.5]].into() };
    assert!(stochastic_descent(&mut line, &samples, 0.0, 1e3, 10_000).is_err());
    assert!(line.theta_1.iter().flatten().all(|weight| weight.is_finite()));
}

#[test]
fn a_trace_prints_in_the_notation_of_the_book() {
    let samples = Samples::new([[1.0, 0.0]], [[1.0]]).unwrap();
    let xor = Xor { theta_1: [[0.0, 0.5, 0.0]; 4].into(), theta_2: [[0.0; 5]].into() };
    let text = format!("{:.3}", xor.trace(&samples, 0.0));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "example 1");
    assert_eq!(lines[1], "  a⁽¹⁾ = ( 1.000,  0.000)");
    assert_eq!(lines[2], "  z⁽²⁾ = ( 0.500,  0.500,  0.500,  0.500)");
    assert_eq!(lines[6], "  δ⁽³⁾ = (-0.500)");
    assert_eq!(lines[7], "  δ⁽²⁾ = ( 0.000,  0.000,  0.000,  0.000)");
    assert_eq!(lines[8], "Δ⁽¹⁾ = [ 0.000,  0.000,  0.000]");
    assert_eq!(lines[12], "Δ⁽²⁾ = [-0.500, -0.231, -0.231, -0.231, -0.231]");
    assert_eq!(lines[18], "J = 0.693");
}
