//! Checks the answers to chapter 20: Formulas you will meet elsewhere.

#[cfg_attr(test, path = "../solutions/elsewhere.rs")]
#[cfg_attr(not(test), path = "../chapters/elsewhere.rs")]
#[allow(unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::training::trainer::Updates;
use backprop::{Activation, OutputActivation, Sigmoid, Softmax, Trainer};
use exercises::{Check, Expected, Names, Verdict};
use worked::intuition;

pub const CHECKS: &[Check] = &[
    (1, || activations(answers::activations())),
    (5, || step(answers::step)),
    (6, || layer_by_layer(answers::wrong_layer_by_layer())),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn activations(answer: [f64; 4]) -> Verdict {
    let z = [1.0_f64, 2.0];
    let ([yes_1, yes_2], [class_1, class_2]) = (Sigmoid::activate(&z), Softmax::activate(&z));
    let [power_1, power_2] = z.map(f64::exp);
    let names = ["the first sigmoid", "the second sigmoid", "the first of the softmax", "the second of the softmax"];
    Expected::by_hand(names.into_iter().zip([yes_1, yes_2, class_1, class_2]))
        .mistake([class_1, class_2, yes_1, yes_2], "The two readings are the other way round: first the two sigmoid units.")
        .mistake([yes_1, yes_2, 1.0 / 3.0, 2.0 / 3.0], "You divided each z by the sum of both. The softmax divides the powers e^z by their sum.")
        .mistake([yes_1, yes_2, yes_1 / (yes_1 + yes_2), yes_2 / (yes_1 + yes_2)], "You divided the sigmoids by their sum. The softmax divides the powers e^z by their sum; no sigmoid is part of it.")
        .mistake([yes_1, yes_2, power_1, power_2], "You left out the last step of the softmax: divide each power by the sum of both, so that they add up to 1.")
        .mistake([Sigmoid::g(-1.0), Sigmoid::g(-2.0), class_1, class_2], "Your sigmoids are those of −1 and −2. The sigmoid is 1 / (1 + e^(−z)), and a positive z gives more than one half.")
        .check(answer)
}

type Step = fn([f64; 3], [f64; 3], f64, f64, f64) -> [f64; 3];

fn step(answer: Step) -> Verdict {
    let cases = [
        ([0.5, 3.0, -2.0], [1.5, -0.5, 0.25], 0.5, 0.8, 4.0),
        ([-1.0, 0.0, 1.0], [0.2, 0.4, -0.6], 0.1, 2.0, 10.0),
        // With one example, a division by m changes nothing.
        ([0.25, -0.75, 1.25], [-0.5, 0.1, 0.3], 1.0, 0.5, 1.0),
    ];
    let each = |step: Step| {
        cases.into_iter().flat_map(move |(theta, sums, alpha, lambda, m)| step(theta, sums, alpha, lambda, m))
    };
    let names = cases.into_iter().flat_map(|(_, _, alpha, lambda, m)| {
        [0, 1, 2].map(|j| format!("θ{} for α = {alpha}, λ = {lambda} and m = {m}", ['₀', '₁', '₂'][j]))
    });
    // A step that adds the part of the errors and the part of the regularization, with the bias or without it.
    macro_rules! step {
        (|$sum:ident, $theta:ident, $lambda:ident, $m:ident| $move:expr, bias: $bias:expr) => {
            each(|theta, sums, alpha, lambda, $m| {
                [0, 1, 2].map(|j| {
                    let ($sum, $theta) = (sums[j], theta[j]);
                    let $lambda = if j == 0 && !$bias { 0.0 } else { lambda };
                    theta[j] + alpha * $move
                })
            })
        };
    }
    Expected::computed(names.zip(step!(|sum, theta, lambda, m| (sum - lambda * theta) / m, bias: false)))
        .mistake(step!(|sum, theta, lambda, m| (sum + lambda * theta) / m, bias: false), "You add the regularization, too, so large weights grow. Only the sums have turned their sign, not λ θ.")
        .mistake(step!(|sum, theta, lambda, m| (-sum - lambda * theta) / m, bias: false), "You subtract the sums, so the weights go uphill: they hold y − a, which is −δ already.")
        .mistake(step!(|sum, theta, lambda, m| (sum - lambda * theta) / m, bias: true), "You regularize the bias, too. Column 0 has no part in the sum of squares.")
        .mistake(step!(|sum, theta, lambda, m| sum / m - lambda * theta, bias: false), "You divide only the sums by m. In the cost of this book the squares are divided by 2 m, so λ θ is divided by m.")
        .mistake(step!(|sum, theta, lambda, _m| sum - lambda * theta, bias: false), "You forgot to divide by m: J is a mean over the examples, and the sums are not.")
        .mistake(step!(|sum, _theta, _lambda, m| sum / m, bias: false), "The regularization is missing: λ θ is a part of D.")
        .check(each(answer))
}

fn layer_by_layer(answer: Vec<&str>) -> Verdict {
    // The mistake is made: one step in both ways.
    let [right, wrong] = [Updates::AtOnce, Updates::LayerByLayer].map(|updates| {
        let mut network = intuition::sigmoid();
        let trainer = Trainer::new(0.5).updates(updates).epochs(1);
        trainer.train(&mut network, &intuition::samples()).expect("one small step");
        network
    });
    let differ =
        |wrong: &[f64], right: &[f64]| wrong.iter().zip(right).any(|(wrong, right)| (wrong - right).abs() > 1e-9);
    let is_3 = differ(wrong.theta_3.as_flattened(), right.theta_3.as_flattened());
    let is_2 = differ(wrong.theta_2.as_flattened(), right.theta_2.as_flattened());
    let is_1 = differ(wrong.theta_1.as_flattened(), right.theta_1.as_flattened());
    Names::new([
        ("delta_4", false, "δ⁽⁴⁾ is a⁽⁴⁾ − y, from the forward pass. No weight has changed yet."),
        (
            "Theta_3",
            is_3,
            "Θ⁽³⁾ moves by δ⁽⁴⁾ times a⁽³⁾, and both are right. It is the first to move, not the wrong one.",
        ),
        ("delta_3", is_2, "δ⁽³⁾ is computed with Θ⁽³⁾, which has moved already."),
        ("Theta_2", is_2, "Θ⁽²⁾ moves by δ⁽³⁾ times a⁽²⁾, and δ⁽³⁾ is wrong."),
        ("delta_2", is_1, "δ⁽²⁾ is computed with Θ⁽²⁾, which has moved already, and from a wrong δ⁽³⁾."),
        ("Theta_1", is_1, "Θ⁽¹⁾ moves by δ⁽²⁾ times x, and δ⁽²⁾ is wrong."),
    ])
    .check(&answer)
}

#[cfg(test)]
mod tests {
    use super::{activations, layer_by_layer, step};

    #[test]
    fn a_softmax_without_powers_is_told() {
        assert!(activations([0.731, 0.881, 0.333, 0.667]).unwrap_err().contains("divides the powers"));
    }

    #[test]
    fn a_regularization_that_lets_weights_grow_is_told() {
        let sentence = step(|theta, sums, alpha, lambda, m| {
            [0, 1, 2].map(|j| theta[j] + alpha * (sums[j] + if j == 0 { 0.0 } else { lambda * theta[j] }) / m)
        });
        assert!(sentence.unwrap_err().contains("large weights grow"));
    }

    #[test]
    fn the_weights_that_move_first_are_told() {
        let sentence = layer_by_layer(vec!["Theta_3", "delta_3", "Theta_2", "delta_2", "Theta_1"]).unwrap_err();
        assert!(sentence.contains("the first to move"), "{sentence}");
    }
}
