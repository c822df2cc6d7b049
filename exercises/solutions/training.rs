//! Solutions of chapter 10: Training.

/// 10.1 √6 / √(2 + 4) and √6 / √(4 + 1).
pub fn ranges() -> [f64; 2] {
    [1.0, 1.095]
}

/// 10.4 Without its correction v is (1 − β₁) d, and s is (1 − β₂) d², of which the step takes the root.
pub fn first_steps_of_adam() -> [f64; 3] {
    [3.162, 0.1, 31.62]
}

/// 10.6 Each v is kept from step to step, and the whole derivative is added to it.
pub fn descent_with_momentum(x: &[f64], y: &[f64], alpha: f64, beta: f64, steps: usize) -> [f64; 2] {
    let m = x.len() as f64;
    let (mut b, mut w) = (0.0, 0.0);
    let (mut v_b, mut v_w) = (0.0, 0.0);
    for _ in 0..steps {
        let (mut d_b, mut d_w) = (0.0, 0.0);
        for (x, y) in x.iter().zip(y) {
            let delta = b + w * x - y;
            d_b += delta / m;
            d_w += delta * x / m;
        }
        v_b = beta * v_b + d_b;
        v_w = beta * v_w + d_w;
        b -= alpha * v_b;
        w -= alpha * v_w;
    }
    [b, w]
}

/// 10.7 The corrected means are used for the step, and v and s themselves are kept.
pub fn descent_with_adam(gradient: fn([f64; 2]) -> [f64; 2], alpha: f64, steps: i32) -> [f64; 2] {
    let (beta_1, beta_2, epsilon) = (0.9_f64, 0.999_f64, 1e-8);
    let mut theta = [0.0; 2];
    let (mut v, mut s) = ([0.0; 2], [0.0; 2]);
    for t in 1..=steps {
        let d = gradient(theta);
        for i in 0..2 {
            v[i] = beta_1 * v[i] + (1.0 - beta_1) * d[i];
            s[i] = beta_2 * s[i] + (1.0 - beta_2) * d[i] * d[i];
            let corrected_v = v[i] / (1.0 - beta_1.powi(t));
            let corrected_s = s[i] / (1.0 - beta_2.powi(t));
            theta[i] -= alpha * corrected_v / (corrected_s.sqrt() + epsilon);
        }
    }
    theta
}

/// 10.8 One layer whose weights differ is enough to give the units different errors or different activations.
pub fn starts_that_stay_alike() -> Vec<&'static str> {
    vec!["zeros", "equal"]
}
