//! Parses the sentences of a formula: `side = side < side, \quad condition`, separated by commas or wide spaces.

use super::Parser;
use crate::lexer::Token;
use crate::syntax::{Chain, Comparison, Condition, Node, Relation, Sentence};
use crate::{Result, error};

/// The letters of indices. Behind a comma, a relation of one of them is a condition.
const INDICES: [&str; 5] = ["i", "j", "k", "l", "n"];

/// Relations that no two numbers decide.
const UNDECIDED: [&str; 5] = [r"\ll", r"\gg", r"\propto", r"\equiv", r"\sim"];

/// Returns `true` if a formula has a relation, outside of its indices, bounds and cases.
pub(crate) fn has_relation(tokens: &[Token<'_>]) -> bool {
    // A sign alone is the subject of a sentence of the text.
    let (mut braces, mut cases) = (0_usize, 0_usize);
    for token in tokens.iter().filter(|_| tokens.len() > 1) {
        match token.text {
            "{" => braces += 1,
            "}" => braces = braces.saturating_sub(1),
            r"\begin{cases}" => cases += 1,
            r"\end{cases}" => cases = cases.saturating_sub(1),
            text if braces + cases == 0 && (relation(text).is_some() || UNDECIDED.contains(&text)) => return true,
            _ => {}
        }
    }
    false
}

fn relation(text: &str) -> Option<Relation> {
    Some(match text {
        "=" => Relation::Equal,
        ":=" => Relation::Defined,
        r"\approx" => Relation::Approximately,
        "<" => Relation::Compared(Comparison::Less),
        r"\le" => Relation::Compared(Comparison::AtMost),
        r"\ne" => Relation::Compared(Comparison::NotEqual),
        r"\ge" => Relation::Compared(Comparison::AtLeast),
        ">" => Relation::Compared(Comparison::Greater),
        _ => return None,
    })
}

impl Parser<'_> {
    /// Parses all sentences.
    pub(crate) fn sentences(&mut self) -> Result<Vec<Sentence>> {
        let mut sentences = vec![self.sentence()?];
        while self.separator() {
            sentences.push(self.sentence()?);
        }
        self.end()?;
        Ok(sentences)
    }

    /// Parses all expressions. Dots between two commas stand for more of them.
    pub(crate) fn expressions(&mut self) -> Result<Vec<Node>> {
        let is_sign_alone = self.tokens.len() == 1 || self.tokens.len() == 2 && self.peek() == "-";
        if is_sign_alone && self.expression().is_err() {
            return Ok(Vec::new());
        }
        self.next = 0;
        let mut expressions = vec![self.expression()?];
        while self.separator() || self.peek().starts_with(r"\text{") {
            match self.peek() {
                r"\dots" => self.next += 1,
                word if word.starts_with(r"\text{") => self.next += 1,
                _ => expressions.push(self.expression()?),
            }
        }
        self.end()?;
        Ok(expressions)
    }

    /// Skips what separates two sentences, and returns `true` if there was something.
    fn separator(&mut self) -> bool {
        let before = self.next;
        while [",", r"\qquad", r"\\", r"\text{and}", r"\text{ and }"].iter().any(|separator| self.accept(separator)) {}
        self.next > before
    }

    fn sentence(&mut self) -> Result<Sentence> {
        let mut conditions = Vec::new();
        let chain = self.chain(&mut conditions)?;
        let equivalent = if self.accept(r"\iff") { Some(self.chain(&mut conditions)?) } else { None };
        loop {
            let before = self.next;
            self.separator();
            let is_condition = INDICES.contains(&self.peek()) && relation(self.peek_at(1)).is_some();
            if before == self.next || !is_condition {
                self.next = before;
                return Ok(Sentence { chain, equivalent, conditions });
            }
            conditions.push(self.condition()?);
        }
    }

    fn chain(&mut self, conditions: &mut Vec<Condition>) -> Result<Chain> {
        let mut first = self.next;
        let mut sides = vec![self.side(conditions)?];
        let (mut written, mut relations) = (vec![self.written_since(first)], Vec::new());
        while let Some(relation) = relation(self.peek()) {
            self.next += 1;
            first = self.next;
            if first == self.tokens.len() {
                return error!("nothing follows the relation at the end; write what follows into the formula");
            }
            relations.push(relation);
            sides.push(self.side(conditions)?);
            written.push(self.written_since(first));
        }
        if relations.is_empty() { self.unexpected("a relation") } else { Ok(Chain { sides, written, relations }) }
    }

    /// Parses a side. `value \text{ if } condition` without another value is a condition of the sentence.
    fn side(&mut self, conditions: &mut Vec<Condition>) -> Result<Node> {
        let start = self.next;
        if let Ok(value) = self.value() {
            return Ok(value);
        }
        self.next = start;
        let value = self.expression()?;
        let word = self.peek().strip_prefix(r"\text{").and_then(|word| word.strip_suffix('}'));
        if word.is_some_and(|word| ["if", "for"].contains(&word.trim())) {
            self.next += 1;
            conditions.push(self.condition()?);
        }
        Ok(value)
    }
}
