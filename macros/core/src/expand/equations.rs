//! The equations of a network as text, with its layers and sizes filled in.
//!
//! Each one is shown twice: in the documentation of a method, and above the line that computes it. The functions bear the
//! names of those that the line calls. A layer's weights bear the number of the layer before it.

use crate::model::{Layer, Model, text};

/// Returns `z⁽²⁾ = Θ⁽¹⁾ a⁽¹⁾`.
pub(super) fn weighted_sum(layer: &Layer) -> String {
    let (this, before) = numbers(layer);
    format!("z{this} = Θ{before} a{before}")
}

/// Returns `a⁽²⁾ = g(z⁽²⁾), g: Sigmoid`.
pub(super) fn activate(layer: &Layer) -> String {
    let (this, _) = numbers(layer);
    format!("a{this} = g(z{this}), g: {}", text(&layer.activation))
}

/// Returns the error of the output: as a formula where the names of the cost and the activation determine it, otherwise
/// as `δ⁽³⁾ = ∂C/∂z⁽³⁾`.
pub(super) fn output_error(model: &Model) -> String {
    let (last, _) = numbers(&model.output);
    let is_named = |path: &syn::Path, name: &str| path.segments.last().is_some_and(|last| last.ident == name);
    let (cost, activation) = (&model.cost, &model.output.activation);
    if is_named(cost, "CrossEntropy") && is_named(activation, "Softmax") {
        format!("δ{last} = (Σₖ yₖ) a{last} − y")
    } else if is_named(cost, "CrossEntropy") {
        format!("δ{last} = a{last} − y")
    } else if is_named(cost, "SquaredError") && !is_named(activation, "Softmax") {
        format!("δ{last} = (a{last} − y) ⊙ g′(z{last})")
    } else {
        format!("δ{last} = ∂C/∂z{last}")
    }
}

/// Returns `δ⁽²⁾ = (Θ⁽²⁾)ᵀ δ⁽³⁾ ⊙ g′(z⁽²⁾)`, where `next` is layer 3.
pub(super) fn hidden_error(next: &Layer) -> String {
    let (next, this) = numbers(next);
    format!("δ{this} = (Θ{this})ᵀ δ{next} ⊙ g′(z{this})")
}

/// Returns `Δ⁽¹⁾ := Δ⁽¹⁾ + δ⁽²⁾ (a⁽¹⁾)ᵀ`.
pub(super) fn accumulate(layer: &Layer) -> String {
    let (this, before) = numbers(layer);
    format!("Δ{before} := Δ{before} + δ{this} (a{before})ᵀ")
}

/// Returns `D⁽¹⁾ = (Δ⁽¹⁾ + λ Θ⁽¹⁾) / m, without λ in column 0`.
pub(super) fn mean_gradient(layer: &Layer) -> String {
    let (_, before) = numbers(layer);
    format!("D{before} = (Δ{before} + λ Θ{before}) / m, without λ in column 0")
}

/// Returns `Θᵢⱼ⁽¹⁾ ∈ [−ε, ε), Θᵢ₀⁽¹⁾ = 0, ε: Sigmoid`.
pub(super) fn random(layer: &Layer) -> String {
    let (_, before) = numbers(layer);
    format!("Θᵢⱼ{before} ∈ [−ε, ε), Θᵢ₀{before} = 0, ε: {}", text(&layer.activation))
}

/// Returns the shape of the weights that lead to a layer, `4 × (1 + 2)`.
pub(super) fn shape(layer: &Layer) -> String {
    format!("{} × (1 + {})", layer.units, layer.inputs)
}

/// Returns the number of a layer as the book sets it, `⁽²⁾`.
pub(super) fn superscript(layer: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits: String = layer.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect();
    format!("⁽{digits}⁾")
}

/// Returns the numbers of a layer and of the layer before it.
fn numbers(layer: &Layer) -> (String, String) {
    (superscript(layer.number), superscript(layer.number - 1))
}
