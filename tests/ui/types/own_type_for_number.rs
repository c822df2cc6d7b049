//! A type of one's own that is no number.

use backprop::{CrossEntropy, Sigmoid, network};

struct Fixed(i32);

network! {
    struct Net {
        layers: 2 -> 1 Sigmoid,
        cost: CrossEntropy,
        scalar: Fixed,
    }
}

fn main() {
    println!("{}", Fixed(1).0);
}
