//! Renders the index of equations; each entry names the code, the chapter and the test.

use crate::chapter::{Pairs, name, page};
use crate::listing;
use crate::material::Material;
use crate::math::Style;
use crate::source::TESTS;

/// Returns the entries of all equations, in the order of the source.
pub(crate) fn equations(material: &Material, pairs: &Pairs) -> Result<String, String> {
    let mut equations: Vec<_> = material.source.equations.values().collect();
    equations.sort_by_key(|equation| (&equation.code.file, equation.line));
    let mut rows = String::new();
    for equation in equations {
        let id = &equation.id;
        let (chapter, _) = pairs
            .get(id)
            .ok_or_else(|| format!("the equation `{id}` is paired in no chapter; write `{{{{#pair {id}}}}}` in one"))?;
        let set = material.math.html(&equation.latex, Style::Display)?;
        let test = id.replace('-', "_");
        let line = material.source.tests.get(&test).copied().unwrap_or_default();
        rows += &format!(
            r#"<section class="entry"><h3><a href="{}#eq-{id}">{}</a></h3><div class="equation">{set}</div><p>code <code>{}</code> in {}, test <code>{test}</code> in <span class="place">{TESTS}:{line}</span></p></section>"#,
            page(chapter),
            name(id),
            equation.code.name,
            listing::place(&equation.code),
        );
    }
    Ok(rows)
}
