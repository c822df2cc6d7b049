//! The equations of backpropagation, each written once, right above the code that computes it.
//!
//! | file | what it computes |
//! |---|---|
//! | [`scalar`] | the number that all of it computes with |
//! | [`activation`] | z → a = g(z), and g′ |
//! | [`cost`] | a, y → C and δ⁽ᴸ⁾; all C → J |
//! | [`theta`] | the weights Θ |
//! | [`forward`] | x → z, a, h |
//! | [`backward`] | δ⁽ˡ⁺¹⁾ → δ⁽ˡ⁾ |
//! | [`gradient`] | δ, a → Δ → D; Θ, D → the next Θ |
//! | [`first_weights`] | seed → the first Θ |
//!
//! The code that [`network!`](crate::network!) writes calls these functions, one line for each equation. Each has a
//! small example in numbers.
//!
//! **Invariant**: nothing here imports another module of the crate.

pub mod scalar;

pub mod activation;
pub mod cost;
pub mod theta;

pub mod forward;

pub mod backward;

pub mod gradient;

pub mod first_weights;
