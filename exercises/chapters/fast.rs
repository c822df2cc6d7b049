//! Chapter 13: Fast.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 13.1`, `cargo exercise 13.4` and so on.

use std::ops::{Add, Mul};

/// 13.1 ★ Multiplications of a gradient.
///
/// Returns how many multiplications the gradient of one example of the 400-25-10 network takes: those of weights for z,
/// those of weights for δ, and those for Δ. A bias is multiplied by nothing.
pub fn multiplications_of_w2() -> usize {
    todo!()
}

/// 13.4 ★★★ Threads that share a sum.
///
/// The threads add their products to the same Δ whenever they are ready, and no addition gets lost. What remains true?
/// Return the names:
/// `"complete"`: Δ has the product of each example once.
/// `"gradient_check"`: the gradient check passes.
/// `"same_bits"`: two runs from the same first weights give the same weights, to the last bit.
/// `"same_time"`: a fast thread does not wait for a slow one before it adds.
pub fn true_with_a_shared_sum() -> Vec<&'static str> {
    todo!()
}

/// 13.5 ★★ Multiplications of any network.
///
/// Returns what 13.1 asks for, for a network with these numbers of units, the inputs first: `&[400, 25, 10]`.
pub fn multiplications(units: &[usize]) -> usize {
    todo!()
}

/// 13.6 ★★ Weights that are loaded once.
///
/// Returns z of two units for a block of examples: a row for each row of `a`. `load(i, j)` loads the weight in row i and
/// column j of Θ, counted from 0; column 0 holds the biases. Load each weight once for the whole block.
pub fn weighted_sums(load: &mut dyn FnMut(usize, usize) -> f64, a: &[[f64; 3]]) -> Vec<[f64; 2]> {
    todo!()
}

/// 13.7 ★★★ Four sums at once.
///
/// Returns the dot product of `a` and `b`. Their length n is a multiple of four, and `T::default()` is 0. At most
/// n / 4 + 3 additions may come one after the other, each with the result of the one before.
pub fn dot<T: Copy + Default + Add<Output = T> + Mul<Output = T>>(a: &[T], b: &[T]) -> T {
    todo!()
}
