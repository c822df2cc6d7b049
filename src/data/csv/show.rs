//! A table as text: its size and its first rows.

use super::table::Table;
use crate::display::counted;
use std::fmt;

/// The number of rows and columns that are shown, and of characters of a cell.
const ROWS: usize = 5;
const COLUMNS: usize = 8;
const CHARACTERS: usize = 16;

/// Writes the number of rows and columns, and the first rows under their names:
///
/// ```
/// use backprop::data::csv::Csv;
///
/// let table = Csv::new().read(&b"car,mpg\nMazda RX4,21\nDatsun 710,22.8\n"[..])?;
/// assert_eq!(table.to_string(), "the table: 2 rows, 2 columns\ncar         mpg\nMazda RX4   21\nDatsun 710  22.8\n");
/// # Ok::<(), backprop::data::DataError>(())
/// ```
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}, {}", self.file, counted(self.len(), "row"), counted(self.width(), "column"))?;
        let rows: Vec<Vec<String>> = (0..=self.len().min(ROWS)).map(|row| self.shown(row)).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths: Vec<usize> = (0..rows[0].len()).map(width).collect();
        for row in &rows {
            let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        match self.len().saturating_sub(ROWS) {
            0 => Ok(()),
            more => writeln!(f, "… and {}", counted(more, "more row")),
        }
    }
}

/// The same as `Display`: the cells of a large table help nobody.
impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Table {
    /// Returns the cells of a line of the picture, the names first.
    fn shown(&self, line: usize) -> Vec<String> {
        let cell = |column: usize| match (line.checked_sub(1), &self.names) {
            (Some(row), _) => shortened(self.cell(row, column)),
            (None, Some(names)) => shortened(&names[column]),
            (None, None) => column.to_string(),
        };
        let more = (self.width() > COLUMNS).then(|| "…".to_owned());
        (0..self.width().min(COLUMNS)).map(cell).chain(more).collect()
    }
}

/// Returns the first characters of a cell, in which line ends and the like are escaped.
fn shortened(cell: &str) -> String {
    let characters = |text: &str| -> String {
        text.chars().flat_map(|one| if one.is_control() { one.escape_default().collect() } else { vec![one] }).collect()
    };
    match cell.char_indices().nth(CHARACTERS) {
        Some((end, _)) => characters(&cell[..end]) + "…",
        None => characters(cell),
    }
}
