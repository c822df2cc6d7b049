//! The weights of a network as tensors.
//!
//! **Invariant**: a tensor becomes a Θ only if its shape is that of the declaration, and if every number of its type is one
//! of the network's type.

use super::contents::{Contents, FORMAT, LAYERS, Tensor};
use super::dense::{self, Naming};
use super::description::Description;
use super::error::{Mismatch, SafetensorsError};
use super::number::{number, numbers};
use super::responses;
use crate::formats::bytes::FloatBytes;
use crate::network::architecture::Architecture;
use crate::network::{Network, not_finite};
use safetensors::Dtype;

/// Puts the network of a file into its contents, the names of its tensors without a prefix. All weights must be finite.
pub(super) fn put_network<N: Network<Scalar: FloatBytes>>(
    network: &N,
    description: &Description,
    contents: &mut Contents<'_>,
) -> Result<(), SafetensorsError> {
    check_finite(network)?;
    put(network, "", contents);
    description.put(contents);
    Ok(())
}

/// Puts the network of a file into its contents as dense layers, with the names of another program. All weights must be
/// finite.
pub(super) fn put_dense_network<N: Network<Scalar: FloatBytes>>(
    network: &N,
    naming: Naming,
    contents: &mut Contents<'_>,
) -> Result<(), SafetensorsError> {
    check_finite(network)?;
    dense::put(network, naming, contents);
    Description::new(network).put(contents);
    Ok(())
}

/// Takes the network of a file out of its contents. All weights must be finite.
pub(super) fn take_network<N: Network<Scalar: FloatBytes>>(contents: &mut Contents<'_>) -> Result<N, SafetensorsError> {
    let network = match contents.tensors.contains_key("theta_1") {
        false if dense::are_in(contents) => dense::take(contents)?,
        _ => take(contents, "")?,
    };
    check_finite(&network)?;
    // The metadata of another program are notes.
    if contents.metadata.contains_key(FORMAT) {
        let expected = Architecture::new(&network).to_string();
        if let Some(found) = contents.metadata.get(LAYERS).filter(|&found| *found != expected) {
            return Err(contents.mismatch::<N>(Mismatch::Layers { found: found.clone(), expected }));
        }
        responses::check(&network, contents)?;
    }
    Ok(network)
}

/// Puts parameters into tensors whose names begin with `prefix`.
pub(super) fn put<N: Network<Scalar: FloatBytes>>(network: &N, prefix: &str, contents: &mut Contents<'_>) {
    for (l, theta) in (1..).zip(network.thetas()) {
        let mut bytes = Vec::with_capacity(theta.len() * N::Scalar::BYTES);
        theta.iter().for_each(|weight| weight.write_to(&mut bytes));
        let tensor = Tensor { number: number::<N::Scalar>(), shape: theta.shape().to_vec(), bytes: bytes.into() };
        contents.tensors.insert(format!("{prefix}theta_{l}"), tensor);
    }
}

/// Takes parameters out of the tensors whose names begin with `prefix`.
pub(super) fn take<N: Network<Scalar: FloatBytes>>(
    contents: &mut Contents<'_>,
    prefix: &str,
) -> Result<N, SafetensorsError> {
    let mut network = N::zeros();
    for (l, mut theta) in (1..).zip(network.thetas_mut()) {
        let name = format!("{prefix}theta_{l}");
        let Some(tensor) = contents.tensors.remove(&name) else {
            return Err(contents.mismatch::<N>(missing(name, contents, &Architecture::new(&N::zeros()))));
        };
        if tensor.shape != theta.shape() {
            let expected = theta.shape().to_vec();
            return Err(contents.mismatch::<N>(Mismatch::Shape { tensor: name, found: tensor.shape, expected }));
        }
        theta.iter_mut().zip(numbers::<N>(&tensor, &name)?).for_each(|(weight, number)| *weight = number);
    }
    Ok(network)
}

/// Returns an error if the numbers of a tensor are of another type.
pub(super) fn expect_number(tensor: &Tensor<'_>, name: &str, expected: Dtype) -> Result<(), SafetensorsError> {
    match tensor.number {
        found if found == expected => Ok(()),
        found => Err(SafetensorsError::Number {
            tensor: name.to_owned(),
            found: found.to_string(),
            expected: expected.to_string(),
        }),
    }
}

/// Returns the mismatch of a file without a tensor.
fn missing(tensor: String, contents: &Contents<'_>, architecture: &Architecture) -> Mismatch {
    match tensor == "theta_1" && !contents.metadata.contains_key(FORMAT) {
        true => dense::mismatch("there is neither `theta_1` nor a dense layer".to_owned(), contents, architecture),
        false => Mismatch::Missing { tensor },
    }
}

fn check_finite<N: Network>(network: &N) -> Result<(), SafetensorsError> {
    match not_finite(network) {
        Some((l, (row, column), weight)) => {
            Err(SafetensorsError::NotFinite { tensor: format!("theta_{l}"), row, column, value: weight.to_string() })
        }
        None => Ok(()),
    }
}
