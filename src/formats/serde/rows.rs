//! A matrix as a list of rows.
//!
//! Matrices are read into the place where they belong, entry by entry: how long a list claims to be is never believed.
//!
//! **Invariant**: every entry of the matrix has been read, and there was no further one.

use ndarray::{ArrayView2, ArrayViewMut1, ArrayViewMut2};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use std::fmt;

/// A matrix that is written as a list of its rows, or read from one.
pub(super) struct Rows<M>(pub(super) M);

/// A row of it.
struct Row<M>(M);

impl<T: Serialize> Serialize for Rows<ArrayView2<'_, T>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.0.nrows()))?;
        for row in self.0.rows() {
            rows.serialize_element(&Row(row.as_slice().expect("the rows of a Θ are contiguous")))?;
        }
        rows.end()
    }
}

impl<T: Serialize> Serialize for Row<&[T]> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0)
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Rows<ArrayViewMut2<'_, T>> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Rows<ArrayViewMut2<'_, T>> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of {} rows", self.0.nrows())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut rows: A) -> Result<(), A::Error> {
        let expected = self.0.nrows();
        for (found, row) in self.0.rows_mut().into_iter().enumerate() {
            let read = rows.next_element_seed(Row(row))?;
            read.ok_or_else(|| A::Error::custom(format!("found {found} rows, expected {expected}")))?;
        }
        no_more(rows, || format!("found more than {expected} rows, expected {expected}"))
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Row<ArrayViewMut1<'_, T>> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Row<ArrayViewMut1<'_, T>> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a row of {} numbers", self.0.len())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        let expected = self.0.len();
        for (found, entry) in self.0.iter_mut().enumerate() {
            let read = entries.next_element()?;
            *entry = read.ok_or_else(|| A::Error::custom(format!("found a row of {found}, expected {expected}")))?;
        }
        no_more(entries, || format!("found a row of more than {expected}, expected {expected}"))
    }
}

/// The list is at its end.
fn no_more<'de, A: SeqAccess<'de>>(mut list: A, message: impl FnOnce() -> String) -> Result<(), A::Error> {
    match list.next_element::<IgnoredAny>()? {
        Some(_) => Err(A::Error::custom(message())),
        None => Ok(()),
    }
}
