//! Checks the answers to chapter 4: The forward pass.

#[cfg_attr(test, path = "../solutions/forward.rs")]
#[cfg_attr(not(test), path = "../chapters/forward.rs")]
#[allow(dead_code, unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::{Activation, Sigmoid, Theta};
use exercises::{Check, Expected, Names, Verdict};
use worked::{by_hand, four_layers, intuition};

pub const CHECKS: &[Check] = &[
    (1, || second_example(answers::second_example())),
    (2, || without_biases(answers::layer_2_without_biases())),
    (3, || nudge(answers::changed_by_a_nudge())),
    (5, || layer(answers::layer)),
    (6, || forward(answers::forward)),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

/// A matrix as a list of rows, as the reader gets it.
type Rows = Vec<Vec<f64>>;

fn rows<const ROWS: usize, const COLS: usize>(theta: &Theta<f64, ROWS, COLS>) -> Rows {
    theta.iter().map(|row| row.to_vec()).collect()
}

/// Returns the weighted sums of a layer: of row (bias, weights) and activations a, the bias and the dot product.
fn sums(theta: &Rows, a: &[f64]) -> Vec<f64> {
    theta.iter().map(|row| row[0] + dot(&row[1..], a)).collect()
}

fn dot(weights: &[f64], a: &[f64]) -> f64 {
    weights.iter().zip(a).map(|(weight, a)| weight * a).sum()
}

fn activate(z: Vec<f64>) -> Vec<f64> {
    z.into_iter().map(Sigmoid::g).collect()
}

fn second_example(answer: [f64; 4]) -> Verdict {
    let [first, second] = &by_hand::run().batch.forward[..] else { panic!("there are two examples") };
    let ([b_1, w_11, w_12], [b_2, w_21, w_22]) = (intuition::THETA_1[0], intuition::THETA_1[1]);
    let [bias, from_1, from_2] = intuition::THETA_2[0];
    let ([z_1, z_2], [a_1, a_2], z_3) = (second.z_2, second.a_2, second.z_3[0]);
    // All four numbers from the sums of layer 2.
    let onward = |z_1: f64, z_2: f64| {
        let (a_1, a_2) = (Sigmoid::g(z_1), Sigmoid::g(z_2));
        [z_1, z_2, a_1, bias + from_1 * a_1 + from_2 * a_2]
    };
    let [x_1, x_2] = second.a_1;
    Expected::by_hand(["z₁⁽²⁾", "z₂⁽²⁾", "a₁⁽²⁾", "z₁⁽³⁾"].into_iter().zip([z_1, z_2, a_1, z_3]))
        .mistake(
            [first.z_2[0], first.z_2[1], first.a_2[0], first.z_3[0]],
            "These are the numbers of the first example, x = (1, 0.5). The second one has the input (0, 1).",
        )
        .mistake(
            [z_1 - b_1, z_2 - b_2, Sigmoid::g(z_1 - b_1), from_1 * Sigmoid::g(z_1 - b_1) + from_2 * Sigmoid::g(z_2 - b_2)],
            "The biases are missing: each z begins with the number in column 0 of its row.",
        )
        .mistake(
            [z_1, z_2, 1.0 - a_1, bias + from_1 * (1.0 - a_1) + from_2 * (1.0 - a_2)],
            "The sums of layer 2 are right. In the sigmoid the exponent is −z, so a negative z gives an activation below one half.",
        )
        .mistake([z_1, z_2, a_1, z_3 - bias], "z₁⁽³⁾ lacks its bias, the number in column 0 of Θ⁽²⁾.")
        .mistake(
            onward(b_1 + w_11 * x_1 + w_21 * x_2, b_2 + w_12 * x_1 + w_22 * x_2),
            "You go down the columns of Θ⁽¹⁾. Row i holds what unit i of layer 2 receives: its bias, the weight from input 1 and the weight from input 2.",
        )
        .mistake(
            onward(b_1 + w_11 * x_2 + w_12 * x_1, b_2 + w_21 * x_2 + w_22 * x_1),
            "These are the numbers for the input (1, 0). Column 1 belongs to the first input, which is 0 here.",
        )
        .mistake(
            [z_1, z_2, a_1, bias + from_1 * z_1 + from_2 * z_2],
            "Layer 2 is right. Layer 3 gets its activations a⁽²⁾, and you gave it the sums z⁽²⁾.",
        )
        .mistake(
            [z_1, z_2, 1.0 - a_1, bias + from_1 * (1.0 - a_1) + from_2 * (1.0 - a_2)],
            "In your sigmoid the sign of z is lost: the exponent is −z, and z₁⁽²⁾ is negative itself.",
        )
        .check(answer)
}

fn without_biases(answer: [f64; 2]) -> Verdict {
    // The mistake is made for two matrices, so that the answer is seen not to depend on the weights.
    let layer_2 = |theta: [[f64; 3]; 2], bias: f64| theta.map(|[b, ..]| Sigmoid::g(bias * b));
    let right = layer_2(intuition::THETA_1, 0.0);
    assert_eq!(right, layer_2(intuition::THETA_2, 0.0));
    Expected::by_hand(["a₁⁽²⁾", "a₂⁽²⁾"].into_iter().zip(right))
        .mistake([0.0, 0.0], "These are the sums z. Each unit applies the sigmoid to its sum, and g(0) is not 0.")
        .mistake(
            layer_2(intuition::THETA_1, 1.0),
            "These are the activations with the biases of the chapter. Without them nothing is left in the sums, because the inputs are 0.",
        )
        .mistake([1.0, 1.0], "A sigmoid comes near to 1 for a large z only. Here z is 0.")
        .check(answer)
}

fn nudge(answer: Vec<&str>) -> Verdict {
    // The weight is nudged, and z and a of each unit are compared.
    let network = intuition::sigmoid();
    let mut nudged = network.clone();
    nudged.theta_2[0][2] += 0.01;
    let [x] = intuition::samples().x()[..] else { panic!("there is one example") };
    let (before, after) = (network.forward(&x), nudged.forward(&x));
    let z = |forward: &<intuition::Intuition as backprop::Network>::Forward| {
        [forward.z_2[0], forward.z_2[1], forward.z_3[0], forward.z_3[1], forward.z_4[0]]
    };
    let (before, after) = (z(&before), z(&after));
    let changes = |unit: usize| before[unit] != after[unit];
    let layer_2 = "Layer 2 is computed with Θ⁽¹⁾ alone. What comes before a weight does not depend on it.";
    Names::new([
        ("layer 2, unit 1", changes(0), layer_2),
        ("layer 2, unit 2", changes(1), layer_2),
        ("layer 3, unit 1", changes(2), "Θ₁₂⁽²⁾ leads to unit 1, from unit 2: the first index is the receiver."),
        (
            "layer 3, unit 2",
            changes(3),
            "z₂⁽³⁾ is computed with row 2 of Θ⁽²⁾, and Θ₁₂⁽²⁾ is in row 1. Read it as \"to 1, from 2\".",
        ),
        ("layer 4, unit 1", changes(4), "The output gets a₁⁽³⁾, and that has changed."),
    ])
    .check(&answer)
}

fn layer(answer: fn(&[Vec<f64>], &[f64]) -> Vec<f64>) -> Verdict {
    let cases = [
        (rows(&intuition::THETA_1.into()), vec![1.0, 0.5]),
        (vec![vec![0.5, -1.0, 2.0, 0.25]], vec![0.3, -0.2, 1.5]),
        (vec![vec![0.1, 0.7], vec![-0.4, 1.2], vec![0.9, -2.0]], vec![0.6]),
    ];
    let mut given = Vec::new();
    for (theta, a) in &cases {
        let units = answer(theta, a);
        if units.len() != theta.len() {
            return Err(format!(
                "For Θ = {theta:?} and a = {a:?} you return {} activations. Each row of Θ is a unit of the next layer, and there are {}.",
                units.len(),
                theta.len()
            ));
        }
        given.extend(units);
    }
    let names = cases.iter().flat_map(|(theta, a)| {
        (1..=theta.len()).map(move |unit| format!("The activation of unit {unit} for Θ = {theta:?} and a = {a:?}"))
    });
    let each = |of: &dyn Fn(&[f64], &[f64]) -> f64| -> Vec<f64> {
        cases.iter().flat_map(|(theta, a)| theta.iter().map(|row| of(row, a))).collect()
    };
    let g = |z: f64| Sigmoid::g(z);
    Expected::computed(names.zip(each(&|row, a| g(row[0] + dot(&row[1..], a)))))
        .mistake(each(&|row, a| row[0] + dot(&row[1..], a)), "These are the weighted sums z. Each unit then applies the sigmoid to its own z.")
        .mistake(each(&|row, a| g(dot(&row[1..], a))), "The biases are missing. Start each sum with the first entry of the row.")
        .mistake(
            each(&|row, a| g(row[0] + dot(row, a))),
            "Your columns are one too far to the left: column 0 holds the bias, and the weight of the first activation is in column 1.",
        )
        .mistake(
            each(&|row, a| g(dot(row, a))),
            "Column 0 holds the bias, which is added without a factor. The weight of the first activation is in column 1.",
        )
        .mistake(
            each(&|row, a| g(row[a.len()] + dot(row, a))),
            "You took the last entry of each row for the bias. The bias is the first entry, column 0.",
        )
        .mistake(
            each(&|row, a| g(row[0] + dot(&row[1..], &activate(a.to_vec())))),
            "You apply the sigmoid to the activations that arrive. They have been through the sigmoid of their own layer; here it is applied to the sum.",
        )
        .check(given)
}

/// The matrices of a network, and its input.
type Case = (Vec<Rows>, Vec<f64>);
/// Computes a layer from the activations before it and the matrix of an index from 0.
type Next = fn(&Case, usize, &[f64]) -> Vec<f64>;

fn forward(answer: fn(&[Rows], &[f64]) -> Vec<Vec<f64>>) -> Verdict {
    let (small, four) = (intuition::sigmoid(), four_layers::network());
    let cases: [Case; 3] = [
        (vec![rows(&small.theta_1), rows(&small.theta_2), rows(&small.theta_3)], vec![1.0, 0.5]),
        (vec![rows(&four.theta_1), rows(&four.theta_2), rows(&four.theta_3)], four_layers::samples().x()[0].to_vec()),
        (vec![vec![vec![0.5, -1.0, 2.0]]], vec![0.3, -0.2]),
    ];
    let mut given = Vec::new();
    for (thetas, x) in &cases {
        let shape = shape(thetas, x);
        let layers = answer(thetas, x);
        if layers.len() != shape.len() {
            return Err(format!(
                "A network with {} matrices has {} layers, the input counted, and you return {}.",
                thetas.len(),
                shape.len(),
                layers.len()
            ));
        }
        if let Some((l, (layer, units))) =
            (1..).zip(layers.iter().zip(&shape)).find(|(_, (layer, units))| layer.len() != **units)
        {
            return Err(format!("Your a⁽ˡ⁾ for l = {l} has {} entries, and the layer has {units} units.", layer.len()));
        }
        given.extend(layers.concat());
    }
    let names = cases.iter().flat_map(|(thetas, x)| {
        let shape = shape(thetas, x);
        let name = shape.iter().map(usize::to_string).collect::<Vec<_>>().join("-");
        let units = (1..).zip(shape).flat_map(|(l, units)| (1..=units).map(move |unit| (l, unit)));
        units
            .map(move |(l, unit)| format!("The activation of unit {unit} of layer {l} of the {name} network"))
            .collect::<Vec<_>>()
    });
    let each = |next: Next| {
        let mut all = Vec::new();
        for case in &cases {
            let mut a = case.1.clone();
            all.extend(&a);
            for l in 0..case.0.len() {
                a = next(case, l, &a);
                all.extend(&a);
            }
        }
        all
    };
    Expected::computed(names.zip(each(|(thetas, _), l, a| activate(sums(&thetas[l], a)))))
        .mistake(
            each(|case, l, a| if is_last(case, l) { sums(&case.0[l], a) } else { activate(sums(&case.0[l], a)) }),
            "Your last layer returns z. The output unit applies the sigmoid, too.",
        )
        .mistake(
            each(|case, l, a| if is_last(case, l) { activate(sums(&case.0[l], a)) } else { sums(&case.0[l], a) }),
            "Your hidden layers return z. Without the sigmoid in between, the network is one neuron in disguise.",
        )
        .mistake(
            each(|(thetas, x), l, _| activate(sums(&thetas[l], x))),
            "Each of your layers gets the input x. Only layer 2 does; the others get the activations of the layer before them.",
        )
        .mistake(
            each(|(thetas, _), l, a| thetas[l].iter().map(|row| Sigmoid::g(dot(&row[1..], a))).collect()),
            "The biases are missing. Start each sum with the first entry of the row.",
        )
        .mistake(
            each(|(thetas, _), l, a| {
                let one = if l == 0 { 1.0 } else { Sigmoid::g(1.0) };
                thetas[l].iter().map(|row| Sigmoid::g(row[0] * one + dot(&row[1..], a))).collect()
            }),
            "Layer 2 is right. In the next layers your extra 1 goes through the sigmoid with the sums, so the bias is multiplied by g(1). Put the 1 in front of the activations.",
        )
        .check(given)
}

fn is_last((thetas, _): &Case, l: usize) -> bool {
    l + 1 == thetas.len()
}

/// Returns the number of units of each layer.
fn shape(thetas: &[Rows], x: &[f64]) -> Vec<usize> {
    std::iter::once(x.len()).chain(thetas.iter().map(Vec::len)).collect()
}

#[cfg(test)]
mod tests {
    use super::{answers, forward, layer, nudge, second_example, without_biases};

    #[test]
    fn a_sigmoid_with_the_other_sign_is_told() {
        let sentence = second_example([-0.5, 0.3, 0.6225, -0.0506]).unwrap_err();
        assert!(sentence.contains("the exponent is −z"), "{sentence}");
    }

    #[test]
    fn sums_in_place_of_activations_are_told() {
        let sentence = second_example([-0.5, 0.3, 0.378, 0.3 + 0.35 + 0.06]).unwrap_err();
        assert!(sentence.contains("you gave it the sums"), "{sentence}");
        assert!(without_biases([0.0, 0.0]).unwrap_err().starts_with("These are the sums z"));
    }

    #[test]
    fn a_column_that_is_one_too_far_to_the_left_is_told() {
        let sentence = layer(|theta, a| {
            let sum = |row: &Vec<f64>| (0..a.len()).map(|j| row[j] * a[j]).sum::<f64>();
            theta.iter().map(|row| answers::sigmoid(row[0] + sum(row))).collect()
        });
        assert!(sentence.unwrap_err().contains("one too far to the left"));
    }

    #[test]
    fn a_layer_with_a_unit_for_each_input_is_told() {
        let sentence = layer(|_, a| a.to_vec()).unwrap_err();
        assert!(sentence.contains("Each row of Θ is a unit"), "{sentence}");
    }

    #[test]
    fn a_pass_that_is_wired_wrongly_is_told() {
        let sentence = forward(|thetas, x| answers::forward(thetas, x).split_off(1)).unwrap_err();
        assert_eq!(sentence, "A network with 3 matrices has 4 layers, the input counted, and you return 3.");
        let sentence = forward(|thetas, x| {
            let mut layers = answers::forward(thetas, x);
            for a in layers.last_mut().into_iter().flatten() {
                *a = (*a / (1.0 - *a)).ln();
            }
            layers
        });
        assert!(sentence.unwrap_err().starts_with("Your last layer returns z"));
        let sentence = forward(|thetas, x| {
            let layers = thetas.iter().map(|theta| answers::layer(theta, x));
            std::iter::once(x.to_vec()).chain(layers).collect()
        });
        assert!(sentence.unwrap_err().starts_with("Each of your layers gets the input x"));
    }

    #[test]
    fn the_receiver_of_a_weight_is_told_from_its_sender() {
        let sentence = nudge(vec!["layer 3, unit 2", "layer 4, unit 1"]).unwrap_err();
        assert!(sentence.contains("the first index is the receiver"), "{sentence}");
    }
}
