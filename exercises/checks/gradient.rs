//! Checks the answers to chapter 8: From errors to the gradient.

#[cfg_attr(test, path = "../solutions/gradient.rs")]
#[cfg_attr(not(test), path = "../chapters/gradient.rs")]
#[allow(unused_variables, dead_code, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::equations::gradient::{accumulate, mean_gradient};
use backprop::{Samples, Theta, descend};
use exercises::{Check, Expected, Names, Verdict};
use worked::{gates, intuition};

pub const CHECKS: &[Check] = &[
    (1, || two_slopes(answers::two_slopes())),
    (4, || without_emptying(answers::true_without_emptying())),
    (6, || gradient(answers::gradient)),
    (7, || epochs(answers::batch_epoch, answers::stochastic_epoch)),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn two_slopes(answer: [f64; 2]) -> Verdict {
    let run = intuition::sigmoid().trace(&intuition::samples(), 0.0);
    let (a_2, a_3) = (run.forward[0].a_2, run.forward[0].a_3);
    let (delta_2, delta_3) = (run.deltas[0].delta_2, run.deltas[0].delta_3);
    let [bias, first, _] = run.accumulated.theta_2[1];
    Expected::by_hand([("∂C/∂Θ₂₁⁽²⁾", first), ("∂C/∂Θ₂₀⁽²⁾", bias)])
        .mistake([bias, first], "The two are in the other order: the weight from unit 1 comes first, then the bias.")
        .mistake([delta_3[0] * a_2[1], delta_3[0]], "You turned the indices around. The first one, 2, is the unit at the head, whose error counts; the second one, 1, is the unit at the tail.")
        .mistake([delta_3[1] * a_2[1], delta_3[1]], "The error is right, but a₂⁽²⁾ is at the tail of Θ₂₂⁽²⁾. The second index of Θ₂₁⁽²⁾ is 1.")
        .mistake([delta_3[1] * a_3[0], delta_3[1]], "You multiplied by an activation of layer 3. Θ⁽²⁾ leads from layer 2, so the activation at the tail is one of a⁽²⁾.")
        .mistake([delta_2[1] * a_2[0], delta_2[1]], "You took an error of layer 2. Θ⁽²⁾ leads to layer 3, so the error at the head is one of δ⁽³⁾.")
        .mistake([first, 0.0], "The first is right. The tail of a bias is the extra 1, and not 0, so its slope is the error itself.")
        .mistake([first, intuition::THETA_2[1][0] * delta_3[1]], "The first is right. The slope of a bias is the error times the extra 1; the bias itself is no part of it.")
        .check(answer)
}

/// Makes the mistake, and looks at what is true of it.
fn without_emptying(answer: Vec<&str>) -> Verdict {
    let weights = |empties: bool| {
        let (mut theta, mut delta) = (1.0_f64, 0.0);
        let step = |_| {
            delta = if empties { theta } else { delta + theta };
            theta -= 0.1 * delta;
            theta
        };
        (0..1000).map(step).collect::<Vec<f64>>()
    };
    let (right, wrong) = (weights(true), weights(false));
    Names::new([
        ("first_step", wrong[0] != right[0], "Before the first step, Δ was set to 0, so the first step is right."),
        ("second_step", wrong[1] != right[1], "In the second step, Δ still contains the first gradient."),
        ("crosses_0", wrong.iter().any(|theta| *theta < 0.0), "At the bottom the new gradient is 0, but Δ is not: it holds all gradients from before, and the weight runs on."),
        ("settles", wrong[900..].iter().all(|theta| theta.abs() < 0.1), "Nothing takes away what Δ has collected, except gradients of the other sign: by then, the weight is as far up the other side."),
        ("leaves", wrong.iter().any(|theta| theta.abs() > 2.0), "On the other side, the gradients have the other sign and empty Δ again. When it is 0, the weight turns, about as far from 0 as at the start."),
    ])
    .check(&answer)
}

/// The weights of a layer, and for each example the errors to their right and the activations to their left; λ.
type Layer = (&'static str, [[f64; 3]; 2], &'static [[f64; 2]], &'static [[f64; 2]], f64);

const LAYERS: [Layer; 3] = [
    (
        "two examples and λ = 0.1",
        intuition::THETA_2,
        &[[-0.12, 0.07], [0.1, -0.05]],
        &[[0.55, 0.59], [0.38, 0.57]],
        0.1,
    ),
    ("one example and λ = 2", [[3.0, 1.0, 2.0], [-5.0, 0.5, -4.0]], &[[0.5, -2.0]], &[[0.25, 0.75]], 2.0),
    (
        "three examples and λ = 0",
        [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]],
        &[[1.0, 0.0], [0.0, 1.0], [0.5, -0.25]],
        &[[0.0, 2.0], [3.0, 0.0], [1.0, 4.0]],
        0.0,
    ),
];

/// The rules that lead from errors to D. A mistake replaces one of them.
#[derive(Clone, Copy)]
struct Rules {
    /// δ, a, i, j → what an example adds to Δᵢⱼ.
    product: fn(&[f64; 2], &[f64; 2], usize, usize) -> f64,
    /// Δᵢⱼ, what an example adds → the new Δᵢⱼ.
    add: fn(f64, f64) -> f64,
    /// j, Δᵢⱼ, λ Θᵢⱼ, m → Dᵢⱼ.
    mean: fn(usize, f64, f64, f64) -> f64,
}

const RULES: Rules = Rules {
    product: |delta, a, i, j| delta[i] * if j == 0 { 1.0 } else { a[j - 1] },
    add: |sum, product| sum + product,
    mean: |j, sum, penalty, m| (sum + if j == 0 { 0.0 } else { penalty }) / m,
};

impl Rules {
    /// Returns the entries of D of all layers.
    fn entries(self) -> impl Iterator<Item = f64> {
        LAYERS.into_iter().flat_map(move |(_, theta, delta, a, lambda)| {
            indices().map(move |(i, j)| {
                let products = delta.iter().zip(a).map(|(delta, a)| (self.product)(delta, a, i, j));
                (self.mean)(j, products.fold(0.0, self.add), lambda * theta[i][j], delta.len() as f64)
            })
        })
    }
}

/// Returns the rows and columns of a matrix.
fn indices() -> impl Iterator<Item = (usize, usize)> {
    (0..2).flat_map(|i| (0..3).map(move |j| (i, j)))
}

type Gradient = fn([[f64; 3]; 2], &[[f64; 2]], &[[f64; 2]], f64) -> [[f64; 3]; 2];

fn gradient(answer: Gradient) -> Verdict {
    let right = LAYERS.into_iter().flat_map(|(_, theta, delta, a, lambda)| {
        let mut accumulated: Theta<f64, 2, 3> = Theta::zeros();
        delta.iter().zip(a).for_each(|(delta, a)| accumulate(&mut accumulated, delta, a));
        let d = mean_gradient(&accumulated, &theta.into(), lambda, delta.len());
        d.iter().flatten().copied().collect::<Vec<f64>>()
    });
    let subscript = |digit: usize| ['₀', '₁', '₂'][digit];
    let names = LAYERS.into_iter().flat_map(|(layer, ..)| {
        indices().map(move |(i, j)| format!("D{}{} of {layer}", subscript(i + 1), subscript(j)))
    });
    let turned = |delta: &[f64; 2], a: &[f64; 2], i: usize, j: usize| match j {
        0 => delta[i],
        _ => delta[j - 1] * a[i],
    };
    Expected::computed(names.zip(right))
        .mistake(Rules { product: turned, ..RULES }.entries(), "Your outer product is transposed. Row i belongs to the unit at the head, so it has δᵢ in all columns; column j has the activation at the tail.")
        .mistake(Rules { product: |delta, a, i, j| if j == 0 { 0.0 } else { delta[i] * a[j - 1] }, ..RULES }.entries(), "Your column 0 is empty. The tail of a bias is the extra 1, so each example adds its error δᵢ there.")
        .mistake(Rules { add: |_, product| product, ..RULES }.entries(), "Δ is overwritten: only the last example is left of the sum. With a single example nobody would see it.")
        .mistake(Rules { mean: |_, sum, penalty, m| (sum + penalty) / m, ..RULES }.entries(), "Your biases are regularized. Column 0 of D is the mean of the errors and nothing else.")
        .mistake(Rules { mean: |j, sum, penalty, m| sum / m + if j == 0 { 0.0 } else { penalty }, ..RULES }.entries(), "λ Θ is not divided by m. The regularization of J has the factor λ/2m, so its derivative is λ/m · Θ.")
        .mistake(Rules { mean: |j, sum, penalty, _| sum + if j == 0 { 0.0 } else { penalty }, ..RULES }.entries(), "The mean is forgotten: J is the mean over the examples, so everything is divided by m.")
        .mistake(Rules { mean: |_, sum, _, m| sum / m, ..RULES }.entries(), "The regularization is missing: each weight that is not a bias adds λ/m · Θ.")
        .mistake(Rules { mean: |j, sum, penalty, m| (sum + if j == 0 { 0.0 } else { penalty / 2.0 }) / m, ..RULES }.entries(), "Your regularization is half of what it should be. The square in J has the derivative 2 Θ, and this 2 cancels the one of λ/2m.")
        .mistake(Rules { mean: |j, sum, penalty, m| (sum + if j == 0 { 0.0 } else { 2.0 * penalty }) / m, ..RULES }.entries(), "Your regularization is twice as large as it should be. The square in J has the derivative 2 Θ, and this 2 cancels the one of λ/2m.")
        .mistake(Rules { mean: |j, sum, penalty, m| (sum - if j == 0 { 0.0 } else { penalty }) / m, ..RULES }.entries(), "Your regularization has the wrong sign. D is the slope of J, and J grows with the squares; it is the step that is subtracted.")
        .check(LAYERS.into_iter().flat_map(|(_, theta, delta, a, lambda)| answer(theta, delta, a, lambda).into_iter().flatten()))
}

/// The weights of a neuron, the number of examples, λ and α.
const NEURONS: [(&str, [f64; 3], usize, f64, f64); 3] = [
    ("four examples without regularization", [0.3, -0.4, 0.7], 4, 0.0, 0.5),
    ("four examples and λ = 0.8", [0.3, -2.0, 1.5], 4, 0.8, 1.0),
    ("two examples and λ = 0.5", [1.0, 0.5, -0.25], 2, 0.5, 2.0),
];

const X: [[f64; 2]; 4] = [[1.0, 2.0], [-0.5, 1.0], [0.0, -1.0], [2.0, 0.25]];
const Y: [f64; 4] = [1.0, 0.0, 0.0, 1.0];

/// An epoch of a neuron: its weights, x, y, λ and α → its weights after it.
type Epoch = fn([f64; 3], &[[f64; 2]], &[f64], f64, f64) -> [f64; 3];

fn epochs(first: Epoch, second: Epoch) -> Verdict {
    let names = NEURONS.into_iter().flat_map(|(neuron, ..)| {
        ["batch", "stochastic"].into_iter().flat_map(move |kind| {
            ["θ₀", "θ₁", "θ₂"].map(|weight| format!("{weight} after a {kind} epoch, with {neuron},"))
        })
    });
    let by = |first: Epoch, second: Epoch| {
        NEURONS.into_iter().flat_map(move |(_, theta, m, lambda, rate)| {
            [first, second].into_iter().flat_map(move |epoch| epoch(theta, &X[..m], &Y[..m], lambda, rate))
        })
    };
    let times_m: Epoch = |theta, x, y, lambda, rate| batch(theta, x, y, lambda, rate * x.len() as f64);
    let whole_lambda: Epoch = |theta, x, y, lambda, rate| stochastic(theta, x, y, lambda * x.len() as f64, rate);
    let up: [Epoch; 2] = [
        |theta, x, y, lambda, rate| batch(theta, x, y, lambda, -rate),
        |theta, x, y, lambda, rate| stochastic(theta, x, y, lambda, -rate),
    ];
    let penalized: [Epoch; 2] =
        [penalized, |theta, x, y, lambda, rate| one_by_one(penalized, theta, x, y, lambda, rate)];
    let shorter: Epoch = |theta, x, y, lambda, rate| stochastic(theta, x, y, lambda, rate / x.len() as f64);
    Expected::computed(names.zip(by(batch, stochastic)))
        .mistake(by(stochastic, batch), "The two are in each other's place: the batch takes one step in an epoch, and stochastic gradient descent takes one after each example.")
        .mistake(by(batch, times_m), "The batch is right. In your stochastic epoch all slopes are those of the first weights. Each example must meet the weights that the one before it left.")
        .mistake(by(batch, batch), "The batch is right. Your stochastic epoch is the same single step. It takes a step after each example.")
        .mistake(by(batch, shorter), "The batch is right. Your stochastic steps are divided by m. The slopes are those of one example, and no sum, so a step has the whole rate.")
        .mistake(by(batch, whole_lambda), "The batch is right. In your stochastic epoch the whole regularization is counted m times. An example is one of m, so it gets λ/m.")
        .mistake(by(stochastic, stochastic), "The stochastic epoch is right. Your batch takes a step after each example, too. It goes through all examples first, then it takes one step.")
        .mistake(by(times_m, stochastic), "The stochastic epoch is right. Your batch steps along the sum of all slopes. J is their mean, so D is divided by m.")
        .mistake(by(up[0], up[1]), "You climb. A step goes against the gradient, Θ := Θ − α D.")
        .mistake(by(penalized[0], penalized[1]), "Your bias is regularized. It is θ₀, and it has no λ.")
        .check(by(first, second))
}

/// Takes one step against the gradient over all examples.
fn batch(theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    let mut neuron = gates::gate(theta);
    let gradient = neuron.gradient(&Samples::new(x, y).expect("all values are finite"), lambda);
    descend(&mut neuron, &gradient, rate);
    neuron.theta_1[0]
}

/// Takes one step with the mistake that the bias is regularized.
fn penalized(theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    let [bias, first, second] = batch(theta, x, y, lambda, rate);
    [bias - rate * lambda / x.len() as f64 * theta[0], first, second]
}

/// Takes one step after another, each for a single example.
fn one_by_one(step: Epoch, theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    let share = lambda / x.len() as f64;
    (0..x.len()).fold(theta, |theta, i| step(theta, &x[i..=i], &y[i..=i], share, rate))
}

fn stochastic(theta: [f64; 3], x: &[[f64; 2]], y: &[f64], lambda: f64, rate: f64) -> [f64; 3] {
    one_by_one(batch, theta, x, y, lambda, rate)
}

#[cfg(test)]
mod tests {
    use super::{answers, batch, epochs, gradient, two_slopes, without_emptying};

    #[test]
    fn the_head_is_told_from_the_tail() {
        assert!(two_slopes([-0.0689, -0.1175]).unwrap_err().starts_with("You turned the indices around"));
        assert!(two_slopes([0.0324, 0.0]).unwrap_err().contains("the extra 1, and not 0"));
    }

    #[test]
    fn a_weight_that_swings_does_not_settle() {
        let sentence = without_emptying(vec!["second_step", "crosses_0", "settles"]).unwrap_err();
        assert!(sentence.contains("as far up the other side"), "{sentence}");
    }

    #[test]
    fn a_sum_that_is_overwritten_is_told() {
        let sentence = gradient(|theta, delta, a, lambda| {
            // Only the last example counts, and the mean is taken over all.
            let (last, m) = (delta.len() - 1, delta.len() as f64);
            answers::gradient(theta, &delta[last..], &a[last..], lambda).map(|row| row.map(|entry| entry / m))
        });
        assert!(sentence.unwrap_err().starts_with("Δ is overwritten"));
    }

    #[test]
    fn a_regularization_of_the_wrong_size_or_sign_is_told() {
        let sentence = gradient(|theta, delta, a, lambda| answers::gradient(theta, delta, a, 2.0 * lambda));
        assert!(sentence.unwrap_err().contains("twice as large"));
        let sentence = gradient(|theta, delta, a, lambda| answers::gradient(theta, delta, a, -lambda));
        assert!(sentence.unwrap_err().contains("the wrong sign"));
    }

    #[test]
    fn a_stochastic_epoch_of_one_step_and_one_of_short_steps_are_told() {
        let sentence = epochs(answers::batch_epoch, answers::batch_epoch).unwrap_err();
        assert!(sentence.contains("the same single step"), "{sentence}");
        let sentence = epochs(answers::batch_epoch, |theta, x, y, lambda, rate| {
            answers::stochastic_epoch(theta, x, y, lambda, rate / x.len() as f64)
        });
        assert!(sentence.unwrap_err().contains("Your stochastic steps are divided by m"));
    }

    #[test]
    fn an_epoch_with_the_first_weights_is_told() {
        let sentence = epochs(answers::batch_epoch, |theta, x, y, lambda, rate| {
            let m = x.len() as f64;
            let ends = (0..x.len()).map(|i| batch(theta, &x[i..=i], &y[i..=i], lambda / m, rate));
            ends.fold(theta, |sum, end| [0, 1, 2].map(|j| sum[j] + end[j] - theta[j]))
        });
        assert!(sentence.unwrap_err().contains("all slopes are those of the first weights"));
    }
}
