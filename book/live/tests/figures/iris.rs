//! The petals of two species and the neuron that draws a line between them.

use super::Reader;
use backprop::plot::drawing::significant;
use backprop::{Cost, CrossEntropy, Sigmoid};
use backprop_live::figure::start;
use backprop_live::show::What;
use worked::logistic::{self, Logistic};

/// Returns the numbers that the page gives: length, width and species of each petal.
fn given() -> Vec<f64> {
    let samples = logistic::samples();
    samples.x().iter().zip(samples.y()).flat_map(|(&[length, width], &[y])| [length, width, y]).collect()
}

fn reader() -> Reader {
    Reader::of("iris", &given())
}

#[test]
fn it_starts_with_weights_of_0_and_the_costs_of_the_chapter() {
    let (reader, run) = (reader(), logistic::run().unwrap());
    for (number, (_, cost)) in reader.figure.numbers().into_iter().zip(&run.costs) {
        assert!((number - cost).abs() <= 1e-12, "{number} {cost}");
    }
    assert_eq!(reader.reads("J text"), format!("J {:.4}", run.costs[0].1));
    assert_eq!(reader.sees("line", What::Attribute("d")), "");
    assert!(reader.reads("says").contains("50 of 100 petals are on the right side, and there is no line"));
}

#[test]
fn a_run_is_the_descent_of_the_chapter_and_stops_where_it_does() {
    let (mut reader, run) = (reader(), logistic::run().unwrap());
    reader.does("run", 1.0);
    assert_eq!(reader.reads("run"), "Stop");
    let mut milliseconds = 0;
    while reader.figure.is_running() {
        reader.figure.tick(17.0);
        milliseconds += 17;
    }
    assert!((5000..5050).contains(&milliseconds), "{milliseconds}");
    assert_eq!(reader.reads("run"), "Run");
    let says = reader.reads("says");
    assert!(says.starts_with(&format!("After 1000 steps, J is {:.4}; 95 of 100", run.costs[4].1)), "{says}");
    for (slider, weight) in ["bias", "first", "second"].into_iter().zip(run.trained.theta_1[0]) {
        let position: f64 = reader.sees(slider, What::Position).parse().unwrap();
        assert!((position - weight).abs() <= 0.025, "{position} {weight}");
        assert_eq!(reader.reads(&format!("{slider} number")), format!("{weight:.2}").replace('-', "−"));
    }
    // The chapter's flower, and the petals with a ring.
    assert!(says.contains("Petal 1, 4.7 cm × 1.4 cm, is a versicolor: z is −2.088, h is 0.1103,"), "{says}");
    for petal in 0..100 {
        let is_wrong = run.wrong.iter().any(|wrong| wrong.index == petal);
        assert_eq!(reader.sees(&format!("wrong {petal}"), What::Class("off")).is_empty(), is_wrong);
    }
    for wrong in &run.wrong {
        reader.does("next", 1.0);
        assert_eq!(reader.reads("petal number"), (wrong.index + 1).to_string());
    }
    reader.does("next", 1.0);
    assert_eq!(reader.reads("petal number"), (run.wrong[0].index + 1).to_string());
}

#[test]
fn moved_weights_give_the_costs_of_the_crate() {
    let (mut reader, samples) = (reader(), logistic::samples());
    for (weights, petal) in [([1.0, -2.5, 3.0], 0), ([-8.0, 8.0, 8.0], 99), ([0.35, 0.0, -1.05], 56)] {
        for (slider, weight) in ["bias", "first", "second"].into_iter().zip(weights) {
            reader.does(slider, weight);
        }
        reader.does("petal", petal as f64 + 1.0);
        let network: Logistic = Logistic { theta_1: [weights].into() };
        let forward = network.forward(&samples.x()[petal]);
        let cost: f64 = <CrossEntropy as Cost<Sigmoid>>::cost(&forward.z_2, &forward.a_2, &samples.y()[petal]);
        let says = reader.reads("says");
        assert!(says.contains(&format!("J is {:.4};", network.cost(&samples, logistic::LAMBDA))), "{says}");
        assert!(says.ends_with(&format!("and its cost is {}.", significant(cost))), "{says}");
    }
}

#[test]
fn a_weight_moved_by_hand_ends_the_run_and_its_count() {
    let mut reader = reader();
    reader.does("run", 1.0);
    reader.figure.tick(100.0);
    assert!(reader.reads("says").starts_with("After 20 steps"));
    reader.does("first", 100.0);
    assert!(!reader.figure.is_running() && reader.reads("says").starts_with("With these weights"));
    assert_eq!(reader.reads("first number"), "8.00");
    reader.does("reset", 1.0);
    assert_eq!(reader.reads("first number"), "0.00");
}

#[test]
fn one_step_is_the_first_one_of_the_chapter() {
    let (mut reader, run) = (reader(), logistic::run().unwrap());
    reader.does("step", 1.0);
    let says = reader.reads("says");
    assert!(says.starts_with(&format!("After 1 step, J is {:.4}; 95 of 100", run.costs[1].1)), "{says}");
}

#[test]
fn the_petal_at_a_place_is_chosen_and_arrow_keys_go_on_from_it() {
    let mut reader = reader();
    // The picture shows lengths from 2.8 cm to 7.2 cm and widths from 0.8 cm to 2.7 cm on 280 × 200 pixels.
    let at = |length: f64, width: f64| ((length - 2.8) / 4.4 * 280.0, (2.7 - width) / 1.9 * 200.0);
    let (x, y) = at(2.9, 1.05);
    reader.figure.act("pick start", x, y);
    assert!(reader.reads("says").contains("3.0 cm × 1.1 cm"), "{}", reader.reads("says"));
    let petal: usize = reader.reads("petal number").parse().unwrap();
    for (x, y, moved) in [(1.0, 0.0, petal + 1), (0.0, -1.0, petal), (-1.0, 0.0, petal - 1), (0.0, 0.0, petal - 1)] {
        reader.figure.act("pick key", x, y);
        assert_eq!(reader.reads("petal number"), moved.to_string());
    }
}

#[test]
fn it_does_not_start_with_something_else_than_petals() {
    let given = given();
    assert!(start("iris", &given).is_some());
    assert!(start("iris", &[]).is_none() && start("iris", &given[1..]).is_none());
    assert!(start("iris", &[0.5, 0.5, 2.0]).is_none() && start("iris", &[f64::INFINITY, 0.5, 1.0]).is_none());
}
