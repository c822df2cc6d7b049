//! The real data of the examples; `examples/data/README.md` says where it comes from.

use backprop::data::csv::Csv;
use std::array::from_fn;
use std::path::{Path, PathBuf};

/// Where a file of `examples/data` is.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(name)
}

/// 1797 handwritten digits, 8 × 8 pixels from 0 to 1, and which digit each is.
pub fn digits() -> (Vec<[f64; 64]>, Vec<usize>) {
    let (x, digits) = table(Csv::new().without_header(), "digits.csv");
    (x.into_iter().map(|pixels: [f64; 64]| pixels.map(|pixel| pixel / 16.0)).collect(), digits)
}

/// 150 irises: length and width of sepal and petal in centimeters, and the species (0 setosa, 1 versicolor,
/// 2 virginica).
pub fn iris() -> (Vec<[f64; 4]>, Vec<usize>) {
    table(Csv::new(), "iris.csv")
}

/// 569 tumors: 30 measurements, and the diagnosis (0 malignant, 1 benign).
pub fn breast_cancer() -> (Vec<[f64; 30]>, Vec<usize>) {
    table(Csv::new().without_header(), "breast_cancer.csv")
}

/// N features and a class from each row.
fn table<const N: usize>(csv: Csv, name: &str) -> (Vec<[f64; N]>, Vec<usize>) {
    let table = csv.open(path(name)).expect("a table");
    let features = table.numbers(from_fn::<_, N, _>(|column| column)).expect("numbers");
    let classes: Vec<[f64; 1]> = table.numbers([N]).expect("classes behind the features");
    (features, classes.into_iter().map(|[class]| class as usize).collect())
}
