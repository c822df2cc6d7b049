//! Chapter 11: Reading digits.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 11.1`, `cargo exercise 11.2` and so on.

/// 11.1 ★ The largest parts of a cost.
///
/// Returns two parts of the cost of the first test picture, to three digits: that of its own digit, 4, and that of the
/// digit 6.
pub fn two_parts() -> [f64; 2] {
    todo!()
}

/// 11.2 ★★ Pixels that are not scaled.
///
/// The pixels are numbers from 0 to 16 instead of 0 to 1. Which of these numbers of the first backward pass become
/// smaller? Their absolute values count, and their mean over all units and pictures. Return their names:
/// `"z_2"`: the weighted sums of the hidden units.
/// `"g_prime_2"`: the slopes g′ of the hidden units.
/// `"delta_2"`: the errors of the hidden units.
/// `"Delta_1"`: the products of these errors and the pixels, from which Θ⁽¹⁾ learns.
pub fn smaller_without_scaling() -> Vec<&'static str> {
    todo!()
}

/// 11.5 ★ The accuracy.
///
/// Returns the share of the rows whose largest output is that of the right class. `outputs` has a row for each picture,
/// and an output for each of three classes, which are counted from 0.
pub fn accuracy(outputs: &[[f64; 3]], classes: &[usize]) -> f64 {
    todo!()
}

/// 11.6 ★★ Pictures that are left to a person.
///
/// The program answers only if the largest output is at least `threshold`. Returns the share of the rows that it
/// answers, and the accuracy on these rows. If it answers none, the accuracy is 1.
pub fn answered(outputs: &[[f64; 3]], classes: &[usize], threshold: f64) -> [f64; 2] {
    todo!()
}
