//! A sound network: what the expansion asks, it answers.
//!
//! Layers are numbered as in the book, the input is layer 1. The names and sizes that the generated code needs are
//! methods here, so that the templates read as prose.
//!
//! **Invariant**: there is at least one layer after the input, and no size is known to be zero.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use std::fmt;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, Path, Visibility};

/// A network.
pub(crate) struct Model {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) scalar: TokenStream,
    pub(crate) input: Size,
    pub(crate) hidden: Vec<Layer>,
    pub(crate) output: Layer,
    pub(crate) cost: Path,
}

impl Model {
    /// The layers from 2 to L: those with weights, z and a.
    pub(crate) fn layers(&self) -> impl DoubleEndedIterator<Item = &Layer> {
        self.hidden.iter().chain([&self.output])
    }

    /// The conditions under which the network exists: they hold for every item that is written.
    pub(crate) fn conditions(&self) -> Vec<&Attribute> {
        self.attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
    }

    /// Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾.
    pub(crate) fn thetas(&self) -> Vec<Ident> {
        self.layers().map(Layer::theta).collect()
    }

    /// `2 -> 4 Tanh -> 1 Sigmoid`.
    fn chain(&self) -> String {
        let layers = self.layers().map(|layer| format!(" -> {} {}", layer.units, text(&layer.activation)));
        self.input.to_string() + &layers.collect::<String>()
    }

    /// The declaration, as a person would write it.
    pub(crate) fn declaration(&self) -> String {
        let Self { name, cost, scalar, .. } = self;
        let (chain, cost) = (self.chain(), text(cost));
        let scalar = match text(scalar) {
            scalar if scalar.ends_with("::f64") => String::new(),
            scalar => format!("    scalar: {scalar},\n"),
        };
        format!("struct {name} {{\n    layers: {chain},\n    cost: {cost},\n{scalar}}}")
    }

    /// The type of what forward propagation leaves.
    pub(crate) fn forward(&self) -> Ident {
        format_ident!("{}Forward", self.name)
    }

    /// The type of what backpropagation leaves.
    pub(crate) fn deltas(&self) -> Ident {
        format_ident!("{}Deltas", self.name)
    }
}

/// `2 -> 4 Tanh -> 1 Sigmoid, scored by CrossEntropy`.
impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, scored by {}", self.chain(), text(&self.cost))
    }
}

/// A layer after the input, with the weights that lead to it.
pub(crate) struct Layer {
    /// l: the input is 1, so the first of these is 2.
    pub(crate) number: usize,
    /// s₍ₗ₋₁₎, the units of the layer before.
    pub(crate) inputs: Size,
    /// sₗ, its own units.
    pub(crate) units: Size,
    pub(crate) activation: Path,
}

impl Layer {
    /// Θ⁽ˡ⁻¹⁾, which leads to this layer.
    pub(crate) fn theta(&self) -> Ident {
        symbol("theta", self.number - 1)
    }

    /// a⁽ˡ⁻¹⁾, which this layer starts from.
    pub(crate) fn a_before(&self) -> Ident {
        symbol("a", self.number - 1)
    }

    /// z⁽ˡ⁾.
    pub(crate) fn z(&self) -> Ident {
        symbol("z", self.number)
    }

    /// a⁽ˡ⁾.
    pub(crate) fn a(&self) -> Ident {
        symbol("a", self.number)
    }

    /// δ⁽ˡ⁾.
    pub(crate) fn delta(&self) -> Ident {
        symbol("delta", self.number)
    }
}

/// Where an error about `tokens` belongs, for code that the macro writes.
pub(crate) fn place(tokens: impl ToTokens) -> Span {
    Span::mixed_site().located_at(tokens.into_token_stream().span())
}

/// A symbol of the book and the number of its layer.
pub(crate) fn symbol(name: &str, layer: usize) -> Ident {
    format_ident!("{name}_{layer}", span = Span::mixed_site())
}

/// A number of units: known here, or by the compiler only.
#[derive(Clone)]
pub(crate) enum Size {
    Literal(usize, Span),
    Path(Path),
    Block(Group),
}

impl Size {
    /// A constant expression in braces. To the compiler the braces are the macro's, else it may call them superfluous.
    pub(crate) fn block(block: &Group) -> Self {
        let mut own = Group::new(Delimiter::Brace, block.stream());
        own.set_span(place(block));
        Self::Block(own)
    }

    /// The columns of a matrix that starts from so many units: one more, for the bias.
    pub(crate) fn with_bias(&self) -> TokenStream {
        match self {
            // With a span of the user's, rustdoc would print the number that stands there.
            Self::Literal(units, _) => Self::Literal(units + 1, Span::mixed_site()).into_token_stream(),
            Self::Path(units) => quote_spanned!(place(units)=> { 1 + #units }),
            Self::Block(units) => quote_spanned!(place(units)=> { 1 + #units }),
        }
    }
}

/// As a constant argument of a type.
impl ToTokens for Size {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Literal(units, span) => {
                let mut literal = Literal::usize_unsuffixed(*units);
                literal.set_span(*span);
                literal.to_tokens(tokens);
            }
            Self::Path(units) => tokens.extend(quote_spanned!(place(units)=> { #units })),
            Self::Block(units) => units.to_tokens(tokens),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(units, _) => write!(f, "{units}"),
            Self::Path(units) => f.write_str(&text(units)),
            Self::Block(units) => f.write_str(&text(units)),
        }
    }
}

/// Tokens as a person would write them.
pub(crate) fn text(tokens: impl ToTokens) -> String {
    let spaced = tokens.into_token_stream().to_string();
    spaced.replace(" :: ", "::").replace(":: ", "::").replace(" <", "<").replace("< ", "<").replace(" >", ">")
}
