//! The names of the fields, and which of them a misspelled name was probably meant to be.

use syn::Ident;
use syn::ext::IdentExt;

/// The name of a field that a network can have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FieldName {
    /// `layers`
    Layers,
    /// `cost`
    Cost,
    /// `scalar`
    Scalar,
}

impl FieldName {
    /// All names, in the order in which the fields are usually written.
    pub const ALL: [Self; 3] = [Self::Layers, Self::Cost, Self::Scalar];

    /// Returns the name as it is written in a declaration.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Layers => "layers",
            Self::Cost => "cost",
            Self::Scalar => "scalar",
        }
    }

    /// Returns the field that `name` is, or was probably meant to be: the one within two edits of it.
    pub(super) fn closest(name: &Ident) -> Option<Self> {
        let name = name.unraw().to_string();
        let distance = |field: &Self| edit_distance(&name, field.as_str());
        Self::ALL.into_iter().min_by_key(distance).filter(|field| distance(field) <= 2)
    }
}

/// Returns the Levenshtein distance: how many letters must be added, removed or changed to turn `a` into `b`.
///
/// Before letter i of `a`, `row[j]` is the distance between the letters of `a` before it and the first j letters of `b`.
pub fn edit_distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.bytes().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
