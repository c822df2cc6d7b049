//! Solutions of chapter 18: Wrong declarations.

/// 18.2 In each of these a name stands for what is wrong: a type under another name, a constant, an activation of one's own.
pub fn found_by_the_compiler() -> Vec<&'static str> {
    vec!["renamed_softmax", "zero_constant", "own_activation_with_cross_entropy"]
}
