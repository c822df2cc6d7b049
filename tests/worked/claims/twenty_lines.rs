//! The chapter with the whole thing in twenty lines.

use super::recorded;
use backprop::{Activation, Sigmoid};
use std::cell::RefCell;

thread_local! {
    static PRINTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

mod program {
    /// Keeps the lines that the program prints.
    macro_rules! println {
        ($($arguments:tt)*) => { super::PRINTED.with_borrow_mut(|lines| lines.push(format!($($arguments)*))) };
    }

    include!("../../../worked/examples/twenty_lines.rs");

    pub(super) fn run() {
        main();
    }
}

/// > Its code computes the same numbers; a test compares the two.
#[test]
fn the_program_prints_what_the_library_computes() {
    program::run();
    let printed = PRINTED.take();
    let chain = recorded("chain");
    let [costs, w_1, w_2] = ["cost", "w_1", "w_2"].map(|key| chain.numbers("descent", Some(key)));
    let expected = (0..costs.len())
        .map(|step| format!("step {step}: C = {:.4}, w_1 = {:.4}, w_2 = {:.4}", costs[step], w_1[step], w_2[step]));
    assert_eq!(printed, expected.collect::<Vec<_>>());
}

/// > There $g'(z_2)$ is the same, but $a_2$ is smaller, and it is a factor of $\frac{\partial C}{\partial w_2}$.
#[test]
fn with_other_weights_the_first_one_matters_more() {
    let slopes = |weights| {
        let gradient = worked::chain::chain(weights).gradient(&worked::chain::samples(), 0.0);
        [gradient.theta_1[0][1].abs(), gradient.theta_2[0][1].abs()]
    };
    let [w_1, w_2] = worked::chain::WEIGHTS;
    let [first, second] = slopes([w_1, w_2]);
    assert!(first < second);
    for weights in [[w_1, -2.0], [-0.5, w_2]] {
        let [first, second] = slopes(weights);
        assert!(first > second, "{weights:?}");
    }
    let slope = |w_1: f64| Sigmoid::g_prime(worked::chain::X * w_1);
    assert!((slope(-0.5) - slope(w_1)).abs() < 1e-12);
}

/// > Then you will let twenty lines of code do it again and again, until the network's answer is on the right side.
#[test]
fn the_program_has_twenty_lines() {
    let source = include_str!("../../../worked/examples/twenty_lines.rs");
    assert_eq!(source.lines().skip_while(|line| !line.starts_with("fn main")).count(), 20);
}

/// > The cost was 1.12405, and it becomes 1.12669: it grows by 0.00264, as promised except in the last digit. The
/// > rest is there because the nudge was small but not infinitely small, so that the derivative itself changed a
/// > little on the way. And $w_2$? If it grows by 0.01, the promise is -0.00493, and the measured change is -0.00493.
#[test]
fn a_nudge_moves_the_cost_as_promised() {
    let chain = recorded("chain");
    for (promised, rise) in [("promised", "rise"), ("promised_w_2", "rise_w_2")] {
        let (promised, rise) = (chain.number(promised), chain.number(rise));
        assert!((rise / promised - 1.0).abs() < 0.005, "{promised} {rise}");
    }
    // The text: but for the last of five decimals.
    assert!((chain.number("promised") - chain.number("rise")).abs() < 1.5e-5);
}

/// > The cost falls in every step.
#[test]
fn the_cost_falls_in_every_step() {
    let costs = recorded("chain").numbers("descent", Some("cost"));
    assert!(costs.windows(2).all(|pair| pair[1] < pair[0]));
}

/// > If $a$ grows by 0.01, the promise is that $c$ grows by 0.36, and it grows by 0.3618.
#[test]
fn both_paths_of_a_branch_count() {
    let chain = recorded("chain");
    let [path_u, path_v, rise] = ["path_u", "path_v", "rise"].map(|key| chain.number(&format!("branch/{key}")));
    let measured = rise / chain.number("nudge");
    assert!((measured / (path_u + path_v) - 1.0).abs() < 0.01);
    assert!(measured > 1.4 * path_v, "one path alone explains less");
}

/// > So $w_1$ falls as long as $w_2$ is negative and rises as soon as it is positive.
#[test]
fn the_first_weight_turns_when_the_second_changes_its_sign() {
    let chain = recorded("chain");
    let [w_1, w_2] = ["w_1", "w_2"].map(|key| chain.numbers("descent", Some(key)));
    for (step, pair) in w_1.windows(2).enumerate() {
        assert_eq!(pair[1] < pair[0], w_2[step] < 0.0, "step {step}");
    }
    assert!(w_2.first() < Some(&0.0) && w_2.last() > Some(&0.0));
}

/// > The first step even lowers it more than the right program does, to 0.8609 instead of 0.9797. But $w_1$ moves
/// > much too far: it is -5.2453 after 20 steps, so $a_2$ is nearly 0, and whatever $w_2$ is, the output stays near
/// > one half. It is 0.5000 after 20 steps, where the right program has reached 0.8081.
#[test]
fn without_g_prime_the_cost_falls_and_the_output_stays_below_one_half() {
    let chain = recorded("chain");
    let [right, wrong] =
        ["descent", "descent_without_g_prime"].map(|run| ["cost", "output"].map(|key| chain.numbers(run, Some(key))));
    let [costs, outputs] = wrong;
    assert!(costs.windows(2).all(|pair| pair[1] < pair[0]));
    assert!(costs[1] < right[0][1], "the first step lowers the cost more");
    assert!(outputs.iter().all(|output| *output < 0.5) && outputs[20] > 0.49);
    assert!(right[1][20] > 0.8);
}
