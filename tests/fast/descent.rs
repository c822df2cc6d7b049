//! Every kind of descent takes the steps of the book's equations, up to rounding.

use crate::beside::{distance, drawn};
use backprop::kernels::descent::{Descent, descent};
use backprop::kernels::layers::Examples;
use backprop::{
    CrossEntropy, Diverged, Identity, Network, Relu, Samples, SamplesOf, Sigmoid, Softmax, SquaredError, Tanh,
    TrainingError, batch_descent, descend, fast, minibatch_descent, network, stochastic_descent, textbook,
};

network! {
    struct Few { layers: 2 -> 3 Tanh -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    struct Many { layers: 12 -> 20 Tanh -> 6 Sigmoid, cost: CrossEntropy }
    struct Classes { layers: 300 -> 70 Relu -> 40 Relu -> 10 Softmax, cost: CrossEntropy }
    /// 193 units, so that the rows of the kernels' matrices have padding.
    struct Odd { layers: 2 -> 193 Sigmoid -> 2 Sigmoid, cost: CrossEntropy }
    struct Line { layers: 2 -> 3 Identity -> 1 Identity, cost: SquaredError }
}

#[test]
fn the_gradient_is_the_textbooks_with_its_penalty() {
    let (network, samples) = drawn::<Many>(3, 200);
    let (cost, gradient) = fast::cost_and_gradient(&network, &samples, 0.7);
    assert_eq!((cost, &gradient), (fast::cost(&network, &samples, 0.7), &fast::gradient(&network, &samples, 0.7)));
    assert!(distance(&gradient, &network.gradient(&samples, 0.7)) < 1e-12);
    assert!((cost - network.cost(&samples, 0.7)).abs() < 1e-13);
}

/// Runs mini-batch descent with the textbook's loops.
fn by_the_book<N: Network<Scalar = f64>>(mut network: N, samples: &SamplesOf<N>, batch: usize, epochs: usize) -> N {
    textbook::minibatch_descent(&mut network, samples, batch, 0.4, 0.3, epochs).unwrap();
    network
}

/// Asserts that every kind of descent ends where the textbook's does. After so few steps, rounding errors have not
/// grown much.
fn descends<N: Network<Scalar = f64>>(m: usize) {
    let (start, samples) = drawn::<N>(5, m);
    for batch in [1, 2, 3, 7, 10, 33, 128, 150, m] {
        let mut network = start.clone();
        minibatch_descent(&mut network, &samples, batch, 0.4, 0.3, 2).unwrap();
        let off = distance(&network, &by_the_book(start.clone(), &samples, batch, 2));
        assert!(off < 1e-11, "{}, batches of {batch}: the relative difference is {off:e}", N::DECLARATION);
    }
    let (mut stochastic, mut batch) = (start.clone(), start.clone());
    stochastic_descent(&mut stochastic, &samples, 0.4, 0.3, 3).unwrap();
    let mut plain = start.clone();
    textbook::stochastic_descent(&mut plain, &samples, 0.4, 0.3, 3).unwrap();
    assert!(distance(&stochastic, &plain) < 1e-11);
    batch_descent(&mut batch, &samples, 0.4, 0.3, 10).unwrap();
    let mut plain = start.clone();
    textbook::batch_descent(&mut plain, &samples, 0.4, 0.3, 10).unwrap();
    assert!(distance(&batch, &plain) < 1e-11);

    let mut by_gradients = start;
    for _ in 0..10 {
        let gradient = fast::gradient(&by_gradients, &samples, 0.4);
        descend(&mut by_gradients, &gradient, 0.3);
    }
    assert!(distance(&batch, &by_gradients) < 1e-11);
    // A run of descent adds the steps of a single block directly to the weights, without forming a gradient.
    assert!(m <= 128 || batch == by_gradients, "batch descent takes the steps of the gradient to the last bit");
}

#[test]
fn descent_on_few_units_ends_where_the_books_steps_do() {
    descends::<Few>(40);
}

#[test]
fn descent_on_more_units_ends_where_the_books_steps_do() {
    descends::<Many>(157);
    descends::<Odd>(33);
}

#[test]
fn descent_on_many_units_ends_where_the_books_steps_do() {
    descends::<Classes>(157);
}

#[test]
fn the_kernels_diverge_at_the_same_step_in_one_call_and_step_by_step() {
    /// Takes steps by the kernels, or returns the number of the first one that leads to a weight that is not finite.
    fn steps(line: &mut Line, samples: &SamplesOf<Line>, batch: usize, epochs: usize) -> Result<(), usize> {
        let examples = Examples { x: samples.x().as_flattened(), y: samples.y().as_flattened(), weights: &[] };
        let run = Descent { batch: Some(batch), lambda: 0.0, rate: 40.0, epochs };
        descent::<f64, <Line as Network>::Layers>(line.thetas_mut(), examples, run)
    }
    let (start, samples) = drawn::<Line>(2, 300);
    for batch in [1, 4, 100, 300] {
        let mut network = start.clone();
        let step = steps(&mut network, &samples, batch, 50).unwrap_err();
        assert!(network.thetas().iter().all(|theta| theta.iter().all(|weight| weight.is_finite())));
        // Take the same steps one at a time, which must give the same weights.
        let mut again = start.clone();
        let mut number = 0;
        'epochs: loop {
            for rows in (0..300).collect::<Vec<_>>().chunks(batch) {
                let x: Vec<_> = rows.iter().map(|&row| samples.x()[row]).collect();
                let y: Vec<_> = rows.iter().map(|&row| samples.y()[row]).collect();
                let taken = steps(&mut again, &Samples::new(x, y).unwrap(), batch, 1);
                assert_eq!(taken.is_err(), number == step, "batches of {batch}, step {number}");
                if number == step {
                    break 'epochs;
                }
                number += 1;
            }
        }
        assert_eq!(network, again, "batches of {batch}");
    }
}

#[test]
fn a_run_ends_with_the_last_finite_cost_before_its_weights_overflow() {
    let (start, samples) = drawn::<Line>(2, 300);
    for batch in [1, 4, 100, 300] {
        let run = |epochs, descent: Descend| {
            let mut line = start.clone();
            (descent(&mut line, &samples, batch, 0.0, 40.0, epochs), line)
        };
        for descent in [minibatch_descent::<Line>, textbook::minibatch_descent::<Line>] as [Descend; 2] {
            let (error, left) = run(1000, descent);
            let TrainingError::Diverged(Diverged { epoch, .. }) = error.unwrap_err() else { unreachable!() };
            let (result, before) = run(epoch, descent);
            assert_eq!((result, &before), (Ok(()), &left), "batches of {batch}");
            assert!(left.cost(&samples, 0.0).is_finite(), "batches of {batch}");
            assert!(run(epoch + 1, descent).0.is_err(), "batches of {batch}");
        }
    }
}

/// Mini-batch descent, by the kernels or by the book.
type Descend = fn(&mut Line, &SamplesOf<Line>, usize, f64, f64, usize) -> Result<(), TrainingError>;

#[test]
fn a_step_that_makes_a_single_layer_infinite_is_not_taken() {
    network! { struct Two { layers: 1 -> 1 Tanh -> 1 Identity, cost: SquaredError } }
    // At z = 0, the derivative of the hidden weight is the product of all these numbers, and that of the output weight
    // is 0.
    let hidden = (Two { theta_1: [[0.0, 0.0]].into(), theta_2: [[0.0, 1.0]].into() }, 1e200, 1e150, 1.0);
    // With an output weight of 0, no error reaches the hidden layer, and only the output layer changes.
    let output = (Two { theta_1: [[0.0, 0.0]].into(), theta_2: [[0.0, 0.0]].into() }, 1.0, 1e154, 1e200);
    for (start, x, y, rate) in [hidden, output] {
        let samples = Samples::new([[x]], [[y]]).unwrap();
        for batch in [1, 5] {
            let mut network = start.clone();
            let diverged = minibatch_descent(&mut network, &samples, batch, 0.0, rate, 1).unwrap_err();
            assert_eq!((diverged, &network), (Diverged::new(0, 0).into(), &start));
        }
        let mut network = start.clone();
        assert_eq!(batch_descent(&mut network, &samples, 0.0, rate, 1).unwrap_err(), Diverged::new(0, 0).into());
        assert_eq!(network, start);
    }
}
