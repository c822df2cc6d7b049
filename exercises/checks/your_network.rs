//! Checks the answers to chapter 19: Your own network.

#[cfg_attr(test, path = "../solutions/your_network.rs")]
#[cfg_attr(not(test), path = "../chapters/your_network.rs")]
#[allow(unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::{Activation, CrossEntropy, Samples, Sigmoid, network};
use exercises::{Check, Expected, Verdict};

network! {
    struct Paper { layers: 1 -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
}

pub const CHECKS: &[Check] = &[(3, || derivation(answers::derivation))];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

const NAMES: [&str; 16] = [
    "z₁⁽²⁾",
    "z₂⁽²⁾",
    "a₁⁽²⁾",
    "a₂⁽²⁾",
    "z₁⁽³⁾",
    "a₁⁽³⁾",
    "δ₁⁽³⁾",
    "δ₁⁽²⁾",
    "δ₂⁽²⁾",
    "D₁₀⁽¹⁾",
    "D₁₁⁽¹⁾",
    "D₂₀⁽¹⁾",
    "D₂₁⁽¹⁾",
    "D₁₀⁽²⁾",
    "D₁₁⁽²⁾",
    "D₁₂⁽²⁾",
];

/// The numbers of the forward pass and the errors, from which D follows.
struct Numbers {
    x: f64,
    z_2: [f64; 2],
    a_2: [f64; 2],
    z_3: f64,
    a_3: f64,
    delta_3: f64,
    delta_2: [f64; 2],
}

impl Numbers {
    fn new(theta_1: [[f64; 2]; 2], theta_2: [f64; 3], x: f64, y: f64) -> Self {
        let net = Paper { theta_1: theta_1.into(), theta_2: [theta_2].into() };
        let trace = net.trace(&Samples::new([[x]], [[y]]).expect("finite numbers"), 0.0);
        let (forward, deltas) = (&trace.forward[0], &trace.deltas[0]);
        let ([z_3], [a_3], [delta_3]) = (forward.z_3, forward.a_3, deltas.delta_3);
        Self { x, z_2: forward.z_2, a_2: forward.a_2, z_3, a_3, delta_3, delta_2: deltas.delta_2 }
    }

    /// Returns the sixteen numbers if the hidden errors are these, and the sixteen entries of D follow from them.
    fn with(&self, delta_2: [f64; 2]) -> [f64; 16] {
        let (Self { x, z_2, a_2, z_3, a_3, delta_3, .. }, [first, second]) = (self, delta_2);
        [
            z_2[0],
            z_2[1],
            a_2[0],
            a_2[1],
            *z_3,
            *a_3,
            *delta_3,
            first,
            second,
            first,
            first * x,
            second,
            second * x,
            *delta_3,
            delta_3 * a_2[0],
            delta_3 * a_2[1],
        ]
    }
}

/// An answer of the reader: the numbers of Θ⁽¹⁾, Θ⁽²⁾, x and y.
type Derivation = fn([[f64; 2]; 2], [f64; 3], f64, f64) -> [f64; 16];

fn derivation(answer: Derivation) -> Verdict {
    let cases = [
        ([[0.1, 0.4], [-0.2, 0.3]], [0.5, -0.7, 0.2], 2.0, 1.0),
        ([[-0.5, 1.5], [0.25, -1.0]], [-0.3, 0.9, 1.2], -0.75, 0.0),
    ];
    let each = |of: &dyn Fn(&Numbers, [f64; 3]) -> [f64; 16]| {
        let of_case = |(theta_1, theta_2, x, y)| of(&Numbers::new(theta_1, theta_2, x, y), theta_2);
        cases.map(of_case).concat()
    };
    // The hidden errors with another weight of unit j, or another factor of it.
    let errors = |weight: fn([f64; 3], usize) -> f64, factor: fn(&Numbers, usize) -> f64| {
        each(&|numbers, theta_2| {
            numbers.with([0, 1].map(|j| weight(theta_2, j) * numbers.delta_3 * factor(numbers, j)))
        })
    };
    let names = cases.iter().flat_map(|(.., x, y)| NAMES.map(|name| format!("{name} for x = {x} and y = {y}")));
    Expected::computed(names.zip(each(&|numbers, _| numbers.with(numbers.delta_2))))
        .mistake(errors(|theta, j| theta[j], |numbers, j| Sigmoid::g_prime(numbers.z_2[j])), "The first line that is off is δ⁽²⁾: you go back along columns 0 and 1 of Θ⁽²⁾. Column 0 holds the bias; unit j has column j.")
        .mistake(errors(|theta, j| theta[j + 1], |_, _| 1.0), "The first line that is off is δ⁽²⁾: g′ is missing.")
        .mistake(errors(|theta, j| theta[j + 1], |numbers, j| Sigmoid::g_prime(numbers.a_2[j])), "The first line that is off is δ⁽²⁾: you take g′ at a instead of z. In terms of a it is a (1 − a).")
        .mistake(errors(|theta, j| theta[j + 1], |numbers, _| Sigmoid::g_prime(numbers.z_3)), "The first line that is off is δ⁽²⁾: you take g′ at z⁽³⁾, the output's. A hidden unit has its own z.")
        .mistake(each(&|numbers, _| {
            let [first, second] = numbers.delta_2;
            let mut turned = numbers.with([-first, -second]);
            [6, 13, 14, 15].into_iter().for_each(|at| turned[at] = -turned[at]);
            turned
        }), "The first line that is off is δ⁽³⁾: it is y − a. The error is a − y, and everything behind it has turned its sign, too.")
        .check(cases.into_iter().flat_map(|(theta_1, theta_2, x, y)| answer(theta_1, theta_2, x, y)))
}

#[cfg(test)]
mod tests {
    use super::{answers, derivation};

    #[test]
    fn the_line_where_the_sign_turned_is_told() {
        let sentence = derivation(|theta_1, theta_2, x, y| {
            let mut numbers = answers::derivation(theta_1, theta_2, x, y);
            numbers[6..].iter_mut().for_each(|number| *number = -*number);
            numbers
        });
        assert!(sentence.unwrap_err().contains("it is y − a"));
    }

    #[test]
    fn the_first_line_that_is_off_is_told() {
        let sentence = derivation(|theta_1, theta_2, x, y| {
            let mut numbers = answers::derivation(theta_1, theta_2, x, y);
            numbers[4] += 1.0;
            numbers
        });
        assert!(sentence.unwrap_err().starts_with("z₁⁽³⁾ for x = 2 and y = 1 is"));
    }
}
