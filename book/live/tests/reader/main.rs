//! The page "Your own network": what it computes is what `network!` computes.

mod chosen;
mod declaration;
mod drawing;
mod drawn;
mod equations;
mod link;
mod program;
mod rows;
mod training;
mod weights;
