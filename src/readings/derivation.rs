//! Derivations: the equations of a network, as its own code computes them, with the numbers of a run.
//!
//! Needs the feature `symbol`.
//!
//! The passes of the network are run with [symbols](crate::readings::symbol). The results of each layer get names, so δ⁽²⁾ is
//! written in terms of δ⁽³⁾. If samples are given, the numbers come from a run of the same network with its own
//! numbers.
//!
//! Where the code computes something in a form that cannot overflow or cancel, the equation is first written as in a
//! textbook, and then as it is computed.
//!
//! **Invariant**: what is computed is the result of a run of the network, and what a textbook writes is equal to it.

mod equations;
mod markdown;
mod textbook;
mod values;
mod walks;
mod writer;

use crate::network::{Network, SamplesOf};
use crate::readings::symbol::Notation;
use core::fmt;
use values::Values;

/// The derivation of a network: its declaration, its shapes, its equations and, given samples, their numbers.
///
/// It prints as Markdown with LaTeX between `$$`, as GitHub, Jupyter and mdBook render it. Numbers have six decimals,
/// or as many as the format says: `{:.3}`. A network of more than 500 weights is summarized: the first and the last
/// unit of each layer are shown, and the ends of long sums.
///
/// Each name is defined before it is used, and once. A form that the code computes, so that no number overflows or
/// cancels, stands below the textbook's, which it is equal to:
///
/// ```
/// use backprop::{CrossEntropy, Sigmoid, Softmax, Tanh, network};
///
/// network! {
///     struct Neuron { layers: 1 -> 1 Sigmoid, cost: CrossEntropy }
///     struct Mixed { layers: 1 -> 1 Tanh -> 1 Sigmoid -> 2 Softmax, cost: CrossEntropy }
/// }
///
/// let text = "For each of the m examples (x, y), with Δ at 0 before the first:
/// a₁⁽¹⁾ = x₁
/// z₁⁽²⁾ = Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾ a₁⁽¹⁾
/// g(z) = 1 / (1 + exp(−z))
/// a₁⁽²⁾ = g(z₁⁽²⁾)
/// C = −y₁ ln(a₁⁽²⁾) − (1 − y₁) ln(1 − a₁⁽²⁾)
/// computed as
///   C = y₁ (max(0, −z₁⁽²⁾) + ln(1 + exp(−|z₁⁽²⁾|))) + (1 − y₁) (max(z₁⁽²⁾, 0) + ln(1 + exp(−|z₁⁽²⁾|)))
/// δ₁⁽²⁾ = a₁⁽²⁾ − y₁
/// Δ₁₀⁽¹⁾ := Δ₁₀⁽¹⁾ + δ₁⁽²⁾
/// Δ₁₁⁽¹⁾ := Δ₁₁⁽¹⁾ + δ₁⁽²⁾ a₁⁽¹⁾
/// After all of them, with C⁽ⁱ⁾ for the C of example i:
/// D₁₀⁽¹⁾ = Δ₁₀⁽¹⁾ / m
/// D₁₁⁽¹⁾ = (Δ₁₁⁽¹⁾ + λ Θ₁₁⁽¹⁾) / m
/// J = Σᵢ₌₁ᵐ C⁽ⁱ⁾ / m + λ / (2 m) (Θ₁₁⁽¹⁾)²
/// ";
/// assert_eq!(Neuron::zeros().derivation().unicode(), text);
///
/// // Layers of different activations have their own g.
/// let text = Mixed::zeros().derivation().unicode();
/// assert!(text.contains("g⁽²⁾(z) = tanh(z)\na₁⁽²⁾ = g⁽²⁾(z₁⁽²⁾)"));
/// assert!(text.contains("g′⁽³⁾(z) = g⁽³⁾(z) (1 − g⁽³⁾(z))\ncomputed as\n  g′⁽³⁾(z) ="));
/// assert!(text.contains("δ₁⁽⁴⁾ = a₁⁽⁴⁾ − y₁ if y₁ + y₂ = 1"));
/// ```
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
/// assert!(text.contains("δ₁⁽²⁾ = Θ₁₁⁽²⁾ δ₁⁽³⁾ g′⁽²⁾(z₁⁽²⁾)"));
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

    /// Writes every equation of an example out down to weights, inputs and targets. Expressions of more than 500 symbols
    /// keep their names, and so does what is a sum over all examples: Δ, and the sum of the costs. The equations are in
    /// the textbook's form.
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError};
    /// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// let text = Line::zeros().derivation().expanded().unicode();
    /// assert!(text.contains("δ₁⁽²⁾ = g(Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾ x₁) − y₁"));
    /// assert!(text.contains("Δ₁₁⁽¹⁾ := Δ₁₁⁽¹⁾ + (g(Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾ x₁) − y₁) x₁"));
    /// assert!(text.contains("D₁₁⁽¹⁾ = (Δ₁₁⁽¹⁾ + λ Θ₁₁⁽¹⁾) / m"));
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

    /// Returns the equations step by step as LaTeX, in the order in which they are computed.
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError};
    /// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// let steps = Line::zeros().derivation().steps();
    /// assert_eq!(steps[1].quantity, "z^{(2)}");
    /// assert_eq!(steps[1].equations[0].right, r"\Theta_{10}^{(1)} + \Theta_{11}^{(1)} \, a_1^{(1)}");
    /// ```
    pub fn steps(&self) -> Vec<Step> {
        self.steps_in(Notation::Latex)
    }

    /// Returns the equations step by step in a notation. A page that shows them as MathML needs no script to set them:
    ///
    /// ```
    /// # use backprop::{Identity, SquaredError, readings::symbol::Notation};
    /// # backprop::network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    /// let mut page = String::new();
    /// for step in Line::zeros().derivation().steps_in(Notation::MathMl) {
    ///     page += &format!("<h2>{}</h2>", step.title);
    ///     for equation in &step.equations {
    ///         page += &format!("<math display=\"block\">{equation}</math>");
    ///     }
    /// }
    /// assert!(page.contains(r#"<mo>=</mo> <msub data-symbol="x 1"><mi>x</mi><mn>1</mn></msub></math>"#));
    /// ```
    pub fn steps_in(&self, notation: Notation) -> Vec<Step> {
        equations::steps(&self.network, notation, self.form, self.values.as_ref(), DECIMALS)
    }

    /// Returns the derivation as plain text, without numbers: an equation on each line, and in words which of them are repeated for each
    /// example.
    pub fn unicode(&self) -> String {
        let steps = equations::steps(&self.network, Notation::Unicode, self.form, None, DECIMALS);
        let mut text = "For each of the m examples (x, y), with Δ at 0 before the first:\n".to_owned();
        for step in steps {
            if step.quantity == "D⁽¹⁾" {
                text += "After all of them, with C⁽ⁱ⁾ for the C of example i:\n";
            }
            for Definition { equation, computed, .. } in &step.functions {
                add_lines(&mut text, core::slice::from_ref(equation), computed.as_slice());
            }
            add_lines(&mut text, &step.equations, &step.computed);
        }
        text
    }
}

/// Adds equations as lines of text, and below them the forms in which they are computed.
fn add_lines(text: &mut String, equations: &[Equation], computed: &[Equation]) {
    equations.iter().for_each(|equation| *text += &format!("{equation}\n"));
    if !computed.is_empty() {
        *text += "computed as\n";
        computed.iter().for_each(|equation| *text += &format!("  {equation}\n"));
    }
}

/// The default number of decimals.
const DECIMALS: usize = 6;

/// The equations of one quantity of one layer; see [`Derivation::steps`]. Its formulas are in the notation of its
/// equations.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// The title of the step, in words.
    pub title: String,
    /// The quantity: `z^{(2)}`.
    pub quantity: String,
    /// The functions that it is the first to apply.
    pub functions: Vec<Definition>,
    /// Its equations, one for each unit or entry.
    pub equations: Vec<Equation>,
    /// Those of its equations that are computed in another form, in that form; before them, the parts that they share.
    pub computed: Vec<Equation>,
    /// The terms that are 0 in the run.
    pub vanishing: Vec<String>,
    /// The number of equations that are left out.
    pub left_out: usize,
}

/// One equation; see [`Derivation::steps`]. It prints as one line: both sides, the numbers and the condition.
///
/// ```
/// use backprop::{Identity, Samples, SquaredError, network, readings::symbol::Notation};
///
/// network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
///
/// let line = Line { theta_1: [[-0.5, 2.0]].into() };
/// let samples = Samples::new([[0.25]], [[1.0]])?;
/// let steps = line.derivation().worked(&samples, 0.0).steps_in(Notation::Unicode);
/// assert_eq!(steps[1].equations[0].to_string(), "z₁⁽²⁾ = Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾ a₁⁽¹⁾ = −0.5 + 2 · 0.25 = 0");
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Equation {
    /// The notation of its parts.
    pub notation: Notation,
    /// The left side with the equals sign: `z_1^{(2)} =`.
    pub left: String,
    /// The right side.
    pub right: String,
    /// The condition under which it holds; empty if it always does.
    pub condition: String,
    /// The right side with numbers, the same with a number for each g′ if there is one, and the result, each with its
    /// equals sign; empty without samples.
    pub numbers: Vec<String>,
}

impl fmt::Display for Equation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { notation, left, right, condition, numbers } = self;
        let mut text = format!("{left} {right}");
        numbers.iter().for_each(|number| text += &format!(" {number}"));
        match condition.is_empty() {
            true => f.write_str(&text),
            false => f.write_str(&notation.style().provided(&text, condition)),
        }
    }
}

/// The definition of a function g or g′; see [`Step::functions`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Definition {
    /// The name of the activation's type.
    pub activation: String,
    /// The definition: `g(z) = \tanh(z)`.
    pub equation: Equation,
    /// The form in which it is computed, if that is another one.
    pub computed: Option<Equation>,
}

impl<N: Network> fmt::Display for Derivation<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(DECIMALS);
        let steps = equations::steps(&self.network, Notation::Latex, self.form, self.values.as_ref(), decimals);
        markdown::write(f, &self.network, &steps, self.values.as_ref())
    }
}
