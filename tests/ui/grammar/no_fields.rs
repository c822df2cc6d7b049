//! A network without fields.

use backprop::network;

network! {
    struct Net;
}

fn main() {}
