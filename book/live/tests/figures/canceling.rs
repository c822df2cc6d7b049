//! One output under two costs.

use super::Reader;
use backprop::equations::cost::{example_cost, output_error};
use backprop::plot::drawing::significant;
use backprop::{Activation, CrossEntropy, Sigmoid, SquaredError};
use worked::one_output;

/// Returns the number of a text.
#[track_caller]
fn number(text: &str) -> f64 {
    text.replace('−', "-").parse().expect(text)
}

#[test]
fn it_starts_with_the_third_output_of_the_table() {
    let (reader, run) = (Reader::of("canceling", &[]), one_output::run());
    let output = &run.wrong_side[2];
    assert_eq!(number(&reader.reads("z number")), output.z);
    for (i, scored) in [&output.cross_entropy, &output.squared_error].into_iter().enumerate() {
        assert_eq!(reader.reads(&format!("cost {i}")), significant(scored.cost));
        assert_eq!(reader.reads(&format!("δ {i}")), significant(scored.delta));
        assert!((number(&reader.reads(&format!("along_a {i}"))) / scored.along_a - 1.0).abs() < 1e-5);
        assert!((number(&reader.reads(&format!("g′ {i}"))) / output.g_prime - 1.0).abs() < 1e-5);
    }
}

#[test]
fn for_every_z_and_both_targets_the_numbers_are_those_of_the_crate_and_the_factors_have_the_product() {
    let mut reader = Reader::of("canceling", &[]);
    for step in 0..=160 {
        let z = f64::from(step) / 10.0 - 8.0;
        for y in [0.0, 1.0] {
            reader.does("z", z);
            reader.does("y", y);
            let (z, a, y) = ([z], [Sigmoid::g(z)], [y]);
            let costs = [
                example_cost::<CrossEntropy, Sigmoid, _, _>(&z, &a, &y),
                example_cost::<SquaredError, Sigmoid, _, _>(&z, &a, &y),
            ];
            let errors = [
                output_error::<CrossEntropy, Sigmoid, _, _>(&z, &a, &y)[0],
                output_error::<SquaredError, Sigmoid, _, _>(&z, &a, &y)[0],
            ];
            for i in 0..2 {
                assert_eq!(reader.reads(&format!("cost {i}")), significant(costs[i]), "{z:?}");
                assert_eq!(reader.reads(&format!("δ {i}")), significant(errors[i]), "{z:?}");
                let product =
                    number(&reader.reads(&format!("along_a {i}"))) * number(&reader.reads(&format!("g′ {i}")));
                assert!((product / errors[i] - 1.0).abs() < 1e-5, "{z:?}: {product}");
            }
        }
    }
}

#[test]
fn the_sentence_knows_the_wrong_side_of_both_targets() {
    let mut reader = Reader::of("canceling", &[]);
    for (y, z) in [(1.0, "−8.0"), (0.0, "8.0")] {
        reader.does("y", y);
        reader.does("saturate", 1.0);
        assert_eq!(reader.reads("z number"), z);
        assert!(reader.reads("says").contains("nearly flat"));
        // The same z is on the right side for the other target.
        reader.does("y", 1.0 - y);
        assert!(reader.reads("says").contains("nearly right"));
    }
    reader.does("z", 0.0);
    assert!(reader.reads("says").ends_with("The error δ under cross-entropy is 4 times that under the squared error."));
}
