//! Tests of `network!` with any names in scope, under any lints, and at every place for an item.

mod generic;
mod habits;
mod hygiene;
mod places;
