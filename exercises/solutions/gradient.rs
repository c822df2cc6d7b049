//! Solutions of chapter 8: From errors to the gradient.

/// 8.1 The head of both weights is unit 2 of layer 3. The tail of the first is unit 1 of layer 2, that of a bias is 1.
pub fn two_slopes() -> [f64; 2] {
    [0.0324, 0.0589]
}

/// 8.4 Δ keeps pushing after the weight has reached the bottom, and swings up the other side as high as it came from.
pub fn true_without_emptying() -> Vec<&'static str> {
    vec!["second_step", "crosses_0"]
}

/// 8.6 Δ is the sum over all examples. D is computed once, from the whole sum.
pub fn gradient(theta: [[f64; 3]; 2], delta: &[[f64; 2]], a: &[[f64; 2]], lambda: f64) -> [[f64; 3]; 2] {
    let m = delta.len() as f64;
    let mut d = [[0.0; 3]; 2];
    for i in 0..2 {
        for j in 0..3 {
            let mut sum = 0.0; // Δᵢⱼ
            for (delta, a) in delta.iter().zip(a) {
                sum += delta[i] * if j == 0 { 1.0 } else { a[j - 1] };
            }
            let regularization = if j == 0 { 0.0 } else { lambda * theta[i][j] };
            d[i][j] = (sum + regularization) / m;
        }
    }
    d
}

/// 8.7 All slopes are those of the old weights.
pub fn batch_epoch(theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    let m = x.len() as f64;
    let mut sums = [0.0; 3];
    for (x, y) in x.iter().zip(y) {
        let slopes = slopes(theta, *x, *y);
        for j in 0..3 {
            sums[j] += slopes[j];
        }
    }
    let mut new = theta;
    for j in 0..3 {
        let regularization = if j == 0 { 0.0 } else { lambda * theta[j] };
        new[j] -= rate * (sums[j] + regularization) / m;
    }
    new
}

/// The second half of 8.7. Each example meets the weights that the one before it left.
pub fn stochastic_epoch(mut theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    let m = x.len() as f64;
    for (x, y) in x.iter().zip(y) {
        let slopes = slopes(theta, *x, *y);
        for j in 0..3 {
            let regularization = if j == 0 { 0.0 } else { lambda / m * theta[j] };
            theta[j] -= rate * (slopes[j] + regularization);
        }
    }
    theta
}

/// Returns ∂C/∂θⱼ of one example, for a sigmoid neuron with cross-entropy: its error times what the weight multiplies.
pub fn slopes(theta: [f64; 3], x: [f64; 2], y: f64) -> [f64; 3] {
    let z = theta[0] + theta[1] * x[0] + theta[2] * x[1];
    let delta = 1.0 / (1.0 + (-z).exp()) - y;
    [delta, delta * x[0], delta * x[1]]
}
