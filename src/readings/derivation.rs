//! Derivations: the equations of a network, as its own code computes them, with the numbers of a run.
//!
//! Needs the feature `symbol`.
//!
//! The passes of the network are run with [symbols](crate::readings::symbol). The results of each layer get names, so δ⁽²⁾ is
//! written in terms of δ⁽³⁾. If samples are given, the numbers come from a run of the same network with its own
//! numbers.
//!
//! **Invariant**: no equation is written here; each is the result of a run of the network.

mod equations;
mod markdown;
mod values;

use crate::network::{Network, SamplesOf};
use core::fmt;
use values::Values;

/// The derivation of a network: its declaration, its shapes, its equations and, given samples, their numbers.
///
/// It prints as Markdown with LaTeX between `$$`, as GitHub, Jupyter and mdBook render it. Numbers have six decimals,
/// or as many as the format says: `{:.3}`. A network of more than 500 weights is summarized: the first and the last
/// unit of each layer are shown, and the ends of long sums.
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
/// // With the numbers of a run below each equation.
/// let samples = Samples::new([[0.5, -1.0]], [[1.0]])?;
/// println!("{}", small.derivation().worked(&samples, 0.0));
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Debug, Clone)]
#[must_use]
#[doc(alias("latex", "sympy"))]
pub struct Derivation<N: Network> {
    network: N,
    form: Form,
    values: Option<Values>,
}

/// The form of the equations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// In terms of the named quantities of other layers.
    Named,
    /// Down to weights, inputs and targets.
    Expanded,
}

impl<N: Network> Derivation<N> {
    /// Returns the derivation of `network`.
    pub fn new(network: &N) -> Self {
        Self { network: network.clone(), form: Form::Named, values: None }
    }

    /// Writes every equation out down to weights, inputs and targets. Expressions of more than 500 symbols keep their
    /// names.
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError};
    /// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// let text = Line::zeros().derivation().expanded().unicode();
    /// assert!(text.contains("δ₁⁽²⁾ = g(Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾ x₁) − y₁"), "{text}");
    /// ```
    pub fn expanded(self) -> Self {
        Self { form: Form::Expanded, ..self }
    }

    /// Adds the numbers of a run over `samples` with the regularization λ: those of the first example, and Δ, D and J
    /// over all examples.
    pub fn worked(self, samples: &SamplesOf<N>, lambda: N::Scalar) -> Self
    where
        N::Scalar: Into<f64>,
    {
        let values = Some(Values::new(&self.network, samples, lambda));
        Self { values, ..self }
    }

    /// Returns the equations step by step, in the order in which they are computed.
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError};
    /// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// let steps = Line::zeros().derivation().steps();
    /// assert_eq!(steps[1].quantity, "z^{(2)}");
    /// assert_eq!(steps[1].equations[0].unicode, "z₁⁽²⁾ = Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾ a₁⁽¹⁾");
    /// ```
    pub fn steps(&self) -> Vec<Step> {
        equations::steps(&self.network, self.form, self.values.as_ref(), DECIMALS)
    }

    /// Returns the equations as plain text, one on each line.
    pub fn unicode(&self) -> String {
        let lines = self.steps().into_iter().flat_map(|step| step.equations).map(|equation| equation.unicode + "\n");
        lines.collect()
    }
}

/// The default number of decimals.
const DECIMALS: usize = 6;

/// The equations of one quantity of one layer; see [`Derivation::steps`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// The title of the step, in words.
    pub title: String,
    /// The quantity as LaTeX: `z^{(2)}`.
    pub quantity: String,
    /// Its equations, one for each unit or entry.
    pub equations: Vec<Equation>,
    /// The functions that occur in it.
    pub functions: Vec<Definition>,
    /// The number of equations that are left out.
    pub left_out: usize,
}

/// One equation; see [`Derivation::steps`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Equation {
    /// The left side with the equals sign, as LaTeX: `z_1^{(2)} =`.
    pub left: String,
    /// The right side, as LaTeX.
    pub right: String,
    /// Both sides as plain text.
    pub unicode: String,
    /// The right side with numbers, and the result, as LaTeX; empty without samples.
    pub numbers: Vec<String>,
}

/// A function that an equation applies; see [`Step::functions`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Definition {
    /// The name of the activation's type.
    pub activation: String,
    /// The definition as LaTeX: `g(z) = \tanh(z)`.
    pub latex: String,
    /// The definition as plain text.
    pub unicode: String,
}

impl<N: Network> fmt::Display for Derivation<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(DECIMALS);
        let steps = equations::steps(&self.network, self.form, self.values.as_ref(), decimals);
        markdown::write(f, &self.network, &steps, self.values.as_ref())
    }
}
