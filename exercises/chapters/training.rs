//! Chapter 10: Training.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 10.1`, `cargo exercise 10.4` and so on.

/// 10.1 ★ The range of the first weights.
///
/// Returns Glorot's ε for the two layers of the exclusive-or network, 2 inputs to 4 units and 4 units to 1, to three
/// digits.
pub fn ranges() -> [f64; 2] {
    todo!()
}

/// 10.4 ★★★ Adam without its corrections.
///
/// How many times as long as the learning rate is Adam's first step if both corrections are left out, if only
/// 1 − β₁ᵗ is left out, and if only 1 − β₂ᵗ is left out? β₁ is 0.9 and β₂ is 0.999. Returns the three factors, to three
/// digits.
pub fn first_steps_of_adam() -> [f64; 3] {
    todo!()
}

/// 10.6 ★★ A descent with momentum.
///
/// Returns b and w of the line b + w x after `steps` steps from b = w = 0. J is the mean of ½ (b + w x − y)² over the
/// points, `alpha` is the learning rate, and each weight has a v of its own, which starts at 0.
pub fn descent_with_momentum(x: &[f64], y: &[f64], alpha: f64, beta: f64, steps: usize) -> [f64; 2] {
    todo!()
}

/// 10.7 ★★★ A descent with Adam.
///
/// Returns two weights after `steps` steps from 0. `gradient` returns their entries of D, `alpha` is the learning rate.
/// Take β₁ = 0.9, β₂ = 0.999 and ε = 1e-8. The number of the first step is t = 1.
pub fn descent_with_adam(gradient: fn([f64; 2]) -> [f64; 2], alpha: f64, steps: i32) -> [f64; 2] {
    todo!()
}

/// 10.8 ★★ Starts that stay alike.
///
/// The exclusive-or network is trained from five starts. After which of them are the four rows of Θ⁽¹⁾ equal, however
/// long the training is? Return their names:
/// `"zeros"`: all weights are 0.
/// `"equal"`: all weights are 0.1.
/// `"equal_theta_1"`: all of Θ⁽¹⁾ is 0.1, and Θ⁽²⁾ is random.
/// `"equal_theta_2"`: Θ⁽¹⁾ is random, and all of Θ⁽²⁾ is 0.1.
/// `"zero_theta_2"`: Θ⁽¹⁾ is random, and all of Θ⁽²⁾ is 0.
pub fn starts_that_stay_alike() -> Vec<&'static str> {
    todo!()
}
