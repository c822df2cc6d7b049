//! Checks the answers to chapter 7: Going backwards.

#[cfg_attr(test, path = "../solutions/backward.rs")]
#[cfg_attr(not(test), path = "../chapters/backward.rs")]
#[allow(unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::equations::backward::hidden_error;
use backprop::equations::gradient::accumulate;
use backprop::{Activation, Sigmoid, Theta};
use exercises::{Check, Expected, Names, Verdict};
use worked::{by_hand, intuition};

pub const CHECKS: &[Check] = &[
    (1, || one_error(answers::one_error())),
    (4, || hidden_errors(answers::hidden_errors)),
    (5, || without_the_transpose(answers::wrong_without_the_transpose())),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn one_error(answer: f64) -> Verdict {
    let run = by_hand::run();
    let (column, g_prime) = ([run.parts[0][1], run.parts[1][1]], run.g_prime_2[1]);
    let delta_3 = run.batch.deltas[0].delta_3;
    let [[_, _, in_2], [_, in_1_of_2, in_2_of_2]] = intuition::THETA_2;
    assert_eq!(column, [in_2 * delta_3[0], in_2_of_2 * delta_3[1]]);
    Expected::by_hand([("δ₂⁽²⁾", run.batch.deltas[0].delta_2[1])])
        .mistake(
            [run.sums[1]],
            "This is the sum over both paths without its last factor, the slope of the sigmoid g′(z₂⁽²⁾). It says how much C changes with a₂⁽²⁾, and δ is about z₂⁽²⁾.",
        )
        .mistake([run.not_transposed[1]], "You went along row 2 of Θ⁽²⁾, which holds what unit 2 of layer 3 receives. What unit 2 of layer 2 sends is in column 2.")
        .mistake([run.batch.deltas[0].delta_2[0]], "This is δ₁⁽²⁾, the error of the first unit. Unit 2 sends along column 2 of Θ⁽²⁾.")
        .mistake([(in_1_of_2 * delta_3[1] + intuition::THETA_2[0][1] * delta_3[0]) * g_prime], "You took column 1 of Θ⁽²⁾, which unit 1 sends along. Count columns from 0: column 0 holds the biases.")
        .mistake([column[0] * g_prime], "This is the path through unit 1 of layer 3 alone. z₂⁽²⁾ acts on unit 2 of layer 3, too, and the paths add up.")
        .mistake([column[1] * g_prime], "This is the path through unit 2 of layer 3 alone. z₂⁽²⁾ acts on unit 1 of layer 3, too, and the paths add up.")
        .check([answer])
}

/// An answer of the reader: Θ, the errors to its right, and g′ of the units to its left.
type HiddenErrors = fn([[f64; 3]; 2], [f64; 2], [f64; 2]) -> [f64; 2];

fn hidden_errors(answer: HiddenErrors) -> Verdict {
    let case = |delta, g_prime| (intuition::THETA_2, delta, g_prime);
    let cases = [
        case([-0.117, 0.073], [0.2475, 0.2489]),
        case([1.0, 0.0], [1.0, 1.0]),
        ([[5.0, 1.0, 2.0], [7.0, 3.0, 4.0]], [0.5, -2.0], [0.1, 0.2]),
    ];
    // Each variant is a row of the table of mistakes: the weight of unit i for unit j, and the factor of unit j.
    let each = |weight: fn(&[[f64; 3]; 2], usize, usize) -> f64, factor: fn(f64) -> f64| {
        cases.iter().flat_map(move |(theta, delta, g_prime)| {
            [0, 1].map(|j| (weight(theta, 0, j) * delta[0] + weight(theta, 1, j) * delta[1]) * factor(g_prime[j]))
        })
    };
    let slope_of_the_next = cases.iter().flat_map(|(theta, delta, g_prime)| {
        [0, 1].map(|j| (0..2).map(|i| theta[i][j + 1] * delta[i] * g_prime[i]).sum())
    });
    let names = cases.iter().flat_map(|(theta, delta, g_prime)| {
        ["δ₁", "δ₂"]
            .map(|name| format!("{name} for Θ = {theta:?}, δ of the next layer = {delta:?} and g′ = {g_prime:?}"))
    });
    Expected::computed(names.zip(each(|theta, i, j| theta[i][j + 1], |g_prime| g_prime)))
        .mistake(each(|theta, i, j| theta[i][j + 1], |_| 1.0), "g′ is missing. The sum is the slope of C with respect to a; one more step of the chain rule leads to z.")
        .mistake(each(|theta, i, j| theta[j][i + 1], |g_prime| g_prime), "You add up along rows of Θ. Row i holds what unit i receives; what unit j sends is in column j, so the first index is the one to sum over.")
        .mistake(each(|theta, i, j| theta[i][j], |g_prime| g_prime), "Your columns are one too far to the left: column 0 holds the biases, which come from no unit. Unit j has column j + 1 if you count units from 0.")
        .mistake(slope_of_the_next, "You multiply each term by g′ of unit i, where the path goes. The error is about unit j, so its own g′ is the last factor of the whole sum.")
        .check(cases.iter().flat_map(|(theta, delta, g_prime)| answer(*theta, *delta, *g_prime)))
}

/// Makes the mistake in the backward pass of the chapter's example, and compares all numbers with the right ones.
fn without_the_transpose(answer: Vec<&str>) -> Verdict {
    let theta_2 = intuition::sigmoid().theta_2;
    let transposed = Theta::from_fn(|i, j| if j == 0 { theta_2[i][0] } else { theta_2[j - 1][i + 1] });
    let (right, wrong) = (Backward::new(&theta_2), Backward::new(&transposed));
    assert_eq!(wrong.delta_2, by_hand::run().not_transposed);
    Names::new([
        ("delta_4", wrong.delta_4 != right.delta_4, "δ⁽⁴⁾ is a⁽⁴⁾ − y. No weight is used for it on the way back."),
        ("delta_3", wrong.delta_3 != right.delta_3, "δ⁽³⁾ is computed with Θ⁽³⁾. The mistake is about Θ⁽²⁾."),
        ("delta_2", wrong.delta_2 != right.delta_2, "δ⁽²⁾ is where Θ⁽²⁾ is used."),
        ("Delta_3", wrong.sum_3 != right.sum_3, "Δ⁽³⁾ is δ⁽⁴⁾ times a⁽³⁾. Both were there before the mistake."),
        (
            "Delta_2",
            wrong.sum_2 != right.sum_2,
            "Δ⁽²⁾ belongs to Θ⁽²⁾, but it is δ⁽³⁾ times a⁽²⁾: Θ⁽²⁾ itself is no part of it.",
        ),
        ("Delta_1", wrong.sum_1 != right.sum_1, "Δ⁽¹⁾ is δ⁽²⁾ times a⁽¹⁾, and δ⁽²⁾ is wrong."),
    ])
    .check(&answer)
}

/// The backward pass of the chapter's example.
struct Backward {
    delta_4: [f64; 1],
    delta_3: [f64; 2],
    delta_2: [f64; 2],
    sum_3: Theta<f64, 1, 3>,
    sum_2: Theta<f64, 2, 3>,
    sum_1: Theta<f64, 2, 3>,
}

impl Backward {
    /// Takes the errors of layer 3 back through the matrix `back`, where Θ⁽²⁾ belongs.
    fn new(back: &Theta<f64, 2, 3>) -> Self {
        let (network, samples) = (intuition::sigmoid(), intuition::samples());
        let forward = network.forward(&samples.x()[0]);
        let delta_4 = network.backward(&forward, &samples.y()[0]).delta_4;
        let delta_3 = hidden_error(&network.theta_3, &delta_4, &forward.z_3, Sigmoid::g_prime);
        let delta_2 = hidden_error(back, &delta_3, &forward.z_2, Sigmoid::g_prime);
        let (mut sum_3, mut sum_2, mut sum_1) = (Theta::zeros(), Theta::zeros(), Theta::zeros());
        accumulate(&mut sum_3, &delta_4, &forward.a_3);
        accumulate(&mut sum_2, &delta_3, &forward.a_2);
        accumulate(&mut sum_1, &delta_2, &forward.a_1);
        Self { delta_4, delta_3, delta_2, sum_3, sum_2, sum_1 }
    }
}

#[cfg(test)]
mod tests {
    use super::{answers, hidden_errors, one_error, without_the_transpose};

    #[test]
    fn a_path_alone_is_told() {
        let sentence = one_error(-0.0057).unwrap_err();
        assert!(sentence.contains("the paths add up"), "{sentence}");
    }

    #[test]
    fn rows_are_told_from_columns() {
        let sentence = hidden_errors(|[[b_1, a, b], [b_2, c, d]], delta, g_prime| {
            answers::hidden_errors([[b_1, a, c], [b_2, b, d]], delta, g_prime)
        });
        assert!(sentence.unwrap_err().contains("along rows"));
    }

    #[test]
    fn the_product_of_a_layer_does_not_depend_on_its_weights() {
        let sentence = without_the_transpose(vec!["delta_2", "Delta_2", "Delta_1"]).unwrap_err();
        assert!(sentence.contains("no part of it"), "{sentence}");
    }
}
