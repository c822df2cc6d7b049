//! The chapter on one neuron.

use super::recorded;

/// Returns the features of each petal, and the neuron's output for it.
fn petals() -> Vec<([f64; 2], f64)> {
    let run = recorded("logistic");
    (0..100)
        .map(|row| {
            let [length, width] = [0, 1].map(|j| run.number(&format!("trace/forward/{row}/a_1/{j}")));
            ([length, width], run.number(&format!("trace/forward/{row}/a_2/0")))
        })
        .collect()
}

/// Returns the species of a petal: the first fifty are versicolors.
fn species(row: usize) -> usize {
    usize::from(row >= 50)
}

/// > Of the 100 petals, 95 are on the right side of the line. These five are not:
#[test]
fn three_versicolors_and_two_virginicas_are_on_the_wrong_side() {
    let wrong: Vec<usize> = (0..)
        .zip(petals())
        .filter(|(row, (_, h))| usize::from(*h >= 0.5) != species(*row))
        .map(|(row, _)| row)
        .collect();
    let listed: Vec<usize> =
        recorded("logistic").numbers("wrong", Some("index")).into_iter().map(|row| row as usize).collect();
    assert_eq!(wrong, listed);
    assert_eq!(wrong.iter().filter(|row| species(**row) == 0).count(), 3);
    assert_eq!(wrong.iter().filter(|row| species(**row) == 1).count(), 2);
}

/// > Two virginicas of the training set have petals of exactly the same length and width.
#[test]
fn two_virginicas_have_the_measures_of_a_wrong_versicolor() {
    let petals = petals();
    let (wrong, _) = petals[20];
    let alike: Vec<usize> = (0..100).filter(|&row| petals[row].0 == wrong).collect();
    assert_eq!(alike.len(), 3);
    assert_eq!(alike.iter().map(|row| species(*row)).collect::<Vec<_>>(), [0, 1, 1]);
}

/// > Only the virginica with a petal of 4.5 cm is a surprise to it.
#[test]
fn the_wrong_petals_are_uncertain_but_for_one() {
    let sure: Vec<f64> = recorded("logistic").numbers("wrong", Some("h"));
    assert_eq!(sure.iter().filter(|h| !(0.3..=0.7).contains(*h)).count(), 1);
}

/// > Without it, the same steps lead to the weights 5.468 and 6.045, so the penalty has made the weights smaller.
#[test]
fn without_the_penalty_the_weights_grow_larger() {
    let run = recorded("logistic");
    for j in 0..3 {
        let [with, without] =
            ["trained", "without_penalty"].map(|run_of| run.number(&format!("{run_of}/theta_1/0/{j}")));
        assert!(without.abs() > with.abs());
    }
}

/// > Every answer moves away from one half.
#[test]
fn ten_times_the_weights_change_the_answers_and_no_class() {
    let g = |z: f64| 1.0 / (1.0 + (-z).exp());
    let theta = recorded("logistic").numbers("trained/theta_1/0", None);
    for ([length, width], h) in petals() {
        let z = theta[0] + theta[1] * length + theta[2] * width;
        let louder = g(10.0 * z);
        assert!((g(z) - h).abs() < 1e-9);
        assert_eq!(louder >= 0.5, h >= 0.5);
        assert!((louder - 0.5).abs() > (h - 0.5).abs());
    }
}

/// > From 0.6931 it goes to 0.7348 after the first step and to 1.0620 after ten. After 1000 steps it is 0.2101, and
/// > with the center it is 0.1430.
#[test]
fn without_the_center_the_cost_rises_at_first() {
    let run = recorded("logistic");
    let [with, without] = ["costs", "costs_without_center"].map(|costs| run.numbers(costs, Some("cost")));
    assert_eq!(with[0], without[0]);
    assert!(without[0] < without[1] && without[1] < without[2]);
    assert!(with.windows(2).all(|pair| pair[1] < pair[0]));
    assert!(with[4] < without[4], "and after all steps it is still higher");
}

/// Returns the length and width of a petal in centimeters, from its features.
fn in_centimeters([length, width]: [f64; 2]) -> [f64; 2] {
    let center = recorded("logistic").numbers("center", None);
    [length + center[0], width + center[1]]
}

/// Returns the derivatives of J without the penalty, for these inputs.
fn slopes(theta: [f64; 3], x: &[[f64; 2]]) -> [f64; 3] {
    let mut slopes = [0.0; 3];
    for (row, [x_1, x_2]) in x.iter().enumerate() {
        let z = theta[0] + theta[1] * x_1 + theta[2] * x_2;
        let delta = 1.0 / (1.0 + (-z).exp()) - species(row) as f64;
        for (slope, input) in slopes.iter_mut().zip([1.0, *x_1, *x_2]) {
            *slope += delta * input / x.len() as f64;
        }
    }
    slopes
}

/// Returns the weights of a neuron of zeros after one step. Weights that are 0 pay no penalty.
fn after_the_first_step(x: &[[f64; 2]]) -> [f64; 3] {
    let rate = recorded("logistic").number("rate");
    slopes([0.0; 3], x).map(|slope| -rate * slope)
}

fn sizes() -> Vec<[f64; 2]> {
    petals().into_iter().map(|(x, _)| in_centimeters(x)).collect()
}

/// > But the weights are still small, so the neuron is not sure of anything: all answers are between 0.4 and 0.6.
#[test]
fn after_one_step_five_petals_are_wrong_and_no_answer_is_sure() {
    let centered: Vec<_> = petals().into_iter().map(|(x, _)| x).collect();
    let [bias, length_weight, width_weight] = after_the_first_step(&centered);
    let z = centered.iter().map(|[length, width]| bias + length_weight * length + width_weight * width);
    let h: Vec<f64> = z.map(|z| 1.0 / (1.0 + (-z).exp())).collect();
    let wrong = h.iter().enumerate().filter(|(row, h)| usize::from(**h >= 0.5) != species(*row));
    assert_eq!(wrong.count(), recorded("logistic").numbers("wrong", Some("index")).len());
    assert!(h.iter().all(|h| (0.4..0.6).contains(h)));
}

/// > Only $z$ is another one: the first step itself is the same as with the center.
#[test]
fn the_first_step_is_the_same_without_the_center() {
    let centered: Vec<_> = petals().into_iter().map(|(x, _)| x).collect();
    for (with, without) in after_the_first_step(&centered).into_iter().zip(after_the_first_step(&sizes())) {
        assert!((with - without).abs() < 1e-12);
    }
}

/// > But the lengths are around 5 instead of around 0, so the new $\theta_1$ moves $z$ for all petals, in the same
/// > direction: now the neuron calls every versicolor a virginica.
#[test]
fn without_the_center_one_step_makes_a_virginica_of_every_petal() {
    let [bias, length_weight, width_weight] = after_the_first_step(&sizes());
    assert!(sizes().iter().all(|[length, width]| bias + length_weight * length + width_weight * width > 0.0));
}

/// > The derivative for $\theta_1$ is more than twice as large after this step and has the other sign, so the next
/// > step, with the same learning rate, goes too far back and lands higher on the other side of the valley.
#[test]
fn without_the_center_the_second_slope_is_larger_and_turns() {
    let [first, second] = [[0.0; 3], after_the_first_step(&sizes())].map(|theta| slopes(theta, &sizes())[1]);
    assert!(first < 0.0 && second > -2.0 * first, "the penalty adds less than a thousandth");
}
