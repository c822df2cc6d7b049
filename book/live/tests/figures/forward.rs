//! The forward pass of the 2-2-2-1 network.

use super::Reader;
use backprop::plot::drawing::significant;
use backprop_live::show::What;
use worked::intuition;

#[test]
fn it_starts_with_the_whole_pass_of_the_chapter() {
    let (reader, run) = (Reader::of("forward", &[]), intuition::run());
    let forward = &run.sigmoid.forward[0];
    let z = forward.z_2.iter().chain(&forward.z_3).chain(&forward.z_4);
    let a = forward.a_2.iter().chain(&forward.a_3).chain(&forward.a_4);
    for (i, (&z, &a)) in z.zip(a).enumerate() {
        assert_eq!(reader.reads(&format!("z {i}")), format!("z {}", significant(z)));
        assert_eq!(reader.reads(&format!("a {i}")), format!("a {}", significant(a)));
    }
    assert!(reader.reads("says").contains("This is the answer"));
}

#[test]
fn each_step_computes_one_unit_from_its_row_and_the_layer_before() {
    let mut reader = Reader::of("forward", &[]);
    let forward = intuition::run().sigmoid.forward.remove(0);
    let steps = [
        (intuition::THETA_1[0], forward.a_1, forward.z_2[0]),
        (intuition::THETA_1[1], forward.a_1, forward.z_2[1]),
        (intuition::THETA_2[0], forward.a_2, forward.z_3[0]),
        (intuition::THETA_2[1], forward.a_2, forward.z_3[1]),
        (intuition::THETA_3[0], forward.a_3, forward.z_4[0]),
    ];
    reader.does("begin", 1.0);
    assert!(reader.reads("z 0").is_empty());
    for (unit, (row, a, z)) in steps.into_iter().enumerate() {
        reader.does("next", 1.0);
        for (i, (weight, factor)) in row.into_iter().zip([1.0, a[0], a[1]]).enumerate() {
            let product = format!("{} · {}", significant(weight), significant(factor));
            assert_eq!(reader.reads(&format!("product {i}")), product);
            assert_eq!(reader.reads(&format!("is {i}")), significant(weight * factor));
            assert_eq!(reader.reads(&format!("row {} {i}", unit % 2)), significant(weight));
        }
        assert_eq!(reader.reads("is sum"), significant(z));
        assert_eq!(reader.reads(&format!("row {} sum", unit % 2)), format!("= {}", significant(z)));
        assert!(!reader.reads(&format!("a {unit}")).is_empty());
        for other in 0..5 {
            let is_lit = reader.sees(&format!("unit {other}"), What::Class("lit")) == "1";
            assert_eq!((is_lit, reader.reads(&format!("z {other}")).is_empty()), (other == unit, other > unit));
        }
    }
    reader.does("back", 1.0);
    assert!(reader.reads("a 4").is_empty() && reader.reads("says").starts_with("Step 4 of 5"));
    for _ in 0..7 {
        reader.does("back", 1.0);
    }
    assert!(reader.reads("says").starts_with("The input is known"));
}

#[test]
fn moved_inputs_give_what_the_network_computes_and_never_an_answer_of_one_half() {
    let (mut reader, network) = (Reader::of("forward", &[]), intuition::sigmoid());
    for across in -30..=30 {
        for down in -30..=30 {
            let x = [across, down].map(|tenths| f64::from(tenths) / 10.0);
            reader.does("x_1", x[0]);
            reader.does("x_2", x[1]);
            let (numbers, forward) = (reader.figure.numbers(), network.forward(&x));
            let expected = [forward.z_2[0], forward.a_2[0], forward.z_2[1], forward.a_2[1], forward.z_3[0]];
            for (number, expected) in numbers.iter().zip(expected).chain([(&numbers[9], forward.a_4[0])]) {
                assert!((number - expected).abs() <= 1e-12, "{number} {expected}");
            }
            assert!(numbers[9] < 0.5);
        }
    }
    // 0.1 + 0.4 · 2 − 0.6 · 1.5 is 0.
    reader.does("x_1", 2.0);
    reader.does("x_2", 1.5);
    assert_eq!(reader.reads("z 0"), "z 0");
    reader.does("x_1", 1e9);
    assert_eq!(reader.reads("x_1 number"), "3");
}
