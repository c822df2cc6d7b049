//! The order of the names of classes: the one that numbers them.

use std::collections::BTreeSet;

/// Sorts names: if all are numbers by value, otherwise alphabetically.
pub(super) fn sorted<N: AsRef<str>>(names: BTreeSet<N>) -> Vec<N> {
    let mut names: Vec<N> = names.into_iter().collect();
    let number = |name: &N| name.as_ref().parse().ok().filter(|number: &f64| number.is_finite());
    if names.iter().all(|name| number(name).is_some()) {
        let value = |name: &N| number(name).unwrap_or_default();
        // Two whole numbers of 64 bits may be the same `f64`.
        let whole = |name: &N| name.as_ref().parse::<i128>().ok();
        names.sort_by(|a, b| value(a).total_cmp(&value(b)).then_with(|| whole(a).cmp(&whole(b))));
    }
    names
}
