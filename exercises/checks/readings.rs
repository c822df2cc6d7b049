//! Checks the answers to chapter 15: Readings.

#[cfg_attr(test, path = "../solutions/readings.rs")]
#[cfg_attr(not(test), path = "../chapters/readings.rs")]
#[allow(unused_variables, dead_code, reason = "an answer that is not written yet uses nothing")]
mod answers;

use answers::{Dual, Step};
use backprop::{CrossEntropy, Relu, Sigmoid, network};
use exercises::{Check, Expected, Names, Verdict};
use worked::intuition::{THETA_1, THETA_2, THETA_3};

network! {
    struct Deep { layers: 7 -> 5 Relu -> 4 Relu -> 3 Sigmoid, cost: CrossEntropy }
}

pub const CHECKS: &[Check] = &[
    (1, || square(answers::square())),
    (2, || products(answers::products())),
    (4, || dual(Dual::plus, Dual::times, Dual::sigmoid)),
    (6, || slopes(answers::slopes)),
    (7, || overwritten(answers::wrong_when_overwritten())),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn square(answer: [f64; 2]) -> Verdict {
    Expected::by_hand([("the value", 9.0), ("the derivative", 6.0)])
        .mistake(
            [9.0, 1.0],
            "You squared the two parts one by one. The square is (3 + ε)(3 + ε): multiply each part by each.",
        )
        .mistake([9.0, 3.0], "3 · ε occurs twice, because both factors move: 3 · 1 + 1 · 3.")
        .mistake([9.0, 7.0], "You counted ε² in the derivative. ε² is 0.")
        .mistake([9.0, 2.0], "The derivative is that of z² at z = 3, and 2 z is not 2 there.")
        .mistake([16.0, 6.0], "You added ε to 3 as if it were 1. The two parts of a dual number stay apart.")
        .check(answer)
}

fn products(answer: [f64; 3]) -> Verdict {
    let operations = Deep::zeros().operations();
    // Each hidden error has one more product, with g′.
    let hidden = 5 + 4;
    let [forward, delta, accumulated] = [
        operations.forward.multiplications,
        operations.backward.multiplications - hidden,
        operations.accumulate.multiplications,
    ]
    .map(|count| count as f64);
    let weights = operations.weights as f64;
    Expected::by_hand([("the forward pass", forward), ("δ", delta), ("Δ", accumulated)])
        .mistake(
            [forward, forward, accumulated],
            "On the way back Θ⁽¹⁾ is not used: the input has no error, so the products with its weights are left out.",
        )
        .mistake(
            [weights, delta, weights],
            "You counted the biases, too. A bias is only added in the forward pass, and its entry of Δ is δ itself.",
        )
        .mistake(
            [weights, weights, weights],
            "You counted all weights each time. A bias is not multiplied, and the errors do not use Θ⁽¹⁾.",
        )
        .mistake(
            [forward, delta + hidden as f64, accumulated],
            "You counted the products with g′. They are left out here.",
        )
        .check(answer)
}

type Binary = fn(Dual, Dual) -> Dual;

fn dual(plus: Binary, times: Binary, sigmoid: fn(Dual) -> Dual) -> Verdict {
    let (a, b) = (Dual { value: 0.5, slope: 1.0 }, Dual { value: -2.0, slope: 3.0 });
    let parts = |dual: Dual| [dual.value, dual.slope];
    let (g, all) = (1.0 / (1.0 + (-b.value).exp()), [plus(a, b), times(a, b), sigmoid(b)]);
    let right = [
        a.value + b.value,
        a.slope + b.slope,
        a.value * b.value,
        a.slope * b.value + a.value * b.slope,
        g,
        g * (1.0 - g) * b.slope,
    ];
    let with = |changes: &[(usize, f64)]| {
        let mut numbers = right;
        changes.iter().for_each(|&(at, number)| numbers[at] = number);
        numbers
    };
    let names = ["sum", "product", "sigmoid"]
        .map(|of| [format!("the value of the {of}"), format!("the derivative of the {of}")]);
    Expected::computed(names.into_iter().flatten().zip(right))
        .mistake(with(&[(3, a.slope * b.slope)]), "The derivative of your product is the product of the derivatives. It has two parts: each factor moves while the other one stays.")
        .mistake(with(&[(3, a.slope * b.value)]), "The derivative of your product has only the part in which the first factor moves. The second one moves, too, times the value of the first.")
        .mistake(with(&[(3, a.value * b.slope)]), "The derivative of your product has only the part in which the second factor moves. The first one moves, too, times the value of the second.")
        .mistake(with(&[(5, g * (1.0 - g))]), "The derivative of your sigmoid is g′ alone. What comes in may move by any slope: multiply by it, which is the chain rule.")
        .mistake(with(&[(5, b.slope)]), "Your sigmoid passes the derivative on as it is. Multiply it by g′, which is g (1 − g).")
        .mistake(with(&[(5, 1.0 / (1.0 + (-b.slope).exp()))]), "Your sigmoid puts the derivative through g. Only the value goes through g; the derivative is multiplied by g′.")
        .check(all.into_iter().flat_map(parts))
}

/// What somebody may do wrong on the way back.
#[derive(Clone, Copy, PartialEq)]
enum Slip {
    None,
    Overwrites,
    SameFactor,
    NoSlope,
    SlopeOfTheResult,
    FirstToLast,
}

fn values(steps: &[Step]) -> Vec<f64> {
    let mut values = Vec::new();
    for step in steps {
        values.push(match *step {
            Step::Input(value) => value,
            Step::Sum(a, b) => values[a] + values[b],
            Step::Product(a, b) => values[a] * values[b],
            Step::Sigmoid(z) => g(values[z]),
        });
    }
    values
}

fn g(z: f64) -> f64 {
    1.0 / (1.0 + f64::exp(-z))
}

/// Goes back through a graph, with a slip.
fn reverse(steps: &[Step], slip: Slip) -> Vec<f64> {
    let values = values(steps);
    let mut slopes = vec![0.0; steps.len()];
    slopes[steps.len() - 1] = 1.0;
    let mut order: Vec<usize> = (0..steps.len()).rev().collect();
    if slip == Slip::FirstToLast {
        order.reverse();
    }
    for at in order {
        let (slope, value) = (slopes[at], values[at]);
        let passed = match (steps[at], slip) {
            (Step::Input(_), _) => vec![],
            (Step::Sum(a, b), _) => vec![(a, 1.0), (b, 1.0)],
            (Step::Product(a, b), Slip::SameFactor) => vec![(a, values[a]), (b, values[b])],
            (Step::Product(a, b), _) => vec![(a, values[b]), (b, values[a])],
            (Step::Sigmoid(z), Slip::NoSlope) => vec![(z, 1.0)],
            (Step::Sigmoid(z), Slip::SlopeOfTheResult) => vec![(z, g(value) * (1.0 - g(value)))],
            (Step::Sigmoid(z), _) => vec![(z, value * (1.0 - value))],
        };
        for (to, factor) in passed {
            let before = if slip == Slip::Overwrites { 0.0 } else { slopes[to] };
            slopes[to] = before + slope * factor;
        }
    }
    slopes
}

/// Returns the chain of the chapter up to a₃: w₁ is step 1, and w₂ is step 4.
fn chain() -> Vec<Step> {
    use Step::{Input, Product, Sigmoid};
    vec![Input(2.0), Input(0.5), Product(0, 1), Sigmoid(2), Input(-1.0), Product(3, 4), Sigmoid(5)]
}

/// Returns the 2-2-2-1 network without biases up to its output, and the places of the weights of each layer.
fn layers() -> (Vec<Step>, [Vec<usize>; 3]) {
    let mut steps = vec![Step::Input(1.0), Step::Input(0.5)];
    let mut units = vec![0, 1];
    let weights = [&THETA_1[..], &THETA_2[..], &THETA_3[..]].map(|theta| {
        let mut places = Vec::new();
        let mut next = Vec::new();
        for row in theta {
            let mut add = |step| {
                steps.push(step);
                steps.len() - 1
            };
            let [left, right] = [0, 1].map(|j| {
                let weight = add(Step::Input(row[j + 1]));
                places.push(weight);
                add(Step::Product(weight, units[j]))
            });
            let z = add(Step::Sum(left, right));
            next.push(add(Step::Sigmoid(z)));
        }
        units = next;
        places
    });
    (steps, weights)
}

fn slopes(answer: fn(&[Step], &[f64]) -> Vec<f64>) -> Verdict {
    let twice = vec![Step::Input(3.0), Step::Product(0, 0), Step::Sum(1, 0)];
    let graphs = [("x · x + x at x = 3", twice), ("the chain up to a₃", chain()), ("the 2-2-2-1 network", layers().0)];
    let each = |slip| graphs.iter().flat_map(move |(_, steps)| reverse(steps, slip));
    let names = graphs.iter().flat_map(|(name, steps)| {
        steps.iter().enumerate().map(move |(at, step)| format!("In {name}, the derivative along step {at}, {step:?},"))
    });
    Expected::computed(names.zip(each(Slip::None)))
        .mistake(each(Slip::Overwrites), "Where a value is used in several places, you overwrite its derivative. Rule 3: what comes back from these places adds up.")
        .mistake(each(Slip::SameFactor), "A product passes back to each factor the value of the *other* one: the derivative of a · b along a is b.")
        .mistake(each(Slip::NoSlope), "Your sigmoid passes the derivative back as it is. Its own derivative is the factor: with the result a, it is a (1 − a).")
        .mistake(each(Slip::SlopeOfTheResult), "You put the result of the sigmoid through the sigmoid again. `values` has a = g(z) already, and g′(z) is a (1 − a).")
        .mistake(each(Slip::FirstToLast), "You go from the first step to the last. A step can pass its derivative back only when it has received all of it, so begin at the last step.")
        .check(graphs.iter().flat_map(|(_, steps)| answer(steps, &values(steps))))
}

fn overwritten(answer: Vec<&str>) -> Verdict {
    // The mistake is made, and its derivatives are compared with the right ones.
    let is_wrong = |steps: &[Step], places: &[usize]| {
        let [right, wrong] = [Slip::None, Slip::Overwrites].map(|slip| reverse(steps, slip));
        places.iter().any(|&at| right[at] != wrong[at])
    };
    let (steps, [theta_1, theta_2, theta_3]) = layers();
    Names::new([
        ("D_3", is_wrong(&steps, &theta_3), "Each weight of Θ⁽³⁾ is used once, and what comes back to it passes through the output only."),
        ("D_2", is_wrong(&steps, &theta_2), "An activation of layer 3 is used in one place, by the output, so nothing has to be added up for δ⁽³⁾ and D⁽²⁾."),
        ("D_1", is_wrong(&steps, &theta_1), "Each activation of layer 2 is used by both units of layer 3. One of the two derivatives that come back is lost, so δ⁽²⁾ is wrong, and D⁽¹⁾ is computed from it."),
        ("w_1", is_wrong(&chain(), &[1]), "No value of the chain is used twice."),
        ("w_2", is_wrong(&chain(), &[4]), "No value of the chain is used twice."),
    ])
    .check(&answer)
}

#[cfg(test)]
mod tests {
    use super::answers::Dual;
    use super::{Slip, dual, overwritten, products, reverse, slopes, square};

    #[test]
    fn parts_that_are_squared_one_by_one_are_told() {
        assert!(square([9.0, 1.0]).unwrap_err().contains("multiply each part by each"));
    }

    #[test]
    fn the_weights_that_errors_do_not_use_are_told() {
        assert!(products([67.0, 67.0, 67.0]).unwrap_err().contains("the input has no error"));
        assert!(products([79.0, 32.0, 79.0]).unwrap_err().contains("A bias is only added"));
    }

    #[test]
    fn half_of_the_product_rule_is_told() {
        let times = |a: Dual, b: Dual| Dual { value: a.value * b.value, slope: a.slope * b.value };
        let sentence = dual(Dual::plus, times, Dual::sigmoid).unwrap_err();
        assert!(sentence.contains("only the part in which the first factor moves"), "{sentence}");
    }

    #[test]
    fn a_derivative_that_is_overwritten_is_told() {
        let sentence = slopes(|steps, _| reverse(steps, Slip::Overwrites)).unwrap_err();
        assert!(sentence.contains("adds up"), "{sentence}");
    }

    #[test]
    fn a_number_that_is_used_once_is_told() {
        assert!(overwritten(vec!["D_1", "w_1"]).unwrap_err().contains("No value of the chain"));
    }
}
