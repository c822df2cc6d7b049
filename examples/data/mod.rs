//! The real data of the examples; README.md beside this file says where it comes from.

#![allow(dead_code, reason = "each example reads one of the tables")]

/// 1797 handwritten digits, 8 × 8 pixels from 0 to 1, and which digit each is.
pub(crate) fn digits() -> (Vec<[f64; 64]>, Vec<usize>) {
    table(include_str!("digits.csv"), |pixel| pixel / 16.0)
}

/// 150 irises: length and width of sepal and petal in centimetres, and the species (0 setosa, 1 versicolor,
/// 2 virginica).
pub(crate) fn iris() -> (Vec<[f64; 4]>, Vec<usize>) {
    let (_header, rows) = include_str!("iris.csv").split_once('\n').expect("a header line");
    table(rows, |length| length)
}

/// 569 tumours: 30 measurements, and the diagnosis (0 malignant, 1 benign).
pub(crate) fn breast_cancer() -> (Vec<[f64; 30]>, Vec<usize>) {
    table(include_str!("breast_cancer.csv"), |measure| measure)
}

/// Reads N scaled features and a class from each line.
fn table<const N: usize>(lines: &str, scale: impl Fn(f64) -> f64) -> (Vec<[f64; N]>, Vec<usize>) {
    let row = |line: &str| {
        let (features, class) = line.rsplit_once(',').expect("features and a class");
        let features: Vec<f64> = features.split(',').map(|text| scale(text.parse().expect("a number"))).collect();
        let features: [f64; N] = features.try_into().expect("as many features as in every line");
        (features, class.parse::<usize>().expect("a class"))
    };
    lines.lines().map(row).unzip()
}
