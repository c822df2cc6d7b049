//! Writes the page of solutions: for each exercise that is checked, its head, and the code of its solution.
//!
//! The files of `exercises/solutions` are the only place where a solution is written. The documentation of an item
//! begins with the number of its exercise, and what follows the number is the sentence above the code. The items
//! without a number that a solution uses are shown with it.

use crate::exercises;
use crate::project::{Fault, Project};
use crate::source::{Code, code_of, documentation, type_name};
use ::exercises::list::{Chapter, Number};
use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::{Attribute, Item};

/// The solution of an exercise.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Solution {
    /// What the documentation says behind the number, in Markdown.
    pub(crate) sentence: String,
    /// The code, with the items that it uses.
    pub(crate) code: Code,
}

/// Returns the solutions of a chapter, in the order of the list.
pub(crate) fn read(project: &Project, chapter: &Chapter) -> Result<Vec<(Number, Solution)>, Fault> {
    let file = format!("exercises/solutions/{}.rs", chapter.name);
    let text = project.read(&file)?;
    let items =
        items(&file, &text).map_err(|error| Fault::new(&*file, error.span().start().line, error.to_string()))?;
    let checked = chapter.numbered().filter(|(_, exercise)| exercise.kind.is_checked());
    let solution = |number| {
        let message = format!("no item has documentation that begins with the number {number}");
        solution(&items, number).ok_or_else(|| Fault::new(&*file, None, message))
    };
    checked.map(|(number, _)| Ok((number, solution(number)?))).collect()
}

/// Returns the lines of Markdown above the code of a solution, and those below it.
pub(crate) fn around(number: Number, chapter: &Chapter, solution: &Solution) -> Result<[String; 2], String> {
    let (title, link) = (exercises::title(number)?, format!("{}.html#exercise-{number}", chapter.name));
    let summary = format!("<summary>{number} {title}</summary>");
    let exercise = format!("[Exercise {number}]({link})");
    let above = format!("<details id=\"solution-{number}\">{summary}\n\n{exercise}: {}\n\n", solution.sentence);
    Ok([above, "\n\n</details>\n\n".to_owned()])
}

/// An item of a file of solutions.
struct Part {
    /// The numbers of the exercise, and what the documentation says behind it.
    numbered: Option<(Number, String)>,
    /// The names by which other items use this one.
    names: Vec<String>,
    /// The identifiers of the item.
    uses: Vec<String>,
    code: Code,
}

/// Returns the items of a file, but not what it imports.
fn items(file: &str, text: &str) -> syn::Result<Vec<Part>> {
    let lines: Vec<&str> = text.lines().collect();
    let parsed = syn::parse_file(text)?;
    let part = |item: &Item| {
        let (names, attributes) = names_and_attributes(item)?;
        let numbered = number(&documentation(attributes));
        // A solution has its sentence above it. Other items keep their documentation.
        let hidden = if numbered.is_some() { attributes } else { &[] };
        let code = code_of(file, &lines, names.join(", "), hidden, item);
        let mut uses = Vec::new();
        identifiers(code.text.parse().unwrap_or_default(), &mut uses);
        let uses = uses.iter().map(Ident::to_string).collect();
        Some(Part { numbered, names, uses, code })
    };
    Ok(parsed.items.iter().filter_map(part).collect())
}

/// Returns the names by which an item is used, and its attributes.
fn names_and_attributes(item: &Item) -> Option<(Vec<String>, &[Attribute])> {
    let (name, attributes) = match item {
        Item::Fn(function) => (function.sig.ident.to_string(), &function.attrs),
        Item::Struct(definition) => (definition.ident.to_string(), &definition.attrs),
        Item::Enum(definition) => (definition.ident.to_string(), &definition.attrs),
        Item::Type(alias) => (alias.ident.to_string(), &alias.attrs),
        Item::Const(constant) => (constant.ident.to_string(), &constant.attrs),
        Item::Impl(implementation) => (type_name(&implementation.self_ty), &implementation.attrs),
        Item::Macro(call) => return Some((declared(call.mac.tokens.clone()), &call.attrs)),
        _ => return None,
    };
    Some((vec![name], attributes))
}

/// Returns the names of the networks that a call of `network!` declares.
fn declared(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut is_name = false;
    for token in tokens {
        if let TokenTree::Ident(word) = token {
            if is_name {
                names.push(word.to_string());
            }
            is_name = word == "struct";
        }
    }
    names
}

/// Collects the identifiers of tokens, also those inside of brackets.
fn identifiers(tokens: TokenStream, found: &mut Vec<Ident>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => found.push(word),
            TokenTree::Group(group) => identifiers(group.stream(), found),
            _ => {}
        }
    }
}

/// Returns the number that documentation begins with, and what follows it.
fn number(documentation: &str) -> Option<(Number, String)> {
    let (first, rest) = documentation.trim().split_once(char::is_whitespace)?;
    Some((Number::parse(first)?, rest.trim().to_owned()))
}

/// Returns the solution of an exercise: its items, and those without a number that they use, in the order of the file.
fn solution(items: &[Part], number: Number) -> Option<Solution> {
    let of_number = |item: &Part| item.numbered.as_ref().is_some_and(|(other, _)| *other == number);
    let first = items.iter().find(|item| of_number(item))?;
    let mut shown: Vec<bool> = items.iter().map(of_number).collect();
    loop {
        let is_used = |item: &Part| {
            let mut users = items.iter().zip(&shown).filter(|(_, shown)| **shown);
            item.numbered.is_none() && users.any(|(user, _)| item.names.iter().any(|name| user.uses.contains(name)))
        };
        let next: Vec<bool> = items.iter().zip(&shown).map(|(item, shown)| *shown || is_used(item)).collect();
        if next == shown {
            break;
        }
        shown = next;
    }
    let texts = items.iter().zip(shown).filter(|(_, shown)| *shown).map(|(item, _)| item.code.text.as_str());
    let code = Code { text: texts.collect::<Vec<_>>().join("\n\n"), ..first.code.clone() };
    Some(Solution { sentence: first.numbered.clone()?.1, code })
}

#[cfg(test)]
mod tests {
    use super::{identifiers, items, read, solution};
    use crate::project::Project;
    use ::exercises::list::{CHAPTERS, Number};
    use proc_macro2::{TokenStream, TokenTree};

    #[test]
    fn a_solution_is_shown_with_what_it_uses() {
        let file = "
            /// A pair.
            #[derive(Clone)]
            struct Pair(f64);
            /// 2.1 Says why.
            impl Pair { fn twice(self) -> f64 { double(self.0) } }
            /// 2.2 Another one.
            fn other() {}
            /// Twice the number.
            fn double(x: f64) -> f64 { 2.0 * x }
            fn unused() {}
        ";
        let items = items("file.rs", file).unwrap();
        let shown = solution(&items, Number { chapter: 2, own: 1 }).unwrap();
        assert_eq!(shown.sentence, "Says why.");
        assert!(shown.code.text.starts_with("/// A pair.") && shown.code.text.contains("impl Pair"), "{shown:?}");
        assert!(
            shown.code.text.contains("/// Twice the number.\n") && !shown.code.text.contains("unused"),
            "{shown:?}"
        );
        assert!(!shown.code.text.contains("2.1") && !shown.code.text.contains("other"), "{shown:?}");
        assert_eq!(solution(&items, Number { chapter: 2, own: 3 }), None);
    }

    #[test]
    fn every_checked_exercise_has_a_solution_with_a_sentence() {
        for chapter in CHAPTERS {
            let solutions = read(&Project::new(), chapter).unwrap_or_else(|fault| panic!("{fault}"));
            assert!(solutions.iter().all(|(_, solution)| solution.sentence.ends_with('.')), "{solutions:?}");
        }
    }

    /// `todo!(…)` is for the reader. Nothing else of the repository is left open.
    #[test]
    fn only_the_reader_has_something_to_do() {
        let project = Project::new();
        let folders = std::fs::read_dir(project.path("")).unwrap().flatten();
        let folders =
            folders.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap());
        let source = folders.filter(|name| name != "target" && !name.starts_with('.'));
        let files: Vec<String> = source.flat_map(|folder| project.files(&folder, ".rs")).collect();
        let is_source = |file: &&String| !file.contains("/target/") && !file.starts_with("exercises/chapters/");
        let open = |file: &&String| {
            let text = project.read(file).unwrap_or_else(|fault| panic!("{fault}"));
            // Comments are no tokens, and documentation is a string.
            is_open(text.parse().unwrap_or_else(|error| panic!("{file}: {error}")))
        };
        assert!(files.len() > 100, "{files:?}");
        assert_eq!(files.iter().filter(is_source).filter(open).collect::<Vec<_>>(), Vec::<&String>::new());
        assert!(is_open("fn answer() -> f64 { todo!() }".parse().unwrap()));
        assert!(!is_open("/// Replace each `todo!()`.\nfn answer() {}".parse().unwrap()));
    }

    /// Returns whether tokens call `todo!`.
    fn is_open(tokens: TokenStream) -> bool {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_call = |pair: &[TokenTree]| match pair {
            [TokenTree::Ident(word), TokenTree::Punct(sign)] => word == "todo" && sign.as_char() == '!',
            _ => false,
        };
        let inside = |token: &TokenTree| matches!(token, TokenTree::Group(group) if is_open(group.stream()));
        tokens.windows(2).any(is_call) || tokens.iter().any(inside)
    }

    #[test]
    fn identifiers_are_found_inside_of_brackets() {
        let mut found = Vec::new();
        identifiers("f(a + [b, { c }])".parse().unwrap(), &mut found);
        assert_eq!(found.iter().map(ToString::to_string).collect::<String>(), "fabc");
    }
}
