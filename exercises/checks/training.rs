//! Checks the answers to chapter 10: Training.

#[cfg_attr(test, path = "../solutions/training.rs")]
#[cfg_attr(not(test), path = "../chapters/training.rs")]
#[allow(unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::batch_descent;
use exercises::{Check, Expected, Names, Verdict};
use worked::xor::{self, Xor};

pub const CHECKS: &[Check] = &[
    (1, || ranges(answers::ranges())),
    (4, || first_steps(answers::first_steps_of_adam())),
    (6, || momentum(answers::descent_with_momentum)),
    (7, || adam(answers::descent_with_adam)),
    (8, || starts(answers::starts_that_stay_alike())),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn ranges(answer: [f64; 2]) -> Verdict {
    let each = |range: fn(f64, f64) -> f64| [range(2.0, 4.0), range(4.0, 1.0)];
    let names = ["ε of the first layer", "ε of the second layer"];
    Expected::by_hand(names.into_iter().zip(each(|before, after| (6.0 / (before + after)).sqrt())))
        .mistake(each(|before, after| 6.0 / (before + after)), "The root is missing: the mean of the squares of the weights is ε²/3, so the condition gives ε².")
        .mistake(each(|before, after| (6.0 / (before + 1.0 + after)).sqrt()), "You counted the bias unit among the inputs. The biases start at 0 here, so they add nothing to a weighted sum, and sₗ does not count them.")
        .mistake(each(|before, _| (6.0 / before).sqrt()), "This is He's range, for rectified linear units. These are tanh and sigmoid units, which have Glorot's.")
        .mistake(each(|before, after| (2.0 / (before + after)).sqrt()), "This is the root of the mean square of a weight. A weight that is anywhere between −ε and ε has the mean square ε²/3, so ε is √3 times as large.")
        .check(answer)
}

/// The ways to write Adam, the right one and some others.
#[derive(Clone, Copy)]
struct Adam {
    corrects_v: bool,
    corrects_s: bool,
    counts_steps: bool,
    keeps_corrected: bool,
    has_root: bool,
    /// ε after the root, and under the root.
    epsilon: [f64; 2],
    shares_moments: bool,
}

impl Adam {
    const RIGHT: Self = Self {
        corrects_v: true,
        corrects_s: true,
        counts_steps: true,
        keeps_corrected: false,
        has_root: true,
        epsilon: [1e-8, 0.0],
        shares_moments: false,
    };

    fn descent(self, gradient: fn([f64; 2]) -> [f64; 2], alpha: f64, steps: i32) -> [f64; 2] {
        let (mut theta, mut moments) = ([0.0; 2], [[0.0; 2]; 2]);
        for step in 1..=steps {
            let (d, t) = (gradient(theta), if self.counts_steps { step } else { 1 });
            for i in 0..2 {
                let [v, s] = &mut moments[if self.shares_moments { 0 } else { i }];
                *v = 0.9 * *v + 0.1 * d[i];
                *s = 0.999 * *s + 0.001 * d[i] * d[i];
                let corrected_v = if self.corrects_v { *v / (1.0 - 0.9_f64.powi(t)) } else { *v };
                let corrected_s = if self.corrects_s { *s / (1.0 - 0.999_f64.powi(t)) } else { *s };
                if self.keeps_corrected {
                    (*v, *s) = (corrected_v, corrected_s);
                }
                let under_root = corrected_s + self.epsilon[1];
                let size = if self.has_root { under_root.sqrt() } else { under_root } + self.epsilon[0];
                theta[i] -= alpha * corrected_v / size;
            }
        }
        theta
    }
}

fn first_steps(answer: [f64; 3]) -> Verdict {
    // The mistakes are made, at the first step into the valley of the chapter, where the derivative of b is −4.
    let left_out = [(false, false), (false, true), (true, false)];
    let right = left_out.map(|(corrects_v, corrects_s)| {
        Adam { corrects_v, corrects_s, ..Adam::RIGHT }.descent(|_| [-4.0; 2], 1.0, 1)[0]
    });
    let [both, of_v, of_s] = right;
    let names = ["without both corrections", "without that of v", "without that of s"];
    Expected::by_hand(names.map(|name| format!("The factor {name}")).into_iter().zip(right))
        .mistake([1.0; 3], "This is the first step with both corrections, which is as long as the learning rate. What are v and s after one step, before they are corrected?")
        .mistake([both * both * 10.0, of_v, of_s * of_s], "The root is missing: the step divides by the root of s, so without its correction by √(1 − β₂) |d|.")
        .mistake([both, of_s, of_v], "The last two are exchanged. Without its correction v is too small, and v is on top; s is below, so a small s makes the step long.")
        .mistake([1.0 / both, 1.0 / of_v, 1.0 / of_s], "Each of these is one over the factor. Without its correction v is smaller than it should be, not larger: it is (1 − β₁) d after one step.")
        .mistake([0.9 / 0.999_f64.sqrt(), 0.9, 1.0 / 0.999_f64.sqrt()], "You multiplied by β. At the start v and s are 0, so what is left of d after the first step is (1 − β₁) d, and of its square (1 − β₂) d².")
        .check(answer)
}

/// x, y, α, β and the number of steps. The first three are the valley of the chapter.
type Case = (&'static [f64], &'static [f64], f64, f64, usize);

const CASES: [Case; 5] = [
    (&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0], 0.02, 0.9, 1),
    (&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0], 0.02, 0.9, 2),
    (&[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0], 0.02, 0.9, 10),
    (&[-1.0, 3.0], &[0.5, 1.0], 0.1, 0.5, 4),
    (&[2.0], &[-1.0], 0.05, 0.8, 3),
];

/// Walks from b = w = 0 in each of the cases. `part` is the part of an example in the derivatives of b and w;
/// `moved` updates v and returns what is multiplied by α.
fn walks(part: fn(f64, f64, f64) -> [f64; 2], moved: fn(&mut f64, f64, f64) -> f64) -> Vec<f64> {
    let walk = |(xs, ys, alpha, beta, steps): &Case| {
        let (mut weights, mut v) = ([0.0; 2], [0.0; 2]);
        for _ in 0..*steps {
            let mut d = [0.0; 2];
            for (x, y) in xs.iter().zip(*ys) {
                let [b, w] = part(weights[0] + weights[1] * x - y, *x, xs.len() as f64);
                d = [d[0] + b, d[1] + w];
            }
            for i in 0..2 {
                weights[i] -= alpha * moved(&mut v[i], d[i], *beta);
            }
        }
        weights
    };
    CASES.iter().flat_map(walk).collect()
}

fn mean(delta: f64, x: f64, m: f64) -> [f64; 2] {
    [delta / m, delta * x / m]
}

fn rolling(v: &mut f64, d: f64, beta: f64) -> f64 {
    *v = beta * *v + d;
    *v
}

/// An answer of the reader: x, y, α, β and the number of steps to b and w.
type Momentum = fn(&[f64], &[f64], f64, f64, usize) -> [f64; 2];

fn momentum(answer: Momentum) -> Verdict {
    let names = CASES.iter().flat_map(|(x, y, alpha, beta, steps)| {
        ["b", "w"].map(|name| format!("{name} for x = {x:?}, y = {y:?}, α = {alpha}, β = {beta} after step {steps}"))
    });
    let late = |v: &mut f64, d: f64, beta: f64| std::mem::replace(v, beta * *v + d);
    let averaged = |v: &mut f64, d: f64, beta: f64| {
        *v = beta * *v + (1.0 - beta) * d;
        *v
    };
    Expected::computed(names.zip(walks(mean, rolling)))
        .mistake(walks(mean, |_, d, _| d), "This is gradient descent without momentum: v has to be kept from step to step, so declare it before the loop.")
        .mistake(walks(mean, averaged), "Your v is a mean, β v + (1 − β) d, as Adam has it. With momentum it is a sum: the whole d is added, which makes steps longer where d keeps its sign.")
        .mistake(walks(mean, late), "Each step uses the v of the step before, so the first one does not move at all. First update v, then move by it.")
        .mistake(walks(mean, |v, d, beta| -rolling(v, d, beta)), "You climb. δ is what the line answers minus y, and α v is subtracted from the weight.")
        .mistake(walks(|delta, x, _| [delta, delta * x], rolling), "You added up the derivatives of the examples. J is the mean of their costs, so divide by their number m.")
        .mistake(walks(|delta, _, m| [delta / m, delta / m], rolling), "b and w get the same derivative. w is multiplied by x, so its derivative has x as a factor; b is the bias, whose factor is 1.")
        .mistake(walks(|delta, x, m| mean(2.0 * delta, x, m), rolling), "Your derivatives are twice as large as they should be: the 2 of the square and the ½ in J cancel.")
        .check(CASES.iter().flat_map(|(x, y, alpha, beta, steps)| answer(x, y, *alpha, *beta, *steps)))
}

/// A gradient of two weights.
type Gradient = fn([f64; 2]) -> [f64; 2];

/// The gradient of the valley of the chapter: the mean of δ and of δ x over the three points.
fn valley([b, w]: [f64; 2]) -> [f64; 2] {
    [b + 2.0 * w - 4.0, 2.0 * b + 14.0 / 3.0 * w - 28.0 / 3.0]
}

/// A gradient that is so small that it matters where ε is added.
fn nearly_flat([first, second]: [f64; 2]) -> [f64; 2] {
    [1e-6 * (first - 1.0), -1e-5 * (second + 0.5)]
}

fn adam(answer: fn(Gradient, f64, i32) -> [f64; 2]) -> Verdict {
    let cases: [(&str, Gradient, f64, i32); 4] = [
        ("the valley", valley, 0.3, 1),
        ("the valley", valley, 0.3, 2),
        ("the valley", valley, 0.3, 7),
        ("a cost that is nearly flat", nearly_flat, 0.1, 3),
    ];
    let each = |adam: Adam| {
        cases.map(|(_, gradient, alpha, steps)| adam.descent(gradient, alpha, steps)).into_iter().flatten()
    };
    let names = cases.iter().flat_map(|(cost, _, alpha, steps)| {
        ["first", "second"].map(|weight| format!("The {weight} weight in {cost} for α = {alpha} after step {steps}"))
    });
    let right = Adam::RIGHT;
    Expected::computed(names.zip(each(right)))
        .mistake(each(Adam { corrects_v: false, corrects_s: false, ..right }), "The corrections 1 − β₁ᵗ and 1 − β₂ᵗ are missing, so the first steps are about three times too long.")
        .mistake(each(Adam { corrects_v: false, ..right }), "The correction of v is missing, 1 − β₁ᵗ. v starts at 0, so the first steps are too short without it.")
        .mistake(each(Adam { corrects_s: false, ..right }), "The correction of s is missing, 1 − β₂ᵗ. s starts at 0 and is below the fraction bar, so the first steps are too long without it.")
        .mistake(cases.iter().flat_map(|(_, gradient, alpha, steps)| right.descent(*gradient, -alpha, *steps)), "You climb. The step is subtracted from the weight.")
        .mistake(each(Adam { epsilon: [0.0; 2], ..right }), "Your ε is missing. It is added to the root of s, so that nothing is divided by 0.")
        .mistake(each(Adam { counts_steps: false, ..right }), "Your corrections are the same in every step. β₁ᵗ is a power: t is the number of the step, so the corrections fade away.")
        .mistake(each(Adam { keeps_corrected: true, ..right }), "You keep the corrected v and s, so the next step corrects them again. Correct copies of them, and keep v and s as they are.")
        .mistake(each(Adam { has_root: false, ..right }), "The root of s is missing. s is a mean of squares; only its root has the size of a derivative, which makes the step independent of that size.")
        .mistake(each(Adam { shares_moments: true, ..right }), "Both weights use the same v and s. Each weight needs its own, otherwise a weight takes steps of the other one's size.")
        .mistake(each(Adam { epsilon: [0.0, 1e-8], ..right }), "Your ε is under the root. It is added to the root of s; under the root it would act like 1e-4, and stop weights with small derivatives.")
        .check(cases.iter().flat_map(|(_, gradient, alpha, steps)| answer(*gradient, *alpha, *steps)))
}

fn starts(answer: Vec<&str>) -> Verdict {
    let (random, equal) = (xor::network(), Xor { theta_1: [[0.1; 3]; 4].into(), theta_2: [[0.1; 5]].into() });
    // Each start is trained, and its rows of Θ⁽¹⁾ are compared.
    let stays = |mut start: Xor| {
        batch_descent(&mut start, &xor::samples(), 0.0, xor::RATE, 50).expect("the training does not diverge");
        start.theta_1.iter().all(|row| *row == start.theta_1[0])
    };
    Names::new([
        ("zeros", stays(Xor::zeros()), "All units of the layer have the same weights, incoming and outgoing, so they have the same δ, and their rows get the same step. That the weights are 0 only adds that no error gets through."),
        ("equal", stays(equal.clone()), "Units with the same incoming weights have the same a, and with the same outgoing weights they have the same δ, too. Their rows get the same step, again and again."),
        ("equal_theta_1", stays(Xor { theta_1: equal.theta_1, ..random.clone() }), "The units have different outgoing weights, so their δ differ, and the first step makes their rows different."),
        ("equal_theta_2", stays(Xor { theta_2: equal.theta_2, ..random.clone() }), "The rows differ at the start. So do the activations, and with them the derivatives."),
        ("zero_theta_2", stays(Xor { theta_2: Xor::zeros().theta_2, ..random }), "In the first step no error gets through Θ⁽²⁾. But Θ⁽²⁾ itself gets derivatives δ a, which differ, because the a differ; from then on errors get through."),
    ])
    .check(&answer)
}

#[cfg(test)]
mod tests {
    use super::{Adam, CASES, adam, answers, first_steps, mean, momentum, ranges, rolling, starts, valley, walks};

    #[test]
    fn the_descents_are_those_of_the_chapter() {
        let run = worked::valley::run();
        let is_near = |one: [f64; 2], other: &[f64]| (0..2).all(|i| (one[i] - other[i]).abs() < 1e-12);
        for (at, (.., steps)) in CASES.iter().enumerate().take(3) {
            assert!(is_near(run.momentum.weights[*steps], &walks(mean, rolling)[2 * at..]), "{steps}");
        }
        assert!(is_near(run.adam.weights[7], &Adam::RIGHT.descent(valley, run.adam.rate, 7)));
    }

    #[test]
    fn a_bias_unit_that_is_counted_is_told() {
        let sentence = ranges([0.926, 1.0]).unwrap_err();
        assert!(sentence.contains("bias unit"), "{sentence}");
    }

    #[test]
    fn a_missing_root_of_the_second_moment_is_told() {
        let sentence = first_steps([100.0, 0.1, 1000.0]).unwrap_err();
        assert!(sentence.starts_with("The root is missing"), "{sentence}");
    }

    #[test]
    fn a_speed_that_is_forgotten_is_told() {
        let sentence = momentum(|x, y, alpha, _, steps| answers::descent_with_momentum(x, y, alpha, 0.0, steps));
        assert!(sentence.unwrap_err().contains("without momentum"));
    }

    #[test]
    fn a_descent_that_climbs_is_told() {
        let sentence =
            momentum(|x, y, alpha, beta, steps| answers::descent_with_momentum(x, y, -alpha, beta, steps)).unwrap_err();
        assert!(sentence.starts_with("You climb."), "{sentence}");
        let sentence = adam(|gradient, alpha, steps| answers::descent_with_adam(gradient, -alpha, steps)).unwrap_err();
        assert!(sentence.starts_with("You climb."), "{sentence}");
    }

    #[test]
    fn each_correction_that_is_missing_is_told() {
        let of_v =
            adam(|gradient, alpha, steps| Adam { corrects_v: false, ..Adam::RIGHT }.descent(gradient, alpha, steps));
        assert!(of_v.unwrap_err().starts_with("The correction of v is missing"));
        let of_s =
            adam(|gradient, alpha, steps| Adam { corrects_s: false, ..Adam::RIGHT }.descent(gradient, alpha, steps));
        assert!(of_s.unwrap_err().starts_with("The correction of s is missing"));
        let epsilon =
            adam(|gradient, alpha, steps| Adam { epsilon: [0.0; 2], ..Adam::RIGHT }.descent(gradient, alpha, steps));
        assert!(epsilon.unwrap_err().starts_with("Your ε is missing"));
    }

    #[test]
    fn an_epsilon_under_the_root_is_told() {
        let sentence =
            adam(|gradient, alpha, steps| Adam { epsilon: [0.0, 1e-8], ..Adam::RIGHT }.descent(gradient, alpha, steps));
        assert!(sentence.unwrap_err().starts_with("Your ε is under the root"));
    }

    #[test]
    fn a_second_layer_of_zeros_is_told_from_zeros() {
        let sentence = starts(vec!["zeros", "equal", "zero_theta_2"]).unwrap_err();
        assert!(sentence.contains("from then on errors get through"), "{sentence}");
    }
}
