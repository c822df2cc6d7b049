//! From the errors δ to the gradient D.
//!
//! Each example adds the outer product of its errors and activations to Δ; divided by m, with the penalty's share, Δ
//! becomes D, the derivative of J along every weight.

use crate::equations::scalar::Scalar;
use crate::equations::theta::Theta;

/// Adds one example to Δ⁽ˡ⁾.
///
/// ```math accumulate
/// \term{accumulated}{\Delta^{(l)}} := \term{accumulated}{\Delta^{(l)}} + \term{delta}{\delta^{(l+1)}} (\term{a}{a^{(l)}})^\top,
/// \qquad \term{sum}{\Delta_{ij}^{(l)}} := \term{sum}{\Delta_{ij}^{(l)}} + \term{delta}{\delta_i^{(l+1)}} \, \term{a}{a_j^{(l)}}
/// ```
///
/// In column 0 stands the bias unit a₀ = 1.
pub fn accumulate<T: Scalar, const ROWS: usize, const COLS: usize, const UNITS: usize>(
    accumulated: &mut Theta<T, ROWS, COLS>, // s_{l+1} × (s_l + 1)
    delta: &[T; ROWS],                      // s_{l+1}
    a: &[T; UNITS],                         // s_l
) {
    const { assert!(COLS == UNITS + 1) };
    for (row, &delta) in accumulated.iter_mut().zip(delta) {
        row[0] += delta;
        for (sum, &a) in row[1..].iter_mut().zip(a) {
            *sum += delta * a;
        }
    }
}

/// The gradient D⁽ˡ⁾ = ∂J/∂Θ⁽ˡ⁾, from Δ⁽ˡ⁾ over m examples: [`gradient_entry`] for each of its entries.
pub fn mean_gradient<T: Scalar, const ROWS: usize, const COLS: usize>(
    accumulated: &Theta<T, ROWS, COLS>, // s_{l+1} × (s_l + 1)
    theta: &Theta<T, ROWS, COLS>,       // s_{l+1} × (s_l + 1)
    lambda: T,
    m: usize,
) -> Theta<T, ROWS, COLS> {
    let m = T::examples(m);
    Theta::from_fn(|i, j| gradient_entry(j, accumulated[i][j], theta[i][j], lambda, m))
}

/// The entry in column j of the gradient D⁽ˡ⁾, from those of Δ⁽ˡ⁾ and Θ⁽ˡ⁾. Biases, in column 0, are not regularized.
///
/// ```math gradient
/// D_{ij}^{(l)} = \frac{1}{\term{m}{m}} \left( \term{accumulated}{\Delta_{ij}^{(l)}}
///     + \term{lambda}{\lambda} \, \term{theta}{\Theta_{ij}^{(l)}} \right), \quad j \ne 0,
/// \qquad D_{i0}^{(l)} = \frac{1}{\term{m}{m}} \term{accumulated}{\Delta_{i0}^{(l)}}
/// ```
#[inline]
pub fn gradient_entry<T: Scalar>(j: usize, accumulated: T, theta: T, lambda: T, m: T) -> T {
    match j {
        0 => accumulated / m,
        _ => (accumulated + lambda * theta) / m,
    }
}

/// The weight after one step of gradient descent at the learning rate α.
///
/// ```math descent
/// \term{theta}{\Theta_{ij}^{(l)}} := \term{theta}{\Theta_{ij}^{(l)}} - \term{rate}{\alpha} \, \term{d}{D_{ij}^{(l)}}
/// ```
#[inline]
pub fn descended<T: Scalar>(theta: T, d: T, rate: T) -> T {
    theta - rate * d
}
