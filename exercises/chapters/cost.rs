//! Chapter 5: The cost.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 5.1`, `cargo exercise 5.2` and so on.

/// 5.1 ★ The cost of zeros. All weights of a network with three sigmoid outputs are 0.
///
/// Returns C of an example, and J of a training set with λ = 1, to three digits.
pub fn cost_of_zeros() -> [f64; 2] {
    todo!()
}

/// 5.2 ★ Every example is in the training set twice.
///
/// Returns the factors by which this multiplies the mean of C, and the second term of J.
pub fn factors_of_doubled_examples() -> [f64; 2] {
    todo!()
}

/// 5.3 ★★ The classes are 1 and 2, and the formula of cross-entropy is used as it is.
///
/// Which of these are true of the cost C of an example with the target 2, as its output h goes from 0 to 1? Return their
/// names: `"falls"`, `"rises"`, `"negative"` if C can be less than 0, `"bounded"` if there is a lowest value.
pub fn cost_of_the_target_2() -> Vec<&'static str> {
    todo!()
}

/// 5.5 ★★ The cost of a network.
///
/// Returns J(Θ). `thetas` holds the matrices Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾ as lists of rows whose first entries are the biases, `a` the
/// outputs a⁽ᴸ⁾ of each example, and `y` its targets. The cost C is cross-entropy, and `lambda` is λ.
pub fn cost(thetas: &[Vec<Vec<f64>>], a: &[Vec<f64>], y: &[Vec<f64>], lambda: f64) -> f64 {
    todo!()
}
