//! Every number of a run, in the book's notation.
//!
//! A [`Trace`] keeps what [`cost`](Network::cost) and [`gradient`](Network::gradient) pass through: z, a and δ of each
//! example, Δ, D and J. It computes nothing that the network does not.

use crate::display::{fixed, raised};
use crate::equations::scalar::Scalar;
use crate::network::{LayerValues, Network, Record, SamplesOf};
use ndarray::ArrayView2;
use std::fmt::{self, Display};

/// All that forward propagation and backpropagation leave on a set of samples.
#[derive(Debug, Clone, PartialEq)]
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
    /// Runs `network` over `samples` with the regularization λ.
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
}

/// Prints every number, with as many decimals as asked for (`{trace:.3}`), or six.
///
/// Long rows and sets of many examples are shortened; `{trace:#}` prints all.
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

/// How many examples are printed before the rest is only counted.
const EXAMPLES: usize = 8;
/// How many rows or columns are printed before the middle is left out.
const ENTRIES: usize = 10;

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

/// Prints the rows of a matrix below each other, the first at the end of the line that names it.
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

/// The number of a layer as the book sets it: ⁽²⁾.
#[derive(Debug, Clone, Copy)]
pub struct Superscript(pub usize);

impl Display for Superscript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "⁽{}⁾", raised(self.0))
    }
}
