//! The page "Your own network": what it computes is what `network!` computes.

mod chosen;
mod declaration;
mod drawing;
mod equations;
mod rows;
mod training;
