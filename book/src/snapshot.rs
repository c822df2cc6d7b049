//! Reads the snapshots of the documented runs and formats their numbers.

use crate::project::{Fault, Project};
use serde_json::Value;
use std::collections::BTreeMap;

/// The folder of the snapshots.
pub(crate) const FOLDER: &str = "tests/snapshots";

/// The name of the measured times in directives; a snapshot is named like its file.
pub(crate) const RESULTS: &str = "results";
/// The files of measured times, with their names in directives.
pub(crate) const MEASURED: [(&str, &str); 2] = [(RESULTS, "benches/results.json"), ("mpi", "mpi/results.json")];

/// All documented runs, by name.
#[derive(Debug, Default)]
pub(crate) struct Snapshots(BTreeMap<String, Value>);

impl Snapshots {
    /// Reads all snapshots and the measured times. A pending snapshot is a fault.
    pub(crate) fn read(project: &Project, faults: &mut Vec<Fault>) -> Self {
        for pending in project.files(FOLDER, ".snap.new") {
            faults.push(Fault::new(pending, None, "this snapshot is pending; accept or delete it"));
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
        for (name, file) in MEASURED {
            match project.read(file).and_then(|text| json(file, &text)) {
                Ok(value) => drop(snapshots.0.insert(name.to_owned(), value)),
                Err(fault) => faults.push(fault),
            }
        }
        snapshots
    }

    /// Returns a single snapshot.
    #[cfg(test)]
    pub(crate) fn of(name: &str, value: Value) -> Self {
        Self(BTreeMap::from([(name.to_owned(), value)]))
    }

    /// Returns the value at `name/pointer`: the name of a snapshot, and a JSON pointer.
    pub(crate) fn get(&self, path: &str) -> Result<&Value, String> {
        let (name, pointer) = path.split_once('/').unwrap_or((path, ""));
        let Some(snapshot) = self.0.get(name) else {
            let known = self.0.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            return Err(format!("there is no snapshot {FOLDER}/{name}.snap; the snapshots are {known}"));
        };
        if pointer.is_empty() {
            return Ok(snapshot);
        }
        let missing = || format!("the snapshot {FOLDER}/{name}.snap has nothing at /{pointer}");
        snapshot.pointer(&format!("/{pointer}")).ok_or_else(missing)
    }

    /// Returns the number, vector or matrix at `name/pointer`, as LaTeX.
    pub(crate) fn latex(&self, path: &str, format: Format) -> Result<String, String> {
        format
            .of_value(self.get(path)?, &|number| format.latex(number))
            .ok_or_else(|| format!("{path} is not a number, vector or matrix"))
    }

    /// Returns the same LaTeX as [`Self::latex`], with `\rounded{…}` around the digits of each number that has more digits
    /// than are shown.
    pub(crate) fn rounded_latex(&self, path: &str, format: Format) -> Result<String, String> {
        let value = format.of_value(self.get(path)?, &|number| format.rounded_latex(number));
        value.ok_or_else(|| format!("{path} is not a number, vector or matrix"))
    }

    /// Returns the whole number at `name/pointer`, or the length of the list there.
    pub(crate) fn count(&self, path: &str, style: Numerals) -> Result<String, String> {
        let value = self.get(path)?;
        let length = value.as_array().map(|list| list.len() as u64);
        let whole = value.as_f64().filter(|number| number.fract() == 0.0 && *number >= 0.0).map(|number| number as u64);
        let count = value.as_u64().or(whole).or(length);
        count.map(|count| style.text(count)).ok_or_else(|| format!("{path} is neither a whole number nor a list"))
    }

    /// Returns the text at `name/pointer`.
    pub(crate) fn text(&self, path: &str) -> Result<&str, String> {
        self.get(path)?.as_str().ok_or_else(|| format!("{path} is not a text"))
    }

    /// Returns the text at `name/pointer`, as LaTeX. KaTeX accepts Greek letters, superscripts and subscripts as they
    /// are; only `′` and `ᵀ` are replaced.
    pub(crate) fn text_latex(&self, path: &str) -> Result<String, String> {
        Ok(self.text(path)?.replace('′', "'").replace('ᵀ', r"^\top"))
    }

    /// Returns the list of numbers at `name/pointer`.
    pub(crate) fn numbers(&self, path: &str) -> Result<Vec<f64>, String> {
        numbers(self.get(path)?).ok_or_else(|| format!("{path} is not a list of numbers"))
    }
}

fn read(project: &Project, file: &str) -> Result<Value, Fault> {
    let text = project.read(file)?;
    // insta writes a head between two lines of dashes, then the snapshot.
    let body = text.splitn(3, "---\n").nth(2).unwrap_or_default();
    json(file, body)
}

fn json(file: &str, text: &str) -> Result<Value, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::new(file, None, format!("this is not JSON: {error}")))
}

/// Returns the numbers of a list, or `None` if the value is not a list of numbers.
pub(crate) fn numbers(value: &Value) -> Option<Vec<f64>> {
    value.as_array()?.iter().map(Value::as_f64).collect()
}

/// The style of a whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numerals {
    /// `12 847`.
    Digits,
    /// `twelve`; digits if the number is greater than twenty.
    Words,
    /// `Twelve`, at the beginning of a sentence.
    Capitalized,
}

impl Numerals {
    /// Reads `words` or `Words`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        match text {
            "words" => Ok(Self::Words),
            "Words" => Ok(Self::Capitalized),
            _ => Err(format!("`{text}` is not a style of numbers; write `words`, `Words` or nothing")),
        }
    }

    /// Returns the number as text.
    pub(crate) fn text(self, number: u64) -> String {
        const WORDS: &str = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
            sixteen seventeen eighteen nineteen twenty";
        let word = usize::try_from(number).ok().and_then(|number| WORDS.split_whitespace().nth(number));
        match (self, word) {
            (Self::Words, Some(word)) => word.to_owned(),
            (Self::Capitalized, Some(word)) => word[..1].to_uppercase() + &word[1..],
            _ => with_thin_spaces(number),
        }
    }
}

/// Returns the digits of a number, in groups of three if there are more than four.
fn with_thin_spaces(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let is_gap = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    let mut spaced = String::new();
    for (at, digit) in digits.char_indices() {
        spaced.extend(is_gap(at).then_some('\u{202f}'));
        spaced.push(digit);
    }
    spaced
}

/// The format of a number.
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

    /// Returns the number as LaTeX. A number that these decimals would show as 0 is written with a power of ten.
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

    /// Returns the number as plain text.
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

    /// Returns the number as LaTeX, with `\rounded{…}` around its digits if it has more of them.
    fn rounded_latex(self, number: f64) -> String {
        let latex = self.latex(number);
        let is_whole = latex.parse::<f64>().is_ok_and(|shown| (shown - number).abs() <= 1e-11 * number.abs());
        if is_whole {
            return latex;
        }
        let start = latex.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let length = latex[start..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(latex.len() - start);
        let (sign, digits, rest) = (&latex[..start], &latex[start..start + length], &latex[start + length..]);
        format!(r"{sign}\rounded{{{digits}}}{rest}")
    }

    /// Returns a number, a vector or a matrix as LaTeX, or `None` if the value is none of these.
    fn of_value(self, value: &Value, latex: &dyn Fn(f64) -> String) -> Option<String> {
        if let Some(number) = value.as_f64() {
            return Some(latex(number));
        }
        let rows: Vec<Vec<f64>> = match numbers(value) {
            Some(column) => column.into_iter().map(|number| vec![number]).collect(),
            None => value.as_array()?.iter().map(numbers).collect::<Option<_>>()?,
        };
        let row = |row: Vec<f64>| row.into_iter().map(latex).collect::<Vec<_>>().join(" & ");
        let rows: Vec<String> = rows.into_iter().map(row).collect();
        Some(format!(r"\begin{{bmatrix}} {} \end{{bmatrix}}", rows.join(r" \\ ")))
    }
}
