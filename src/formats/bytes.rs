//! The bytes of the numbers that a file can hold: `f32` and `f64`.
//!
//! A network computes with any [`Scalar`], but other programs read floating-point numbers, in little-endian byte order.
//!
//! **Invariant**: a number that is written and read again is the same to the last bit.

use crate::equations::scalar::Scalar;

/// A number with a fixed form in files. The trait is sealed: the formats know `f32` and `f64` alone.
///
/// ```
/// use backprop::formats::bytes::FloatBytes;
///
/// let mut bytes = Vec::new();
/// 0.1_f64.write_to(&mut bytes);
/// assert_eq!(bytes.len(), f64::BYTES);
/// assert_eq!(f64::read_from(&bytes), Some(0.1));
/// assert_eq!(f32::read_from(&bytes), None);
/// ```
pub trait FloatBytes: Scalar + sealed::Sealed {
    /// The number of bytes of one number.
    const BYTES: usize;

    /// Appends the bytes of this number to `bytes`.
    fn write_to(self, bytes: &mut Vec<u8>);

    /// Returns the number with these bytes, or `None` if there are more or fewer than [`BYTES`](Self::BYTES).
    fn read_from(bytes: &[u8]) -> Option<Self>;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
}

macro_rules! float_bytes {
    ($float:ident) => {
        impl FloatBytes for $float {
            const BYTES: usize = size_of::<$float>();

            fn write_to(self, bytes: &mut Vec<u8>) {
                bytes.extend(self.to_le_bytes());
            }
            fn read_from(bytes: &[u8]) -> Option<Self> {
                Some(Self::from_le_bytes(bytes.try_into().ok()?))
            }
        }
    };
}

float_bytes!(f32);
float_bytes!(f64);
