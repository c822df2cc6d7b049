//! Reads the inputs of the chapters: the source with its equations, the numbers and the symbols.

use crate::claims::Claims;
use crate::glossary::{self, Glossary};
use crate::math::{Math, Style, terms};
use crate::project::{Fault, Project};
use crate::snapshot::Snapshots;
use crate::source::{Equation, Source, TESTS};
use crate::terms::Terms;
use regex::Regex;

/// The inputs from the checkout, and the renderer of math.
pub(crate) struct Material {
    pub(crate) project: Project,
    pub(crate) source: Source,
    pub(crate) snapshots: Snapshots,
    pub(crate) glossary: Glossary,
    pub(crate) terms: Terms,
    pub(crate) claims: Claims,
    pub(crate) math: Math,
}

impl Material {
    /// Reads the inputs and checks every equation. Returns all faults if there are any.
    pub(crate) fn read(project: &Project) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let source = Source::read(project, &mut faults);
        let snapshots = Snapshots::read(project, &mut faults);
        let claims = Claims::read(project, &mut faults);
        let words =
            Glossary::read(project).and_then(|glossary| Ok((Terms::new(glossary::terms(&glossary.text))?, glossary)));
        let (terms, glossary) = match words {
            Ok(words) => words,
            Err(fault) => {
                faults.push(fault);
                return Err(faults);
            }
        };
        let material = Self { project: project.clone(), source, snapshots, glossary, terms, claims, math: Math::new() };
        for equation in material.source.equations.values() {
            material.check(equation, &mut faults);
        }
        if faults.is_empty() { Ok(material) } else { Err(faults) }
    }

    /// Checks that an equation can be rendered, that the glossary explains its symbols, that its code contains its
    /// terms, and that a test has its name.
    fn check(&self, equation: &Equation, faults: &mut Vec<Fault>) {
        let Equation { id, latex, line, code } = equation;
        let mut fault = |message: String| faults.push(Fault::new(&*code.file, *line, message));
        if let Err(error) = self.math.html(latex, Style::Display) {
            fault(format!("cannot render the equation `{id}`: {error}"));
        }
        for symbol in self.glossary.unknown(latex) {
            fault(format!("the equation `{id}` uses the symbol `{symbol}`, which GLOSSARY.md does not explain"));
        }
        for term in terms(latex) {
            let is_there =
                Regex::new(&format!(r"\b{}\b", regex::escape(&term))).is_ok_and(|word| word.is_match(&code.text));
            if !is_there {
                fault(format!("the equation `{id}` marks the term `{term}`, which is not in `{}` below it", code.name));
            }
        }
        if !self.source.tests.contains_key(&id.replace('-', "_")) {
            fault(format!("the equation `{id}` has no test; write `fn {}()` in {TESTS}", id.replace('-', "_")));
        }
    }
}

/// Returns the inputs from this checkout, which are read once for all tests.
#[cfg(test)]
pub(crate) fn material() -> &'static Material {
    static MATERIAL: std::sync::LazyLock<Material> =
        std::sync::LazyLock::new(|| Material::read(&Project::new()).unwrap_or_else(|faults| panic!("{faults:?}")));
    &MATERIAL
}
