//! The paths of an error.

use super::Reader;
use backprop::{CrossEntropy, Identity, Relu, Sigmoid, Tanh, network};
use backprop_live::show::What;
use worked::intuition::{self, Intuition, THETA_1, THETA_2, THETA_3};

network! {
    struct Straight { layers: 2 -> 2 Identity -> 2 Identity -> 1 Sigmoid, cost: CrossEntropy }
    struct Hyperbolic { layers: 2 -> 2 Tanh -> 2 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Rectified { layers: 2 -> 2 Relu -> 2 Relu -> 1 Sigmoid, cost: CrossEntropy }
}

/// The number of parameters, and of units.
const PARAMETERS: usize = 15;
const UNITS: usize = 5;
const OUTPUT: usize = 4;

/// Returns all δ from left to right and C of a network of this type, one of whose parameters is moved.
macro_rules! computed {
    ($network:ident, $target:expr, $nudge:expr) => {{
        let mut network = $network { theta_1: THETA_1.into(), theta_2: THETA_2.into(), theta_3: THETA_3.into() };
        let (row, column) = ($target / 3, $target % 3);
        match row {
            0 | 1 => network.theta_1[row][column] += $nudge,
            2 | 3 => network.theta_2[row - 2][column] += $nudge,
            _ => network.theta_3[0][column] += $nudge,
        }
        let trace = network.trace(&intuition::samples(), 0.0);
        let ([a, b], [c, d], [e]) = (trace.deltas[0].delta_2, trace.deltas[0].delta_3, trace.deltas[0].delta_4);
        [a, b, c, d, e, trace.cost]
    }};
}

/// Returns the number of a text.
#[track_caller]
fn number(text: &str) -> f64 {
    text.trim().replace('−', "-").parse().expect(text)
}

/// Returns the numbers that the figure shows of all δ and of C.
fn shown(reader: &Reader) -> [f64; UNITS + 1] {
    let slots = ["δ 0", "δ 1", "δ 2", "δ 3", "δ 4", "cost"];
    slots.map(|slot| number(reader.reads(slot).trim_start_matches(['δ', 'C', ' '])))
}

#[test]
fn it_starts_with_the_numbers_of_the_chapter() {
    let reader = Reader::of("paths", &[]);
    assert_eq!(reader.reads("z 0"), "z 0.2000 ");
    assert_eq!(reader.reads("δ 0"), "δ 0.0291 ");
    assert_eq!(reader.reads("sum"), "δ₁⁽²⁾ = 0.02036 + 0.00875 = 0.0291");
    assert_eq!(reader.sees("unit 0", What::Attribute("aria-label")), "z 0.2000 a 0.5498 g′ 0.2475 δ 0.0291 of z₁⁽²⁾");
}

#[test]
fn a_nudge_moves_all_numbers_as_the_networks_of_the_crate_do() {
    for activation in 0..4 {
        let mut reader = Reader::of("paths", &[]);
        reader.does("activation", activation as f64);
        for target in 0..PARAMETERS {
            for nudge in [-2.0, -0.01, 0.0, 0.75, 2.0] {
                reader.does("reset", 1.0);
                reader.does("activation", activation as f64);
                reader.does("target", target as f64);
                reader.does("nudge", nudge);
                let computed = match activation {
                    0 => computed!(Intuition, target, nudge),
                    1 => computed!(Straight, target, nudge),
                    2 => computed!(Hyperbolic, target, nudge),
                    _ => computed!(Rectified, target, nudge),
                };
                for (shown, computed) in shown(&reader).into_iter().zip(computed) {
                    assert!(
                        (shown - computed).abs() < 0.500_001e-4,
                        "{activation} {target} {nudge}: {shown} {computed}"
                    );
                }
            }
        }
    }
}

#[test]
fn who_computes_with_the_printed_numbers_gets_the_printed_results() {
    let mut reader = Reader::of("paths", &[]);
    for step in 0..PARAMETERS * 4 * 4 {
        reader.does("activation", (step / 4 % 4) as f64);
        reader.does("target", (step / 16) as f64);
        reader.does("nudge", (step % 4) as f64 - 1.63);
        for (unit, delta) in shown(&reader).into_iter().take(UNITS).enumerate() {
            reader.does("look", 3.0 * unit as f64);
            let mut sum = 0.0;
            for path in 0..if unit < 2 { 2 } else { usize::from(unit < OUTPUT) } {
                let factors = (0..5).map(|row| reader.reads(&format!("value {path} {row}")));
                let factors: Vec<f64> = factors.filter(|text| !text.is_empty()).map(|text| number(&text)).collect();
                assert_eq!(factors.len(), if unit < 2 { 5 } else { 3 });
                let (product, printed): (f64, _) =
                    (factors.iter().product(), number(&reader.reads(&format!("product {path}"))));
                // The factors are rounded, too, one digit later.
                assert!((product - printed).abs() < 0.65e-5, "{factors:?}: {printed}");
                sum += printed;
            }
            let text = reader.reads("sum");
            assert_eq!(number(text.rsplit('=').next().unwrap()), delta);
            assert!(unit == OUTPUT || (sum - delta).abs() < 0.500_001e-4, "{sum}: {text}");
        }
    }
}

#[test]
fn only_what_lies_on_a_path_is_lit() {
    let mut reader = Reader::of("paths", &[]);
    let lit = |reader: &Reader, kind: &str, all: &[usize]| -> Vec<usize> {
        let is_lit = |i: &usize| reader.sees(&format!("{kind} {i}"), What::Class("lit")) == "1";
        all.iter().copied().filter(is_lit).collect()
    };
    let weights = [1, 2, 4, 5, 7, 8, 10, 11, 13, 14];
    for (unit, units, edges) in [
        (0, vec![0, 2, 3, 4], vec![7, 10, 13, 14]),
        (1, vec![1, 2, 3, 4], vec![8, 11, 13, 14]),
        (2, vec![2, 4], vec![13]),
        (3, vec![3, 4], vec![14]),
        (4, vec![4], vec![]),
    ] {
        reader.does("look", 3.0 * f64::from(unit));
        assert_eq!((lit(&reader, "unit", &[0, 1, 2, 3, 4]), lit(&reader, "edge", &weights)), (units, edges));
    }
}

#[test]
fn the_sentence_compares_the_change_with_the_promise_of_the_slope() {
    let mut reader = Reader::of("paths", &[]);
    reader.does("target", 7.0);
    reader.does("nudge", 0.5);
    let slope = intuition::sigmoid().gradient(&intuition::samples(), 0.0).theta_2[0][1];
    let (before, after) = (computed!(Intuition, 7, 0.0)[UNITS], computed!(Intuition, 7, 0.5)[UNITS]);
    let said = format!(
        "With Θ₁₁⁽²⁾ moved by 0.50, C goes from {before:.6} to {after:.6}, a change of {:.5}. \
         Its slope before, δ₁⁽³⁾ · a₁⁽²⁾, promised {slope:.6} · 0.50 = {:.5}.",
        after - before,
        slope * 0.5
    );
    assert_eq!(reader.reads("says"), said.replace('-', "−"));
    // Another parameter is nudged from there.
    reader.does("target", 0.0);
    assert_eq!(reader.reads("nudge number"), "0.00");
    assert!(reader.reads("says").starts_with(&format!("The cost C is {after:.6}")), "{}", reader.reads("says"));
    reader.does("target", 7.0);
    assert_eq!(reader.reads("nudge number"), "0.50");
}
