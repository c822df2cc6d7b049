//! The numbers that a file can hold: `f32` and `f64`.
//!
//! A network runs with any [`Scalar`], but what other programs read are the bytes of floating-point numbers, the least
//! significant byte first.
//!
//! **Invariant**: a number that goes to bytes and back is the same to the last bit.

use crate::equations::scalar::Scalar;

/// A number that has a fixed form in files. No other types can implement it: the formats know these two.
///
/// ```
/// use backprop::formats::bytes::Float;
///
/// let mut bytes = Vec::new();
/// 0.1_f64.write_to(&mut bytes);
/// assert_eq!(f64::read_from(&bytes), Some(0.1));
/// assert_eq!(f32::read_from(&bytes), None);
/// ```
pub trait Float: Scalar + sealed::Sealed {
    /// The bytes of one number.
    const BYTES: usize;

    /// Appends the bytes of this number.
    fn write_to(self, bytes: &mut Vec<u8>);

    /// The number of these bytes; nothing, where they are not [`BYTES`](Self::BYTES) many.
    fn read_from(bytes: &[u8]) -> Option<Self>;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
}

macro_rules! float {
    ($float:ident) => {
        impl Float for $float {
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

float!(f32);
float!(f64);
