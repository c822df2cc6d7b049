//! Checks the answers to chapter 18: Wrong declarations.

#[cfg_attr(test, path = "../solutions/wrong_declarations.rs")]
#[cfg_attr(not(test), path = "../chapters/wrong_declarations.rs")]
mod answers;

use exercises::{Check, Names, Verdict};

pub const CHECKS: &[Check] = &[(2, || by_the_compiler(answers::found_by_the_compiler()))];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

/// The messages for wrong declarations, as the tests of the messages keep them. An error of the compiler has a number,
/// such as `error[E0277]`, and an error of the macro has none.
macro_rules! is_found_by_the_compiler {
    ($case:literal) => {
        include_str!(concat!("../../tests/ui/", $case, ".stderr")).starts_with("error[E")
    };
}

fn by_the_compiler(answer: Vec<&str>) -> Verdict {
    Names::new([
        ("no_activation", is_found_by_the_compiler!("layers/no_activation"), "Behind the size 4 the next token is `->`, where an activation should be. The macro sees tokens, so this is its own."),
        ("hidden_softmax", is_found_by_the_compiler!("layers/hidden_softmax"), "The macro knows the name `Softmax`, and knows that it can only be at the end."),
        ("renamed_softmax", is_found_by_the_compiler!("layers/renamed_softmax"), "The macro does not know what `Soft` is; it could be an activation of your own. Its type decides."),
        ("zero", is_found_by_the_compiler!("sizes/zero"), "The size 0 is there to see, as a token."),
        ("zero_constant", is_found_by_the_compiler!("sizes/zero_constant"), "The macro sees the name of a constant. Its value is computed by the compiler, later."),
        ("tanh_with_cross_entropy", is_found_by_the_compiler!("costs/tanh_with_cross_entropy"), "The macro knows both names, and knows that the outputs of `Tanh` are not probabilities."),
        ("own_activation_with_cross_entropy", is_found_by_the_compiler!("costs/own_activation_with_cross_entropy"), "The macro cannot know whether the outputs of `Step` are probabilities. The compiler looks for an `impl Cost<Step> for CrossEntropy`."),
    ])
    .check(&answer)
}

#[cfg(test)]
mod tests {
    use super::by_the_compiler;

    #[test]
    fn a_name_that_the_macro_knows_is_told() {
        let sentence =
            by_the_compiler(vec!["renamed_softmax", "zero_constant", "tanh_with_cross_entropy"]).unwrap_err();
        assert!(sentence.contains("knows both names"), "{sentence}");
    }

    #[test]
    fn a_constant_is_told_from_a_number() {
        assert!(by_the_compiler(vec!["renamed_softmax"]).unwrap_err().contains("computed by the compiler"));
    }
}
