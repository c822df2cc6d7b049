//! One item of an array, from its bytes.
//!
//! **Invariant**: an integer is converted exactly or is an error; it is never rounded.

use crate::equations::scalar::Scalar;
use crate::float16::float16;
use std::fmt;

/// The type of an array's items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Number),
    Text(Text),
}

/// A type of numbers: how many bytes each has, and in which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
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

/// A type of text of a fixed width, padded with zeros: NumPy's `S`, or `U`, which has four bytes for each character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text {
    is_unicode: bool,
    size: usize,
    is_big_endian: bool,
}

/// A number as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Element {
    Boolean(bool),
    /// An integer of any type.
    Integer(i128),
    /// A floating-point number; converting one of 2 or 4 bytes to 8 is exact.
    Float(f64),
}

impl Kind {
    /// Parses NumPy's name of a type: byte order, class, size. Returns what the type is called if it is not supported.
    pub(super) fn parse(descr: &str) -> Result<Self, &'static str> {
        let mut symbols = descr.chars();
        let (order, class) = (symbols.next(), symbols.next());
        let digits = symbols.as_str();
        let size = digits.parse().ok().filter(|size: &usize| size.to_string() == digits);
        let number = |class, size, is_big_endian| Self::Number(Number { class, size, is_big_endian });
        let text = |is_unicode, size, is_big_endian| Self::Text(Text { is_unicode, size, is_big_endian });
        let kind = match (class, size) {
            (Some('b'), Some(1)) => number(Class::Boolean, 1, false),
            (Some('i'), Some(size @ (1 | 2 | 4 | 8))) => number(Class::Signed, size, order == Some('>')),
            (Some('u'), Some(size @ (1 | 2 | 4 | 8))) => number(Class::Unsigned, size, order == Some('>')),
            (Some('f'), Some(size @ (2 | 4 | 8))) => number(Class::Float, size, order == Some('>')),
            (Some('S'), Some(size @ 1..)) => text(false, size, false),
            (Some('U'), Some(length @ 1..)) => {
                text(true, length.checked_mul(4).ok_or("text that is too long")?, order == Some('>'))
            }
            (Some('S' | 'U'), _) => return Err("text without characters"),
            (Some('T'), _) => return Err("text of variable width"),
            (Some('f'), _) => return Err("floating-point numbers of extended precision"),
            (Some('c'), _) => return Err("complex numbers"),
            (Some('M'), _) => return Err("dates and times"),
            (Some('m'), _) => return Err("differences of times"),
            (Some('O'), _) => return Err("Python objects"),
            (Some('V'), _) => return Err("raw bytes"),
            _ => return Err("an unknown type"),
        };
        let has_one_order = kind.size() == 1 || matches!(kind, Self::Text(Text { is_unicode: false, .. }));
        match order {
            Some('<' | '>') => Ok(kind),
            Some('|') if has_one_order => Ok(kind),
            _ => Err("a type without an order of its bytes, `<` or `>`"),
        }
    }

    /// Returns the type with this code in an IDX file, if there is one. The order of the bytes is big endian.
    pub(super) fn of_idx(code: u8) -> Option<Self> {
        let (class, size) = match code {
            0x08 => (Class::Unsigned, 1),
            0x09 => (Class::Signed, 1),
            0x0b => (Class::Signed, 2),
            0x0c => (Class::Signed, 4),
            0x0d => (Class::Float, 4),
            0x0e => (Class::Float, 8),
            _ => return None,
        };
        Some(Self::Number(Number { class, size, is_big_endian: true }))
    }

    /// Returns the number of bytes of one item, at least 1.
    pub(super) fn size(self) -> usize {
        match self {
            Self::Number(number) => number.size,
            Self::Text(text) => text.size,
        }
    }

    /// Returns `true` for signed integers of four bytes, the `int` of IDX files.
    #[cfg(feature = "idx")]
    pub(super) fn is_int(self) -> bool {
        matches!(self, Self::Number(Number { class: Class::Signed, size: 4, .. }))
    }
}

impl Number {
    /// Returns the number with these bytes.
    pub(super) fn element(self, bytes: &[u8]) -> Element {
        let bits = unsigned(bytes, self.is_big_endian);
        match (self.class, self.size) {
            (Class::Boolean, _) => Element::Boolean(bits != 0),
            (Class::Unsigned, _) => Element::Integer(bits.into()),
            // Sign extension: the shift to the right copies the sign bit into the unused bits.
            (Class::Signed, size) => {
                let unused = 64 - 8 * size;
                Element::Integer((((bits << unused) as i64) >> unused).into())
            }
            (Class::Float, 2) => Element::Float(float16(bits as u16)),
            (Class::Float, 4) => Element::Float(f32::from_bits(bits as u32).into()),
            (Class::Float, _) => Element::Float(f64::from_bits(bits)),
        }
    }
}

/// Returns the unsigned number with these bytes, 8 at most.
fn unsigned(bytes: &[u8], is_big_endian: bool) -> u64 {
    let append = |bits: u64, &byte: &u8| bits << 8 | u64::from(byte);
    if is_big_endian { bytes.iter().fold(0, append) } else { bytes.iter().rev().fold(0, append) }
}

impl Text {
    /// Returns the text with these bytes, without the zeros at its end; or else what was found.
    pub(super) fn decode(self, bytes: &[u8]) -> Result<String, &'static str> {
        let text = if self.is_unicode {
            let character = |bytes: &[u8]| char::from_u32(unsigned(bytes, self.is_big_endian) as u32);
            bytes.chunks_exact(4).map(character).collect()
        } else {
            str::from_utf8(bytes).ok().map(str::to_owned)
        };
        let text: String = text.ok_or("bytes that are not text")?;
        Ok(text.trim_end_matches('\0').to_owned())
    }
}

impl Element {
    /// Converts the number for a network, or else returns what was expected. A floating-point number may be rounded.
    pub(super) fn number<T: Scalar + Into<f64>>(self) -> Result<T, &'static str> {
        let number = match self {
            Self::Boolean(boolean) => T::from_f64(boolean.into()),
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

    /// Converts the brightness of a pixel to a number from 0 to 1, or else returns what was expected.
    pub(super) fn pixel<T: Scalar>(self) -> Result<T, &'static str> {
        match self {
            Self::Boolean(boolean) => Ok(T::from_f64(boolean.into())),
            Self::Integer(integer @ 0..=255) => Ok(T::from_f64(f64::from(integer as u8) / 255.0)),
            Self::Integer(_) => Err("a pixel, an integer from 0 to 255; `rows` reads numbers of any range"),
            Self::Float(float @ 0.0..=1.0) => Ok(T::from_f64(float)),
            Self::Float(_) => {
                Err("a pixel, which as a floating-point number is from 0 to 1; `rows` reads numbers of any range")
            }
        }
    }

    /// Returns the number if it is whole.
    pub(super) fn whole(self) -> Option<i128> {
        // All whole numbers up to this one are stored exactly. Larger ones are no labels.
        const LARGEST: f64 = (1_u64 << 53) as f64;
        match self {
            Self::Boolean(boolean) => Some(boolean.into()),
            Self::Integer(integer) => Some(integer),
            Self::Float(float) => (float == float.trunc() && float.abs() <= LARGEST).then_some(float as i128),
        }
    }
}

impl fmt::Display for Kind {
    /// `unsigned integers of 1 byte`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = match self {
            Self::Number(number) => number,
            Self::Text(_) => return f.write_str("text"),
        };
        let class = match number.class {
            Class::Boolean => return f.write_str("booleans"),
            Class::Signed => "signed integers",
            Class::Unsigned => "unsigned integers",
            Class::Float => "floating-point numbers",
        };
        write!(f, "{class} of {}", crate::display::counted(number.size, "byte"))
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(boolean) => write!(f, "{boolean}"),
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Float(float) => write!(f, "{float}"),
        }
    }
}
