//! Chapter 7: Going backwards.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 7.1`, `cargo exercise 7.4` and so on.

/// 7.1 ★ One error of layer 2 by hand.
///
/// Returns δ₂⁽²⁾ of the 2-2-2-1 network of the chapter, to three digits.
pub fn one_error() -> f64 {
    todo!()
}

/// 7.4 ★★ The errors of a hidden layer.
///
/// Returns δ⁽ˡ⁾ of two units, from `theta` = Θ⁽ˡ⁾, whose column 0 holds the biases, from `delta` = δ⁽ˡ⁺¹⁾, and from
/// `g_prime`, the slope g′(zⱼ⁽ˡ⁾) of each unit.
pub fn hidden_errors(theta: [[f64; 3]; 2], delta: [f64; 2], g_prime: [f64; 2]) -> [f64; 2] {
    todo!()
}

/// 7.5 ★★ The transpose is forgotten: rows of Θ⁽²⁾ are added up where its columns should be.
///
/// Which of these numbers of the 2-2-2-1 network are wrong? Return their names: `"delta_4"`, `"delta_3"`, `"delta_2"`,
/// `"Delta_3"`, `"Delta_2"`, `"Delta_1"`. The last three are the products of errors and activations for each layer of
/// weights.
pub fn wrong_without_the_transpose() -> Vec<&'static str> {
    todo!()
}
