//! Loading and preparing data.
//!
//! | module | what it does |
//! |---|---|
//! | `csv` | loads tables of text (feature `csv`) |
//! | `idx` | loads the images and labels of MNIST and its relatives (feature `idx`) |
//! | `npy` | loads NumPy's arrays (feature `npy`) |
//! | [`split`](mod@split) | splits samples, or a table, into training, validation and test sets, or into the folds of cross-validation |
//! | [`preparation`] | turns a record in use into the row that the table's columns make of it |
//! | [`scaling`] | standardizes columns, or scales them to a range |
//!
//! A loader returns rows of the width that the network declares. An `Array` is one file of `npy` or `idx` alone, which
//! becomes rows, pixels or classes.
//!
//! ```
//! # #[cfg(feature = "csv")] {
//! use backprop::data::{csv::Csv, scaling::Scaling, split::split_by_class};
//! use backprop::{CrossEntropy, SamplesOf, Sigmoid, Softmax, accuracy, batch_descent, network};
//!
//! network! {
//!     struct Iris { layers: 4 -> 5 Sigmoid -> 3 Softmax, cost: CrossEntropy }
//! }
//!
//! let table = Csv::new().open("examples/data/iris.csv")?;
//! let species = table.classes("class")?;
//! let samples: SamplesOf<Iris> = table.classified("class", &species)?;
//!
//! let [training, test] = split_by_class(&samples, [0.8, 0.2], 1)?;
//! let scaling = Scaling::standardize(training.x())?; // from the training rows alone
//! let (training, test) = (scaling.scale_x(&training)?, scaling.scale_x(&test)?);
//!
//! let mut iris = Iris::random(1);
//! batch_descent(&mut iris, &training, 0.0, 1.0, 300)?;
//! assert!(accuracy(&iris, &test) > 0.9);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Invariant**: no file makes a loader panic or allocate memory for more than has been read. A number that a row cannot
//! hold, a row too many or a byte too few is an error; nothing is dropped silently.

#![cfg(feature = "std")]

#[cfg(any(feature = "csv", feature = "idx", feature = "npy"))]
mod error;

#[cfg(any(feature = "idx", feature = "npy"))]
mod array;

#[cfg(any(feature = "csv", feature = "idx", feature = "npy"))]
mod class_names;
mod number;

#[cfg(feature = "csv")]
pub mod csv;
#[cfg(feature = "idx")]
pub mod idx;
#[cfg(feature = "npy")]
pub mod npy;

pub mod preparation;
pub mod scaling;
pub mod split;

#[cfg(any(feature = "idx", feature = "npy"))]
#[doc(alias("numpy", "ndarray"))]
pub use array::Array;
#[cfg(any(feature = "csv", feature = "idx", feature = "npy"))]
pub use error::{DataError, Place, Problem};
