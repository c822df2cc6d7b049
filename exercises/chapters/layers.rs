//! Chapter 3: Layers.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 3.1`, `cargo exercise 3.2` and so on.

/// Θ⁽¹⁾ of the light: "both are up" and "both are down".
pub const THETA_1: [[f64; 3]; 2] = [[-30.0, 20.0, 20.0], [10.0, -20.0, -20.0]];
/// The only row of Θ⁽²⁾: "at least one".
pub const THETA_2: [f64; 3] = [-10.0, 20.0, 20.0];

/// 3.1 ★ A pass by hand, for x = (1, 0).
///
/// Returns z₁⁽²⁾, z₂⁽²⁾ and z₁⁽³⁾ of the network for the light. Take the sigmoid as 0 or 1, as the page says.
pub fn weighted_sums() -> [f64; 3] {
    todo!()
}

/// 3.2 ★ A light for different positions.
///
/// Returns Θ⁽¹⁾ and the row of Θ⁽²⁾ of a network whose light is on exactly if the switches are in different positions.
/// Only one of the three rows may differ from `THETA_1` and `THETA_2`.
pub fn different_positions() -> ([[f64; 3]; 2], [f64; 3]) {
    todo!()
}

/// 3.4 ★★ Two hidden units change places.
///
/// Gets Θ⁽¹⁾ and the row of Θ⁽²⁾ of any 2-2-1 network. Returns those of the network that gives the same answers and whose
/// hidden units are in the other order.
pub fn swapped(theta_1: [[f64; 3]; 2], theta_2: [f64; 3]) -> ([[f64; 3]; 2], [f64; 3]) {
    todo!()
}

/// 3.5 ★★ A light with three switches.
///
/// Returns Θ⁽¹⁾ and the row of Θ⁽²⁾ of a 3-3-1 network whose light is on exactly if an odd number of switches is up. Hint:
/// let hidden unit 1 answer whether at least one switch is up, unit 2 whether at least two are, and unit 3 whether all
/// three are.
pub fn three_switches() -> ([[f64; 4]; 3], [f64; 4]) {
    todo!()
}

/// 3.6 ★★★ All weights are divided by ten.
///
/// Returns whether the light is on for x = (0, 0), (0, 1), (1, 0) and (1, 1), in this order.
pub fn light_of_soft_gates() -> [bool; 4] {
    todo!()
}
