//! The metadata of a network: its seed, the scaling of its inputs and targets, the names of its classes, the preparation of
//! its table, notes. In a file, they are texts by key.
//!
//! **Invariant**: a number that is written and read again is the same to the last bit.

use super::contents::{ACTIVATIONS, Contents, DECLARATION, FORMAT, LAYERS};
use super::error::SafetensorsError;
use super::preparation::{self, PREPARATION};
use crate::data::preparation::Preparation;
use crate::data::scaling::SavedScaling;
use crate::display::counted;
use crate::network::Network;
use crate::samples::class_count;
use std::collections::BTreeMap;

const SEED: &str = "seed";
const SCALING: &str = "scaling";
const TARGET_SCALING: &str = "target_scaling";
const CLASSES: &str = "classes";
/// The keys of the format.
const RESERVED: [&str; 9] =
    [FORMAT, DECLARATION, LAYERS, ACTIVATIONS, SEED, SCALING, TARGET_SCALING, CLASSES, PREPARATION];

/// The metadata of a network: everything that belongs to it apart from its weights.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Metadata {
    /// The seed of the first weights.
    pub seed: Option<u64>,
    /// The scaling that turns a row of data into the input x: s₁ columns.
    pub scaling: Option<SavedScaling>,
    /// The scaling that turns a target in its own unit into y, for regression: K columns. Its inverse turns the output h
    /// into that unit; see [`Scaling::invert`](crate::data::scaling::Scaling::invert).
    pub target_scaling: Option<SavedScaling>,
    /// The name of each class, in the order of the outputs: K names, or two if K = 1; empty if they are not known.
    pub classes: Vec<String>,
    /// The preparation that turns a record of text into a row of data: s₁ columns.
    pub preparation: Option<Preparation>,
    /// Notes: any other texts, by key. `backprop`, `declaration`, `layers`, `activations`, `seed`, `scaling`,
    /// `target_scaling`, `classes` and `preparation` are keys of the format.
    pub notes: BTreeMap<String, String>,
}

impl Metadata {
    /// Puts them into the contents of a file, for the network `N`.
    pub(super) fn put<N: Network>(&self, contents: &mut Contents<'_>) -> Result<(), SafetensorsError> {
        for (name, text) in &self.notes {
            if RESERVED.contains(&name.as_str()) {
                return Err(SafetensorsError::Reserved { name: name.clone() });
            }
            contents.metadata.insert(name.clone(), text.clone());
        }
        let mut put = |key: &str, text: String| drop(contents.metadata.insert(key.to_owned(), text));
        if let Some(seed) = self.seed {
            put(SEED, seed.to_string());
        }
        if let Some(scaling) = &self.scaling {
            put(SCALING, Columns::inputs::<N>().checked(scaling)?.to_json());
        }
        if let Some(scaling) = &self.target_scaling {
            put(TARGET_SCALING, Columns::targets::<N>().checked(scaling)?.to_json());
        }
        if !self.classes.is_empty() {
            put(CLASSES, serde_json::json!(checked_classes::<N>(&self.classes)?).to_string());
        }
        if let Some(preparation) = &self.preparation {
            put(PREPARATION, preparation::checked::<N>(preparation)?.to_json());
        }
        Ok(())
    }

    /// Takes them out of the contents of a file, for the network `N`.
    pub(super) fn take<N: Network>(contents: &mut Contents<'_>) -> Result<Self, SafetensorsError> {
        let mut notes = std::mem::take(&mut contents.metadata);
        if !notes.contains_key(FORMAT) {
            return Ok(Self { notes, ..Self::default() });
        }
        let [.., seed, scaling, target_scaling, classes, preparation] = RESERVED.map(|key| notes.remove(key));
        Ok(Self {
            seed: seed.map(|text| parse_seed(&text)).transpose()?,
            scaling: scaling.map(|text| Columns::inputs::<N>().parse(&text)).transpose()?,
            target_scaling: target_scaling.map(|text| Columns::targets::<N>().parse(&text)).transpose()?,
            classes: classes.map(|text| parse_classes::<N>(&text)).transpose()?.unwrap_or_default(),
            preparation: preparation.map(|text| preparation::parse::<N>(&text)).transpose()?,
            notes,
        })
    }
}

fn parse_seed(text: &str) -> Result<u64, SafetensorsError> {
    text.parse().map_err(|_| SafetensorsError::Metadata {
        key: SEED,
        found: format!("is `{text}`"),
        expected: format!("a whole number from 0 to {}", u64::MAX),
    })
}

fn parse_classes<N: Network>(text: &str) -> Result<Vec<String>, SafetensorsError> {
    let classes: Result<Vec<String>, _> = serde_json::from_str(text);
    let classes = classes.map_err(|error| wrong_classes::<N>(format!("cannot be read ({error})")))?;
    checked_classes::<N>(&classes)?;
    Ok(classes)
}

/// Returns the names if there is one for each class.
fn checked_classes<N: Network>(classes: &[String]) -> Result<&[String], SafetensorsError> {
    match classes.len() == class_count(N::OUTPUTS) {
        true => Ok(classes),
        false => Err(wrong_classes::<N>(format!("has {}", counted(classes.len(), "name")))),
    }
}

fn wrong_classes<N: Network>(found: String) -> SafetensorsError {
    let classes = class_count(N::OUTPUTS);
    let expected = match N::OUTPUTS {
        1 => "2 names, one for the class of each answer, no and yes".to_owned(),
        _ => format!("{classes} names, one for each output"),
    };
    SafetensorsError::Metadata { key: CLASSES, found, expected }
}

impl SavedScaling {
    fn to_json(&self) -> String {
        serde_json::json!({ "factors": self.factors, "offsets": self.offsets }).to_string()
    }
}

/// The columns that a scaling in the metadata must have.
struct Columns {
    /// The key of the scaling.
    key: &'static str,
    /// The number of columns.
    count: usize,
    /// The units of the network that the columns belong to.
    each: &'static str,
}

impl Columns {
    fn inputs<N: Network>() -> Self {
        Self { key: SCALING, count: N::INPUTS, each: "input" }
    }

    fn targets<N: Network>() -> Self {
        Self { key: TARGET_SCALING, count: N::OUTPUTS, each: "output" }
    }

    /// Reads a scaling of these columns.
    fn parse(&self, text: &str) -> Result<SavedScaling, SafetensorsError> {
        let lists: Result<BTreeMap<String, Vec<f64>>, _> = serde_json::from_str(text);
        let mut lists = lists.map_err(|error| self.wrong(format!("cannot be read ({error})")))?;
        let (offsets, factors) = (lists.remove("offsets"), lists.remove("factors"));
        match (offsets, factors, lists.pop_first()) {
            (Some(offsets), Some(factors), None) => self.checked(&SavedScaling::new(offsets, factors)).cloned(),
            (_, _, Some((name, _))) => Err(self.wrong(format!("has a list `{name}`"))),
            (None, _, _) => Err(self.wrong("has no list `offsets`".to_owned())),
            (_, None, _) => Err(self.wrong("has no list `factors`".to_owned())),
        }
    }

    /// Returns the scaling if it has a finite offset and a finite factor other than 0 for each column.
    fn checked<'a>(&self, scaling: &'a SavedScaling) -> Result<&'a SavedScaling, SafetensorsError> {
        match scaling.fault(self.count) {
            Some(fault) => Err(self.wrong(format!("has {fault}"))),
            None => Ok(scaling),
        }
    }

    /// The error of a scaling.
    fn wrong(&self, found: String) -> SafetensorsError {
        let Self { key, count, each } = self;
        let expected =
            format!("`offsets` and `factors`, each of {count} finite numbers, one for each {each}, and no factor 0");
        SafetensorsError::Metadata { key, found, expected }
    }
}
