//! No network at all.

use backprop::network;

network! {}

fn main() {}
