//! A checkpoint: the network and the state of a training that can be resumed.
//!
//! In the file, the tensors of a buffer have its name in front of theirs, `momentum.theta_1`; counts and numbers are tensors
//! of a single number, `counts.step` and `numbers.rate`; lists are tensors of one dimension, `lists.costs`. So every
//! number keeps all its bits, and Python can read it. Texts are entries of the metadata, `texts.status`.
//!
//! **Invariant**: the state is saved to the last bit, even if it is not finite; only the weights of the network must be
//! finite.

use super::contents::{Contents, Tensor};
use super::description::Description;
use super::error::{Mismatch, SafetensorsError};
use super::metadata::Metadata;
use super::{parameters, read, write};
use crate::formats::bytes::FloatBytes;
use crate::network::Network;
use safetensors::Dtype;
use std::collections::BTreeMap;
use std::mem;
use std::path::Path;

/// A network in training, with everything that its next step depends on.
///
/// [`from_training`](Self::from_training) takes the state of a [`Trainer`](crate::Trainer); a training loop of your own can
/// save anything else:
///
/// ```
/// use backprop::formats::safetensors::Checkpoint;
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
///
/// let mut checkpoint = Checkpoint::new(Xor::random(7));
/// checkpoint.buffers.insert("momentum".to_owned(), Xor::zeros());
/// checkpoint.counts.insert("step".to_owned(), 1200);
/// checkpoint.numbers.insert("rate".to_owned(), 0.1);
/// assert_eq!(Checkpoint::from_bytes(&checkpoint.to_bytes()?)?, checkpoint);
/// # Ok::<(), backprop::formats::safetensors::SafetensorsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Checkpoint<N> {
    /// The network.
    pub network: N,
    /// Parameters by name, each shaped like the network: a momentum, a mean of squares.
    pub buffers: BTreeMap<String, N>,
    /// Whole numbers by name: a step, an epoch, a word of a generator's state.
    pub counts: BTreeMap<String, u64>,
    /// Other numbers by name: a rate, the best cost so far.
    pub numbers: BTreeMap<String, f64>,
    /// Lists of numbers by name: the costs so far.
    pub lists: BTreeMap<String, Vec<f64>>,
    /// Texts by name: the optimizer that the moments belong to.
    pub texts: BTreeMap<String, String>,
    /// The metadata of the network.
    pub metadata: Metadata,
}

/// The prefixes of counts, numbers and lists. The name of a buffer cannot begin with one.
const COUNTS: &str = "counts.";
const NUMBERS: &str = "numbers.";
const LISTS: &str = "lists.";
/// The prefix of texts. The key of a note cannot begin with it.
const TEXTS: &str = "texts.";

impl<N: Network<Scalar: FloatBytes>> Checkpoint<N> {
    /// Creates a checkpoint of a network, without any state.
    pub fn new(network: N) -> Self {
        Self {
            network,
            buffers: BTreeMap::new(),
            counts: BTreeMap::new(),
            numbers: BTreeMap::new(),
            lists: BTreeMap::new(),
            texts: BTreeMap::new(),
            metadata: Metadata::default(),
        }
    }

    /// Writes the checkpoint to a file, whole or not at all, as [`save`](super::save) does.
    ///
    /// # Errors
    ///
    /// Returns an error if a weight of the network is not finite; if the name of a buffer is `counts`, `numbers` or
    /// `lists`, or begins with one of them and a dot; if the [metadata](Metadata) cannot be written, or the key of a note begins
    /// with `texts.`; or if the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), SafetensorsError> {
        write(path.as_ref(), self.to_bytes())
    }

    /// Reads a checkpoint from a file. A network that was saved alone is a checkpoint without any state.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`Saved::load`](super::Saved::load), and an error if a part of the state has another shape or
    /// numbers of a type that cannot be read.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, SafetensorsError> {
        read(path.as_ref(), Self::from_bytes)
    }

    /// Returns the bytes that [`save`](Self::save) writes.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`save`](Self::save), apart from those of the file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SafetensorsError> {
        let mut contents = Contents::default();
        parameters::put_network(&self.network, &Description::new(&self.network), &mut contents)?;
        if let Some(name) = self.metadata.notes.keys().find(|name| name.starts_with(TEXTS)) {
            return Err(SafetensorsError::Reserved { name: name.clone() });
        }
        self.metadata.put::<N>(&mut contents)?;
        contents.metadata.extend(self.texts.iter().map(|(name, text)| (format!("{TEXTS}{name}"), text.clone())));
        for (name, buffer) in &self.buffers {
            let prefix = format!("{name}.");
            if [COUNTS, NUMBERS, LISTS].iter().any(|reserved| prefix.starts_with(reserved)) {
                return Err(SafetensorsError::Reserved { name: name.clone() });
            }
            parameters::put(buffer, &prefix, &mut contents);
        }
        let mut put = |name: String, number, shape, bytes: Vec<u8>| {
            contents.tensors.insert(name, Tensor { number, shape, bytes: bytes.into() });
        };
        for (name, count) in &self.counts {
            put(format!("{COUNTS}{name}"), Dtype::U64, Vec::new(), count.to_le_bytes().to_vec());
        }
        for (name, number) in &self.numbers {
            put(format!("{NUMBERS}{name}"), Dtype::F64, Vec::new(), number.to_le_bytes().to_vec());
        }
        for (name, list) in &self.lists {
            let bytes = list.iter().flat_map(|number| number.to_le_bytes()).collect();
            put(format!("{LISTS}{name}"), Dtype::F64, vec![list.len()], bytes);
        }
        Ok(contents.encode())
    }

    /// Reads a checkpoint from the bytes of a file.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`load`](Self::load), apart from those of the file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SafetensorsError> {
        let mut contents = Contents::decode(bytes)?;
        let mut checkpoint = Self::new(parameters::take_network(&mut contents)?);
        for (name, words) in take_words::<N>(&mut contents, COUNTS, Dtype::U64, 0)? {
            checkpoint.counts.extend(words.first().map(|&word| (name, u64::from_le_bytes(word))));
        }
        for (name, words) in take_words::<N>(&mut contents, NUMBERS, Dtype::F64, 0)? {
            checkpoint.numbers.extend(words.first().map(|&word| (name, f64::from_le_bytes(word))));
        }
        for (name, words) in take_words::<N>(&mut contents, LISTS, Dtype::F64, 1)? {
            checkpoint.lists.insert(name, words.into_iter().map(f64::from_le_bytes).collect());
        }
        // Every network has a `theta_1`, so each buffer is found by that tensor.
        while let Some(name) = contents.tensors.keys().find_map(|name| name.strip_suffix(".theta_1")) {
            let name = name.to_owned();
            let buffer = parameters::take(&mut contents, &format!("{name}."))?;
            checkpoint.buffers.insert(name, buffer);
        }
        contents.expect_no_more::<N>()?;
        let entries = mem::take(&mut contents.metadata).into_iter();
        let (texts, others): (Vec<_>, Vec<_>) = entries.partition(|(key, _)| key.starts_with(TEXTS));
        contents.metadata = others.into_iter().collect();
        checkpoint.texts = texts.into_iter().map(|(key, text)| (key[TEXTS.len()..].to_owned(), text)).collect();
        checkpoint.metadata = Metadata::take::<N>(&mut contents)?;
        Ok(checkpoint)
    }
}

/// The eight bytes of a number.
type Word = [u8; 8];

/// Takes out the tensors whose names begin with `prefix`, each with `dimensions` dimensions; returns the rest of their
/// names, and their numbers.
fn take_words<N: Network>(
    contents: &mut Contents<'_>,
    prefix: &str,
    number: Dtype,
    dimensions: usize,
) -> Result<Vec<(String, Vec<Word>)>, SafetensorsError> {
    let names: Vec<_> = contents.tensors.keys().filter(|name| name.starts_with(prefix)).cloned().collect();
    let take = |name: String| {
        let tensor = contents.tensors.remove(&name).expect("the name was read from the contents");
        parameters::expect_number(&tensor, &name, number)?;
        let words: Vec<Word> = tensor.bytes.chunks_exact(size_of::<Word>()).flat_map(Word::try_from).collect();
        if tensor.shape.len() != dimensions {
            let expected = if dimensions == 0 { Vec::new() } else { vec![words.len()] };
            return Err(contents.mismatch::<N>(Mismatch::Shape { tensor: name, found: tensor.shape, expected }));
        }
        Ok((name[prefix.len()..].to_owned(), words))
    };
    names.into_iter().map(take).collect()
}
