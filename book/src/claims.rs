//! Checks that what the text says of the runs is a test: `{{#claim digits/test_rows_gain}}` names the test
//! `test_rows_gain` in `tests/worked/claims/digits.rs`.
//!
//! The test quotes the sentence in its doc comment, in lines that begin with `>`, as readers see it; it may quote the
//! sentences in front of it as well. So whoever reads the test sees what it has to prove, and a sentence that is turned
//! into its opposite differs from the quote.
//!
//! **Invariant**: every claim has a test that runs and quotes it, and every test has a claim, so a sentence that is deleted
//! takes its test with it.

use crate::directive::Directive;
use crate::project::{Fault, Project, line_at};
use crate::seen::{Seen, plain};
use std::collections::{BTreeMap, BTreeSet};
use syn::{Expr, ExprLit, Item, ItemFn, Lit};

/// The folder of the tests that prove what the chapters say of the runs.
const CLAIMS: &str = "tests/worked/claims";
/// The file that names the modules of that folder; a module that it does not name is not compiled.
const MODULES: &str = "tests/worked/claims.rs";

/// A test of a claim.
#[derive(Debug)]
struct Test {
    file: String,
    line: usize,
    /// The sentences that it proves.
    quotes: Vec<String>,
    /// The reason for which the test proves nothing, if there is one.
    fault: Option<String>,
}

/// The tests of the claims, by `file/test`.
#[derive(Debug)]
pub(crate) struct Claims(BTreeMap<String, Test>);

impl Claims {
    /// Reads the tests.
    pub(crate) fn read(project: &Project, faults: &mut Vec<Fault>) -> Self {
        let modules = modules(&project.read(MODULES).unwrap_or_default());
        let mut tests = BTreeMap::new();
        for file in project.files(CLAIMS, ".rs") {
            let parsed = project.read(&file).and_then(|text| {
                syn::parse_file(&text).map_err(|error| Fault::new(&*file, error.span().start().line, error.to_string()))
            });
            let parsed = match parsed {
                Ok(parsed) => parsed,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            let name = file.trim_start_matches(CLAIMS).trim_matches('/').trim_end_matches(".rs");
            for function in parsed.items.iter().filter_map(test_of) {
                let (test, line) = (&function.sig.ident, function.sig.ident.span().start().line);
                let fault = match (has(function, "ignore"), modules.contains(name)) {
                    (true, _) => Some(format!("`{test}` is ignored, so it proves nothing")),
                    (_, false) => Some(format!("`{test}` does not run; write `mod {name};` in {MODULES}")),
                    _ => None,
                };
                tests.insert(
                    format!("{name}/{test}"),
                    Test { file: file.clone(), line, quotes: quotes(function), fault },
                );
            }
        }
        Self(tests)
    }

    /// Returns an error unless there is a test for the claim `file/test`, and it runs.
    pub(crate) fn check(&self, claim: &str) -> Result<(), String> {
        match (self.0.get(claim), claim.split_once('/')) {
            (Some(test), _) => test.fault.clone().map_or(Ok(()), Err),
            (None, Some((file, test))) => {
                Err(format!("no test proves this; write `fn {test}()` with `#[test]` in {CLAIMS}/{file}.rs"))
            }
            (None, None) => Err(format!("`{claim}` names no test; write `{{{{#claim FILE/TEST}}}}`")),
        }
    }

    /// Compares the sentences of a chapter that claim something with the quotes of their tests. Adds the quotes that were
    /// found to `claimed`, by the name of the claim.
    pub(crate) fn compare(
        &self,
        file: &str,
        chapter: &str,
        seen: &Seen,
        claimed: &mut BTreeSet<(String, String)>,
        faults: &mut Vec<Fault>,
    ) {
        for (range, directive) in Directive::all(chapter) {
            let (Ok(Directive::Claim(claim)), Some((sentence, before))) = (directive, seen.sentence(range.start))
            else {
                continue;
            };
            let Some(test) = self.0.get(&claim) else { continue };
            let (sentence, before) = (plain(&seen.text[sentence]), plain(&seen.text[before]));
            let is_quote = |quote: &&String| before.ends_with(*quote) && quote.len() >= sentence.len();
            if let Some(quote) = test.quotes.iter().find(is_quote) {
                claimed.insert((claim, quote.clone()));
                continue;
            }
            claimed.insert((claim, String::new()));
            let message = match test.quotes.as_slice() {
                [] => {
                    format!("{}:{} does not quote this; write above the test `/// > {sentence}`", test.file, test.line)
                }
                quotes => format!(
                    "this says `{sentence}`, but its test {}:{} quotes `{}`; does the test prove what the page says? \
                     Then quote it",
                    test.file,
                    test.line,
                    quotes.join("` and `")
                ),
            };
            faults.push(Fault::new(file, line_at(chapter, range.start), message));
        }
    }

    /// Returns a fault for each test that is none of these claims, and for each quote that is not among them.
    pub(crate) fn unused(&self, claimed: &BTreeSet<(String, String)>) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (claim, test) in &self.0 {
            let found: Vec<&String> =
                claimed.iter().filter(|(other, _)| other == claim).map(|(_, quote)| quote).collect();
            let fault = |message: String| Fault::new(&*test.file, test.line, message);
            if found.is_empty() {
                faults.push(fault(format!(
                    "no page claims this; write `{{{{#claim {claim}}}}}` behind the sentence, or delete the test"
                )));
            } else if !found.iter().any(|quote| quote.is_empty()) {
                let lost = test.quotes.iter().filter(|quote| !found.contains(quote));
                faults.extend(lost.map(|quote| fault(format!("no page says `{quote}`; delete the quote"))));
            }
        }
        faults
    }
}

/// Returns the names of the modules that a file declares.
fn modules(text: &str) -> BTreeSet<String> {
    let items = syn::parse_file(text).map(|parsed| parsed.items).unwrap_or_default();
    let module = |item| if let Item::Mod(module) = item { Some(module.ident.to_string()) } else { None };
    items.into_iter().filter_map(module).collect()
}

/// Returns the function if the item is a test.
fn test_of(item: &Item) -> Option<&ItemFn> {
    if let Item::Fn(function) = item { has(function, "test").then_some(function) } else { None }
}

fn has(function: &ItemFn, attribute: &str) -> bool {
    function.attrs.iter().any(|other| other.path().is_ident(attribute))
}

/// Returns the quotes in the doc comment of a test: the lines that begin with `>`, those that follow each other joined.
fn quotes(function: &ItemFn) -> Vec<String> {
    let docs = function.attrs.iter().filter(|attribute| attribute.path().is_ident("doc"));
    let mut quotes: Vec<String> = Vec::new();
    let mut is_open = false;
    for doc in docs {
        let Ok(value) = doc.meta.require_name_value() else { continue };
        let Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) = &value.value else { continue };
        let line = line.value();
        let quote = line.trim_start().strip_prefix('>').map(plain);
        match (&quote, quotes.last_mut()) {
            (Some(quote), Some(last)) if is_open => *last = format!("{last} {quote}"),
            (Some(quote), _) => quotes.push(quote.clone()),
            (None, _) => {}
        }
        is_open = quote.is_some();
    }
    quotes
}

#[cfg(test)]
mod tests {
    use super::{Claims, Test, has, modules, quotes, test_of};
    use crate::seen::Seen;
    use crate::snapshot::Snapshots;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn a_claim_is_a_test_whatever_attributes_it_has() {
        let text = "mod digits;\n/// Why.\n/// > It\n/// > is.\n///\n/// > So.\n#[test]\n#[allow(clippy::float_cmp)]\nfn seen() {}\n\
            #[ignore]\n#[test]\nfn ignored() {}\nfn helper() {}";
        let items = syn::parse_file(text).unwrap().items;
        let tests: Vec<_> = items.iter().filter_map(test_of).collect();
        let names: Vec<_> = tests.iter().map(|test| (test.sig.ident.to_string(), has(test, "ignore"))).collect();
        assert_eq!(names, [("seen".to_owned(), false), ("ignored".to_owned(), true)]);
        assert_eq!(quotes(tests[0]), ["It is.", "So."]);
        assert!(modules(text).contains("digits"));
    }

    /// Returns the messages about a chapter whose sentence claims `a/b`, which quotes this.
    fn messages(chapter: &str, quotes: &[&str]) -> Vec<String> {
        let quotes = quotes.iter().map(|quote| (*quote).to_owned()).collect();
        let test = Test { file: "a.rs".to_owned(), line: 7, quotes, fault: None };
        let claims = Claims(BTreeMap::from([("a/b".to_owned(), test)]));
        let (mut claimed, mut faults) = (BTreeSet::new(), Vec::new());
        let seen = Seen::read(chapter, &Snapshots::default());
        claims.compare("b.md", chapter, &seen, &mut claimed, &mut faults);
        faults.extend(claims.unused(&claimed));
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_sentence_that_differs_from_the_quote_of_its_test_is_found() {
        let said = "# Head\n\nOne. It {{#const 2}} falls\nin **every** step.{{#claim a/b}} Two.";
        let of = |quotes: &[&str]| messages(said, quotes);
        assert_eq!(of(&["It 2 falls in every step."]), Vec::<String>::new());
        assert_eq!(of(&["One. It 2 falls in every step."]), Vec::<String>::new());
        let start = |messages: Vec<String>, start: &str| assert!(messages[0].starts_with(start), "{messages:?}");
        start(of(&["It 2 rises in every step."]), "b.md:4: this says `It 2 falls in every step.`, but its test a.rs:7");
        start(of(&["in every step."]), "b.md:4: this says `It 2 falls in every step.`, but its test a.rs:7 quotes `in");
        start(of(&[]), "b.md:4: a.rs:7 does not quote this; write above the test `/// > It 2 falls in every step.`");
        start(of(&["It 2 falls in every step.", "Three."]), "a.rs:7: no page says `Three.`; delete the quote");
        start(messages("None.", &["It."]), "a.rs:7: no page claims this; write `{{#claim a/b}}` behind the sentence");
    }
}
