//! Solutions of chapter 2: One neuron.

/// 2.1 Measured from the center, the petal has the inputs 1.0 and 1.0: −0.211 + 4.598 + 4.980.
pub fn weighted_sum_of_a_virginica() -> f64 {
    9.367
}

/// 2.5 The votes, the bias, and the sigmoid.
pub fn probability(theta: [f64; 3], length: f64, width: f64) -> f64 {
    let (x_1, x_2) = (length - 5.0, width - 1.5);
    sigmoid(theta[0] + theta[1] * x_1 + theta[2] * x_2)
}

/// 2.6 The slope for a weight is the mean of δ times its input, plus the slope of the penalty.
pub fn step(theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    let m = x.len() as f64;
    let mut slopes = [0.0, lambda / m * theta[1], lambda / m * theta[2]];
    for i in 0..x.len() {
        let z = theta[0] + theta[1] * x[i][0] + theta[2] * x[i][1];
        let delta = sigmoid(z) - y[i];
        slopes[0] += delta / m;
        slopes[1] += delta * x[i][0] / m;
        slopes[2] += delta * x[i][1] / m;
    }
    [0, 1, 2].map(|j| theta[j] - rate * slopes[j])
}

/// 2.7 At first δ is ½ or −½, whatever the inputs are, and the errors of both species cancel. So the same step is made,
/// but it moves every z.
pub fn changed_without_the_center() -> Vec<&'static str> {
    vec!["z", "cost"]
}

/// The activation function of the neuron.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
