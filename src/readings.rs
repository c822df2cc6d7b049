//! Readings of a network: the same code, run with another type of number, answers another question.
//!
//! The equations are generic over the number, [`Scalar`](crate::Scalar). With `f64` they compute. A *reading* is
//! another type that implements `Scalar`:
//!
//! | reading | the question it answers |
//! |---|---|
//! | [`counting`] | How many operations does an example take? |
//! | `dual` | Is the gradient exactly the derivative? (feature `dual`) |
//! | `interval` | How many decimals of a result are certain? (feature `interval`) |
//! | `symbol`, `derivation` | Which equations does the code compute? (feature `symbol`) |

#![cfg(feature = "std")]

pub mod counting;
#[cfg(feature = "symbol")]
pub mod derivation;
#[cfg(feature = "dual")]
pub mod dual;
#[cfg(feature = "interval")]
pub mod interval;
#[cfg(feature = "symbol")]
pub mod symbol;
