//! Your own images: a folder for each class, all images of one size. Which of three digits is written?

use backprop::data::split::split_by_class;
use backprop::metrics::ConfusionMatrix;
use backprop::{Adam, CrossEntropy, Relu, Samples, Softmax, Trainer, network};
use std::{error::Error, fs, path::Path};

network! {
    /// 8 × 8 pixels → 3 classes.
    struct Images { layers: { 8 * 8 } -> 16 Relu -> 3 Softmax, cost: CrossEntropy }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/images");
    let (names, mut x, mut y) = (["1", "4", "7"], Vec::new(), Vec::new());
    for (class, name) in names.iter().enumerate() {
        let mut files: Vec<_> = fs::read_dir(folder.join(name))?.collect::<Result<_, _>>()?;
        files.sort_by_key(|file| file.path());
        for file in files {
            x.push(pixels(&file.path())?);
            y.push(class);
        }
    }
    let [training, test] = split_by_class(&Samples::from_classes(x, &y)?, [0.8, 0.2], 1)?;
    let mut network = Images::random(1);
    Trainer::new(0.01).optimizer(Adam::default()).epochs(50).train(&mut network, &training)?;
    println!(
        "Learned from {} images. A row is what was written on the others, a column what was read:\n",
        training.len()
    );
    println!("{}", ConfusionMatrix::new(&network, &test)?.with_names(&names)?);
    println!("\nNext: the example `digits` draws what it reads; `backprop::data` loads the files of MNIST and NumPy.");
    Ok(())
}

/// Reads a PGM file, P5: gray bytes behind a line for the format, the size and the largest value. For PNG and JPEG, the crate
/// `image` returns such bytes: `image::open(path)?.resize_exact(8, 8, FilterType::Triangle).into_luma8().into_raw()`.
fn pixels(path: &Path) -> Result<Vec<f64>, Box<dyn Error>> {
    let file = fs::read(path)?;
    let bytes =
        file.strip_prefix(b"P5\n8 8\n255\n").ok_or_else(|| format!("{path:?} is no PGM file of 8 × 8 pixels"))?;
    Ok(bytes.iter().map(|&gray| f64::from(gray) / 255.0).collect())
}
