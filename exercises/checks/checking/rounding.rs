//! Tells apart numbers that are right and differ from the crate's in their last bits: which sum has another order.
//!
//! Each way to compute a step starts from the answer's own numbers of the steps before. The way that gives the answer's
//! numbers to the last bit is the one that the reader has written.

use super::numbers::{Case, Forward, Matrix, Numbers, STEPS, Units};
use backprop::equations::cost::example_cost;
use backprop::{Activation, CrossEntropy, Sigmoid};
use worked::mistakes::RIGHT;

/// A way to compute something, and what is to be said if it is not the crate's. The crate's own is the first of a list.
type Way<F> = (&'static str, F);

/// Θ and a of a layer → z of the next.
type WeightedSum = fn(&Matrix, &Units) -> Units;

const WEIGHTED_SUMS: [Way<WeightedSum>; 3] = [
    ("", RIGHT.weighted_sum),
    ("in z you add the bias last, and the crate begins with it", |theta, a| {
        [0, 1, 2].map(|i| theta[i][1] * a[0] + theta[i][2] * a[1] + theta[i][0])
    }),
    ("in z you add the last unit first, and the crate the first one", |theta, a| {
        [0, 1, 2].map(|i| theta[i][0] + theta[i][2] * a[1] + theta[i][1] * a[0])
    }),
];

/// z → a.
type ActivationFunction = fn(f64) -> f64;

const SIGMOIDS: [Way<ActivationFunction>; 2] = [
    ("", Sigmoid::g),
    ("you compute the sigmoid as eᶻ / (1 + eᶻ), and the crate as 1 / (1 + e⁻ᶻ)", |z| z.exp() / (1.0 + z.exp())),
];

/// A column of weights, the errors to its right, z and a of the unit → its error.
type HiddenError = fn(&Units, &Units, f64, f64) -> f64;

const HIDDEN_ERRORS: [Way<HiddenError>; 6] = [
    ("", |column, delta, z, _| sum(column, delta, 1.0) * Sigmoid::g_prime(z)),
    (SLOPE, |column, delta, _, a| sum(column, delta, 1.0) * (a * (1.0 - a))),
    (SLOPE, |column, delta, _, a| sum(column, delta, 1.0) * a * (1.0 - a)),
    ("in δ you compute g′ as a − a², and the crate as g(z) g(−z)", |column, delta, _, a| {
        sum(column, delta, 1.0) * (a - a * a)
    }),
    (INSIDE, |column, delta, z, _| sum(column, delta, Sigmoid::g_prime(z))),
    (INSIDE, |column, delta, _, a| sum(column, delta, a * (1.0 - a))),
];

const SLOPE: &str = "in δ you compute g′ as a (1 − a), and the crate as g(z) g(−z)";
const INSIDE: &str = "in δ you multiply each term of the sum by g′, and the crate multiplies the sum once";

fn sum(column: &Units, delta: &Units, g_prime: f64) -> f64 {
    column.iter().zip(delta).fold(0.0, |sum, (weight, delta)| sum + weight * delta * g_prime)
}

/// The products of all examples → their sum.
type Sum = fn(&[f64]) -> f64;

const SUMS: [Way<Sum>; 2] = [
    ("", |products| products.iter().fold(0.0, |sum, product| sum + product)),
    ("in Δ you add the last example first, and the crate the first one", |products| {
        products.iter().rev().fold(0.0, |sum, product| sum + product)
    }),
];

/// Δᵢⱼ, Θᵢⱼ, λ and m → Dᵢⱼ of a weight that is no bias.
type Gradient = fn(f64, f64, f64, f64) -> f64;

const GRADIENTS: [Way<Gradient>; 4] = [
    ("", |sum, theta, lambda, m| (sum + lambda * theta) / m),
    (ONE_BY_ONE, |sum, theta, lambda, m| sum / m + lambda / m * theta),
    (ONE_BY_ONE, |sum, theta, lambda, m| sum / m + lambda * theta / m),
    ("in D you multiply by 1/m, and the crate divides by m", |sum, theta, lambda, m| 1.0 / m * (sum + lambda * theta)),
];

const ONE_BY_ONE: &str = "in D you divide Δ and λ Θ by m one by one, and the crate divides their sum";

/// z, a and y → C.
type ExampleCost = fn(f64, f64, f64) -> f64;

const COSTS: [Way<ExampleCost>; 3] = [
    ("", |z, a, y| example_cost::<CrossEntropy, Sigmoid, _, 1>(&[z], &[a], &[y])),
    ("you compute C from the logarithms of a and 1 − a, and the crate from z", |_, a, y| {
        -y * a.ln() - (1.0 - y) * (1.0 - a).ln()
    }),
    (
        "you compute C as y ln(1 + e⁻ᶻ) + (1 − y) ln(1 + eᶻ), which overflows for a z far from 0, and the crate takes the power out of the logarithm",
        |z, _, y| y * (1.0 + (-z).exp()).ln() + (1.0 - y) * (1.0 + z.exp()).ln(),
    ),
];

/// The squares of the weights of the three matrices, row by row → their sum.
type Squares = fn(&[Vec<f64>; 3]) -> f64;

const SQUARES: [Way<Squares>; 2] = [
    ("", |squares| {
        squares
            .each_ref()
            .map(|of| of.iter().fold(0.0, |sum, square| sum + square))
            .iter()
            .fold(0.0, |sum, of| sum + of)
    }),
    ("in J you add all squares one by one, and the crate those of each matrix first", |squares| {
        squares.iter().flatten().fold(0.0, |sum, square| sum + square)
    }),
];

/// The sum of all C, that of all squares, λ and m → J.
type Mean = fn(f64, f64, f64, f64) -> f64;

const MEANS: [Way<Mean>; 3] = [
    ("", |costs, squares, lambda, m| costs / m + lambda / (2.0 * m) * squares),
    (
        "in J you multiply the squares by λ before you divide by 2m, and the crate multiplies them by λ/2m",
        |costs, squares, lambda, m| costs / m + lambda * squares / (2.0 * m),
    ),
    ("in J you divide costs and squares by m together, and the crate one by one", |costs, squares, lambda, m| {
        (costs + lambda / 2.0 * squares) / m
    }),
];

/// Returns a sentence about the last bits of an answer whose numbers are right.
pub fn remark(cases: &[Case], given: &[Numbers]) -> String {
    let is_right = |(case, given): (&Case, &Numbers)| {
        let right = Numbers::right(case);
        STEPS.iter().all(|step| given.of_step(*step) == right.of_step(*step))
    };
    if cases.iter().zip(given).all(is_right) {
        return "Every number is that of the crate to the last bit: all your sums have the book's order.".to_owned();
    }
    let (mut told, passes) = forward(cases, given);
    told.extend([hidden_errors(&passes), sums(&passes), gradients(&passes)]);
    told.extend(costs(&passes));
    told.retain(|way| !way.is_empty());
    let told = told.join("; ");
    format!("All numbers are right. Some differ from the crate's by rounding alone, which is no mistake: {told}.")
}

/// A case, the answer's numbers, and the forward pass of each example.
type Passes<'a> = Vec<(&'a Case, &'a Numbers, Vec<Forward>)>;

/// Returns the forward pass that gives the answer's δ⁽⁴⁾, or the crate's if none does.
fn forward<'a>(cases: &'a [Case], given: &'a [Numbers]) -> (Vec<&'static str>, Passes<'a>) {
    let by = |weighted_sum, g| -> Passes<'a> {
        cases.iter().zip(given).map(|(case, given)| (case, given, case.forward(weighted_sum, g))).collect()
    };
    for (of_z, weighted_sum) in WEIGHTED_SUMS {
        for (of_a, g) in SIGMOIDS {
            let passes = by(weighted_sum, g);
            let gives_the_errors = passes.iter().all(|(case, given, forward)| {
                let errors = forward.iter().zip(&case.y).map(|(forward, y)| forward.a[3][0] - y);
                errors.eq(given.errors.iter().map(|errors| errors[2][0]))
            });
            if gives_the_errors {
                return (vec![of_z, of_a], passes);
            }
        }
    }
    (vec!["the forward pass has another order, and this check cannot tell which"], by(RIGHT.weighted_sum, Sigmoid::g))
}

fn hidden_errors(passes: &Passes) -> &'static str {
    let units = || [2, 3].into_iter().flat_map(|layer| [0, 1].map(|j| (layer, j)));
    let gives = |hidden_error: HiddenError| {
        passes.iter().all(|(case, given, forward)| {
            let thetas = case.thetas();
            given.errors.iter().zip(forward).all(|(errors, forward)| {
                units().all(|(layer, j)| {
                    let column = [0, 1, 2].map(|i| thetas[layer - 1][i][j + 1]);
                    let (z, a) = (forward.z[layer - 1][j], forward.a[layer - 1][j]);
                    hidden_error(&column, &errors[layer - 1], z, a) == errors[layer - 2][j]
                })
            })
        })
    };
    let way = HIDDEN_ERRORS.into_iter().find(|(_, hidden_error)| gives(*hidden_error));
    way.map_or("δ⁽³⁾ and δ⁽²⁾ have another order, and this check cannot tell which", |(way, _)| way)
}

/// Returns the layer, the row and the column of each weight.
fn weights() -> impl Iterator<Item = (usize, usize, usize)> {
    [(1, 2), (2, 2), (3, 1)]
        .into_iter()
        .flat_map(|(layer, rows)| (0..rows).flat_map(move |i| (0..3).map(move |j| (layer, i, j))))
}

fn sums(passes: &Passes) -> &'static str {
    let gives = |sum: Sum| {
        passes.iter().all(|(_, given, forward)| {
            weights().all(|(layer, i, j)| {
                let product = |(errors, forward): (&[Units; 3], &Forward)| {
                    errors[layer - 1][i] * if j == 0 { 1.0 } else { forward.a[layer - 1][j - 1] }
                };
                let products: Vec<f64> = given.errors.iter().zip(forward).map(product).collect();
                sum(&products) == given.sums[layer - 1][i][j]
            })
        })
    };
    let way = SUMS.into_iter().find(|(_, sum)| gives(*sum));
    way.map_or("Δ has another order, and this check cannot tell which", |(way, _)| way)
}

fn gradients(passes: &Passes) -> &'static str {
    let gives = |gradient: Gradient| {
        passes.iter().all(|(case, given, _)| {
            let (thetas, m) = (case.thetas(), case.m() as f64);
            weights().filter(|(.., j)| *j > 0).all(|(layer, i, j)| {
                let (sum, theta) = (given.sums[layer - 1][i][j], thetas[layer - 1][i][j]);
                gradient(sum, theta, case.lambda, m) == given.gradient[layer - 1][i][j]
            })
        })
    };
    let way = GRADIENTS.into_iter().find(|(_, gradient)| gives(*gradient));
    way.map_or("D has another order, and this check cannot tell which", |(way, _)| way)
}

fn costs(passes: &Passes) -> Vec<&'static str> {
    let gives = |cost: ExampleCost, total: Squares, mean: Mean| {
        passes.iter().all(|(case, given, forward)| {
            let cost = |(of, y): (&Forward, &f64)| cost(of.z[3][0], of.a[3][0], *y);
            let costs = forward.iter().zip(&case.y).map(cost).fold(0.0, |sum, cost| sum + cost);
            let squares =
                case.thetas().map(|theta| theta.iter().flat_map(|row| [row[1] * row[1], row[2] * row[2]]).collect());
            mean(costs, total(&squares), case.lambda, case.m() as f64) == given.cost
        })
    };
    for (of_c, cost) in COSTS {
        for (of_squares, total) in SQUARES {
            for (of_j, mean) in MEANS {
                if gives(cost, total, mean) {
                    return vec![of_c, of_squares, of_j];
                }
            }
        }
    }
    vec!["J has another order, and this check cannot tell which"]
}
