//! When the layers take their steps: all at once, or one after the other.

use crate::equations::gradient::gradient_entry;
use crate::equations::scalar::Scalar;
use crate::network::{LayerValues, Network, Quantity, Record, SamplesOf};

/// When the layers take their steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Updates {
    /// All at once: every error δ is formed with the old weights, so the step is one along the gradient.
    #[default]
    AtOnce,
    /// From the last to the first, each δ⁽ˡ⁾ formed with the Θ⁽ˡ⁾ that has just been changed, as the programs behind some
    /// published examples do it. What is stepped along is then not quite the gradient. [Clipping](super::Trainer::clip_norm)
    /// looks at each layer by itself.
    LayerByLayer,
}

/// The gradient of the weights Θ⁽ˡ⁾, all others 0: from activations of before, and errors as the weights are now.
pub(super) fn gradient_of_layer<N: Network>(
    l: usize,
    network: &N,
    passes: &[N::Forward],
    samples: &SamplesOf<N>,
    lambda: N::Scalar,
) -> N {
    let m = N::Scalar::examples(samples.len());
    let mut gradient = N::zeros();
    let d = &mut gradient.thetas_mut()[l - 1]; // s_{l+1} × (s_l + 1)
    for (forward, y) in passes.iter().zip(samples.y()) {
        let deltas = network.backward(forward, y);
        let (a, delta) = (units(forward.layers(), Quantity::A, l), units(deltas.layers(), Quantity::Delta, l + 1));
        for ((i, j), d) in d.indexed_iter_mut() {
            *d += if j == 0 { delta[i] } else { delta[i] * a[j - 1] };
        }
    }
    for (((_, j), d), &theta) in d.indexed_iter_mut().zip(&network.thetas()[l - 1]) {
        *d = gradient_entry(j, *d, theta, lambda, m);
    }
    gradient
}

/// The values of one quantity in one layer.
fn units<T>(layers: Vec<LayerValues<'_, T>>, quantity: Quantity, layer: usize) -> &[T] {
    let found = layers.into_iter().find(|values| values.quantity == quantity && values.layer == layer);
    found.expect("the pass goes through this layer").units
}
