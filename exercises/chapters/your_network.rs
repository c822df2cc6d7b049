//! Chapter 19: Your own network.
//!
//! Replace the `todo!()` by your answer, save, and run `cargo exercise 19.3`.

/// 19.3 ★★ A 1-2-1 network, line by line.
///
/// Write the derivation of exercise 2 as a program, with sigmoid units, cross-entropy, one example and no regularization.
/// Returns the sixteen numbers in the order of the derivation: z₁⁽²⁾, z₂⁽²⁾, a₁⁽²⁾, a₂⁽²⁾, z₁⁽³⁾, a₁⁽³⁾, δ₁⁽³⁾, δ₁⁽²⁾, δ₂⁽²⁾,
/// the two rows of D⁽¹⁾, and D⁽²⁾. Column 0 of Θ holds the biases.
pub fn derivation(theta_1: [[f64; 2]; 2], theta_2: [f64; 3], x: f64, y: f64) -> [f64; 16] {
    todo!()
}
