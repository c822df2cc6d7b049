//! Checks the answers to chapter 6: The error of the output.

#[cfg_attr(test, path = "../solutions/output_error.rs")]
#[cfg_attr(not(test), path = "../chapters/output_error.rs")]
#[allow(unused_variables, dead_code, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::equations::cost::{example_cost, output_error};
use backprop::{Activation, CrossEntropy, Sigmoid, SquaredError};
use exercises::{Check, Expected, Verdict};
use worked::one_output;

pub const CHECKS: &[Check] = &[
    (1, || two_errors(answers::two_errors())),
    (3, || largest_error(answers::largest_error())),
    (5, || output_errors(answers::output_errors)),
    (6, || measured_errors(answers::measured_errors)),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn two_errors(answer: [f64; 2]) -> Verdict {
    let a = 0.9;
    let g_prime = a * (1.0 - a);
    Expected::by_hand([("δ for the target 1", a - 1.0), ("δ for the target 0", a)])
        .mistake([1.0 - a, -a], "This is y − a. The error is what came out minus what should have come out, a − y, so that a negative error means: too small.")
        .mistake([a, a - 1.0], "The two are in the other order: the target 1 comes first.")
        .mistake([1.0 - a, a], "These are the sizes. The sign counts, too: with the target 1 the output is too small, and its error is negative.")
        .mistake([(a - 1.0) * g_prime, a * g_prime], "You multiplied by g′(z) = a (1 − a). With cross-entropy this factor cancels, and a − y is all that remains.")
        .mistake([-1.0 / a, 1.0 / (1.0 - a)], "This is ∂C/∂a. One more factor leads to z, ∂a/∂z = a (1 − a), and it cancels the denominator.")
        .check(answer)
}

/// Makes the mistake for each z of the chapter's table, and compares where the largest error is.
fn largest_error(answer: [f64; 2]) -> Verdict {
    let largest = |delta: fn(f64) -> f64| {
        let sizes = one_output::Z.map(|z| (delta(z).abs(), z));
        sizes.into_iter().max_by(|one, other| one.0.total_cmp(&other.0)).expect("the table has rows").1
    };
    let right = largest(|z| Sigmoid::g(z) - 1.0);
    let with_the_factor = largest(|z| (Sigmoid::g(z) - 1.0) * Sigmoid::g_prime(z));
    let names = ["z of the largest error, in the right program,", "z of the largest error, with the mistake,"];
    let expected = Expected::by_hand(names.into_iter().zip([right, with_the_factor]))
        .mistake([right, right], "The first is right. At this z the output is saturated, and g′ is almost 0 there: with the mistake, hardly anything is left of the error.")
        .mistake([right, 4.0], "The first is right. At z = 4 both factors are small: the output is nearly right, and it is saturated.")
        .mistake([with_the_factor; 2], "The second is right. The right program has no factor g′: its error is a − 1, which is farthest from 0 where a is nearest to 0.")
        .mistake([with_the_factor, right], "It is the other way around: the factor g′ belongs to the second program, and it is smallest where the output is most wrong.");
    [-4.0, -8.0].into_iter().fold(expected, |expected, z| {
        expected
            .mistake([right, z], "The first is right. There the difference a − 1 is nearly −1, but g′ is far below its largest value, a quarter.")
            .mistake([z, with_the_factor], "The second is right. The right error is a − 1, and a is nearer to 0 the lower z is, all the way down the table.")
    })
    .check(answer)
}

/// Weighted sums and targets: three outputs like those of the chapter, others with a target between 0 and 1, and some
/// that are saturated.
const CASES: [([f64; 3], [f64; 3]); 3] =
    [([-1.0, 1.5, -2.0], [0.0, 1.0, 0.0]), ([2.0, -0.5, 0.3], [1.0, 0.0, 0.25]), ([-12.0, 5.0, 4.0], [1.0, 0.0, 1.0])];

/// Returns both errors of all outputs of all cases, by a formula for each cost. The formulas get z and y.
fn by_formulas(cross_entropy: fn(f64, f64) -> f64, squared_error: fn(f64, f64) -> f64) -> impl Iterator<Item = f64> {
    CASES.into_iter().flat_map(move |(z, y)| {
        [cross_entropy, squared_error].into_iter().flat_map(move |delta| [0, 1, 2].map(|k| delta(z[k], y[k])))
    })
}

fn names() -> impl Iterator<Item = String> {
    CASES.into_iter().flat_map(|(z, y)| {
        ["cross-entropy", "the squared error"].into_iter().flat_map(move |cost| {
            ["δ₁", "δ₂", "δ₃"].map(|delta| format!("{delta} by {cost}, for z = {z:?} and y = {y:?},"))
        })
    })
}

/// Returns the errors as the crate computes them.
fn right() -> impl Iterator<Item = f64> {
    CASES.into_iter().flat_map(|(z, y)| {
        let a = z.map(Sigmoid::g);
        let cross_entropy = output_error::<CrossEntropy, Sigmoid, _, _>(&z, &a, &y);
        cross_entropy.into_iter().chain(output_error::<SquaredError, Sigmoid, _, _>(&z, &a, &y))
    })
}

/// The formulas of the chapter.
const PLAIN: fn(f64, f64) -> f64 = |z, y| Sigmoid::g(z) - y;
const WITH_G_PRIME: fn(f64, f64) -> f64 = |z, y| (Sigmoid::g(z) - y) * Sigmoid::g_prime(z);

fn output_errors(answer: fn([f64; 3], [f64; 3]) -> [[f64; 3]; 2]) -> Verdict {
    Expected::computed(names().zip(right()))
        .mistake(by_formulas(|z, y| -PLAIN(z, y), |z, y| -WITH_G_PRIME(z, y)), "This is y − a. Then everything that follows has the other sign, and a step of gradient descent would climb.")
        .mistake(by_formulas(WITH_G_PRIME, WITH_G_PRIME), "Both have the factor g′(z). With cross-entropy it cancels against the denominator of ∂C/∂a, and only a − y is left.")
        .mistake(by_formulas(PLAIN, PLAIN), "In your errors by the squared error, g′(z) is missing. a − y is ∂C/∂a there, and nothing cancels on the way to z.")
        .mistake(by_formulas(WITH_G_PRIME, PLAIN), "The costs are in the other order: cross-entropy is the one whose g′ cancels, and it comes first.")
        .mistake(by_formulas(|z, y| z - y, |z, y| (z - y) * Sigmoid::g_prime(z)), "You subtract y from z. What came out is the activation, a = g(z).")
        .mistake(by_formulas(PLAIN, |z, y| PLAIN(z, y) * Sigmoid::g(z)), "In your errors by the squared error, the slope of the sigmoid is a. It is a (1 − a), which is small on both sides.")
        .mistake(by_formulas(PLAIN, |z, y| PLAIN(z, y) * Sigmoid::g_prime(Sigmoid::g(z))), "You take g′ at a. In terms of z it is g′(z), in terms of a it is a (1 − a), without another sigmoid.")
        .check(CASES.into_iter().flat_map(|(z, y)| answer(z, y).into_iter().flatten()))
}

/// An answer of the reader: the weighted sums, and the cost of an example as a function of them.
type Measured = fn([f64; 3], &dyn Fn([f64; 3]) -> f64) -> [f64; 3];

fn measured_errors(answer: Measured) -> Verdict {
    let given = CASES.into_iter().flat_map(|(z, y)| {
        let cross_entropy = answer(z, &|z| example_cost::<CrossEntropy, Sigmoid, _, _>(&z, &z.map(Sigmoid::g), &y));
        let squared_error = answer(z, &|z| example_cost::<SquaredError, Sigmoid, _, _>(&z, &z.map(Sigmoid::g), &y));
        cross_entropy.into_iter().chain(squared_error)
    });
    let right: Vec<f64> = right().collect();
    let per_example = |of: fn([f64; 3]) -> [f64; 3]| -> Vec<f64> {
        right.chunks(3).flat_map(|delta| of([delta[0], delta[1], delta[2]])).collect()
    };
    Expected::measured(names().zip(right.iter().copied()))
        .mistake(per_example(|[a, b, c]| [a, a + b, a + b + c]), "Your pushes add up: when you push the second z, the first is still pushed. Start from the original z each time.")
        .mistake(per_example(|[a, b, c]| [a + b + c; 3]), "You push all three z at once. Each error is about one z, while the others stay as they are.")
        .mistake(per_example(|delta| delta.map(|delta| delta * 1e-6)), "These are the moves of the cost. Divide each by the move of z.")
        .mistake(per_example(|delta| delta.map(|delta| delta / 2.0)), "Every number is half of what it should be. You push to one side, so the distance is the push, and not twice the push.")
        .mistake(per_example(|delta| delta.map(|delta| -delta)), "Every number has the wrong sign. Subtract the cost before the push from the cost after it.")
        .check(given)
}

#[cfg(test)]
mod tests {
    use super::{answers, largest_error, measured_errors, output_errors, two_errors};

    #[test]
    fn a_derivative_along_a_is_told() {
        let sentence = two_errors([-1.11, 10.0]).unwrap_err();
        assert!(sentence.starts_with("This is ∂C/∂a"), "{sentence}");
    }

    #[test]
    fn a_saturated_output_is_told() {
        let sentence = largest_error([-12.0, -12.0]).unwrap_err();
        assert!(sentence.contains("saturated"), "{sentence}");
    }

    #[test]
    fn a_factor_that_cancels_is_told_from_one_that_is_missing() {
        let says = |from: usize| {
            output_errors(
                [|z, y| [answers::output_errors(z, y)[0]; 2], |z, y| [answers::output_errors(z, y)[1]; 2]][from],
            )
        };
        assert!(says(0).unwrap_err().contains("g′(z) is missing"));
        assert!(says(1).unwrap_err().starts_with("Both have the factor"));
    }

    #[test]
    fn pushes_that_add_up_are_told() {
        let sentence = measured_errors(|z, cost| {
            let (mut pushed, start) = (z, cost(z));
            [0, 1, 2].map(|k| {
                pushed[k] += 1e-6;
                (cost(pushed) - start) / 1e-6
            })
        });
        let sentence = sentence.unwrap_err();
        assert!(sentence.contains("pushes add up"), "{sentence}");
    }
}
