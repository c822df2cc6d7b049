//! The worked examples: each module declares a network and has a function `run`, which returns every number that the
//! book prints about it. The programs in `worked/examples` print a run, and the tests in `tests/worked` check it.
//!
//! This is a separate crate, so that long training runs are compiled with optimization and the tests are not.

#[cfg(all(feature = "recorded", feature = "tables"))]
pub mod breast_cancer;
#[cfg(feature = "symbol")]
pub mod by_hand;
pub mod chain;
pub mod check;
#[cfg(feature = "tables")]
pub mod contours;
pub mod curves;
#[cfg(feature = "tables")]
pub mod data;
#[cfg(feature = "recorded")]
pub mod data_mining;
#[cfg(all(feature = "recorded", feature = "readings"))]
pub mod deep;
pub mod digits;
#[cfg(all(feature = "practice", feature = "recorded", feature = "tables"))]
pub mod digits_in_practice;
#[cfg(all(feature = "recorded", feature = "tables"))]
pub mod errata;
pub mod four_layers;
pub mod gates;
#[cfg(feature = "symbol")]
pub mod intuition;
#[cfg(feature = "tables")]
pub mod iris;
#[cfg(all(feature = "recorded", feature = "tables"))]
pub mod lambda;
#[cfg(feature = "tables")]
pub mod logistic;
#[cfg(feature = "recorded")]
pub mod many_machines;
pub mod mazur;
pub mod mistakes;
#[cfg(feature = "mnist")]
pub mod mnist;
#[cfg(all(feature = "recorded", feature = "readings"))]
pub mod modes;
#[cfg(feature = "recorded")]
pub mod momentum;
#[cfg(feature = "recorded")]
pub mod numerics;
pub mod one_output;
#[cfg(all(feature = "recorded", feature = "readings"))]
pub mod readings;
#[cfg(feature = "readings")]
pub mod softmax;
#[cfg(feature = "recorded")]
pub mod starts;
pub mod valley;
pub mod xor;
#[cfg(feature = "readings")]
pub mod your_network;
