//! The four-layer network, 3-5-5-4, of the slides on forward propagation and backpropagation in Andrew Ng's course.
//!
//! One example passes through it. Weights and input are chosen as in the course's exercise on gradient checking:
//! sin(1)/10, sin(2)/10, …, column by column.

use crate::check::sines;
use backprop::{CrossEntropy, Samples, Sigmoid, Trace, network};

network! {
    /// Four classes: pedestrian, car, motorcycle, truck.
    pub struct FourLayers {
        layers: 3 -> 5 Sigmoid -> 5 Sigmoid -> 4 Sigmoid,
        cost: CrossEntropy,
    }
}

/// Returns the network with its weights.
pub fn network() -> FourLayers {
    FourLayers { theta_1: sines(), theta_2: sines(), theta_3: sines() }
}

/// Returns the example.
pub fn samples() -> Samples<[f64; 3], [f64; 4]> {
    let x = [1.0, 2.0, 3.0].map(|k: f64| k.sin() / 10.0);
    Samples::new([x], [[0.0, 1.0, 0.0, 0.0]]).expect("all values are finite")
}

pub fn run() -> Trace<FourLayers> {
    network().trace(&samples(), 0.0)
}
