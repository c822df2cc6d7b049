//! Checks the answers to chapter 2: One neuron.

#[cfg_attr(test, path = "../solutions/one_neuron.rs")]
#[cfg_attr(not(test), path = "../chapters/one_neuron.rs")]
#[allow(unused_variables, dead_code, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::{Activation, Sigmoid};
use exercises::{Check, Expected, Names, Verdict};

pub const CHECKS: &[Check] = &[
    (1, || by_hand(answers::weighted_sum_of_a_virginica())),
    (5, || probability(answers::probability)),
    (6, || step(answers::step)),
    (7, || without_the_center(answers::changed_without_the_center())),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

/// The settings of the chapter's run.
const CENTER: [f64; 2] = [5.0, 1.5];
const LAMBDA: f64 = 0.1;
const RATE: f64 = 0.5;

/// A neuron and its training set.
struct Training {
    theta: [f64; 3],
    x: Vec<[f64; 2]>,
    y: Vec<f64>,
    lambda: f64,
    rate: f64,
}

impl Training {
    /// Returns the petals of the chapter, measured from a center, and a neuron of zeros.
    fn of_petals(center: [f64; 2]) -> Self {
        let rows = include_str!("../../examples/data/iris.csv").lines().skip(1).map(|row| {
            let numbers: Vec<f64> = row.split(',').map(|number| number.parse().expect("a number")).collect();
            ([numbers[2] - center[0], numbers[3] - center[1]], numbers[4])
        });
        // Species 0 is the setosa, which the chapter leaves out.
        let (x, y) = rows.filter(|(_, species)| *species > 0.0).map(|(x, species)| (x, species - 1.0)).unzip();
        Self { theta: [0.0; 3], x, y, lambda: LAMBDA, rate: RATE }
    }

    fn m(&self) -> f64 {
        self.x.len() as f64
    }

    fn z(&self) -> Vec<f64> {
        self.x.iter().map(|[x_1, x_2]| self.theta[0] + self.theta[1] * x_1 + self.theta[2] * x_2).collect()
    }

    fn deltas(&self) -> Vec<f64> {
        self.z().into_iter().zip(&self.y).map(|(z, y)| Sigmoid::g(z) - y).collect()
    }

    /// Returns the sums of δ times each input over the petals; the input of the bias is 1.
    fn sums(&self) -> [f64; 3] {
        self.deltas()
            .iter()
            .zip(&self.x)
            .fold([0.0; 3], |[s_0, s_1, s_2], (delta, [x_1, x_2])| [s_0 + delta, s_1 + delta * x_1, s_2 + delta * x_2])
    }

    /// Returns the derivatives of J.
    fn slopes(&self) -> [f64; 3] {
        let [s_0, s_1, s_2] = self.sums();
        [s_0, s_1 + self.lambda * self.theta[1], s_2 + self.lambda * self.theta[2]].map(|slope| slope / self.m())
    }

    /// Returns the weights after a step against these slopes.
    fn against(&self, slopes: [f64; 3]) -> [f64; 3] {
        [0, 1, 2].map(|j| self.theta[j] - self.rate * slopes[j])
    }

    /// Returns J.
    fn cost(&self) -> f64 {
        let costs = self.z().into_iter().zip(&self.y).map(|(z, y)| {
            let h = Sigmoid::g(z);
            -y * h.ln() - (1.0 - y) * (1.0 - h).ln()
        });
        let squares = self.theta[1].powi(2) + self.theta[2].powi(2);
        (costs.sum::<f64>() + self.lambda / 2.0 * squares) / self.m()
    }

    /// Returns the weights after a thousand steps, those of the chapter.
    fn trained() -> [f64; 3] {
        let mut training = Self::of_petals(CENTER);
        for _ in 0..1000 {
            training.theta = training.against(training.slopes());
        }
        training.theta
    }
}

fn by_hand(answer: f64) -> Verdict {
    let [bias, w_1, w_2] = Training::trained();
    let z = |length: f64, width: f64| bias + w_1 * (length - CENTER[0]) + w_2 * (width - CENTER[1]);
    let right = z(6.0, 2.5);
    Expected::by_hand([("z", right)])
        .mistake([right - bias], "These are the votes alone. The bias θ₀ belongs to z, too.")
        .mistake(
            [bias + w_1 * 6.0 + w_2 * 2.5],
            "Your inputs are the length and the width. The inputs of the neuron are measured from the center, 5.0 cm × 1.5 cm.",
        )
        .mistake([Sigmoid::g(right)], "This is h, the output. z is the number that goes into the sigmoid.")
        .mistake([z(4.7, 1.4)], "This is z of the versicolor of the chapter. The petal of this one has 6.0 cm × 2.5 cm.")
        .check([answer])
}

fn probability(answer: fn([f64; 3], f64, f64) -> f64) -> Verdict {
    let cases = [
        ([-0.2, 4.6, 5.0], 4.7, 1.4),
        ([-0.2, 4.6, 5.0], 5.1, 1.6),
        ([0.5, -1.0, 2.0], 5.5, 1.0),
        ([1.0, 0.0, 0.0], 4.0, 1.5),
    ];
    let names =
        cases.map(|(theta, length, width)| format!("h for θ = {theta:?} and a petal of {length} cm × {width} cm"));
    let each = |of: fn([f64; 3], f64, f64) -> f64| {
        cases.map(|(theta, length, width)| of(theta, length - CENTER[0], width - CENTER[1]))
    };
    Expected::computed(names.into_iter().zip(each(|[b, w_1, w_2], x_1, x_2| Sigmoid::g(b + w_1 * x_1 + w_2 * x_2))))
        .mistake(
            each(|[b, w_1, w_2], x_1, x_2| b + w_1 * x_1 + w_2 * x_2),
            "This is z, which can be any number. The sigmoid makes a probability of it.",
        )
        .mistake(
            each(|[b, w_1, w_2], x_1, x_2| Sigmoid::g(b + w_1 * (x_1 + CENTER[0]) + w_2 * (x_2 + CENTER[1]))),
            "Your inputs are the length and the width. Subtract the center from them: x₁ says by how much the petal is longer than 5.0 cm, x₂ by how much it is wider than 1.5 cm.",
        )
        .mistake(
            each(|[_, w_1, w_2], x_1, x_2| Sigmoid::g(w_1 * x_1 + w_2 * x_2)),
            "The bias is missing. It is added to the votes, and multiplied by no input.",
        )
        .mistake(
            each(|[b, w_1, w_2], x_1, x_2| Sigmoid::g(-(b + w_1 * x_1 + w_2 * x_2))),
            "This is 1 − h, the probability of a versicolor: the sign of z is the opposite of what it should be.",
        )
        .mistake(
            each(|[b, w_1, w_2], x_1, x_2| Sigmoid::g(b - w_1 * x_1 - w_2 * x_2)),
            "You subtract the petal from the center. A petal that is longer than the center has a positive x₁.",
        )
        .mistake(
            each(|[w_1, w_2, b], x_1, x_2| Sigmoid::g(b + w_1 * x_1 + w_2 * x_2)),
            "You took the last entry of θ for the bias. The bias is the first, θ₀.",
        )
        .mistake(
            each(|[b, w_1, w_2], x_1, x_2| Sigmoid::g(b + w_2 * x_1 + w_1 * x_2)),
            "θ₁ and θ₂ are exchanged. θ₁ belongs to x₁, the length, and θ₂ to x₂, the width.",
        )
        .mistake(
            each(|[b, w_1, w_2], x_1, x_2| f64::from(b + w_1 * x_1 + w_2 * x_2 >= 0.0)),
            "This is the decision. The probability is h itself, before it is compared with one half.",
        )
        .check(cases.map(|(theta, length, width)| answer(theta, length, width)))
}

/// An answer of the reader: θ, x, y, λ and α.
type Step = fn([f64; 3], &[[f64; 2]], &[f64], f64, f64) -> [f64; 3];

fn step(answer: Step) -> Verdict {
    let cases = [
        Training {
            theta: [0.2, 0.4, -0.3],
            x: vec![[-0.3, -0.1], [1.0, 1.0], [0.4, -0.5]],
            y: vec![0.0, 1.0, 1.0],
            lambda: 0.6,
            rate: 0.5,
        },
        Training { theta: [-0.1, 2.0, 1.0], x: vec![[0.5, -1.5]], y: vec![0.0], lambda: 0.3, rate: 1.0 },
        Training {
            theta: [0.7, -0.2, 0.5],
            x: vec![[0.1, 0.9], [-1.2, 0.3]],
            y: vec![1.0, 0.0],
            lambda: 0.0,
            rate: 0.1,
        },
    ];
    let names = cases.iter().flat_map(|case| {
        let Training { theta, x, y, lambda, rate } = case;
        let given = format!("θ = {theta:?}, x = {x:?}, y = {y:?}, λ = {lambda} and α = {rate}");
        ["θ₀", "θ₁", "θ₂"].map(|name| format!("{name} after a step from {given}"))
    });
    let each = |after: fn(&Training) -> [f64; 3]| cases.iter().flat_map(after);
    Expected::computed(names.zip(each(|case| case.against(case.slopes()))))
        .mistake(each(Training::slopes), "This is the gradient. The step is α times the gradient, subtracted from θ.")
        .mistake(
            each(|case| case.against(case.sums().map(|sum| sum / case.m()))),
            "The penalty is missing. J has a second half, and its derivative for θⱼ is λ/m times θⱼ, for each weight but the bias.",
        )
        .mistake(
            each(|case| {
                let ([s_0, s_1, s_2], theta) = (case.sums(), case.theta);
                case.against([-s_0, -s_1 + case.lambda * theta[1], -s_2 + case.lambda * theta[2]].map(|s| s / case.m()))
            }),
            "Your δ is y − h. The error is what the neuron answered minus what is right, h − y.",
        )
        .mistake(
            each(|case| {
                let [s_0, s_1, s_2] = case.slopes();
                case.against([s_0 + case.lambda * case.theta[0] / case.m(), s_1, s_2])
            }),
            "θ₁ and θ₂ are right. You made θ₀ pay a penalty, too: the sum of the squares in J begins with θ₁, because the bias makes the neuron no surer.",
        )
        .mistake(
            each(|case| case.against(case.slopes().map(|slope| slope * case.m()))),
            "Your slopes are sums over the petals. J is a mean, so divide by m; the penalty is divided by m as well.",
        )
        .mistake(
            each(|case| {
                let ([s_0, s_1, s_2], [_, w_1, w_2]) = (case.sums(), case.theta);
                case.against([s_0, s_1 + case.lambda / case.m() * w_1, s_2 + case.lambda / case.m() * w_2])
            }),
            "The penalty is right. You add up the slopes of the petals, and J takes a mean: divide this sum by m.",
        )
        .mistake(
            each(|case| case.against(case.slopes().map(|slope| -slope))),
            "You climb. The gradient points up, so the step is subtracted from θ.",
        )
        .mistake(
            each(|case| {
                let mut theta = case.against(case.sums().map(|s| s / case.m()));
                for j in [1, 2] {
                    theta[j] -= case.rate * case.lambda * case.theta[j];
                }
                theta
            }),
            "The derivative of the penalty is λ/m times the weight. Yours is not divided by m, which only the case with one petal forgives.",
        )
        .mistake(
            each(|case| {
                let mut one = Training { x: Vec::new(), y: Vec::new(), ..*case };
                for (x, y) in case.x.iter().zip(&case.y) {
                    (one.x, one.y) = (vec![*x], vec![*y]);
                    one.lambda = case.lambda / case.m();
                    one.rate = case.rate / case.m();
                    one.theta = one.against(one.slopes());
                }
                one.theta
            }),
            "You change θ after each petal, so the next petal meets another neuron. Here the gradient is taken over all petals with the same θ, and one step follows.",
        )
        .check(cases.iter().flat_map(|case| answer(case.theta, &case.x, &case.y, case.lambda, case.rate)))
}

fn without_the_center(answer: Vec<&str>) -> Verdict {
    // The mistake is made, and its numbers are compared with the right ones.
    let [before, before_without] = [CENTER, [0.0; 2]].map(Training::of_petals);
    let step = |center| {
        let mut training = Training::of_petals(center);
        training.theta = training.against(training.slopes());
        training
    };
    let [after, after_without] = [CENTER, [0.0; 2]].map(step);
    Names::new([
        (
            "delta",
            differ(&before.deltas(), &before_without.deltas()),
            "With weights of 0 the neuron answers one half to every petal, whatever its inputs are.",
        ),
        (
            "slopes",
            differ(&before.slopes(), &before_without.slopes()),
            "The slope for θ₁ is the mean of δ · x₁, and δ is ½ for each versicolor and −½ for each virginica. There are equally many of both, so a number that is subtracted from every x₁ cancels.",
        ),
        ("theta", differ(&after.theta, &after_without.theta), "The weights start from 0, and the slopes are the same."),
        ("z", differ(&after.z(), &after_without.z()), "z is computed from the inputs, and now the weights are not 0."),
        (
            "cost",
            differ(&[after.cost()], &[after_without.cost()]),
            "J is computed from every z. The lengths are around 5 and θ₁ is positive, so z is large for the versicolors, too.",
        ),
    ])
    .check(&answer)
}

/// Returns whether numbers differ by more than rounding.
fn differ(some: &[f64], others: &[f64]) -> bool {
    some.iter().zip(others).any(|(some, other)| (some - other).abs() > 1e-9)
}

#[cfg(test)]
mod tests {
    use super::{CENTER, LAMBDA, RATE, Training, answers, by_hand, probability, step, without_the_center};

    #[test]
    fn a_thousand_steps_lead_to_the_weights_of_the_chapter() {
        let Training { mut theta, x, y, .. } = Training::of_petals(CENTER);
        for _ in 0..1000 {
            theta = answers::step(theta, &x, &y, LAMBDA, RATE);
        }
        assert_eq!(theta.map(|weight| format!("{weight:.6}")), ["-0.210597", "4.597973", "4.980149"]);
        for (theta, trained) in theta.into_iter().zip(Training::trained()) {
            assert!((theta - trained).abs() < 1e-9);
        }
    }

    #[test]
    fn a_petal_that_is_not_measured_from_the_center_is_told() {
        let sentence = by_hand(-0.211 + 4.598 * 6.0 + 4.98 * 2.5).unwrap_err();
        assert!(sentence.contains("measured from the center"), "{sentence}");
        let sentence = probability(|theta, length, width| answers::probability(theta, length + 5.0, width + 1.5));
        assert!(sentence.unwrap_err().contains("Subtract the center"));
    }

    #[test]
    fn a_bias_with_a_penalty_is_told() {
        let sentence = step(|theta, x, y, lambda, rate| {
            let [bias, w_1, w_2] = answers::step(theta, x, y, lambda, rate);
            [bias - rate * lambda / x.len() as f64 * theta[0], w_1, w_2]
        });
        assert!(sentence.unwrap_err().contains("θ₀ pay a penalty"));
    }

    #[test]
    fn a_step_without_the_penalty_is_told() {
        let sentence = step(|theta, x, y, _, rate| answers::step(theta, x, y, 0.0, rate));
        assert!(sentence.unwrap_err().starts_with("The penalty is missing"));
    }

    #[test]
    fn a_sum_with_a_penalty_that_is_divided_is_told() {
        let sentence = step(|theta, x, y, lambda, rate| {
            let m = x.len() as f64;
            answers::step(theta, x, y, lambda / m, rate * m)
        });
        assert!(sentence.unwrap_err().starts_with("The penalty is right."));
    }

    #[test]
    fn a_step_that_climbs_is_told() {
        let sentence = step(|theta, x, y, lambda, rate| answers::step(theta, x, y, lambda, -rate));
        assert!(sentence.unwrap_err().starts_with("You climb."));
    }

    #[test]
    fn a_decision_and_exchanged_weights_are_told() {
        let sentence = probability(|theta, length, width| answers::probability(theta, length, width).round());
        assert!(sentence.unwrap_err().starts_with("This is the decision."));
        let sentence = probability(|[b, w_1, w_2], length, width| answers::probability([b, w_2, w_1], length, width));
        assert!(sentence.unwrap_err().starts_with("θ₁ and θ₂ are exchanged."));
    }

    #[test]
    fn a_step_after_each_petal_is_told() {
        let sentence = step(|mut theta, x, y, lambda, rate| {
            let m = x.len() as f64;
            for (x, y) in x.iter().zip(y) {
                theta = answers::step(theta, &[*x], &[*y], lambda / m, rate / m);
            }
            theta
        });
        assert!(sentence.unwrap_err().contains("after each petal"));
    }

    #[test]
    fn the_first_step_does_not_depend_on_the_center() {
        let sentence = without_the_center(vec!["slopes", "theta", "z", "cost"]).unwrap_err();
        assert!(sentence.contains("equally many of both"), "{sentence}");
    }
}
