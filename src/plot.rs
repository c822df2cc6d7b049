//! From training and judging to pictures, as SVG or PNG.
//!
//! | picture | of what |
//! |---|---|
//! | [`cost_curves`] | J from epoch to epoch, of one run or several |
//! | [`learning_curve`] | the score against the number of training rows |
//! | [`boundary`] | the plane as a network with two inputs sees it, with its samples |
//! | [`weights`] | what each unit of a layer looks for, as an image |
//! | [`roc_curve`] | true against false positives, at every threshold |
//! | [`confusion_matrix`] | which class was taken for which |
//! | [`diagram`] | a small network with z, a and δ of one example |
//!
//! The ending of the file's name decides between `.svg` and `.png`; a PNG has two pixels where the SVG has one. The colors
//! are those of M. Okabe and K. Ito (2008), which color-blind people can tell apart. Needs the feature `plot`, and no font
//! or library of the system.
//!
//! ```
//! use backprop::plot::{self, Scale};
//!
//! let costs = [(0, 0.69), (10, 0.31), (20, 0.08), (30, 0.02)];
//! # let folder = std::env::temp_dir().join(format!("backprop-plot-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! plot::cost_curves(folder.join("costs.svg"), &[("training", &costs[..])], Scale::Logarithmic)?;
//! assert!(std::fs::read_to_string(folder.join("costs.svg"))?.starts_with("<svg "));
//!
//! let error = plot::cost_curves("costs.pdf", &[("training", &costs[..])], Scale::Linear).unwrap_err();
//! assert_eq!(error.to_string(), "costs.pdf: found another ending, expected `.svg` or `.png`");
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Invariant**: at its path stands a whole picture or what stood there before, whatever goes wrong in between.

mod canvas;
mod colors;
mod error;
mod file;
mod frame;
mod render;
mod ticks;

mod boundary;
mod confusion;
mod curves;
mod diagram;
mod grid;
mod weights;

pub use boundary::boundary;
pub use confusion::confusion_matrix;
pub use curves::{cost_curves, learning_curve, roc_curve};
pub use diagram::diagram;
pub use error::PlotError;
pub use ticks::Scale;
pub use weights::weights;
