//! A chain of two weights: both passes, a nudge, a branch, and twenty steps of gradient descent.
//!
//! The run is in `worked/src/chain.rs`; `twenty_lines` computes it without the library.

fn main() {
    print!("{}", worked::chain::run());
}
