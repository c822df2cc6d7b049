// Forward, backward, and a step of gradient descent, without a library: a chain of two weights learns to answer 1.

fn main() {
    let g = |z: f64| 1.0 / (1.0 + (-z).exp());
    let (x, y) = (2.0, 1.0);
    let alpha = 0.5;
    let (mut w_1, mut w_2) = (0.5, -1.0);
    for step in 0..=20 {
        let z_2 = w_1 * x;
        let a_2 = g(z_2);
        let z_3 = w_2 * a_2;
        let a_3 = g(z_3);
        let cost = -a_3.ln();
        let delta_3 = a_3 - y;
        let slope_w_2 = delta_3 * a_2;
        let delta_2 = delta_3 * w_2 * a_2 * (1.0 - a_2);
        let slope_w_1 = delta_2 * x;
        println!("step {step}: C = {cost:.4}, w_1 = {w_1:.4}, w_2 = {w_2:.4}");
        w_1 -= alpha * slope_w_1;
        w_2 -= alpha * slope_w_2;
    }
}
