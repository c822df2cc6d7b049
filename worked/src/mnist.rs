//! Handwritten digits of 28 × 28 pixels, with the network and the settings of the first chapter of M. Nielsen's book
//! "Neural Networks and Deep Learning" (2015): mini-batches of 10, rate 3, 30 epochs.
//!
//! The data are your own: the example `mnist` takes a folder with MNIST's four files in it, as they are or unpacked.

use backprop::data::idx;
use backprop::{SamplesOf, Sigmoid, SquaredError, Trainer, TrainingError, accuracy, network};
use std::error::Error;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

network! {
    /// The network of the book.
    pub struct Nielsen {
        layers: { 28 * 28 } -> 30 Sigmoid -> 10 Sigmoid,
        cost: SquaredError,
        scalar: f32,
    }
}

/// What MNIST's files are called: images and labels.
pub const TRAINING: [&str; 2] = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"];
pub const TEST: [&str; 2] = ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

/// The images of a folder and their labels.
pub fn open(folder: &Path, [images, labels]: [&str; 2]) -> Result<SamplesOf<Nielsen>, Box<dyn Error>> {
    Ok(idx::open(find(folder, images)?, find(folder, labels)?)?)
}

/// A file as it is, or with .gz.
fn find(folder: &Path, name: &str) -> Result<PathBuf, String> {
    let mut paths = [folder.join(name), folder.join(format!("{name}.gz"))].into_iter();
    let missing = || format!("there is no {name} in {}; {}", folder.display(), expected());
    paths.find(|path| path.exists()).ok_or_else(missing)
}

/// The files that a folder must hold.
pub fn expected() -> String {
    let files = [TRAINING, TEST].as_flattened().join(", ");
    format!("expected a folder with MNIST's four files, each as it is or with .gz: {files}")
}

/// Trains the network, and tells after each epoch which share of the test images it reads right.
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
