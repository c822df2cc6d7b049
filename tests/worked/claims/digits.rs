//! The chapter on handwritten digits.

use super::recorded;
use backprop::equations::backward::hidden_error;
use backprop::equations::gradient::descended;
use backprop::{Activation, Identity, Samples, Sigmoid, Theta};
use worked::digits::{Digits, LAMBDA, RATE, samples};

/// > At every mark after the start, it reads the training set better than the test set.
#[test]
fn training_rows_are_read_better_than_test_rows() {
    let digits = recorded("digits");
    let [training, test] = ["training_accuracy", "test_accuracy"].map(|key| digits.numbers("progress", Some(key)));
    assert!(training.iter().zip(&test).skip(1).all(|(training, test)| training > test));
}

/// > And the two develop differently: from epoch 500 to epoch 800 the accuracy on the training set still grows, while
/// > on the test set the same number of pictures is read right.
#[test]
fn from_step_500_on_only_the_training_rows_gain() {
    let digits = recorded("digits");
    let [training, test] = ["training_accuracy", "test_accuracy"].map(|key| digits.numbers("progress", Some(key)));
    assert!(training[5..].is_sorted_by(|one, next| one < next));
    assert!(test[5..].iter().all(|accuracy| *accuracy == test[5]));
}

/// The pictures that are read wrong: the digit that was written, the one that was read, and the output for it.
fn wrong() -> Vec<(u64, u64, f64)> {
    let digits = recorded("digits");
    let pictures = digits.value("pictures").as_array().expect("a list").iter();
    let picture = pictures.map(|picture| {
        let digit = |key: &str| picture[key].as_u64().expect("a digit");
        (digit("written"), digit("read"), picture["h"].as_f64().expect("a number"))
    });
    picture.filter(|(written, read, _)| written != read).collect()
}

/// > Of the thirteen, ten are threes and eights. Four of the threes are read as fives, and three of the eights as
/// > ones.
#[test]
fn most_of_the_wrong_ones_are_threes_and_eights() {
    let wrong = wrong();
    let count = |is: &dyn Fn(u64, u64) -> bool| wrong.iter().filter(|(written, read, _)| is(*written, *read)).count();
    assert_eq!(wrong.len(), 13);
    assert_eq!(count(&|written, _| written == 3 || written == 8), 10);
    assert_eq!(count(&|written, read| (written, read) == (3, 5)), 4);
    assert_eq!(count(&|written, read| (written, read) == (8, 1)), 3);
}

/// > For ten of the thirteen, even the largest output is below one half.
#[test]
fn most_wrong_answers_are_unsure() {
    assert_eq!(wrong().iter().filter(|(_, _, h)| *h < 0.5).count(), 10);
}

/// > It takes three steps, and after the second one the network reads 8.
#[test]
fn three_steps_downhill_on_the_pixels_make_a_nine_of_a_four() {
    let digits = recorded("digits");
    let rows = |name: &str, units: usize| -> Vec<Vec<f64>> {
        (0..units).map(|unit| digits.numbers(&format!("{name}/{unit}"), None)).collect()
    };
    let (theta_1, theta_2) = (rows("theta_1", 25), rows("theta_2", 10));
    let network =
        Digits { theta_1: Theta::from_fn(|i, j| theta_1[i][j]), theta_2: Theta::from_fn(|i, j| theta_2[i][j]) };
    let mut x: [f64; 64] = digits.numbers("pictures/0/x", None).try_into().expect("64 pixels");
    let nine = std::array::from_fn(|k| f64::from(u8::from(k == 9)));
    let mut read = vec![network.predict(&x)];
    for _ in 0..3 {
        let deltas = network.backward(&network.forward(&x), &nine);
        let slopes = hidden_error(&network.theta_1, &deltas.delta_2, &x, Identity::g_prime);
        x = std::array::from_fn(|i| descended(x[i], slopes[i], 0.1).clamp(0.0, 1.0));
        read.push(network.predict(&x));
    }
    assert_eq!(read, [4, 4, 8, 9]);
}

/// > In all these steps, the regularization has multiplied each of these weights by about 0.573 (exercise 3), and
/// > otherwise they are as random as at the start.
#[test]
fn the_weights_of_a_pixel_without_ink_only_shrink() {
    let ((training, _), digits) = (samples(), recorded("digits"));
    assert!(training.x().iter().all(|x| x[0] == 0.0));
    let factor = (1.0 - RATE * LAMBDA / training.len() as f64).powi(800);
    assert!((factor - digits.number("corner")).abs() < 1e-9);
    for (i, row) in Digits::<f64>::random(1).theta_1.iter().enumerate() {
        let trained = digits.number(&format!("theta_1/{i}/1"));
        assert!((trained - factor * row[1]).abs() < 1e-5 * row[1].abs());
    }
}

/// > So most hidden units are saturated: their mean $g'$ at the start is less than a third of what it was, and the
/// > errors of the hidden layer are multiplied by it.
#[test]
fn pixels_up_to_sixteen_saturate_the_hidden_units() {
    let ((training, _), digits) = (samples(), Digits::random(1));
    let mean_slope = |scale: f64| {
        let slopes = training.x().iter().flat_map(|x| digits.forward(&x.map(|pixel| scale * pixel)).z_2);
        slopes.map(Sigmoid::g_prime).sum::<f64>() / (25 * training.len()) as f64
    };
    assert!(3.0 * mean_slope(16.0) < mean_slope(1.0));
}

/// > At the start of this run the errors of the hidden units become smaller in the mean, and the derivatives along
/// > $\Theta^{(1)}$ larger, when the pixels are not scaled.
#[test]
fn pixels_up_to_sixteen_make_hidden_errors_smaller_and_derivatives_larger() {
    let ((training, _), digits) = (samples(), Digits::random(1));
    // The sums of the absolute values of all δ⁽²⁾, and of all derivatives along weights of Θ⁽¹⁾ that are not biases.
    let sizes = |scale: f64| {
        let x: Vec<_> = training.x().iter().map(|x| x.map(|pixel| scale * pixel)).collect();
        let scaled = Samples::new(x, training.y()).expect("all pixels are finite");
        let errors = scaled.iter().flat_map(|(x, y)| digits.backward(&digits.forward(x), y).delta_2);
        let gradient = digits.gradient(&scaled, 0.0);
        let derivatives = gradient.theta_1.iter().flat_map(|row| &row[1..]);
        [errors.map(f64::abs).sum::<f64>(), derivatives.map(|d| d.abs()).sum::<f64>()]
    };
    let ([errors, derivatives], [unscaled_errors, unscaled_derivatives]) = (sizes(1.0), sizes(16.0));
    assert!(unscaled_errors < errors && unscaled_derivatives > derivatives);
}

/// > On the test set it falls at first, is lowest after 50 epochs, and then grows again.
#[test]
fn the_cost_of_the_test_rows_falls_and_then_grows() {
    let lambda = recorded("lambda");
    let [training, test] = ["training_cost", "test_cost"].map(|key| lambda.numbers("overfitting", Some(key)));
    assert!(training.is_sorted_by(|one, next| one > next));
    assert!(test[..=4].is_sorted_by(|one, next| one > next) && test[4..].is_sorted_by(|one, next| one < next));
}

/// What one column of the table on λ has, for the runs on `rows` training rows.
fn of_lambda(rows: &str, key: &str) -> Vec<f64> {
    recorded("lambda").numbers(rows, Some(key))
}

/// > That is what the regularization was made for, and it does it in every row.
#[test]
fn the_larger_lambda_is_the_smaller_are_the_weights() {
    for rows in ["few", "all"] {
        assert!(of_lambda(rows, "lambda").is_sorted_by(|one, next| one < next));
        assert!(of_lambda(rows, "squares").is_sorted_by(|one, next| one > next));
    }
}

/// > With 1438 digits, no $\lambda$ gives more right answers on the test digits than 0 does, and the cost of a test
/// > digit grows with $\lambda$.
#[test]
fn with_all_rows_no_lambda_helps_the_test_rows() {
    assert!(of_lambda("all", "test_accuracy").iter().all(|accuracy| *accuracy <= of_lambda("all", "test_accuracy")[0]));
    assert!(of_lambda("all", "test_cost").is_sorted_by(|one, next| one < next));
}

/// > With 100 digits, all of which the network soon reads right, a $\lambda$ of 0.3 lowers the cost of a test digit
/// > from 1.58 to 1.36.
#[test]
fn with_few_rows_a_small_lambda_lowers_the_cost_of_the_test_rows() {
    let costs = of_lambda("few", "test_cost");
    assert!(costs[1] < 0.9 * costs[0] && costs[0] < costs[2] && costs[2] < costs[3]);
    assert_eq!(of_lambda("few", "training_accuracy")[..3], [1.0; 3]);
    assert!(of_lambda("few", "training_accuracy")[3] < 1.0);
}

/// > The share of right answers hardly changes: the difference is smaller than that between two starts, so it may be
/// > chance.
#[test]
fn the_gain_in_right_answers_is_smaller_than_the_spread_of_the_starts() {
    let (accuracies, starts) = (of_lambda("few", "test_accuracy"), recorded("lambda").numbers("few/0/starts", None));
    let (least, largest) = (starts.iter().copied().reduce(f64::min), starts.iter().copied().reduce(f64::max));
    assert!(accuracies[1] - accuracies[0] < largest.expect("a start") - least.expect("a start"));
}

/// > It is not the only tool, either: without any regularization, one of these runs on 100 digits comes down to about
/// > the same cost of a test digit if it is stopped after 50 epochs.
#[test]
fn stopping_early_is_about_as_good_as_a_small_lambda() {
    let stopped = recorded("lambda").number("overfitting/4/test_cost");
    assert!((stopped - of_lambda("few", "test_cost")[1]).abs() < 0.01);
}

/// > With a $\lambda$ of 3, the regularization keeps the weights smaller than the 100 digits need them, and even some
/// > of the training digits are read wrong.
#[test]
fn too_large_a_lambda_makes_even_the_training_rows_worse() {
    assert!(of_lambda("few", "training_accuracy")[3] < of_lambda("few", "training_accuracy")[2]);
    assert!(of_lambda("few", "test_accuracy")[3] < of_lambda("few", "test_accuracy")[0] - 0.05);
}

/// > What matters most is the number of examples: 1438 instead of 100 bring far more than any $\lambda$.
#[test]
fn more_rows_bring_more_than_any_lambda() {
    let gain = |accuracies: &[f64]| accuracies.iter().copied().fold(0.0, f64::max) - accuracies[0];
    let few = of_lambda("few", "test_accuracy");
    assert!(of_lambda("all", "test_accuracy")[0] - few[0] > 10.0 * gain(&few));
}
