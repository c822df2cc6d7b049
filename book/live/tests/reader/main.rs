//! The page "Your own network": what it computes is what `network!` computes.

mod chosen;
mod declaration;
mod drawn;
mod link;
mod program;
mod rows;
mod training;
mod weights;
