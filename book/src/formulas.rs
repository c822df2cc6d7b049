//! Checks every formula of the book that has a relation: both sides of `=` are evaluated.
//!
//! A formula is about numbers alone, or about symbols. Symbols take the values of the run that `{{#run NAME}}` names,
//! and of what `{{#let …}}` supposes. What cannot be evaluated is marked with its reason, `{{#unchecked reason | …}}`.
//!
//! **Invariant**: a formula with a relation is counted as exactly one [`Kind`], and nothing is skipped silently.

mod check;
mod layers;
mod run;
mod scope;
#[cfg(test)]
mod tests;
mod twin;

use check::About;
use regex::Regex;
use scope::Scope;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// The largest number of formulas that may be unchecked. It may fall, but not grow.
const UNCHECKED: usize = 9;

/// The mark of a rounded number, which only the evaluator needs.
static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\rounded\{([^}]*)\}").expect("a pattern"));

/// The kind of a formula, by how it is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// An equation beside its code, or a repetition of one; the tests of the equations evaluate it.
    Pair,
    /// About numbers alone.
    Numeric,
    /// About the symbols of a run, or of suppositions.
    Run,
    /// Supposes the value of a symbol, or names the values of an index.
    Supposition,
    /// Written by a run; the tests of the derivations evaluate it.
    Derived,
    /// Not checked, for a reason that the text gives.
    Unchecked,
}

impl Kind {
    const ALL: [(Self, &str); 6] = [
        (Self::Pair, "beside their code"),
        (Self::Numeric, "about numbers"),
        (Self::Run, "about a run"),
        (Self::Supposition, "suppositions"),
        (Self::Derived, "written by runs"),
        (Self::Unchecked, "unchecked"),
    ];
}

/// The formulas so far, and what the symbols mean at this place of the text.
#[derive(Default)]
pub(crate) struct Formulas {
    scope: Scope,
    /// The scope of the twin of the run.
    twin: Option<Scope>,
    page: String,
    counts: BTreeMap<String, BTreeMap<Kind, usize>>,
}

impl Formulas {
    /// Starts a page, on which no symbol has a value.
    pub(crate) fn start_page(&mut self, file: &str) {
        self.page = file.to_owned();
        (self.scope, self.twin) = Default::default();
    }

    /// Starts a section, which forgets the suppositions of the one before.
    pub(crate) fn start_section(&mut self) {
        self.scope.end_section();
        self.twin.iter_mut().for_each(Scope::end_section);
    }

    /// Gives the symbols the values of a run: of all its examples, or of the one with a number, counted from 1.
    pub(crate) fn start_run(&mut self, name: &str, example: Option<usize>) -> Result<(), String> {
        let run = run::run(name)?;
        let count = run.examples.len();
        if let Some(example) = example.filter(|example| !(1..=count).contains(example)) {
            return Err(format!("the run `{name}` has the examples 1 to {count}, not {example}"));
        }
        self.scope = Scope::of(run, example);
        self.twin = self.scope.twin();
        Ok(())
    }

    /// Counts a formula that is checked elsewhere.
    pub(crate) fn count(&mut self, kind: Kind) {
        *self.counts.entry(self.page.clone()).or_default().entry(kind).or_default() += 1;
    }

    /// Counts a formula, unless something is wrong with it.
    fn judged(&mut self, judgment: Result<Kind, String>) -> Result<(), String> {
        judgment.map(|kind| self.count(kind))
    }

    /// Supposes the value of a symbol in the formulas below.
    pub(crate) fn suppose(&mut self, latex: &str) -> Result<(), String> {
        let latex = without_end(latex);
        let supposed = self.scope.suppose(latex).and_then(|()| self.twin.as_mut().map_or(Ok(()), |twin| twin.suppose(latex)));
        let supposed = supposed.map_err(|error| self.fault(latex, &error.to_string()));
        self.judged(supposed.map(|()| Kind::Supposition))
    }

    /// Counts a formula that cannot be evaluated. One that can be evaluated and holds is not unchecked.
    pub(crate) fn unchecked(&mut self, latex: &str) -> Result<(), String> {
        let holds = formula::has_relation(latex) && check::check(without_end(latex), &self.scope).is_ok();
        let formula = without_marks(latex);
        self.judged(match holds {
            true => Err(format!(
                "this can be evaluated, and it holds; write `${formula}$` instead of `{{{{#unchecked …}}}}`"
            )),
            false => Ok(Kind::Unchecked),
        })
    }

    /// Evaluates a formula. One without a relation says nothing that could be wrong.
    pub(crate) fn check(&mut self, latex: &str) -> Result<(), String> {
        if !formula::has_relation(latex) {
            return Ok(());
        }
        let checked = check::check(without_end(latex), &self.scope).map(|about| match about {
            About::Numbers => Kind::Numeric,
            About::Symbols => Kind::Run,
            About::Indices => Kind::Supposition,
        });
        let checked = checked.map_err(|error| self.fault(latex, &error.to_string()));
        self.judged(checked.and_then(|kind| match kind {
            Kind::Run => self.is_no_accident(latex).map(|()| kind),
            _ => Ok(kind),
        }))
    }

    /// Checks that a formula holds not only for the weights, examples and λ that its run happens to have.
    fn is_no_accident(&self, latex: &str) -> Result<(), String> {
        let (Some(twin), Some(run)) = (&self.twin, &self.scope.run) else { return Ok(()) };
        check::check_twin(without_end(latex), twin).map_err(|error| {
            let (formula, error) = (without_marks(latex), without_marks(&error.to_string()));
            format!(
                "in `{formula}`: this is true of the run `{}` by accident; with other weights, examples and λ, {error}; \
                 state what it supposes, for example with `{{{{#let y = 1}}}}` or `{{{{#let \\lambda = 0}}}}`",
                run.name
            )
        })
    }

    /// Returns what is wrong with the committed number of unchecked formulas, after all pages.
    pub(crate) fn wrong_number(&self) -> Option<String> {
        let unchecked = self.total(Kind::Unchecked);
        (unchecked != UNCHECKED)
            .then(|| format!("{unchecked} formulas are unchecked, and `UNCHECKED` says {UNCHECKED}; it may only fall"))
    }

    /// Returns the message about a formula that does not hold or cannot be evaluated.
    fn fault(&self, latex: &str, error: &str) -> String {
        let without_marks =
            |latex: &str| MARK.replace_all(latex, "$1").split_whitespace().collect::<Vec<_>>().join(" ");
        let (formula, error) = (without_marks(latex), without_marks(error));
        let is_unbound = error.contains("is not bound") || error.contains("is not a bound function");
        let advice = match &self.scope.run {
            None if is_unbound => "; name a run with `{{#run NAME}}`, suppose a value with `{{#let x = 2}}`, or write \
                 `{{#unchecked reason | …}}`"
                .to_owned(),
            Some(run) if is_unbound => format!(
                " in the run `{}`; name another one with `{{{{#run NAME}}}}`, suppose a value with `{{{{#let x = 2}}}}`, \
                 or write `{{{{#unchecked reason | …}}}}`",
                run.name
            ),
            Some(run) => format!(", in the run `{}`", run.name),
            None => String::new(),
        };
        format!("in `{formula}`: {error}{advice}")
    }

    /// Returns how many formulas of a kind there are.
    fn total(&self, kind: Kind) -> usize {
        self.counts.values().filter_map(|page| page.get(&kind)).sum()
    }
}

/// Prints how many formulas of each kind there are, on each page and in total.
impl fmt::Display for Formulas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (page, counts) in &self.counts {
            let all = Kind::ALL.iter().filter_map(|(kind, words)| Some(format!("{} {words}", counts.get(kind)?)));
            writeln!(f, "{page}: {}", all.collect::<Vec<_>>().join(", "))?;
        }
        let all = Kind::ALL.iter().map(|(kind, words)| format!("{} {words}", self.total(*kind)));
        write!(f, "formulas: {}", all.collect::<Vec<_>>().join(", "))
    }
}

/// Returns a formula on one line, without the marks that only the evaluator needs.
fn without_marks(latex: &str) -> String {
    MARK.replace_all(latex, "$1").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a formula without the punctuation of the sentence around it.
fn without_end(latex: &str) -> &str {
    latex.trim().trim_end_matches(['.', ',', ';', ':']).trim_end()
}
