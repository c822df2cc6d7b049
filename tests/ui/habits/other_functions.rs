//! An activation and a cost that `backprop` does not have.

use backprop::{Sigmoid, network};

network! {
    struct Net {
        layers: 2 -> 4 GELU -> 1 Sigmoid,
        cost: MAE,
    }
}

fn main() {}
