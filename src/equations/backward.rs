//! Backpropagation: the error of each unit, from the output back to the first hidden layer.
//!
//! δᵢ⁽ˡ⁾ = ∂C/∂zᵢ⁽ˡ⁾ says how the cost of one example grows with the weighted input of a unit. The output's δ⁽ᴸ⁾ comes
//! from the [cost](crate::Cost::delta); each layer before it takes its own from the layer after it. The input has no z,
//! so there is no δ⁽¹⁾.

use crate::equations::scalar::Scalar;
use crate::equations::theta::Theta;

/// Returns the error of a hidden layer, δ⁽ˡ⁾, from that of the layer after it.
///
/// ```text
/// δ⁽ˡ⁾ = (Θ⁽ˡ⁾)ᵀ δ⁽ˡ⁺¹⁾ ⊙ g′(z⁽ˡ⁾)
/// δⱼ⁽ˡ⁾ = g′(zⱼ⁽ˡ⁾) Σᵢ₌₁^sₗ₊₁ Θᵢⱼ⁽ˡ⁾ δᵢ⁽ˡ⁺¹⁾, j ≥ 1
/// ```
///
/// ```math hidden-error
/// \delta^{(l)} = (\term{theta}{\Theta^{(l)}})^\top \term{delta}{\delta^{(l+1)}} \odot \term{g_prime}{g'}(\term{z}{z^{(l)}}),
/// \qquad \delta_j^{(l)} = \term{g_prime}{g'}(\term{z}{z_j^{(l)}})
///     \sum_{i=1}^{s_{l+1}} \term{weight}{\Theta_{ij}^{(l)}} \, \term{delta}{\delta_i^{(l+1)}}, \quad j \ge 1
/// ```
///
/// The bias column of Θ is left out: the bias unit is always 1, so nothing before it can cause an error.
///
/// ```
/// use backprop::{Activation, Identity, Theta, equations::backward::hidden_error};
///
/// // One output with the weights 0.8 and −0.5, and the bias −0.4; the hidden units are linear, g′ = 1.
/// let theta_3: Theta<f64, 1, 3> = [[-0.4, 0.8, -0.5]].into();
/// assert_eq!(hidden_error(&theta_3, &[-0.5], &[0.3, 0.6], Identity::g_prime), [-0.4, 0.25]);
/// ```
#[doc(alias = "backpropagation")]
pub fn hidden_error<T: Scalar, const ROWS: usize, const COLS: usize, const UNITS: usize>(
    theta: &Theta<T, ROWS, COLS>, // s_{l+1} × (s_l + 1)
    delta: &[T; ROWS],            // s_{l+1}
    z: &[T; UNITS],               // s_l
    g_prime: impl Fn(T) -> T,
) -> [T; UNITS] {
    const { assert!(COLS == UNITS + 1) };
    let mut error = [T::ZERO; UNITS];
    for (row, &delta) in theta.iter().zip(delta) {
        for (error, &weight) in error.iter_mut().zip(&row[1..]) {
            *error += weight * delta;
        }
    }
    for (error, &z) in error.iter_mut().zip(z) {
        *error = *error * g_prime(z);
    }
    error
}
