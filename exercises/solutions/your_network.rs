//! Solutions of chapter 19: Your own network.

/// 19.3 A line of the derivation is a line of the program.
pub fn derivation(theta_1: [[f64; 2]; 2], theta_2: [f64; 3], x: f64, y: f64) -> [f64; 16] {
    let sigmoid = |z: f64| 1.0 / (1.0 + (-z).exp());
    let z_1 = theta_1[0][0] + theta_1[0][1] * x;
    let z_2 = theta_1[1][0] + theta_1[1][1] * x;
    let (a_1, a_2) = (sigmoid(z_1), sigmoid(z_2));
    let z_3 = theta_2[0] + theta_2[1] * a_1 + theta_2[2] * a_2;
    let a_3 = sigmoid(z_3);

    let delta_3 = a_3 - y;
    let delta_1 = theta_2[1] * delta_3 * a_1 * (1.0 - a_1);
    let delta_2 = theta_2[2] * delta_3 * a_2 * (1.0 - a_2);

    let d_1 = [delta_1, delta_1 * x, delta_2, delta_2 * x];
    let d_2 = [delta_3, delta_3 * a_1, delta_3 * a_2];
    [z_1, z_2, a_1, a_2, z_3, a_3, delta_3, delta_1, delta_2, d_1[0], d_1[1], d_1[2], d_1[3], d_2[0], d_2[1], d_2[2]]
}
