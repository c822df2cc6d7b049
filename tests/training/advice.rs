//! Advice before a training: it names what keeps a network from learning, and is silent otherwise.

use backprop::training::{Advice, advice};
use backprop::{
    CrossEntropy, Identity, LeakyRelu, Network, Relu, Samples, SamplesOf, Sigmoid, Softmax, Softplus, SquaredError,
    Tanh, batch_descent, network,
};

network! {
    struct Probability { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: SquaredError }
    struct Classes { layers: 2 -> 3 Relu -> 2 Softmax, cost: CrossEntropy }
    struct Signed { layers: 2 -> 3 Sigmoid -> 1 Tanh, cost: SquaredError }
    struct Positive { layers: 2 -> 3 Softplus -> 1 Relu, cost: SquaredError }
    struct Number { layers: 2 -> 3 Relu -> 1 Identity, cost: SquaredError }
    struct Leaky { layers: 2 -> 1 LeakyRelu, cost: SquaredError }
    struct Single { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: SquaredError, scalar: f32 }
}

const X: [[f64; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

fn told<N: Network<Scalar = f64>>(network: &N, samples: &SamplesOf<N>) -> Vec<String> {
    advice(network, samples).iter().map(ToString::to_string).collect()
}

fn with_targets(y: [f64; 4]) -> Samples<[f64; 2], [f64; 1]> {
    Samples::new(X, y.map(|y| [y])).unwrap()
}

#[test]
fn samples_and_weights_that_are_well_get_no_advice() {
    let ends = with_targets([0.0, 1.0, 1.0, 0.0]);
    assert_eq!(told(&Probability::random(1), &ends), [""; 0]);
    assert_eq!(told(&Classes::random(1), &Samples::from_classes(X, &[0, 1, 1, 0]).unwrap()), [""; 0]);
    assert_eq!(told(&Signed::random(1), &with_targets([-1.0, 1.0, 0.5, -0.5])), [""; 0]);
    let number = Number {
        theta_1: [[0.1, 0.2, 0.3], [0.1, -0.2, 0.3], [0.2, 0.1, -0.1]].into(),
        theta_2: [[0.3, 0.5, 0.4, 0.5]].into(),
    };
    for y in [[-1e9, 1e9, 0.0, 0.0], [0.0, 1.0, 1.0, 0.0]] {
        assert_eq!(told(&number, &with_targets(y)), [""; 0], "any number is a target of `Identity`");
        assert_eq!(told(&Leaky::random(1), &with_targets(y)), [""; 0]);
    }
    let single: SamplesOf<Single> = Samples::new(X.map(|x| x.map(|x| x as f32)), [[0.0], [1.0], [1.0], [0.0]]).unwrap();
    assert_eq!(advice(&Single::random(1), &single), []);
    // Pixels from 0 to 1, and one that is black in all pictures but one, where it is as dark as can be.
    let pixels = Samples::new([[0.0, 0.5], [0.0, 1.0], [1.0 / 255.0, 0.0], [0.0, 0.1]], ends.y()).unwrap();
    assert_eq!(told(&Probability::random(1), &pixels), [""; 0]);
    // A network that has nothing left to learn has no gradient, and needs none.
    let learned = Number { theta_1: [[0.0, 1.0, 0.0]; 3].into(), theta_2: [[0.0, 1.0, 2.0, 3.0]].into() };
    assert_eq!(told(&learned, &with_targets([0.0, 0.0, 6.0, 6.0])), [""; 0]);
}

#[test]
fn targets_beyond_the_output_are_told_with_its_reach() {
    let percent = with_targets([0.0, 100.0, 100.0, 0.0]);
    assert_eq!(
        told(&Probability::random(1), &percent),
        ["the targets go from 0 to 100, and an output of `Sigmoid` is between 0 and 1; write `Identity` for the last \
          layer, or scale the targets"]
    );
    assert!(told(&Signed::random(1), &percent)[0].contains("an output of `Tanh` is between -1 and 1;"));
    let told = told(&Positive::random(3), &with_targets([-1.0, 1.0, 1.0, 0.0]));
    assert!(told[0].starts_with("the targets go from -1 to 1, and an output of `Relu` is at least 0; "), "{told:?}");
}

#[test]
fn columns_that_should_be_scaled_are_told() {
    let samples = |x: [[f64; 2]; 4]| Samples::new(x, [[0.0], [1.0], [1.0], [0.0]]).unwrap();
    let years = samples([[0.1, 2001.0], [0.5, 2004.0], [-0.3, 1995.0], [0.2, 2000.0]]);
    let [Advice::Far { column: 1, mean: 2000.0, columns: 1, .. }] = advice(&Probability::random(1), &years)[..] else {
        panic!("{:?}", advice(&Probability::random(1), &years));
    };
    // Far from 0 for its own deviation.
    let close = samples([[5.01, 0.2], [5.02, 0.7], [4.99, 0.1], [5.0, 0.9]]);
    assert!(matches!(advice(&Probability::random(1), &close)[..], [Advice::Far { column: 0, .. }]));
    let grains = samples([[1e-4, 0.2], [-2e-4, 0.7], [3e-4, -0.1], [0.0, 0.9]]);
    assert_eq!(
        told(&Probability::random(1), &grains),
        ["column 1 of x has a range of 1.0000, column 0 one of 0.0005, so no learning rate suits both; scale them by \
          `Scaling::standardize`"]
    );
}

#[test]
fn hidden_units_that_start_equal_are_told_and_stay_equal() {
    let samples = with_targets([0.0, 1.0, 1.0, 0.0]);
    let expected = "the 3 units of layer 2 have the same weights, so they get the same gradient and stay equal; start with \
                    random weights, as `random` draws them";
    assert_eq!(told(&Probability::zeros(), &samples), [expected]);
    let mut alike = Probability { theta_1: [[0.1, 0.2, 0.3]; 3].into(), theta_2: [[0.3, 0.5, 0.5, 0.5]].into() };
    batch_descent(&mut alike, &samples, 0.0, 0.5, 100).unwrap();
    assert_eq!(told(&alike, &samples), [expected]);
    // Units that differ on either side become different.
    let mut out = Probability { theta_1: [[0.0; 3]; 3].into(), theta_2: [[0.3, 0.5, 0.4, 0.5]].into() };
    assert_eq!(told(&out, &samples), [""; 0]);
    batch_descent(&mut out, &samples, 0.0, 0.5, 100).unwrap();
    assert_ne!(out.theta_1[0], out.theta_1[1]);
}

#[test]
fn units_without_a_gradient_are_told_and_learn_nothing() {
    // z of unit 1 is below 0 for all samples.
    let start = Number {
        theta_1: [[0.1, 0.2, 0.3], [-9.0, 1.0, 1.0], [0.2, 0.1, -0.1]].into(),
        theta_2: [[0.3, 0.5, 0.4, 0.5]].into(),
    };
    let samples = with_targets([0.0, 1.0, 1.0, 0.0]);
    assert_eq!(advice(&start, &samples), [Advice::NoGradient { layer: 2, units: vec![1] }]);
    let text = "1 unit of layer 2 ([1]) can learn nothing: the gradient is 0; draw other first weights, scale the inputs, or \
                write `LeakyRelu` for `Relu`";
    assert_eq!(told(&start, &samples), [text]);
    let mut trained = start.clone();
    batch_descent(&mut trained, &samples, 0.0, 0.1, 20).unwrap();
    assert!(trained.theta_1[1] == start.theta_1[1] && trained.theta_1[0] != start.theta_1[0]);
}

#[test]
fn targets_that_the_cost_cannot_score_are_left_to_the_training() {
    let wrong = Samples::new(X, [[0.0, 1.0], [0.0, 2.0], [1.0, 0.0], [1.0, 0.0]]).unwrap();
    assert!(matches!(advice(&Classes::random(1), &wrong)[..], [Advice::Targets { .. }]));
}
