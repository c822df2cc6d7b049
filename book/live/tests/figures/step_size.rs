//! The step of a central difference.

use super::Reader;
use backprop::numeric_gradient;
use worked::chain;

/// Returns the error that the figure shows, and the one of the crate.
fn errors(power: i32) -> (f64, f64) {
    let mut reader = Reader::of("step_size", &[]);
    reader.does("power", f64::from(-power));
    let says = reader.reads("says");
    let error = says.split("The error is ").nth(1).and_then(|rest| rest.split(". ").next()).unwrap();
    let (mantissa, power_of_ten) = error.split_once("·10").unwrap_or((error, ""));
    let digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let size: String = power_of_ten
        .chars()
        .skip(1)
        .filter_map(|digit| digits.chars().position(|other| other == digit))
        .map(|digit| digit.to_string())
        .collect();
    let shown = mantissa.parse::<f64>().unwrap() * 10_f64.powi(-size.parse::<i32>().unwrap_or(0));
    let (network, samples) = (chain::network(), chain::samples());
    let slope = numeric_gradient(&network, &samples, 0.0, 10_f64.powi(-power)).theta_1[0][1];
    (shown, (slope - network.gradient(&samples, 0.0).theta_1[0][1]).abs())
}

#[test]
fn the_errors_of_curvature_are_those_of_the_crate() {
    for power in 0..=3 {
        let (shown, error) = errors(power);
        assert!((shown - error).abs() <= 1e-3 * error, "{power}: {shown} {error}");
    }
}

#[test]
fn the_error_falls_and_rises_again() {
    let shown: Vec<f64> = (0..=15).map(|power| errors(power).0).collect();
    assert!(shown[..=4].windows(2).all(|pair| pair[1] < pair[0] / 20.0), "{shown:?}");
    assert!(
        shown[5..=6].iter().all(|&error| error < 1e-9) && shown[13..].iter().all(|&error| error > 1e-4),
        "{shown:?}"
    );
}

#[test]
fn it_says_what_rules() {
    let mut reader = Reader::of("step_size", &[]);
    for (power, rules) in
        [(0, "The curvature"), (4, "The curvature"), (6, "Rounding"), (15, "Rounding"), (99, "Rounding")]
    {
        reader.does("power", f64::from(-power));
        assert!(reader.reads("says").contains(rules), "{power}");
    }
    reader.does("reset", 1.0);
    assert!(reader.reads("power number") == "1");
}
