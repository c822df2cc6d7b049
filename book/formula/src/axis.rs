//! The indices of rows or columns, and when two of them are the same.

use std::ops::Range;

/// The indices along one side of a matrix.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    pub(crate) indices: Range<usize>,
    pub(crate) kind: Kind,
}

/// What an axis says of its indices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// The indices are as on paper.
    Fixed,
    /// The index 0 is the bias, which entry-by-entry operations with a vector without bias leave out.
    WithBias,
    /// The entries are written out without indices.
    Written,
}

impl Axis {
    pub(crate) fn new(indices: Range<usize>) -> Self {
        Self { indices, kind: Kind::Fixed }
    }

    pub(crate) fn written(length: usize) -> Self {
        Self { indices: 1..length + 1, kind: Kind::Written }
    }

    pub(crate) fn len(&self) -> usize {
        self.indices.len()
    }

    /// Marks the index 0, if there is one, as the bias.
    pub(crate) fn with_bias(self) -> Self {
        let kind = if self.indices.start == 0 { Kind::WithBias } else { self.kind };
        Self { kind, ..self }
    }

    /// Returns `true` if a product can be taken along both axes.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let is_written = self.kind == Kind::Written || other.kind == Kind::Written;
        self.indices == other.indices || is_written && self.len() == other.len()
    }

    /// Returns the indices that both axes have, or `None` if they are different ones.
    pub(crate) fn common(&self, other: &Self) -> Option<Self> {
        if self.is_same(other) {
            return Some(if self.kind == Kind::Written { other.clone() } else { self.clone() });
        }
        let without_bias = Self::new(1..self.indices.end);
        if self.kind == Kind::WithBias && other.kind != Kind::WithBias && without_bias.is_same(other) {
            return Some(without_bias);
        }
        let is_other_way = other.kind == Kind::WithBias && self.kind != Kind::WithBias;
        if is_other_way { other.common(self) } else { None }
    }
}
