//! What the macro says of a declaration: its messages with their places and mends, or the code that it writes.
//!
//! The stages of `network!` are the library `backprop_macros_core`; nothing of them is here.

use super::chosen::Layers;
use super::kinds::{Kind, Score};
use backprop_macros_core::edit_distance;
use backprop_macros_core::model::{Model, Size};
use core::ops::Range;
use proc_macro2::{Delimiter, LineColumn, Span, TokenStream, TokenTree};
use quote::quote;

/// The most characters of a declaration that the page reads.
pub const LONGEST: usize = 20_000;

/// The most brackets in brackets, and the most tokens of a computed size whose code is printed as a person would write it:
/// who parses them calls itself for each.
const DEEPEST: usize = 60;
const LARGEST: usize = 60;

/// How many bytes of changed texts are read, all in all, to find out which changes help.
const MENDS: usize = 20_000;

/// What there is to say about a text.
#[derive(Debug, Default)]
pub struct Reply {
    /// What is wrong, in the order in which the macro says it.
    pub errors: Vec<Message>,
    /// The networks, if nothing is wrong.
    pub networks: Vec<Declared>,
}

/// A message of the macro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its words.
    pub text: String,
    /// Where it is: the line from 1, and the column in characters from 1, as the compiler counts them.
    pub place: (usize, usize),
    /// The part of the text that it is about, in bytes.
    pub range: Range<usize>,
    /// What to do about it, if the message says so and it helps.
    pub mend: Option<Mend>,
}

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// What is done, in a few words.
    pub label: String,
    /// The whole text afterwards.
    pub text: String,
}

/// A network as it was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// Its layers and its cost, as the macro prints them.
    pub summary: String,
    /// Its declaration, as a person would write it.
    pub text: String,
    /// The number of units of each layer, if all are numbers.
    pub sizes: Option<Vec<usize>>,
    /// The layers, or why this page cannot compute with them.
    pub layers: Result<Layers, String>,
}

/// Reads a text as the compiler and the macro would: `network! { … }`, or what is between the braces.
pub fn read(text: &str) -> Reply {
    let refused = |words: String| Reply {
        errors: vec![Message { text: words, place: (1, 1), range: 0..0, mend: None }],
        networks: Vec::new(),
    };
    if text.chars().count() > LONGEST {
        return refused(format!("this page reads declarations of up to {LONGEST} characters"));
    }
    if depth(text) > DEEPEST {
        return refused(format!("this page reads brackets in brackets {DEEPEST} deep"));
    }
    match parsed(text) {
        Ok(models) => Reply { networks: models.iter().map(declared).collect(), errors: Vec::new() },
        Err(errors) => {
            let (count, mut room) = (errors.len(), MENDS);
            let with_mend = |error: Message| Message {
                mend: error.mend.clone().or_else(|| mend(text, &error, count, &mut room)),
                ..error
            };
            Reply { errors: errors.into_iter().map(with_mend).collect(), networks: Vec::new() }
        }
    }
}

/// Returns how deep brackets are in brackets, at most. What is in quotes counts, too.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut before) = (0_usize, 0, ' ');
    for letter in text.chars() {
        match letter {
            '(' | '[' | '{' | '<' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            '>' if before != '-' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (deepest, before) = (deepest.max(depth), letter);
    }
    deepest
}

/// Returns the networks of a text, or what is wrong with it.
fn parsed(text: &str) -> Result<Vec<Model>, Vec<Message>> {
    let tokens: TokenStream =
        text.parse().map_err(|error: proc_macro2::LexError| vec![no_tokens(text, error.span())])?;
    backprop_macros_core::models(inside(tokens))
        .map_err(|errors| errors.into_iter().map(|error| message(text, error.to_string(), error.span())).collect())
}

/// Returns the message for a text that has no tokens, which the compiler refuses before the macro sees it.
fn no_tokens(text: &str, span: Span) -> Message {
    // Quotes last: a text may have some in its comments.
    const STRANGE: [(char, &str); 8] =
        [('→', "->"), ('⟶', "->"), ('“', ""), ('”', ""), ('‘', ""), ('’', ""), ('\'', ""), ('"', "")];
    for known in [&STRANGE[..6], &STRANGE] {
        let changed = known.iter().fold(text.to_owned(), |text, (letter, instead)| text.replace(*letter, instead));
        let first = known.iter().filter_map(|&(letter, instead)| Some((text.find(letter)?, letter, instead))).min();
        if let Some((at, letter, instead)) = first
            && changed.parse::<TokenStream>().is_ok()
        {
            let (words, label) = if instead.is_empty() {
                ("a name is written without quotes".to_owned(), "Remove the quotes".to_owned())
            } else {
                (format!("an arrow is written `{instead}`"), format!("Write `{instead}`"))
            };
            let range = at..at + letter.len_utf8();
            return Message { text: words, place: place(text, at), range, mend: Some(Mend { label, text: changed }) };
        }
    }
    match unbalanced(text) {
        Some(at) => {
            let bracket = text[at..].chars().next().unwrap_or_default();
            let words = format!("`{bracket}` has no counterpart");
            Message { text: words, place: place(text, at), range: at..at + 1, mend: None }
        }
        None => message(text, "the compiler cannot read this".to_owned(), span),
    }
}

/// Returns the place of the first bracket that closes another one than was opened, or of the last one that stays open.
fn unbalanced(text: &str) -> Option<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => open.push((at, ')')),
            '[' => open.push((at, ']')),
            '{' => open.push((at, '}')),
            ')' | ']' | '}' if open.pop().is_none_or(|(_, close)| close != letter) => return Some(at),
            _ => {}
        }
    }
    open.last().map(|(at, _)| *at)
}

/// Returns what is in the brackets of the first `network! { … }`, or all of it if there is none.
fn inside(tokens: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let invoked = trees.windows(3).find_map(|trees| match trees {
        [TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(group)]
            if name == "network" && bang.as_char() == '!' && group.delimiter() != Delimiter::None =>
        {
            Some(group.stream())
        }
        _ => None,
    });
    invoked.unwrap_or(tokens)
}

fn message(text: &str, words: String, span: Span) -> Message {
    let (LineColumn { line, column }, mut start, mut end) =
        (span.start(), offset(text, span.start()), offset(text, span.end()));
    // What is about all of the invocation has the place of its name.
    if (line, column, end) == (1, 0, 0)
        && let Some(name) = text.find("network!")
    {
        (start, end) = (name, name + "network!".len());
        let (line, column) = place(text, start);
        return Message { text: words, place: (line, column), range: start..end, mend: None };
    }
    Message { text: words, place: (line, column + 1), range: start..end.max(start), mend: None }
}

/// Returns the line and the column of a byte, both from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    (1 + before.matches('\n').count(), 1 + line.chars().count())
}

/// Returns the byte at a place of a text.
fn offset(text: &str, LineColumn { line, column }: LineColumn) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

/// Returns the first change that a message proposes and that leaves fewer mistakes: what it writes in backticks takes the
/// place of what it is about, or stands in front of it; or that is removed.
fn mend(text: &str, Message { text: words, range, .. }: &Message, count: usize, room: &mut usize) -> Option<Mend> {
    let (start, end) = (range.start, range.end);
    let (before, about, after) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    // Words in front of what is to be written.
    const BEFORE: [&str; 6] = ["write", "did you mean", ":", "missing", "joined by", "separated by"];
    let parts: Vec<&str> = words.split('`').collect();
    let proposed = parts.chunks(2).filter_map(|part| {
        let [said, quoted] = part else { return None };
        let is_proposed = BEFORE.iter().any(|before| said.trim_end().ends_with(before)) && !quoted.contains('…');
        // A layer is proposed with the word for any activation.
        is_proposed.then(|| quoted.replace("Activation", "Tanh"))
    });
    let (earlier, space) = before.split_at(before.trim_end().len());
    let mut changes = Vec::new();
    for quoted in proposed {
        // What is missing takes nothing's place.
        if !words.starts_with("missing") {
            changes.push((format!("Write `{quoted}`"), format!("{before}{quoted}{after}")));
        }
        let in_front = if quoted == "," {
            format!("{earlier},{space}{about}{after}")
        } else {
            format!("{before}{quoted} {about}{after}")
        };
        changes.push((format!("Add `{quoted}` in front"), in_front));
        changes.push((format!("Add `{quoted}` behind"), format!("{before}{about} {quoted}{after}")));
    }
    if ["remove", "leave it out", "keep one"].iter().any(|word| words.contains(word)) {
        let shown = if about.chars().count() > 20 { "it".to_owned() } else { format!("`{about}`") };
        changes.insert(0, (format!("Remove {shown}"), before.trim_end_matches(' ').to_owned() + after));
    }
    let mut helps = |(_, changed): &(String, String)| {
        let has_room = room.checked_sub(changed.len()).is_some_and(|rest| {
            *room = rest;
            true
        });
        has_room && parsed(changed).map_or_else(|errors| errors.len(), |_| 0) < count
    };
    changes.into_iter().find(|change| helps(change)).map(|(label, text)| Mend { label, text })
}

fn declared(model: &Model) -> Declared {
    Declared {
        name: model.name.to_string(),
        summary: model.to_string(),
        text: model.declaration(),
        sizes: sizes(model),
        layers: layers(model),
    }
}

/// Returns the number of units of each layer, if all are written as numbers.
fn sizes(model: &Model) -> Option<Vec<usize>> {
    let units = |size: &Size| match size {
        Size::Literal(units, _) => Some(*units),
        _ => None,
    };
    [&model.input].into_iter().chain(model.layers().map(|layer| &layer.units)).map(units).collect()
}

/// Returns the layers as this page computes them, or why it does not.
fn layers(model: &Model) -> Result<Layers, String> {
    let name = |path: &syn::Path| path.segments.last().map_or_else(String::new, |segment| segment.ident.to_string());
    let unknown = |what: &dyn core::fmt::Display| format!("only the compiler can look up what `{what}` is");
    let unknown_name = |name: &str, known: &[&str]| {
        let near = known.iter().find(|known| edit_distance(known, name) <= 2);
        unknown(&name) + &near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
    };
    let units = |size: &Size| match size {
        Size::Literal(units, _) => Ok(*units),
        other => Err(unknown(other)),
    };
    let kind = |path| {
        let name = name(path);
        Kind::ALL
            .iter()
            .find(|kind| kind.0 == name)
            .map(|kind| kind.1)
            .ok_or_else(|| unknown_name(&name, &Kind::ALL.map(|kind| kind.0)))
    };
    let score = match name(&model.cost).as_str() {
        "CrossEntropy" => Score::CrossEntropy,
        "SquaredError" => Score::SquaredError,
        other => return Err(unknown_name(other, &["CrossEntropy", "SquaredError"])),
    };
    let scalar = model.scalar.to_string();
    if !scalar.ends_with("f64") {
        return Err(format!("this page computes with `f64`, and this network with `{scalar}`"));
    }
    let rest = model.layers().map(|layer| Ok((units(&layer.units)?, kind(&layer.activation)?)));
    let layers = Layers { inputs: units(&model.input)?, rest: rest.collect::<Result<_, String>>()?, score };
    layers.fault().map_or(Ok(layers), Err)
}

/// Returns the code that the macro writes for a text without mistakes, as a person would write it: without the paths that keep the macro's names and the
/// user's apart.
pub fn expansion(text: &str) -> String {
    let code = text.parse().map(|tokens| backprop_macros_core::expand(inside(tokens), &quote!(::backprop)));
    let code = code.unwrap_or_default();
    if text.parse().is_ok_and(|tokens| !is_printable(tokens)) {
        return without_paths(&code.to_string());
    }
    let printed = syn::parse2(code).map(|file| prettyplease::unparse(&file)).unwrap_or_default();
    without_paths(&printed)
}

/// Returns whether no brackets within the braces of a network have very many tokens, such as a long chain of signs.
fn is_printable(tokens: TokenStream) -> bool {
    fn is_short(tokens: TokenStream, level: usize) -> bool {
        let groups = tokens.clone().into_iter().filter_map(|token| match token {
            TokenTree::Group(group) => Some(group),
            _ => None,
        });
        (level < 2 || tokens.into_iter().count() <= LARGEST)
            && groups.into_iter().all(|group| is_short(group.stream(), level + 1))
    }
    is_short(inside(tokens), 0)
}

/// Leaves out `::backprop::…::` and `::core::…::` in front of names.
fn without_paths(code: &str) -> String {
    let mut shown = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find("::") {
        let path = ["::backprop::", "::core::"].iter().find(|path| rest[at..].starts_with(**path));
        let starts_here =
            !rest[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == '>');
        let Some(path) = path.filter(|_| starts_here) else {
            shown += &rest[..at + 2];
            rest = &rest[at + 2..];
            continue;
        };
        shown += &rest[..at];
        rest = &rest[at + path.len()..];
        // The modules on the way: words in front of `::`, but not the name itself.
        while let Some(end) = rest.find("::")
            && rest[..end].chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
            && end > 0
        {
            rest = &rest[end + 2..];
        }
    }
    shown + rest
}
