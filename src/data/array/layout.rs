//! The shape of an array, and where each of its items is stored.
//!
//! **Invariant**: the number of items does not overflow, and every index within the shape leads to one of them.

/// A shape with the distance, in items, from one index to the next along each dimension.
///
/// An array that is stored row by row and one that is stored column by column (Fortran's order) differ only in these
/// distances, and so do an array and its transpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    shape: Vec<usize>,
    strides: Vec<usize>,
    /// The number of items.
    count: usize,
}

impl Layout {
    /// Lays out an array of this shape, or returns `None` if its items cannot be counted.
    pub(super) fn new(shape: Vec<usize>, fortran_order: bool) -> Option<Self> {
        let mut strides = vec![0; shape.len()];
        let mut count = 1_usize;
        for step in 0..shape.len() {
            // In Fortran's order the first index changes fastest from item to item, otherwise the last one does.
            let axis = if fortran_order { step } else { shape.len() - 1 - step };
            strides[axis] = count;
            count = count.checked_mul(shape[axis])?;
        }
        Some(Self { shape, strides, count })
    }

    pub(super) fn shape(&self) -> &[usize] {
        &self.shape
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Returns the number of items with the same first index, unless it overflows: the length of a row. An array of one
    /// dimension is a column.
    pub(super) fn width(&self) -> Option<usize> {
        let rest = self.shape.get(1..)?;
        rest.iter().copied().try_fold(1, usize::checked_mul)
    }

    /// Returns the distance from one row to the next.
    pub(super) fn row_stride(&self) -> usize {
        self.strides.first().copied().unwrap_or(0)
    }

    /// Returns the distance of each item of a row from the first, in the order in which the last index changes fastest.
    pub(super) fn offsets(&self) -> Vec<usize> {
        let axes = self.shape.iter().zip(&self.strides).skip(1);
        axes.fold(vec![0], |offsets, (&size, &stride)| {
            offsets.iter().flat_map(|offset| (0..size).map(move |index| offset + index * stride)).collect()
        })
    }

    /// Returns the index of an item along each dimension, from its row and its place in the row.
    pub(super) fn index(&self, row: usize, mut place: usize) -> Vec<usize> {
        let mut index = Vec::new();
        for &size in self.shape.iter().skip(1).rev() {
            index.push(place % size);
            place /= size;
        }
        index.push(row);
        index.reverse();
        index
    }

    /// Returns the dimension along which all items lie, if there is one: the others have the size 1.
    pub(super) fn line(&self) -> Option<usize> {
        let mut long = (0..self.shape.len()).filter(|&axis| self.shape[axis] != 1);
        match (long.next(), long.next()) {
            (axis, None) if !self.shape.is_empty() => Some(axis.unwrap_or(0)),
            _ => None,
        }
    }

    /// Returns the distance from one index to the next along a dimension.
    pub(super) fn stride(&self, axis: usize) -> usize {
        self.strides[axis]
    }

    /// Swaps the last two dimensions, or returns `None` if there are fewer.
    pub(super) fn transposed(mut self) -> Option<Self> {
        let last = self.shape.len().checked_sub(1)?;
        let other = last.checked_sub(1)?;
        self.shape.swap(other, last);
        self.strides.swap(other, last);
        Some(self)
    }

    /// Removes the dimensions of size 1, except for the first dimension.
    #[cfg(feature = "idx")]
    pub(super) fn squeezed(mut self) -> Self {
        let kept: Vec<usize> = (0..self.shape.len()).filter(|&axis| axis == 0 || self.shape[axis] != 1).collect();
        self.shape = kept.iter().map(|&axis| self.shape[axis]).collect();
        self.strides = kept.iter().map(|&axis| self.strides[axis]).collect();
        self
    }
}
