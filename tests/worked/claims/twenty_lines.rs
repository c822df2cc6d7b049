//! The chapter with the whole thing in twenty lines.

use super::recorded;
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

#[test]
fn the_program_has_twenty_lines() {
    let source = include_str!("../../../worked/examples/twenty_lines.rs");
    assert_eq!(source.lines().skip_while(|line| !line.starts_with("fn main")).count(), 20);
}

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

#[test]
fn the_cost_falls_in_every_step() {
    let costs = recorded("chain").numbers("descent", Some("cost"));
    assert!(costs.windows(2).all(|pair| pair[1] < pair[0]));
}

#[test]
fn both_paths_of_a_branch_count() {
    let chain = recorded("chain");
    let [path_u, path_v, rise] = ["path_u", "path_v", "rise"].map(|key| chain.number(&format!("branch/{key}")));
    let measured = rise / chain.number("nudge");
    assert!((measured / (path_u + path_v) - 1.0).abs() < 0.01);
    assert!(measured > 1.4 * path_v, "one path alone explains less");
}

#[test]
fn the_first_weight_turns_when_the_second_changes_its_sign() {
    let chain = recorded("chain");
    let [w_1, w_2] = ["w_1", "w_2"].map(|key| chain.numbers("descent", Some(key)));
    for (step, pair) in w_1.windows(2).enumerate() {
        assert_eq!(pair[1] < pair[0], w_2[step] < 0.0, "step {step}");
    }
    assert!(w_2.first() < Some(&0.0) && w_2.last() > Some(&0.0));
}

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
