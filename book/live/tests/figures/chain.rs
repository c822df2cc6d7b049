//! The chain of the first chapter.

use super::Reader;
use backprop::plot::drawing::significant;
use worked::chain;

#[test]
fn it_starts_with_the_numbers_of_the_chapter() {
    let (reader, run) = (Reader::of("chain", &[]), chain::run());
    let (forward, deltas) = (&run.trace.forward[0], &run.trace.deltas[0]);
    let values = [forward.z_2[0], forward.a_2[0], forward.z_3[0], forward.a_3[0], run.trace.cost];
    for (i, value) in values.into_iter().enumerate() {
        assert_eq!(reader.reads(&format!("forward {i}")), significant(value));
    }
    assert_eq!(reader.reads("backward 0"), significant(deltas.delta_2[0]));
    assert_eq!(reader.reads("backward 2"), significant(deltas.delta_3[0]));
    assert_eq!(reader.reads("slope 0"), significant(run.trace.gradient.theta_1[0][1]));
    assert_eq!(reader.reads("slope 1"), significant(run.trace.gradient.theta_2[0][1]));
}

#[test]
fn steps_downhill_are_those_of_the_descent() {
    let (mut reader, run) = (Reader::of("chain", &[]), chain::run());
    for step in &run.descent[1..] {
        reader.does("step", 1.0);
        assert_eq!(reader.reads("forward 4"), significant(step.cost));
        assert_eq!(reader.reads("w_2 number"), significant(step.weights[1]));
    }
}

#[test]
fn a_moved_weight_moves_the_costs_of_the_crate() {
    let mut reader = Reader::of("chain", &[]);
    for (w_1, w_2) in [(1.0, -1.0), (-3.5, 2.25), (4.0, 4.0), (0.0, 0.0)] {
        reader.does("w_1", w_1);
        reader.does("w_2", w_2);
        let mut network = chain::network();
        (network.theta_1[0][1], network.theta_2[0][1]) = (w_1, w_2);
        assert_eq!(reader.reads("forward 4"), significant(network.cost(&chain::samples(), 0.0)));
    }
}

#[test]
fn the_sentence_says_what_a_nudge_does_and_which_weight_matters_more() {
    let (mut reader, run) = (Reader::of("chain", &[]), chain::run());
    let slope = run.trace.gradient.theta_1[0][1];
    let said = format!(
        "If w₁ grows by 0.01, its slope promises a change of C by 0.01 · {} = {}; it changes by {}. The slopes are 0.2654 and −0.4935: here w₂ matters more.",
        significant(slope),
        significant(0.01 * slope),
        significant(run.costs_nudged[0] - run.trace.cost)
    );
    assert!(reader.reads("says").ends_with(&said), "{}", reader.reads("says"));
    // The solutions of the chapter.
    for (weight, position) in [("w_2", -2.0), ("w_1", -0.5)] {
        reader.does("reset", 1.0);
        reader.does(weight, position);
        assert!(reader.reads("says").ends_with(": here w₁ matters more."));
        assert_eq!(reader.reads("axis"), weight.replace("_1", "₁").replace("_2", "₂"));
    }
}

#[test]
fn a_step_that_leads_out_of_the_picture_is_not_taken() {
    let mut reader = Reader::of("chain", &[]);
    let mut steps = 0;
    while reader.sees("step", backprop_live::show::What::Attribute("aria-disabled")) == "false" {
        reader.does("step", 1.0);
        steps += 1;
    }
    assert!((90..130).contains(&steps), "{steps}");
    let cost = reader.reads("forward 4");
    assert!(reader.reads("says").ends_with("The next step downhill would lead out of the picture."));
    reader.does("step", 1.0);
    assert_eq!(reader.reads("forward 4"), cost);
}
