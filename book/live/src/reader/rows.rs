//! Rows that the reader pastes: inputs and targets, a row on each line.
//!
//! They are read by the crate's [`Csv`], and refused in its words.

use super::chosen::Layers;
use super::kinds::Score;
use crate::plain::Plain;
use backprop::data::DataError;
use backprop::data::csv::{Csv, Table};

/// The most characters of rows that the page reads.
pub const LONGEST: usize = 400_000;

/// Rows that fit a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// The inputs.
    pub x: Vec<Vec<Plain>>,
    /// The targets.
    pub y: Vec<Vec<Plain>>,
    /// The names of the classes, if the last column has classes.
    pub classes: Vec<String>,
}

/// Reads rows for a network: as many columns as it has inputs, and behind them either as many as it has outputs, or one with
/// the class. Cells are separated by commas, semicolons, tabs or spaces; the first line may be a header.
///
/// # Errors
///
/// Returns what does not fit, with its line and column.
pub fn read(text: &str, layers: &Layers) -> Result<Rows, String> {
    if text.len() > LONGEST {
        return Err(format!("this page reads up to {LONGEST} characters of rows"));
    }
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).ok_or("there are no rows yet")?;
    let csv = match [';', '\t', ','].into_iter().find(|&separator| first.contains(separator)) {
        Some(separator) => Csv::new().delimiter(separator as u8),
        None => Csv::new().whitespace(),
    };
    // Where commas do not separate cells, they are those of numbers such as 2,5.
    let csv = if first.contains([';', '\t']) && text.contains(',') { csv.decimal_comma() } else { csv };
    // A header has a name, and no numbers, in front of the last column.
    let first_cell = first.split([',', ';', '\t', ' ']).next().unwrap_or_default().trim_matches(['"', ' ']);
    let csv = if first_cell.parse::<f64>().is_ok() { csv.without_header() } else { csv };
    let table = csv.read(text.as_bytes()).map_err(|error| told(&error))?;

    let (inputs, outputs, width) = (layers.inputs, layers.outputs(), table.width());
    let columns: Vec<usize> = (0..inputs.min(width)).collect();
    let is_of_classes = width == inputs + 1 && (outputs > 1 || numbers(&table, &[inputs]).is_err());
    if width != inputs + outputs && !is_of_classes {
        let target = if outputs == 1 { "1 target".to_owned() } else { format!("{outputs} targets, or 1 class") };
        return Err(format!("these rows have {width} columns, and the network takes {inputs} inputs and {target}"));
    }
    let x = numbers(&table, &columns)?;
    let (y, classes) = if is_of_classes {
        targets_of_classes(&table, inputs, outputs)?
    } else {
        (numbers(&table, &(inputs..width).collect::<Vec<_>>())?, Vec::new())
    };
    if layers.score == Score::CrossEntropy
        && let Some((row, y)) = (1..).zip(y.iter().flatten()).find(|(_, y)| !(0.0..=1.0).contains(&y.0))
    {
        let row = (row - 1) / outputs + 1;
        return Err(format!("row {row} has the target {y}, and cross-entropy takes targets from 0 to 1"));
    }
    Ok(Rows { x, y, classes })
}

fn numbers(table: &Table, columns: &[usize]) -> Result<Vec<Vec<Plain>>, String> {
    table.rows::<Plain>(columns.iter().copied()).map_err(|error| told(&error))
}

/// Returns a message of the crate for somebody who does not write the program that reads the rows: columns are counted from 1
/// as lines are, and what to call in the program is left out.
fn told(error: &DataError) -> String {
    let mut words = error.to_string();
    if let Some((before, rest)) = words.split_once("column ")
        && let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len()
        && let Ok(column) = rest[..digits].parse::<usize>()
    {
        words = format!("{before}column {}{}", column + 1, &rest[digits..]);
    }
    let end = words.find('`').and_then(|code| words[..code].rfind([';', ':'])).unwrap_or(words.len());
    words[..end].to_owned()
}

/// Returns the targets for a column of classes, and their names: one-hot, or 0 and 1 for a single output.
fn targets_of_classes(table: &Table, column: usize, outputs: usize) -> Result<(Vec<Vec<Plain>>, Vec<String>), String> {
    let classes = table.classes(column).map_err(|error| told(&error))?;
    let most = outputs.max(2);
    if classes.len() > most {
        return Err(format!("the last column has {} classes, and the network tells {most} apart", classes.len()));
    }
    let names = table.text(column).map_err(|error| told(&error))?;
    let target = |name: &str| {
        let class = classes.iter().position(|class| class == name).unwrap_or_default();
        let is = |k: usize| Plain(f64::from(u8::from(if outputs == 1 { class == 1 } else { class == k })));
        (0..outputs).map(is).collect()
    };
    Ok((names.into_iter().map(target).collect(), classes))
}
