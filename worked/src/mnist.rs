//! Handwritten digits of 28 × 28 pixels, with the network and the settings of the first chapter of M. Nielsen's book
//! "Neural Networks and Deep Learning" (2015): mini-batches of 10, learning rate 3, 30 epochs.
//!
//! The data set is not included. The example `mnist` takes a folder with the four files of MNIST, compressed (`.gz`) or
//! not.

use backprop::data::idx;
use backprop::{SamplesOf, Sigmoid, SquaredError, Trainer, TrainingError, accuracy, network};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

network! {
    /// The first network of M. Nielsen's book.
    pub struct Nielsen {
        layers: { 28 * 28 } -> 30 Sigmoid -> 10 Sigmoid,
        cost: SquaredError,
        scalar: f32,
    }
}

/// The names of the training files: images and labels.
pub const TRAINING: [&str; 2] = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"];
/// The names of the test files: images and labels.
pub const TEST: [&str; 2] = ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

/// Loads the images and their labels from a folder.
pub fn open(folder: &Path, [images, labels]: [&str; 2]) -> Result<SamplesOf<Nielsen>, Box<dyn Error>> {
    Ok(idx::open(find(folder, images)?, find(folder, labels)?)?)
}

/// Returns the path of a file in the folder, with or without `.gz`.
fn find(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let mut paths = [folder.join(name), folder.join(format!("{name}.gz"))].into_iter();
    let missing = || format!("there is no {name} in {}; {}", folder.display(), expected());
    paths.find(|path| path.exists()).ok_or_else(missing)
}

/// Returns a message that lists the files that a folder must contain.
pub fn expected() -> String {
    let files = [TRAINING, TEST].as_flattened().join(", ");
    format!("expected a folder with MNIST's four files, each with or without .gz: {files}")
}

/// Trains the network. After each epoch, calls `tell` with the epoch's number and the accuracy on the test images.
pub fn run(
    training: &SamplesOf<Nielsen>,
    test: &SamplesOf<Nielsen>,
    epochs: usize,
    tell: &mut dyn FnMut(usize, f64),
) -> Result<Nielsen, TrainingError> {
    let mut network = Nielsen::random(1);
    let trainer = Trainer::new(3.0).batch_size(10).epochs(epochs).shuffle(1).watch(|epoch| {
        tell(epoch.number(), accuracy(epoch.network(), test));
        ControlFlow::Continue(())
    });
    trainer.train(&mut network, training)?;
    Ok(network)
}
