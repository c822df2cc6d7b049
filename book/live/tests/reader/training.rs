//! Data sets and runs of the page, in comparison with the crate's.

use backprop::{Adam, CrossEntropy, Momentum, Network, Sigmoid, Tanh, Trainer, accuracy, network};
use backprop_live::plain::Plain;
use backprop_live::reader::chosen::{Chosen, Layers};
use backprop_live::reader::training::{Data, Given, Settings, Training, right};
use backprop_live::reader::{Kind, Score};

network! {
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

fn layers(inputs: usize, rest: &[(usize, Kind)]) -> Layers {
    Layers { inputs, rest: rest.to_vec(), score: Score::CrossEntropy }
}

fn xor() -> Chosen<Plain> {
    Chosen::<Plain>::new(&layers(2, &[(4, Kind::Tanh), (1, Kind::Sigmoid)]));
    Chosen::random(7)
}

#[test]
fn a_run_takes_the_steps_of_a_program() {
    for optimizer in 0..3 {
        let settings = Settings { rate: 0.1, lambda: 0.01, optimizer };
        let mut network = xor();
        let set = Data::Xor.rows(network.layers(), &Given::default()).unwrap();
        let mut training = Training::new(&network, set, &settings).unwrap();
        for _ in 0..10 {
            training.advance(&mut network, &settings, 20);
        }
        let mut declared = Xor::random(7);
        let trainer = Trainer::new(0.1).lambda(0.01).batch_size(4).epochs(200);
        let trainer = match optimizer {
            1 => trainer.optimizer(Momentum::default()),
            2 => trainer.optimizer(Adam::default()),
            _ => trainer,
        };
        let samples = worked::xor::samples();
        let state = trainer.train(&mut declared, &samples).unwrap();
        assert_eq!((training.steps(), training.costs.len()), (200, 201));
        for (ours, theirs) in training.costs[1..].iter().zip(state.costs()) {
            assert!((ours - theirs).abs() < 1e-9 * theirs, "{ours} {theirs}");
        }
        for (ours, theirs) in network.thetas().iter().flatten().zip(declared.thetas().iter().flatten()) {
            assert!((ours.0 - theirs).abs() < 1e-9, "{ours} {theirs}");
        }
        let share = accuracy(&declared, &samples);
        assert_eq!(right(&network, &training.samples), Some((4.0 * share) as usize));
    }
}

#[test]
fn a_run_that_diverges_stops_and_says_so() {
    let settings = Settings { rate: 1e6, lambda: 1.0, optimizer: 0 };
    let mut network = xor();
    let set = Data::Xor.rows(network.layers(), &Given::default()).unwrap();
    let mut training = Training::new(&network, set, &settings).unwrap();
    training.advance(&mut network, &settings, 2000);
    assert!(training.stopped.as_ref().unwrap().contains("too large"));
    assert!(network.thetas().iter().flatten().all(|weight| weight.0.is_finite()));
    let steps = training.steps();
    training.advance(&mut network, &settings, 10);
    assert_eq!(training.steps(), steps);
}

#[test]
fn a_data_set_that_does_not_fit_says_what_it_needs() {
    let one = layers(3, &[(1, Kind::Sigmoid)]);
    assert!(Data::Xor.rows(&one, &Given::default()).unwrap_err().contains("2 inputs and 1 output or 2"));
    assert!(Data::Iris.rows(&one, &Given::default()).unwrap_err().contains("4 inputs and 3 outputs"));
    let two = layers(2, &[(2, Kind::Softmax)]);
    let y = Data::Xor.rows(&two, &Given::default()).unwrap().y;
    assert_eq!(y[1], [Plain(0.0), Plain(1.0)]);
}

#[test]
fn what_the_page_gives_is_rows_of_the_data_sets_or_nothing() {
    let circle = [0.5, 0.5, 1.0];
    let given = |numbers: &[f64]| Given::new(numbers);
    let one = given(&[&[1.0, 0.0, 0.0, 0.0][..], &circle].concat()).unwrap();
    assert_eq!(Data::Circle.rows(xor().layers(), &one).unwrap().x, [[Plain(0.5), Plain(0.5)]]);
    let digit = [&[0.0, 0.0, 0.0, 1.0][..], &[16.0; 63], &[5.0, 7.0]].concat();
    let digits = Data::Digits.rows(&layers(64, &[(10, Kind::Sigmoid)]), &given(&digit).unwrap()).unwrap();
    assert_eq!((digits.x[0][62..].to_vec(), digits.y[0][7]), (vec![Plain(1.0), Plain(0.3125)], Plain(1.0)));
    for wrong in [
        &[][..],
        &[1.0, 0.0, 0.0, 0.0],
        &[f64::NAN; 4],
        &[-1.0, 0.0, 0.0, 0.0, 1.0],
        &[1e300; 4],
        &[1.0, 0.0, 0.0, 0.0, 0.5, 0.5, 2.0],
    ] {
        assert_eq!(given(wrong), None, "{wrong:?}");
    }
}
