//! Solutions of chapter 6: The error of the output.

/// 6.1 What came out minus what should have come out: 0.9 − 1 and 0.9 − 0.
pub fn two_errors() -> [f64; 2] {
    [-0.1, 0.9]
}

/// 6.3 a − 1 is farthest from 0 where a is nearest to 0. With the factor g′, little is left of it there.
pub fn largest_error() -> [f64; 2] {
    [-12.0, 0.0]
}

/// 6.5 With the squared error, g′(z) = a (1 − a) remains.
pub fn output_errors(z: [f64; 3], y: [f64; 3]) -> [[f64; 3]; 2] {
    let mut errors = [[0.0; 3]; 2];
    for k in 0..3 {
        let a = sigmoid(z[k]);
        errors[0][k] = a - y[k];
        errors[1][k] = (a - y[k]) * a * (1.0 - a);
    }
    errors
}

/// 6.6 The move of the cost, divided by the move of z.
pub fn measured_errors(z: [f64; 3], cost: &dyn Fn([f64; 3]) -> f64) -> [f64; 3] {
    let push = 0.000001;
    let mut errors = [0.0; 3];
    for k in 0..3 {
        let mut pushed = z; // a copy: the other two stay where they are
        pushed[k] += push;
        errors[k] = (cost(pushed) - cost(z)) / push;
    }
    errors
}

/// The activation function of the outputs.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
