//! The 2-2-2-1 network by hand: the factors of every sum, and what a push of each z moves.
//!
//! The run is in `worked/src/by_hand.rs`.

fn main() {
    print!("{}", worked::by_hand::run());
}
