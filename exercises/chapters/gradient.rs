//! Chapter 8: From errors to the gradient.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 8.1`, `cargo exercise 8.4` and so on.

/// 8.1 ★ Two slopes by hand.
///
/// Returns ∂C/∂Θ₂₁⁽²⁾ and ∂C/∂Θ₂₀⁽²⁾ of the 2-2-2-1 network, in this order, to three digits.
pub fn two_slopes() -> [f64; 2] {
    todo!()
}

/// 8.4 ★★ A Δ that is never emptied: a program sets Δ to 0 once, before the first step of batch gradient descent.
///
/// Take J = ½ Θ² with one weight, so that D = Θ. It starts at Θ = 1, the learning rate is 0.1, and there are 1000 steps.
/// Which of these are true of the program with the mistake? Return their names:
/// `"first_step"`, the first step is wrong; `"second_step"`, the second step is wrong; `"crosses_0"`, Θ is negative after
/// some of the steps; `"settles"`, in the end Θ stays near 0; `"leaves"`, Θ gets farther than 2 from 0.
pub fn true_without_emptying() -> Vec<&'static str> {
    todo!()
}

/// 8.6 ★★ From errors to D.
///
/// Returns D⁽ˡ⁾ of a layer of weights, `theta` = Θ⁽ˡ⁾, whose column 0 holds the biases. For each example, `delta` has the
/// errors δ⁽ˡ⁺¹⁾ and `a` the activations a⁽ˡ⁾, without the extra 1. `lambda` is λ.
pub fn gradient(theta: [[f64; 3]; 2], delta: &[[f64; 2]], a: &[[f64; 2]], lambda: f64) -> [[f64; 3]; 2] {
    todo!()
}

/// 8.7 ★★★ An epoch of each kind, first of batch gradient descent.
///
/// Returns the weights of a neuron with two inputs after the epoch. `theta[0]` is the bias, `x` and `y` are the examples,
/// in their order, `lambda` is λ and `rate` is α. `slopes` returns the derivatives of the cost of one example.
pub fn batch_epoch(theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    todo!()
}

/// The second half of 8.7: an epoch of stochastic gradient descent.
pub fn stochastic_epoch(theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    todo!()
}

/// Returns ∂C/∂θⱼ of one example, for a sigmoid neuron with cross-entropy: its error times what the weight multiplies.
pub fn slopes(theta: [f64; 3], x: [f64; 2], y: f64) -> [f64; 3] {
    let z = theta[0] + theta[1] * x[0] + theta[2] * x[1];
    let delta = 1.0 / (1.0 + (-z).exp()) - y;
    [delta, delta * x[0], delta * x[1]]
}
