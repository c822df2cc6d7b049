//! The figures of the book that move. A page has the WebAssembly of this crate; the book's tool has it as a library.
//!
//! A [`Figure`](figure::Figure) is a few numbers that the reader changes, and what the crate computes from them. It knows
//! nothing of a browser: it takes the name of a control and its value, and [shows](mod@show) texts and attributes of named
//! places, the slots. The script of the pages carries both to and fro and computes nothing. So a program can do what a
//! reader does, and compare what both see.
//!
//! - [`figure`]: what every figure can do, and the list of all of them.
//! - `figures/`: a file for each figure. Above, what it computes and shows; below, its stage, which is drawn while the
//!   book is built and not part of the WebAssembly.
//! - `plane`: points and pixels. [`show`]: what a figure shows, slot by slot. `stage`: the HTML and SVG around the slots.
//! - [`map`]: contours, [`thin`]: shorter lines, and [`cells`]: the places of many numbers, for figures that move and figures that do not.
//! - `plain`: the number that all figures compute with, the same to the last bit on every machine.
//! - [`own`]: the stage of the page "Your own network", and [`reader`]: what is computed there.
//! - [`page`]: what the script calls.
//!
//! The vectors of WebAssembly (`simd128`) are left off: the sums of the textbook's loops have an order, so there is little that
//! could be computed side by side, and training took 1.03 to 1.4 times as long with them, as measured in V8.
//!
//! Two modules are built of it: that of the chapters has the feature `chapters`, and that of the page "Your own network" the
//! feature `reader`.

#![cfg_attr(
    not(all(feature = "chapters", feature = "reader")),
    allow(dead_code, reason = "some helpers are of one module")
)]

mod area;
#[cfg(feature = "chapters")]
pub mod cells;
mod digits;
pub mod figure;
#[cfg(feature = "chapters")]
mod figures;
#[cfg(feature = "chapters")]
pub mod map;
pub mod own;
pub mod page;
pub mod plain;
mod plane;
#[cfg(feature = "reader")]
pub mod reader;
pub mod show;
mod stage;
pub mod thin;
