//! Checks every formula of the book that has a relation: both sides of `=` are evaluated.
//!
//! A formula is about numbers alone, or about symbols. Symbols take the values of the run that `{{#run NAME}}` names,
//! and of what `{{#let …}}` supposes. What cannot be evaluated is marked with its reason, `{{#unchecked reason | …}}`.
//!
//! **Invariant**: a formula with a relation is counted as exactly one [`Kind`], and nothing is skipped silently.

mod check;
mod expressions;
mod kind;
mod layers;
mod run;
mod scope;
#[cfg(test)]
mod tests;
mod twin;

use crate::project::Fault;
use crate::source::Equation;
use check::About;
use expressions::Expressions;
use kind::Counts;
pub(crate) use kind::Kind;
use regex::Regex;
use scope::Scope;
use std::fmt;
use std::sync::LazyLock;

/// The digests of the formulas that may be unchecked. Their number may fall, but not grow.
const UNCHECKED: [u64; 2] = [0x9d1b_d955_0e5b_9391, 0x0137_39ba_adbb_cf03];

/// The mark of a rounded number, which only the evaluator needs.
static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\rounded\{([^}]*)\}").expect("a pattern"));

/// The formulas so far, and what the symbols mean at this place of the text.
#[derive(Default)]
pub(crate) struct Formulas {
    scope: Scope,
    /// The scope of the twin of the run.
    twin: Option<Scope>,
    page: String,
    expressions: Expressions,
    counts: Counts,
}

impl Formulas {
    /// Starts a page, on which no symbol has a value.
    /// The parts of the equations of the source are known on every page.
    pub(crate) fn start_page<'e>(&mut self, file: &str, equations: impl Iterator<Item = &'e Equation>) {
        self.page = file.to_owned();
        (self.scope, self.twin) = Default::default();
        equations.for_each(|equation| self.add_formula(&equation.latex));
    }

    /// Ends a page, and returns its expressions that no formula of it has.
    pub(crate) fn end_page(&mut self) -> Vec<Fault> {
        std::mem::take(&mut self.expressions).unbound()
    }

    /// Starts a section, which forgets the suppositions of the one before.
    pub(crate) fn start_section(&mut self) {
        self.scope.end_section();
        self.twin.iter_mut().for_each(Scope::end_section);
    }

    /// Gives the symbols the values of a run: of all its examples, or of the one with a number, counted from 1. With `none`,
    /// no symbol has a value.
    pub(crate) fn start_run(&mut self, name: &str, example: Option<usize>) -> Result<(), String> {
        if name == "none" {
            (self.scope, self.twin) = Default::default();
            return Ok(());
        }
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
        self.counts.add(&self.page, kind);
    }

    /// Counts a formula, unless something is wrong with it.
    fn judged(&mut self, judgment: Result<Kind, String>) -> Result<(), String> {
        judgment.map(|kind| self.count(kind))
    }

    /// Supposes the value of a symbol in the formulas below.
    pub(crate) fn suppose(&mut self, latex: &str) -> Result<(), String> {
        let latex = without_end(latex);
        let supposed =
            self.scope.suppose(latex).and_then(|()| self.twin.as_mut().map_or(Ok(()), |twin| twin.suppose(latex)));
        let supposed = supposed.map_err(|error| self.fault(latex, &error.to_string()));
        self.add_formula(latex);
        self.judged(supposed.map(|()| Kind::Supposition))
    }

    /// Lets symbols have any value in the formulas below.
    pub(crate) fn suppose_any(&mut self, symbols: &str) -> Result<(), String> {
        let scopes = [Some(&mut self.scope), self.twin.as_mut()];
        let supposed = scopes.into_iter().flatten().try_for_each(|scope| scope.suppose_any(symbols));
        supposed.map_err(|error| self.fault(symbols, &error.to_string()))
    }

    /// Returns `true` if the text introduced a symbol that may have any value.
    pub(crate) fn has_any(&self, symbol: &str) -> bool {
        self.scope.has_any(symbol)
    }

    /// Counts a formula that cannot be evaluated, and that is as it was when a person last derived it. One that can be
    /// evaluated and holds is not unchecked.
    pub(crate) fn unchecked(&mut self, latex: &str) -> Result<(), String> {
        self.add_formula(latex);
        let holds = formula::has_relation(latex) && check::check(without_end(latex), &self.scope).is_ok();
        let formula = without_marks(latex);
        self.judged(match holds {
            true => Err(format!(
                "this can be evaluated, and it holds; write `${formula}$` instead of `{{{{#unchecked …}}}}`"
            )),
            false if !UNCHECKED.contains(&digest(&formula)) => Err(format!(
                "in `{formula}`: this unchecked formula is new or has changed; derive it on paper, and write its digest, \
                 {:#x}, into `UNCHECKED` in book/src/formulas.rs",
                digest(&formula)
            )),
            false => Ok(Kind::Unchecked),
        })
    }

    fn add_formula(&mut self, latex: &str) {
        if let Ok(functions) = check::functions(&self.scope) {
            self.expressions.add_formula(without_end(latex), &functions);
        }
    }

    /// Adds an expression without a relation, which must be a part of a formula of the page.
    pub(crate) fn add_expression(&mut self, file: &str, line: usize, latex: &str) -> Result<(), String> {
        let functions = check::functions(&self.scope);
        let added = functions.and_then(|functions| self.expressions.add(file, line, without_end(latex), &functions));
        added.map_err(|error| self.fault(latex, &error.to_string()))
    }

    /// Evaluates a formula.
    pub(crate) fn check(&mut self, latex: &str) -> Result<(), String> {
        self.add_formula(latex);
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
        let unchecked = self.counts.total(Kind::Unchecked);
        let listed = UNCHECKED.len();
        (unchecked != listed)
            .then(|| format!("{unchecked} formulas are unchecked, and `UNCHECKED` lists {listed}; it may only fall"))
    }

    /// Returns the message about a formula that does not hold or cannot be evaluated.
    fn fault(&self, latex: &str, error: &str) -> String {
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
}

/// Prints how many formulas of each kind there are.
impl fmt::Display for Formulas {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts.fmt(f)
    }
}

/// Returns a formula on one line, without the marks that only the evaluator needs.
fn without_marks(latex: &str) -> String {
    MARK.replace_all(latex, "$1").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a number that is another one for nearly every other text: its FNV-1a hash.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Returns a formula without the punctuation of the sentence around it.
fn without_end(latex: &str) -> &str {
    latex.trim().trim_end_matches(['.', ',', ';', ':']).trim_end()
}
