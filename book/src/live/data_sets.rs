//! The data sets that the reader's own network can be trained on.

use super::numbers;
use crate::material::Material;
use worked::data;

/// The number of rows of each digit.
const PER_DIGIT: usize = 20;

/// Returns the number of rows of the circle, the spiral, the irises and the digits, and then the rows, whose last number is
/// the class. A pixel of a digit is a whole number from 0 to 16, as in the file.
pub(super) fn data_sets(material: &Material) -> Result<Vec<f64>, String> {
    let sets = [plane(material, "circle")?, plane(material, "spiral")?, irises(), digits()];
    Ok(sets.iter().map(|set| set.len() as f64).chain(sets.concat().concat()).collect())
}

/// Returns the points of a set in the plane that the book shows.
fn plane(material: &Material, set: &str) -> Result<Vec<Vec<f64>>, String> {
    let mut rows = Vec::new();
    for (name, class) in [("zero", 0.0), ("one", 1.0)] {
        let points = numbers(material, &[&format!("curves/{set}/points/{name}")])?;
        rows.extend(points.chunks(2).map(|point| [point, &[class]].concat()));
    }
    Ok(rows)
}

fn irises() -> Vec<Vec<f64>> {
    let (flowers, species) = data::iris();
    flowers.iter().zip(species).map(|(x, class)| [&x[..], &[class as f64]].concat()).collect()
}

/// Returns the first training rows of each digit. Every fifth row is a test row.
fn digits() -> Vec<Vec<f64>> {
    let (pictures, classes) = data::digits();
    let mut rows = Vec::new();
    let mut counts = [0; 10];
    for (row, (x, class)) in pictures.iter().zip(classes).enumerate() {
        if row % 5 != 4 && counts[class] < PER_DIGIT {
            counts[class] += 1;
            rows.push(x.iter().map(|pixel| 16.0 * pixel).chain([class as f64]).collect());
        }
    }
    rows
}
