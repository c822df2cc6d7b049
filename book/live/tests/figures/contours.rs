//! Two paths over the contours of the cost.

use super::Reader;
use worked::contours::{self, STEPS};
use worked::logistic;

fn petals() -> Vec<f64> {
    logistic::samples().iter().flat_map(|(&[length, width], &[species])| [length, width, species]).collect()
}

/// Returns the ends of both paths.
fn ends(reader: &Reader) -> [[f64; 2]; 2] {
    let numbers = reader.numbers();
    [[numbers[0], numbers[1]], [numbers[2], numbers[3]]]
}

fn assert_near(one: [f64; 2], other: [f64; 2]) {
    for (one, other) in one.into_iter().zip(other) {
        assert!((one - other).abs() <= 1e-9 * other.abs().max(1e-3), "{one} {other}");
    }
}

#[test]
fn the_paths_are_those_of_the_run() {
    let (mut reader, run) = (Reader::of("contours", &petals()), contours::run().unwrap());
    for step in 0..=STEPS {
        let [batch, stochastic] = ends(&reader);
        assert_near(batch, run.batch[step]);
        assert_near(stochastic, run.stochastic[step]);
        reader.does("step", 1.0);
    }
    assert_near(ends(&reader)[0], run.batch[STEPS]);
}

#[test]
fn running_takes_the_same_steps_and_stops() {
    let (mut reader, run) = (Reader::of("contours", &petals()), contours::run().unwrap());
    reader.does("run", 1.0);
    assert_eq!(reader.reads("run"), "Stop");
    for _ in 0..STEPS {
        reader.waits(50.0);
    }
    assert_eq!(reader.reads("run"), "Run");
    assert_near(ends(&reader)[1], run.stochastic[STEPS]);
    reader.does("run", 1.0);
    assert_near(ends(&reader)[1], [0.0, 0.0]);
}

#[test]
fn another_start_and_rate_are_those_of_the_crate() {
    let mut reader = Reader::of("contours", &petals());
    // The plane has 280 pixels for the weights from −1 to 8.
    reader.drags("from", 280.0, 0.0);
    reader.does("rate", 5.0);
    reader.does("step", 1.0);
    let samples = logistic::samples();
    let batch = contours::step([8.0, 8.0], &samples, logistic::LAMBDA, 5.0);
    let petal = samples.shuffled(contours::SEED).singles().next().unwrap();
    let stochastic = contours::step([8.0, 8.0], &petal, logistic::LAMBDA / 100.0, 5.0);
    assert_near(ends(&reader)[0], batch);
    assert_near(ends(&reader)[1], stochastic);
}

#[test]
fn the_start_stays_on_the_map_and_the_path_need_not() {
    let mut reader = Reader::of("contours", &petals());
    for _ in 0..50 {
        reader.drags("from key", -1.0, 1.0);
    }
    assert_near(ends(&reader)[0], [-1.0, -1.0]);
    reader.does("rate", 8.0);
    reader.does("step", 1.0);
    assert!(reader.reads("says").contains("outside of the map"), "{}", reader.reads("says"));
}

#[test]
fn it_starts_with_a_hundred_petals_alone() {
    let mut petals = petals();
    assert!(backprop_live::figure::start("contours", &petals[3..]).is_none());
    petals[7] = f64::INFINITY;
    assert!(backprop_live::figure::start("contours", &petals).is_none());
}

/// The answer to the question of the text.
#[test]
fn a_large_rate_drives_only_the_stochastic_path_off_the_map() {
    let reader_after = |rate: f64| {
        let mut reader = Reader::of("contours", &petals());
        reader.does("rate", rate);
        let mut is_outside = [false; 2];
        for _ in 0..STEPS {
            reader.does("step", 1.0);
            let says = reader.reads("says");
            let (batch, stochastic) = says.split_once(';').unwrap();
            is_outside[0] |= batch.contains("outside");
            is_outside[1] |= stochastic.contains("outside");
        }
        let cost = |[x, y]: [f64; 2]| contours::neuron([x, y]).cost(&logistic::samples(), logistic::LAMBDA);
        (is_outside, ends(&reader).map(cost))
    };
    let ((usual, [_, at_2]), (large, [batch, at_20])) = (reader_after(4.0), reader_after(7.0));
    assert_eq!((usual, large), ([false, false], [false, true]));
    assert!(batch < at_2 && at_2 < at_20);
}
