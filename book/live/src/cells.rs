//! Where the numbers of a step of gradient descent are in three pictures, for the figure that moves and for the one that
//! does not: those of the first example, Δ and D.

use crate::digits::fixed;

/// The size of a picture.
pub const SIZE: (f64, f64) = (2.0 + CELL.0 * WEIGHTS as f64, TITLE + CELL.1 * (VECTORS.len() + 1) as f64 + 4.0);
/// The size of a cell, which has two numbers, one below the other.
pub const CELL: (f64, f64) = (62.0, 32.0);
/// How far the two numbers of a cell are above and below its middle.
pub const APART: f64 = 7.5;
/// The number of cells.
pub const COUNT: usize = 67;

/// The units of a layer, and the weights that lead to each of them.
const UNITS: usize = 3;
const WEIGHTS: usize = 4;
/// The vectors of an example, in the order of the computation.
const VECTORS: [&str; 6] = ["z⁽²⁾", "a⁽²⁾", "z⁽³⁾", "a⁽³⁾", "δ⁽³⁾", "δ⁽²⁾"];
/// The matrices, in the order of the computation, two in each picture.
const MATRICES: [&str; 4] = ["Δ⁽¹⁾", "Δ⁽²⁾", "D⁽¹⁾", "D⁽²⁾"];
const SUBSCRIPTS: [&str; 4] = ["₀", "₁", "₂", "₃"];

/// Returns the symbol of a number, in the order of the computation: the vectors of the first example, the matrices, and J.
pub fn symbol(cell: usize) -> String {
    let with_index = |symbol: &str, index: &[&str]| {
        let letter = symbol.trim_end_matches(['⁽', '¹', '²', '³', '⁾']);
        let layer = symbol.strip_prefix(letter).unwrap_or_default();
        [letter, &index.concat(), layer].concat()
    };
    let vectors = UNITS * VECTORS.len();
    let entry = cell.saturating_sub(vectors);
    if cell < vectors {
        with_index(VECTORS[cell / UNITS], &[SUBSCRIPTS[1 + cell % UNITS]])
    } else if let Some(matrix) = MATRICES.get(entry / (UNITS * WEIGHTS)) {
        with_index(matrix, &[SUBSCRIPTS[1 + entry / WEIGHTS % UNITS], SUBSCRIPTS[entry % WEIGHTS]])
    } else {
        "J".to_owned()
    }
}

/// Returns a number as its cell has it.
pub fn digits(number: f64) -> String {
    fixed(number, 5)
}

/// Returns whether a number has a cell. The weights have none, nor have the inputs, the targets and the other examples.
pub fn is_shown(symbol: &str, example: Option<usize>) -> bool {
    let is_given = symbol.starts_with(['Θ', 'y']) || symbol.starts_with('a') && symbol.ends_with("⁽¹⁾");
    !is_given && example.is_none_or(|example| example == 1)
}

/// Returns the number of the picture of a cell, and the place of its middle.
pub fn place(cell: usize) -> (usize, (f64, f64)) {
    let vectors = UNITS * VECTORS.len();
    let middle = |left: f64, column: usize, top: f64, row: usize| {
        (left + CELL.0 * (column as f64 + 0.5), top + CELL.1 * (row as f64 + 0.5))
    };
    let example = |row: usize, column: usize| (0, middle(LABEL, column, TITLE, row));
    match cell.checked_sub(vectors) {
        None => example(cell / UNITS, cell % UNITS),
        Some(entry) if entry < UNITS * WEIGHTS * MATRICES.len() => {
            let (matrix, entry) = (entry / (UNITS * WEIGHTS), entry % (UNITS * WEIGHTS));
            let top = TITLE + matrix_top(matrix);
            (1 + matrix / 2, middle(1.0, entry % WEIGHTS, top, entry / WEIGHTS))
        }
        Some(_) => example(VECTORS.len(), 0),
    }
}

/// Returns the words around the cells: the number of the picture, the place where each begins, halfway up its digits.
pub fn words() -> Vec<(usize, (f64, f64), &'static str)> {
    let mut words = vec![(0, (4.0, TITLE / 2.0), "the first example")];
    for (i, name) in VECTORS.into_iter().chain(["J"]).enumerate() {
        words.push((0, (4.0, TITLE + CELL.1 * (i as f64 + 0.5) - APART), name));
    }
    for (i, name) in MATRICES.into_iter().enumerate() {
        words.push((1 + i / 2, (4.0, matrix_top(i) + TITLE / 2.0), name));
    }
    words
}

/// The room for a title, and for the label of a row.
const TITLE: f64 = 24.0;
const LABEL: f64 = 44.0;

/// Returns the top of a matrix with its title.
fn matrix_top(matrix: usize) -> f64 {
    (matrix % 2) as f64 * (TITLE + CELL.1 * UNITS as f64 + 4.0)
}
