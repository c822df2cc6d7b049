//! A network's own chapter: its equations, as its own code computes them, and the numbers beneath.
//!
//! The passes of the network are run with [symbols](crate::symbol). What forward propagation and backpropagation leave is
//! named layer by layer, so δ⁽²⁾ is written with δ⁽³⁾; where samples are given, the numbers come from a run of the
//! same network with its own numbers.
//!
//! **Invariant**: no equation is written here; each is what a run of the network returned.

mod equations;
mod markdown;
mod values;

use crate::network::{Network, SamplesOf};
use std::fmt;
use values::Values;

/// The derivation of a network: its declaration, its shapes, its equations and, given samples, their numbers.
///
/// It prints as Markdown with LaTeX between `$$`, as GitHub, Jupyter and mdBook render it. `{:.3}` prints numbers with so
/// many decimals, instead of six. A network of more than 500 weights is summarized: of each layer the first and the last
/// unit are shown, and of long sums the ends.
///
/// ```
/// use backprop::{Identity, Samples, Sigmoid, SquaredError, network};
///
/// network! {
///     /// Two inputs, two hidden units, one output.
///     struct Small { layers: 2 -> 2 Sigmoid -> 1 Identity, cost: SquaredError }
/// }
///
/// let small = Small::random(1);
/// let text = small.derivation().unicode();
/// assert!(text.contains("z₂⁽²⁾ = Θ₂₀⁽¹⁾ + Θ₂₁⁽¹⁾ a₁⁽¹⁾ + Θ₂₂⁽¹⁾ a₂⁽¹⁾"));
/// assert!(text.contains("δ₁⁽²⁾ = Θ₁₁⁽²⁾ δ₁⁽³⁾ g′(z₁⁽²⁾)"));
///
/// // The numbers of a run, beneath each equation.
/// let samples = Samples::new([[0.5, -1.0]], [[1.0]])?;
/// println!("{}", small.derivation().worked(&samples, 0.0));
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Derivation<N: Network> {
    network: N,
    form: Form,
    values: Option<Values>,
}

/// How far equations are written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// With the quantities of the layer before by their names.
    Named,
    /// Down to weights, inputs and targets.
    Expanded,
}

impl<N: Network> Derivation<N> {
    /// The derivation of `network`.
    pub fn new(network: &N) -> Self {
        Self { network: network.clone(), form: Form::Named, values: None }
    }

    /// With every equation written out down to weights, inputs and targets; what would be longer than 500 symbols keeps its
    /// name.
    pub fn expanded(self) -> Self {
        Self { form: Form::Expanded, ..self }
    }

    /// With the numbers of a run over `samples` with the regularization λ: those of the first example, and of Δ, D and J
    /// over all of them.
    pub fn worked(self, samples: &SamplesOf<N>, lambda: N::Scalar) -> Self
    where
        N::Scalar: Into<f64>,
    {
        let values = Some(Values::of(&self.network, samples, lambda));
        Self { values, ..self }
    }

    /// The equations step by step, in the order in which they are computed.
    pub fn steps(&self) -> Vec<Step> {
        equations::steps(&self.network, self.form, self.values.as_ref(), DECIMALS)
    }

    /// The equations as plain text, one a line.
    pub fn unicode(&self) -> String {
        let lines = self.steps().into_iter().flat_map(|step| step.equations).map(|equation| equation.unicode + "\n");
        lines.collect()
    }
}

/// How many decimals numbers have where nothing is said.
const DECIMALS: usize = 6;

/// The equations of one quantity of one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What is computed, in words.
    pub title: String,
    /// What is computed, as LaTeX: `z^{(2)}`.
    pub quantity: String,
    /// Its equations, one a unit or an entry.
    pub equations: Vec<Equation>,
    /// The functions that occur in it.
    pub functions: Vec<Definition>,
    /// How many equations are left out.
    pub left_out: usize,
}

/// One equation.
#[derive(Debug, Clone, PartialEq)]
pub struct Equation {
    /// The left side and its sign of equality, as LaTeX: `z_1^{(2)} =`.
    pub left: String,
    /// The right side, as LaTeX.
    pub right: String,
    /// Both sides as plain text.
    pub unicode: String,
    /// The numbers put in and the result, as LaTeX; empty without samples.
    pub numbers: Vec<String>,
}

/// A function that an equation applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The name of the activation's type.
    pub activation: String,
    /// As LaTeX: `g(z) = \tanh(z)`.
    pub latex: String,
    /// As plain text.
    pub unicode: String,
}

impl<N: Network> fmt::Display for Derivation<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(DECIMALS);
        let steps = equations::steps(&self.network, self.form, self.values.as_ref(), decimals);
        markdown::write(f, &self.network, &steps, self.values.as_ref())
    }
}
