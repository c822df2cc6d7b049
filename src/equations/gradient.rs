//! From the errors δ to the gradient D, and from D to the next weights.
//!
//! Each example adds the outer product of its errors and activations to Δ. Divided by m and with the derivative of the
//! regularization added, Δ becomes D, the derivative of J along every weight.

use crate::equations::scalar::Scalar;
use crate::equations::theta::Theta;

/// Returns the errors δ⁽ˡ⁾ of an example with the weight w: the derivatives of w C instead of C. Without a weight, they are
/// as they were.
///
/// ```text
/// δ⁽ˡ⁾ := w⁽ⁱ⁾ δ⁽ˡ⁾
/// ```
///
/// ```math weighted-error
/// \delta^{(l)} := \term{w}{w^{(i)}} \, \term{delta}{\delta^{(l)}}
/// ```
///
/// ```
/// use backprop::equations::gradient::weighted_error;
///
/// assert_eq!(weighted_error(Some(3.0), [-0.5, 0.25]), [-1.5, 0.75]);
/// assert_eq!(weighted_error(None, [-0.5, 0.25]), [-0.5, 0.25]);
/// ```
#[inline]
pub fn weighted_error<T: Scalar, const UNITS: usize>(w: Option<T>, delta: [T; UNITS]) -> [T; UNITS] {
    match w {
        Some(w) => delta.map(|delta| w * delta),
        None => delta,
    }
}

/// Adds the outer product of one example to Δ⁽ˡ⁾.
///
/// ```text
/// Δ⁽ˡ⁾ := Δ⁽ˡ⁾ + δ⁽ˡ⁺¹⁾ (a⁽ˡ⁾)ᵀ
/// Δᵢⱼ⁽ˡ⁾ := Δᵢⱼ⁽ˡ⁾ + δᵢ⁽ˡ⁺¹⁾ aⱼ⁽ˡ⁾
/// ```
///
/// ```math accumulate
/// \term{accumulated}{\Delta^{(l)}} := \term{accumulated}{\Delta^{(l)}} + \term{delta}{\delta^{(l+1)}} (\term{a}{a^{(l)}})^\top,
/// \qquad \term{sum}{\Delta_{ij}^{(l)}} := \term{sum}{\Delta_{ij}^{(l)}} + \term{delta}{\delta_i^{(l+1)}} \, \term{a}{a_j^{(l)}}
/// ```
///
/// Column 0 belongs to the bias unit, a₀ = 1.
///
/// ```
/// use backprop::{Theta, equations::gradient::accumulate};
///
/// let mut accumulated: Theta<f64, 1, 3> = Theta::zeros();
/// accumulate(&mut accumulated, &[-0.5], &[0.6, 0.2]);
/// assert_eq!(accumulated[0], [-0.5, -0.3, -0.1]);
/// ```
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

/// Returns the gradient D⁽ˡ⁾ = ∂J/∂Θ⁽ˡ⁾ from Δ⁽ˡ⁾ over m examples: [`gradient_entry`] for each of its entries.
///
/// ```
/// use backprop::{Theta, equations::gradient::mean_gradient};
///
/// let accumulated: Theta<f64, 1, 3> = [[1.5, -0.5, 2.0]].into();
/// let theta: Theta<f64, 1, 3> = [[0.3, 0.75, -0.5]].into();
/// assert_eq!(mean_gradient(&accumulated, &theta, 1.0, 2)[0], [0.75, 0.125, 0.75]);
/// ```
pub fn mean_gradient<T: Scalar, const ROWS: usize, const COLS: usize>(
    accumulated: &Theta<T, ROWS, COLS>, // s_{l+1} × (s_l + 1)
    theta: &Theta<T, ROWS, COLS>,       // s_{l+1} × (s_l + 1)
    lambda: T,
    m: usize,
) -> Theta<T, ROWS, COLS> {
    let m = T::examples(m);
    Theta::from_fn(|i, j| gradient_entry(j, accumulated[i][j], theta[i][j], lambda, m))
}

/// Returns an entry in column j of the gradient D⁽ˡ⁾, from those of Δ⁽ˡ⁾ and Θ⁽ˡ⁾. Biases, in column 0, are not
/// regularized.
///
/// ```text
/// Dᵢⱼ⁽ˡ⁾ = 1/m (Δᵢⱼ⁽ˡ⁾ + λ Θᵢⱼ⁽ˡ⁾), j ≠ 0
/// Dᵢ₀⁽ˡ⁾ = 1/m Δᵢ₀⁽ˡ⁾
/// ```
///
/// ```math gradient
/// D_{ij}^{(l)} = \frac{1}{\term{m}{m}} \left( \term{accumulated}{\Delta_{ij}^{(l)}}
///     + \term{lambda}{\lambda} \, \term{theta}{\Theta_{ij}^{(l)}} \right), \quad j \ne 0,
/// \qquad D_{i0}^{(l)} = \frac{1}{\term{m}{m}} \term{accumulated}{\Delta_{i0}^{(l)}}
/// ```
///
/// ```
/// use backprop::equations::gradient::gradient_entry;
///
/// let (lambda, m) = (1.0, 2.0);
/// assert_eq!(gradient_entry(0, -0.5, 0.75, lambda, m), -0.25); // a bias: −0.5 / 2
/// assert_eq!(gradient_entry(1, -0.5, 0.75, lambda, m), 0.125); // a weight: (−0.5 + 1 · 0.75) / 2
/// ```
#[inline]
pub fn gradient_entry<T: Scalar>(j: usize, accumulated: T, theta: T, lambda: T, m: T) -> T {
    match j {
        0 => accumulated / m,
        _ => (accumulated + lambda * theta) / m,
    }
}

/// Returns the weight after one step of gradient descent with the learning rate α.
///
/// ```text
/// Θᵢⱼ⁽ˡ⁾ := Θᵢⱼ⁽ˡ⁾ − α Dᵢⱼ⁽ˡ⁾
/// ```
///
/// ```math descent
/// \term{theta}{\Theta_{ij}^{(l)}} := \term{theta}{\Theta_{ij}^{(l)}} - \term{rate}{\alpha} \, \term{d}{D_{ij}^{(l)}}
/// ```
///
/// ```
/// use backprop::equations::gradient::descended;
///
/// // Θ = 0.75, D = 0.125, α = 2.
/// assert_eq!(descended(0.75, 0.125, 2.0), 0.5);
/// ```
#[inline]
pub fn descended<T: Scalar>(theta: T, d: T, rate: T) -> T {
    theta - rate * d
}
