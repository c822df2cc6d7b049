//! What belongs to a network but is no weight, from and to the texts of a file's metadata.
//!
//! **Invariant**: a number is written so that it is read back as the very same one.

use super::contents::{Contents, DECLARATION, FORMAT, LAYERS, VERSION};
use super::error::SafetensorsError;
use crate::data::scaling::{Scaling, ScalingError};
use crate::equations::scalar::Scalar;
use std::collections::BTreeMap;

const SEED: &str = "seed";
const SCALING: &str = "scaling";

/// What belongs to a network but is no weight.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Metadata {
    /// The seed of its first weights.
    pub seed: Option<u64>,
    /// What happens to a row of data before it is the input x.
    pub scaling: Option<SavedScaling>,
    /// Anything else, by name. `backprop`, `declaration`, `layers`, `seed` and `scaling` are names of the format's.
    pub notes: BTreeMap<String, String>,
}

/// A [`Scaling`] of the inputs as it stands in a file, its width not known yet: xⱼ = (vⱼ − offsetⱼ) / factorⱼ makes the
/// input x from a row of data v.
///
/// It comes from a [`Scaling`] by `into`, and becomes one by `try_into`.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedScaling {
    /// What is taken away from each column: s₁ numbers.
    pub offsets: Vec<f64>,
    /// What each column is then divided by: s₁ numbers, none of them 0.
    pub factors: Vec<f64>,
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
    /// There are more or fewer than N columns; those of [`Scaling::from_parts`].
    fn try_from(kept: &SavedScaling) -> Result<Self, ScalingError> {
        let numbers = |numbers: &[f64]| match <[f64; N]>::try_from(numbers) {
            Ok(numbers) => Ok(numbers.map(T::from_f64)),
            Err(_) => Err(ScalingError::Width { found: numbers.len(), expected: N }),
        };
        Self::from_parts(numbers(&kept.offsets)?, numbers(&kept.factors)?)
    }
}

impl Metadata {
    /// Puts it into the metadata of a network with so many inputs.
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

    /// Takes it out of the metadata of a network with so many inputs.
    pub(super) fn take(contents: &mut Contents<'_>, inputs: usize) -> Result<Self, SafetensorsError> {
        let mut notes = std::mem::take(&mut contents.metadata);
        if !notes.contains_key(FORMAT) {
            return Ok(Self { notes, ..Self::default() });
        }
        for key in [FORMAT, DECLARATION, LAYERS] {
            notes.remove(key);
        }
        let seed = notes.remove(SEED).map(|text| seed_of(&text)).transpose()?;
        let scaling = notes.remove(SCALING).map(|text| SavedScaling::from_json(&text, inputs)).transpose()?;
        Ok(Self { seed, scaling, notes })
    }
}

fn seed_of(text: &str) -> Result<u64, SafetensorsError> {
    text.parse().map_err(|_| SafetensorsError::Metadata {
        key: SEED,
        found: format!("`{text}`"),
        expected: format!("a whole number from 0 to {}", u64::MAX),
    })
}

impl SavedScaling {
    fn to_json(&self) -> String {
        serde_json::json!({ "factors": self.factors, "offsets": self.offsets }).to_string()
    }

    fn from_json(text: &str, inputs: usize) -> Result<Self, SafetensorsError> {
        let lists: Result<BTreeMap<String, Vec<f64>>, _> = serde_json::from_str(text);
        let mut lists = lists.map_err(|error| wrong(error.to_string(), inputs))?;
        let (offsets, factors) = (lists.remove("offsets"), lists.remove("factors"));
        match (offsets, factors, lists.pop_first()) {
            (Some(offsets), Some(factors), None) => Self { offsets, factors }.checked(inputs).cloned(),
            (_, _, Some((name, _))) => Err(wrong(format!("with the list `{name}`"), inputs)),
            (None, _, _) => Err(wrong("without the list `offsets`".to_owned(), inputs)),
            (_, None, _) => Err(wrong("without the list `factors`".to_owned(), inputs)),
        }
    }

    /// The scaling, if it has a finite number for each input and divides by none that is 0.
    fn checked(&self, inputs: usize) -> Result<&Self, SafetensorsError> {
        for (name, numbers) in [("offsets", &self.offsets), ("factors", &self.factors)] {
            if numbers.len() != inputs {
                return Err(wrong(format!("with {} {name}", numbers.len()), inputs));
            }
            if let Some(column) = numbers.iter().position(|number| !number.is_finite()) {
                return Err(wrong(format!("with {} in column {column} of {name}", numbers[column]), inputs));
            }
        }
        if let Some(column) = self.factors.iter().position(|&factor| factor == 0.0) {
            return Err(wrong(format!("with 0 in column {column} of factors"), inputs));
        }
        Ok(self)
    }
}

fn wrong(found: String, inputs: usize) -> SafetensorsError {
    let expected =
        format!("`offsets` and `factors`, each of {inputs} finite numbers, one for each input, and no factor 0");
    SafetensorsError::Metadata { key: SCALING, found, expected }
}
