//! Counts what a build checked.

use crate::directive::Directive;
use std::fmt;

/// The numbers of the things that a build checked.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) pages: usize,
    pub(crate) equations: usize,
    pub(crate) terms: usize,
    pub(crate) links: usize,
    /// The faults of wording in the chapters of [`NOT_YET`](crate::prose::NOT_YET).
    pub(crate) postponed: usize,
    numbers: usize,
    counts: usize,
    constants: usize,
    claims: usize,
    listings: usize,
    rust_blocks: usize,
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
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pages,
            equations,
            terms,
            links,
            postponed,
            numbers,
            counts,
            constants,
            claims,
            listings,
            rust_blocks,
        } = self;
        writeln!(f, "Checked {pages} pages with {equations} equations, {terms} terms and {links} links;")?;
        writeln!(
            f,
            "{numbers} numbers from runs, {counts} counts, {claims} claims, {constants} numbers typed on purpose;"
        )?;
        write!(f, "{listings} listings and {rust_blocks} blocks of Rust.")?;
        if *postponed > 0 {
            write!(f, "\n{postponed} faults of wording are in chapters that NOT_YET in book/src/prose.rs lists.")?;
        }
        Ok(())
    }
}
