//! Finds an expression in another one, as a reader does: a − y is a part of m (a − y) and of b + a − y, not of b − a − y.

use crate::syntax::{Node, Operator};

impl Node {
    /// Returns `true` if an expression is a part of this one: of its terms, its factors or its indices.
    #[must_use]
    pub fn contains(&self, part: &Self) -> bool {
        let inside = match self {
            Self::Name(name) => name.indices().chain(self.parts()).collect(),
            // Without its sign, a product would be another one.
            Self::Negative(node) if node.factors().len() > 1 => node.parts(),
            _ => self.parts(),
        };
        self == part
            || has_row(&self.terms(), &part.terms())
            || has_row(&self.factors(), &part.factors())
            || inside.into_iter().any(|inside| inside.contains(part))
    }

    /// Returns the terms of a sum, each with `true` if it is subtracted.
    fn terms(&self) -> Vec<(bool, &Self)> {
        match self {
            Self::Operation(operator @ (Operator::Add | Operator::Subtract), sides) => {
                let last = (*operator == Operator::Subtract, &sides[1]);
                sides[0].terms().into_iter().chain([last]).collect()
            }
            Self::Negative(node) => vec![(true, node)],
            _ => vec![(false, self)],
        }
    }

    /// Returns the factors of a product.
    fn factors(&self) -> Vec<&Self> {
        match self {
            Self::Operation(Operator::Multiply, sides) => sides[0].factors().into_iter().chain([&sides[1]]).collect(),
            _ => vec![self],
        }
    }
}

fn has_row<T: PartialEq>(all: &[T], row: &[T]) -> bool {
    all.windows(row.len()).any(|some| some == row)
}
