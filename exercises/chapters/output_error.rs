//! Chapter 6: The error of the output.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 6.1`, `cargo exercise 6.3` and so on.

/// 6.1 ★ One output, two targets.
///
/// A sigmoid output with cross-entropy is 0.9. Returns its error δ if the target is 1, then its error if it is 0.
pub fn two_errors() -> [f64; 2] {
    todo!()
}

/// 6.3 ★★ A factor too many: with cross-entropy, a program computes δ = (a − y) · g′(z).
///
/// An output has the target 1, and its z is one of 4, 0, −4, −8 and −12. At which of them is δ farthest from 0? Returns
/// this z for the right program, then for the one with the mistake.
pub fn largest_error() -> [f64; 2] {
    todo!()
}

/// 6.5 ★★ The errors under both costs.
///
/// Returns δ of three sigmoid outputs, from their weighted sums `z` and targets `y`: first the three errors if the cost
/// is cross-entropy, then the three if it is the squared error. You may call `sigmoid`.
pub fn output_errors(z: [f64; 3], y: [f64; 3]) -> [[f64; 3]; 2] {
    todo!()
}

/// 6.6 ★★★ Errors that are measured.
///
/// Returns δ of three outputs without any formula for it: push each z in turn by 0.000001, and see how far the cost
/// moves. `cost(z)` is the cost of the example if its weighted sums are `z`.
pub fn measured_errors(z: [f64; 3], cost: &dyn Fn([f64; 3]) -> f64) -> [f64; 3] {
    todo!()
}

/// The activation function of the outputs.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
