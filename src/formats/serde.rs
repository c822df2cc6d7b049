//! `Serialize` and `Deserialize` for weights and samples, so that a network can derive them.
//!
//! **Invariant**: a matrix that is read has the shape of its type, and samples that are read have been checked by
//! [`Samples::new`].

mod rows;

use crate::equations::scalar::Scalar;
use crate::equations::theta::Theta;
use crate::samples::Samples;
use rows::{ReadRows, Rows};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::marker::PhantomData;

/// A matrix is a list of rows. Needs the feature `serde`.
impl<T: Serialize, const ROWS: usize, const COLS: usize> Serialize for Theta<T, ROWS, COLS> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Rows(&self[..]).serialize(serializer)
    }
}

/// A matrix is a list of rows. One row or entry too few or too many is an error. Needs the feature `serde`.
impl<'de, T: Deserialize<'de>, const ROWS: usize, const COLS: usize> Deserialize<'de> for Theta<T, ROWS, COLS> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = ReadRows::<T, COLS> { rows: ROWS, number: PhantomData };
        rows.deserialize(deserializer).map(Self::from_entries)
    }
}

/// Samples are two lists of rows, `x` and `y`, and a list of `weights` if they have some.
impl<T: Scalar + Serialize, const N: usize, const K: usize> Serialize for Samples<[T; N], [T; K]> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let weights = self.weights();
        let mut samples = serializer.serialize_struct("Samples", 2 + usize::from(weights.is_some()))?;
        samples.serialize_field("x", &Rows(self.x()))?;
        samples.serialize_field("y", &Rows(self.y()))?;
        match weights {
            Some(weights) => samples.serialize_field("weights", weights)?,
            None => samples.skip_field("weights")?,
        }
        samples.end()
    }
}

/// Samples are two lists of rows, `x` and `y`, and maybe a list of `weights`. Data that [`Samples::new`] rejects is an error.
impl<'de, T: Scalar + Deserialize<'de>, const N: usize, const K: usize> Deserialize<'de> for Samples<[T; N], [T; K]> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Sides { x, y, weights } = Sides::<T>::deserialize(deserializer)?;
        let samples = Self::new(x, y).map_err(D::Error::custom)?;
        match weights {
            Some(weights) => samples.with_weights(weights).map_err(D::Error::custom),
            None => Ok(samples),
        }
    }
}

/// Inputs and targets that have not been checked yet.
#[derive(serde::Deserialize)]
#[serde(rename = "Samples", deny_unknown_fields)]
struct Sides<T> {
    x: Vec<Vec<T>>,
    y: Vec<Vec<T>>,
    weights: Option<Vec<f64>>,
}
