//! Checks that every claim of the text is a test: `{{#claim digits/test_rows_gain}}` names the test `test_rows_gain` in
//! `tests/worked/claims/digits.rs`.

use crate::material::Material;

/// The folder of the tests that prove what the chapters say of the runs.
const CLAIMS: &str = "tests/worked/claims";

/// Returns an error unless there is a test for the claim `file/test`.
pub(crate) fn check(material: &Material, claim: &str) -> Result<(), String> {
    let (file, test) = claim.split_once('/').ok_or_else(|| {
        format!("`{claim}` names no test; write `{{{{#claim FILE/TEST}}}}` for a test in {CLAIMS}/FILE.rs")
    })?;
    let file = format!("{CLAIMS}/{file}.rs");
    let text = material.project.read(&file).map_err(|_| format!("there is no {file}"))?;
    match text.contains(&format!("#[test]\nfn {test}()")) {
        true => Ok(()),
        false => Err(format!("no test proves this: there is no `fn {test}()` in {file}")),
    }
}
