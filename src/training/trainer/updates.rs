//! The order of updates: all layers at once, or one after the other.
//!
//! Layer by layer is the one kind of training that runs by the network's own methods, for floats too: it needs errors by
//! other weights than those of the forward pass, which the kernels do not compute. Its Δ is the equation `accumulate`;
//! tests of the trainer compare its last layer, and a network of a single layer, with updates all at once.

use crate::equations::gradient::{gradient_entry, weighted_error};
use crate::equations::scalar::Scalar;
use crate::network::{LayerValues, Network, Quantity, Record, SamplesOf};

/// The order in which the layers take their steps. See [`Trainer::updates`](super::Trainer::updates).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Updates {
    /// All at once: every error δ is computed with the old weights, so the step follows the gradient.
    #[default]
    AtOnce,
    /// From the last layer to the first, each δ⁽ˡ⁾ computed with the Θ⁽ˡ⁾ that has just been updated, as the programs
    /// behind some published examples do. The step then does not quite follow the gradient.
    /// [Clipping](super::Trainer::clip_norm) treats each layer by itself.
    LayerByLayer,
}

/// Returns the gradient of Θ⁽ˡ⁾, with 0 for all other layers: from the activations before the update, and the errors δ
/// that the weights give now.
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
    for (i, (forward, y)) in passes.iter().zip(samples.y()).enumerate() {
        let deltas = network.backward(forward, y);
        let (a, delta) = (units(forward.layers(), Quantity::A, l), units(deltas.layers(), Quantity::Delta, l + 1));
        let w = samples.weight(i);
        for ((i, j), d) in d.indexed_iter_mut() {
            let [delta] = weighted_error(w, [delta[i]]);
            *d += if j == 0 { delta } else { delta * a[j - 1] };
        }
    }
    for (((_, j), d), &theta) in d.indexed_iter_mut().zip(&network.thetas()[l - 1]) {
        *d = gradient_entry(j, *d, theta, lambda, m);
    }
    gradient
}

/// Returns the values of one quantity in one layer.
fn units<T>(layers: Vec<LayerValues<'_, T>>, quantity: Quantity, layer: usize) -> &[T] {
    let found = layers.into_iter().find(|values| values.quantity == quantity && values.layer == layer);
    found.expect("the pass goes through this layer").units
}
