//! Chapter 1: The whole thing in twenty lines.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 1.1`, `cargo exercise 1.4` and so on.

/// 1.1 ★ Both passes by hand, with w₂ = 1, not −1. The rest is as in the chapter: x = 2, w₁ = 0.5, y = 1.
///
/// Returns z₃, a₃, C, δ₃, ∂C/∂w₂, δ₂ and ∂C/∂w₁, in this order, to three digits: `[0.123, …]`.
pub fn with_a_positive_weight() -> [f64; 7] {
    todo!()
}

/// 1.4 ★★ The derivative with respect to the input.
///
/// Returns ∂C/∂x. You may call `sigmoid`.
pub fn slope_of_the_input(x: f64, w_1: f64, w_2: f64, y: f64) -> f64 {
    todo!()
}

/// 1.5 ★★★ The sigmoid is forgotten on the way back: somebody writes `delta_2 = delta_3 * w_2`.
///
/// Which of these numbers are wrong in the first backward pass? Return their names:
/// `"delta_3"`, `"slope_w_2"`, `"delta_2"`, `"slope_w_1"`.
pub fn wrong_without_the_sigmoid() -> Vec<&'static str> {
    todo!()
}

/// The activation function of the chapter.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
