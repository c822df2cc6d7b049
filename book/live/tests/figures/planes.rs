//! The two planes of the network for the light.

use super::Reader;
use backprop_live::show::What;
use worked::gates;

/// Sets all weights of a unit: 0 and 1 are the hidden units, 2 is the output.
fn sets(reader: &mut Reader, unit: usize, weights: [f64; 3]) {
    reader.does("unit", unit as f64);
    for (slider, weight) in ["bias", "first", "second"].into_iter().zip(weights) {
        reader.does(slider, weight);
    }
}

fn is_solved(reader: &Reader) -> bool {
    reader.reads("says").contains("all four cases are right")
}

#[test]
fn it_starts_with_the_outputs_of_the_chapter() {
    let (reader, run) = (Reader::of("planes", &[]), gates::run());
    for (i, forward) in run.xnor.forward.iter().enumerate() {
        assert_eq!(reader.reads(&format!("output {i}")), format!("{:.4} right", forward.a_3[0]));
    }
    assert_eq!(reader.reads("equation 0"), "z₁⁽²⁾ = −30 + 20 x₁ + 20 x₂");
    assert_eq!(reader.reads("equation 1"), "z₂⁽²⁾ = 10 − 20 x₁ − 20 x₂");
    assert!(is_solved(&reader));
}

#[test]
fn a_tenth_of_the_weights_is_always_on() {
    let mut reader = Reader::of("planes", &[]);
    for (unit, gate) in [gates::AND, gates::NOT_AND_NOT, gates::OR].into_iter().enumerate() {
        sets(&mut reader, unit, gate.map(|weight| weight / 10.0));
    }
    for (i, forward) in gates::run().soft_xnor.forward.iter().enumerate() {
        let right = if matches!(i, 0 | 3) { "right" } else { "wrong" };
        assert_eq!(reader.reads(&format!("output {i}")), format!("{:.4} {right}", forward.a_3[0]));
        assert_eq!(reader.sees(&format!("wrong {i}"), What::Class("off")).is_empty(), right == "wrong");
    }
    assert_eq!(reader.reads("says"), "With these weights, 2 of the four cases are right.");
}

#[test]
fn moved_weights_give_what_the_network_computes_with_them() {
    let mut reader = Reader::of("planes", &[]);
    let weights = [[3.0, -7.0, 12.0], [-1.0, 5.0, 4.0], [2.0, -6.0, 9.0]];
    for (unit, weights) in weights.into_iter().enumerate() {
        sets(&mut reader, unit, weights);
    }
    let network = gates::Xnor { theta_1: [weights[0], weights[1]].into(), theta_2: [weights[2]].into() };
    let numbers = reader.figure.numbers();
    let samples = gates::samples(gates::XNOR_TABLE);
    for (x, numbers) in samples.x().iter().zip(numbers.chunks(3)) {
        let forward = network.forward(x);
        for (number, expected) in numbers.iter().zip([forward.a_2[0], forward.a_2[1], forward.a_3[0]]) {
            assert!((number - expected).abs() <= 1e-12, "{number} {expected}");
        }
    }
}

#[test]
fn a_puzzle_is_solved_by_the_right_weights_and_not_by_others() {
    let solutions: [&[(usize, [f64; 3])]; 3] =
        [&[(2, gates::OR)], &[(2, [10.0, 20.0, -20.0])], &[(0, gates::AND), (1, gates::NOT_AND_NOT)]];
    let mut reader = Reader::of("planes", &[]);
    for (right, solution) in
        ["2 of the four cases are", "1 of the four cases is", "1 of the four cases is"].into_iter().zip(solutions)
    {
        reader.does("puzzle", 1.0);
        assert!(reader.reads("says").contains(right), "{}", reader.reads("says"));
        sets(&mut reader, solution[0].0, [30.0, 30.0, 30.0]);
        assert!(!is_solved(&reader));
        for &(unit, weights) in solution {
            sets(&mut reader, unit, weights);
        }
        assert!(is_solved(&reader), "{}", reader.reads("says"));
    }
    reader.does("puzzle", 1.0);
    assert!(reader.reads("says").starts_with("Puzzle 1"));
}

#[test]
fn a_line_ends_at_the_edges_of_its_plane_and_weights_of_0_have_none() {
    let mut reader = Reader::of("planes", &[]);
    // −30 + 20 x₁ + 20 x₂ = 0 from (1.5, 0) to (0, 1.5).
    assert_eq!(reader.sees("line 0", What::Attribute("d")), "M280 180L70 0");
    sets(&mut reader, 0, [0.0, 0.0, 0.0]);
    assert_eq!(reader.sees("line 0", What::Attribute("d")), "");
    // A weighted sum of 0 says yes everywhere.
    assert_eq!(reader.sees("side 0", What::Attribute("d")), "M0 240L280 240L280 0L0 0");
    sets(&mut reader, 0, [-1000.0, 0.4, 2.5]);
    assert_eq!(reader.reads("equation 0"), "z₁⁽²⁾ = −30 + 0 x₁ + 3 x₂");
}
