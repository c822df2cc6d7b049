//! Solutions of chapter 5: The cost.

/// 5.1 Each of the three outputs is one half and costs ln 2; the squares of zeros are zeros.
pub fn cost_of_zeros() -> [f64; 2] {
    [2.079, 2.079]
}

/// 5.2 In the mean, the sum and m double. The sum of squares stays, and m doubles.
pub fn factors_of_doubled_examples() -> [f64; 2] {
    [1.0, 0.5]
}

/// 5.3 C is −2 ln h + ln(1 − h). Both terms fall, and the second one falls without end.
pub fn cost_of_the_target_2() -> Vec<&'static str> {
    vec!["falls", "negative"]
}

/// 5.5 The mean of C, and the squares of all weights but the biases.
pub fn cost(thetas: &[Vec<Vec<f64>>], a: &[Vec<f64>], y: &[Vec<f64>], lambda: f64) -> f64 {
    let m = a.len() as f64;
    let mut costs = 0.0;
    for i in 0..a.len() {
        for k in 0..a[i].len() {
            costs -= y[i][k] * a[i][k].ln() + (1.0 - y[i][k]) * (1.0 - a[i][k]).ln();
        }
    }
    let mut squares = 0.0;
    for theta in thetas {
        for row in theta {
            for weight in &row[1..] {
                squares += weight * weight;
            }
        }
    }
    costs / m + lambda / (2.0 * m) * squares
}
