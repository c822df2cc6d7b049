//! `Serialize` and `Deserialize` for weights and samples.
//!
//! **Invariant**: samples that are read have passed the same door as all others, [`Samples::new`].

use super::rows::Rows;
use crate::equations::scalar::Scalar;
use crate::equations::theta::Theta;
use crate::samples::Samples;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A list of rows.
impl<T: Scalar + Serialize, const ROWS: usize, const COLS: usize> Serialize for Theta<T, ROWS, COLS> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Rows(self.view()).serialize(serializer)
    }
}

/// A list of rows; too few or too many of them, or of their entries, are an error.
impl<'de, T: Scalar + Deserialize<'de>, const ROWS: usize, const COLS: usize> Deserialize<'de>
    for Theta<T, ROWS, COLS>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut theta = Self::zeros();
        Rows(theta.view_mut()).deserialize(deserializer)?;
        Ok(theta)
    }
}

/// Two lists of rows, `x` and `y`.
impl<T: Scalar + Serialize, const N: usize, const K: usize> Serialize for Samples<[T; N], [T; K]> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut samples = serializer.serialize_struct("Samples", 2)?;
        samples.serialize_field("x", &Rows(self.x_view()))?;
        samples.serialize_field("y", &Rows(self.y_view()))?;
        samples.end()
    }
}

/// Two lists of rows, `x` and `y`; what [`Samples::new`] turns away is an error.
impl<'de, T: Scalar + Deserialize<'de>, const N: usize, const K: usize> Deserialize<'de> for Samples<[T; N], [T; K]> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Sides { x, y } = Sides::<T>::deserialize(deserializer)?;
        Self::new(x, y).map_err(D::Error::custom)
    }
}

/// Samples that nobody has looked at yet.
#[derive(serde::Deserialize)]
#[serde(rename = "Samples", deny_unknown_fields)]
struct Sides<T> {
    x: Vec<Vec<T>>,
    y: Vec<Vec<T>>,
}
