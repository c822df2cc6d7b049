//! Runs whose cost rises: those that diverge at finite numbers, and the honest ones.

use backprop::training::trainer::State;
use backprop::{
    Adam, Diverged, Identity, Samples, SamplesOf, SquaredError, Trainer, TrainingError, batch_descent, fast,
    minibatch_descent, network, stochastic_descent, textbook,
};

network! {
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
}

/// Returns samples with J = 8.5 at weights of 0; batch descent at the rate 1 multiplies their J by 5.9 in each step.
fn samples() -> SamplesOf<Line> {
    Samples::new([[1.0], [2.0]], [[3.0], [5.0]]).unwrap()
}

/// Returns the text, J at the start and J at the end of a run that diverged at finite numbers.
#[track_caller]
fn rise(error: &TrainingError) -> (f64, f64) {
    let TrainingError::Diverged(Diverged { rise: Some(rise), .. }) = error else { panic!("{error}") };
    *rise
}

type Run = fn(&mut Line, &SamplesOf<Line>, usize) -> Result<(), TrainingError>;

#[test]
fn a_cost_that_only_rises_is_an_error_of_every_descent_though_it_is_finite() {
    let samples = samples();
    let runs: [Run; 7] = [
        |line, samples, epochs| batch_descent(line, samples, 0.0, 1.0, epochs),
        |line, samples, epochs| stochastic_descent(line, samples, 0.0, 1.0, epochs),
        |line, samples, epochs| minibatch_descent(line, samples, 2, 0.0, 1.0, epochs),
        |line, samples, epochs| textbook::batch_descent(line, samples, 0.0, 1.0, epochs),
        |line, samples, epochs| textbook::stochastic_descent(line, samples, 0.0, 1.0, epochs),
        |line, samples, epochs| textbook::minibatch_descent(line, samples, 2, 0.0, 1.0, epochs),
        |line, samples, epochs| Trainer::new(1.0).epochs(epochs).train(line, samples).map(drop),
    ];
    for (i, run) in runs.into_iter().enumerate() {
        // In 40 epochs, J rises by a factor of 5.9⁴⁰ = 10³⁰ or more, and stays finite.
        let mut line = Line::zeros();
        let error = run(&mut line, &samples, 40).unwrap_err();
        let (first, last) = rise(&error);
        assert!(first == 8.5 && last > 8.5e3 && last.is_finite(), "{i}: {error}");
        assert!(
            error.to_string().contains(" J has risen from 8.50e0 to ") && error.to_string().contains("smaller rate")
        );
        // The network keeps the weights before that epoch.
        let TrainingError::Diverged(Diverged { epoch, .. }) = error else { unreachable!() };
        let mut before = Line::zeros();
        run(&mut before, &samples, epoch).unwrap();
        assert!(line == before && fast::cost(&line, &samples, 0.0) <= 8.5e3, "{i}");
        let mut after = Line::zeros();
        assert_eq!((run(&mut after, &samples, epoch + 1).unwrap_err(), after), (error, line), "{i}");
    }
}

#[test]
fn a_run_on_thousands_of_examples_diverges_by_the_cost_of_all_of_them() {
    // Of 2500 examples, J of every third tells whether to look closer.
    let rows = |a: f64, b: f64| (0..2500).map(|i| [if i % 2 == 0 { a } else { b }]).collect::<Vec<_>>();
    let samples: SamplesOf<Line> = Samples::new(rows(1.0, 2.0), rows(3.0, 5.0)).unwrap();
    for run in [minibatch_descent, textbook::minibatch_descent] {
        let mut line = Line::zeros();
        let error = run(&mut line, &samples, 500, 1.0, 1.0, 10).unwrap_err();
        let (first, last) = rise(&error);
        assert!(first == 8.5 && last > 8.5e3, "{error}");
        let TrainingError::Diverged(Diverged { epoch, batch: 4, .. }) = error else { panic!("{error}") };
        let mut again = Line::zeros();
        run(&mut again, &samples, 500, 1.0, 1.0, epoch).unwrap();
        assert_eq!(line, again);
        run(&mut line, &samples, 500, 1.0, 1e-3, 10).unwrap();
    }
}

#[test]
fn a_run_in_parts_diverges_where_the_whole_run_does() {
    let samples = samples();
    let (mut whole, mut state) = (Line::zeros(), State::new());
    let error = Trainer::new(1.0).epochs(40).advance(&mut whole, &samples, &mut state).unwrap_err();
    assert!(state.epochs() > 2, "{}", state.epochs());

    // No part raises J by a factor of a thousand, all of them together do.
    let (mut parts, mut part) = (Line::zeros(), State::new());
    let errors = (1..=40).map_while(|epochs| {
        let result = Trainer::new(1.0).epochs(epochs).advance(&mut parts, &samples, &mut part);
        (epochs <= state.epochs() + 1).then_some(result)
    });
    let errors: Vec<_> = errors.filter_map(Result::err).collect();
    assert_eq!((errors, parts, part.costs()), (vec![error], whole, state.costs()));
}

#[test]
fn a_run_from_a_cost_of_almost_0_may_rise_by_any_factor_up_to_the_size_of_its_targets() {
    // The targets are in single units and in millions; J at weights of 0 is 8.5 and 8.5·10¹².
    for unit in [1.0, 1e6] {
        let samples = Samples::new([[1.0], [2.0]], [[3.0 * unit], [5.0 * unit]]).unwrap();
        let mut line = Line { theta_1: [[unit * (1.0 + 1e-7), unit * 2.0]].into() };
        let before = fast::cost(&line, &samples, 0.0);
        // The first steps of Adam are as long as the rate, however small the gradient is.
        let trainer = Trainer::new(0.01 * unit).optimizer(Adam::default()).epochs(3);
        let state = trainer.train(&mut line, &samples).unwrap();
        assert!(state.costs()[2] > 1e7 * before, "{unit}: {before}, {:?}", state.costs());
    }
}

#[test]
fn a_larger_lambda_and_harder_samples_are_no_divergence() {
    let samples = samples();
    let mut line = Line { theta_1: [[1.0, 2.0]].into() };
    let state = Trainer::new(1e-3).epochs(2).train(&mut line, &samples).unwrap();
    // J jumps from 0 to more than 10⁶ with λ, and falls from there.
    let state = Trainer::new(1e-9).lambda(1e7).epochs(4).resume(&mut line, &samples, state).unwrap();
    assert!(state.costs()[2] > 1e6, "{:?}", state.costs());
    let harder = Samples::new([[1e5]], [[0.0]]).unwrap();
    let state = Trainer::new(1e-12).epochs(6).resume(&mut line, &harder, state).unwrap();
    assert!(state.costs()[5] > 1e9 && state.costs()[5] < state.costs()[4], "{:?}", state.costs());
}

#[test]
fn a_run_that_falls_from_a_large_cost_is_no_divergence() {
    let samples = Samples::new([[1e3], [2e3]], [[3.0], [5.0]]).unwrap();
    let start = Line { theta_1: [[0.0, 1e6]].into() };
    assert!(fast::cost(&start, &samples, 0.0) > 1e17);
    let runs: [Run; 3] = [
        |line, samples, epochs| batch_descent(line, samples, 0.0, 1e-8, epochs),
        |line, samples, epochs| textbook::batch_descent(line, samples, 0.0, 1e-8, epochs),
        |line, samples, epochs| Trainer::new(1e-8).epochs(epochs).train(line, samples).map(drop),
    ];
    for run in runs {
        let mut line = start.clone();
        run(&mut line, &samples, 3).unwrap();
        assert_ne!(line, start);
    }
}

#[test]
fn a_run_needs_a_number_of_epochs() {
    let (mut line, samples) = (Line::zeros(), samples());
    let error = Trainer::new(0.1).train(&mut line, &samples).unwrap_err();
    assert!(matches!(error, TrainingError::Setting { setting: "number of epochs", .. }));
    assert_eq!(error.to_string(), "the number of epochs is not set, expected a number, as `.epochs(100)` sets it");
    assert_eq!(line, Line::zeros());
}
