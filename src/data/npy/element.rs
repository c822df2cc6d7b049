//! One number of an array, from its bytes.
//!
//! **Invariant**: an integer is converted exactly or is an error; it is never rounded.

use crate::equations::scalar::Scalar;
use std::fmt;

/// The type of an array's numbers, and the order of their bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    class: Class,
    size: usize,
    is_big_endian: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Boolean,
    Signed,
    Unsigned,
    Float,
}

/// A number as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Element {
    /// An integer of any type.
    Integer(i128),
    /// A floating-point number; converting one of 4 bytes to 8 is exact.
    Float(f64),
}

impl Kind {
    /// Parses NumPy's name of a type: byte order, class, size.
    pub(super) fn parse(descr: &str) -> Option<Self> {
        let (order, word) = descr.split_at_checked(1)?;
        let (class, sizes): (Class, &[usize]) = match word.split_at_checked(1)?.0 {
            "b" => (Class::Boolean, &[1]),
            "i" => (Class::Signed, &[1, 2, 4, 8]),
            "u" => (Class::Unsigned, &[1, 2, 4, 8]),
            "f" => (Class::Float, &[4, 8]),
            _ => return None,
        };
        let size = *sizes.iter().find(|size| size.to_string() == word[1..])?;
        let is_big_endian = match order {
            "<" => false,
            ">" => true,
            "|" if size == 1 => false,
            _ => return None,
        };
        Some(Self { class, size, is_big_endian })
    }

    /// Returns the number of bytes of one number.
    pub(super) fn size(self) -> usize {
        self.size
    }

    /// Returns the number with these bytes, [`size`](Self::size) of them.
    pub(super) fn element(self, bytes: &[u8]) -> Element {
        let append = |bits: u64, &byte: &u8| bits << 8 | u64::from(byte);
        let bits = if self.is_big_endian { bytes.iter().fold(0, append) } else { bytes.iter().rev().fold(0, append) };
        match self.class {
            Class::Boolean | Class::Unsigned => Element::Integer(bits.into()),
            // Sign extension: the shift to the right copies the sign bit into the unused bits.
            Class::Signed => {
                let unused = 64 - 8 * self.size;
                Element::Integer((((bits << unused) as i64) >> unused).into())
            }
            Class::Float if self.size == 4 => Element::Float(f32::from_bits(bits as u32).into()),
            Class::Float => Element::Float(f64::from_bits(bits)),
        }
    }
}

impl Element {
    /// Converts the number for a network, or else returns what was expected. A floating-point number may be rounded.
    pub(super) fn number<T: Scalar + Into<f64>>(self) -> Result<T, &'static str> {
        let number = match self {
            Self::Integer(integer) => T::from_f64(integer as f64),
            Self::Float(float) => T::from_f64(float),
        };
        match self {
            Self::Integer(integer) if number.into() as i128 != integer => {
                Err("an integer that the network's number holds without rounding")
            }
            _ if number.is_finite() => Ok(number),
            _ => Err("a finite number"),
        }
    }

    /// Converts the number to a class, or else returns what was expected.
    pub(super) fn class(self) -> Result<usize, &'static str> {
        let integer = match self {
            Self::Integer(integer) => Some(integer),
            Self::Float(float) => (float == float.trunc()).then_some(float as i128),
        };
        integer.and_then(|integer| usize::try_from(integer).ok()).ok_or("a class, a whole number from 0")
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Float(float) => write!(f, "{float}"),
        }
    }
}
