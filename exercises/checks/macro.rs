//! Checks the answers to chapter 17: What the macro wrote.

#[cfg_attr(test, path = "../solutions/macro.rs")]
#[cfg_attr(not(test), path = "../chapters/macro.rs")]
#[allow(unused_variables, unused_imports, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::equations::backward::hidden_error;
use backprop::equations::forward::{activate, weighted_sum};
use backprop::equations::gradient::accumulate;
use backprop::{Activation, CrossEntropy, Samples, Sigmoid, Tanh, Theta, network};
use exercises::{Check, Expected, Names, Verdict};
use worked::intuition;

network! {
    struct Net { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

pub const CHECKS: &[Check] = &[(2, || accumulated(answers::accumulated)), (3, || with_g(answers::wrong_with_g()))];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

type Sums = (Theta<f64, 3, 3>, Theta<f64, 1, 4>);
/// An answer of the reader: Δ of both layers, from Θ of both, x and y.
type Accumulated = fn(&Theta<f64, 3, 3>, &Theta<f64, 1, 4>, &[f64; 2], &[f64; 1]) -> Sums;

/// Computes Δ with a hidden g, the numbers that g′ is computed at, and whether what leads to Δ⁽²⁾ is a or z.
fn by_hand(net: &Net, x: &[f64; 2], y: &[f64; 1], g: fn(f64) -> f64, g_prime: fn(f64, f64) -> f64, of_z: bool) -> Sums {
    let z_2 = weighted_sum(&net.theta_1, x);
    let a_2 = activate(&z_2, g);
    let [z_3] = weighted_sum(&net.theta_2, &a_2);
    let delta_3 = [Sigmoid::g(z_3) - y[0]];
    let errors = hidden_error(&net.theta_2, &delta_3, &z_2, |_| 1.0);
    let delta_2 = [0, 1, 2].map(|j| errors[j] * g_prime(z_2[j], a_2[j]));
    let mut sums = (Theta::zeros(), Theta::zeros());
    accumulate(&mut sums.0, &delta_2, x);
    accumulate(&mut sums.1, &delta_3, if of_z { &z_2 } else { &a_2 });
    sums
}

fn accumulated(answer: Accumulated) -> Verdict {
    let cases = [(1, [0.5, -1.0], [1.0]), (2, [2.0, 0.25], [0.0])].map(|(seed, x, y)| (Net::random(seed), x, y));
    let numbers = |(first, second): Sums| [first.as_flattened().to_vec(), second.as_flattened().to_vec()].concat();
    let each = |g: fn(f64) -> f64, g_prime: fn(f64, f64) -> f64, of_z| {
        cases.iter().flat_map(move |(net, x, y)| numbers(by_hand(net, x, y, g, g_prime, of_z)))
    };
    let right = cases.iter().flat_map(|(net, x, y)| {
        let sums = net.accumulated(&Samples::new([*x], [*y]).expect("finite numbers"));
        numbers((sums.theta_1, sums.theta_2))
    });
    let names = cases.iter().flat_map(|(_, x, _)| {
        let entry = move |layer, row, column| format!("row {row}, column {column} of Δ⁽{layer}⁾ for x = {x:?}");
        let first = (1..=3).flat_map(move |row| (0..3).map(move |column| entry('¹', row, column)));
        first.chain((0..4).map(move |column| entry('²', 1, column)))
    });
    Expected::computed(names.zip(right))
        .mistake(each(Tanh::g, |_, _| 1.0, false), "g′ is missing from your hidden errors. `hidden_error` takes it as its last argument, `Tanh::g_prime`.")
        .mistake(each(Tanh::g, |_, a| Tanh::g_prime(a), false), "You take g′ at a⁽²⁾. It is a function of z, so the hidden errors need z⁽²⁾.")
        .mistake(each(Tanh::g, |z, _| Tanh::g(z), false), "Your hidden errors are multiplied by g. The factor of the chain rule is the slope, `Tanh::g_prime`.")
        .mistake(each(Tanh::g, |z, _| Sigmoid::g_prime(z), false), "Your hidden errors have the slope of the sigmoid. The hidden units are tanh units: one activation per layer, forward and backward.")
        .mistake(each(Sigmoid::g, |z, _| Sigmoid::g_prime(z), false), "Your hidden layer is one of sigmoid units. The declaration says `3 Tanh`.")
        .mistake(each(Tanh::g, |z, _| Tanh::g_prime(z), true), "Your Δ⁽²⁾ is δ⁽³⁾ times z⁽²⁾. A weight is multiplied by what the unit before it passes on, a⁽²⁾.")
        .check(cases.iter().flat_map(|(net, x, y)| numbers(answer(&net.theta_1, &net.theta_2, x, y))))
}

fn with_g(answer: Vec<&str>) -> Verdict {
    // The mistake is made, and its errors are compared with the right ones.
    let (net, run) = (intuition::sigmoid(), intuition::run().sigmoid);
    let (forward, deltas) = (&run.forward[0], &run.deltas[0]);
    let delta_3 = hidden_error(&net.theta_3, &deltas.delta_4, &forward.z_3, Sigmoid::g);
    let delta_2 = hidden_error(&net.theta_2, &delta_3, &forward.z_2, Sigmoid::g);
    let (is_3, is_2) = (delta_3 != deltas.delta_3, delta_2 != deltas.delta_2);
    Names::new([
        ("a_4", false, "The forward pass uses g, as it should. The mistake is in the backward pass."),
        ("delta_4", false, "δ⁽⁴⁾ is a⁽⁴⁾ − y. The template writes hidden errors only."),
        ("delta_3", is_3, "δ⁽³⁾ is the first error that the template writes, and a⁽³⁾ is not g′(z⁽³⁾)."),
        ("delta_2", is_2, "δ⁽²⁾ has the wrong factor itself, and is computed from a wrong δ⁽³⁾."),
        ("Delta_3", false, "Δ⁽³⁾ is δ⁽⁴⁾ times a⁽³⁾. Both are right."),
        ("Delta_2", is_3, "Δ⁽²⁾ is δ⁽³⁾ times a⁽²⁾, and δ⁽³⁾ is wrong."),
        ("Delta_1", is_2, "Δ⁽¹⁾ is δ⁽²⁾ times a⁽¹⁾, and δ⁽²⁾ is wrong."),
    ])
    .check(&answer)
}

#[cfg(test)]
mod tests {
    use super::{Net, accumulated, by_hand, with_g};
    use backprop::{Activation, Tanh};

    #[test]
    fn a_slope_at_the_activation_is_told() {
        let sentence = accumulated(|theta_1, theta_2, x, y| {
            let net = Net { theta_1: theta_1.clone(), theta_2: theta_2.clone() };
            by_hand(&net, x, y, Tanh::g, |_, a| Tanh::g_prime(a), false)
        });
        assert!(sentence.unwrap_err().contains("the hidden errors need z⁽²⁾"));
    }

    #[test]
    fn an_output_that_is_computed_before_is_told() {
        let sentence = with_g(vec!["delta_4", "delta_3", "delta_2", "Delta_2", "Delta_1"]).unwrap_err();
        assert!(sentence.contains("hidden errors only"), "{sentence}");
    }
}
