//! The numbers of a tensor, read as those of a network.
//!
//! A type with fewer bits is converted: every `F16`, `BF16` and `F32` is also an `f64`, and every `F16` and `BF16` an `f32`.
//!
//! **Invariant**: a conversion is exact. A number that would have to be rounded is an error.

use super::contents::Tensor;
use super::error::SafetensorsError;
use crate::equations::scalar::Scalar;
use crate::float16::float16;
use crate::formats::bytes::FloatBytes;
use crate::network::Network;
use crate::network::architecture::without_path;
use safetensors::Dtype;
use std::any::type_name;

/// Returns the type of tensors of `T`.
pub(super) fn number<T: FloatBytes>() -> Dtype {
    if T::BYTES == f32::BYTES { Dtype::F32 } else { Dtype::F64 }
}

/// Returns the numbers of a tensor as those of the network `N`.
pub(super) fn numbers<'a, N: Network<Scalar: FloatBytes>>(
    tensor: &'a Tensor<'_>,
    name: &str,
) -> Result<impl Iterator<Item = N::Scalar> + use<'a, N>, SafetensorsError> {
    let read: fn(&[u8]) -> N::Scalar = match tensor.number {
        own if own == number::<N::Scalar>() => |bytes| N::Scalar::read_from(bytes).expect("the bytes of one number"),
        Dtype::F32 => |bytes| N::Scalar::from_f64(f32::read_from(bytes).expect("the bytes of one number").into()),
        Dtype::BF16 => |bytes| N::Scalar::from_f64(bfloat16(half_word(bytes))),
        Dtype::F16 => |bytes| N::Scalar::from_f64(float16(half_word(bytes))),
        Dtype::F64 => {
            let wider = without_path(type_name::<N::In<f64>>()).to_owned();
            return Err(SafetensorsError::Narrower { tensor: name.to_owned(), wider });
        }
        found => {
            let (tensor, found) = (name.to_owned(), found.to_string());
            return Err(SafetensorsError::Number { tensor, found, expected: "F64, F32, F16 or BF16".to_owned() });
        }
    };
    Ok(tensor.bytes.chunks_exact(tensor.number.bitsize() / 8).map(read))
}

fn half_word(bytes: &[u8]) -> u16 {
    u16::from_le_bytes(bytes.try_into().expect("the bytes of one number"))
}

/// Converts a number of the type `BF16`: the upper half of an `f32`.
fn bfloat16(bits: u16) -> f64 {
    f32::from_bits(u32::from(bits) << 16).into()
}
