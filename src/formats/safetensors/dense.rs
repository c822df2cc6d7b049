//! The dense layers of PyTorch and Keras: a matrix of weights and a vector of biases for each layer.
//!
//! | | weights | biases |
//! |---|---|---|
//! | PyTorch | `….weight`, s₍ₗ₊₁₎ × sₗ | `….bias`, s₍ₗ₊₁₎ |
//! | Keras | `…/kernel`, sₗ × s₍ₗ₊₁₎ | `…/bias`, s₍ₗ₊₁₎ |
//!
//! The last word of a name decides which of them a tensor is, so a square matrix is never transposed by mistake. What is in
//! front of it is the name of the layer, which decides the order; see [`in_order`].
//!
//! **Invariant**: layers whose order the names and shapes do not tell are an error, not a guess.

mod order;

use super::contents::{Contents, Tensor};
use super::error::{Mismatch, SafetensorsError, shape};
use super::number::{number, numbers};
use crate::display::counted;
use crate::formats::bytes::FloatBytes;
use crate::network::Network;
use crate::network::architecture::{self, Architecture};
use ndarray::s;
use order::{in_order, natural};
use std::collections::BTreeMap;

/// The program whose names the tensors of dense layers get; see [`export`](super::export).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Naming {
    /// The names in the `state_dict` of a `torch.nn.Sequential` in which a `Linear` and an activation take turns: `0.weight`
    /// and `0.bias`, `2.weight` and `2.bias`, … A weight is s₍ₗ₊₁₎ × sₗ.
    PyTorch,
    /// The names that Keras gives to the weights of a sequence of `Dense` layers: `dense/kernel` and `dense/bias`,
    /// `dense_1/kernel` and `dense_1/bias`, … A kernel is sₗ × s₍ₗ₊₁₎.
    Keras,
}

/// A part of a dense layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The weights of PyTorch, a row for each unit.
    Weight,
    /// The weights of Keras, a column for each unit.
    Kernel,
    Bias,
}

/// A dense layer of a file: its name, and the names of its tensors.
#[derive(Debug)]
struct Layer {
    /// What is in front of the last word of both names; empty if there is nothing.
    name: String,
    weights: (String, Part),
    bias: String,
    /// The number of units and of inputs.
    size: [usize; 2],
}

/// Returns the name of the layer that a tensor belongs to, and the part that it is.
fn split(tensor: &str) -> Option<(&str, Part)> {
    // TensorFlow numbers the outputs of an operation, and a variable is the first one.
    let tensor = tensor.strip_suffix(":0").unwrap_or(tensor);
    let (layer, part) = tensor.rsplit_once(['.', '/']).unwrap_or(("", tensor));
    match part {
        "weight" => Some((layer, Part::Weight)),
        "kernel" => Some((layer, Part::Kernel)),
        "bias" => Some((layer, Part::Bias)),
        _ => None,
    }
}

/// Returns whether the contents have weights or biases of a dense layer.
pub(super) fn are_in(contents: &Contents<'_>) -> bool {
    contents.tensors.keys().any(|tensor| split(tensor).is_some())
}

/// Takes a network out of the contents, which have the tensors of its dense layers and no others.
pub(super) fn take<N: Network<Scalar: FloatBytes>>(contents: &mut Contents<'_>) -> Result<N, SafetensorsError> {
    let mut network = N::zeros();
    let architecture = Architecture::new(&network);
    let layers = layers(contents).and_then(|layers| in_order(layers, &sizes(&architecture)));
    let layers = layers.map_err(|fault| contents.mismatch::<N>(mismatch(fault, contents, &architecture)))?;
    for (mut theta, Layer { weights: (weights, part), bias, .. }) in network.thetas_mut().into_iter().zip(&layers) {
        let columns = contents.tensors[weights].shape[1];
        for (i, number) in numbers::<N>(&contents.tensors[weights], weights)?.enumerate() {
            let at @ (row, column) = (i / columns, i % columns);
            let [unit, input] = if *part == Part::Kernel { [column, row] } else { [row, column] };
            theta[[unit, input + 1]] = finite(number, weights, at)?;
        }
        for (unit, number) in numbers::<N>(&contents.tensors[bias], bias)?.enumerate() {
            theta[[unit, 0]] = finite(number, bias, (unit, 0))?;
        }
    }
    contents.tensors.clear();
    Ok(network)
}

/// Puts a network into tensors with the names of another program.
pub(super) fn put<N: Network<Scalar: FloatBytes>>(network: &N, naming: Naming, contents: &mut Contents<'_>) {
    for (l, theta) in network.thetas().into_iter().enumerate() {
        let (weights, bias) = (theta.slice(s![.., 1..]), theta.column(0));
        let weights = match naming {
            Naming::PyTorch => weights,
            Naming::Keras => weights.reversed_axes(),
        };
        let [weights_name, bias_name] = naming.names(l);
        let mut put = |name: String, shape: &[usize], numbers: &mut dyn Iterator<Item = &N::Scalar>| {
            let mut bytes = Vec::new();
            numbers.for_each(|number| number.write_to(&mut bytes));
            let tensor = Tensor { number: number::<N::Scalar>(), shape: shape.to_vec(), bytes: bytes.into() };
            contents.tensors.insert(name, tensor);
        };
        put(weights_name, weights.shape(), &mut weights.iter());
        put(bias_name, bias.shape(), &mut bias.iter());
    }
}

impl Naming {
    /// Returns the names of the weights and of the biases of a layer, counted from 0.
    fn names(self, l: usize) -> [String; 2] {
        match (self, l) {
            (Self::PyTorch, _) => ["weight", "bias"].map(|part| format!("{}.{part}", 2 * l)),
            (Self::Keras, 0) => ["kernel", "bias"].map(|part| format!("dense/{part}")),
            (Self::Keras, _) => ["kernel", "bias"].map(|part| format!("dense_{l}/{part}")),
        }
    }

    /// Returns the shape of the weights of a layer.
    fn shape(self, [units, inputs]: [usize; 2]) -> [usize; 2] {
        match self {
            Self::PyTorch => [units, inputs],
            Self::Keras => [inputs, units],
        }
    }
}

/// Returns the dense layers of a file, or the fault if they are not whole.
fn layers(contents: &Contents<'_>) -> Result<Vec<Layer>, String> {
    let mut parts: BTreeMap<&str, BTreeMap<Part, &str>> = BTreeMap::new();
    for tensor in contents.tensors.keys() {
        let (layer, part) = split(tensor).ok_or_else(|| format!("`{tensor}` is not a part of a dense layer"))?;
        if let Some(other) = parts.entry(layer).or_default().insert(part, tensor) {
            return Err(format!("`{other}` and `{tensor}` are the same part of a layer"));
        }
    }
    let layer = |(name, parts): (&str, BTreeMap<Part, &str>)| {
        let weights = match (parts.get(&Part::Weight), parts.get(&Part::Kernel)) {
            (Some(weight), None) => (*weight, Part::Weight),
            (None, Some(kernel)) => (*kernel, Part::Kernel),
            (None, None) => return Err(format!("`{}` has no weights beside it", parts[&Part::Bias])),
            (Some(weight), Some(kernel)) => return Err(format!("`{weight}` and `{kernel}` are of one layer")),
        };
        let Some(&bias) = parts.get(&Part::Bias) else {
            return Err(format!(
                "`{}` has no bias beside it (a layer without biases is one with biases of 0; save these with it)",
                weights.0
            ));
        };
        let size = match (&contents.tensors[weights.0].shape[..], weights.1) {
            (&[inputs, units], Part::Kernel) | (&[units, inputs], _) => [units, inputs],
            _ => return Err(format!("`{}` is not a matrix", weights.0)),
        };
        if contents.tensors[bias].shape != [size[0]] {
            let units = counted(size[0], "unit");
            return Err(format!("`{bias}` is not a list of one number for each of the {units} of `{}`", weights.0));
        }
        let weights = (weights.0.to_owned(), weights.1);
        Ok(Layer { name: name.to_owned(), weights, bias: bias.to_owned(), size })
    };
    parts.into_iter().map(layer).collect()
}

/// Returns the number of units and of inputs of each layer after the input.
fn sizes(architecture: &Architecture) -> Vec<[usize; 2]> {
    let mut inputs = architecture.inputs;
    let size = |layer: &architecture::Layer| [layer.units, std::mem::replace(&mut inputs, layer.units)];
    architecture.layers.iter().map(size).collect()
}

/// Returns a number of a tensor if it is finite.
fn finite<T: FloatBytes>(number: T, tensor: &str, (row, column): (usize, usize)) -> Result<T, SafetensorsError> {
    match number.is_finite() {
        true => Ok(number),
        false => {
            let (tensor, value) = (tensor.to_owned(), number.to_string());
            Err(SafetensorsError::NotFinite { tensor, row, column, value })
        }
    }
}

/// Describes a fault with the tensors of the file and those of the network.
pub(super) fn mismatch(fault: String, contents: &Contents<'_>, architecture: &Architecture) -> Mismatch {
    let mut found: Vec<_> = contents.tensors.iter().collect();
    found.sort_by(|(one, _), (other, _)| natural(one, other));
    let found = found.into_iter().map(|(name, tensor)| format!("`{name}` {}", shape(&tensor.shape)));
    let is_keras = contents.tensors.keys().any(|name| matches!(split(name), Some((_, Part::Kernel))));
    let naming = if is_keras { Naming::Keras } else { Naming::PyTorch };
    let expected = sizes(architecture).into_iter().enumerate().flat_map(|(l, size)| {
        let [weights, bias] = naming.names(l);
        [format!("`{weights}` {}", shape(&naming.shape(size))), format!("`{bias}` {}", shape(&size[..1]))]
    });
    Mismatch::Dense { fault, found: listed(found), expected: listed(expected) }
}

/// Lists the first things, and the number of the others.
fn listed(things: impl Iterator<Item = String>) -> String {
    const MOST: usize = 12;
    let things: Vec<String> = things.collect();
    match things.len().saturating_sub(MOST) {
        0 if things.is_empty() => "no tensors".to_owned(),
        0 => things.join(", "),
        more => format!("{} and {more} more", things[..MOST].join(", ")),
    }
}
