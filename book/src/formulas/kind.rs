//! Counts the formulas of each page by how they are checked.

use std::collections::BTreeMap;
use std::fmt;

/// The kind of a formula, by how it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// An equation beside its code, or a repetition of one; the tests of the equations evaluate it.
    Pair,
    /// About numbers alone.
    Numeric,
    /// About the symbols of a run, or of suppositions.
    Run,
    /// Supposes the value of a symbol, or names the values of an index.
    Supposition,
    /// Written by a run; the tests of the derivations evaluate it.
    Derived,
    /// Not checked, for a reason that the text gives.
    Unchecked,
}

impl Kind {
    const ALL: [(Self, &str); 6] = [
        (Self::Pair, "beside their code"),
        (Self::Numeric, "about numbers"),
        (Self::Run, "about a run"),
        (Self::Supposition, "suppositions"),
        (Self::Derived, "written by runs"),
        (Self::Unchecked, "unchecked"),
    ];
}

/// How many formulas of each kind each page has.
#[derive(Default)]
pub(super) struct Counts(BTreeMap<String, BTreeMap<Kind, usize>>);

impl Counts {
    pub(super) fn add(&mut self, page: &str, kind: Kind) {
        *self.0.entry(page.to_owned()).or_default().entry(kind).or_default() += 1;
    }

    /// Returns how many formulas of a kind there are on all pages.
    pub(super) fn total(&self, kind: Kind) -> usize {
        self.0.values().filter_map(|page| page.get(&kind)).sum()
    }
}

/// Prints how many formulas of each kind there are, on each page and in total.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (page, counts) in &self.0 {
            let all = Kind::ALL.iter().filter_map(|(kind, words)| Some(format!("{} {words}", counts.get(kind)?)));
            writeln!(f, "{page}: {}", all.collect::<Vec<_>>().join(", "))?;
        }
        let all = Kind::ALL.iter().map(|(kind, words)| format!("{} {words}", self.total(*kind)));
        write!(f, "formulas: {}", all.collect::<Vec<_>>().join(", "))
    }
}
