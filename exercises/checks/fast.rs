//! Checks the answers to chapter 13: Fast.

#[cfg_attr(test, path = "../solutions/fast.rs")]
#[cfg_attr(not(test), path = "../chapters/fast.rs")]
#[allow(unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use exercises::{Check, Expected, Names, Verdict};
use std::ops::{Add, Mul};

pub const CHECKS: &[Check] = &[
    (1, || multiplications_of_w2(answers::multiplications_of_w2())),
    (4, || shared_sum(answers::true_with_a_shared_sum())),
    (5, || multiplications(answers::multiplications)),
    (6, || weighted_sums(answers::weighted_sums)),
    (7, || dot(answers::dot)),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

/// Counts multiplications: for z and for Δ by every layer of weights, and for δ by all but the first. `weights` is the
/// number of weights between two layers.
fn count(units: &[usize], weights: fn(usize, usize) -> usize, uses: fn(usize) -> usize) -> f64 {
    let layers = units.windows(2).enumerate();
    layers.map(|(before, pair)| uses(before) * weights(pair[0], pair[1])).sum::<usize>() as f64
}

fn without_biases(before: usize, after: usize) -> usize {
    before * after
}

fn with_biases(before: usize, after: usize) -> usize {
    (before + 1) * after
}

fn uses(before: usize) -> usize {
    if before == 0 { 2 } else { 3 }
}

/// Adds the mistakes that both counts share. `each` returns what a way to count gives.
fn with_mistakes(
    expected: Expected,
    each: impl Fn(fn(usize, usize) -> usize, fn(usize) -> usize) -> Vec<f64>,
) -> Expected {
    expected
        .mistake(each(without_biases, |_| 3), "This is three for each weight. Θ⁽¹⁾ is used for z and for Δ only, since there is no δ⁽¹⁾.")
        .mistake(each(with_biases, uses), "You counted the biases. A bias is added to z as it is, and its part of Δ is δ itself, so nothing is multiplied.")
        .mistake(each(without_biases, |_| 2), "The multiplications of the backward pass are missing: a weight of Θ⁽²⁾ is multiplied by an error, too.")
        .mistake(each(without_biases, |_| 1), "This is the forward pass alone. The gradient needs δ and Δ, too.")
}

fn multiplications_of_w2(answer: usize) -> Verdict {
    let each = |weights, uses| vec![count(&[400, 25, 10], weights, uses)];
    let right = each(without_biases, uses);
    with_mistakes(Expected::counted([("The number of multiplications", right[0])]), each).check([answer as f64])
}

fn multiplications(answer: fn(&[usize]) -> usize) -> Verdict {
    let networks: [&[usize]; 5] = [&[2, 2, 2, 1], &[400, 25, 10], &[784, 30, 10], &[784, 512, 256, 10], &[3, 4]];
    let each = |weights, uses| networks.map(|units| count(units, weights, uses)).to_vec();
    let names = networks.map(|units| format!("The number of multiplications for {units:?}"));
    with_mistakes(Expected::computed(names.into_iter().zip(each(without_biases, uses))), each)
        .check(networks.map(|units| answer(units) as f64))
}

fn shared_sum(answer: Vec<&str>) -> Verdict {
    // What three threads add, and all orders in which they may be ready.
    let parts = [0.1, 0.2, 0.3];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let sums = orders.map(|order| order.iter().fold(0.0, |sum, thread| sum + parts[*thread]));
    let is_same = sums.iter().all(|sum: &f64| sum.to_bits() == sums[0].to_bits());
    let is_near = sums.iter().all(|sum| (sum - sums[0]).abs() < 1e-7 * sums[0]);
    Names::new([
        ("complete", true, "No addition gets lost, so each product is in the sum."),
        ("gradient_check", is_near, "The sums differ in their last digits only, which is much less than what a gradient check allows."),
        ("same_bits", is_same, "The threads are ready in another order in each run. 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 are rounded differently, and the next step starts from there."),
        ("same_time", true, "Each thread adds when it is ready. That is what is gained; what is lost is the order."),
    ])
    .check(&answer)
}

/// An answer of the reader: z of a block, from loaded weights and activations.
type WeightedSums = fn(&mut dyn FnMut(usize, usize) -> f64, &[[f64; 3]]) -> Vec<[f64; 2]>;

const THETA: [[f64; 4]; 2] = [[0.5, -1.0, 2.0, 0.25], [-0.3, 0.7, 0.1, -2.0]];
const BLOCKS: [&[[f64; 3]]; 3] = [
    &[[1.0, 2.0, -1.0], [0.5, 0.0, 3.0], [-2.0, 1.0, 0.1], [0.2, 0.3, 0.4]],
    &[[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]],
    &[[3.0, -1.0, 0.5]],
];

fn weighted_sums(answer: WeightedSums) -> Verdict {
    // The numbers of loads, and then all z, so that a wrong loop order is the last to be told.
    let of = |sums: WeightedSums| {
        let mut loads = Vec::new();
        let mut numbers = Vec::new();
        for block in BLOCKS {
            let mut count = 0;
            let mut load = |i: usize, j: usize| {
                count += 1;
                THETA[i][j]
            };
            let z = sums(&mut load, block);
            numbers.extend(z.into_iter().flatten());
            loads.push(f64::from(count));
        }
        numbers.extend(loads);
        numbers
    };
    let zs = BLOCKS.iter().flat_map(|block| {
        (0..2 * block.len()).map(move |at| format!("z of unit {} and row {} for a = {block:?}", at % 2 + 1, at / 2))
    });
    let loads = BLOCKS.iter().map(|block| format!("The number of loads for {} examples", block.len()));
    let right: WeightedSums = |load, a| {
        let theta = [0, 1].map(|i| [0, 1, 2, 3].map(|j| load(i, j)));
        a.iter().map(|a| theta.map(|row| row[0] + row[1] * a[0] + row[2] * a[1] + row[3] * a[2])).collect()
    };
    Expected::computed(zs.chain(loads).zip(of(right)))
        .mistake(of(|load, a| {
            a.iter().map(|a| [0, 1].map(|i| load(i, 0) + (0..3).map(|j| load(i, j + 1) * a[j]).sum::<f64>())).collect()
        }), "The z are right, but every weight is loaded once for each example. Make the loop over the examples the innermost one: load a weight, and use it for all rows.")
        .mistake(of(|load, a| {
            let theta = [0, 1].map(|i| [0, 1, 2, 3].map(|j| load(i, j)));
            a.iter().map(|a| theta.map(|row| row[1] * a[0] + row[2] * a[1] + row[3] * a[2])).collect()
        }), "The bias is missing. It is in column 0 of Θ, and is added to each z as it is.")
        .mistake(of(|load, a| {
            let theta = [0, 1].map(|i| [0, 1, 2].map(|j| load(i, j)));
            a.iter().map(|a| theta.map(|row| row[0] * a[0] + row[1] * a[1] + row[2] * a[2])).collect()
        }), "Your columns are one too far to the left: column 0 holds the biases, and column j + 1 belongs to a[j].")
        .mistake(of(|load, a| {
            let theta = [0, 1].map(|i| [0, 1, 2, 3].map(|j| load(i, j)));
            let mut sums = [0.0; 2];
            let rows = a.iter().map(|a| {
                for i in 0..2 {
                    sums[i] += theta[i][0] + theta[i][1] * a[0] + theta[i][2] * a[1] + theta[i][3] * a[2];
                }
                sums
            });
            rows.collect()
        }), "Your sums go on from row to row. Every example has z of its own; only Δ is added up over the block.")
        .check(of(answer))
}

/// A number that knows how many additions it had to wait for, one after the other.
#[derive(Debug, Clone, Copy, Default)]
struct Waiting {
    value: f64,
    additions: usize,
}

impl Add for Waiting {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { value: self.value + other.value, additions: 1 + self.additions.max(other.additions) }
    }
}

impl Mul for Waiting {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self { value: self.value * other.value, additions: self.additions.max(other.additions) }
    }
}

fn dot(answer: fn(&[Waiting], &[Waiting]) -> Waiting) -> Verdict {
    // For each length, the result and the additions that are too many in a row.
    let of = |dot: &dyn Fn(&[Waiting], &[Waiting]) -> Waiting| {
        [8, 32, 4]
            .into_iter()
            .flat_map(|length: usize| {
                let numbers = |of: fn(usize) -> f64| -> Vec<Waiting> {
                    (0..length).map(|at| Waiting { value: of(at), additions: 0 }).collect()
                };
                let sum = dot(&numbers(|at| 1.0 + at as f64), &numbers(|at| (at as f64 - 1.5) / 2.0));
                [sum.value, sum.additions.saturating_sub(length / 4 + 3) as f64]
            })
            .collect::<Vec<f64>>()
    };
    // Adds every one of `step` products to a sum of its own, and returns the first `kept` sums together.
    let sums = |step: usize, kept: usize| {
        of(&move |a: &[Waiting], b: &[Waiting]| {
            let mut sums = vec![Waiting::default(); step];
            for at in 0..a.len() {
                sums[at % step] = sums[at % step] + a[at] * b[at];
            }
            sums[..kept].iter().copied().reduce(Add::add).expect("there is a sum")
        })
    };
    let names = [8, 32, 4].into_iter().flat_map(|length| {
        [
            format!("The sum of {length} products"),
            format!("The number of additions in a row that are too many, for {length} products,"),
        ]
    });
    Expected::computed(names.zip(sums(4, 4)))
        .mistake(sums(1, 1), "The result is right, but each addition waits for the one before, because all of them go to the same sum. Use four sums, and add these at the end.")
        .mistake(sums(2, 2), "Two sums wait half as long as one. There should be four.")
        .mistake(sums(4, 1), "You return the first of the four sums. The others have to be added to it at the end.")
        .check(of(&answer))
}

#[cfg(test)]
mod tests {
    use super::{Waiting, answers, dot, multiplications, multiplications_of_w2, shared_sum, weighted_sums};

    #[test]
    fn biases_that_are_counted_are_told() {
        let sentence = multiplications_of_w2(2 * 25 * 401 + 3 * 10 * 26).unwrap_err();
        assert!(sentence.starts_with("You counted the biases"), "{sentence}");
    }

    #[test]
    fn errors_of_the_inputs_are_told() {
        let sentence = multiplications(|units| units.windows(2).map(|pair| 3 * pair[0] * pair[1]).sum()).unwrap_err();
        assert!(sentence.contains("no δ⁽¹⁾"), "{sentence}");
    }

    #[test]
    fn an_order_that_changes_is_told() {
        let sentence = shared_sum(vec!["complete", "gradient_check", "same_bits", "same_time"]).unwrap_err();
        assert!(sentence.contains("another order in each run"), "{sentence}");
    }

    #[test]
    fn loads_for_each_example_are_told() {
        let sentence =
            weighted_sums(|load, a| a.iter().flat_map(|row| answers::weighted_sums(load, &[*row])).collect());
        assert!(sentence.unwrap_err().contains("innermost"));
    }

    #[test]
    fn a_single_sum_is_told() {
        let sentence = dot(|a, b| a.iter().zip(b).fold(Waiting::default(), |sum, (a, b)| sum + *a * *b)).unwrap_err();
        assert!(sentence.contains("waits for the one before"), "{sentence}");
    }
}
