//! Solutions of chapter 1: The whole thing in twenty lines.

/// 1.1 Only the signs of z₃ and of the slopes behind it change, and a₃ is on the other side of one half.
pub fn with_a_positive_weight() -> [f64; 7] {
    [0.7311, 0.6750, 0.3930, -0.3250, -0.2376, -0.0639, -0.1278]
}

/// 1.4 One more step of the chain rule: z₂ = w₁ x.
pub fn slope_of_the_input(x: f64, w_1: f64, w_2: f64, y: f64) -> f64 {
    let a_2 = sigmoid(w_1 * x);
    let a_3 = sigmoid(w_2 * a_2);
    let delta_3 = a_3 - y;
    let delta_2 = delta_3 * w_2 * a_2 * (1.0 - a_2);
    delta_2 * w_1
}

/// 1.5 What is computed before δ₂ on the way back is right, and what is computed from it is wrong.
pub fn wrong_without_the_sigmoid() -> Vec<&'static str> {
    vec!["delta_2", "slope_w_1"]
}

/// The activation function of the chapter.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
