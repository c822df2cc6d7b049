//! The weights of a network as one vector of numbers.
//!
//! Layer by layer there stand its biases, then its weights row by row; each row is filled up with zeros to whole vectors.
//! A gradient lies in memory in the same way, so that a step is one pass along both. The memory starts at a cache line,
//! and so does every row of a wide layer.
//!
//! **Invariant**: what fills a row up is 0, in weights as in gradients, and stays 0.

use super::float::Float;
use crate::equations::gradient::{descended, gradient_entry};
use ndarray::{ArrayView2, ArrayViewMut2};

/// The bytes of a cache line, which is also the widest vector.
pub const LINE: usize = 64;

/// Rows that lie a multiple of so many bytes apart want the same places of the cache.
const PAGE: usize = 4096;

/// Numbers that start at a cache line.
#[derive(Debug)]
pub struct Aligned<T> {
    values: Vec<T>,
    start: usize,
    length: usize,
}

impl<T: Float> Aligned<T> {
    /// So many zeros.
    pub fn zeros(length: usize) -> Self {
        let spare = LINE / size_of::<T>();
        let values = vec![T::ZERO; length + spare];
        let start = values.as_ptr().align_offset(LINE).min(spare);
        Self { values, start, length }
    }

    /// The numbers.
    pub fn get(&self) -> &[T] {
        &self.values[self.start..][..self.length]
    }

    /// The numbers, to write to.
    pub fn get_mut(&mut self) -> &mut [T] {
        &mut self.values[self.start..][..self.length]
    }
}

/// How many numbers a row of so many takes in memory: whole cache lines, or 16 or 32 bytes if that is enough.
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

/// From row to row of a layer's weights. Of many lines it is an odd number: with a power of two, the rows would all want
/// the same places of the cache.
pub const fn stride<T>(inputs: usize) -> usize {
    let padded = padded::<T>(inputs);
    let (line, lines) = (LINE / size_of::<T>(), padded * size_of::<T>() / LINE);
    if lines > 8 && lines % 2 == 0 { padded + line } else { padded }
}

/// From row to row of the inputs. They are read where they lie, if their rows are whole cache lines and do not all want
/// the same places of the cache.
pub const fn stride_of_inputs<T>(inputs: usize) -> usize {
    let bytes = inputs * size_of::<T>();
    if bytes.is_multiple_of(LINE) && !bytes.is_multiple_of(PAGE) { inputs } else { stride::<T>(inputs) }
}

/// How many numbers the parameters of a layer take.
pub const fn size<T>(inputs: usize, units: usize) -> usize {
    padded::<T>(units) + units * stride::<T>(inputs)
}

/// Writes the weights of a network into `parameters`.
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

/// Writes `parameters` into the weights of a network.
pub fn write<T: Float>(parameters: &[T], thetas: Vec<ArrayViewMut2<'_, T>>) {
    let mut rest = parameters;
    for mut theta in thetas {
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

/// How a layer's parameters lie in memory: so many biases, then so many weights.
pub fn layers<T>(thetas: &[ArrayView2<'_, T>]) -> Vec<[usize; 2]> {
    let shape = |rows, columns| [padded::<T>(rows), rows * stride::<T>(columns - 1)];
    thetas.iter().map(|theta| shape(theta.nrows(), theta.ncols())).collect()
}

/// Δ becomes D, entry by entry as in [`mean_gradient`](crate::equations::gradient::mean_gradient).
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

/// Takes a step against D.
pub fn descend<T: Float>(theta: &mut [T], d: &[T], rate: T) {
    for (theta, &d) in theta.iter_mut().zip(d) {
        *theta = descended(*theta, d, rate);
    }
}
