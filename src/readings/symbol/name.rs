//! The names of quantities.

use super::Notation;
use crate::equations::scalar::Function;
use core::fmt;

/// A name in the notation of the equations: a letter with a layer and indices.
///
/// ```
/// use backprop::readings::symbol::Name;
///
/// assert_eq!(Name::plain(r"\alpha", "α").to_string(), "α");
/// assert_eq!(Name::indexed("x", "x", 2).to_string(), "x₂");
/// assert_eq!(Name::unit(r"\delta", "δ", 3, 1).to_string(), "δ₁⁽³⁾");
/// assert_eq!(Name::entry("D", "D", 1, 2, 10).to_string(), "D₂,₁₀⁽¹⁾");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name {
    pub(super) latex: &'static str,
    pub(super) unicode: &'static str,
    pub(super) layer: Option<usize>,
    pub(super) indices: [Option<usize>; 2],
}

impl Name {
    /// m, the number of examples.
    pub const EXAMPLES: Self = Self::plain("m", "m");
    /// λ, the regularization.
    pub const LAMBDA: Self = Self::plain(r"\lambda", "λ");
    /// C, the cost of an example.
    pub const COST: Self = Self::plain("C", "C");
    /// The sum of the costs of all examples.
    pub const COSTS: Self = Self::plain(r"\sum_{i=1}^{m} C^{(i)}", "Σᵢ₌₁ᵐ C⁽ⁱ⁾");
    /// J, the cost of the network.
    pub const MEAN_COST: Self = Self::plain("J", "J");
    /// z, the argument of g.
    pub(crate) const ARGUMENT: Self = Self::plain("z", "z");

    /// Returns a name without layer and indices.
    pub const fn plain(latex: &'static str, unicode: &'static str) -> Self {
        Self { latex, unicode, layer: None, indices: [None; 2] }
    }

    /// Returns the name of a vector or a matrix of a layer: z⁽²⁾.
    pub const fn of_layer(latex: &'static str, unicode: &'static str, layer: usize) -> Self {
        Self { latex, unicode, layer: Some(layer), indices: [None; 2] }
    }

    /// Returns the name of a quantity of a unit: a₁⁽²⁾.
    pub const fn unit(latex: &'static str, unicode: &'static str, layer: usize, unit: usize) -> Self {
        Self { latex, unicode, layer: Some(layer), indices: [Some(unit), None] }
    }

    /// Returns the name of an entry of a matrix: Θ₁₂⁽¹⁾.
    pub const fn entry(latex: &'static str, unicode: &'static str, layer: usize, row: usize, column: usize) -> Self {
        Self { latex, unicode, layer: Some(layer), indices: [Some(row), Some(column)] }
    }

    /// Returns a name with an index: x₁.
    pub const fn indexed(latex: &'static str, unicode: &'static str, index: usize) -> Self {
        Self { latex, unicode, layer: None, indices: [Some(index), None] }
    }

    /// Returns g or g′, of a layer if the activations of the layers differ: g⁽²⁾.
    pub(crate) const fn function(function: Function, layer: Option<usize>) -> Self {
        let name = match function {
            Function::G(_) => Self::plain("g", "g"),
            Function::GPrime(_) => Self::plain("g'", "g′"),
        };
        Self { layer, ..name }
    }

    /// Returns the name as text.
    pub fn text(&self, notation: Notation) -> String {
        notation.style().name(*self)
    }

    /// Returns whether an exponent would meet another superscript.
    pub(super) fn has_superscript(&self) -> bool {
        self.layer.is_some() || self.latex.contains('^')
    }

    /// Returns the indices: `12` if both are digits, otherwise `1,10`.
    pub(super) fn index(&self) -> String {
        match self.indices {
            [Some(row), Some(column)] if row > 9 || column > 9 => format!("{row},{column}"),
            [Some(row), Some(column)] => format!("{row}{column}"),
            [Some(index), _] => index.to_string(),
            _ => String::new(),
        }
    }
}

/// Prints plain text.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text(Notation::Unicode))
    }
}
