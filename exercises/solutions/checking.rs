//! Solutions of chapter 9: Is it right?

/// 9.1 (3.1² − 3²) / 0.1 and (3.1² − 2.9²) / 0.2.
pub fn measured_slopes() -> [f64; 2] {
    [6.1, 6.0]
}

/// 9.2 With λ = 0, the regularization is 0 in each of its versions.
pub fn unseen_without_lambda() -> Vec<&'static str> {
    vec!["bias_penalized", "lambda_not_divided"]
}

/// 9.6 One weight moves at a time, to both sides, and is put back.
pub fn measured_gradient(theta: &[f64], cost: &dyn Fn(&[f64]) -> f64, epsilon: f64) -> Vec<f64> {
    let mut moved = theta.to_vec();
    let mut slopes = vec![0.0; theta.len()];
    for j in 0..theta.len() {
        moved[j] = theta[j] + epsilon;
        let above = cost(&moved);
        moved[j] = theta[j] - epsilon;
        let below = cost(&moved);
        moved[j] = theta[j];
        slopes[j] = (above - below) / (2.0 * epsilon);
    }
    slopes
}

/// 9.7 The forward pass, the errors and Δ for each example; then D and J.
pub fn backpropagation(weights: &Weights, x: &[[f64; 2]], y: &[f64], lambda: f64) -> Passes {
    let m = x.len() as f64;
    let mut costs = 0.0;
    let mut errors = Vec::new();
    let mut sums = Weights { theta_1: [[0.0; 3]; 2], theta_2: [[0.0; 3]; 2], theta_3: [[0.0; 3]; 1] };
    for (x, y) in x.iter().zip(y) {
        // Forward.
        let z_2 = weighted_sums(&weights.theta_1, *x);
        let a_2 = z_2.map(sigmoid);
        let z_3 = weighted_sums(&weights.theta_2, a_2);
        let a_3 = z_3.map(sigmoid);
        let z_4 = weighted_sums(&weights.theta_3, a_3);
        let a_4 = z_4.map(sigmoid);
        costs += y * softplus(-z_4[0]) + (1.0 - y) * softplus(z_4[0]);

        // Backward.
        let delta_4 = [a_4[0] - y];
        let delta_3 = hidden_errors(&weights.theta_3, delta_4, z_3);
        let delta_2 = hidden_errors(&weights.theta_2, delta_3, z_2);
        accumulate(&mut sums.theta_3, delta_4, a_3);
        accumulate(&mut sums.theta_2, delta_3, a_2);
        accumulate(&mut sums.theta_1, delta_2, *x);
        errors.push(Errors { delta_2, delta_3, delta_4 });
    }
    let gradient = Weights {
        theta_1: mean(&sums.theta_1, &weights.theta_1, lambda, m),
        theta_2: mean(&sums.theta_2, &weights.theta_2, lambda, m),
        theta_3: mean(&sums.theta_3, &weights.theta_3, lambda, m),
    };
    let squares = squares(&weights.theta_1) + squares(&weights.theta_2) + squares(&weights.theta_3);
    let cost = costs / m + lambda / (2.0 * m) * squares;
    Passes { cost, errors, accumulated: sums, gradient }
}

fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// ln(1 + eᶻ), without an overflow if z is large.
fn softplus(z: f64) -> f64 {
    z.max(0.0) + (-z.abs()).exp().ln_1p()
}

/// z of a layer: the bias, then a term for each unit of the layer before.
fn weighted_sums<const ROWS: usize>(theta: &[[f64; 3]; ROWS], a: [f64; 2]) -> [f64; ROWS] {
    theta.map(|row| row[0] + row[1] * a[0] + row[2] * a[1])
}

/// δ of a layer of two units, from that of the next: along column j + 1, because column 0 holds the biases.
fn hidden_errors<const ROWS: usize>(theta: &[[f64; 3]; ROWS], delta: [f64; ROWS], z: [f64; 2]) -> [f64; 2] {
    let mut errors = [0.0; 2];
    for j in 0..2 {
        for i in 0..ROWS {
            errors[j] += theta[i][j + 1] * delta[i];
        }
        errors[j] *= sigmoid(z[j]) * sigmoid(-z[j]); // g′(z), because 1 − g(z) = g(−z)
    }
    errors
}

/// Adds head times tail to Δ of a layer.
fn accumulate<const ROWS: usize>(sums: &mut [[f64; 3]; ROWS], delta: [f64; ROWS], a: [f64; 2]) {
    for i in 0..ROWS {
        sums[i][0] += delta[i];
        sums[i][1] += delta[i] * a[0];
        sums[i][2] += delta[i] * a[1];
    }
}

/// D of a layer.
fn mean<const ROWS: usize>(sums: &[[f64; 3]; ROWS], theta: &[[f64; 3]; ROWS], lambda: f64, m: f64) -> [[f64; 3]; ROWS] {
    let mut d = *sums;
    for i in 0..ROWS {
        d[i][0] = sums[i][0] / m;
        d[i][1] = (sums[i][1] + lambda * theta[i][1]) / m;
        d[i][2] = (sums[i][2] + lambda * theta[i][2]) / m;
    }
    d
}

/// The sum of the squares of the weights of a layer, without the biases.
fn squares(theta: &[[f64; 3]]) -> f64 {
    let mut sum = 0.0;
    for row in theta {
        sum += row[1] * row[1];
        sum += row[2] * row[2];
    }
    sum
}

/// A number for each weight of the network: the weights themselves, or Δ, or D. Column 0 belongs to the biases.
#[derive(Debug, Clone)]
pub struct Weights {
    pub theta_1: [[f64; 3]; 2],
    pub theta_2: [[f64; 3]; 2],
    pub theta_3: [[f64; 3]; 1],
}

/// The errors of one example.
#[derive(Debug, Clone)]
pub struct Errors {
    pub delta_2: [f64; 2],
    pub delta_3: [f64; 2],
    pub delta_4: [f64; 1],
}

/// The numbers of both passes.
#[derive(Debug, Clone)]
pub struct Passes {
    /// J.
    pub cost: f64,
    /// δ of each example.
    pub errors: Vec<Errors>,
    /// Δ, the sum over the examples.
    pub accumulated: Weights,
    /// D.
    pub gradient: Weights,
}
