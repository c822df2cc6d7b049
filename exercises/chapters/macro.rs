//! Chapter 17: What the macro wrote.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 17.2` and `cargo exercise 17.3`.

use backprop::equations::backward::hidden_error;
use backprop::equations::forward::{activate, weighted_sum};
use backprop::equations::gradient::accumulate;
use backprop::{Activation, Sigmoid, Tanh, Theta};

/// 17.2 ★★ The code of a 2-3-1 network.
///
/// Write by hand what the macro writes for 2 -> 3 Tanh -> 1 Sigmoid with cross-entropy: returns Δ⁽¹⁾ and Δ⁽²⁾ of one
/// example. Use the functions above, one line for each step.
pub fn accumulated(
    theta_1: &Theta<f64, 3, 3>,
    theta_2: &Theta<f64, 1, 4>,
    x: &[f64; 2],
    y: &[f64; 1],
) -> (Theta<f64, 3, 3>, Theta<f64, 1, 4>) {
    todo!()
}

/// 17.3 ★★ g in place of g′: the template of the hidden errors multiplies by g(z).
///
/// Which of these numbers of the 2-2-2-1 network are wrong? Return their names: `"a_4"`, `"delta_4"`, `"delta_3"`,
/// `"delta_2"`, `"Delta_3"`, `"Delta_2"`, `"Delta_1"`.
pub fn wrong_with_g() -> Vec<&'static str> {
    todo!()
}
