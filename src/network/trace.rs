//! Traces: every number of a run, printed in the notation of the equations.
//!
//! A [`Trace`] records z, a and δ of each example, Δ, D and J, the numbers on the way to [`cost`](Network::cost) and
//! [`gradient`](Network::gradient).
//!
//! **Invariant**: every number comes from a method of the network.

use crate::display::{fixed, raised};
use crate::equations::scalar::Scalar;
use crate::network::{LayerValues, Network, Record, SamplesOf};
use alloc::{format, vec::Vec};
use core::fmt::{self, Display};
use ndarray::ArrayView2;

/// All results of forward propagation and backpropagation for samples.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
/// let trace = Xor::random(7).trace(&samples, 0.1);
/// assert_eq!(trace.deltas[0].delta_3[0], trace.forward[0].a_3[0] - 1.0);
/// assert!(trace.to_string().contains("\n  δ⁽³⁾ = "));
/// println!("{trace:.3}");
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[doc(alias("hooks", "activations", "intermediate"))]
pub struct Trace<N: Network> {
    /// z and a of each example.
    pub forward: Vec<N::Forward>,
    /// δ of each example.
    pub deltas: Vec<N::Deltas>,
    /// Δ, summed over the examples.
    pub accumulated: N,
    /// D = ∂J/∂Θ.
    pub gradient: N,
    /// J(Θ).
    pub cost: N::Scalar,
}

impl<N: Network> Trace<N> {
    /// Runs `network` over `samples` with the regularization λ. If the samples have weights, Δ, D and J are weighted; the δ
    /// of the examples are not.
    ///
    /// # Panics
    ///
    /// Panics if the cost cannot score a target.
    #[track_caller]
    pub fn new(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> Self {
        let forward: Vec<_> = samples.x().iter().map(|x| network.forward(x)).collect();
        let deltas = forward.iter().zip(samples.y()).map(|(forward, y)| network.backward(forward, y)).collect();
        Self {
            forward,
            deltas,
            accumulated: network.accumulated(samples),
            gradient: network.gradient(samples, lambda),
            cost: network.cost(samples, lambda),
        }
    }

    /// Returns a trace of numbers that were computed elsewhere, for example by equations that differ from the
    /// network's.
    pub fn from_parts(
        forward: Vec<N::Forward>,
        deltas: Vec<N::Deltas>,
        accumulated: N,
        gradient: N,
        cost: N::Scalar,
    ) -> Self {
        Self { forward, deltas, accumulated, gradient, cost }
    }
}

/// Prints every number with six decimals, or as many as the format says (`{trace:.3}`).
///
/// Long rows and many examples are shortened; `{trace:#}` prints all of them.
impl<N: Network> Display for Trace<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if f.alternate() { self.forward.len() } else { self.forward.len().min(EXAMPLES) };
        for (i, (forward, deltas)) in self.forward.iter().zip(&self.deltas).enumerate().take(shown) {
            writeln!(f, "example {}", i + 1)?;
            for LayerValues { quantity, layer, units } in forward.layers().into_iter().chain(deltas.layers()) {
                write!(f, "  {}{} = ", quantity.symbol(), Superscript(layer))?;
                row(f, units, '(', ')')?;
                writeln!(f)?;
            }
        }
        if shown < self.forward.len() {
            writeln!(f, "… and {} examples more", self.forward.len() - shown)?;
        }
        for (symbol, matrices) in [("Δ", self.accumulated.thetas()), ("D", self.gradient.thetas())] {
            for (layer, matrix) in (1..).zip(matrices) {
                write!(f, "{symbol}{} = ", Superscript(layer))?;
                rows(f, matrix)?;
            }
        }
        write!(f, "J = {}", fixed(self.cost, decimals(f)))
    }
}

/// The number of examples that are printed; the others are counted.
const EXAMPLES: usize = 8;
/// The largest number of rows or columns that are printed; of more, the first `ENTRIES` − 2 are.
const ENTRIES: usize = 10;

/// Returns the number of decimals of a format.
fn decimals(f: &fmt::Formatter<'_>) -> usize {
    f.precision().unwrap_or(6)
}

/// Prints numbers in columns: `( 0.100000, -0.200000)`.
fn row<T: Scalar>(f: &mut fmt::Formatter<'_>, values: &[T], open: char, close: char) -> fmt::Result {
    let (decimals, width) = (decimals(f), decimals(f) + 3);
    let shown = if f.alternate() || values.len() <= ENTRIES { values.len() } else { ENTRIES - 2 };
    let numbers = values[..shown].iter().map(|&value| format!("{:>width$}", fixed(value, decimals)));
    write!(f, "{open}{}", numbers.collect::<Vec<_>>().join(", "))?;
    if shown < values.len() {
        write!(f, ", … {} in all", values.len())?;
    }
    write!(f, "{close}")
}

/// Prints the rows of a matrix below each other; the first continues the line with its name.
fn rows<T: Scalar>(f: &mut fmt::Formatter<'_>, matrix: ArrayView2<'_, T>) -> fmt::Result {
    let shown = if f.alternate() || matrix.nrows() <= ENTRIES { matrix.nrows() } else { ENTRIES - 2 };
    for (i, values) in matrix.rows().into_iter().enumerate().take(shown) {
        if i > 0 {
            write!(f, "       ")?;
        }
        row(f, &values.to_vec(), '[', ']')?;
        writeln!(f)?;
    }
    if shown < matrix.nrows() {
        writeln!(f, "       … {} rows in all", matrix.nrows())?;
    }
    Ok(())
}

/// The number of a layer as a superscript.
///
/// ```
/// assert_eq!(backprop::trace::Superscript(2).to_string(), "⁽²⁾");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Superscript(pub usize);

impl Display for Superscript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "⁽{}⁾", raised(self.0))
    }
}
