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
