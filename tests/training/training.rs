//! Batch descent, stochastic descent and mini-batch descent, and their errors when they diverge.

use crate::near::assert_near;
use backprop::readings::dual::Dual64;
use backprop::{
    CrossEntropy, Diverged, Identity, Network, Samples, Sigmoid, SquaredError, Tanh, TrainingError, accuracy,
    batch_descent, descend, minibatch_descent, network, stochastic_descent,
};

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

/// Only floats use the kernels; other numbers use the textbook's code.
#[test]
fn another_kind_of_number_takes_the_same_steps() {
    let (samples, start) = (xor_samples(), Xor::random(7));
    let (dual_samples, dual) = (Xor::map_samples(&samples, Dual64::from_re).unwrap(), Dual64::from_re);
    let (mut of_floats, mut of_duals) = (start.clone(), start.map(dual));
    // With four examples, the last batch has one.
    minibatch_descent(&mut of_floats, &samples, 3, 0.4, 0.5, 3).unwrap();
    minibatch_descent(&mut of_duals, &dual_samples, 3, dual(0.4), dual(0.5), 3).unwrap();
    assert_near(&of_floats, &of_duals.map(|number| number.re), 1e-14);
    stochastic_descent(&mut of_floats, &samples, 0.4, 0.5, 3).unwrap();
    stochastic_descent(&mut of_duals, &dual_samples, dual(0.4), dual(0.5), 3).unwrap();
    batch_descent(&mut of_floats, &samples, 0.4, 0.5, 3).unwrap();
    batch_descent(&mut of_duals, &dual_samples, dual(0.4), dual(0.5), 3).unwrap();
    assert_near(&of_floats, &of_duals.map(|number| number.re), 1e-14);

    let before = of_duals.clone();
    assert!(batch_descent(&mut of_duals, &dual_samples, dual(0.0), dual(f64::INFINITY), 1).is_err());
    assert_eq!(of_duals, before);
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
    assert!(accuracy(&alike, &samples) < 1.0, "four equal units act as one unit, which cannot learn XOR");
}

#[test]
fn a_run_that_diverges_says_where_and_leaves_the_last_good_weights() {
    let samples = Samples::new([[1.0], [2.0]], [[1.0], [2.0]]).unwrap();
    let mut line: Line = Line { theta_1: [[0.5, 0.5]].into() };
    let error = batch_descent(&mut line, &samples, 0.0, 0.8, 10_000).unwrap_err();
    let TrainingError::Diverged(Diverged { epoch: step, .. }) = error else { panic!("{error}") };
    assert!((5..1000).contains(&step), "{step}");
    assert!(line.cost(&samples, 0.0) <= 1000.0 * 1.25, "1.25 is J at weights of 0");

    let mut again: Line = Line { theta_1: [[0.5, 0.5]].into() };
    batch_descent(&mut again, &samples, 0.0, 0.8, step).unwrap();
    assert_eq!(again, line);
    assert_eq!(
        Diverged::new(step, 0).to_string(),
        format!(
            "training diverged: in epoch {step}, batch 0, a step leads to weights or a cost that are not finite; try a \
             smaller rate or λ, scale the inputs and the targets of a regression, or clip the gradient"
        )
    );

    let mut line: Line = Line { theta_1: [[0.5, 0.5]].into() };
    assert!(stochastic_descent(&mut line, &samples, 0.0, 1e3, 10_000).is_err());
    assert!(line.cost(&samples, 0.0).is_finite());
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
    assert_eq!(format!("{:?}", xor.theta_2), "[[0.0, 0.0, 0.0, 0.0, 0.0]]");
}

#[test]
fn a_long_trace_leaves_out_what_is_in_the_middle() {
    network! {
        struct Wide { layers: 9 -> 11 Tanh -> 1 Identity, cost: SquaredError }
        struct Narrow { layers: 9 -> 10 Tanh -> 1 Identity, cost: SquaredError }
    }
    let trace = |m| Wide::zeros().trace(&Samples::new(vec![[0.0; 9]; m], vec![[0.0]; m]).unwrap(), 0.0);
    let (eight, nine) = (format!("{:.1}", trace(8)), format!("{:.1}", trace(9)));
    assert!(eight.contains("example 8\n") && !eight.contains("more"), "{eight}");
    assert!(nine.contains("example 8\n") && nine.contains("\n… and 1 examples more\nΔ⁽¹⁾ = ["), "{nine}");

    let units = |count| vec![" 0.0"; count].join(", ");
    assert!(nine.contains(&format!("  a⁽¹⁾ = ({})\n", units(9))), "{nine}");
    assert!(nine.contains(&format!("  z⁽²⁾ = ({}, … 11 in all)\n", units(8))), "{nine}");
    let row = format!("       [{}]\n", units(10));
    assert!(nine.contains(&format!("Δ⁽¹⁾ = [{}]\n{}       … 11 rows in all\n", units(10), row.repeat(7))), "{nine}");

    let whole = format!("{:#.1}", trace(9));
    assert!(whole.contains("example 9\n") && !whole.contains('…'), "{whole}");
    assert!(whole.contains(&format!("  z⁽²⁾ = ({})\n", units(11))), "{whole}");
    assert!(whole.contains(&format!("Δ⁽¹⁾ = [{}]\n{}Δ⁽²⁾", units(10), row.repeat(10))), "{whole}");

    let narrow = format!("{:.1}", Narrow::zeros().trace(&Samples::new([[0.0; 9]], [[0.0]]).unwrap(), 0.0));
    assert!(narrow.contains(&format!("  z⁽²⁾ = ({})\n", units(10))), "{narrow}");
    assert!(narrow.contains(&format!("Δ⁽¹⁾ = [{}]\n{}Δ⁽²⁾", units(10), row.repeat(9))), "{narrow}");
}
