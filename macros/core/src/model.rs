//! A network whose declaration is right, as the last stage needs it.
//!
//! Layers are numbered as in the book: the input is layer 1. The names and sizes in the generated code are methods of the
//! model, so that the templates read like the code they write.
//!
//! **Invariant**: there is at least one layer after the input, and no size that is written as a number is 0.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use std::fmt;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, Path, Visibility};

/// A network.
pub struct Model {
    /// The attributes of its type, doc comments among them.
    pub attributes: Vec<Attribute>,
    /// The visibility of its types and methods.
    pub visibility: Visibility,
    /// The name of its type.
    pub name: Ident,
    /// The type of number that it computes with.
    pub scalar: TokenStream,
    /// s₁, the number of inputs.
    pub input: Size,
    /// Layers 2 to L − 1.
    pub hidden: Vec<Layer>,
    /// Layer L.
    pub output: Layer,
    /// The type that scores the output.
    pub cost: Path,
}

impl Model {
    /// Returns the layers 2 to L, those with weights, z and a.
    pub fn layers(&self) -> impl DoubleEndedIterator<Item = &Layer> {
        self.hidden.iter().chain([&self.output])
    }

    /// Returns the sizes of the layers 1 to L, each with its number.
    pub fn sizes(&self) -> impl Iterator<Item = (usize, &Size)> {
        [(1, &self.input)].into_iter().chain(self.layers().map(|layer| (layer.number, &layer.units)))
    }

    /// Returns the `cfg` attributes, which every generated item needs: without its type, no other item compiles.
    pub fn conditions(&self) -> Vec<&Attribute> {
        conditions(&self.attributes)
    }

    /// Returns the names of Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾.
    pub fn thetas(&self) -> Vec<Ident> {
        self.layers().map(Layer::theta).collect()
    }

    /// Returns the layers as they are written, `2 -> 4 Tanh -> 1 Sigmoid`.
    fn chain(&self) -> String {
        let layers = self.layers().map(|layer| format!(" -> {} {}", layer.units, text(&layer.activation)));
        self.input.to_string() + &layers.collect::<String>()
    }

    /// Returns the declaration as a person would write it, without attributes and visibility.
    pub fn declaration(&self) -> String {
        let Self { name, cost, scalar, .. } = self;
        let (chain, cost) = (self.chain(), text(cost));
        let scalar = match text(scalar) {
            scalar if scalar.ends_with("::f64") => String::new(),
            scalar => format!("    scalar: {scalar},\n"),
        };
        format!("struct {name} {{\n    layers: {chain},\n    cost: {cost},\n{scalar}}}")
    }

    /// Returns the name of the type that holds the results of forward propagation.
    pub fn forward(&self) -> Ident {
        format_ident!("{}Forward", self.name)
    }

    /// Returns the name of the type that holds the results of backpropagation.
    pub fn deltas(&self) -> Ident {
        format_ident!("{}Deltas", self.name)
    }
}

/// Returns the `cfg` attributes among some attributes.
pub(crate) fn conditions(attributes: &[Attribute]) -> Vec<&Attribute> {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).collect()
}

/// Prints `2 -> 4 Tanh -> 1 Sigmoid, scored by CrossEntropy`.
impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, scored by {}", self.chain(), text(&self.cost))
    }
}

/// A layer after the input, and the weights that lead to it.
pub struct Layer {
    /// Its number l. The input is layer 1, so this is at least 2.
    pub number: usize,
    /// s₍ₗ₋₁₎, the number of units in the layer before.
    pub inputs: Size,
    /// sₗ, the number of its own units.
    pub units: Size,
    /// The type that computes a from z.
    pub activation: Path,
}

impl Layer {
    /// Returns the name of Θ⁽ˡ⁻¹⁾, the weights that lead to this layer.
    pub fn theta(&self) -> Ident {
        symbol("theta", self.number - 1)
    }

    /// Returns the name of a⁽ˡ⁻¹⁾, the activations of the layer before.
    pub fn a_before(&self) -> Ident {
        symbol("a", self.number - 1)
    }

    /// Returns the name of z⁽ˡ⁾.
    pub fn z(&self) -> Ident {
        symbol("z", self.number)
    }

    /// Returns the name of a⁽ˡ⁾.
    pub fn a(&self) -> Ident {
        symbol("a", self.number)
    }

    /// Returns the name of δ⁽ˡ⁾.
    pub fn delta(&self) -> Ident {
        symbol("delta", self.number)
    }
}

/// Returns the span for generated code whose errors are shown at `tokens`, which the user wrote.
///
/// Names in such code are resolved as in all other generated code.
pub(crate) fn place(tokens: impl ToTokens) -> Span {
    Span::mixed_site().located_at(tokens.into_token_stream().span())
}

/// Returns the name of a symbol of the book and the number of its layer: `theta_1`, `z_2`.
pub(crate) fn symbol(name: &str, layer: usize) -> Ident {
    format_ident!("{name}_{layer}", span = Span::mixed_site())
}

/// A number of units. Only a literal is known to the macro; the compiler computes the others.
#[derive(Clone)]
pub enum Size {
    /// An integer and its place.
    Literal(usize, Span),
    /// The path of a constant.
    Path(Path),
    /// A constant expression in braces.
    Block(Group),
}

impl Size {
    /// Takes a constant expression in braces. The braces get the macro's span: the compiler would otherwise warn about
    /// those that it considers unnecessary.
    pub(crate) fn block(block: &Group) -> Self {
        let mut own = Group::new(Delimiter::Brace, block.stream());
        own.set_span(place(block));
        Self::Block(own)
    }

    /// Returns the number of columns of the weights that lead from a layer of this size: one more, for the bias.
    pub(crate) fn with_bias(&self) -> TokenStream {
        match self {
            // rustdoc prints what is written at the span of a literal, and the user's span would show the size itself.
            Self::Literal(units, _) => Self::Literal(units + 1, Span::mixed_site()).into_token_stream(),
            Self::Path(units) => quote_spanned!(place(units)=> { 1 + #units }),
            Self::Block(units) => quote_spanned!(place(units)=> { 1 + #units }),
        }
    }
}

/// Writes the size as a generic argument of a type.
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

/// Returns tokens with the spaces that a person would write.
pub(crate) fn text(tokens: impl ToTokens) -> String {
    let spaced = tokens.into_token_stream().to_string();
    spaced.replace(" :: ", "::").replace(":: ", "::").replace(" <", "<").replace("< ", "<").replace(" >", ">")
}
