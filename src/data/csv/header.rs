//! The header of a table, and whether it is one.
//!
//! A table without a header, read as if it had one, loses its first row: the cells become names. So the first line is
//! compared with the rows below it.

use super::cells::Cut;
use super::columns::View;
use super::table::{Row, Table};
use super::{Csv, missing};
use crate::data::error::{DataError, Place, Problem};
use crate::data::number;
use crate::display::list;
use std::sync::Arc;

/// Makes a table of the records, whose widths have been checked.
pub(super) fn table(cut: Cut, width: usize, csv: &Csv, file: String) -> Result<Table, DataError> {
    let first = cut.records[0];
    let mut names = None;
    let mut doubted_header = None;
    if csv.has_header {
        let header = names_of(&cut, width, csv, &file)?;
        if cut.records.len() == 1 {
            let (found, expected) = ("a header and no rows", "at least one row");
            return Err(DataError::at(&file, Place::Line(first.lines[0]), Problem::Empty, found, expected));
        }
        if !has_index_column(&header, &cut, csv) {
            expect_names(&header, &cut, csv, &file)?;
            doubted_header = is_doubted(&header, csv).then_some(first.lines[0]);
        }
        names = Some(header);
    }
    let columns = (0..width).map(|place| View::of(place, names.as_deref())).collect();
    let records = &cut.records[usize::from(csv.has_header)..];
    let rows = records.iter().map(|record| Row { line: record.lines[0], start: record.start }).collect();
    Ok(Table { file, csv: csv.clone(), names, doubted_header, columns, rows, cells: Arc::new(cut.cells) })
}

/// Returns the names in the header, with that of the first column if the options give it.
fn names_of(cut: &Cut, width: usize, csv: &Csv, file: &str) -> Result<Vec<String>, DataError> {
    let header = &cut.records[0];
    let mut names: Vec<String> = cut.cells_of(header).map(str::to_owned).collect();
    let Some(first) = &csv.first_column else { return Ok(names) };
    if names.len() < width {
        names.insert(0, first.clone());
    } else if names[0].is_empty() {
        names[0] = first.clone();
    } else {
        let found = format!("the names {}", list(&names));
        let expected = "no name of the first column, since `name_first_column` gives it";
        return Err(DataError::at(file, Place::Line(header.lines[0]), Problem::Name, found, expected));
    }
    Ok(names)
}

/// Returns whether the first column has no name and a cell in every row, as programs write the names of rows: a row would
/// have a cell there, too.
fn has_index_column(names: &[String], cut: &Cut, csv: &Csv) -> bool {
    let mut firsts = cut.records[1..].iter().map(|row| cut.cells.get(row.start));
    names[0].is_empty() && firsts.all(|cell| !missing::is_missing(cell, csv))
}

/// Returns an error if the header is a row: each of its cells is a number or occurs again in its column. Whole numbers
/// that rise by equal steps may be names, such as years.
fn expect_names(names: &[String], cut: &Cut, csv: &Csv, file: &str) -> Result<(), DataError> {
    let is_number = |name: &String| number::parse(name, csv.decimal_comma).is_some();
    let occurs_again = |(column, name): (usize, &String)| {
        let mut rows = cut.records[1..].iter();
        missing::is_missing(name, csv)
            || is_number(name)
            || rows.any(|row| cut.cells.get(row.start + column) == name.as_str())
    };
    if names.iter().any(is_number) && !may_be_numbered(names) && names.iter().enumerate().all(occurs_again) {
        let line = cut.records[0].lines[0];
        let found = format!("{} as the names of the columns", list(names));
        let expected = format!(
            "names that are not numbers; `without_header()` reads this line as a row, \
             `skip_lines({line}).without_header()` leaves it out"
        );
        return Err(DataError::at(file, Place::Line(line), Problem::Name, found, expected));
    }
    Ok(())
}

/// Returns whether all names are whole numbers that rise by equal steps: years, or columns that are counted.
fn may_be_numbered(names: &[String]) -> bool {
    let number = |name: &String| name.parse().ok().filter(|_| is_digits(name));
    let numbers: Option<Vec<i64>> = names.iter().filter(|name| !name.is_empty()).map(number).collect();
    numbers.is_some_and(|numbers| {
        let step = |pair: &[i64]| pair[1] - pair[0];
        let first = numbers.windows(2).map(step).next();
        first.is_none_or(|first| first > 0 && numbers.windows(2).all(|pair| step(pair) == first))
    })
}

/// Returns whether it is doubtful that a header holds names: they are all numbers, or one has decimals.
fn is_doubted(names: &[String], csv: &Csv) -> bool {
    let is_number = |name: &&String| number::parse(name, csv.decimal_comma).is_some();
    let has_decimals = |name: &String| is_number(&name) && !is_digits(name);
    let mut some = names.iter().filter(|name| !name.is_empty()).peekable();
    some.peek().is_some() && (names.iter().any(has_decimals) || some.all(|name| is_number(&name)))
}

fn is_digits(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}
