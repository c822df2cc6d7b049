//! Checks the answers to chapter 11: Reading digits.

#[cfg_attr(test, path = "../solutions/digits.rs")]
#[cfg_attr(not(test), path = "../chapters/digits.rs")]
#[allow(unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::{Activation, CrossEntropy, Samples, Sigmoid, Trace, network};
use exercises::{Check, Expected, Names, Verdict};

pub const CHECKS: &[Check] = &[
    (1, || two_parts(answers::two_parts())),
    (2, || without_scaling(answers::smaller_without_scaling())),
    (5, || accuracy(answers::accuracy)),
    (6, || answered(answers::answered)),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

/// The outputs of the trained network for the first picture of the test set, which is a 4.
const OUTPUTS: [f64; 10] = [
    0.00204535194572,
    0.00487528144698,
    1.372231109e-6,
    2.57439368e-7,
    0.988261313167,
    0.000065747017925,
    0.0272638236187,
    0.000297548223654,
    0.000112719177386,
    4.4718364e-7,
];

fn two_parts(answer: [f64; 2]) -> Verdict {
    let (four, six) = (OUTPUTS[4], OUTPUTS[6]);
    let right = [-four.ln(), -(1.0 - six).ln()];
    Expected::by_hand(["The part of the 4", "The part of the 6"].into_iter().zip(right))
        .mistake([right[0], -six.ln()], "Your second part is −ln of the output, which a 6 would cost if a 6 were written. The target of the digit 6 is 0 here, so its part is −ln of one minus the output.")
        .mistake([-(1.0 - four).ln(), right[1]], "Your first part is −ln of one minus the output, which is for a target of 0. The picture is a 4, so the target of its own digit is 1.")
        .mistake([four - 1.0, six], "These are the errors δ, the outputs minus the targets. The cost is made of logarithms.")
        .mistake([1.0 - four, six], "These are the distances of the outputs from their targets. The cost is made of logarithms.")
        .mistake(right.map(|part| part / std::f64::consts::LN_10), "These are logarithms to the base 10. ln is the logarithm to the base e.")
        .mistake([-OUTPUTS[3].ln(), -(1.0 - OUTPUTS[5]).ln()], "You took the outputs of 3 and 5. The digits are counted from 0, so the first row of the table belongs to the 0.")
        .check(answer)
}

network! {
    /// The network of the chapter.
    struct Digits {
        layers: 64 -> 25 Sigmoid -> 10 Sigmoid,
        cost: CrossEntropy,
    }
}

/// Three digits drawn by hand. A space is paper, `#` is ink, `+` is half of it.
const PICTURES: [(usize, [&str; 8]); 3] = [
    (0, ["  +##+  ", " +#++#+ ", " #+  +# ", " #    # ", " #    # ", " #+  +# ", " +#++#+ ", "  +##+  "]),
    (4, ["    #+  ", "   ##   ", "  +#+   ", " +#  #  ", " #+ +#  ", "+#######", "    +#  ", "    +#  "]),
    (7, [" ###### ", " +++++# ", "     ## ", "    +#  ", "   +#+  ", "   #+   ", "  +#    ", "  #+    "]),
];

/// Makes both passes, with pixels up to `largest`.
fn passes(largest: f64) -> Trace<Digits> {
    let pixel = |character| match character {
        '#' => largest,
        '+' => largest / 2.0,
        _ => 0.0,
    };
    let x = PICTURES.map(|(_, rows)| {
        let mut pixels = rows.iter().flat_map(|row| row.chars().map(pixel));
        std::array::from_fn(|_| pixels.next().expect("a row has 8 pixels"))
    });
    let samples = Samples::from_classes(x, &PICTURES.map(|(digit, _)| digit)).expect("pixels are finite");
    Digits::random(1).trace(&samples, 0.0)
}

fn without_scaling(answer: Vec<&str>) -> Verdict {
    let (scaled, unscaled) = (passes(1.0), passes(16.0));
    // The mistake is made, and the means of the absolute values are compared.
    let is_smaller = |values: fn(&Trace<Digits>) -> Vec<f64>| {
        let sum = |trace| values(trace).iter().map(|value| value.abs()).sum::<f64>();
        sum(&unscaled) < sum(&scaled)
    };
    Names::new([
        (
            "z_2",
            is_smaller(|trace| trace.forward.iter().flat_map(|pass| pass.z_2).collect()),
            "The biases start at 0, so each z of a hidden unit is 16 times as large as before.",
        ),
        (
            "g_prime_2",
            is_smaller(|trace| trace.forward.iter().flat_map(|pass| pass.z_2.map(Sigmoid::g_prime)).collect()),
            "g′ is largest at z = 0. The z are 16 times as far from it, so many hidden units are saturated.",
        ),
        (
            "delta_2",
            is_smaller(|trace| trace.deltas.iter().flat_map(|pass| pass.delta_2).collect()),
            "An error of a hidden unit has its g′ as a factor, and g′ is small in a saturated unit.",
        ),
        (
            "Delta_1",
            is_smaller(|trace| trace.accumulated.theta_1.iter().flat_map(|row| row[1..].to_vec()).collect()),
            "Δ⁽¹⁾ is δ⁽²⁾ times the pixels. These are 16 times as large, which is more than what the errors have lost.",
        ),
    ])
    .check(&answer)
}

/// The outputs and the classes of some pictures.
type Pictures = (&'static [[f64; 3]], &'static [usize]);

const CASES: [Pictures; 3] = [
    (&[[0.9, 0.1, 0.2], [0.1, 0.2, 0.7], [0.6, 0.8, 0.1], [0.3, 0.4, 0.2], [0.7, 0.1, 0.6]], &[0, 2, 0, 1, 2]),
    (&[[0.2, 0.1, 0.3], [0.4, 0.3, 0.1], [0.1, 0.1, 0.2], [0.8, 0.5, 0.9]], &[2, 0, 2, 0]),
    (&[[0.1, 0.6, 0.5]], &[2]),
];

fn largest(output: &[f64; 3]) -> usize {
    (1..3).fold(0, |best, k| if output[k] > output[best] { k } else { best })
}

fn accuracy(answer: fn(&[[f64; 3]], &[usize]) -> f64) -> Verdict {
    // The mean over the pictures of what is counted for each.
    let each = |count: fn(&[f64; 3], usize) -> f64| {
        CASES.map(|(outputs, classes)| {
            let counts = outputs.iter().zip(classes).map(|(output, class)| count(output, *class));
            counts.sum::<f64>() / outputs.len() as f64
        })
    };
    let is_right = |output: &[f64; 3], class: usize| f64::from(largest(output) == class);
    let right = each(is_right);
    let names =
        CASES.map(|(outputs, classes)| format!("The accuracy for the outputs {outputs:?} and the classes {classes:?}"));
    Expected::computed(names.into_iter().zip(right))
        .mistake([0, 1, 2].map(|case| right[case] * CASES[case].0.len() as f64), "This is how many answers are right. The accuracy is their share: divide by the number of rows.")
        .mistake(right.map(|accuracy| 1.0 - accuracy), "This is the share of the wrong answers. The accuracy is that of the right ones.")
        .mistake(each(|output, class| f64::from(output[class] >= 0.5)), "You count the rows in which the output of the right class is at least one half. The answer is the largest output: it may be below one half, and an output above it may not be the largest.")
        .mistake(each(|output, class| (0..3).filter(|k| (output[*k] >= 0.5) == (*k == class)).count() as f64 / 3.0), "You count each output by itself. One answer is given for each row, the class of the largest output, so a row is right or wrong as a whole.")
        .mistake(each(|output, class| output[class]), "This is the mean output of the right class. The accuracy does not ask how large an output is, only whether it is the largest.")
        .check(CASES.map(|(outputs, classes)| answer(outputs, classes)))
}

/// An answer of the reader: outputs, classes and the threshold to the share that is answered and the accuracy.
type Answered = fn(&[[f64; 3]], &[usize], f64) -> [f64; 2];

fn answered(answer: Answered) -> Verdict {
    let cases: Vec<(Pictures, f64)> =
        CASES.iter().flat_map(|case| [0.0, 0.5, 0.7, 0.95].map(|threshold| (*case, threshold))).collect();
    // Returns both numbers for each case. `is_sure` gets an output, the class and the threshold.
    let each = |is_sure: fn(&[f64; 3], usize, f64) -> bool, accuracy: fn(f64, f64, f64) -> f64| {
        let numbers = |((outputs, classes), threshold): &(Pictures, f64)| {
            let rows = outputs.iter().zip(*classes);
            let sure: Vec<_> = rows.filter(|(output, class)| is_sure(output, **class, *threshold)).collect();
            let right = sure.iter().filter(|(output, class)| largest(output) == **class).count() as f64;
            let (sure, all) = (sure.len() as f64, outputs.len() as f64);
            [sure / all, if sure == 0.0 { 1.0 } else { accuracy(right, sure, all) }]
        };
        cases.iter().flat_map(numbers).collect::<Vec<f64>>()
    };
    let is_sure = |output: &[f64; 3], _, threshold| output[largest(output)] >= threshold;
    let of_sure = |right, sure, _| right / sure;
    let right = each(is_sure, of_sure);
    let names = cases.iter().flat_map(|((outputs, classes), threshold)| {
        ["The share", "The accuracy"].map(|name| {
            format!("{name} for the outputs {outputs:?}, the classes {classes:?} and the threshold {threshold}")
        })
    });
    Expected::computed(names.zip(right.clone()))
        .mistake(each(is_sure, |right, _, all| right / all), "You divided the right answers by all rows. The rows that are left to a person are not answered, neither right nor wrong.")
        .mistake(each(|output, _, threshold| output[largest(output)] > threshold, of_sure), "An output that equals the threshold is large enough: the rule is at least, not more than.")
        .mistake(each(|output, class, threshold| output[class] >= threshold, of_sure), "You look at the output of the right class. The program does not know the right class when it decides whether to answer; it knows its largest output.")
        .mistake(right.iter().enumerate().map(|(at, value)| if at % 2 == 0 { 1.0 - value } else { *value }), "Your first number is the share of the rows that are left to a person. It should be the share that the program answers.")
        .check(cases.iter().flat_map(|((outputs, classes), threshold)| answer(outputs, classes, *threshold)))
}

#[cfg(test)]
mod tests {
    use super::{OUTPUTS, accuracy, answered, answers, two_parts, without_scaling};

    #[test]
    fn the_outputs_are_those_that_the_book_shows() {
        let recorded = include_str!("../../tests/snapshots/digits.snap");
        let first = recorded.split("\"first_test_row\"").nth(1).expect("the passes of the first picture");
        let list = first.split("\"a_3\": [").nth(1).and_then(|rest| rest.split(']').next()).expect("its outputs");
        let outputs: Vec<f64> = list.split(", ").map(|output| output.parse().expect("a number")).collect();
        assert_eq!(outputs, OUTPUTS);
    }

    #[test]
    fn a_six_that_is_not_there_is_told() {
        let sentence = two_parts([0.0118, 3.6]).unwrap_err();
        assert!(sentence.contains("if a 6 were written"), "{sentence}");
    }

    #[test]
    fn errors_are_told_from_derivatives() {
        let sentence = without_scaling(vec!["g_prime_2", "delta_2", "Delta_1"]).unwrap_err();
        assert!(sentence.contains("times the pixels"), "{sentence}");
    }

    #[test]
    fn a_threshold_in_place_of_the_largest_output_is_told() {
        let sentence = accuracy(|outputs, classes| {
            let sure = outputs.iter().zip(classes).filter(|(output, class)| output[**class] >= 0.5).count();
            sure as f64 / outputs.len() as f64
        });
        assert!(sentence.unwrap_err().contains("at least one half"));
    }

    #[test]
    fn rows_that_are_not_answered_are_no_mistakes() {
        let sentence = answered(|outputs, classes, threshold| {
            let [share, accuracy] = answers::answered(outputs, classes, threshold);
            [share, if share == 0.0 { 1.0 } else { share * accuracy }]
        });
        assert!(sentence.unwrap_err().contains("left to a person"));
    }
}
