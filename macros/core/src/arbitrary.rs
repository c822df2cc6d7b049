//! Turns arbitrary bytes into tokens that resemble declarations: right ones, in which some tokens are missing, repeated,
//! swapped, replaced or put into brackets.
//!
//! The same bytes always give the same tokens. So whatever makes bytes can drive this: a random number generator,
//! `proptest`, or a fuzzer that watches which code runs.
//!
//! **Invariant**: every bracket is closed, as in all tokens that a compiler passes to a macro.

mod sound;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Right declarations, which together use every part of the grammar.
pub const RIGHT: [&str; 5] = [
    "struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }",
    "/// Words.\n#[derive(Eq)] pub(crate) struct Digits { layers: { 8 * 8 } -> sizes::HIDDEN my::Swish -> 10usize ::backprop::Softmax, \
        cost: my::Cost, scalar: f32, }",
    "#[cfg(all())] pub struct A { cost: SquaredError, layers: N -> 1 Leaky<3> } \
        struct B { scalar: f64, layers: 1_000 -> self::N Leaky<{ 3 }> -> 0x10 Out, cost: Cost<2, u8> }",
    "pub(in crate::a) struct r#Net { r#layers: 2 -> r#N r#Tanh -> 1 Sigmoid, r#cost: CrossEntropy }",
    "struct Net { layers: { const { 1 + 1 } } -> { N } crate::Tanh -> 1 super::Out, cost: C }",
];

/// Tokens to insert: those of the grammar, numbers at the limits of a type, and tokens that the grammar does not have.
const PIECES: [&str; 80] = [
    "->",
    "=>",
    "-",
    ">",
    "<",
    ":",
    "::",
    ",",
    ";",
    "#",
    "!",
    "=",
    "*",
    "+",
    "/",
    "?",
    "$",
    "&",
    "@",
    "..",
    "struct",
    "enum",
    "pub",
    "pub(crate)",
    "where",
    "fn",
    "Self",
    "self",
    "crate",
    "super",
    "_",
    "'a",
    "T",
    "layers",
    "layer",
    "cost",
    "cots",
    "scalar",
    "rate",
    "Tanh",
    "tanh",
    "Softmax",
    "CrossEntropy",
    "f32",
    "bool",
    "my::Cost",
    "Leaky<3>",
    "Leaky<{ 3 }>",
    "::backprop::Tanh",
    "<A as B>::C",
    "Fn(u8) -> u8",
    "0",
    "1",
    "4",
    "-1",
    "1_000",
    "0x10",
    "4u8",
    "4usize",
    "4.5",
    "1e400",
    "18446744073709551615",
    "99999999999999999999999999999999999999999",
    "\"4\"",
    "'c'",
    "b\"4\"",
    "true",
    "{}",
    "()",
    "[4]",
    "{ 2 * 2 }",
    "#[derive(Clone)]",
    "x",
    "|",
    "|z| z",
    "Dropout",
    "Dense(4, Tanh)",
    "[2 -> 4 Tanh]",
    "ReLU",
    "MSE",
];

/// Returns the tokens for these bytes.
///
/// An expression in the braces of a size is replaced by 1 if it is not a right one. The macro passes such expressions on
/// unread, so an error in one would be found in the code, but not be the macro's fault.
pub fn declarations(bytes: &[u8]) -> TokenStream {
    let mut choices = Choices(bytes);
    let declaration = RIGHT[choices.below(RIGHT.len())];
    sound::with_sound_sizes(changed(parsed(declaration), &mut choices))
}

fn parsed(text: &str) -> TokenStream {
    text.parse().expect("the texts of this module are tokens")
}

/// Makes one decision per byte. When there are no more bytes, it takes the first possibility, which changes nothing.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % bound
    }

    fn piece(&mut self) -> TokenStream {
        parsed(PIECES[self.below(PIECES.len())])
    }

    fn delimiter(&mut self) -> Delimiter {
        let all = [Delimiter::Brace, Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::None];
        all[self.below(all.len())]
    }
}

/// Returns the tokens with some changes. Most tokens stay as they are.
fn changed(stream: TokenStream, choices: &mut Choices<'_>) -> TokenStream {
    let mut trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut result = TokenStream::new();
    for i in 0..trees.len() {
        let change = choices.below(16);
        if change == 1 && i + 1 < trees.len() {
            trees.swap(i, i + 1);
        }
        let tree = match trees[i].clone() {
            TokenTree::Group(group) => Group::new(group.delimiter(), changed(group.stream(), choices)).into(),
            tree => tree,
        };
        match (change, tree) {
            (2, _) => {}
            (3, tree) => result.extend([tree.clone(), tree]),
            (4, _) => result.extend(choices.piece()),
            (5, tree) => result.extend(choices.piece().into_iter().chain([tree])),
            (6, tree) => result.extend([TokenTree::from(Group::new(choices.delimiter(), tree.into()))]),
            (7, TokenTree::Group(group)) => result.extend(group.stream()),
            (8, TokenTree::Group(group)) => {
                result.extend([TokenTree::from(Group::new(choices.delimiter(), group.stream()))]);
            }
            (_, tree) => result.extend([tree]),
        }
    }
    result
}
