//! The words and equations of the generated documentation, with the sizes of the network at hand.

use crate::model::{Layer, Model, Size, text};
use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// Doc attributes, one a line.
pub(super) fn doc(text: impl AsRef<str>) -> TokenStream {
    let lines = text.as_ref().lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote_spanned! { Span::mixed_site()=> #(#[doc = #lines])* }
}

/// Words, then equations below each other.
pub(super) fn equations(words: &str, equations: impl IntoIterator<Item = String>) -> TokenStream {
    let lines: Vec<String> = equations.into_iter().collect();
    doc(format!("{words}\n\n```text\n{}\n```", lines.join("\n")))
}

/// An equation, and behind it the shapes that it maps.
pub(super) fn with_shapes(equation: String, shapes: String) -> String {
    format!("{equation:<32} {shapes}")
}

/// `4 units`
pub(super) fn units(size: &Size) -> String {
    match size {
        Size::Literal(1, _) => "1 unit".to_owned(),
        _ => format!("{size} units"),
    }
}

/// ⁽²⁾
pub(super) fn superscript(layer: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits: String = layer.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect();
    format!("⁽{digits}⁾")
}

/// The equations of the step into a layer. Its weights bear the number of the layer before.
impl Layer {
    fn this(&self) -> String {
        superscript(self.number)
    }

    fn before(&self) -> String {
        superscript(self.number - 1)
    }

    /// `4 × (1 + 2)`
    pub(super) fn shape(&self) -> String {
        format!("{} × (1 + {})", self.units, self.inputs)
    }

    pub(super) fn weighted_sum(&self) -> String {
        format!("z{} = Θ{before} a{before}", self.this(), before = self.before())
    }

    pub(super) fn activated(&self) -> String {
        let this = self.this();
        format!("a{this} = g(z{this}), g: {}", text(&self.activation))
    }

    /// δ of the layer before, from that of this one.
    pub(super) fn error_before(&self) -> String {
        let (this, before) = (self.this(), self.before());
        format!("δ{before} = (Θ{before})ᵀ δ{this} ⊙ g′(z{before})")
    }

    pub(super) fn accumulated(&self) -> String {
        let before = self.before();
        format!("Δ{before} := Δ{before} + δ{} (a{before})ᵀ", self.this())
    }

    pub(super) fn gradient(&self) -> String {
        let before = self.before();
        format!("D{before} = (Δ{before} + λ Θ{before}) / m, without λ in column 0")
    }

    pub(super) fn start(&self) -> String {
        let (before, activation) = (self.before(), text(&self.activation));
        format!("Θᵢⱼ{before} ∈ [−ε, ε), Θᵢ₀{before} = 0, ε: {activation}")
    }
}

/// δ of the output, as far as the names of cost and activation tell.
pub(super) fn output_error(model: &Model) -> String {
    let last = superscript(model.output.number);
    let named = |path: &syn::Path, name: &str| path.segments.last().is_some_and(|last| last.ident == name);
    let (cost, activation) = (&model.cost, &model.output.activation);
    if named(cost, "CrossEntropy") {
        format!("δ{last} = a{last} − y")
    } else if named(cost, "SquaredError") && !named(activation, "Softmax") {
        format!("δ{last} = (a{last} − y) ⊙ g′(z{last})")
    } else {
        format!("δ{last} = ∂C/∂z{last}")
    }
}
