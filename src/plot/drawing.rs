//! The parts that the pictures are made of, for the figures of the book. Not a stable interface.
//!
//! A function here returns a [`Canvas`] instead of writing a file; [`Canvas::body`] is what an SVG element within a page
//! holds, with CSS classes in the place of colors, so that the page decides on them (see [`Hue`]).

pub use crate::plot::axis::Axis;
pub use crate::plot::boundary::draw as boundary;
pub use crate::plot::canvas::{Anchor, Canvas, Place};
pub use crate::plot::curves::{Curve, draw as curves, framed};
pub use crate::plot::diagram::{Flow, Layer, draw as diagram};
pub use crate::plot::frame::Frame;
pub use crate::plot::grid::{Grid, Point};
pub use crate::plot::paint::{Hue, Paint};
pub use crate::plot::text::{significant, width};
pub use crate::plot::weights::draw as weights;
