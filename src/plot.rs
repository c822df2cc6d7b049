//! Pictures of training, networks and measures, as SVG or PNG.
//!
//! Needs the feature `plot`.
//!
//! | picture | of what |
//! |---|---|
//! | [`cost_curves`] | J from epoch to epoch, of one run or several |
//! | [`learning_curve`] | the score against the number of training rows |
//! | [`boundary`], [`Boundary`] | the outputs of a network with two inputs over their plane, with its samples |
//! | [`weights`] | the incoming weights of each unit of a layer, as an image |
//! | [`roc_curve`] | true positive rate against false positive rate, over all thresholds |
//! | [`confusion_matrix`] | the number of examples for each pair of true and predicted class |
//! | [`diagram`] | a small network with z, a and δ of one example |
//!
//! The extension of the file's name selects the format:
//!
//! - `.svg` needs the feature `plot`, which brings no dependency;
//! - `.png` needs the feature `png`, which draws that same SVG with two pixels for each of its units, and includes the
//!   font. No font or library of the system is needed.
//!
//! A picture has as much room as its numbers and names need. Very long names end in an ellipsis.
//!
//! The colors are those of M. Okabe and K. Ito, "Color universal design" (2008), which color-blind people can tell apart.
//!
//! ```
//! use backprop::plot::{self, PlotError, Scale};
//!
//! let costs = [(0, 0.69), (10, 0.31), (20, 0.08), (30, 0.02)];
//! # let folder = std::env::temp_dir().join(format!("backprop-plot-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder)?;
//! plot::cost_curves(folder.join("costs.svg"), &[("training", &costs[..])], Scale::Logarithmic)?;
//! assert!(std::fs::read_to_string(folder.join("costs.svg"))?.starts_with("<svg "));
//!
//! let error = plot::cost_curves("costs.pdf", &[("training", &costs[..])], Scale::Linear).unwrap_err();
//! assert!(matches!(error, PlotError::Extension { .. }));
//! assert_eq!(error.to_string(), "costs.pdf: unsupported extension, expected `.svg` or `.png`");
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! **Invariants**: if anything goes wrong, the file at the path is what it was before, never a part of a picture. The same
//! data gives the same bytes.

mod axis;
mod canvas;
mod error;
mod file;
mod frame;
mod paint;
#[cfg(feature = "png")]
mod png;
mod svg;
mod text;

mod boundary;
mod confusion;
mod curves;
mod diagram;
mod grid;
mod weights;

#[doc(hidden)]
pub mod drawing;

pub use axis::Scale;
#[doc(alias = "decision_boundary")]
pub use boundary::{Boundary, boundary};
#[doc(alias("ConfusionMatrixDisplay", "heatmap"))]
pub use confusion::confusion_matrix;
#[doc(alias("loss_curve", "plot_history", "tensorboard"))]
pub use curves::cost_curves;
#[doc(alias = "LearningCurveDisplay")]
pub use curves::learning_curve;
#[doc(alias = "RocCurveDisplay")]
pub use curves::roc_curve;
#[doc(alias = "plot_model")]
pub use diagram::diagram;
pub use error::PlotError;
#[doc(alias("imshow", "coefs_"))]
pub use weights::weights;
