//! The known mistakes of a backward pass, as the gallery of the chapter makes them, and some more.

use super::numbers::{Case, Forward, Numbers, Step};
use backprop::equations::backward::hidden_error;
use backprop::equations::cost::example_cost;
use backprop::equations::gradient::{accumulate, mean_gradient};
use backprop::{Activation, CrossEntropy, Sigmoid, Theta};
use worked::mistakes::{Equations, MISTAKES, RIGHT};

/// A mistake: its name, the wrong equation and the right one, and what they mean.
pub struct Known {
    pub name: &'static str,
    pub wrong: &'static str,
    pub right: &'static str,
    pub why: &'static str,
    pub equations: Equations,
}

/// Returns the mistakes of the gallery that this network can have, then the others.
pub fn all() -> impl Iterator<Item = Known> {
    let gallery = MISTAKES.iter().filter_map(|mistake| {
        let why = WHY.iter().find(|(key, _)| *key == mistake.key)?.1;
        Some(Known {
            name: mistake.name,
            wrong: mistake.wrong,
            right: mistake.right,
            why,
            equations: mistake.equations,
        })
    });
    gallery.chain(others())
}

/// What each mistake of the gallery means. Those that are not here need several outputs, or a step of descent.
const WHY: [(&str, &str); 14] = [
    ("bias_forgotten", "The bias is the weight of the extra 1, and every z starts with it."),
    ("sign_of_delta", "With y − a, every number that follows has the other sign, and a step climbs."),
    ("g_prime_at_the_output", "With cross-entropy this factor cancels. It belongs to the hidden layers."),
    ("g_prime_forgotten", "The sum says how C depends on a. One more step of the chain rule leads to z."),
    ("g_prime_at_a", "In terms of z it is g′(z), in terms of a it is a (1 − a), without another sigmoid."),
    ("theta_not_transposed", "What unit j sends is in column j, so the first index is the one to sum over."),
    ("bias_row_kept", "Column 0 holds the biases, which come from no unit. Unit j has column j, counted from 0."),
    (
        "outer_product_turned",
        "Row i belongs to the unit at the head, which has the error; column j to the unit at the tail, which has the activation.",
    ),
    ("next_layer", "The activation is the one at the tail of the weight, in the layer that it comes from."),
    ("delta_overwritten", "Only the last example is left of the sum over all examples."),
    ("bias_penalized", "Column 0 of D is the mean of the errors and nothing else."),
    ("lambda_not_divided", "The regularization of J has the factor λ/2m, so its derivative is λ/m · Θ."),
    ("delta_divided_twice", "Divide by m once: either in Δ / m, or around the whole sum."),
    ("mean_forgotten", "J is the mean over the examples, so its derivative is one, too."),
];

/// Mistakes of which the gallery has a relative.
fn others() -> [Known; 6] {
    let sums = "Δ⁽ˡ⁾ := Δ⁽ˡ⁾ + δ⁽ˡ⁺¹⁾ (a⁽ˡ⁾)ᵀ";
    let mean = "Dᵢⱼ⁽ˡ⁾ = (Δᵢⱼ⁽ˡ⁾ + λ Θᵢⱼ⁽ˡ⁾) / m";
    [
        Known {
            name: "the slope of the sigmoid taken at z",
            wrong: "g′(z) = z (1 − z)",
            right: "g′(z) = a (1 − a)",
            why: "The short form of g′ is about the activation.",
            equations: Equations {
                hidden_error: |theta, delta, z| hidden_error(theta, delta, z, |z| z * (1.0 - z)),
                ..RIGHT
            },
        },
        Known {
            name: "a factor of the slope forgotten",
            wrong: "g′(z) = a",
            right: "g′(z) = a (1 − a)",
            why: "g′ is largest in the middle, where a is one half, and small on both sides.",
            equations: Equations { hidden_error: |theta, delta, z| hidden_error(theta, delta, z, Sigmoid::g), ..RIGHT },
        },
        Known {
            name: "the outer product transposed, except for the biases",
            wrong: "Δᵢⱼ⁽ˡ⁾ := Δᵢⱼ⁽ˡ⁾ + δⱼ⁽ˡ⁺¹⁾ aᵢ⁽ˡ⁾",
            right: "Δᵢⱼ⁽ˡ⁾ := Δᵢⱼ⁽ˡ⁾ + δᵢ⁽ˡ⁺¹⁾ aⱼ⁽ˡ⁾",
            why: "The row is that of the error, the column that of the activation.",
            equations: Equations {
                accumulate: |sum, delta, a| {
                    accumulate(sum, a, delta);
                    for i in 0..3 {
                        sum[i][0] += delta[i] - a[i];
                    }
                },
                ..RIGHT
            },
        },
        Known {
            name: "the column of the biases forgotten",
            wrong: "Δᵢ₀⁽ˡ⁾ = 0",
            right: sums,
            why: "The tail of a bias is the extra 1, so each example adds its error there.",
            equations: Equations {
                accumulate: |sum, delta, a| {
                    accumulate(sum, delta, a);
                    sum.iter_mut().for_each(|row| row[0] = 0.0);
                },
                ..RIGHT
            },
        },
        Known {
            name: "the regularization forgotten",
            wrong: "Dᵢⱼ⁽ˡ⁾ = Δᵢⱼ⁽ˡ⁾ / m",
            right: mean,
            why: "J contains the squares of all weights that are not biases, so D contains their derivatives.",
            equations: Equations { gradient: |sum, theta, _, m| mean_gradient(sum, theta, 0.0, m), ..RIGHT },
        },
        Known {
            name: "half of the regularization",
            wrong: "Dᵢⱼ⁽ˡ⁾ = (Δᵢⱼ⁽ˡ⁾ + λ/2 Θᵢⱼ⁽ˡ⁾) / m",
            right: mean,
            why: "The square has the derivative 2 Θ, and this 2 cancels the one of λ/2m.",
            equations: Equations {
                gradient: |sum, theta, lambda, m| mean_gradient(sum, theta, lambda / 2.0, m),
                ..RIGHT
            },
        },
    ]
}

/// Returns the wrong values of J that are known, each with what it means.
pub fn costs(case: &Case) -> [(f64, &'static str); 10] {
    let forward = case.forward(RIGHT.weighted_sum, Sigmoid::g);
    let of_example = |(forward, y): (&Forward, &f64)| {
        example_cost::<CrossEntropy, Sigmoid, _, 1>(&[forward.z[3][0]], &[forward.a[3][0]], &[*y])
    };
    let costs: f64 = forward.iter().zip(&case.y).map(of_example).sum();
    let of_ones: f64 = forward.iter().zip(&case.y).map(|example| example.1 * of_example(example)).sum();
    let halves: f64 = forward.iter().zip(&case.y).map(|(forward, y)| (forward.a[3][0] - y).powi(2) / 2.0).sum();
    let squares: f64 = case.thetas().iter().map(Theta::squares).sum();
    let biases: f64 = case.thetas().iter().flat_map(|theta| theta.iter()).map(|row| row[0] * row[0]).sum();
    let (m, lambda) = (case.m() as f64, case.lambda);
    [
        (costs / m, "The regularization is missing: J adds λ/2m times the squares of all weights that are not biases."),
        (costs + lambda / (2.0 * m) * squares, "The costs are added up, but J takes their mean."),
        (costs + lambda / 2.0 * squares, "You forgot to divide by m, the number of examples."),
        (costs / m + lambda / 2.0 * squares, "The regularization is not divided by m. Its factor is λ/2m."),
        (costs / m + lambda / m * squares, "The regularization is twice as large as it should be. Its factor is λ/2m."),
        (
            costs / m + lambda / (2.0 * m) * (squares + biases),
            "The biases are regularized. Column 0 is left out of the squares.",
        ),
        (
            halves / m + lambda / (2.0 * m) * squares,
            "This is J with the squared error. The cost of this network is cross-entropy.",
        ),
        (
            of_ones / m + lambda / (2.0 * m) * squares,
            "The examples with the target 0 cost nothing. The other half of C is −(1 − y) ln(1 − a).",
        ),
        (
            -costs / m + lambda / (2.0 * m) * squares,
            "The sign of the costs is wrong. The logarithm of a number below 1 is negative, and C is minus that.",
        ),
        (
            costs / m + lambda / 2.0 * m * squares,
            "The regularization is multiplied by m. A product that you divide by needs parentheses.",
        ),
    ]
}

/// Returns the numbers that each mistake gives for a step of all cases, where all steps before it are right.
pub fn wrong_numbers(step: Step, cases: &[Case], right: &[Numbers]) -> Vec<(Vec<f64>, String)> {
    if step == Step::Cost {
        let of_all: Vec<_> = cases.iter().map(costs).collect();
        let made = |at: usize| (of_all.iter().map(|costs| costs[at].0).collect(), of_all[0][at].1.to_owned());
        return (0..of_all[0].len()).map(made).collect();
    }
    let made = |known: Known| {
        let of_case = |(case, right): (&Case, &Numbers)| {
            let mut numbers = right.clone();
            numbers.recompute(step, case, &known.equations);
            numbers.of_step(step)
        };
        let Known { name, wrong, right: belongs, why, .. } = known;
        let sentence = format!("It looks like a known mistake, {name}: {wrong} where {belongs} belongs. {why}");
        (cases.iter().zip(right).flat_map(of_case).collect(), sentence)
    };
    let mut wrong: Vec<_> = all().map(made).collect();
    wrong.extend(SLIPS.iter().map(|(slip, why)| {
        let of_case = |(case, right): (&Case, &Numbers)| {
            let mut numbers = right.clone();
            slip(step, case, &mut numbers);
            numbers.of_step(step)
        };
        (cases.iter().zip(right).flat_map(of_case).collect(), (*why).to_owned())
    }));
    wrong
}

/// Replaces the numbers of a step by wrong ones, if the slip can happen in this step.
type Slip = fn(Step, &Case, &mut Numbers);

/// Slips: each equation is right, but one of its numbers is from another layer, or the mean is taken too early.
pub const SLIPS: [(Slip, &str); 5] = [
    (
        |step, case, numbers| hidden_errors(step, case, numbers, |layer| (layer, 5 - layer)),
        "It looks as if g′ were taken at the z of the other hidden layer. An error is about the z of its own unit.",
    ),
    (
        |step, case, numbers| hidden_errors(step, case, numbers, |layer| (layer - 1, layer)),
        "It looks as if Θ were one layer too early. Θ⁽ˡ⁾ leads from layer l to the next, so δ⁽ˡ⁾ comes back through Θ⁽ˡ⁾.",
    ),
    (
        |step, case, numbers| {
            let Step::Sums(layer @ (2 | 3)) = step else { return };
            numbers.sums[layer - 1] = Theta::zeros();
            for (errors, forward) in numbers.errors.iter().zip(case.forward(RIGHT.weighted_sum, Sigmoid::g)) {
                accumulate(&mut numbers.sums[layer - 1], &errors[layer - 2], &forward.a[layer - 1]);
            }
        },
        "It looks as if you multiplied δ and a of the same layer. A weight of Θ⁽ˡ⁾ has its tail in layer l and its head in the next, where its error is.",
    ),
    (
        |step, case, numbers| {
            if step == Step::Errors(4) {
                numbers.errors.iter_mut().for_each(|errors| errors[2][0] /= case.m() as f64);
            }
        },
        "It looks as if your errors were divided by m. They are those of one example; the mean is taken in D.",
    ),
    (
        |step, case, numbers| {
            if let Step::Sums(layer) = step {
                numbers.sums[layer - 1] = numbers.sums[layer - 1].map(|sum| sum / case.m() as f64);
            }
        },
        "It looks as if your Δ were divided by m. It is the sum over the examples; the mean is taken in D.",
    ),
];

/// Computes the errors of a hidden layer with Θ and z of the layers that `from` returns.
fn hidden_errors(step: Step, case: &Case, numbers: &mut Numbers, from: fn(usize) -> (usize, usize)) {
    let Step::Errors(layer @ (2 | 3)) = step else { return };
    let ((of_theta, of_z), thetas) = (from(layer), case.thetas());
    for (errors, forward) in numbers.errors.iter_mut().zip(case.forward(RIGHT.weighted_sum, Sigmoid::g)) {
        errors[layer - 2] = (RIGHT.hidden_error)(&thetas[of_theta - 1], &errors[layer - 1], &forward.z[of_z - 1]);
    }
}
