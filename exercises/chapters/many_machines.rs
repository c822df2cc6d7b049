//! Chapter 14: Many machines.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 14.1`, `cargo exercise 14.4` and so on.

/// 14.1 ★ A sum with three digits.
///
/// A computer rounds every result to three significant digits. Returns what it gets for 1.00 + 0.004 + 0.004, first from the
/// left to the right, and then with the sum of the last two first.
pub fn sums_with_three_digits() -> [f64; 2] {
    todo!()
}

/// 14.4 ★★ A sum that does not depend on the ranks.
///
/// Each rank has some parts of Δ, or none: `ranks[1][0]` is the first part of rank 1. Returns their sum. Whichever rank has a
/// part, the sum must be the same to the last bit, as long as the parts are the same and in the same order.
pub fn total(ranks: &[Vec<[f64; 3]>]) -> [f64; 3] {
    todo!()
}

/// 14.5 ★★ The wrong m.
///
/// The ranks add up Δ as they should, but each divides the total by the number of its own examples. Without
/// regularization, what remains true? Return the names:
/// `"direction"`: each rank takes its step in the right direction.
/// `"length"`: if all ranks have equally many examples, their step is as long as that of a single process.
/// `"same_if_even"`: if all ranks have equally many examples, they have the same weights after a step.
/// `"same_if_uneven"`: if one rank has more examples than another, they have the same weights after a step.
pub fn true_with_the_wrong_m() -> Vec<&'static str> {
    todo!()
}
