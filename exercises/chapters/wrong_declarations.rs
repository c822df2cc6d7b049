//! Chapter 18: Wrong declarations.
//!
//! Replace the `todo!()` by your answer, save, and run `cargo exercise 18.2`.

/// 18.2 ★★ What the macro lets pass.
///
/// Each of these declarations is wrong. Return the names of those that the macro cannot find, because only the compiler
/// knows what a name means:
///
/// | name | layers |
/// |---|---|
/// | `"no_activation"` | `2 -> 4 -> 1 Sigmoid` |
/// | `"hidden_softmax"` | `2 -> 4 Softmax -> 3 Softmax` |
/// | `"renamed_softmax"` | `2 -> 4 Soft -> 3 Softmax`, after `use backprop::Softmax as Soft;` |
/// | `"zero"` | `2 -> 0 Tanh -> 1 Sigmoid` |
/// | `"zero_constant"` | `2 -> HIDDEN Tanh -> 1 Sigmoid`, after `const HIDDEN: usize = 4 - 4;` |
/// | `"tanh_with_cross_entropy"` | `2 -> 1 Tanh`, with `cost: CrossEntropy` |
/// | `"own_activation_with_cross_entropy"` | `2 -> 4 Tanh -> 1 Step`, with `cost: CrossEntropy` and an activation `Step` of one's own |
pub fn found_by_the_compiler() -> Vec<&'static str> {
    todo!()
}
