//! Solutions of chapter 20: Formulas you will meet elsewhere.

/// 20.1 The softmax depends on the difference of the two alone: its second number is the sigmoid of 2 − 1.
pub fn activations() -> [f64; 4] {
    [0.731, 0.881, 0.269, 0.731]
}

/// 20.5 The sums are −Δ, so they are added where Δ would be subtracted. The regularization keeps its minus.
pub fn step(theta: [f64; 3], sums: [f64; 3], alpha: f64, lambda: f64, m: f64) -> [f64; 3] {
    let mut after = theta;
    for j in 0..3 {
        let regularization = if j == 0 { 0.0 } else { lambda * theta[j] };
        after[j] += alpha * (sums[j] - regularization) / m;
    }
    after
}

/// 20.6 δ⁽⁴⁾ needs no weight, and with a⁽³⁾ it gives the step of Θ⁽³⁾. Every error before it is computed with new weights.
pub fn wrong_layer_by_layer() -> Vec<&'static str> {
    vec!["delta_3", "delta_2", "Theta_2", "Theta_1"]
}
