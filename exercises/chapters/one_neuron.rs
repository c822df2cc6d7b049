//! Chapter 2: One neuron.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 2.1`, `cargo exercise 2.5` and so on.

/// 2.1 ★ A virginica by hand. Its petal has 6.0 cm × 2.5 cm.
///
/// Returns z of the trained neuron of the chapter, to three digits.
pub fn weighted_sum_of_a_virginica() -> f64 {
    todo!()
}

/// 2.5 ★ The probability of a virginica.
///
/// Returns h of a petal from its length and width in centimeters. `theta` holds θ₀, θ₁ and θ₂. The inputs of the neuron
/// are measured from the center, a petal of 5.0 cm × 1.5 cm. You may call `sigmoid`.
pub fn probability(theta: [f64; 3], length: f64, width: f64) -> f64 {
    todo!()
}

/// 2.6 ★★ One step of gradient descent.
///
/// Returns the weights after a step against the gradient of J(θ), which is taken over all petals. `x` holds the inputs
/// x₁ and x₂ of each petal, `y` its target, `lambda` is λ and `rate` is α. You may call `sigmoid`.
pub fn step(theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    todo!()
}

/// 2.7 ★★★ The center is forgotten: x₁ is the length of a petal and x₂ its width.
///
/// Which numbers of the first step are not the same as with the center? Return their names: `"delta"`, the errors δ of
/// the petals before the step; `"slopes"`, the derivatives of J with respect to θ₀, θ₁ and θ₂; `"theta"`, the weights
/// after the step; `"z"`, the weighted sums of the petals after the step; `"cost"`, J after the step.
pub fn changed_without_the_center() -> Vec<&'static str> {
    todo!()
}

/// The activation function of the neuron.
pub fn sigmoid(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}
