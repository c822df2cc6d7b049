//! Solutions of chapter 4: The forward pass.

/// 4.1 The first input is 0, so only the bias and the last weight of each row count.
pub fn second_example() -> [f64; 4] {
    [-0.5, 0.3, 0.378, 0.151]
}

/// 4.2 Without a bias every sum of zeros is 0, and the sigmoid of 0 is one half.
pub fn layer_2_without_biases() -> [f64; 2] {
    [0.5, 0.5]
}

/// 4.3 The weight leads to unit 1 of layer 3, from there its change goes on to the output.
pub fn changed_by_a_nudge() -> Vec<&'static str> {
    vec!["layer 3, unit 1", "layer 4, unit 1"]
}

/// 4.5 A row is a unit: its bias, and a weight for each activation that arrives.
pub fn layer(theta: &[Vec<f64>], a: &[f64]) -> Vec<f64> {
    let mut activations = Vec::new();
    for row in theta {
        let mut z = row[0];
        for j in 0..a.len() {
            z += row[j + 1] * a[j];
        }
        activations.push(sigmoid(z));
    }
    activations
}

/// 4.6 Each layer is computed from the last one, and all are kept.
pub fn forward(thetas: &[Vec<Vec<f64>>], x: &[f64]) -> Vec<Vec<f64>> {
    let mut layers = vec![x.to_vec()];
    for theta in thetas {
        let next = layer(theta, &layers[layers.len() - 1]);
        layers.push(next);
    }
    layers
}

/// The activation function of all units.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
