//! The weights of a network as tensors.
//!
//! **Invariant**: a tensor becomes a Θ only if its shape and its number are those of the declaration.

use super::contents::{Contents, DECLARATION, FORMAT, LAYERS, Tensor};
use super::error::{Mismatch, SafetensorsError};
use crate::formats::bytes::FloatBytes;
use crate::network::architecture::Architecture;
use crate::network::{Network, not_finite};
use safetensors::Dtype;

/// Puts the network of a file into its contents, the names of its tensors without a prefix. All weights must be finite.
pub(super) fn put_network<N: Network<Scalar: FloatBytes>>(
    network: &N,
    contents: &mut Contents<'_>,
) -> Result<(), SafetensorsError> {
    check_finite(network)?;
    put(network, "", contents);
    contents.metadata.insert(LAYERS.to_owned(), Architecture::new(network).to_string());
    contents.metadata.insert(DECLARATION.to_owned(), N::DECLARATION.to_owned());
    Ok(())
}

/// Takes the network of a file out of its contents. All weights must be finite.
pub(super) fn take_network<N: Network<Scalar: FloatBytes>>(contents: &mut Contents<'_>) -> Result<N, SafetensorsError> {
    let network = take(contents, "")?;
    check_finite(&network)?;
    let expected = Architecture::new(&network).to_string();
    match contents.metadata.get(LAYERS) {
        Some(found) if contents.metadata.contains_key(FORMAT) && *found != expected => {
            Err(contents.mismatch::<N>(Mismatch::Layers { found: found.clone(), expected }))
        }
        _ => Ok(network),
    }
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
            return Err(contents.mismatch::<N>(Mismatch::Missing { tensor: name }));
        };
        if tensor.shape != theta.shape() {
            let expected = theta.shape().to_vec();
            return Err(contents.mismatch::<N>(Mismatch::Shape { tensor: name, found: tensor.shape, expected }));
        }
        expect_number(&tensor, &name, number::<N::Scalar>())?;
        for (weight, bytes) in theta.iter_mut().zip(tensor.bytes.chunks_exact(N::Scalar::BYTES)) {
            *weight = N::Scalar::read_from(bytes).expect("a chunk has the bytes of one number");
        }
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

/// Returns s₁, the number of inputs.
pub(super) fn inputs<N: Network>(network: &N) -> usize {
    network.thetas()[0].ncols() - 1
}

fn number<T: FloatBytes>() -> Dtype {
    if T::BYTES == f32::BYTES { Dtype::F32 } else { Dtype::F64 }
}

fn check_finite<N: Network>(network: &N) -> Result<(), SafetensorsError> {
    match not_finite(network) {
        Some((l, (row, column), weight)) => {
            Err(SafetensorsError::NotFinite { tensor: format!("theta_{l}"), row, column, value: weight.to_string() })
        }
        None => Ok(()),
    }
}
