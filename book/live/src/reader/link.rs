//! The settings of the page in its address, so that a link opens the page with them.
//!
//! A part is a name and a value, as in `#declaration=…&seed=7&data=spiral`. The script has no words of its own for what
//! stands there: it takes the text behind the page's address, and gives it to [`Link::read`].
//!
//! **Invariant**: any text can be read. A part that is not understood is as one that is missing, and of two with the same
//! name the first counts.

use super::training::{Data, OPTIMIZERS};

/// The most characters of a declaration, or of rows, that a link holds. Longer ones are left out.
pub const LONGEST: usize = 4000;

/// The most bytes of a link that are read. A character has up to four bytes, each written as three.
const MOST: usize = 2 * 4 * 3 * LONGEST + 1000;

/// The data sets, in the order of [`Data::ALL`].
const DATA: [&str; Data::ALL.len()] = ["xor", "circle", "spiral", "iris", "digits", "own"];

/// The optimizers, in the order of [`OPTIMIZERS`].
const OPTIMIZER: [&str; OPTIMIZERS.len()] = ["descent", "momentum", "adam"];

/// What a link says. What it does not say stays as the page has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Link {
    /// The text in the field of the declaration.
    pub declaration: Option<String>,
    /// The seed of the first weights.
    pub seed: Option<u64>,
    /// The data set.
    pub data: Option<Data>,
    /// The rows that were pasted.
    pub rows: Option<String>,
    /// The learning rate α, above 0.
    pub rate: Option<f64>,
    /// The regularization λ, at least 0.
    pub lambda: Option<f64>,
    /// The place of the optimizer in [`OPTIMIZERS`].
    pub optimizer: Option<usize>,
}

impl Link {
    /// Returns what stands behind the page's address, with the `#`.
    pub fn write(&self) -> String {
        let text = |text: &Option<String>| text.clone().filter(|text| is_short(text));
        let word = |words: &[&str], at: usize| words.get(at).map(|word| (*word).to_owned());
        let data = self.data.and_then(|data| Data::ALL.iter().position(|(_, other)| *other == data));
        let parts = [
            ("declaration", text(&self.declaration)),
            ("seed", self.seed.map(|seed| seed.to_string())),
            ("data", data.and_then(|at| word(&DATA, at))),
            ("rows", text(&self.rows)),
            ("rate", self.rate.filter(|&rate| is_rate(rate)).map(|rate| format!("{rate:?}"))),
            ("lambda", self.lambda.filter(|&lambda| is_lambda(lambda)).map(|lambda| format!("{lambda:?}"))),
            ("optimizer", self.optimizer.and_then(|at| word(&OPTIMIZER, at))),
        ];
        let written =
            parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", escaped(value?.as_bytes()))));
        format!("#{}", written.collect::<Vec<_>>().join("&"))
    }

    /// Reads what stands behind the page's address, with or without the `#`.
    pub fn read(fragment: &str) -> Self {
        let mut link = Self::default();
        if fragment.len() > MOST {
            return link;
        }
        for part in fragment.strip_prefix('#').unwrap_or(fragment).split('&') {
            let Some((name, value)) = part.split_once('=') else { continue };
            let Some(value) = unescaped(value).filter(|value| is_short(value)) else { continue };
            let place = |words: &[&str]| words.iter().position(|word| *word == value);
            let number = || value.parse::<f64>().ok();
            match name {
                "declaration" => put(&mut link.declaration, Some(value)),
                "seed" => put(&mut link.seed, value.parse().ok()),
                "data" => put(&mut link.data, place(&DATA).map(|at| Data::ALL[at].1)),
                "rows" => put(&mut link.rows, Some(value)),
                "rate" => put(&mut link.rate, number().filter(|&rate| is_rate(rate))),
                "lambda" => put(&mut link.lambda, number().filter(|&lambda| is_lambda(lambda))),
                "optimizer" => put(&mut link.optimizer, place(&OPTIMIZER)),
                _ => {}
            }
        }
        link
    }
}

/// Puts a value where none is yet.
fn put<T>(to: &mut Option<T>, value: Option<T>) {
    *to = to.take().or(value);
}

fn is_short(text: &str) -> bool {
    text.chars().take(LONGEST + 1).count() <= LONGEST
}

fn is_rate(rate: f64) -> bool {
    rate.is_finite() && rate > 0.0
}

fn is_lambda(lambda: f64) -> bool {
    lambda.is_finite() && lambda >= 0.0
}

/// Escapes the bytes that `encodeURIComponent` of JavaScript escapes.
pub(super) fn escaped(bytes: &[u8]) -> String {
    let mut escaped = String::with_capacity(bytes.len());
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped += &format!("%{byte:02X}");
        }
    }
    escaped
}

/// Returns the text that was escaped; `None` if it is no such text. Characters that need not be escaped may be, and the other
/// way round: what copies a link may change that.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push((digit()? * 16 + digit()?) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
