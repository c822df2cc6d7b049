//! Checks that what the text says of the runs is a test: `{{#claim digits/test_rows_gain}}` names the test
//! `test_rows_gain` in `tests/worked/claims/digits.rs`.
//!
//! **Invariant**: every claim has a test that runs, and every test has a claim, so a sentence that is deleted takes its
//! test with it.

use crate::project::{Fault, Project};
use std::collections::{BTreeMap, BTreeSet};
use syn::Item;

/// The folder of the tests that prove what the chapters say of the runs.
const CLAIMS: &str = "tests/worked/claims";
/// The file that names the modules of that folder; a module that it does not name is not compiled.
const MODULES: &str = "tests/worked/claims.rs";

/// A test of a claim.
#[derive(Debug)]
struct Test {
    file: String,
    line: usize,
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
            for (test, line, is_ignored) in parsed.items.iter().filter_map(test_of) {
                let fault = match (is_ignored, modules.contains(name)) {
                    (true, _) => Some(format!("`{test}` is ignored, so it proves nothing")),
                    (_, false) => Some(format!("`{test}` does not run; write `mod {name};` in {MODULES}")),
                    _ => None,
                };
                tests.insert(format!("{name}/{test}"), Test { file: file.clone(), line, fault });
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

    /// Returns a fault for each test that none of these claims names.
    pub(crate) fn unused(&self, claimed: &BTreeSet<String>) -> impl Iterator<Item = Fault> {
        let unused = self.0.iter().filter(|(claim, _)| !claimed.contains(*claim));
        unused.map(|(claim, test)| {
            let message =
                format!("no page claims this; write `{{{{#claim {claim}}}}}` behind the sentence, or delete the test");
            Fault::new(&*test.file, test.line, message)
        })
    }
}

/// Returns the names of the modules that a file declares.
fn modules(text: &str) -> BTreeSet<String> {
    let items = syn::parse_file(text).map(|parsed| parsed.items).unwrap_or_default();
    let module = |item| if let Item::Mod(module) = item { Some(module.ident.to_string()) } else { None };
    items.into_iter().filter_map(module).collect()
}

/// Returns the name and the line of a test, and whether it is ignored; or `None` if the item is not a test.
fn test_of(item: &Item) -> Option<(String, usize, bool)> {
    let Item::Fn(function) = item else { return None };
    let has = |name| function.attrs.iter().any(|attribute| attribute.path().is_ident(name));
    let ident = &function.sig.ident;
    has("test").then(|| (ident.to_string(), ident.span().start().line, has("ignore")))
}

#[cfg(test)]
mod tests {
    use super::{modules, test_of};

    #[test]
    fn a_claim_is_a_test_whatever_attributes_it_has() {
        let text = "mod digits;\n#[test]\n#[allow(clippy::float_cmp)]\nfn seen() {}\n\
            #[ignore]\n#[test]\nfn ignored() {}\nfn helper() {}";
        let items = syn::parse_file(text).unwrap().items;
        let tests: Vec<_> = items.iter().filter_map(test_of).collect();
        assert_eq!(tests, [("seen".to_owned(), 4, false), ("ignored".to_owned(), 7, true)]);
        assert!(modules(text).contains("digits"));
    }
}
