//! `network!` wherever it stands: among any names, under any lints, in any place for an item.

mod hygiene;
mod places;
