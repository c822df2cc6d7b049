//! The layout of a network's weights in memory: one buffer, aligned and padded for vectors.
//!
//! ```text
//! layer 1: biases, padding | row 1 of weights, padding | row 2, padding | …
//! layer 2: biases, padding | row 1 of weights, padding | …
//! ```
//!
//! - **Alignment**: the buffer starts at a cache line, and so does every row of a layer with more than 32 bytes of
//!   inputs. A load of a vector then touches one cache line, not two.
//! - **Padding**: rows are filled up with zeros to whole vectors, so that products need no scalar code at the end of a
//!   row.
//! - **Stride**: the distance from row to row is an odd number of cache lines where rows are long. A cache maps
//!   addresses to sets by their low bits: rows 4096 bytes apart map to the same set of the first-level cache, which
//!   holds only 8 or 12 of them, and evict each other (conflict misses). An odd stride spreads them over all sets.
//!
//! Biases are apart from the weights, since they start the sums of a product and have no activation to be multiplied
//! by. A gradient has the same layout, so a step of descent is one pass along two buffers. The formulas of that step
//! are [`gradient_entry`] and [`descended`], the textbook's own functions.
//!
//! **Invariant**: padding is 0, in weights and in gradients, and stays 0.

use super::float::Float;
use crate::equations::gradient::{descended, gradient_entry};
use alloc::{vec, vec::Vec};
use ndarray::{ArrayView2, ArrayViewMut2};

/// The bytes of a cache line, and of the widest vector.
pub const LINE: usize = 64;

/// Rows a multiple of 4096 bytes apart map to the same cache sets (4K aliasing).
const PAGE: usize = 4096;

/// A buffer that starts at a cache line.
#[derive(Debug)]
pub struct Aligned<T> {
    values: Vec<T>,
    start: usize,
    length: usize,
}

impl<T: Float> Aligned<T> {
    /// Allocates `length` zeros.
    pub fn zeros(length: usize) -> Self {
        let spare = LINE / size_of::<T>();
        let values = vec![T::ZERO; length + spare];
        let start = values.as_ptr().align_offset(LINE).min(spare);
        Self { values, start, length }
    }

    /// Returns the numbers.
    pub fn get(&self) -> &[T] {
        &self.values[self.start..][..self.length]
    }

    /// Returns the numbers to write to.
    pub fn get_mut(&mut self) -> &mut [T] {
        &mut self.values[self.start..][..self.length]
    }
}

/// Returns the length of a row of `units` numbers with its padding: whole cache lines, or 16 or 32 bytes if that is
/// enough.
pub const fn padded<T>(units: usize) -> usize {
    let bytes = units * size_of::<T>();
    let bytes = if bytes <= 16 {
        16
    } else if bytes <= 32 {
        32
    } else {
        bytes.next_multiple_of(LINE)
    };
    bytes / size_of::<T>()
}

/// Returns the distance from row to row of the weights of a layer, in numbers. Rows of more than 8 cache lines get an
/// odd number of them: at a stride of a power of two, all rows would map to few cache sets.
pub const fn stride<T>(inputs: usize) -> usize {
    let padded = padded::<T>(inputs);
    let (line, lines) = (LINE / size_of::<T>(), padded * size_of::<T>() / LINE);
    if lines > 8 && lines % 2 == 0 { padded + line } else { padded }
}

/// Returns the distance from row to row of the inputs, in numbers. Inputs are read in place if their rows are whole
/// cache lines and do not alias; otherwise they are copied to padded rows.
pub const fn stride_of_inputs<T>(inputs: usize) -> usize {
    let bytes = inputs * size_of::<T>();
    if bytes.is_multiple_of(LINE) && !bytes.is_multiple_of(PAGE) { inputs } else { stride::<T>(inputs) }
}

/// Returns the length of the parameters of a layer, padding included.
pub const fn size<T>(inputs: usize, units: usize) -> usize {
    padded::<T>(units) + units * stride::<T>(inputs)
}

/// Copies the weights of a network to `parameters`.
pub fn read<T: Float>(thetas: &[ArrayView2<'_, T>], parameters: &mut [T]) {
    let mut rest = parameters;
    for theta in thetas {
        let (units, inputs) = (theta.nrows(), theta.ncols() - 1);
        let (layer, next) = rest.split_at_mut(size::<T>(inputs, units));
        let (biases, weights) = layer.split_at_mut(padded::<T>(units));
        for (i, row) in theta.rows().into_iter().enumerate() {
            let row = row.to_slice().expect("a matrix of weights lies row by row");
            biases[i] = row[0];
            weights[i * stride::<T>(inputs)..][..inputs].copy_from_slice(&row[1..]);
        }
        rest = next;
    }
}

/// Copies `parameters` to the weights of a network.
pub fn write<'a, T: Float + 'a>(parameters: &[T], mut thetas: impl AsMut<[ArrayViewMut2<'a, T>]>) {
    let mut rest = parameters;
    for theta in thetas.as_mut() {
        let (units, inputs) = (theta.nrows(), theta.ncols() - 1);
        let (layer, next) = rest.split_at(size::<T>(inputs, units));
        let (biases, weights) = layer.split_at(padded::<T>(units));
        for (i, mut row) in theta.rows_mut().into_iter().enumerate() {
            let row = row.as_slice_mut().expect("a matrix of weights lies row by row");
            row[0] = biases[i];
            row[1..].copy_from_slice(&weights[i * stride::<T>(inputs)..][..inputs]);
        }
        rest = next;
    }
}

/// Returns, for each layer, the length of its biases and that of its weights, padding included.
pub fn layers<T>(thetas: &[ArrayView2<'_, T>]) -> Vec<[usize; 2]> {
    let shape = |rows, columns| [padded::<T>(rows), rows * stride::<T>(columns - 1)];
    thetas.iter().map(|theta| shape(theta.nrows(), theta.ncols())).collect()
}

/// Replaces Δ by D, entry by entry as [`mean_gradient`](crate::equations::gradient::mean_gradient) does.
pub fn mean<T: Float>(layers: &[[usize; 2]], theta: &[T], sums: &mut [T], lambda: T, m: T) {
    let mut pairs = sums.iter_mut().zip(theta);
    for &[biases, weights] in layers {
        for (d, &theta) in pairs.by_ref().take(biases) {
            *d = gradient_entry(0, *d, theta, lambda, m);
        }
        for (d, &theta) in pairs.by_ref().take(weights) {
            *d = gradient_entry(1, *d, theta, lambda, m);
        }
    }
}

/// Takes one step of gradient descent: Θ := Θ − α D.
pub fn descend<T: Float>(theta: &mut [T], d: &[T], rate: T) {
    for (theta, &d) in theta.iter_mut().zip(d) {
        *theta = descended(*theta, d, rate);
    }
}
