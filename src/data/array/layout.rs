//! The shape of an array, and where each of its items is stored.
//!
//! **Invariant**: the number of items does not overflow, and every index within the shape leads to one of them.

use core::ops::Range;

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
    /// The number in the file of the first row, if only some rows have been read. The first dimension then counts rows.
    first_row: Option<usize>,
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
        Some(Self { shape, strides, count, first_row: None })
    }

    /// Lays out some rows of this array alone, or returns `None` if a row is not stored in one piece.
    pub(super) fn of_rows(&self, rows: Range<usize>) -> Option<Self> {
        if self.width() != Some(self.row_stride()) {
            return None;
        }
        let mut shape = self.shape.clone();
        *shape.first_mut()? = rows.len();
        Some(Self { first_row: Some(rows.start), ..Self::new(shape, false)? })
    }

    /// Lays out `columns` columns of the same rows.
    pub(super) fn of_columns(&self, columns: usize) -> Option<Self> {
        Some(Self { first_row: self.first_row, ..Self::new(vec![*self.shape.first()?, columns], false)? })
    }

    /// Returns the number in the file of the first row, if only some rows have been read.
    pub(super) fn first_row(&self) -> Option<usize> {
        self.first_row
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
        if self.first_row.is_some() {
            return (self.width() == Some(1)).then_some(0);
        }
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

    /// Swaps the last two dimensions, or returns `None` if there are fewer, or if only some rows have been read and would
    /// become columns.
    pub(super) fn transposed(mut self) -> Option<Self> {
        let last = self.shape.len().checked_sub(1)?;
        let other = last.checked_sub(1).filter(|&other| other > 0 || self.first_row.is_none())?;
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
