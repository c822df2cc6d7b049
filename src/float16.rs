//! Half precision, a type of numbers in the files of NumPy and in `safetensors`.
//!
//! **Invariant**: the conversion is exact: every number of half precision is an `f32` and an `f64`.

#![cfg(any(feature = "idx", feature = "npy", feature = "safetensors"))]

/// Converts the bits of a floating-point number of 2 bytes (IEEE 754 binary16): a sign, 5 bits of the exponent, and 10 of
/// the fraction.
pub(crate) fn float16(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff);
    let size = match i32::from(bits >> 10 & 0x1f) {
        // Subnormal: no leading 1 in front of the fraction.
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1024.0 + fraction) * 2_f64.powi(exponent - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}
