//! Solutions of chapter 7: Going backwards.

/// 7.1 Column 2 of Θ⁽²⁾ times both errors of layer 3, times g′: (0.2 · δ₁⁽³⁾ + 0.9 · δ₂⁽³⁾) · g′(z₂⁽²⁾).
pub fn one_error() -> f64 {
    0.00715
}

/// 7.4 The bias has no error, so column j + 1 belongs to unit j.
pub fn hidden_errors(theta: [[f64; 3]; 2], delta: [f64; 2], g_prime: [f64; 2]) -> [f64; 2] {
    let mut errors = [0.0; 2];
    for j in 0..2 {
        for i in 0..2 {
            errors[j] += theta[i][j + 1] * delta[i];
        }
        errors[j] *= g_prime[j];
    }
    errors
}

/// 7.5 δ⁽²⁾ is the only error that Θ⁽²⁾ is used for, and Δ⁽¹⁾ is computed from δ⁽²⁾.
pub fn wrong_without_the_transpose() -> Vec<&'static str> {
    vec!["delta_2", "Delta_1"]
}
