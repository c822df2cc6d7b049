//! Tests of the worked examples: every number that the book prints, and the book's statements about them.

mod claims;
mod classic_mistakes;
mod documented;
mod errata;
mod messages;
#[path = "../support/near.rs"]
mod near;
mod pinned;
mod practice;
