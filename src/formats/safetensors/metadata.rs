//! The metadata of a network: its seed, the scaling of its inputs, notes. In a file, they are texts by key.
//!
//! **Invariant**: a number that is written and read again is the same to the last bit.

use super::contents::{Contents, DECLARATION, FORMAT, LAYERS, VERSION};
use super::error::SafetensorsError;
use crate::data::scaling::{Scaling, ScalingError};
use crate::display::counted;
use crate::equations::scalar::Scalar;
use std::collections::BTreeMap;

const SEED: &str = "seed";
const SCALING: &str = "scaling";

/// The metadata of a network: everything that belongs to it apart from its weights.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Metadata {
    /// The seed of the first weights.
    pub seed: Option<u64>,
    /// The scaling that turns a row of data into the input x.
    pub scaling: Option<SavedScaling>,
    /// Notes: any other texts, by key. `backprop`, `declaration`, `layers`, `seed` and `scaling` are keys of the format.
    pub notes: BTreeMap<String, String>,
}

/// A [`Scaling`] of the inputs in a file, whose width the type does not know: xⱼ = (vⱼ − offsetⱼ) / factorⱼ is the input x
/// for a row of data v.
///
/// `into` converts a [`Scaling`] to it, and `try_into` converts it back.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SavedScaling {
    /// The number that is subtracted from each column: s₁ of them.
    pub offsets: Vec<f64>,
    /// The number that each column is then divided by: s₁ of them, none of them 0.
    pub factors: Vec<f64>,
}

impl SavedScaling {
    /// Creates a scaling from an offset and a factor for each input. They are checked when the scaling is saved, and when
    /// it becomes a [`Scaling`].
    ///
    /// ```
    /// use backprop::data::scaling::Scaling;
    /// use backprop::formats::safetensors::SavedScaling;
    ///
    /// let saved = SavedScaling::new([0.5, 0.5], [2.0, 4.0]);
    /// let scaling: Scaling<f64, 2> = (&saved).try_into()?;
    /// assert_eq!(scaling.scale(&[2.5, 2.5]), [1.0, 0.5]);
    /// # Ok::<(), backprop::data::scaling::ScalingError>(())
    /// ```
    pub fn new(offsets: impl Into<Vec<f64>>, factors: impl Into<Vec<f64>>) -> Self {
        Self { offsets: offsets.into(), factors: factors.into() }
    }
}

impl<T: Scalar + Into<f64>, const N: usize> From<Scaling<T, N>> for SavedScaling {
    fn from(scaling: Scaling<T, N>) -> Self {
        let numbers = |numbers: &[T; N]| numbers.iter().map(|&number| number.into()).collect();
        Self { offsets: numbers(scaling.offsets()), factors: numbers(scaling.factors()) }
    }
}

impl<T: Scalar, const N: usize> TryFrom<&SavedScaling> for Scaling<T, N> {
    type Error = ScalingError;

    /// # Errors
    ///
    /// Returns an error if there are more or fewer than N columns, and the errors of [`Scaling::from_parts`].
    fn try_from(saved: &SavedScaling) -> Result<Self, ScalingError> {
        let numbers = |numbers: &[f64]| match <[f64; N]>::try_from(numbers) {
            Ok(numbers) => Ok(numbers.map(T::from_f64)),
            Err(_) => Err(ScalingError::Width { found: numbers.len(), expected: N }),
        };
        Self::from_parts(numbers(&saved.offsets)?, numbers(&saved.factors)?)
    }
}

impl Metadata {
    /// Puts them into the contents of a file, for a network with `inputs` inputs.
    pub(super) fn put(&self, contents: &mut Contents<'_>, inputs: usize) -> Result<(), SafetensorsError> {
        for (name, text) in &self.notes {
            if [FORMAT, DECLARATION, LAYERS, SEED, SCALING].contains(&name.as_str()) {
                return Err(SafetensorsError::Reserved { name: name.clone() });
            }
            contents.metadata.insert(name.clone(), text.clone());
        }
        contents.metadata.insert(FORMAT.to_owned(), VERSION.to_owned());
        if let Some(seed) = self.seed {
            contents.metadata.insert(SEED.to_owned(), seed.to_string());
        }
        if let Some(scaling) = &self.scaling {
            contents.metadata.insert(SCALING.to_owned(), scaling.checked(inputs)?.to_json());
        }
        Ok(())
    }

    /// Takes them out of the contents of a file, for a network with `inputs` inputs.
    pub(super) fn take(contents: &mut Contents<'_>, inputs: usize) -> Result<Self, SafetensorsError> {
        let mut notes = std::mem::take(&mut contents.metadata);
        if !notes.contains_key(FORMAT) {
            return Ok(Self { notes, ..Self::default() });
        }
        for key in [FORMAT, DECLARATION, LAYERS] {
            notes.remove(key);
        }
        let seed = notes.remove(SEED).map(|text| parse_seed(&text)).transpose()?;
        let scaling = notes.remove(SCALING).map(|text| SavedScaling::from_json(&text, inputs)).transpose()?;
        Ok(Self { seed, scaling, notes })
    }
}

fn parse_seed(text: &str) -> Result<u64, SafetensorsError> {
    text.parse().map_err(|_| SafetensorsError::Metadata {
        key: SEED,
        found: format!("is `{text}`"),
        expected: format!("a whole number from 0 to {}", u64::MAX),
    })
}

impl SavedScaling {
    fn to_json(&self) -> String {
        serde_json::json!({ "factors": self.factors, "offsets": self.offsets }).to_string()
    }

    fn from_json(text: &str, inputs: usize) -> Result<Self, SafetensorsError> {
        let lists: Result<BTreeMap<String, Vec<f64>>, _> = serde_json::from_str(text);
        let mut lists = lists.map_err(|error| wrong(format!("cannot be read ({error})"), inputs))?;
        let (offsets, factors) = (lists.remove("offsets"), lists.remove("factors"));
        match (offsets, factors, lists.pop_first()) {
            (Some(offsets), Some(factors), None) => Self { offsets, factors }.checked(inputs).cloned(),
            (_, _, Some((name, _))) => Err(wrong(format!("has a list `{name}`"), inputs)),
            (None, _, _) => Err(wrong("has no list `offsets`".to_owned(), inputs)),
            (_, None, _) => Err(wrong("has no list `factors`".to_owned(), inputs)),
        }
    }

    /// Returns the scaling if it has a finite offset and a finite factor other than 0 for each input.
    fn checked(&self, inputs: usize) -> Result<&Self, SafetensorsError> {
        for (name, numbers) in [("offset", &self.offsets), ("factor", &self.factors)] {
            if numbers.len() != inputs {
                return Err(wrong(format!("has {}", counted(numbers.len(), name)), inputs));
            }
            if let Some(column) = numbers.iter().position(|number| !number.is_finite()) {
                return Err(wrong(format!("has {} in column {column} of `{name}s`", numbers[column]), inputs));
            }
        }
        if let Some(column) = self.factors.iter().position(|&factor| factor == 0.0) {
            return Err(wrong(format!("has 0 in column {column} of `factors`"), inputs));
        }
        Ok(self)
    }
}

/// The error of a scaling.
fn wrong(found: String, inputs: usize) -> SafetensorsError {
    let expected =
        format!("`offsets` and `factors`, each of {inputs} finite numbers, one for each input, and no factor 0");
    SafetensorsError::Metadata { key: SCALING, found, expected }
}
