//! The numbers of the documented runs: snapshots, and how their numbers are set.

use crate::project::{Fault, Project};
use serde_json::Value;
use std::collections::BTreeMap;

/// Where the snapshots lie.
pub(crate) const FOLDER: &str = "tests/snapshots";

/// All documented runs, by name.
#[derive(Debug, Default)]
pub(crate) struct Snapshots(BTreeMap<String, Value>);

impl Snapshots {
    /// Reads all snapshots; one that waits for a decision is a fault.
    pub(crate) fn read(project: &Project, faults: &mut Vec<Fault>) -> Self {
        for pending in project.files(FOLDER, ".snap.new") {
            faults.push(Fault::new(pending, None, "a snapshot that waits for a decision; accept or delete it"));
        }
        let mut snapshots = Self::default();
        for file in project.files(FOLDER, ".snap") {
            match read(project, &file) {
                Ok(value) => {
                    let name = file.trim_start_matches(FOLDER).trim_matches('/').trim_end_matches(".snap");
                    snapshots.0.insert(name.to_owned(), value);
                }
                Err(fault) => faults.push(fault),
            }
        }
        snapshots
    }

    /// What stands at `name/pointer`.
    pub(crate) fn get(&self, path: &str) -> Result<&Value, String> {
        let (name, pointer) = path.split_once('/').unwrap_or((path, ""));
        let Some(snapshot) = self.0.get(name) else {
            let known = self.0.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            return Err(format!("there is no snapshot {FOLDER}/{name}.snap; there are {known}"));
        };
        if pointer.is_empty() {
            return Ok(snapshot);
        }
        let missing = || format!("the snapshot {FOLDER}/{name}.snap has nothing at /{pointer}");
        snapshot.pointer(&format!("/{pointer}")).ok_or_else(missing)
    }

    /// The number, vector or matrix at `name/pointer`, as LaTeX.
    pub(crate) fn latex(&self, path: &str, format: Format) -> Result<String, String> {
        format.value(self.get(path)?).ok_or_else(|| format!("{path} is no number, vector or matrix"))
    }

    /// The text at `name/pointer`.
    pub(crate) fn text(&self, path: &str) -> Result<&str, String> {
        self.get(path)?.as_str().ok_or_else(|| format!("{path} is no text"))
    }

    /// The text at `name/pointer`, as LaTeX: Greek letters and raised or lowered digits are math already.
    pub(crate) fn text_latex(&self, path: &str) -> Result<String, String> {
        Ok(self.text(path)?.replace('′', "'").replace('ᵀ', r"^\top"))
    }

    /// The numbers of a list.
    pub(crate) fn numbers(&self, path: &str) -> Result<Vec<f64>, String> {
        numbers(self.get(path)?).ok_or_else(|| format!("{path} is not a list of numbers"))
    }
}

fn read(project: &Project, file: &str) -> Result<Value, Fault> {
    let text = project.read(file)?;
    // A head between two lines of dashes, then the snapshot.
    let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
    serde_json::from_str(body).map_err(|error| Fault::new(file, None, format!("is not JSON: {error}")))
}

/// The numbers of a list, if it is one.
pub(crate) fn numbers(value: &Value) -> Option<Vec<f64>> {
    value.as_array()?.iter().map(Value::as_f64).collect()
}

/// How a number is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Format {
    pub(crate) decimals: usize,
    pub(crate) is_percentage: bool,
}

impl Format {
    /// Reads `.4` or `.1%`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (digits, is_percentage) = match text.strip_suffix('%') {
            Some(digits) => (digits, true),
            None => (text, false),
        };
        let decimals = digits.strip_prefix('.')?.parse().ok()?;
        Some(Self { decimals, is_percentage })
    }

    /// The number as LaTeX. One too small for its decimals gets a power of ten.
    pub(crate) fn latex(self, number: f64) -> String {
        let Self { decimals, is_percentage } = self;
        if is_percentage {
            return format!(r"{:.decimals$}\,\%", 100.0 * number);
        }
        let fixed = format!("{number:.decimals$}");
        let is_lost = number != 0.0 && fixed.chars().all(|digit| matches!(digit, '-' | '0' | '.'));
        if is_lost {
            let scientific = format!("{number:.1e}");
            let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
            return format!(r"{digits} \cdot 10^{{{exponent}}}");
        }
        fixed
    }

    /// The number as running text.
    pub(crate) fn text(self, number: f64) -> String {
        const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        let latex = self.latex(number).replace(r"\,\%", "\u{202f}%");
        let text = match latex.split_once(r" \cdot 10^{") {
            Some((digits, exponent)) => {
                let raised = exponent.trim_end_matches('}').chars().map(|digit| match digit.to_digit(10) {
                    Some(digit) => DIGITS[digit as usize],
                    None => '⁻',
                });
                format!("{digits}\u{202f}·\u{202f}10{}", raised.collect::<String>())
            }
            None => latex,
        };
        text.replace('-', "−")
    }

    /// A number, a vector or a matrix as LaTeX.
    fn value(self, value: &Value) -> Option<String> {
        if let Some(number) = value.as_f64() {
            return Some(self.latex(number));
        }
        let rows: Vec<Vec<f64>> = match numbers(value) {
            Some(column) => column.into_iter().map(|number| vec![number]).collect(),
            None => value.as_array()?.iter().map(numbers).collect::<Option<_>>()?,
        };
        let row = |row: Vec<f64>| row.into_iter().map(|number| self.latex(number)).collect::<Vec<_>>().join(" & ");
        let rows: Vec<String> = rows.into_iter().map(row).collect();
        Some(format!(r"\begin{{bmatrix}} {} \end{{bmatrix}}", rows.join(r" \\ ")))
    }
}
