//! Exclusive or and the spiral, trained while the reader looks on.

use super::Reader;
use backprop::plot::drawing::significant;
use backprop::{Adam, Momentum, Network, Optimizer, Samples, SamplesOf, Trainer};
use worked::curves::{Plane, SETS};
use worked::xor::{self, Xor};

/// The places of the settings in their lists.
const SPIRAL: f64 = 1.0;
const MOMENTUM: f64 = 1.0;
const ADAM: f64 = 2.0;
const RATES: [f64; 12] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 1.0, 3.0, 10.0, 30.0, 100.0];

/// The first points of the spiral, as the page gives them: those of one arm after those of the other.
fn spiral() -> SamplesOf<Plane> {
    let [training, _] = worked::curves::samples(&SETS[3]).unwrap();
    let (x, y) = (&training.x()[..150], &training.y()[..150]);
    let arm = |class: f64| x.iter().zip(y).filter(move |(_, y)| y[0] == class).map(|(x, y)| (*x, *y));
    let (x, y): (Vec<_>, Vec<_>) = arm(0.0).chain(arm(1.0)).unzip();
    Samples::new(x, y).unwrap()
}

fn reader() -> Reader {
    Reader::of("training", spiral().x().as_flattened())
}

fn sets_rate(reader: &mut Reader, rate: f64) {
    reader.does("rate", RATES.iter().position(|&other| other == rate).expect("a rate of the slider") as f64);
}

/// Lets it go on until it stops by itself.
fn runs(reader: &mut Reader) {
    reader.does("run", 1.0);
    while reader.figure.is_running() {
        reader.figure.tick(16.0);
    }
}

fn cost(reader: &Reader) -> f64 {
    reader.figure.numbers()[0]
}

#[track_caller]
fn agree(one: f64, other: f64) {
    assert!((one - other).abs() <= 1e-9 * other.abs(), "{one} {other}");
}

#[test]
fn it_starts_with_the_numbers_of_the_chapter_and_a_run_ends_with_them() {
    let (mut reader, run) = (reader(), xor::run().unwrap());
    assert_eq!(reader.reads("cost"), significant(run.start.cost));
    assert_eq!(reader.reads("rate number"), significant(xor::RATE));
    for (hundred, &(steps, cost_then)) in run.costs.iter().enumerate() {
        assert_eq!(steps, 100 * hundred);
        agree(cost(&reader), cost_then);
        (0..100).for_each(|_| reader.does("step", 1.0));
    }
    reader.does("again", 1.0);
    runs(&mut reader);
    assert_eq!(reader.reads("at"), "1000");
    assert_eq!(reader.reads("cost"), significant(run.costs[10].1));
    assert_eq!(reader.reads("right"), "4 of 4");
    assert!(reader.reads("says").ends_with(" after step 94. “Run” goes on to step 2000."));
}

#[test]
fn the_steps_are_those_of_the_crate() {
    fn end<N: Network<Scalar = f64>>(
        mut network: N,
        samples: &SamplesOf<N>,
        (rate, lambda): (f64, f64),
        optimizer: impl Optimizer<f64>,
    ) -> f64 {
        Trainer::new(rate).lambda(lambda).optimizer(optimizer).epochs(100).train(&mut network, samples).unwrap();
        network.cost(samples, lambda)
    }
    let mut reader = reader();
    let mut hundred = |set: &[(&str, f64)], rate| {
        reader.does("data", 0.0);
        set.iter().for_each(|&(name, position)| reader.does(name, position));
        sets_rate(&mut reader, rate);
        (0..100).for_each(|_| reader.does("step", 1.0));
        cost(&reader)
    };
    let momentum = hundred(&[("optimizer", MOMENTUM), ("beta", 2.0)], 0.1);
    agree(momentum, end(Xor::random(7), &xor::samples(), (0.1, 0.0), Momentum::new(0.95)));
    let adam = hundred(&[("seed", 1.0), ("seed", 1.0), ("optimizer", ADAM), ("lambda", 2.0)], 0.03);
    agree(adam, end(Xor::random(9), &xor::samples(), (0.03, 0.01), Adam::default()));
    agree(hundred(&[("data", SPIRAL)], 0.01), end(Plane::random(1), &spiral(), (0.01, 0.0), Adam::default()));
}

#[test]
fn a_changed_setting_starts_again_and_a_run_goes_on() {
    let mut reader = reader();
    for (name, position) in [("optimizer", MOMENTUM), ("beta", 2.0), ("lambda", 1.0), ("rate", 8.0), ("optimizer", 0.0)]
    {
        (0..2).for_each(|_| reader.does("step", 1.0));
        assert_eq!(reader.reads("at"), "2");
        reader.does(name, position);
        assert_eq!(reader.reads("at"), "0", "{name}");
    }
    reader.does("run", 1.0);
    reader.does("rate", 7.0);
    assert!(reader.figure.is_running());
}

#[test]
fn a_run_that_diverges_stops_and_starts_again() {
    let mut reader = reader();
    reader.does("lambda", 4.0);
    sets_rate(&mut reader, 10.0);
    runs(&mut reader);
    assert!(cost(&reader) > 1000.0);
    let steps: usize = reader.reads("at").parse().unwrap();
    assert!(steps < 10, "a few steps, as the chapter says: {steps}");
    let says = reader.reads("says");
    assert!(says.contains(" It has stopped: ") && says.ends_with("Start again, with a smaller rate or λ."), "{says}");
    let before = cost(&reader);
    reader.does("run", 1.0);
    reader.does("step", 1.0);
    assert!(!reader.figure.is_running() && cost(&reader) == before);
    reader.does("again", 1.0);
    assert_eq!(reader.reads("at"), "0");
    reader.does("book", 1.0);
    agree(cost(&reader), xor::run().unwrap().start.cost);
}

#[test]
fn the_curve_finds_room_for_more_steps() {
    let mut reader = reader();
    for room in [1000, 2000, 4000] {
        runs(&mut reader);
        assert_eq!(reader.reads("at"), room.to_string());
        assert_eq!(reader.reads("end"), room.to_string());
        let curve = reader.sees("curve", backprop_live::show::What::Attribute("d"));
        assert_eq!(curve.matches('L').count(), 201, "the start, 200 parts, and the place now");
    }
}

/// What the chapter says of rates, momentum and seeds.
#[test]
fn it_says_what_goes_wrong() {
    let mut reader = reader();
    sets_rate(&mut reader, 10.0);
    runs(&mut reader);
    assert!(reader.reads("says").contains(" J rose in many of the last steps."), "{}", reader.reads("says"));
    reader.does("book", 1.0);
    for _ in 7..11 {
        reader.does("seed", 1.0);
    }
    assert_eq!(reader.reads("seed is"), "11");
    reader.does("optimizer", ADAM);
    sets_rate(&mut reader, 0.1);
    runs(&mut reader);
    assert!(
        reader.reads("says").ends_with(" J has hardly changed for 100 steps. Try another seed, or a larger rate."),
        "{}",
        reader.reads("says")
    );
    assert_eq!(reader.reads("cost"), "0.3466");
}

#[test]
fn it_starts_with_nothing_but_the_points_of_both_arms() {
    let points = spiral();
    let mut given = points.x().as_flattened().to_vec();
    let starts = |given: &[f64]| backprop_live::figure::start("training", given).is_some();
    assert!(starts(&given) && !starts(&given[2..]) && !starts(&[]));
    given[7] = 6.5;
    assert!(!starts(&given));
    given[7] = f64::NAN;
    assert!(!starts(&given));
}
