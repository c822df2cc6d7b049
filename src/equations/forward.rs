//! Forward propagation: from the input to the output, layer by layer.
//!
//! Two steps lead from a layer to the next, z⁽ˡ⁺¹⁾ = Θ⁽ˡ⁾ a⁽ˡ⁾ and a⁽ˡ⁺¹⁾ = g(z⁽ˡ⁺¹⁾). The activations of the last
//! layer are the output h(x), from which a class is predicted. The weights do not change.
//!
//! The equations write into one array each. Without optimization, `array::from_fn` and `map` make several copies of a layer
//! on the stack, which is small.

use crate::equations::scalar::{Scalar, is_nan};
use crate::equations::theta::Theta;

/// Returns the weighted inputs of a layer, z⁽ˡ⁺¹⁾, from the activations of the layer before it.
///
/// ```text
/// z⁽ˡ⁺¹⁾ = Θ⁽ˡ⁾ a⁽ˡ⁾
/// zᵢ⁽ˡ⁺¹⁾ = Θᵢ₀⁽ˡ⁾ + Σⱼ₌₁^sₗ Θᵢⱼ⁽ˡ⁾ aⱼ⁽ˡ⁾
/// ```
///
/// ```math weighted-sum
/// z^{(l+1)} = \term{theta}{\Theta^{(l)}} \term{a}{a^{(l)}},
/// \qquad z_i^{(l+1)} = \term{bias}{\Theta_{i0}^{(l)}} + \sum_{j=1}^{s_l} \term{weight}{\Theta_{ij}^{(l)}} \, \term{a}{a_j^{(l)}}
/// ```
///
/// The bias unit a₀ = 1 is not stored: the sum starts with column 0 of Θ.
///
/// ```
/// use backprop::{Theta, equations::forward::weighted_sum};
///
/// let theta_1: Theta<f64, 2, 3> = [[0.1, 0.4, -0.6], [-0.2, 0.3, 0.5]].into();
/// let [z_1, z_2] = weighted_sum(&theta_1, &[1.0, 0.5]);
/// assert!((z_1 - 0.2).abs() < 1e-15 && (z_2 - 0.35).abs() < 1e-15); // 0.1 + 0.4 · 1 − 0.6 · 0.5, …
/// ```
pub fn weighted_sum<T: Scalar, const ROWS: usize, const COLS: usize, const UNITS: usize>(
    theta: &Theta<T, ROWS, COLS>, // s_{l+1} × (s_l + 1)
    a: &[T; UNITS],               // s_l
) -> [T; ROWS] {
    const { assert!(COLS == UNITS + 1) };
    let mut z = [T::ZERO; ROWS];
    for (z, row) in z.iter_mut().zip(theta) {
        let (bias, weights) = (row[0], &row[1..]);
        *z = weights.iter().zip(a).fold(bias, |z, (&weight, &a)| z + weight * a);
    }
    z
}

/// Returns the activations of a layer: the function `g` of one unit applied to each of them.
///
/// ```text
/// a⁽ˡ⁾ = g(z⁽ˡ⁾)
/// ```
///
/// ```math activation
/// a^{(l)} = \term{g}{g}(\term{z}{z^{(l)}})
/// ```
///
/// ```
/// use backprop::{Activation, Relu, equations::forward::activate};
///
/// assert_eq!(activate(&[0.25, -0.5], Relu::g), [0.25, 0.0]);
/// ```
#[inline]
pub fn activate<T: Scalar, const UNITS: usize>(z: &[T; UNITS], g: impl Fn(T) -> T) -> [T; UNITS] {
    let mut a = *z;
    a.iter_mut().for_each(|a| *a = g(*a));
    a
}

/// Returns the class that an output predicts. A single output predicts 1 from the threshold on and 0 below it; several
/// predict the index of the largest one, the first if there are equals.
///
/// ```text
/// class = 1 if h ≥ 0.5, else 0       for K = 1
///         the k with the largest hₖ  for K > 1
/// ```
///
/// ```math threshold
/// \text{class} = \begin{cases}
///     1 \text{ if } \term{h}{h} \ge 0.5 \text{, else } 0 & K = 1 \\
///     \text{the } \term{k}{k} \text{ with the largest } \term{h}{h_k} & K > 1
/// \end{cases}
/// ```
///
/// ```
/// use backprop::equations::forward::class;
///
/// assert_eq!((class(&[0.5]), class(&[0.49])), (1, 0));
/// assert_eq!(class(&[0.1, 0.7, 0.2]), 1);
/// ```
///
/// # Panics
///
/// Panics if an output is NaN, which is no class: the input has a value that is NaN, or the sums overflow.
#[track_caller]
#[doc(alias("argmax", "threshold"))]
pub fn class<T: Scalar>(h: &[T]) -> usize {
    assert!(
        !h.iter().any(|&h| is_nan(h)),
        "an output is NaN and predicts no class; is every number of the input finite?"
    );
    match h {
        [h] => usize::from(*h >= T::from_f64(0.5)),
        _ => (1..h.len()).fold(0, |best, k| if h[k] > h[best] { k } else { best }),
    }
}
