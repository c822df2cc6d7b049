//! The classic mistakes: each replaces one equation, or two that depend on each other.
//!
//! **Invariant**: every mistake names the witness that detects it. If that is not the gradient check, the gradient
//! check passes.

use super::pass::{Equations, Matrix, Units};
use super::witness::Witness;
use backprop::equations::backward::hidden_error;
use backprop::equations::cost::example_cost;
use backprop::equations::forward::weighted_sum;
use backprop::equations::gradient::{accumulate, mean_gradient};
use backprop::{Activation, CrossEntropy, Network, Scalar, Sigmoid, Theta};

/// A mistake: a right equation, and a wrong one that replaces it.
#[derive(Debug, Clone, Copy)]
pub struct Mistake<T: Scalar = f64> {
    /// The key in the snapshot.
    pub key: &'static str,
    /// The name in words.
    pub name: &'static str,
    /// The equation as it should be.
    pub right: &'static str,
    /// The equation with the mistake.
    pub wrong: &'static str,
    pub equations: Equations<T>,
    /// The number that detects the mistake.
    pub witness: Witness,
}

/// All mistakes, in the order in which a run reaches them. Those that a gradient check does not detect are last.
pub const MISTAKES: [Mistake; 19] = Mistake::ALL;

impl<T: Scalar> Mistake<T> {
    /// The same for numbers of any type.
    pub const ALL: [Self; 19] = [
        Self {
            key: "bias_forgotten",
            name: "the bias unit forgotten",
            right: "zᵢ⁽ˡ⁺¹⁾ = Θᵢ₀⁽ˡ⁾ + ∑ⱼ Θᵢⱼ⁽ˡ⁾ aⱼ⁽ˡ⁾",
            wrong: "zᵢ⁽ˡ⁺¹⁾ = ∑ⱼ Θᵢⱼ⁽ˡ⁾ aⱼ⁽ˡ⁾",
            equations: Equations { weighted_sum: |theta, a| weighted_sum(&without_bias(theta), a), ..Equations::RIGHT },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "one_output_in_the_cost",
            name: "the sum over K forgotten in the cost",
            right: "C = ∑ₖ Cₖ",
            wrong: "C = C₁",
            equations: Equations { cost: cost_of_the_first, ..Equations::RIGHT },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "sign_of_delta",
            name: "the sign of the output's error",
            right: "δ⁽ᴸ⁾ = a⁽ᴸ⁾ − y",
            wrong: "δ⁽ᴸ⁾ = y − a⁽ᴸ⁾",
            equations: Equations { output_error: |_, a, y| units(|k| y[k] - a[k]), ..Equations::RIGHT },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "g_prime_at_the_output",
            name: "g′ where it cancels",
            right: "δ⁽ᴸ⁾ = a⁽ᴸ⁾ − y",
            wrong: "δ⁽ᴸ⁾ = (a⁽ᴸ⁾ − y) ⊙ g′(z⁽ᴸ⁾)",
            equations: Equations {
                output_error: |z, a, y| units(|k| (a[k] - y[k]) * Sigmoid::g_prime(z[k])),
                ..Equations::RIGHT
            },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "g_prime_forgotten",
            name: "g′ forgotten",
            right: "δ⁽ˡ⁾ = (Θ⁽ˡ⁾)ᵀ δ⁽ˡ⁺¹⁾ ⊙ g′(z⁽ˡ⁾)",
            wrong: "δ⁽ˡ⁾ = (Θ⁽ˡ⁾)ᵀ δ⁽ˡ⁺¹⁾",
            equations: Equations {
                hidden_error: |theta, delta, z| hidden_error(theta, delta, z, |_| T::ONE),
                ..Equations::RIGHT
            },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "g_prime_at_a",
            name: "g′ taken at a",
            right: "δ⁽ˡ⁾ = (Θ⁽ˡ⁾)ᵀ δ⁽ˡ⁺¹⁾ ⊙ g′(z⁽ˡ⁾)",
            wrong: "δ⁽ˡ⁾ = (Θ⁽ˡ⁾)ᵀ δ⁽ˡ⁺¹⁾ ⊙ g′(a⁽ˡ⁾)",
            equations: Equations {
                hidden_error: |theta, delta, z| (Equations::RIGHT.hidden_error)(theta, delta, &z.map(Sigmoid::g)),
                ..Equations::RIGHT
            },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "theta_not_transposed",
            name: "Θ not transposed",
            right: "δ⁽ˡ⁾ = (Θ⁽ˡ⁾)ᵀ δ⁽ˡ⁺¹⁾ ⊙ g′(z⁽ˡ⁾)",
            wrong: "δ⁽ˡ⁾ = Θ⁽ˡ⁾ δ⁽ˡ⁺¹⁾ ⊙ g′(z⁽ˡ⁾)",
            equations: Equations {
                hidden_error: |theta, delta, z| (Equations::RIGHT.hidden_error)(&transposed(theta), delta, z),
                ..Equations::RIGHT
            },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "bias_row_kept",
            name: "the bias row not dropped",
            right: "δⱼ⁽ˡ⁾ = g′(zⱼ⁽ˡ⁾) ∑ᵢ Θᵢⱼ⁽ˡ⁾ δᵢ⁽ˡ⁺¹⁾",
            wrong: "δⱼ⁽ˡ⁾ = g′(zⱼ⁽ˡ⁾) ∑ᵢ Θᵢ₍ⱼ₋₁₎⁽ˡ⁾ δᵢ⁽ˡ⁺¹⁾",
            equations: Equations {
                hidden_error: |theta, delta, z| (Equations::RIGHT.hidden_error)(&shifted(theta), delta, z),
                ..Equations::RIGHT
            },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "outer_product_turned",
            name: "the outer product transposed",
            right: "Δ⁽ˡ⁾ := Δ⁽ˡ⁾ + δ⁽ˡ⁺¹⁾ (a⁽ˡ⁾)ᵀ",
            wrong: "Δ⁽ˡ⁾ := Δ⁽ˡ⁾ + a⁽ˡ⁾ (δ⁽ˡ⁺¹⁾)ᵀ",
            equations: Equations { accumulate: |sum, delta, a| accumulate(sum, a, delta), ..Equations::RIGHT },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "next_layer",
            name: "a of the next layer",
            right: "Δ⁽ˡ⁾ := Δ⁽ˡ⁾ + δ⁽ˡ⁺¹⁾ (a⁽ˡ⁾)ᵀ",
            wrong: "Δ⁽ˡ⁾ := Δ⁽ˡ⁾ + δ⁽ˡ⁺¹⁾ (a⁽ˡ⁺¹⁾)ᵀ",
            equations: Equations { sources: |forward| [forward.a_2, forward.a_3], ..Equations::RIGHT },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "delta_overwritten",
            name: "Δ overwritten",
            right: "Δ⁽ˡ⁾ := Δ⁽ˡ⁾ + δ⁽ˡ⁺¹⁾ (a⁽ˡ⁾)ᵀ",
            wrong: "Δ⁽ˡ⁾ := δ⁽ˡ⁺¹⁾ (a⁽ˡ⁾)ᵀ",
            equations: Equations { accumulate: overwrite, ..Equations::RIGHT },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "bias_penalized",
            name: "the bias penalized",
            right: "Dᵢ₀⁽ˡ⁾ = Δᵢ₀⁽ˡ⁾ / m",
            wrong: "Dᵢ₀⁽ˡ⁾ = (Δᵢ₀⁽ˡ⁾ + λ Θᵢ₀⁽ˡ⁾) / m",
            equations: Equations { gradient: penalize_all, ..Equations::RIGHT },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "lambda_not_divided",
            name: "λ not divided by m",
            right: "Dᵢⱼ⁽ˡ⁾ = (Δᵢⱼ⁽ˡ⁾ + λ Θᵢⱼ⁽ˡ⁾) / m",
            wrong: "Dᵢⱼ⁽ˡ⁾ = Δᵢⱼ⁽ˡ⁾ / m + λ Θᵢⱼ⁽ˡ⁾",
            equations: Equations {
                gradient: |sum, theta, lambda, m| mean_gradient(sum, theta, lambda * T::from_f64(m as f64), m),
                ..Equations::RIGHT
            },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "delta_divided_twice",
            name: "Δ divided by m twice",
            right: "Dᵢⱼ⁽ˡ⁾ = (Δᵢⱼ⁽ˡ⁾ + λ Θᵢⱼ⁽ˡ⁾) / m",
            wrong: "Dᵢⱼ⁽ˡ⁾ = (Δᵢⱼ⁽ˡ⁾ / m + λ Θᵢⱼ⁽ˡ⁾) / m",
            equations: Equations {
                gradient: |sum, theta, lambda, m| {
                    mean_gradient(&sum.map(|sum| sum / T::from_f64(m as f64)), theta, lambda, m)
                },
                ..Equations::RIGHT
            },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "mean_forgotten",
            name: "the mean forgotten",
            right: "Dᵢⱼ⁽ˡ⁾ = (Δᵢⱼ⁽ˡ⁾ + λ Θᵢⱼ⁽ˡ⁾) / m",
            wrong: "Dᵢⱼ⁽ˡ⁾ = Δᵢⱼ⁽ˡ⁾ + λ Θᵢⱼ⁽ˡ⁾",
            equations: Equations {
                gradient: |sum, theta, lambda, _| mean_gradient(sum, theta, lambda, 1),
                ..Equations::RIGHT
            },
            witness: Witness::GradientCheck,
        },
        Self {
            key: "one_output_everywhere",
            name: "the sum over K forgotten in the cost and in its error",
            right: "C = ∑ₖ Cₖ, δₖ⁽ᴸ⁾ = aₖ⁽ᴸ⁾ − yₖ",
            wrong: "C = C₁, δₖ⁽ᴸ⁾ = 0, k > 1",
            equations: Equations {
                cost: cost_of_the_first,
                output_error: |_, a, y| [a[0] - y[0], T::ZERO, T::ZERO],
                ..Equations::RIGHT
            },
            witness: Witness::CostOfZeros,
        },
        Self {
            key: "theta_updated_first",
            name: "Θ updated before all errors are formed",
            right: "δ⁽ˡ⁾ = (Θ⁽ˡ⁾)ᵀ δ⁽ˡ⁺¹⁾ ⊙ g′(z⁽ˡ⁾)",
            wrong: "δ⁽ˡ⁾ = (Θ⁽ˡ⁾ − α D⁽ˡ⁾)ᵀ δ⁽ˡ⁺¹⁾ ⊙ g′(z⁽ˡ⁾)",
            equations: Equations {
                way_back: |theta, d, rate| Theta::from_fn(|i, j| theta[i][j] - rate * d[i][j]),
                ..Equations::RIGHT
            },
            witness: Witness::Step,
        },
        Self {
            key: "zero_start",
            name: "all weights started at 0",
            right: "Θᵢⱼ⁽ˡ⁾ ∈ [−ε, ε]",
            wrong: "Θᵢⱼ⁽ˡ⁾ = 0",
            equations: Equations { start: |_| Network::zeros(), ..Equations::RIGHT },
            witness: Witness::Twins,
        },
        Self {
            key: "labels_shifted",
            name: "the classes counted from 1",
            right: "yₖ = 1",
            wrong: "yₖ₋₁ = 1",
            equations: Equations { label: |class| (class + 2) % 3, ..Equations::RIGHT },
            witness: Witness::Accuracy,
        },
    ];
}

fn units<T>(unit: impl Fn(usize) -> T) -> Units<T> {
    std::array::from_fn(unit)
}

/// Returns C₁, the cost of the first output alone.
fn cost_of_the_first<T: Scalar>(z: &Units<T>, a: &Units<T>, y: &Units<T>) -> T {
    example_cost::<CrossEntropy, Sigmoid, _, 1>(&[z[0]], &[a[0]], &[y[0]])
}

fn without_bias<T: Scalar>(theta: &Matrix<T>) -> Matrix<T> {
    Theta::from_fn(|i, j| if j == 0 { T::ZERO } else { theta[i][j] })
}

/// Transposes the weights. The bias column stays in place, because errors do not flow through it.
fn transposed<T: Scalar>(theta: &Matrix<T>) -> Matrix<T> {
    Theta::from_fn(|i, j| if j == 0 { theta[i][0] } else { theta[j - 1][i + 1] })
}

/// Shifts the columns by one: column 0 takes the place of column 1, and so on.
fn shifted<T: Scalar>(theta: &Matrix<T>) -> Matrix<T> {
    Theta::from_fn(|i, j| theta[i][j.saturating_sub(1)])
}

fn overwrite<T: Scalar>(sum: &mut Matrix<T>, delta: &Units<T>, a: &Units<T>) {
    *sum = Theta::zeros();
    accumulate(sum, delta, a);
}

fn penalize_all<T: Scalar>(sum: &Matrix<T>, theta: &Matrix<T>, lambda: T, m: usize) -> Matrix<T> {
    Theta::from_fn(|i, j| (sum[i][j] + lambda * theta[i][j]) / T::from_f64(m as f64))
}
