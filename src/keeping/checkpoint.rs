//! A training that can go on: the network, and all that its next step depends on.
//!
//! In the file, a buffer's tensors have its name before theirs, `momentum.theta_1`; counts and numbers are tensors of a
//! single number, `counts.step` and `numbers.rate`. So each is kept by its bits, and Python sees them too.
//!
//! **Invariant**: the state is kept to the last bit, also where it is not finite; only weights must be.

use super::about::About;
use super::contents::{Contents, Tensor};
use super::error::{KeepingError, Mismatch};
use super::{parameters, read, write};
use crate::float::Float;
use crate::network::Network;
use safetensors::Dtype;
use std::collections::BTreeMap;
use std::path::Path;

/// A network in training, with all that its next step depends on.
///
/// ```
/// use backprop::keeping::Checkpoint;
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
///
/// let mut checkpoint = Checkpoint::new(Xor::random(7));
/// checkpoint.buffers.insert("momentum".to_owned(), Xor::zeros());
/// checkpoint.counts.insert("step".to_owned(), 1200);
/// checkpoint.numbers.insert("rate".to_owned(), 0.1);
/// assert_eq!(Checkpoint::from_bytes(&checkpoint.to_bytes()?)?, checkpoint);
/// # Ok::<(), backprop::keeping::KeepingError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Checkpoint<N> {
    /// The network.
    pub network: N,
    /// What has the shape of the network, by name: a momentum, a mean of squares.
    pub buffers: BTreeMap<String, N>,
    /// Whole numbers by name: a step, an epoch, a word of a generator's state.
    pub counts: BTreeMap<String, u64>,
    /// Other numbers by name: a rate, the best cost so far.
    pub numbers: BTreeMap<String, f64>,
    /// What else belongs to the network.
    pub about: About,
}

/// What the names of counts and of numbers begin with. No buffer's name can.
const COUNTS: &str = "counts.";
const NUMBERS: &str = "numbers.";

impl<N: Network<Scalar: Float>> Checkpoint<N> {
    /// A network without any state yet.
    pub fn new(network: N) -> Self {
        let (counts, numbers) = (BTreeMap::new(), BTreeMap::new());
        Self { network, buffers: BTreeMap::new(), counts, numbers, about: About::default() }
    }

    /// Writes it to a file, whole or not at all, as [`save`](super::save) does.
    ///
    /// # Errors
    ///
    /// A weight of the network is not finite; the name of a buffer is `counts` or `numbers`, or begins with one of them
    /// and a point; what it is [about](About) cannot be written; the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), KeepingError> {
        write(path.as_ref(), self.to_bytes())
    }

    /// Reads it from a file. A network that was saved alone is a checkpoint without any state.
    ///
    /// # Errors
    ///
    /// Those of [`Kept::load`](super::Kept::load); a part of the state has another shape or another number.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, KeepingError> {
        read(path.as_ref(), Self::from_bytes)
    }

    /// The bytes that [`save`](Self::save) writes.
    ///
    /// # Errors
    ///
    /// Those of [`save`](Self::save), but for what concerns the file.
    pub fn to_bytes(&self) -> Result<Vec<u8>, KeepingError> {
        let mut contents = Contents::default();
        parameters::put_network(&self.network, &mut contents)?;
        self.about.put(&mut contents, parameters::inputs(&self.network))?;
        for (name, buffer) in &self.buffers {
            let prefix = format!("{name}.");
            if prefix.starts_with(COUNTS) || prefix.starts_with(NUMBERS) {
                return Err(KeepingError::Reserved { name: name.clone() });
            }
            parameters::put(buffer, &prefix, &mut contents);
        }
        for (name, count) in &self.counts {
            put_single(&mut contents, format!("{COUNTS}{name}"), Dtype::U64, count.to_le_bytes());
        }
        for (name, number) in &self.numbers {
            put_single(&mut contents, format!("{NUMBERS}{name}"), Dtype::F64, number.to_le_bytes());
        }
        Ok(contents.encode())
    }

    /// Reads it from the bytes of a file.
    ///
    /// # Errors
    ///
    /// Those of [`load`](Self::load), but for what concerns the file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeepingError> {
        let mut contents = Contents::decode(bytes)?;
        let mut checkpoint = Self::new(parameters::take_network(&mut contents)?);
        for name in names_of(&contents, COUNTS) {
            let bytes = take_single::<N>(&mut contents, format!("{COUNTS}{name}"), Dtype::U64)?;
            checkpoint.counts.insert(name, u64::from_le_bytes(bytes));
        }
        for name in names_of(&contents, NUMBERS) {
            let bytes = take_single::<N>(&mut contents, format!("{NUMBERS}{name}"), Dtype::F64)?;
            checkpoint.numbers.insert(name, f64::from_le_bytes(bytes));
        }
        // A buffer is there as a whole, so its first tensor stands for it.
        while let Some(name) = contents.tensors.keys().find_map(|name| name.strip_suffix(".theta_1")) {
            let name = name.to_owned();
            let buffer = parameters::take(&mut contents, &format!("{name}."))?;
            checkpoint.buffers.insert(name, buffer);
        }
        contents.expect_no_more::<N>()?;
        checkpoint.about = About::take(&mut contents, parameters::inputs(&checkpoint.network))?;
        Ok(checkpoint)
    }
}

/// What follows `prefix` in the names that begin with it.
fn names_of(contents: &Contents<'_>, prefix: &str) -> Vec<String> {
    contents.tensors.keys().filter_map(|name| name.strip_prefix(prefix)).map(str::to_owned).collect()
}

fn put_single(contents: &mut Contents<'_>, name: String, number: Dtype, bytes: [u8; 8]) {
    contents.tensors.insert(name, Tensor { number, shape: Vec::new(), bytes: bytes.to_vec().into() });
}

fn take_single<N: Network>(contents: &mut Contents<'_>, name: String, number: Dtype) -> Result<[u8; 8], KeepingError> {
    let tensor = contents.tensors.remove(&name).expect("the name was read from the contents");
    if !tensor.shape.is_empty() {
        let mismatch = Mismatch::Shape { tensor: name, found: tensor.shape, expected: Vec::new() };
        return Err(contents.mismatch::<N>(mismatch));
    }
    parameters::expect_number(&tensor, &name, number)?;
    Ok(tensor.bytes[..].try_into().expect("a single number of eight bytes"))
}
