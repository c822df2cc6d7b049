//! Chapter 4: The forward pass.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 4.1`, `cargo exercise 4.2` and so on.

/// 4.1 ★ The second example by hand. Its input is x = (0, 1).
///
/// Returns z₁⁽²⁾, z₂⁽²⁾, a₁⁽²⁾ and z₁⁽³⁾ of the 2-2-2-1 network of the chapter, to three digits.
pub fn second_example() -> [f64; 4] {
    todo!()
}

/// 4.2 ★ The biases are forgotten.
///
/// Returns the activations of layer 2, a₁⁽²⁾ and a₂⁽²⁾, for the input (0, 0).
pub fn layer_2_without_biases() -> [f64; 2] {
    todo!()
}

/// 4.3 ★★ A nudge of one weight, Θ₁₂⁽²⁾.
///
/// In which units of the 2-2-2-1 network do z and a change? Return their names: `"layer 2, unit 1"`,
/// `"layer 2, unit 2"`, `"layer 3, unit 1"`, `"layer 3, unit 2"`, `"layer 4, unit 1"`.
pub fn changed_by_a_nudge() -> Vec<&'static str> {
    todo!()
}

/// 4.5 ★★ One layer.
///
/// Returns the activations of layer l + 1 from `theta` = Θ⁽ˡ⁾, a list of rows whose first entries are the biases, and from
/// `a`, the activations of layer l. All units are sigmoids. You may call `sigmoid`.
pub fn layer(theta: &[Vec<f64>], a: &[f64]) -> Vec<f64> {
    todo!()
}

/// 4.6 ★★★ The whole pass, for any list of matrices.
///
/// Returns the activations of all layers, a⁽¹⁾ to a⁽ᴸ⁾, from `thetas`, the matrices Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾, and from the input
/// `x`. All units are sigmoids. You may call `layer`.
pub fn forward(thetas: &[Vec<Vec<f64>>], x: &[f64]) -> Vec<Vec<f64>> {
    todo!()
}

/// The activation function of all units.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
