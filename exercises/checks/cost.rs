//! Checks the answers to chapter 5: The cost.

#[cfg_attr(test, path = "../solutions/cost.rs")]
#[cfg_attr(not(test), path = "../chapters/cost.rs")]
#[allow(unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use exercises::{Check, Expected, Names, Verdict};
use worked::{by_hand, intuition, one_output};

pub const CHECKS: &[Check] = &[
    (1, || zeros(answers::cost_of_zeros())),
    (2, || doubled(answers::factors_of_doubled_examples())),
    (3, || target_2(answers::cost_of_the_target_2())),
    (5, || cost(answers::cost)),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn zeros(answer: [f64; 2]) -> Verdict {
    let [one, _, three] = one_output::run().halves;
    Expected::by_hand([("C", three), ("J", three)])
        .mistake([one, one], "ln 2 is the cost of one output. There are three, and C adds them up.")
        .mistake([three, one], "C is right. J is the mean of C over the examples, not over the outputs.")
        .mistake(
            [three, three + 1.0],
            "C is right. λ adds nothing here: it multiplies the squares of the weights, and these are 0.",
        )
        .mistake([1.5, 1.5], "This is 3 · ½, the sum of the outputs. Each output costs −ln of one half.")
        .mistake(
            [-three, -three],
            "The sign is wrong: the logarithm of one half is negative, and the cost is minus that.",
        )
        .check(answer)
}

fn doubled(answer: [f64; 2]) -> Verdict {
    // The mistake is made: the examples of the chapter are taken twice.
    let (network, once) = (intuition::sigmoid(), by_hand::samples());
    let twice = once.select(&[0, 1, 0, 1]).expect("there are two");
    let terms = |samples| {
        let mean = network.cost(samples, 0.0);
        [mean, network.cost(samples, by_hand::LAMBDA) - mean]
    };
    let (before, after) = (terms(&once), terms(&twice));
    let names = ["The factor of the mean", "The factor of the second term"];
    Expected::by_hand(names.into_iter().zip([0, 1].map(|term| after[term] / before[term])))
        .mistake([2.0, 1.0], "The sum of all C doubles, and the mean divides it by m, which has doubled, too. The second term has a sum that stays, and is divided by m as well.")
        .mistake([1.0, 1.0], "The mean is right. The second term is divided by m, too, and its sum does not grow with the examples.")
        .mistake([1.0, 2.0], "The mean is right. In the second term m is below the fraction line, and the weights are what they were.")
        .mistake([2.0, 2.0], "Both terms are divided by m, which has doubled.")
        .mistake([2.0, 0.5], "The second term is right. The mean divides the sum of all C by m: the sum has doubled, and so has m.")
        .check(answer)
}

fn target_2(answer: Vec<&str>) -> Verdict {
    // The mistake is made, and the cost is looked at while h comes ten times nearer to 1 from step to step.
    let costs: Vec<f64> = (0..12)
        .map(|step| 0.5 * 0.1_f64.powi(step))
        .map(|rest| {
            let (y, h) = (2.0, 1.0 - rest);
            -y * h.ln() - (1.0 - y) * rest.ln()
        })
        .collect();
    let steps: Vec<f64> = costs.windows(2).map(|pair| pair[1] - pair[0]).collect();
    Names::new([
        (
            "falls",
            steps.iter().all(|step| *step < 0.0),
            "The factor 1 − y is −1, so C is −2 ln h + ln(1 − h), and both terms become less when h grows.",
        ),
        (
            "rises",
            steps.iter().all(|step| *step > 0.0),
            "C is −2 ln h + ln(1 − h). −ln h falls when h grows, and so does ln(1 − h).",
        ),
        ("negative", costs.iter().any(|cost| *cost < 0.0), "At h = 0.9, −2 ln h is 0.21, and ln(1 − h) is −2.30."),
        (
            "bounded",
            steps.last().is_some_and(|step| step.abs() < 0.1),
            "Whenever 1 − h becomes ten times smaller, ln(1 − h) falls by another 2.3, however small 1 − h already is.",
        ),
    ])
    .check(&answer)
}

/// A network's matrices, the outputs and targets of its examples, and λ.
struct Case {
    thetas: Vec<Vec<Vec<f64>>>,
    a: Vec<Vec<f64>>,
    y: Vec<Vec<f64>>,
    lambda: f64,
}

impl Case {
    /// Returns the cases: the network of the chapter with its two examples, three outputs for one example, and a network
    /// with two outputs.
    fn all() -> [Self; 3] {
        let rows = |theta: &[[f64; 3]]| theta.iter().map(|row| row.to_vec()).collect();
        let (batch, three) = (by_hand::run().batch, one_output::run().three);
        [
            Self {
                thetas: vec![rows(&intuition::THETA_1), rows(&intuition::THETA_2), rows(&intuition::THETA_3)],
                a: batch.forward.iter().map(|forward| forward.a_4.to_vec()).collect(),
                y: by_hand::samples().y().iter().map(|y| y.to_vec()).collect(),
                lambda: by_hand::LAMBDA,
            },
            Self {
                thetas: vec![vec![vec![0.3, -1.0], vec![-0.5, 2.0], vec![1.0, 0.5]]],
                a: vec![three.a.to_vec()],
                y: vec![three.y.to_vec()],
                lambda: 0.6,
            },
            Self {
                thetas: vec![vec![vec![0.4, 1.5, -0.2, 0.1]], vec![vec![-2.0, 0.7], vec![0.1, -1.1]]],
                a: vec![vec![0.1, 0.8], vec![0.6, 0.3], vec![0.9, 0.5]],
                y: vec![vec![0.0, 1.0], vec![1.0, 1.0], vec![0.0, 0.0]],
                lambda: 0.0,
            },
        ]
    }

    fn m(&self) -> f64 {
        self.a.len() as f64
    }

    fn outputs(&self) -> f64 {
        self.a[0].len() as f64
    }

    /// Returns the sum over all outputs of all examples, from the two terms of cross-entropy.
    fn costs(&self, of: fn(f64, f64) -> f64) -> f64 {
        self.a
            .iter()
            .flatten()
            .zip(self.y.iter().flatten())
            .map(|(a, y)| of(-y * a.ln(), -(1.0 - y) * (1.0 - a).ln()))
            .sum()
    }

    /// Returns the sum of the squares from a column on.
    fn squares(&self, column: usize) -> f64 {
        self.thetas.iter().flatten().flat_map(|row| &row[column..]).map(|weight| weight * weight).sum()
    }

    /// Returns J.
    fn cost(&self) -> f64 {
        self.costs(|yes, no| yes + no) / self.m() + self.lambda / (2.0 * self.m()) * self.squares(1)
    }
}

/// An answer of the reader: Θ, a, y and λ.
type Cost = fn(&[Vec<Vec<f64>>], &[Vec<f64>], &[Vec<f64>], f64) -> f64;

fn cost(answer: Cost) -> Verdict {
    let cases = Case::all();
    let names = cases
        .each_ref()
        .map(|Case { thetas, a, y, lambda }| format!("J for Θ = {thetas:?}, a = {a:.4?}, y = {y:?} and λ = {lambda}"));
    let each = |of: fn(&Case) -> f64| cases.each_ref().map(of);
    Expected::computed(names.into_iter().zip(each(Case::cost)))
        .mistake(
            each(|case| case.cost() + case.lambda / (2.0 * case.m()) * (case.squares(0) - case.squares(1))),
            "Your squares contain the biases. Column 0 of each matrix is left out, because a bias makes nothing steeper.",
        )
        .mistake(
            each(|case| case.cost() + case.lambda / 2.0 * case.squares(1) * (1.0 - 1.0 / case.m())),
            "The second term is not divided by m. It is added once, after the mean, as λ/(2m) times the squares.",
        )
        .mistake(
            each(|case| case.cost() + case.lambda / (2.0 * case.m()) * case.squares(1)),
            "The second term is twice what it should be: λ is divided by 2m. (The 2 cancels in the derivative.)",
        )
        .mistake(
            each(|case| case.cost() + case.costs(|yes, no| yes + no) / case.m() * (1.0 / case.outputs() - 1.0)),
            "You divide by the number of outputs. C adds up the outputs, and the mean is taken over the examples alone.",
        )
        .mistake(
            each(|case| case.cost() - case.costs(|_, no| no) / case.m()),
            "You score the outputs with the target 1 alone. An output with the target 0 costs −ln(1 − a).",
        )
        .mistake(
            each(|case| case.cost() + case.costs(|yes, no| yes + no) * (1.0 - 1.0 / case.m())),
            "The costs of the examples are added up. J is their mean, so divide by m.",
        )
        .check(cases.each_ref().map(|case| answer(&case.thetas, &case.a, &case.y, case.lambda)))
}

#[cfg(test)]
mod tests {
    use super::{Case, answers, cost, doubled, target_2, zeros};

    #[test]
    fn the_first_case_is_that_of_the_chapter() {
        let [first, ..] = Case::all();
        assert!((first.cost() - worked::by_hand::run().regularized).abs() < 1e-12);
    }

    #[test]
    fn the_cost_of_one_output_is_told() {
        let sentence = zeros([0.693, 0.693]).unwrap_err();
        assert!(sentence.contains("C adds them up"), "{sentence}");
    }

    #[test]
    fn a_term_that_should_be_halved_is_told() {
        let sentence = doubled([1.0, 1.0]).unwrap_err();
        assert!(sentence.contains("divided by m, too"), "{sentence}");
    }

    #[test]
    fn a_lowest_cost_is_missed() {
        let sentence = target_2(vec!["falls", "bounded"]).unwrap_err();
        assert!(sentence.starts_with("`negative` is missing."), "{sentence}");
        let sentence = target_2(vec!["falls", "negative", "bounded"]).unwrap_err();
        assert!(sentence.contains("another 2.3"), "{sentence}");
    }

    #[test]
    fn biases_among_the_squares_are_told() {
        let sentence = cost(|thetas, a, y, lambda| {
            let biases: f64 = thetas.iter().flatten().map(|row| row[0] * row[0]).sum();
            answers::cost(thetas, a, y, lambda) + lambda / (2.0 * a.len() as f64) * biases
        });
        assert!(sentence.unwrap_err().contains("contain the biases"));
    }

    #[test]
    fn a_mean_over_the_outputs_is_told() {
        let sentence = cost(|thetas, a, y, lambda| {
            let penalty = answers::cost(thetas, a, y, lambda) - answers::cost(thetas, a, y, 0.0);
            answers::cost(thetas, a, y, 0.0) / a[0].len() as f64 + penalty
        });
        assert!(sentence.unwrap_err().contains("number of outputs"));
    }
}
