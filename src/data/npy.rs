//! NumPy's arrays: `.npy` files, and `.npz` archives of several arrays.
//!
//! Needs the feature `npy`.
//!
//! An [`Array`] is one array as it is stored; it becomes rows of inputs or targets, pixels, or classes. An [`Archive`] finds
//! an array by its name. [`open_mnist`] loads an archive as Keras publishes it.
//!
//! **Invariant**: memory is allocated for bytes that have been read, whatever a header claims.

mod archive;

use super::error::DataError;
use super::split::Parts;
use crate::equations::scalar::Scalar;
use std::path::Path;

#[doc(no_inline)]
pub use super::array::Array;
#[doc(alias("npz", "numpy"))]
pub use archive::Archive;

/// Loads the training and the test images of an `.npz` archive with the arrays `x_train`, `y_train`, `x_test` and `y_test`,
/// such as the `mnist.npz` of Keras: N pixels from 0 to 1 as of [`Array::pixels`], and one-hot targets as in
/// [`Samples::from_classes`](crate::Samples::from_classes).
///
/// ```no_run
/// use backprop::{CrossEntropy, Relu, SamplesOf, Softmax, data::npy, network};
///
/// network! {
///     struct Mnist { layers: { 28 * 28 } -> 100 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
/// }
///
/// let [training, test]: [SamplesOf<Mnist>; 2] = npy::open_mnist("mnist.npz")?;
/// # Ok::<(), backprop::data::DataError>(())
/// ```
///
/// # Errors
///
/// Returns an error if the file cannot be read or is not a ZIP archive, and the errors of [`Archive::images`].
#[doc(alias = "load_data")]
pub fn open_mnist<T: Scalar, const N: usize, const K: usize>(
    path: impl AsRef<Path>,
) -> Result<Parts<[T; N], [T; K], 2>, DataError> {
    Archive::open(path)?.mnist()
}
