//! The worked examples: every number that the book prints, and what the book says of it.

mod classic_mistakes;
mod documented;
mod errata;
#[path = "../support/near.rs"]
mod near;
mod pinned;
mod practice;
