//! Tests of files: data that is loaded, networks that are saved, loaded and exported, and pictures.

mod failing;
mod keeping;
mod layout;
mod loading;
mod loading_arrays;
mod loading_images;
mod loading_labels;
mod models;
mod onnx;
#[path = "../support/optimizers.rs"]
mod optimizers;
mod pictures;
mod pixels;
mod plots;
mod preparing_tables;
mod python;
mod records;
mod serde;
mod svg;
mod wide;
