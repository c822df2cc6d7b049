//! Checks the answers to chapter 9: Is it right?

#[cfg_attr(test, path = "../solutions/checking.rs")]
#[cfg_attr(not(test), path = "../chapters/checking.rs")]
#[allow(unused_variables, dead_code, reason = "an answer that is not written yet uses nothing")]
mod answers;
#[path = "checking/known.rs"]
mod known;
#[path = "checking/numbers.rs"]
mod numbers;
#[path = "checking/page.rs"]
mod page;
#[path = "checking/rounding.rs"]
mod rounding;

use backprop::{GradientCheck, Network};
use exercises::{Check, Expected, Names, Verdict};
use worked::mistakes::{Equations, MISTAKES, Square};

pub const CHECKS: &[Check] = &[
    (1, || measured_slopes(answers::measured_slopes())),
    (2, || unseen_without_lambda(answers::unseen_without_lambda())),
    (6, || measured_gradient(answers::measured_gradient)),
    (7, || page::check(answers::backpropagation).map(|remark| println!("{remark}"))),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn measured_slopes(answer: [f64; 2]) -> Verdict {
    let (t, epsilon): (f64, f64) = (3.0, 0.1);
    let (above, here, below) = ((t + epsilon).powi(2), t.powi(2), (t - epsilon).powi(2));
    let (one_side, both_sides) = ((above - here) / epsilon, (above - below) / (2.0 * epsilon));
    Expected::by_hand([("The slope to one side", one_side), ("the slope to both sides", both_sides)])
        .mistake([both_sides, one_side], "The two are in the other order: one side comes first.")
        .mistake([one_side, (above - below) / epsilon], "The first is right. To both sides the points are twice the distance apart, so the second difference is divided by 0.2.")
        .mistake([above - here, above - below], "These are the moves of t². A slope is the move divided by the distance between both points.")
        .mistake([(here - below) / epsilon, both_sides], "The second is right. For the first you moved t down, and the exercise moves it up.")
        .mistake([both_sides, both_sides], "The second is right. To one side, the measured slope is not exact: take 3.1² − 3².")
        .check(answer)
}

fn unseen_without_lambda(answer: Vec<&str>) -> Verdict {
    const J: &str = "It changes J whatever λ is, so J and D disagree.";
    const ERRORS: &str = "It changes errors, and these do not depend on λ.";
    const SUMS: &str = "It changes Δ, and Δ does not depend on λ.";
    const MEAN: &str = "It changes what Δ is divided by, and Δ is not 0 without the regularization.";
    let passes = |key: &str| {
        let mistake = MISTAKES.iter().find(|mistake| mistake.key == key).expect("the gallery has this mistake");
        passes_without_lambda(&mistake.equations)
    };
    let gallery = [
        ("bias_forgotten", J),
        ("one_output_in_the_cost", J),
        ("sign_of_delta", ERRORS),
        ("g_prime_at_the_output", ERRORS),
        ("g_prime_forgotten", ERRORS),
        ("g_prime_at_a", ERRORS),
        ("theta_not_transposed", ERRORS),
        ("bias_row_kept", ERRORS),
        ("outer_product_turned", SUMS),
        ("next_layer", SUMS),
        ("delta_overwritten", SUMS),
        ("bias_penalized", "With λ = 0, λ Θ is 0, for biases as well as for other weights."),
        ("lambda_not_divided", "With λ = 0, λ Θ is 0, whether it is divided by m or not."),
        ("delta_divided_twice", MEAN),
        ("mean_forgotten", MEAN),
    ];
    Names::new(gallery.map(|(key, why)| (key, passes(key), why))).check(&answer)
}

/// Runs the gradient check with these equations and λ = 0, for the gradient and the cost.
fn passes_without_lambda(equations: &Equations) -> bool {
    let (network, samples, epsilon) = (equations.network(), equations.samples(), 6e-6);
    let mut measured = Square::zeros();
    for (layer, theta) in network.thetas().into_iter().enumerate() {
        for (at, weight) in theta.indexed_iter() {
            let cost_at = |weight: f64| {
                let mut moved = network.clone();
                moved.thetas_mut()[layer][at] = weight;
                equations.cost(&moved, &samples, 0.0)
            };
            let slope = (cost_at(weight + epsilon) - cost_at(weight - epsilon)) / (2.0 * epsilon);
            measured.thetas_mut()[layer][at] = slope;
        }
    }
    let pass = equations.pass(&network, &samples, 0.0, 0.0);
    GradientCheck::new(&pass.gradient, &measured, epsilon, pass.cost).agrees()
}

/// A cost to measure: its formula, J, the weights, and the distance.
type Measured = (&'static str, fn(&[f64]) -> f64, &'static [f64], f64);

const MEASURED: [Measured; 3] = [
    ("J = Θ₁³", |theta| theta[0].powi(3), &[2.0], 0.1),
    ("J = Θ₁³ Θ₂² + Θ₃", |theta| theta[0].powi(3) * theta[1].powi(2) + theta[2], &[0.5, -2.0, 7.0], 0.25),
    ("J = exp(Θ₁ − 2 Θ₂)", |theta| (theta[0] - 2.0 * theta[1]).exp(), &[0.3, 0.1], 0.01),
];

type MeasuredGradient = fn(&[f64], &dyn Fn(&[f64]) -> f64, f64) -> Vec<f64>;

fn measured_gradient(answer: MeasuredGradient) -> Verdict {
    let by = |way: MeasuredGradient| {
        MEASURED.into_iter().flat_map(move |(_, cost, theta, epsilon)| way(theta, &cost, epsilon))
    };
    let names = MEASURED.into_iter().flat_map(|(formula, _, theta, epsilon)| {
        ["Θ₁", "Θ₂", "Θ₃"][..theta.len()]
            .iter()
            .map(move |weight| format!("The slope along {weight} of {formula} with ε = {epsilon}"))
    });
    for (formula, cost, theta, epsilon) in MEASURED {
        let (found, asked) = (answer(theta, &cost, epsilon).len(), theta.len());
        if found != asked {
            return Err(format!(
                "For {formula} you return {found} slopes. There is one along each weight, so {asked}."
            ));
        }
    }
    Expected::computed(names.zip(by(central)))
        .mistake(
            by(|theta, cost, epsilon| each(theta, |j| (cost(&moved(theta, j, epsilon)) - cost(theta)) / epsilon)),
            "You move to one side only. The error of this has the factor ε; to both sides it has ε².",
        )
        .mistake(
            by(|theta, cost, epsilon| central(theta, cost, epsilon).iter().map(|slope| 2.0 * slope).collect()),
            "You divide by ε. From Θ − ε to Θ + ε it is 2ε.",
        )
        .mistake(
            by(|theta, cost, epsilon| {
                let moves = central(theta, cost, epsilon).into_iter().map(|slope| slope * 2.0 * epsilon);
                moves.map(|by| by / 2.0 * epsilon).collect()
            }),
            "You divide by 2 and multiply by ε. A product that you divide by needs parentheses.",
        )
        .mistake(
            by(|theta, cost, epsilon| {
                central(theta, cost, epsilon).iter().map(|slope| slope * 2.0 * epsilon).collect()
            }),
            "These are the moves of J. A slope is the move divided by the distance between both points, 2ε.",
        )
        .mistake(
            by(|theta, cost, epsilon| {
                let all = |by: f64| cost(&theta.iter().map(|theta| theta + by).collect::<Vec<f64>>());
                each(theta, |_| (all(epsilon) - all(-epsilon)) / (2.0 * epsilon))
            }),
            "You move all weights at once. Each slope is about one weight, while the others stay as they are.",
        )
        .mistake(
            by(|theta, cost, epsilon| {
                let left = |j: usize| {
                    theta
                        .iter()
                        .enumerate()
                        .map(|(k, theta)| if k < j { theta - epsilon } else { *theta })
                        .collect::<Vec<f64>>()
                };
                each(theta, |j| central(&left(j), cost, epsilon)[j])
            }),
            "You do not put a weight back: when the next one moves, it is still at Θ − ε.",
        )
        .mistake(
            by(|theta, cost, epsilon| central(theta, cost, epsilon).iter().map(|slope| -slope).collect()),
            "Every slope has the wrong sign. Subtract J at Θ − ε from J at Θ + ε.",
        )
        .check(by(answer))
}

fn central(theta: &[f64], cost: &dyn Fn(&[f64]) -> f64, epsilon: f64) -> Vec<f64> {
    each(theta, |j| (cost(&moved(theta, j, epsilon)) - cost(&moved(theta, j, -epsilon))) / (2.0 * epsilon))
}

fn each(theta: &[f64], slope: impl Fn(usize) -> f64) -> Vec<f64> {
    (0..theta.len()).map(slope).collect()
}

fn moved(theta: &[f64], j: usize, by: f64) -> Vec<f64> {
    let mut moved = theta.to_vec();
    moved[j] += by;
    moved
}

#[cfg(test)]
mod tests {
    use super::{answers, measured_gradient, measured_slopes, unseen_without_lambda};

    #[test]
    fn a_difference_to_both_sides_is_divided_by_twice_the_distance() {
        assert!(measured_slopes([6.1, 12.0]).unwrap_err().contains("divided by 0.2"));
    }

    #[test]
    fn a_mistake_that_is_always_seen_is_told() {
        let sentence = unseen_without_lambda(vec!["bias_penalized", "lambda_not_divided", "mean_forgotten"]);
        assert!(sentence.unwrap_err().contains("what Δ is divided by"));
    }

    #[test]
    fn a_product_without_its_parentheses_is_told() {
        let sentence = measured_gradient(|theta, cost, epsilon| {
            let moves = answers::measured_gradient(theta, cost, epsilon).into_iter().map(|slope| slope * 2.0 * epsilon);
            moves.map(|by| by / 2.0 * epsilon).collect()
        });
        assert!(sentence.unwrap_err().contains("needs parentheses"));
    }

    #[test]
    fn slopes_that_are_not_there_are_told_for_their_cost() {
        let sentence = measured_gradient(|_, _, _| Vec::new()).unwrap_err();
        assert!(sentence.starts_with("For J = Θ₁³ you return 0 slopes."), "{sentence}");
    }

    #[test]
    fn a_weight_that_is_not_put_back_is_told() {
        let sentence = measured_gradient(|theta, cost, epsilon| {
            let mut moved = theta.to_vec();
            let mut slope = |j: usize| {
                moved[j] += epsilon;
                let above = cost(&moved);
                moved[j] -= 2.0 * epsilon;
                (above - cost(&moved)) / (2.0 * epsilon)
            };
            (0..theta.len()).map(&mut slope).collect()
        });
        assert!(sentence.unwrap_err().contains("do not put a weight back"));
    }
}
