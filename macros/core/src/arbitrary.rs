//! From bytes to tokens that might be a declaration: a right one in which some tokens are missing, doubled, swapped, replaced
//! or put into brackets.
//!
//! The same bytes give the same tokens, so whatever makes bytes can search here: a generator of random numbers, `proptest`,
//! or a fuzzer that watches which code runs.
//!
//! **Invariant**: brackets are closed, as in all tokens that a compiler passes to a macro.

pub(crate) mod sound;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Right declarations, with everything that the grammar knows.
pub(crate) const RIGHT: [&str; 5] = [
    "struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }",
    "/// Words.\n#[derive(Eq)] pub(crate) struct Digits { layers: { 8 * 8 } -> sizes::HIDDEN my::Swish -> 10usize ::backprop::Softmax, \
        cost: my::Cost, scalar: f32, }",
    "#[cfg(all())] pub struct A { cost: SquaredError, layers: N -> 1 Leaky<3> } \
        struct B { scalar: f64, layers: 1_000 -> self::N Leaky<{ 3 }> -> 0x10 Out, cost: Cost<2, u8> }",
    "pub(in crate::a) struct r#Net { r#layers: 2 -> r#N r#Tanh -> 1 Sigmoid, r#cost: CrossEntropy }",
    "struct Net { layers: { const { 1 + 1 } } -> { N } crate::Tanh -> 1 super::Out, cost: C }",
];

/// What may come in between: tokens of the grammar, numbers at its edges, and things that belong elsewhere.
const PIECES: [&str; 72] = [
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
];

/// The tokens that these bytes stand for.
pub(crate) fn soup(bytes: &[u8]) -> TokenStream {
    let mut choices = Choices(bytes);
    let declaration = RIGHT[choices.below(RIGHT.len())];
    stirred(tokens(declaration), &mut choices)
}

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("these are tokens")
}

/// One decision a byte; where there are no more bytes, the first of all possibilities.
struct Choices<'a>(&'a [u8]);

impl Choices<'_> {
    fn below(&mut self, bound: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first) % bound
    }

    fn piece(&mut self) -> TokenStream {
        tokens(PIECES[self.below(PIECES.len())])
    }

    fn delimiter(&mut self) -> Delimiter {
        let all = [Delimiter::Brace, Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::None];
        all[self.below(all.len())]
    }
}

/// The tokens after some changes: most of them stay.
fn stirred(stream: TokenStream, choices: &mut Choices<'_>) -> TokenStream {
    let mut trees: Vec<TokenTree> = stream.into_iter().collect();
    let mut result = TokenStream::new();
    for i in 0..trees.len() {
        let change = choices.below(16);
        if change == 1 && i + 1 < trees.len() {
            trees.swap(i, i + 1);
        }
        let tree = match trees[i].clone() {
            TokenTree::Group(group) => Group::new(group.delimiter(), stirred(group.stream(), choices)).into(),
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
