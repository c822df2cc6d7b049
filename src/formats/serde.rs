//! Networks in whatever `serde` writes.
//!
//! [`Theta`](crate::Theta) and [`Samples`](crate::Samples) implement `Serialize` and `Deserialize`. Networks are written
//! in a program's own crate, and this one cannot implement a foreign trait for them; but their fields can say what to
//! use instead:
//!
//! ```
//! # use backprop::{CrossEntropy, Sigmoid, Tanh};
//! # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! struct Model {
//!     name: String,
//!     #[serde(with = "backprop::formats::serde")]
//!     network: Xor,
//! }
//!
//! let model = Model { name: "exclusive or".to_owned(), network: Xor::random(7) };
//! let json = serde_json::to_string(&model)?;
//! assert!(json.starts_with(r#"{"name":"exclusive or","network":{"theta_1":[[0.0,"#));
//! assert_eq!(serde_json::from_str::<Model>(&json)?, model);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! A network is a map from `theta_1`, `theta_2`, … to lists of rows. `serde_json` reads every number as the one that was
//! written only with its feature `float_roundtrip`; what is not finite, JSON cannot write.
//!
//! **Invariant**: what is read has the shapes of its type; a row or an entry too few or too many is an error.

mod rows;
mod values;

use crate::network::Network;
use rows::Rows;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// Writes a network as a map from `theta_1`, `theta_2`, … to lists of rows.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<N, S>(network: &N, serializer: S) -> Result<S::Ok, S::Error>
where
    N: Network<Scalar: Serialize>,
    S: Serializer,
{
    let thetas = network.thetas();
    let mut map = serializer.serialize_map(Some(thetas.len()))?;
    for (l, theta) in (1..).zip(thetas) {
        map.serialize_entry(&name(l), &Rows(theta))?;
    }
    map.end()
}

/// Reads a network from what [`serialize`] wrote.
///
/// # Errors
///
/// Those of the deserializer; a matrix is missing, is there twice or does not belong to the network; one has another
/// shape.
pub fn deserialize<'de, N, D>(deserializer: D) -> Result<N, D::Error>
where
    N: Network<Scalar: DeserializeOwned>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_map(Thetas(PhantomData))
}

/// Reads the matrices of a network, in any order.
struct Thetas<N>(PhantomData<N>);

impl<'de, N: Network<Scalar: DeserializeOwned>> Visitor<'de> for Thetas<N> {
    type Value = N;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a map from `theta_1`, `theta_2`, … to lists of rows")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<N, A::Error> {
        let mut network = N::zeros();
        let mut thetas: Vec<_> = network.thetas_mut().into_iter().map(Some).collect();
        while let Some(key) = map.next_key::<String>()? {
            let layer = (1..=thetas.len()).find(|&l| name(l) == key);
            let Some(theta) = layer.map(|l| &mut thetas[l - 1]) else {
                let all = thetas.len();
                return Err(A::Error::custom(format!("found `{key}`, expected one of `theta_1` to `theta_{all}`")));
            };
            let theta =
                theta.take().ok_or_else(|| A::Error::custom(format!("found `{key}` twice, expected it once")))?;
            map.next_value_seed(Rows(theta))?;
        }
        match thetas.iter().position(Option::is_some) {
            Some(l) => Err(A::Error::custom(format!("`{}` is missing", name(l + 1)))),
            None => {
                drop(thetas);
                Ok(network)
            }
        }
    }
}

fn name(layer: usize) -> String {
    format!("theta_{layer}")
}
