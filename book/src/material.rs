//! What chapters are made of: the source, the numbers, the symbols, and what sets math.

use crate::glossary::Glossary;
use crate::math::{Math, Style, terms};
use crate::project::{Fault, Project};
use crate::snapshot::Snapshots;
use crate::source::{Equation, Source, TESTS};
use regex::Regex;

/// All that was read from the checkout.
pub(crate) struct Material {
    pub(crate) project: Project,
    pub(crate) source: Source,
    pub(crate) snapshots: Snapshots,
    pub(crate) glossary: Glossary,
    pub(crate) math: Math,
}

impl Material {
    /// Reads everything, and checks what can be checked without the text.
    pub(crate) fn read(project: &Project) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let source = Source::read(project, &mut faults);
        let snapshots = Snapshots::read(project, &mut faults);
        let glossary = match Glossary::read(project) {
            Ok(glossary) => glossary,
            Err(fault) => {
                faults.push(fault);
                return Err(faults);
            }
        };
        let material = Self { project: project.clone(), source, snapshots, glossary, math: Math::new() };
        for equation in material.source.equations.values() {
            material.check(equation, &mut faults);
        }
        if faults.is_empty() { Ok(material) } else { Err(faults) }
    }

    /// An equation can be set, its symbols are known, its terms are in its code, and a test names it.
    fn check(&self, equation: &Equation, faults: &mut Vec<Fault>) {
        let Equation { id, latex, line, code } = equation;
        let mut fault = |message: String| faults.push(Fault::new(&*code.file, *line, message));
        if let Err(error) = self.math.html(latex, Style::Display) {
            fault(format!("the equation `{id}` cannot be set: {error}"));
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
