//! Compares the analytic gradient with the numeric gradient, for every activation, every cost and several depths.

use crate::own::{LogCosh, Swish};
use backprop::{
    Cost, CrossEntropy, GradientCheck, Identity, LeakyRelu, Network, Relu, Samples, Scalar, Sigmoid, Softmax, Softplus,
    SquaredError, Tanh, directional_derivative, dual_check, gradient_check, network, numeric_gradient,
};

const X: [[f64; 3]; 4] = [[0.5, -1.0, 0.25], [-0.75, 0.3, 1.1], [1.5, 0.8, -0.6], [-0.2, -0.9, 0.7]];
/// Class probabilities for two classes.
const Y: [[f64; 2]; 4] = [[1.0, 0.0], [0.0, 1.0], [0.25, 0.75], [1.0, 0.0]];

/// Moves the biases away from 0. With a zero bias, a layer of inactive rectified units puts every unit of the next
/// layer at its kink.
fn biased<N: Network<Scalar = f64>>(mut network: N) -> N {
    network.thetas_mut().into_iter().for_each(|mut theta| theta.column_mut(0).fill(0.4));
    network
}

/// Checks networks with one and with two hidden layers, in the declared number type and in `f32`.
macro_rules! agree {
    ($($name:ident: $hidden:ident -> $output:ident, $cost:ident;)+) => {$(
        #[test]
        fn $name() {
            network! {
                struct Net { layers: 3 -> 4 $hidden -> 2 $output, cost: $cost }
                struct Deep { layers: 3 -> 4 $hidden -> 3 $hidden -> 2 $output, cost: $cost }
            }
            let samples = Samples::new(X, Y).unwrap();
            for (seed, lambda) in [(1, 0.0), (2, 0.5), (3, 3.0)] {
                let check = gradient_check(&biased(Net::random(seed)), &samples, lambda);
                assert!(check.agrees() && check.entries.len() == 26, "{check}");
                let deep = biased(Deep::random(seed));
                let check = gradient_check(&deep, &samples, lambda);
                assert!(check.agrees() && check.entries.len() == 39, "{check}");
                let check = dual_check(&deep, &samples, lambda);
                assert!(check.agrees() && check.entries.len() == 39, "{check}");

                let narrow = |number: f64| number as f32;
                let check = gradient_check(&deep.map(narrow), &samples.map(narrow).unwrap(), lambda as f32);
                assert!(check.agrees(), "{check}");
            }
        }
    )+};
}

agree! {
    sigmoid_with_cross_entropy: Sigmoid -> Sigmoid, CrossEntropy;
    sigmoid_with_squared_error: Sigmoid -> Sigmoid, SquaredError;
    tanh_with_squared_error: Tanh -> Tanh, SquaredError;
    relu_with_squared_error: Relu -> Relu, SquaredError;
    leaky_relu_with_squared_error: LeakyRelu -> LeakyRelu, SquaredError;
    softplus_with_squared_error: Softplus -> Softplus, SquaredError;
    identity_with_squared_error: Identity -> Identity, SquaredError;
    softmax_with_cross_entropy: Tanh -> Softmax, CrossEntropy;
    softmax_with_squared_error: Tanh -> Softmax, SquaredError;
    an_activation_of_ones_own: Swish -> Swish, SquaredError;
    a_cost_of_ones_own: Tanh -> Identity, LogCosh;
    a_cost_of_ones_own_with_softmax: Swish -> Softmax, LogCosh;
}

network! {
    struct Net { layers: 3 -> 4 Tanh -> 2 Sigmoid, cost: CrossEntropy }
    struct Classes { layers: 3 -> 4 Tanh -> 2 Softmax, cost: CrossEntropy }
}

#[test]
fn cross_entropy_of_a_softmax_is_right_for_targets_whose_sum_is_not_1() {
    let samples = Samples::new(X, [[1.0, 1.0], [0.0, 0.0], [0.5, 0.1], [0.3, 1.0]]).unwrap();
    let check = gradient_check(&Classes::random(4), &samples, 0.1);
    assert!(check.agrees(), "{check}");
}

/// A cost whose output error has the wrong sign for the target.
pub(crate) struct Wrong;

impl Cost<Sigmoid> for Wrong {
    fn cost<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        <CrossEntropy as Cost<Sigmoid>>::cost(z, a, y)
    }
    fn delta<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        std::array::from_fn(|k| y[k] - a[k])
    }
}

#[test]
fn a_wrong_gradient_is_caught_and_named() {
    network! { struct Mistaken { layers: 3 -> 2 Sigmoid, cost: Wrong } }
    let samples = Samples::new(X, Y).unwrap();
    let check = gradient_check(&Mistaken::random(1), &samples, 0.0);
    assert!(!check.agrees());
    assert_eq!(check.agreeing(), 0);
    let worst = check.worst();
    assert!((worst.analytic + worst.measured).abs() < 1e-8, "the sign is wrong: {worst}");
    let report = check.to_string();
    assert!(report.starts_with("the gradient is off in 8 of 8 weights\nlargest relative difference: "), "{report}");
    assert!(report.contains(&format!("in Θ⁽¹⁾, row {}, column {}: D = ", worst.row, worst.column)), "{report}");
}

network! {
    struct Rows { layers: 1 -> 3 Identity, cost: SquaredError }
}

#[test]
fn the_worst_weight_is_the_first_with_the_largest_difference_or_with_none() {
    let worst = |differences: [f64; 3]| {
        let gradient = Rows { theta_1: [[1.0, 0.0]; 3].into() };
        let mut check = GradientCheck::new(&gradient, &gradient, 0.1, 1.0);
        check.entries.retain(|entry| entry.column == 0);
        for (entry, difference) in check.entries.iter_mut().zip(differences) {
            entry.relative_difference = difference;
        }
        check.worst().row
    };
    assert_eq!(worst([0.1, 0.3, 0.2]), 1);
    assert_eq!(worst([0.3, 0.1, 0.3]), 0);
    assert_eq!(worst([0.1, f64::NAN, 0.2]), 1);
    assert_eq!(worst([f64::NAN, 0.1, 0.2]), 0);
    assert_eq!(worst([0.1, 0.2, f64::INFINITY]), 2);
}

#[test]
fn a_right_gradient_is_reported_as_such() {
    let report = gradient_check(&Net::random(1), &Samples::new(X, Y).unwrap(), 0.0).to_string();
    assert!(report.starts_with("the gradient agrees in all 26 weights\nlargest relative difference: "), "{report}");
}

#[test]
fn the_derivative_along_a_direction_is_d_times_it() {
    let samples = Samples::new(X, Y).unwrap();
    for seed in 0..20 {
        let (net, direction) = (biased(Net::random(seed)), Net::random(1000 + seed));
        let slope = directional_derivative(&net, &samples, 0.5, &direction);
        let gradient = net.gradient(&samples, 0.5);
        let products = gradient.thetas().into_iter().zip(direction.thetas());
        let products: Vec<f64> = products.flat_map(|(d, v)| (&d * &v).into_iter().collect::<Vec<_>>()).collect();
        let (sum, size): (f64, f64) = (products.iter().sum(), products.iter().map(|product| product.abs()).sum());
        assert!((slope - sum).abs() <= 8.0 * f64::EPSILON * size, "{slope}, expected {sum}");
    }
}

#[test]
fn dual_numbers_see_a_mistake_too() {
    network! { struct Mistaken { layers: 3 -> 2 Sigmoid, cost: Wrong } }
    let samples = Samples::new(X, Y).unwrap();
    let check = dual_check(&Mistaken::random(1), &samples, 0.0);
    assert_eq!(check.agreeing(), 0);
    let worst = check.worst();
    assert!((worst.analytic + worst.measured).abs() < 1e-15, "the sign is wrong: {worst}");
}

#[test]
fn numeric_gradients_leave_the_network_alone_and_come_closer_with_a_smaller_step() {
    let samples = Samples::new(X, Y).unwrap();
    let net = Net::random(5);
    let gradient = net.gradient(&samples, 0.1);
    let distance = |epsilon| {
        let numeric = numeric_gradient(&net, &samples, 0.1, epsilon);
        (numeric.theta_1[0][0] - gradient.theta_1[0][0]).abs()
    };
    assert!(distance(1e-2) > 50.0 * distance(1e-3), "the error is proportional to the square of the step");
    assert!(distance(1e-3) > 50.0 * distance(1e-4), "the error is proportional to the square of the step");
    assert_eq!(net, Net::random(5));
}
