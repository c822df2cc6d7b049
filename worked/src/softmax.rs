//! A softmax with three outputs, small enough to follow every number, and the derivatives of all outputs along all z.

use backprop::readings::dual::Dual64;
use backprop::{CrossEntropy, OutputActivation, Samples, SamplesOf, Softmax, Trace, network};
use std::array::from_fn;
use std::fmt;

network! {
    /// A softmax without hidden layers.
    pub struct Classes {
        layers: 2 -> 3 Softmax,
        cost: CrossEntropy,
    }
}

/// The results of the example.
pub struct Run {
    /// Both passes of the example.
    pub trace: Trace<Classes>,
    /// ∂aⱼ/∂zₖ, with a row for each output and a column for each z, by dual numbers.
    pub jacobian: [[f64; 3]; 3],
}

pub fn network() -> Classes {
    Classes { theta_1: [[0.1, 0.8, -0.4], [0.0, -0.3, 0.9], [-0.2, 0.5, 0.2]].into() }
}

/// One example, of the first class.
pub fn samples() -> SamplesOf<Classes> {
    Samples::from_classes([[1.0, 0.5]], &[0]).expect("all values are finite")
}

pub fn run() -> Run {
    let trace = network().trace(&samples(), 0.0);
    let z = trace.forward[0].z_2;
    let along = |k: usize| {
        let moving: [Dual64; 3] = from_fn(|j| Dual64::new(z[j], if j == k { 1.0 } else { 0.0 }));
        Softmax::activate(&moving).map(|a| a.eps)
    };
    let columns: [[f64; 3]; 3] = from_fn(along);
    Run { trace, jacobian: from_fn(|j| from_fn(|k| columns[k][j])) }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:.4}\n\nThe derivatives of each output, a row, along each z:", self.trace)?;
        for row in self.jacobian {
            writeln!(f, "{row:7.4?}")?;
        }
        Ok(())
    }
}
