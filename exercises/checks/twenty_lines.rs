//! Checks the answers to chapter 1: The whole thing in twenty lines.

#[cfg_attr(test, path = "../solutions/twenty_lines.rs")]
#[cfg_attr(not(test), path = "../chapters/twenty_lines.rs")]
#[allow(unused_variables, dead_code, reason = "an answer that is not written yet uses nothing")]
mod answers;

use exercises::{Check, Expected, Names, Verdict};

pub const CHECKS: &[Check] = &[
    (1, || by_hand(answers::with_a_positive_weight())),
    (4, || input(answers::slope_of_the_input)),
    (5, || without_the_sigmoid(answers::wrong_without_the_sigmoid())),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

/// The numbers of both passes.
struct Chain {
    z_3: f64,
    a_3: f64,
    cost: f64,
    delta_3: f64,
    slope_w_2: f64,
    delta_2: f64,
    slope_w_1: f64,
}

impl Chain {
    fn new(x: f64, w_1: f64, w_2: f64, y: f64) -> Self {
        let sigmoid = |z: f64| 1.0 / (1.0 + (-z).exp());
        let a_2 = sigmoid(w_1 * x);
        let z_3 = w_2 * a_2;
        let a_3 = sigmoid(z_3);
        let delta_3 = a_3 - y;
        let delta_2 = delta_3 * w_2 * a_2 * (1.0 - a_2);
        let cost = -y * a_3.ln() - (1.0 - y) * (1.0 - a_3).ln();
        Self { z_3, a_3, cost, delta_3, slope_w_2: delta_3 * a_2, delta_2, slope_w_1: delta_2 * x }
    }

    fn numbers(&self) -> [f64; 7] {
        [self.z_3, self.a_3, self.cost, self.delta_3, self.slope_w_2, self.delta_2, self.slope_w_1]
    }
}

fn by_hand(answer: [f64; 7]) -> Verdict {
    let right = Chain::new(2.0, 0.5, 1.0, 1.0);
    let names = ["z₃", "a₃", "C", "δ₃", "∂C/∂w₂", "δ₂", "∂C/∂w₁"];
    let [z_3, a_3, cost, delta_3, slope_w_2, delta_2, slope_w_1] = right.numbers();
    let a_2 = slope_w_2 / delta_3;
    Expected::by_hand(names.into_iter().zip(right.numbers()))
        .mistake(
            Chain::new(2.0, 0.5, -1.0, 1.0).numbers(),
            "These are the numbers of the chapter, with w₂ = −1. Here w₂ is 1.",
        )
        .mistake(
            [z_3, a_3, cost, -delta_3, -slope_w_2, -delta_2, -slope_w_1],
            "Your δ₃ is y − a₃. The error is what the network answered minus what is right, a₃ − y.",
        )
        .mistake(
            [z_3, a_3, cost, delta_3, slope_w_2, delta_3, 2.0 * delta_3],
            "In your δ₂ the slope of the sigmoid is missing: δ₂ = δ₃ · w₂ · a₂ (1 − a₂).",
        )
        .mistake(
            [z_3, a_3, cost, delta_3, slope_w_2, delta_3 * a_2, 2.0 * delta_3 * a_2],
            "In your δ₂ the slope of the sigmoid is a₂. It is a₂ (1 − a₂).",
        )
        .mistake(
            [z_3, a_3, cost, delta_3, slope_w_2, delta_2, delta_2],
            "Your ∂C/∂w₁ is δ₂, the slope of z₂. From z₂ it is one step more to w₁: z₂ = w₁ · x.",
        )
        .mistake(
            [z_3, a_3, cost, delta_3, delta_3, delta_2, slope_w_1],
            "Your ∂C/∂w₂ is δ₃, the slope of z₃. From z₃ it is one step more to w₂: z₃ = w₂ · a₂.",
        )
        .mistake(
            [z_3, a_3, cost / 10.0_f64.ln(), delta_3, slope_w_2, delta_2, slope_w_1],
            "Your C has the logarithm to the base 10. ln is the natural one, to the base e.",
        )
        .mistake(
            [z_3, a_3, cost, delta_3, slope_w_2, delta_2, delta_2 * 0.5],
            "Your ∂C/∂w₁ is δ₂ · w₁, which is the slope of x. The weight w₁ is multiplied by x, so its slope is δ₂ · x.",
        )
        .check(answer)
}

fn input(answer: fn(f64, f64, f64, f64) -> f64) -> Verdict {
    let cases = [(2.0, 0.5, -1.0, 1.0), (-1.5, 0.8, 0.7, 0.0), (0.3, -1.2, 2.0, 1.0)];
    let each =
        |of: &dyn Fn(f64, f64, &Chain) -> f64| cases.map(|(x, w_1, w_2, y)| of(w_1, w_2, &Chain::new(x, w_1, w_2, y)));
    let names = cases.map(|(x, w_1, w_2, y)| format!("∂C/∂x at x = {x}, w₁ = {w_1}, w₂ = {w_2}, y = {y}"));
    Expected::computed(names.into_iter().zip(each(&|w_1, _, chain| chain.delta_2 * w_1)))
        .mistake(
            each(&|_, _, chain| chain.slope_w_1),
            "This is ∂C/∂w₁. z₂ is w₁ · x: the slope of w₁ is δ₂ · x, and that of x is δ₂ times what x is multiplied by.",
        )
        .mistake(
            each(&|_, _, chain| chain.delta_2),
            "This is δ₂ = ∂C/∂z₂. From z₂ it is one step more to x: z₂ = w₁ · x.",
        )
        .mistake(
            each(&|w_1, w_2, chain| chain.delta_3 * w_2 * w_1),
            "The slope of the sigmoid is missing between z₂ and a₂: a₂ (1 − a₂).",
        )
        .check(cases.map(|(x, w_1, w_2, y)| answer(x, w_1, w_2, y)))
}

fn without_the_sigmoid(answer: Vec<&str>) -> Verdict {
    // The mistake is made, and its numbers are compared with the right ones.
    let (right, w_2, x) = (Chain::new(2.0, 0.5, -1.0, 1.0), -1.0, 2.0);
    let delta_2 = right.delta_3 * w_2;
    Names::new([
        ("delta_3", false, "δ₃ is a₃ − y. It is computed before anything goes through the hidden sigmoid."),
        ("slope_w_2", false, "∂C/∂w₂ is δ₃ · a₂. δ₂ is not part of it."),
        ("delta_2", delta_2 != right.delta_2, "δ₂ is the number from which the factor is missing."),
        (
            "slope_w_1",
            delta_2 * x != right.slope_w_1,
            "∂C/∂w₁ is δ₂ · x: when δ₂ is wrong, so is what is computed from it.",
        ),
    ])
    .check(&answer)
}

#[cfg(test)]
mod tests {
    use super::{answers, by_hand, input, without_the_sigmoid};

    #[test]
    fn a_forgotten_slope_of_the_sigmoid_is_told() {
        let sentence = by_hand([0.731, 0.675, 0.393, -0.325, -0.238, -0.325, -0.65]).unwrap_err();
        assert!(sentence.contains("a₂ (1 − a₂)"), "{sentence}");
    }

    #[test]
    fn a_step_that_is_left_out_is_told() {
        let says = |slope_w_2, slope_w_1| by_hand([0.731, 0.675, 0.393, -0.325, slope_w_2, -0.0639, slope_w_1]);
        assert!(says(-0.238, -0.0639).unwrap_err().starts_with("Your ∂C/∂w₁ is δ₂, the slope of z₂."));
        assert!(says(-0.325, -0.128).unwrap_err().starts_with("Your ∂C/∂w₂ is δ₃"));
        assert_eq!(says(-0.238, -0.128), Ok(()));
    }

    #[test]
    fn another_logarithm_is_told() {
        let sentence = by_hand([0.731, 0.675, 0.171, -0.325, -0.238, -0.0639, -0.128]).unwrap_err();
        assert!(sentence.contains("to the base 10"), "{sentence}");
    }

    #[test]
    fn the_slope_of_the_weight_is_told_from_that_of_the_input() {
        let sentence = input(|x, w_1, w_2, y| answers::slope_of_the_input(x, w_1, w_2, y) / w_1 * x).unwrap_err();
        assert!(sentence.starts_with("This is ∂C/∂w₁"), "{sentence}");
    }

    #[test]
    fn a_number_that_stays_right_is_told() {
        let sentence = without_the_sigmoid(vec!["delta_3", "delta_2", "slope_w_1"]).unwrap_err();
        assert!(sentence.contains("computed before"), "{sentence}");
    }
}
