//! The states of a training run: how it starts, pauses, stops, diverges, and goes on.

use crate::optimizers::optimizers;
use backprop::formats::safetensors::Checkpoint;
use backprop::training::optimizer::Weights;
use backprop::training::trainer::{State, Status, Updates};
use backprop::{
    Adam, AdamW, CrossEntropy, Diverged, Identity, Momentum, Nesterov, Network, Optimizer, RmsProp, Samples, SamplesOf,
    Scalar, Sigmoid, Softmax, SquaredError, Tanh, Trainer, TrainingError, fast, network,
};
use proptest::prelude::*;
use std::ops::ControlFlow;

network! {
    /// Classifies points.
    struct Net { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    /// Tells classes apart.
    struct Classes { layers: 2 -> 2 Softmax, cost: CrossEntropy }
    /// A line through points.
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
    /// A line in single precision.
    struct Single { layers: 1 -> 1 Identity, cost: SquaredError, scalar: f32 }
    /// A line by way of two units, whose difference it computes.
    struct Difference { layers: 1 -> 2 Identity -> 1 Identity, cost: SquaredError }
    /// A curve through points, whose weights can grow without bounds.
    struct Curve { layers: 1 -> 2 Tanh -> 1 Identity, cost: SquaredError }
}

const X: [[f64; 2]; 4] = [[1.0, 0.5], [-0.3, 0.8], [0.6, -1.2], [0.1, 0.2]];
const Y: [[f64; 1]; 4] = [[1.0], [0.0], [1.0], [0.0]];

fn samples() -> SamplesOf<Net> {
    Samples::new(X, Y).unwrap()
}

/// Returns samples that contradict those of training: the longer a network learns, the higher is their cost.
fn contradicting() -> SamplesOf<Net> {
    Samples::new(X, Y.map(|[y]| [1.0 - y])).unwrap()
}

/// Returns points on the line y = 2x.
fn points() -> SamplesOf<Line> {
    Samples::new([[1.0], [-1.0]], [[2.0], [-2.0]]).unwrap()
}

fn break_at<N: Network<Scalar = f64>>(trainer: Trainer<'_, N>, number: usize) -> Trainer<'_, N> {
    trainer
        .watch(move |epoch| if epoch.number() == number { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
}

/// Asserts that the trainer does not start, with this message, and that it leaves network and state as they are.
#[track_caller]
fn assert_refused(trainer: Trainer<'_, Net>, message: &str) {
    let (mut net, mut state) = (Net::random(7), State::new());
    let error = trainer.epochs(5).advance(&mut net, &samples(), &mut state).unwrap_err();
    assert_eq!(error.to_string(), message);
    assert_eq!((net, state), (Net::random(7), State::new()));
}

#[test]
fn a_run_does_not_start_with_settings_that_make_no_sense() {
    for rate in [0.0, -0.1, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let message = format!("the learning rate is {rate}, expected a finite number above 0");
        assert_refused(Trainer::new(rate), &message);
        let message = format!("the largest norm of a gradient is {rate}, expected a finite number above 0");
        assert_refused(Trainer::new(0.1).clip_norm(rate), &message);
    }
    for lambda in [-1.0, f64::NAN, f64::INFINITY] {
        let message = format!("the regularization λ is {lambda}, expected a finite number of at least 0");
        assert_refused(Trainer::new(0.1).lambda(lambda), &message);
        let message = format!("the weight decay of AdamW is {lambda}, expected a finite number of at least 0");
        assert_refused(Trainer::new(0.1).optimizer(AdamW::new(Adam::default(), lambda)), &message);
    }
    assert_refused(Trainer::new(0.1).patience(0), "the patience is 0, expected at least 1 epoch");
    for beta in [-0.1, 1.0, 1.5, f64::NAN] {
        let message = |name: &str| format!("the {name} is {beta}, expected a number of at least 0 and below 1");
        assert_refused(Trainer::new(0.1).optimizer(Momentum::new(beta)), &message("β of Momentum"));
        assert_refused(Trainer::new(0.1).optimizer(Nesterov::new(beta)), &message("β of Nesterov"));
        assert_refused(Trainer::new(0.1).optimizer(RmsProp::new(beta, 1e-8)), &message("ρ of RmsProp"));
        assert_refused(Trainer::new(0.1).optimizer(Adam::new(beta, 0.9, 1e-8)), &message("β₁ of Adam"));
        assert_refused(Trainer::new(0.1).optimizer(Adam::new(0.9, beta, 1e-8)), &message("β₂ of Adam"));
        assert_refused(
            Trainer::new(0.1).optimizer(AdamW::new(Adam::new(beta, 0.9, 1e-8), 0.0)),
            &message("β₁ of Adam"),
        );
    }
    for epsilon in [0.0, -1e-8, f64::NAN, f64::INFINITY] {
        let message = |name| format!("the ε of {name} is {epsilon}, expected a finite number above 0");
        assert_refused(Trainer::new(0.1).optimizer(RmsProp::new(0.9, epsilon)), &message("RmsProp"));
        assert_refused(Trainer::new(0.1).optimizer(Adam::new(0.9, 0.99, epsilon)), &message("Adam"));
    }
    // Through references and boxes, too.
    let boxed: Box<dyn Optimizer<f64>> = Box::new(Momentum::new(2.0));
    let message = "the β of Momentum is 2, expected a number of at least 0 and below 1";
    assert_refused(Trainer::new(0.1).optimizer(&boxed), message);
    assert_refused(Trainer::new(0.1).optimizer(boxed), message);
}

#[test]
fn a_run_does_not_start_if_its_schedule_makes_no_sense_in_any_epoch() {
    for factor in [-1.0, f64::NAN, f64::INFINITY] {
        let rate = 0.5 * factor;
        let message =
            format!("the learning rate by the schedule is {rate} in epoch 4, expected a finite number of at least 0");
        assert_refused(Trainer::new(0.5).schedule(|epoch| if epoch == 4 { factor } else { 1.0 }), &message);
    }
    // A run may allow more epochs than anyone can check in advance, since it ends otherwise.
    let trainer = Trainer::new(0.5).epochs(usize::MAX).patience(2).schedule(|_| 0.0);
    let mut net = Net::random(7);
    assert_eq!(trainer.train(&mut net, &samples()).unwrap().status(), Status::StoppedEarly);
    assert_eq!(net, Net::random(7), "a factor of 0 leaves the weights as they are");
    // Wherever the schedule fails, the run is left as after a pause.
    let points = points();
    let (mut line, mut state) = (Line::zeros(), State::new());
    let trainer = Trainer::new(0.5).epochs(usize::MAX).schedule(|epoch| if epoch < 100_002 { 0.0 } else { f64::NAN });
    let error = trainer.advance(&mut line, &points, &mut state).unwrap_err();
    assert!(matches!(error, TrainingError::Setting { .. }), "{error}");
    assert_eq!((state.epochs(), state.status()), (100_002, Status::Paused));
}

#[test]
fn a_setting_has_to_make_sense_in_the_numbers_of_the_network() {
    let samples = Samples::new([[1.0_f32]], [[1.0]]).unwrap();
    let message = |trainer: Trainer<'_, Single>| {
        let mut single = Single::zeros();
        let error = trainer.train(&mut single, &samples).unwrap_err();
        assert_eq!(single, Single::zeros());
        error.to_string()
    };
    assert_eq!(message(Trainer::new(1e-50)), "the learning rate is 0, expected a finite number above 0");
    assert_eq!(message(Trainer::new(1e50)), "the learning rate is inf, expected a finite number above 0");
    assert_eq!(message(Trainer::new(-0.1)), "the learning rate is -0.1, expected a finite number above 0");
    let trainer = || Trainer::new(0.1).epochs(1);
    assert!(message(trainer().lambda(1e50)).starts_with("the regularization λ is inf, "));
    assert!(message(trainer().optimizer(Momentum::new(1.0 - 1e-12))).starts_with("the β of Momentum is 1, "));
    assert!(message(trainer().optimizer(Adam::new(0.9, 0.99, 1e-60))).starts_with("the ε of Adam is 0, "));
    assert!(message(trainer().schedule(|_| 1e50)).contains(" is inf in epoch 0, "));
}

#[test]
fn a_run_does_not_start_with_targets_that_its_cost_cannot_score() {
    let wrong = Samples::new(X, [[1.0], [2.0], [2.0], [1.0]]).unwrap();
    let mut net = Net::random(7);
    let error = Trainer::new(0.1).epochs(1).train(&mut net, &wrong).unwrap_err();
    assert!(matches!(error, TrainingError::Samples(_)) && error.to_string().contains("y[1][0]"), "{error}");
    let error = Trainer::new(0.1).epochs(1).validation(&wrong).train(&mut net, &samples()).unwrap_err();
    let text = format!("{error:?}");
    assert!(text.starts_with("the validation samples cannot be used: y[1][0] "), "{text}");
    assert_eq!(net, Net::random(7));
    let classes = Samples::new(X, [[1.0, 0.0], [0.0, 1.0], [0.0, -1.0], [1.0, 0.0]]).unwrap();
    let error = Trainer::new(0.1).epochs(1).train(&mut Classes::zeros(), &classes).unwrap_err();
    assert!(error.to_string().contains("y[2][1]"), "{error}");
    // Any number is a target of the squared error.
    let any = Samples::new([[1.0]], [[-7.5]]).unwrap();
    Trainer::new(0.1).epochs(1).validation(&any).train(&mut Line::zeros(), &any).unwrap();
}

#[test]
fn a_run_does_not_start_from_weights_that_are_not_finite() {
    for weight in [f64::NAN, f64::INFINITY] {
        let mut net = Net::random(7);
        net.theta_2[0][3] = weight;
        let error = Trainer::new(0.1).epochs(1).train(&mut net, &samples()).unwrap_err();
        let text = format!("the network has {weight} in row 0, column 3 of `theta_2`, expected a finite number");
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn without_patience_a_resumed_run_ends_at_its_last_weights() {
    let (samples, contradicting) = (samples(), contradicting());
    let mut net = Net::random(7);
    let trainer = Trainer::new(0.5).epochs(10).validation(&contradicting).patience(50);
    let state = trainer.train(&mut net, &samples).unwrap();
    assert_eq!(state.best_cost(), Some(fast::cost(&net, &contradicting, 0.0)));

    let state = Trainer::new(0.5).epochs(200).resume(&mut net, &samples, state).unwrap();
    let mut whole = Net::random(7);
    let uninterrupted = Trainer::new(0.5).epochs(200).train(&mut whole, &samples).unwrap();
    assert_eq!(net, whole, "it goes on from the last weights of the first run, not from the best ones");
    assert_eq!((state.best_cost(), state.costs()), (None, uninterrupted.costs()));
    assert_eq!(state.costs()[199], fast::cost(&net, &samples, 0.0));
    // Even if there is nothing to do.
    let mut net = Net::random(7);
    let trainer = |epochs| Trainer::new(0.5).epochs(epochs).validation(&contradicting);
    let state = trainer(10).patience(50).train(&mut net, &samples).unwrap();
    let state = trainer(10).resume(&mut net, &samples, state).unwrap();
    assert_eq!(state.costs()[9], fast::cost(&net, &samples, 0.0));
}

#[test]
fn a_cost_that_is_not_finite_is_never_the_best() {
    // The difference of two infinite units is not a number.
    let training = Samples::new([[0.0], [1.0]], [[0.0], [1.0]]).unwrap();
    let validation = Samples::new([[1e308]], [[0.0]]).unwrap();
    let mut network = Difference { theta_1: [[0.0, 4.0], [0.0, 4.0]].into(), theta_2: [[0.0, 1.0, -1.0]].into() };
    let mut last = network.clone();
    let trainer = Trainer::<Difference>::new(0.01).epochs(50).validation(&validation).patience(2);
    let trainer = trainer.watch(|epoch| {
        assert!(epoch.validation_cost().unwrap().is_nan());
        last = epoch.network().clone();
        ControlFlow::Continue(())
    });
    let state = trainer.train(&mut network, &training).unwrap();
    assert_eq!((state.status(), state.epochs(), state.best_cost()), (Status::StoppedEarly, 2, None));
    assert_eq!(state.validation_costs(), [None, None]);
    assert_eq!(network, last, "no weights are the best, so it keeps the last");

    // The cost of the validation sample overflows as soon as the slope exceeds 1.
    let validation = Samples::new([[1.5e154]], [[0.0]]).unwrap();
    let mut line = Line::zeros();
    let trainer = Trainer::new(0.1).epochs(1000).validation(&validation).patience(40);
    let state = trainer.train(&mut line, &points()).unwrap();
    assert_eq!((state.status(), state.epochs()), (Status::StoppedEarly, 41));
    assert_eq!(state.best_cost(), Some(fast::cost(&line, &validation, 0.0)));
    assert_eq!(state.validation_costs()[40], Some(f64::INFINITY));
}

#[test]
fn with_patience_a_run_that_diverges_keeps_the_best_weights() {
    let points = points();
    let mut lowest = f64::INFINITY;
    let mut line = Line::zeros();
    let mut state = State::new();
    let trainer = Trainer::new(1.0).schedule(|epoch| if epoch < 20 { 0.5 } else { 40.0 }).epochs(10_000).patience(1000);
    let trainer = trainer.watch(|epoch| {
        lowest = lowest.min(epoch.cost());
        ControlFlow::Continue(())
    });
    let error = trainer.advance(&mut line, &points, &mut state).unwrap_err();
    assert!(matches!(error, TrainingError::Diverged(Diverged { epoch: 21.., batch: 0, .. })), "{error}");
    assert!(lowest < 1e-11, "{lowest}");
    assert_eq!(fast::cost(&line, &points, 0.0), lowest);
    assert_eq!((state.status(), state.best_cost()), (Status::Diverged, Some(lowest)));
    assert_eq!(state.costs().len(), state.epochs());
    assert!(state.costs().iter().all(|cost| cost.is_finite()));
    // So does a resumed run that diverges at once.
    let mut line = Line::zeros();
    let mut state = Trainer::new(0.5).epochs(3).patience(5).train(&mut line, &points).unwrap();
    let (best, before) = (line.clone(), state.best_cost());
    let error = Trainer::new(1e300).epochs(9).patience(5).advance(&mut line, &points, &mut state).unwrap_err();
    assert_eq!(error, Diverged::new(3, 0).into());
    assert_eq!((line, state.best_cost(), state.epochs()), (best, before, 3));
}

#[test]
fn a_cost_that_is_not_finite_ends_the_run_before_that_epoch() {
    // The square of the weight overflows before the weight does.
    let (points, mut last) = (points(), Line::zeros());
    let mut line = Line { theta_1: [[0.0, 1.0]].into() };
    let trainer = Trainer::<Line>::new(1.0).schedule(|epoch| if epoch < 3 { 0.1 } else { 1e160 }).epochs(9);
    let trainer = trainer.watch(|epoch| {
        last = epoch.network().clone();
        ControlFlow::Continue(())
    });
    let mut state = State::new();
    let error = trainer.advance(&mut line, &points, &mut state).unwrap_err();
    assert_eq!(error, Diverged::new(3, 0).into());
    assert_eq!(line, last);
    assert_eq!((state.status(), state.epochs(), state.steps()), (Status::Diverged, 3, 3));
}

#[test]
fn a_cost_that_rises_without_end_ends_the_run_before_that_epoch() {
    // λ alone multiplies the weight by −5 in each step, and J by 625 in each epoch.
    let (points, lambda) = (points(), 4.0);
    let mut last = Line::zeros();
    let mut line = Line { theta_1: [[0.0, 1.0]].into() };
    let trainer = Trainer::<Line>::new(2.0).lambda(lambda).batch_size(1).epochs(1000).watch(|epoch| {
        last = epoch.network().clone();
        ControlFlow::Continue(())
    });
    let mut state = State::new();
    let error = trainer.advance(&mut line, &points, &mut state).unwrap_err();
    let TrainingError::Diverged(Diverged { epoch, batch: 1, rise: Some((first, _)), .. }) = error else {
        panic!("{error}, expected the last batch of an epoch")
    };
    assert_eq!((epoch, first), (state.epochs(), fast::cost(&Line { theta_1: [[0.0, 1.0]].into() }, &points, lambda)));
    assert!(epoch > 0 && fast::cost(&line, &points, lambda) <= 1e3 * first);
    assert_eq!(line, last);
    assert_eq!((state.status(), state.steps()), (Status::Diverged, 2 * state.epochs() as u64));
}

#[test]
fn weights_before_a_bad_step_are_good_only_if_their_cost_is_finite() {
    let start = Line { theta_1: [[0.0, 1.0]].into() };
    // The first step leads to −1e199, where J is infinite, and the second one to infinity.
    let samples = Samples::new([[1e100], [1e100]], [[0.0], [0.0]]).unwrap();
    let (mut line, mut state) = (start.clone(), State::new());
    let error = Trainer::new(0.1).epochs(1).batch_size(1).advance(&mut line, &samples, &mut state).unwrap_err();
    assert_eq!((error, &line, state.steps()), (Diverged::new(0, 1).into(), &start, 0));
    // Here J is finite after the first step.
    let samples = Samples::new([[1.0], [1e155]], [[0.0], [0.0]]).unwrap();
    let (mut line, mut state) = (Line { theta_1: [[0.0, 1e-3]].into() }, State::new());
    let error = Trainer::new(0.5).epochs(1).batch_size(1).optimizer(Pushing).advance(&mut line, &samples, &mut state);
    assert_eq!((error.unwrap_err(), state.steps()), (Diverged::new(0, 1).into(), 1));
    assert_eq!(line.theta_1[0], [0.0, 1e-3]);
}

/// An optimizer that leaves the weights as they are at its first step, and makes them infinite at the second one.
#[derive(Debug)]
struct Pushing;

impl<T: Scalar> Optimizer<T> for Pushing {
    fn step(&self, weights: Weights<'_, T>) {
        let push = if weights.number() == 1 { T::ZERO } else { T::from_f64(f64::INFINITY) };
        weights.each(|theta, _, []| theta + push);
    }
}

#[test]
fn a_run_that_diverged_goes_on_at_a_smaller_rate_with_fresh_moments() {
    let points = points();
    let trainer = |rate: f64| Trainer::new(rate).optimizer(Momentum::default()).epochs(2000);
    let (mut line, mut state) = (Line { theta_1: [[0.5, 0.5]].into() }, State::new());
    let error = trainer(10.0).advance(&mut line, &points, &mut state).unwrap_err();
    assert!(matches!(error, TrainingError::Diverged(_)), "{error}");
    let (left, epochs) = (line.clone(), state.epochs());
    let cost = fast::cost(&left, &points, 0.0);
    assert!(cost > 100.0, "without patience, the last good weights are those before the epoch: {cost}");
    trainer(0.01).advance(&mut line, &points, &mut state).unwrap();
    assert_eq!((state.epochs(), state.costs().len(), state.status()), (2000, 2000, Status::Finished));
    // Fresh moments: the same as a new run from there.
    let mut anew = left;
    trainer(0.01).epochs(2000 - epochs).train(&mut anew, &points).unwrap();
    assert_eq!(line, anew);

    // With patience, it goes on from the best weights, and waits anew.
    let (mut line, mut state) = (Line::zeros(), State::new());
    let error = trainer(10.0).patience(10_000).advance(&mut line, &points, &mut state).unwrap_err();
    assert!(matches!(error, TrainingError::Diverged(_)), "{error}");
    trainer(0.01).patience(100).advance(&mut line, &points, &mut state).unwrap();
    assert!(fast::cost(&line, &points, 0.0) < 1e-20);
}

#[test]
fn a_pause_changes_nothing() {
    let (samples, validation) = (samples(), Samples::new([X[0], X[1]], [[0.0], [1.0]]).unwrap());
    let trainer = || {
        let trainer = Trainer::new(0.05).optimizer(Adam::default()).batch_size(3).shuffle(11).epochs(12);
        trainer.validation(&validation).patience(4)
    };
    let mut whole = Net::random(7);
    let uninterrupted = trainer().train(&mut whole, &samples).unwrap();
    for number in 1..=uninterrupted.epochs() {
        let mut net = Net::random(7);
        let state = break_at(trainer(), number).train(&mut net, &samples).unwrap();
        assert_eq!(state.epochs(), number);
        let is_over = number == 12;
        assert_eq!(state.status(), if is_over { Status::Finished } else { Status::Paused });
        let state = trainer().resume(&mut net, &samples, state).unwrap();
        assert_eq!((&net, &state), (&whole, &uninterrupted), "paused after {number} epochs");
    }
}

#[test]
fn with_more_patience_a_run_that_stopped_early_waits_on() {
    let (samples, contradicting) = (samples(), contradicting());
    let trainer = |patience| {
        Trainer::new(0.5).epochs(100).validation(&contradicting).optimizer(Adam::default()).patience(patience)
    };
    let mut net = Net::random(7);
    let stopped = trainer(3).train(&mut net, &samples).unwrap();
    assert_eq!(stopped.status(), Status::StoppedEarly);
    // It ends like a run that had as much patience from its first epoch.
    for patience in [4, 5, 20] {
        let (mut resumed, mut whole) = (net.clone(), Net::random(7));
        let state = trainer(patience).resume(&mut resumed, &samples, stopped.clone()).unwrap();
        let uninterrupted = trainer(patience).train(&mut whole, &samples).unwrap();
        assert_eq!((resumed, state), (whole, uninterrupted));
    }
    // With no more patience than it has waited already, it begins to wait anew.
    for patience in 1..=3 {
        let mut resumed = net.clone();
        let state = trainer(patience).resume(&mut resumed, &samples, stopped.clone()).unwrap();
        assert_eq!((state.status(), state.epochs()), (Status::StoppedEarly, stopped.epochs() + patience));
        assert_eq!((resumed, state.best_cost()), (net.clone(), stopped.best_cost()));
    }
    // Without patience, and with other settings, it goes on to the last epoch.
    let mut resumed = net.clone();
    let state = Trainer::new(0.01).epochs(100).resume(&mut resumed, &samples, stopped.clone()).unwrap();
    assert_eq!((state.epochs(), state.status()), (100, Status::Finished));
    // If all epochs are done, there is nothing to do.
    let epochs = stopped.epochs();
    let state = trainer(20).epochs(epochs).resume(&mut net, &samples, stopped).unwrap();
    assert_eq!((state.epochs(), state.status()), (epochs, Status::Finished));
}

#[test]
fn a_run_whose_patience_ends_with_its_last_epoch_is_finished() {
    let (samples, contradicting) = (samples(), contradicting());
    let trainer = |epochs| Trainer::new(0.5).epochs(epochs).validation(&contradicting).patience(3);
    let mut whole = Net::random(7);
    let stopped = trainer(100).train(&mut whole, &samples).unwrap();
    let mut net = Net::random(7);
    let finished = trainer(stopped.epochs()).train(&mut net, &samples).unwrap();
    assert_eq!((finished.status(), &net), (Status::Finished, &whole));
    // With more epochs it would not have gone on, so it does not now.
    let state = trainer(100).resume(&mut net, &samples, finished).unwrap();
    assert_eq!((state, net), (stopped, whole));
}

#[test]
fn the_best_cost_is_that_of_the_present_samples() {
    let (samples, contradicting) = (samples(), contradicting());
    let trainer = |epochs| Trainer::new(0.5).epochs(epochs).patience(4);
    let mut net = Net::random(7);
    let first = trainer(100).validation(&contradicting).train(&mut net, &samples).unwrap();
    assert_eq!(
        (first.status(), first.best_cost()),
        (Status::StoppedEarly, Some(fast::cost(&net, &contradicting, 0.0)))
    );
    // Another set, no set, and another λ.
    let halves = Samples::new(X, [[0.5]; 4]).unwrap();
    let mut seen = Vec::new();
    let state = trainer(30).validation(&halves).watch(|epoch| {
        seen.push(epoch.validation_cost().unwrap());
        ControlFlow::Continue(())
    });
    let state = state.resume(&mut net, &samples, first.clone()).unwrap();
    assert_eq!(state.best_cost(), Some(fast::cost(&net, &halves, 0.0)));
    assert!(!seen.is_empty() && seen.iter().all(|&cost| state.best_cost().unwrap() <= cost), "{seen:?}");
    for lambda in [0.0, 0.3] {
        let mut net = net.clone();
        let state = trainer(300).lambda(lambda).resume(&mut net, &samples, state.clone()).unwrap();
        assert_eq!(state.best_cost(), Some(fast::cost(&net, &samples, lambda)));
        assert_eq!((state.epochs(), state.status()), (300, Status::Finished), "J falls, so no patience is needed");
    }
    // By samples on which the best weights have no cost, there is no best cost yet.
    let mut line = Line::zeros();
    let points = points();
    let state = Trainer::new(0.1).epochs(40).patience(5).train(&mut line, &points).unwrap();
    let far = Samples::new([[1e300]], [[0.0]]).unwrap();
    let state = Trainer::new(0.1).epochs(50).patience(5).validation(&far).resume(&mut line, &points, state).unwrap();
    assert_eq!((state.epochs(), state.status(), state.best_cost()), (45, Status::StoppedEarly, None));
    assert_eq!(state.costs()[44], fast::cost(&line, &points, 0.0));
}

#[test]
fn a_network_that_was_changed_goes_on_as_it_is() {
    let (samples, contradicting) = (samples(), contradicting());
    let trainer = |epochs| Trainer::new(0.5).epochs(epochs).validation(&contradicting).patience(50);
    let mut net = Net::random(7);
    let state = trainer(10).train(&mut net, &samples).unwrap();
    let (mut changed, mut alone) = (Net::random(8), Net::random(8));
    let mut seen = None;
    let watched = trainer(11).watch(|epoch| {
        seen = Some(epoch.network().clone());
        ControlFlow::Continue(())
    });
    watched.resume(&mut changed, &samples, state).unwrap();
    Trainer::new(0.5).epochs(1).train(&mut alone, &samples).unwrap();
    assert_eq!(seen, Some(alone));
}

/// Momentum of a user, with other names for it.
#[derive(Debug)]
struct Own(Momentum, &'static str);

impl<T: Scalar> Optimizer<T> for Own {
    fn moments(&self) -> usize {
        1
    }
    fn step(&self, weights: Weights<'_, T>) {
        self.0.step(weights);
    }
    fn name(&self) -> &'static str {
        self.1
    }
}

#[test]
fn another_optimizer_starts_with_fresh_moments() {
    let (samples, optimizers) = (samples(), optimizers());
    let trainer = |optimizer, epochs| Trainer::new(0.05).optimizer(optimizer).epochs(epochs);
    for (i, first) in optimizers.iter().enumerate() {
        let mut net = Net::random(7);
        let state = trainer(first, 20).train(&mut net, &samples).unwrap();
        for (j, second) in optimizers.iter().enumerate() {
            let (mut resumed, mut anew) = (net.clone(), net.clone());
            let after = trainer(second, 23).resume(&mut resumed, &samples, state.clone()).unwrap();
            assert_eq!(after.steps(), 23);
            trainer(second, 3).train(&mut anew, &samples).unwrap();
            let is_fresh = i != j || matches!(i, 0);
            assert_eq!(resumed == anew, is_fresh, "{first:?}, then {second:?}");
        }
    }
    // The reported case: Adam's first step after momentum is as long as any first step of Adam, the rate.
    let mut net = Net::random(7);
    let state = trainer(&optimizers[4], 20).train(&mut net, &samples).unwrap();
    let state = trainer(&optimizers[1], 40).resume(&mut net, &samples, state).unwrap();
    let before = net.clone();
    trainer(&optimizers[4], 41).resume(&mut net, &samples, state).unwrap();
    for (theta, before) in net.thetas().into_iter().zip(before.thetas()) {
        assert!(theta.iter().zip(before).all(|(theta, before)| (theta - before).abs() < 0.05 * (1.0 + 1e-9)));
    }
}

#[test]
fn the_name_decides_whose_moments_they_are() {
    let samples = samples();
    let momentum = |beta| Momentum::new(beta);
    let trainer = |own, epochs| Trainer::new(0.05).optimizer(own).epochs(epochs);
    let mut net = Net::random(7);
    let state = trainer(Own(momentum(0.9), "own"), 20).train(&mut net, &samples).unwrap();
    // Other constants change nothing about what the moments mean.
    for (own, is_fresh) in [(Own(momentum(0.8), "own"), false), (Own(momentum(0.9), "other"), true)] {
        let (mut resumed, mut anew) = (net.clone(), net.clone());
        let bytes = Checkpoint::from_training(&net, &state).to_bytes().unwrap();
        let loaded = Checkpoint::<Net>::from_bytes(&bytes).unwrap().state().unwrap();
        trainer(Own(own.0, own.1), 23).resume(&mut resumed, &samples, loaded).unwrap();
        trainer(own, 3).train(&mut anew, &samples).unwrap();
        assert_eq!(resumed == anew, is_fresh);
    }
    // Without a name of its own, it has that of its type.
    assert!(Optimizer::<f64>::name(&Pushing).ends_with("::runs::Pushing"));
    assert_eq!(Optimizer::<f64>::name(&&Box::new(Adam::default())), "Adam");
}

#[test]
fn a_checkpoint_of_every_state_goes_on_like_the_state() {
    let points = points();
    let trainer = |rate: f64| Trainer::new(rate).optimizer(Adam::default()).epochs(10).patience(3);
    let frozen = |trainer: Trainer<'static, Line>| trainer.schedule(|epoch| if epoch < 5 { 1.0 } else { 0.0 });
    let mut seen = Vec::new();
    for (run, expected) in [
        (Trainer::new(0.1).epochs(0), Status::Finished),
        (trainer(0.1), Status::Finished),
        (break_at(trainer(0.1), 3), Status::Paused),
        (frozen(trainer(0.1)), Status::StoppedEarly),
        (trainer(1e300), Status::Diverged),
    ] {
        let (mut line, mut state) = (Line::zeros(), State::new());
        let _ = run.advance(&mut line, &points, &mut state);
        assert_eq!(state.status(), expected);
        seen.push((line, state));
    }
    seen.push((Line::zeros(), State::new()));
    for (line, state) in seen {
        let bytes = Checkpoint::from_training(&line, &state).to_bytes().unwrap();
        let checkpoint = Checkpoint::<Line>::from_bytes(&bytes).unwrap();
        let (loaded, mut network) = (checkpoint.state().unwrap(), checkpoint.network);
        assert_eq!((&loaded, &network), (&state, &line));
        let mut line = line;
        let resumed = trainer(0.05).epochs(60).resume(&mut line, &points, state).unwrap();
        let loaded = trainer(0.05).epochs(60).resume(&mut network, &points, loaded).unwrap();
        assert_eq!((resumed, line), (loaded, network));
    }
}

#[test]
fn gradients_whose_squares_overflow_are_clipped_too() {
    let samples = Samples::new([[1e100]], [[0.0]]).unwrap();
    let mut line = Line { theta_1: [[0.0, 1.0]].into() };
    let mut norm = 0.0;
    let trainer = Trainer::new(1.0).epochs(1).clip_norm(0.25).watch(|epoch| {
        norm = epoch.gradient_norm();
        ControlFlow::Continue(())
    });
    trainer.train(&mut line, &samples).unwrap();
    assert!((norm / 1e200 - 1.0).abs() < 1e-15, "{norm}");
    assert!((line.theta_1[0][1] - 0.75).abs() < 1e-15, "{line:?}");
}

/// The settings of a random run.
#[derive(Debug, Clone)]
struct Run {
    optimizer: usize,
    rate: f64,
    /// The factor of the rate in every third epoch.
    jump: f64,
    lambda: f64,
    batch_size: usize,
    seed: Option<u64>,
    clip: Option<f64>,
    updates: Updates,
    patience: Option<usize>,
    validation: Option<usize>,
    /// The number of further epochs that it allows.
    epochs: usize,
    /// The number of further epochs after which `watch` breaks it off.
    stop: Option<usize>,
    /// The number of further epochs after which another run, with the same settings, is interrupted.
    interruption: usize,
    /// The network and its state go through a checkpoint before the run.
    is_saved: bool,
}

fn run() -> impl Strategy<Value = Run> {
    let optimizer = (0..6_usize, -3..4_i32, prop::sample::select(vec![0.0, 0.1, 1.0, 1.0, 1e4, 1e200]));
    let numbers =
        (prop::sample::select(vec![0.0, 0.0, 0.5, 1e3]), prop::option::of(prop::sample::select(vec![0.1, 10.0])));
    let batches = (1..4_usize, prop::option::of(0..9_u64), any::<bool>());
    let stopping = (prop::option::of(1..4_usize), prop::option::of(0..3_usize));
    let epochs = (0..9_usize, prop::option::of(1..6_usize), 0..9_usize, any::<bool>());
    (optimizer, numbers, batches, stopping, epochs).prop_map(|(optimizer, numbers, batches, stopping, epochs)| Run {
        optimizer: optimizer.0,
        rate: 10.0_f64.powi(optimizer.1),
        jump: optimizer.2,
        lambda: numbers.0,
        clip: numbers.1,
        batch_size: batches.0,
        seed: batches.1,
        updates: if batches.2 { Updates::AtOnce } else { Updates::LayerByLayer },
        patience: stopping.0,
        validation: stopping.1,
        epochs: epochs.0,
        stop: epochs.1,
        interruption: epochs.2,
        is_saved: epochs.3,
    })
}

/// Three sets of validation samples: two sensible ones, and one whose cost soon is not finite.
fn validations() -> [SamplesOf<Curve>; 3] {
    [([0.5], [0.3]), ([-2.0], [5.0]), ([0.1], [1e154])].map(|(x, y)| Samples::new([x], [y]).unwrap())
}

impl Run {
    /// Returns a trainer that allows this number of epochs in all.
    fn trainer<'a>(&self, validations: &'a [SamplesOf<Curve>; 3], epochs: usize) -> Trainer<'a, Curve> {
        let jump = self.jump;
        let optimizer = optimizers().into_iter().nth(self.optimizer).unwrap();
        let mut trainer = Trainer::new(self.rate).optimizer(optimizer).lambda(self.lambda).batch_size(self.batch_size);
        trainer = trainer.schedule(move |epoch| if epoch % 3 == 2 { jump } else { 1.0 }).updates(self.updates);
        trainer = trainer.epochs(epochs);
        if let Some(seed) = self.seed {
            trainer = trainer.shuffle(seed);
        }
        if let Some(largest) = self.clip {
            trainer = trainer.clip_norm(largest);
        }
        if let Some(patience) = self.patience {
            trainer = trainer.patience(patience);
        }
        if let Some(validation) = self.validation {
            trainer = trainer.validation(&validations[validation]);
        }
        trainer
    }

    /// Returns the cost that decides which weights are the best.
    fn measure(&self, network: &Curve, samples: &SamplesOf<Curve>, validations: &[SamplesOf<Curve>; 3]) -> f64 {
        match self.validation {
            Some(validation) => fast::cost(network, &validations[validation], 0.0),
            None => fast::cost(network, samples, self.lambda),
        }
    }
}

fn through_a_checkpoint(network: &Curve, state: &State<Curve>) -> (Curve, State<Curve>) {
    let bytes = Checkpoint::from_training(network, state).to_bytes().unwrap();
    let checkpoint = Checkpoint::<Curve>::from_bytes(&bytes).unwrap();
    (checkpoint.network.clone(), checkpoint.state().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_happens_in_a_sequence_of_runs_the_state_is_sound(
        runs in prop::collection::vec(run(), 1..6), seed in 0..20_u64,
    ) {
        let samples = Samples::new([[0.0], [0.5], [-1.0]], [[0.1], [0.7], [-1.2]]).unwrap();
        let validations = validations();
        let (mut network, mut state) = (Curve::random(seed), State::new());
        for run in &runs {
            if run.is_saved {
                let loaded = through_a_checkpoint(&network, &state);
                prop_assert_eq!(&loaded, &(network, state));
                (network, state) = loaded;
            }
            let (before, start) = (network.clone(), state.clone());
            let epochs = start.epochs() + run.epochs;
            let stop = run.stop.map(|stop| start.epochs() + stop);
            let (mut last, mut measures) = (None, Vec::new());
            let trainer = run.trainer(&validations, epochs).watch(|epoch| {
                assert_eq!(epoch.state().status(), Status::Running);
                last = Some(epoch.network().clone());
                measures.push(epoch.validation_cost().unwrap_or(epoch.cost()));
                if stop == Some(epoch.number()) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            let result = trainer.advance(&mut network, &samples, &mut state);

            // The network and the history are sound.
            prop_assert!(network.thetas().iter().all(|theta| theta.iter().all(|weight| weight.is_finite())));
            prop_assert!(fast::cost(&network, &samples, 0.0).is_finite());
            prop_assert!(state.costs().iter().all(|cost| cost.is_finite()));
            prop_assert_eq!(state.epochs(), start.epochs() + measures.len());
            prop_assert_eq!((state.costs().len(), state.validation_costs().len()), (state.epochs(), state.epochs()));
            prop_assert!(state.costs().starts_with(start.costs()));
            prop_assert!(state.steps() >= start.steps() + (measures.len() * 3_usize.div_ceil(run.batch_size)) as u64);

            // The status is the reason why it ended.
            let is_done = state.epochs() >= epochs;
            match (&result, state.status()) {
                (Ok(()), Status::Finished) => prop_assert!(is_done),
                (Ok(()), Status::Paused) => prop_assert!(!is_done && stop == Some(state.epochs())),
                (Ok(()), Status::StoppedEarly) => prop_assert!(!is_done && run.patience.is_some()),
                (Err(TrainingError::Diverged(diverged)), Status::Diverged) => {
                    prop_assert_eq!(diverged.epoch, state.epochs());
                }
                other => prop_assert!(false, "{:?}", other),
            }

            // The network has the best weights, or the last ones.
            if let Some(best) = state.best_cost() {
                prop_assert_eq!(best, run.measure(&network, &samples, &validations));
                prop_assert!(run.patience.is_some() && measures.iter().all(|cost| best <= *cost || cost.is_nan()));
            } else {
                prop_assert!(run.patience.is_none() || measures.iter().all(|cost| !cost.is_finite()));
                prop_assert!(result.is_err() || last.is_none() || last.as_ref() == Some(&network));
            }

            // A run that is interrupted before its end, saved, and resumed ends at the same bits.
            let interruption = start.epochs() + run.interruption;
            if interruption < state.epochs() || (result.is_err() && interruption == state.epochs()) {
                let (mut parts, mut part) = (before, start);
                run.trainer(&validations, interruption).advance(&mut parts, &samples, &mut part).unwrap();
                (parts, part) = through_a_checkpoint(&parts, &part);
                let trainer = run.trainer(&validations, epochs).watch(|epoch| {
                    if stop == Some(epoch.number()) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                });
                let resumed = trainer.advance(&mut parts, &samples, &mut part);
                prop_assert_eq!((resumed, parts, part), (result, network.clone(), state.clone()));
            }
        }
    }
}
