//! Handwritten digits of 28 × 28 pixels, with the network and the settings of the first chapter of M. Nielsen's book
//! "Neural Networks and Deep Learning" (2015): mini-batches of 10, learning rate 3, 30 epochs.
//!
//! The data set is not included. Run `cargo run --release -p worked --example mnist FOLDER`, where the folder contains
//! the four files of MNIST, compressed (`.gz`) or not.

use std::error::Error;
use std::path::PathBuf;
use worked::mnist::{TEST, TRAINING, expected, open, run};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or_else(expected)?;
    let (training, test) = (open(&folder, TRAINING)?, open(&folder, TEST)?);
    println!("{} images to learn from, {} to be tested with", training.len(), test.len());
    run(&training, &test, 30, &mut |epoch, share| println!("epoch {epoch:>2}: {:.2} % right", 100.0 * share))?;
    Ok(())
}
