//! The time of a step on many machines, simulated.
//!
//! The run is in `worked/src/many_machines.rs`.

fn main() {
    print!("{}", worked::many_machines::run());
}
