//! Classes that are not numbered.

use backprop::{CrossEntropy, Samples, SamplesOf, Softmax, network};

network! {
    struct Net { layers: 2 -> 2 Softmax, cost: CrossEntropy }
}

fn main() {
    let rows = [[0.0, 1.0], [1.0, 1.0]];
    let _: SamplesOf<Net> = Samples::from_classes(rows, &["cat", "dog"]).unwrap();
    let _: SamplesOf<Net> = Samples::from_classes(rows, &[0.0, 1.0]).unwrap();
}
