//! Loads the data sets of the examples; `examples/data/README.md` names their sources.

use backprop::data::csv::Csv;
use std::array::from_fn;
use std::path::{Path, PathBuf};

/// Returns the path of a file in `examples/data`.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(name)
}

/// Returns 1797 handwritten digits, 8 × 8 pixels from 0 to 1, and the class of each.
pub fn digits() -> (Vec<[f64; 64]>, Vec<usize>) {
    let (x, digits) = table(Csv::new().without_header(), "digits.csv");
    (x.into_iter().map(|pixels: [f64; 64]| pixels.map(|pixel| pixel / 16.0)).collect(), digits)
}

/// Returns 150 irises: sepal length and width and petal length and width in centimeters, and the species (0 setosa,
/// 1 versicolor, 2 virginica).
pub fn iris() -> (Vec<[f64; 4]>, Vec<usize>) {
    table(Csv::new(), "iris.csv")
}

/// Returns 569 tumors: 30 measurements each, and the diagnosis (0 malignant, 1 benign).
pub fn breast_cancer() -> (Vec<[f64; 30]>, Vec<usize>) {
    table(Csv::new().without_header(), "breast_cancer.csv")
}

/// Reads N features and then a class from each row.
fn table<const N: usize>(csv: Csv, name: &str) -> (Vec<[f64; N]>, Vec<usize>) {
    let table = csv.open(path(name)).expect("the file is a table");
    let features = table.numbers(from_fn::<_, N, _>(|column| column)).expect("the features are numbers");
    let classes: Vec<[f64; 1]> = table.numbers([N]).expect("the column after the features holds classes");
    (features, classes.into_iter().map(|[class]| class as usize).collect())
}
