//! Chapter 9: Is it right?
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 9.1`, `cargo exercise 9.2` and so on.

/// 9.1 ★ A slope measured by hand.
///
/// Returns the slope of t² at t = 3 as it is measured with the distance 0.1: first to one side, up, then to both sides.
pub fn measured_slopes() -> [f64; 2] {
    todo!()
}

/// 9.2 ★★ Mistakes that pass with λ = 0.
///
/// Which of the fifteen mistakes of the gallery are not seen by a gradient check with λ = 0? Return their names:
/// `"bias_forgotten"`, `"one_output_in_the_cost"`, `"sign_of_delta"`, `"g_prime_at_the_output"`, `"g_prime_forgotten"`,
/// `"g_prime_at_a"`, `"theta_not_transposed"`, `"bias_row_kept"`, `"outer_product_turned"`, `"next_layer"`,
/// `"delta_overwritten"`, `"bias_penalized"`, `"lambda_not_divided"`, `"delta_divided_twice"`, `"mean_forgotten"`.
pub fn unseen_without_lambda() -> Vec<&'static str> {
    todo!()
}

/// 9.6 ★★ The measured gradient.
///
/// Returns the slope of J along each weight by a central difference with the distance `epsilon`. `cost(weights)` is J if
/// the weights are `weights`, and `theta` are the weights at which the slopes are asked for.
pub fn measured_gradient(theta: &[f64], cost: &dyn Fn(&[f64]) -> f64, epsilon: f64) -> Vec<f64> {
    todo!()
}

/// 9.7 ★★★ Backpropagation from an empty page.
///
/// Returns every number of both passes of the 2-2-2-1 network, whose units are sigmoids and whose cost is cross-entropy:
/// J and D with the regularization `lambda`, which leaves out the biases, and the errors of each example. `x[i]` and `y[i]`
/// are an example. Close the book, and write whatever functions you need.
pub fn backpropagation(weights: &Weights, x: &[[f64; 2]], y: &[f64], lambda: f64) -> Passes {
    todo!()
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
