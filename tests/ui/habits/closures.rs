//! Functions for types.

use backprop::{Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 4 |z| z.tanh() -> 1 Sigmoid,
        cost: |h, y| (h - y) * (h - y),
    }
}

fn main() {}
