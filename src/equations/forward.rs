//! Forward propagation: from the input to the output, layer by layer.
//!
//! Two steps take a layer to the next, z⁽ˡ⁺¹⁾ = Θ⁽ˡ⁾ a⁽ˡ⁾ and a⁽ˡ⁺¹⁾ = g(z⁽ˡ⁺¹⁾); what stands at the end is h(x), from which
//! a class is read. The weights do not change on the way.

use crate::equations::scalar::Scalar;
use crate::equations::theta::Theta;

/// The weighted inputs of a layer.
///
/// ```math weighted-sum
/// z^{(l+1)} = \term{theta}{\Theta^{(l)}} \term{a}{a^{(l)}},
/// \qquad z_i^{(l+1)} = \term{bias}{\Theta_{i0}^{(l)}} + \sum_{j=1}^{s_l} \term{weight}{\Theta_{ij}^{(l)}} \, \term{a}{a_j^{(l)}}
/// ```
///
/// The bias unit a₀ = 1 is not stored: column 0 of Θ starts the sum.
pub fn weighted_sum<T: Scalar, const ROWS: usize, const COLS: usize, const UNITS: usize>(
    theta: &Theta<T, ROWS, COLS>, // s_{l+1} × (s_l + 1)
    a: &[T; UNITS],               // s_l
) -> [T; ROWS] {
    const { assert!(COLS == UNITS + 1) };
    std::array::from_fn(|i| {
        let (bias, weights) = (theta[i][0], &theta[i][1..]);
        weights.iter().zip(a).fold(bias, |z, (&weight, &a)| z + weight * a)
    })
}

/// The activations of a layer, from the function `g` of one unit.
///
/// ```math activation
/// a^{(l)} = \term{g}{g}(\term{z}{z^{(l)}})
/// ```
pub fn activate<T: Scalar, const UNITS: usize>(z: &[T; UNITS], g: impl Fn(T) -> T) -> [T; UNITS] {
    z.map(g)
}

/// The class that an output stands for: of one output, 1 from the threshold on and 0 below it; of several, the index of
/// the largest (the first, where several are).
///
/// ```math threshold
/// \text{class} = \begin{cases}
///     1 \text{ if } \term{h}{h} \ge 0.5 \text{, else } 0 & K = 1 \\
///     \text{the } \term{k}{k} \text{ with the largest } \term{h}{h_k} & K > 1
/// \end{cases}
/// ```
pub fn class<T: Scalar>(h: &[T]) -> usize {
    match h {
        [h] => usize::from(*h >= T::from_f64(0.5)),
        _ => (1..h.len()).fold(0, |best, k| if h[k] > h[best] { k } else { best }),
    }
}
