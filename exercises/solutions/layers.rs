//! Solutions of chapter 3: Layers.

/// Θ⁽¹⁾ of the light: "both are up" and "both are down".
pub const THETA_1: [[f64; 3]; 2] = [[-30.0, 20.0, 20.0], [10.0, -20.0, -20.0]];
/// The only row of Θ⁽²⁾: "at least one".
pub const THETA_2: [f64; 3] = [-10.0, 20.0, 20.0];

/// 3.1 Both hidden units pass on 0, so the output has only its bias.
pub fn weighted_sums() -> [f64; 3] {
    [-10.0, -10.0, -10.0]
}

/// 3.2 With the opposite signs, the output becomes its opposite.
pub fn different_positions() -> ([[f64; 3]; 2], [f64; 3]) {
    (THETA_1, [10.0, -20.0, -20.0])
}

/// 3.4 A hidden unit is a row of Θ⁽¹⁾ and a column of Θ⁽²⁾.
pub fn swapped(theta_1: [[f64; 3]; 2], theta_2: [f64; 3]) -> ([[f64; 3]; 2], [f64; 3]) {
    let [bias, from_1, from_2] = theta_2;
    ([theta_1[1], theta_1[0]], [bias, from_2, from_1])
}

/// 3.5 The biases count the switches that are up; the second switch takes away what the first gave, and the third gives it
/// again.
pub fn three_switches() -> ([[f64; 4]; 3], [f64; 4]) {
    let at_least_one = [-10.0, 20.0, 20.0, 20.0];
    let at_least_two = [-30.0, 20.0, 20.0, 20.0];
    let all_three = [-50.0, 20.0, 20.0, 20.0];
    ([at_least_one, at_least_two, all_three], [-10.0, 20.0, -20.0, 20.0])
}

/// 3.6 In the mixed cases, twice 0.27 is enough to push the output over its threshold.
pub fn light_of_soft_gates() -> [bool; 4] {
    [true, true, true, true]
}
