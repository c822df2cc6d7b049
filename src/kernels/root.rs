//! √x by whole numbers, for processors and libraries without it.
//!
//! x = d · 2ᵉ, with 53 binary digits d and an even exponent e, has the root √d · 2^(e/2). Multiplied by a power of 4 first,
//! d has a root of 54 digits before the point, one more than a double holds. The root of a number with 53 digits is never
//! halfway between two doubles, so that digit alone says which of them is nearer.
//!
//! **Invariant**: the result is the correctly rounded root, that of every processor: first weights depend on it to the last
//! bit. `tests/fast/elementary.rs` compares both. Rounded once more, it is also the correctly rounded root of an `f32`.

/// Returns √x: NaN below 0, and 0, ∞ and NaN themselves.
pub fn root(x: f64) -> f64 {
    if !(x > 0.0 && x < f64::INFINITY) {
        return if x < 0.0 { f64::NAN } else { x };
    }
    // Subnormal numbers have fewer digits; they are multiplied by 4 to the power of 27, and their root is divided by 2 to it.
    const POWER: f64 = (1_u64 << 27) as f64;
    if x < f64::MIN_POSITIVE {
        return root(x * POWER * POWER) / POWER;
    }
    let (digits, exponent) = (x.to_bits() & ((1 << 52) - 1) | 1 << 52, (x.to_bits() >> 52) as i64 - 1075);
    let shift = 54 + (exponent & 1);
    let root = (u128::from(digits) << shift).isqrt() as u64;
    let power = (exponent - shift) / 2 + 1;
    (root.div_ceil(2)) as f64 * f64::from_bits(((power + 1023) as u64) << 52)
}
