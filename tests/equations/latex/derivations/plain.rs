//! Evaluates an expression in the plain text of a derivation.
//!
//! **Invariant**: a sign that is not understood, or a name without a value, is an error.

use super::reader::Known;
use std::collections::BTreeMap;

/// A function of one number.
type Function = fn(f64) -> f64;
/// A relation of two numbers.
type Relation = fn(&f64, &f64) -> bool;

/// Returns the value of an expression.
pub(super) fn value(text: &str, known: &Known) -> Result<f64, String> {
    let mut parser = Parser { rest: text, known, is_inside_bars: false };
    let value = parser.sum().map_err(|error| format!("{error} in `{text}`"))?;
    match parser.rest.trim() {
        "" => Ok(value),
        rest => Err(format!("`{rest}` is not understood in `{text}`")),
    }
}

struct Parser<'a> {
    rest: &'a str,
    known: &'a Known,
    /// Whether the next bar closes an absolute value.
    is_inside_bars: bool,
}

type Result<T, E = String> = std::result::Result<T, E>;

impl<'a> Parser<'a> {
    fn accept(&mut self, sign: &str) -> bool {
        let after = self.rest.trim_start().strip_prefix(sign);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn expect(&mut self, sign: &str) -> Result<()> {
        if self.accept(sign) { Ok(()) } else { Err(format!("`{sign}` is missing before `{}`", self.rest)) }
    }

    fn sum(&mut self) -> Result<f64> {
        let mut sum = if self.accept("−") { -self.product()? } else { self.product()? };
        loop {
            if self.accept("+") {
                sum += self.product()?;
            } else if self.accept("−") {
                sum -= self.product()?;
            } else {
                return Ok(sum);
            }
        }
    }

    /// Factors stand side by side; a quotient is taken from left to right.
    fn product(&mut self) -> Result<f64> {
        let mut product = self.power()?;
        loop {
            if self.accept("/") {
                product /= self.power()?;
            } else if self.accept("·") || self.is_at_factor() {
                product *= self.power()?;
            } else {
                return Ok(product);
            }
        }
    }

    fn is_at_factor(&self) -> bool {
        let rest = self.rest.trim_start();
        let starts = |c: char| c.is_alphanumeric() || "({Σ√".contains(c) || c == '|' && !self.is_inside_bars;
        rest.starts_with(starts) && !rest.starts_with("if ")
    }

    fn power(&mut self) -> Result<f64> {
        let base = self.base()?;
        Ok(base.powi(self.exponent()))
    }

    fn exponent(&mut self) -> i32 {
        let digit = self.rest.strip_prefix('^').and_then(|rest| rest.chars().next()?.to_digit(10));
        let (length, exponent) = match (self.rest.chars().next(), digit) {
            (Some('²'), _) => ('²'.len_utf8(), 2),
            (Some('³'), _) => ('³'.len_utf8(), 3),
            (_, Some(digit)) => (2, digit as i32),
            _ => (0, 1),
        };
        self.rest = &self.rest[length..];
        exponent
    }

    fn base(&mut self) -> Result<f64> {
        const WORDS: [(&str, Function); 6] = [
            ("exp", f64::exp),
            ("ln", f64::ln),
            ("tanh", f64::tanh),
            ("cosh", f64::cosh),
            ("√", f64::sqrt),
            ("", |x| x),
        ];
        if self.accept("max(") {
            let numbers = self.inside(|parser| {
                let mut largest = parser.sum()?;
                while parser.accept(",") {
                    largest = largest.max(parser.sum()?);
                }
                Ok(largest)
            });
            return numbers;
        }
        for (word, function) in WORDS {
            let after = self.rest.trim_start().strip_prefix(word).filter(|rest| rest.starts_with(['(', '²', '³']));
            if let Some(after) = after {
                self.rest = after;
                let exponent = self.exponent();
                self.expect("(")?;
                return Ok(function(self.inside(Self::sum)?).powi(exponent));
            }
        }
        if self.accept("|") {
            let outside = std::mem::replace(&mut self.is_inside_bars, true);
            let value = self.sum()?;
            self.is_inside_bars = outside;
            return self.expect("|").map(|()| value.abs());
        }
        if self.accept("{") {
            return self.cases();
        }
        if self.accept("Σᵢ₌₁ᵐ") {
            self.expect("C⁽ⁱ⁾")?;
            return (1..=self.known.name("m")? as usize).map(|i| self.known.name(&format!("C^{i}"))).sum();
        }
        self.rest = self.rest.trim_start();
        let digits = self.take_while(|c| c.is_ascii_digit() || c == '.');
        match digits {
            "" => self.name(),
            _ => digits.parse().map_err(|_| format!("`{digits}` is not a number")),
        }
    }

    /// Parses to the closing parenthesis.
    fn inside(&mut self, parse: fn(&mut Self) -> Result<f64>) -> Result<f64> {
        let outside = std::mem::take(&mut self.is_inside_bars);
        let value = parse(self)?;
        self.is_inside_bars = outside;
        self.expect(")").map(|()| value)
    }

    /// Parses `value if condition, value if condition }`, of which exactly one holds.
    fn cases(&mut self) -> Result<f64> {
        let mut holding = Vec::new();
        loop {
            let value = self.sum()?;
            self.expect("if")?;
            if self.condition()? {
                holding.push(value);
            }
            if !self.accept(",") {
                break;
            }
        }
        self.expect("}")?;
        match holding[..] {
            [value] => Ok(value),
            _ => Err(format!("{} cases hold", holding.len())),
        }
    }

    fn condition(&mut self) -> Result<bool> {
        let left = self.sum()?;
        let relations: [(&str, Relation); 4] = [("<", f64::lt), (">", f64::gt), ("≤", f64::le), ("≥", f64::ge)];
        for (sign, holds) in relations {
            if self.accept(sign) {
                return Ok(holds(&left, &self.sum()?));
            }
        }
        Err(format!("a relation is missing before `{}`", self.rest))
    }

    /// Parses a name, or a function with its argument.
    fn name(&mut self) -> Result<f64> {
        let start = self.rest;
        let mut signs = start.chars();
        if !signs.next().is_some_and(char::is_alphabetic) {
            return Err(format!("a factor is missing before `{start}`"));
        }
        self.rest = signs.as_str();
        self.take_while(|c| c == '′');
        self.take_while(|c| ('₀'..='₉').contains(&c));
        if let Some(after) = self.rest.strip_prefix(',').filter(|after| after.starts_with(|c| ('₀'..='₉').contains(&c)))
        {
            self.rest = after;
            self.take_while(|c| ('₀'..='₉').contains(&c));
        }
        if self.rest.starts_with('⁽') {
            self.take_while(|c| c != '⁾');
            self.expect("⁾")?;
        }
        let name = &start[..start.len() - self.rest.len()];
        if !self.rest.starts_with('(') {
            return self.known.name(name);
        }
        self.expect("(")?;
        let argument = self.inside(Self::sum)?;
        self.known.call(name, argument, value)
    }

    fn take_while(&mut self, of: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !of(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }
}

/// The right sides are computed by hand.
#[test]
fn plain_text_is_evaluated_as_it_is_read() {
    let names = [("a₁⁽²⁾", 3.0), ("Θ₁,₁₀⁽¹⁾", 2.0), ("m", 2.0), ("C^1", 1.0), ("C^2", 4.0)];
    let known = Known {
        names: names.map(|(name, value)| (name.to_owned(), value)).into(),
        functions: BTreeMap::from([("g′⁽²⁾".to_owned(), "z² + 1".to_owned())]).into(),
        depth: 0,
    };
    for (text, expected) in [
        ("−a₁⁽²⁾ − 1", -4.0),
        ("Σᵢ₌₁ᵐ C⁽ⁱ⁾ / m", 2.5),
        ("1 / 2 a₁⁽²⁾ (Θ₁,₁₀⁽¹⁾)²", 6.0),
        ("2 |1 − a₁⁽²⁾|² / 8", 1.0),
        ("max(0, −a₁⁽²⁾, 1) · 5", 5.0),
        ("g′⁽²⁾(a₁⁽²⁾ − 1) exp(0)", 5.0),
        ("{ 1 if m > 2, { −7 if m < 2, m if m ≥ 2 } if m ≤ 2 }", 2.0),
    ] {
        assert_eq!(value(text, &known), Ok(expected), "{text}");
    }
    for text in ["a₂⁽²⁾", "g(1)", "1 +", "(1", "1 ? 2", "a₁⁽²⁾ if 1", "{ 1 if m > 2, 2 if m > 3 }"] {
        assert!(value(text, &known).is_err(), "{text}");
    }
}
