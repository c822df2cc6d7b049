//! Counts what a build checked. The formulas are counted where they are evaluated.

use crate::directive::Directive;
use std::fmt;

/// The numbers of the things that a build checked.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) pages: usize,
    pub(crate) equations: usize,
    pub(crate) terms: usize,
    pub(crate) links: usize,
    numbers: usize,
    counts: usize,
    constants: usize,
    claims: usize,
    listings: usize,
    rust_blocks: usize,
    /// The numbers in tables, and those in tables that follow a pattern.
    in_tables: (usize, usize),
}

impl Summary {
    /// Adds what is in a chapter.
    pub(crate) fn add(&mut self, chapter: &str) {
        self.pages += 1;
        self.rust_blocks += chapter.lines().filter(|line| line.trim_start().starts_with("```rust")).count();
        for (_, directive) in Directive::all(chapter) {
            match directive {
                Ok(Directive::Number { .. }) => self.numbers += 1,
                Ok(Directive::Count { .. }) => self.counts += 1,
                Ok(Directive::Constant(_)) => self.constants += 1,
                Ok(Directive::Claim(_)) => self.claims += 1,
                Ok(Directive::Code { .. }) => self.listings += 1,
                _ => {}
            }
        }
    }

    /// Adds the numbers in the tables of a chapter, and those in tables that follow a pattern.
    pub(crate) fn add_tables(&mut self, (all, bound): (usize, usize)) {
        self.in_tables = (self.in_tables.0 + all, self.in_tables.1 + bound);
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pages, equations, terms, links, numbers, counts, constants, claims, .. } = self;
        let Self { listings, rust_blocks, in_tables: (all, bound), .. } = self;
        writeln!(f, "Checked: {pages} pages, {links} links, {equations} equations, {terms} terms;")?;
        writeln!(
            f,
            "{numbers} numbers from runs, {counts} counts, {constants} numbers typed on purpose, {claims} claims;"
        )?;
        writeln!(f, "{bound} of {all} numbers in tables follow a pattern;")?;
        write!(f, "{listings} listings, {rust_blocks} blocks of Rust.")
    }
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[test]
    fn a_summary_counts_what_is_in_the_chapters() {
        let mut summary = Summary::default();
        summary.add("{{#num a/b}} {{#count a/c}} {{#const 5}} {{#claim a/d}}\n\n```rust\nlet x = 1;\n```\n");
        summary.add("{{#code a b}}\n\n{{#num a/e}}");
        summary.add_tables((3, 2));
        let text = summary.to_string();
        assert!(text.contains("2 of 3 numbers in tables follow a pattern"), "{text}");
        assert!(text.contains("2 pages") && text.contains("2 numbers from runs, 1 counts, 1 numbers typed"), "{text}");
        assert!(text.contains("1 claims") && text.contains("1 listings, 1 blocks of Rust"), "{text}");
    }
}
