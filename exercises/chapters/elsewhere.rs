//! Chapter 20: Formulas you will meet elsewhere.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 20.1`, `cargo exercise 20.5` and so on.

/// 20.1 ★ Two questions, or two classes.
///
/// Two outputs have z = (1, 2). Returns their activations to three digits: first as two sigmoid units, then as a softmax.
pub fn activations() -> [f64; 4] {
    todo!()
}

/// 20.5 ★★ A step of a page that uses y − a.
///
/// A page adds up (y − a) aⱼ over its m examples: `sums` holds the sum for the bias and for two weights. Returns the
/// weights after one step of gradient descent with the cost of this book, regularization included.
pub fn step(theta: [f64; 3], sums: [f64; 3], alpha: f64, lambda: f64, m: f64) -> [f64; 3] {
    todo!()
}

/// 20.6 ★★★ The output's weights first: a program updates Θ⁽³⁾ before it computes δ⁽³⁾, then Θ⁽²⁾ before δ⁽²⁾.
///
/// Which of these numbers of the 2-2-2-1 network are wrong in its first step? Return their names: `"delta_4"`, `"delta_3"`,
/// `"delta_2"`, and `"Theta_3"`, `"Theta_2"`, `"Theta_1"` for the weights after the step.
pub fn wrong_layer_by_layer() -> Vec<&'static str> {
    todo!()
}
