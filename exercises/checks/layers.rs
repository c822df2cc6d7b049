//! Checks the answers to chapter 3: Layers.

#[cfg_attr(test, path = "../solutions/layers.rs")]
#[cfg_attr(not(test), path = "../chapters/layers.rs")]
#[allow(dead_code, unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::equations::forward::{activate, weighted_sum};
use backprop::{Activation, Sigmoid, Theta};
use exercises::{Check, Expected, Verdict};
use worked::gates::{self, AND, NOT_AND_NOT, OR};

pub const CHECKS: &[Check] = &[
    (1, || by_hand(answers::weighted_sums())),
    (2, || different(answers::different_positions())),
    (4, || swapped(answers::swapped)),
    (5, || three_switches(answers::three_switches())),
    (6, || soft_gates(answers::light_of_soft_gates())),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

/// Θ⁽¹⁾ and the row of Θ⁽²⁾ of a network with N inputs, N hidden units and one output; C = N + 1.
type Network<const N: usize, const C: usize> = ([[f64; C]; N], [f64; C]);

/// Returns the activations of the hidden units, and z of the output.
fn pass<const N: usize, const C: usize>(network: &Network<N, C>, x: [f64; N]) -> ([f64; N], f64) {
    let hidden = activate(&weighted_sum(&Theta::from(network.0), &x), Sigmoid::g);
    let [z] = weighted_sum(&Theta::from([network.1]), &hidden);
    (hidden, z)
}

/// Returns all positions of switches; the last switch changes first.
fn positions<const N: usize>() -> impl Iterator<Item = [f64; N]> {
    (0..1 << N).map(|number: usize| std::array::from_fn(|j| (number >> (N - 1 - j) & 1) as f64))
}

fn up<const N: usize>(x: [f64; N]) -> usize {
    x.into_iter().filter(|x| *x == 1.0).count()
}

fn by_hand(answer: [f64; 3]) -> Verdict {
    let light = ([AND, NOT_AND_NOT], OR);
    let sums = |x: [f64; 2]| {
        let hidden = weighted_sum(&Theta::from(light.0), &x);
        [hidden[0], hidden[1], pass(&light, x).1.round()]
    };
    let right = sums([1.0, 0.0]);
    let [z_1, z_2, _] = right;
    Expected::by_hand(["z₁⁽²⁾", "z₂⁽²⁾", "z₁⁽³⁾"].into_iter().zip(right))
        .mistake(
            [z_1, z_2, OR[0] + OR[1]],
            "Your output unit looks at the switches. It looks at the hidden units, and both pass on 0.",
        )
        .mistake(
            [z_1, z_2, OR[0] + OR[1] * z_1 + OR[2] * z_2],
            "Your output unit gets the weighted sums of the hidden units. They pass on their activations: the sigmoid comes first.",
        )
        .mistake([z_1, z_2, 0.0], "The output is 0 or 1 after the sigmoid. Before it, z is at least the bias of the output.")
        .mistake(
            [AND[1], NOT_AND_NOT[1], OR[0] + OR[1]],
            "The biases of the hidden units are missing: each z begins with the number in column 0.",
        )
        .mistake(sums([1.0, 1.0]), "These are the sums for both switches up. Here only the first one is.")
        .check(answer)
}

fn different(answer: Network<2, 3>) -> Verdict {
    let ([both_up, both_down], output) = answer;
    let [bias, w_1, w_2] = OR;
    let sentence = match [both_up != AND, both_down != NOT_AND_NOT, output != OR] {
        [false, false, false] => "This is the network of the chapter: its light is on if the positions are the same.",
        [true, false, false] => {
            "You changed the first hidden unit. The second one still turns the light on when both switches are down."
        }
        [false, true, false] => {
            "You changed the second hidden unit. The first one still turns the light on when both switches are up."
        }
        [false, false, true] if output == [-bias, w_1, w_2] => {
            "You changed the sign of the bias alone. Now it turns the light on, and nothing turns it off again."
        }
        [false, false, true] if output == [bias, -w_1, -w_2] => {
            "You changed the signs of both weights, and the bias still keeps the light off. A sum changes its sign if all of its terms do."
        }
        [false, false, true] => {
            let (is_on, right) = (|x| pass(&answer, x).1 >= 0.0, |x| up(x) == 1);
            let wrong = positions().find(|x| is_on(*x) != right(*x));
            return wrong.map_or(Ok(()), |wrong| Err(off(&answer, wrong, right(wrong))));
        }
        _ => "You changed more than one row. One is enough: which unit turns the answers around?",
    };
    Err(sentence.to_owned())
}

/// Returns what a network does where it is wrong.
fn off<const N: usize, const C: usize>(network: &Network<N, C>, x: [f64; N], should_be_on: bool) -> String {
    let (hidden, z) = pass(network, x);
    let be = if should_be_on { "at least 0" } else { "negative" };
    let x = written(x);
    format!("For x = {x} the hidden units pass on {hidden:.2?}, so z of the output is {z:.1}. It should be {be}.")
}

/// Returns positions as the chapter writes them, such as (0, 1).
fn written<const N: usize>(x: [f64; N]) -> String {
    format!("({})", x.map(|x| x.to_string()).join(", "))
}

fn swapped(answer: fn([[f64; 3]; 2], [f64; 3]) -> Network<2, 3>) -> Verdict {
    let cases = [([AND, NOT_AND_NOT], OR), ([[0.1, 0.4, -0.6], [-0.2, 0.3, 0.5]], [-0.4, 0.8, -0.5])];
    let flat = |([row_1, row_2], row): Network<2, 3>| [row_1, row_2, row].into_iter().flatten();
    let names = cases.iter().flat_map(|(theta_1, theta_2)| {
        ["Θ₁₀⁽¹⁾", "Θ₁₁⁽¹⁾", "Θ₁₂⁽¹⁾", "Θ₂₀⁽¹⁾", "Θ₂₁⁽¹⁾", "Θ₂₂⁽¹⁾", "Θ₁₀⁽²⁾", "Θ₁₁⁽²⁾", "Θ₁₂⁽²⁾"]
            .map(|name| format!("{name} for Θ⁽¹⁾ = {theta_1:?} and Θ⁽²⁾ = [{theta_2:?}]"))
    });
    let each = |of: fn([[f64; 3]; 2], [f64; 3]) -> Network<2, 3>| {
        cases.iter().flat_map(move |(theta_1, theta_2)| flat(of(*theta_1, *theta_2)))
    };
    Expected::computed(names.zip(each(|[row_1, row_2], [b, w_1, w_2]| ([row_2, row_1], [b, w_2, w_1]))))
        .mistake(
            each(|[row_1, row_2], row| ([row_2, row_1], row)),
            "Only Θ⁽¹⁾ has changed. The hidden units have changed places, and the output still weighs the first by what the other one deserves.",
        )
        .mistake(
            each(|rows, [b, w_1, w_2]| (rows, [b, w_2, w_1])),
            "Only Θ⁽²⁾ has changed. What a hidden unit computes is in its row of Θ⁽¹⁾, and the rows are where they were.",
        )
        .mistake(
            each(|[row_1, row_2], [b, w_1, w_2]| ([row_2, row_1], [w_1, b, w_2])),
            "In Θ⁽²⁾ you swapped the first two columns. Column 0 holds the bias, which comes from no hidden unit; the units have the columns 1 and 2.",
        )
        .mistake(
            each(|[row_1, row_2], [b, w_1, w_2]| ([row_2, row_1], [w_2, w_1, b])),
            "You reversed the row of Θ⁽²⁾, with its bias. Column 0 comes from no hidden unit and stays where it is.",
        )
        .mistake(
            each(|rows, [b, w_1, w_2]| (rows.map(|[b, w_1, w_2]| [b, w_2, w_1]), [b, w_2, w_1])),
            "In Θ⁽¹⁾ you swapped columns, which belong to the two inputs. A hidden unit is a row: Θᵢⱼ leads to i, from j.",
        )
        .check(cases.iter().flat_map(|(theta_1, theta_2)| flat(answer(*theta_1, *theta_2))))
}

/// Whether a light is on for the positions of three switches.
type Light = fn([f64; 3]) -> bool;

fn three_switches(answer: Network<3, 4>) -> Verdict {
    let mut weights = answer.0.as_flattened().iter().chain(&answer.1);
    if let Some(weight) = weights.find(|weight| !weight.is_finite()) {
        return Err(format!("A weight is {weight}, which is not a number that a network can compute with."));
    }
    let is_on = |x| pass(&answer, x).1 >= 0.0;
    let right = |x| up(x) % 2 == 1;
    let Some(wrong) = positions().find(|x| is_on(*x) != right(*x)) else { return Ok(()) };
    let mistakes: [(Light, &str); 5] = [
        (
            |x| up(x) > 0,
            "Your light is on if at least one switch is up. When a second one is up, something has to be taken away.",
        ),
        (|x| up(x) == 1, "Your light is on if exactly one switch is up. When all three are up, it should be on again."),
        (
            |x| up(x) >= 2,
            "Your light is on if at least two switches are up. Does the weight of your second hidden unit have the right sign?",
        ),
        (
            |x| up(x) % 2 == 0,
            "Your light is on if an even number of switches is up. Change all signs of the output's row.",
        ),
        (|x| x[0] != x[1], "Your third switch changes nothing. Each hidden unit looks at all three."),
    ];
    Err(match mistakes.iter().find(|(of, _)| positions().all(|x| is_on(x) == of(x))) {
        Some((_, sentence)) => (*sentence).to_owned(),
        None => off(&answer, wrong, right(wrong)),
    })
}

fn soft_gates(answer: [bool; 4]) -> Verdict {
    // The mistake is made, and the light is looked at.
    let soft = gates::run().soft_xnor;
    let light = [0, 1, 2, 3].map(|example| soft.forward[example].a_3[0] >= 0.5);
    let Some(wrong) = (0..4).find(|example| answer[*example] != light[*example]) else { return Ok(()) };
    if answer == gates::XNOR_TABLE.map(|class| class == 1) {
        return Err(format!(
            "So the gates decide, each by itself. But the output unit gets numbers, not decisions: where a hidden unit should say 0, it now says {:.2}.",
            soft.forward[1].a_2[0]
        ));
    }
    let (x, forward) = (soft.forward[wrong].a_1, &soft.forward[wrong]);
    Err(format!(
        "For x = {} the hidden units pass on {:.2?}. Compute z of the output from these two numbers, with its bias of {:.0} and its weights of {:.0}.",
        written(x),
        forward.a_2,
        OR[0] / 10.0,
        OR[1] / 10.0
    ))
}

#[cfg(test)]
mod tests {
    use super::{answers, by_hand, different, pass, positions, soft_gates, swapped, three_switches};
    use answers::{THETA_1, THETA_2};

    #[test]
    fn an_output_that_looks_at_the_switches_is_told() {
        let sentence = by_hand([-10.0, -10.0, 10.0]).unwrap_err();
        assert!(sentence.contains("looks at the hidden units"), "{sentence}");
    }

    #[test]
    fn each_way_not_to_turn_the_answers_around_is_told() {
        let says = |network| different(network).unwrap_err();
        assert!(says((THETA_1, THETA_2)).starts_with("This is the network of the chapter"));
        assert!(says(([THETA_1[0], [-10.0, 20.0, 20.0]], THETA_2)).contains("both switches are up"));
        assert!(says((THETA_1, [-10.0, -20.0, -20.0])).contains("all of its terms"));
        assert!(says((THETA_1.map(|row| row.map(|weight| -weight)), THETA_2)).contains("more than one row"));
        assert_eq!(
            says((THETA_1, [10.0, -5.0, -5.0])),
            "For x = (0, 0) the hidden units pass on [0.00, 1.00], so z of the output is 5.0. It should be negative."
        );
    }

    #[test]
    fn swapped_units_give_the_same_answers() {
        let network = ([[0.1, 0.4, -0.6], [-0.2, 0.3, 0.5]], [-0.4, 0.8, -0.5]);
        let swapped = answers::swapped(network.0, network.1);
        for x in positions() {
            let ((hidden, z), (swapped_hidden, swapped_z)) = (pass(&network, x), pass(&swapped, x));
            assert_eq!([hidden[1], hidden[0]], swapped_hidden);
            assert!((z - swapped_z).abs() < 1e-12);
        }
    }

    #[test]
    fn a_swapped_bias_is_told() {
        let sentence = swapped(|[row_1, row_2], [b, w_1, w_2]| ([row_2, row_1], [w_1, b, w_2]));
        assert!(sentence.unwrap_err().contains("Column 0 holds the bias"));
        let sentence = swapped(|[row_1, row_2], row| ([row_2, row_1], row));
        assert!(sentence.unwrap_err().starts_with("Only Θ⁽¹⁾"));
    }

    #[test]
    fn a_light_for_one_switch_alone_is_told() {
        let (hidden, _) = answers::three_switches();
        let says = |output| three_switches((hidden, output)).unwrap_err();
        assert!(says([-10.0, 20.0, -20.0, 0.0]).contains("exactly one switch"));
        assert!(says([-10.0, 20.0, 20.0, 20.0]).contains("at least one switch"));
        assert!(says([10.0, -20.0, 20.0, -20.0]).contains("even number"));
        assert!(
            says([-10.0, 0.0, 0.0, 20.0]).starts_with("For x = (0, 0, 1) the hidden units pass on [1.00, 0.00, 0.00]")
        );
    }

    #[test]
    fn gates_that_decide_alone_are_told_from_gates_together() {
        let sentence = soft_gates([true, false, false, true]).unwrap_err();
        assert!(sentence.contains("it now says 0.27"), "{sentence}");
        assert!(soft_gates([true, true, false, true]).unwrap_err().starts_with("For x = (1, 0)"));
    }
}
