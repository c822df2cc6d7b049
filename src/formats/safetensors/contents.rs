//! The contents of a `safetensors` file, from and to bytes.
//!
//! A file is eight bytes with the length of the header, the header in JSON, then the tensors one after the other. The crate
//! `safetensors` reads it, and checks every offset. It does not write it: its writer lists the metadata in an order that
//! changes from run to run.
//!
//! **Invariant**: the same contents always have the same bytes.

use super::error::{Mismatch, SafetensorsError};
use super::rejected;
use crate::network::Network;
use safetensors::{Dtype, SafeTensors};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Named tensors, and texts by name.
#[derive(Debug, Default)]
pub(super) struct Contents<'a> {
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) tensors: BTreeMap<String, Tensor<'a>>,
}

/// Numbers of one type, with their size along each dimension; without dimensions, a single number.
#[derive(Debug)]
pub(super) struct Tensor<'a> {
    pub(super) number: Dtype,
    pub(super) shape: Vec<usize>,
    pub(super) bytes: Cow<'a, [u8]>,
}

/// The key of the format's version. A file without it was written by another program.
pub(super) const FORMAT: &str = "backprop";
/// The only version so far.
pub(super) const VERSION: &str = "1";
/// The key of the network's declaration.
pub(super) const DECLARATION: &str = "declaration";
/// The key of the layers, as the network's code computes them.
pub(super) const LAYERS: &str = "layers";

/// The key of values of the activations; see [`responses`](super::responses).
pub(super) const ACTIVATIONS: &str = "activations";

/// The number of bytes in front of the header, which hold its length.
pub(super) const LENGTH: usize = size_of::<u64>();

impl<'a> Contents<'a> {
    /// Reads the bytes of a file.
    pub(super) fn decode(bytes: &'a [u8]) -> Result<Self, SafetensorsError> {
        let (length, header) = SafeTensors::read_metadata(bytes).map_err(|error| rejected::reason(bytes, error))?;
        let metadata = header.metadata().iter().flatten().map(|(key, text)| (key.clone(), text.clone()));
        let metadata: BTreeMap<_, _> = metadata.collect();
        if let Some(found) = metadata.get(FORMAT).filter(|&found| found != VERSION) {
            return Err(SafetensorsError::Version { found: found.clone() });
        }
        let data = &bytes[LENGTH + length..];
        let tensors = header.tensors().into_iter().map(|(name, info)| {
            let (start, end) = info.data_offsets;
            (name, Tensor { number: info.dtype, shape: info.shape.clone(), bytes: Cow::Borrowed(&data[start..end]) })
        });
        Ok(Self { metadata, tensors: tensors.collect() })
    }

    /// Returns the bytes of the file.
    pub(super) fn encode(&self) -> Vec<u8> {
        // The widest numbers come first, so that all numbers are aligned to their width.
        let mut tensors: Vec<_> = self.tensors.iter().collect();
        tensors.sort_by_key(|(_, tensor)| Reverse(tensor.number.bitsize()));

        let mut header: BTreeMap<&str, Value> = BTreeMap::from([("__metadata__", json!(self.metadata))]);
        let mut end = 0;
        for (name, tensor) in &tensors {
            let start = end;
            end += tensor.bytes.len();
            let entries = [
                ("data_offsets", json!([start, end])),
                ("dtype", json!(tensor.number.to_string())),
                ("shape", json!(tensor.shape)),
            ];
            header.insert(name, json!(BTreeMap::from(entries)));
        }
        let mut header = json!(header).to_string().into_bytes();
        header.resize(header.len().next_multiple_of(LENGTH), b' ');

        let mut bytes = Vec::with_capacity(LENGTH + header.len() + end);
        bytes.extend((header.len() as u64).to_le_bytes());
        bytes.extend(header);
        tensors.iter().for_each(|(_, tensor)| bytes.extend(&*tensor.bytes));
        bytes
    }

    /// Returns an error if a tensor is left after those of a network alone.
    pub(super) fn expect_network_alone<N: Network>(&self) -> Result<(), SafetensorsError> {
        // The names of a network's own tensors have no dot; those of buffers, counts, numbers and lists do.
        match self.tensors.keys().find(|tensor| tensor.contains('.')) {
            Some(tensor) => Err(self.mismatch::<N>(Mismatch::Checkpoint { tensor: tensor.clone() })),
            None => self.expect_no_more::<N>(),
        }
    }

    /// Returns an error if a tensor is left.
    pub(super) fn expect_no_more<N: Network>(&self) -> Result<(), SafetensorsError> {
        match self.tensors.keys().next() {
            Some(tensor) => Err(self.mismatch::<N>(Mismatch::Unexpected { tensor: tensor.clone() })),
            None => Ok(()),
        }
    }

    /// The error of a file that holds another network than `N`.
    pub(super) fn mismatch<N: Network>(&self, mismatch: Mismatch) -> SafetensorsError {
        let file = self.metadata.get(DECLARATION).cloned();
        SafetensorsError::OtherNetwork { mismatch, file, network: N::DECLARATION }
    }
}
