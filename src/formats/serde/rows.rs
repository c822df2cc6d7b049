//! A matrix as a list of rows.
//!
//! Entries are read into memory of the matrix's own size: the length that a list claims to have is not believed. While a
//! deserializer calls itself row by row and entry by entry, neither a matrix nor a row is on the stack. All rows are read
//! into one list of entries.
//!
//! **Invariant**: a matrix has as many rows and entries as its type says; one too few or too many is an error.

use crate::display::counted;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A matrix that is written as a list of its rows.
pub(super) struct Rows<'a, T, const COLS: usize>(pub(super) &'a [[T; COLS]]);

/// A row that is written as a list of its entries; `serde` itself knows arrays of up to 32 only.
struct Row<'a, T>(&'a [T]);

impl<T: Serialize, const COLS: usize> Serialize for Rows<'_, T, COLS> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|row| Row(row)))
    }
}

impl<T: Serialize> Serialize for Row<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0)
    }
}

/// Reads a matrix of `rows` rows.
pub(super) struct ReadRows<T, const COLS: usize> {
    pub(super) rows: usize,
    pub(super) number: PhantomData<T>,
}

/// Reads a row and appends its entries.
struct ReadRow<'a, T, const COLS: usize>(&'a mut Vec<T>);

impl<'de, T: Deserialize<'de>, const COLS: usize> DeserializeSeed<'de> for ReadRows<T, COLS> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>, const COLS: usize> Visitor<'de> for ReadRows<T, COLS> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {}", counted(self.rows, "row"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let expected = self.rows;
        let mut entries = Vec::with_capacity(expected * COLS);
        for found in 0..expected {
            let too_few = || A::Error::custom(format!("found {}, expected {expected}", counted(found, "row")));
            list.next_element_seed(ReadRow::<T, COLS>(&mut entries))?.ok_or_else(too_few)?;
        }
        expect_end(list, || format!("found more than {}, expected {expected}", counted(expected, "row")))?;
        Ok(entries)
    }
}

impl<'de, T: Deserialize<'de>, const COLS: usize> DeserializeSeed<'de> for ReadRow<'_, T, COLS> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>, const COLS: usize> Visitor<'de> for ReadRow<'_, T, COLS> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a row of {}", counted(COLS, "number"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        for found in 0..COLS {
            let too_few = || A::Error::custom(format!("found a row of {found}, expected {COLS}"));
            self.0.push(list.next_element()?.ok_or_else(too_few)?);
        }
        expect_end(list, || format!("found a row of more than {COLS}, expected {COLS}"))?;
        Ok(())
    }
}

/// Returns an error if the list goes on.
fn expect_end<'de, A: SeqAccess<'de>>(mut list: A, message: impl FnOnce() -> String) -> Result<(), A::Error> {
    match list.next_element::<IgnoredAny>()? {
        Some(_) => Err(A::Error::custom(message())),
        None => Ok(()),
    }
}
