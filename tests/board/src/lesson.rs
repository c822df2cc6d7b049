//! What the board and the host compute.

use alloc::vec::Vec;
use backprop::{CrossEntropy, Network, Samples, SamplesOf, Scalar, Sigmoid, Tanh, network, stochastic_descent};
use core::fmt::{Result, Write};

network! {
    /// The network of the chapter "A small network by hand".
    struct Intuition { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    /// Exclusive or, in double precision.
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    /// Exclusive or in single precision, for which this processor has instructions.
    struct SingleXor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
}

/// Prints the errors of a network, and trains two others. A float is printed with as many digits as tell it from all others.
pub(crate) fn run(out: &mut impl Write) -> Result {
    let net = Intuition {
        theta_1: [[0.1, 0.2, 0.3], [-0.1, 0.4, -0.2]].into(),
        theta_2: [[0.05, 0.3, -0.4], [0.2, -0.5, 0.6]].into(),
        theta_3: [[-0.3, 0.7, 0.8]].into(),
    };
    let (x, y) = ([0.5, -0.25], [1.0]);
    let forward = net.forward(&x);
    let deltas = net.backward(&forward, &y);
    writeln!(out, "h {:?}", forward.a_4)?;
    writeln!(out, "delta_4 {:?}", deltas.delta_4)?;
    writeln!(out, "delta_3 {:?}", deltas.delta_3)?;
    writeln!(out, "delta_2 {:?}", deltas.delta_2)?;

    let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let samples = Samples::new(x, [[0.0], [1.0], [1.0], [0.0]]).expect("four rows");
    train(out, Xor::random(1), &samples)?;
    train(out, SingleXor::random(1), &samples.map(|number| number as f32).expect("zeros and ones"))
}

/// Trains a network by stochastic descent; prints the classes, the cost and all weights at the end.
fn train<N: Network>(out: &mut impl Write, mut net: N, samples: &SamplesOf<N>) -> Result {
    let number = N::Scalar::from_f64;
    if let Err(error) = stochastic_descent(&mut net, samples, number(0.0), number(0.2), 500) {
        return writeln!(out, "{error}");
    }
    let classes: Vec<_> = samples.x().iter().map(|x| net.predict(x)).collect();
    writeln!(out, "classes {classes:?}, J {:?}", net.cost(samples, number(0.0)))?;
    net.thetas().iter().try_for_each(|theta| writeln!(out, "{:?}", theta.iter().collect::<Vec<_>>()))
}
