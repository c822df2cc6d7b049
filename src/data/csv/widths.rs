//! The width of a table: the number of cells that the first line gives, and that every row has.

use super::cells::{Cut, Record};
use super::{Csv, Delimiter};
use crate::data::error::{DataError, Place, Problem};
use crate::display::{counted, quoted};

/// Returns the number of columns that the first line gives.
pub(super) fn expected(cut: &Cut, csv: &Csv, file: &str) -> Result<usize, DataError> {
    let Some(first) = cut.records.first() else {
        return Err(DataError::whole(file, Problem::Empty, "an empty text", "a table with at least one row"));
    };
    Ok(match cut.records.get(1) {
        // The header lacks the name that `name_first_column` gives.
        Some(row) if csv.first_column.is_some() && row.width == first.width + 1 => row.width,
        _ => first.width,
    })
}

/// Returns an error if a row is wider or narrower, or if the first line is no part of the table.
pub(super) fn expect(cut: &Cut, width: usize, csv: &Csv, file: &str) -> Result<(), DataError> {
    let first = &cut.records[0];
    expect_no_separator(cut, file)?;
    if let Some(wrong) = cut.records[1..].iter().find(|record| record.width != width) {
        let [start, end] = wrong.lines;
        let lines = if start < end { format!(" on the lines {start} to {end}") } else { String::new() };
        let found = counted(wrong.width, "cell") + &lines;
        // The header may lack a name.
        let model = if first.width == width { first } else { &cut.records[1] };
        let expected = format!("{width} as in line {}{}", model.lines[0], hint(cut, wrong, width, csv));
        return Err(DataError::at(file, Place::Line(start), Problem::Format, found, expected));
    }
    if first_line_counts(cut) {
        let cells: Vec<&str> = cut.cells_of(first).collect();
        let found = format!("the number of rows and of columns, {}", quoted(&cells.join(",")));
        let expected =
            "names or a row; `skip_lines(1)` skips this line, and the table has no header: `without_header()`";
        return Err(DataError::at(file, Place::Line(first.lines[0]), Problem::Format, found, expected));
    }
    Ok(())
}

/// Returns an error if the first line tells the separator, `sep=;`, as spreadsheets write it.
fn expect_no_separator(cut: &Cut, file: &str) -> Result<(), DataError> {
    let first = &cut.records[0];
    let mut cells = cut.cells_of(first);
    if cells.next().is_some_and(|cell| cell.len() <= 5 && cell.starts_with("sep=")) && cells.all(str::is_empty) {
        let expected = "names or a row; `skip_lines(1)` skips this line, and `delimiter` sets the separator";
        return Err(DataError::at(file, Place::Line(first.lines[0]), Problem::Format, "a line with `sep=`", expected));
    }
    Ok(())
}

/// Returns whether the first line holds the number of rows, the number of columns without the last one, and names of
/// classes above rows of numbers, as in some files of scikit-learn.
fn first_line_counts(cut: &Cut) -> bool {
    let [first, second, ..] = &cut.records[..] else { return false };
    let mut cells = cut.cells_of(first);
    let counts = [cells.next(), cells.next()].map(|count| count.and_then(|count| count.parse().ok()));
    let mut names = cells.peekable();
    let is_number = |cell: &str| cell.parse::<f64>().is_ok();
    counts == [Some(cut.records.len() - 1), second.width.checked_sub(1)]
        && names.peek().is_some()
        && names.all(|name| !is_number(name))
        && cut.cells_of(second).all(is_number)
}

/// Returns what may be the cause of a row that is too wide or too narrow, and what to write then; or nothing.
fn hint(cut: &Cut, wrong: &Record, width: usize, csv: &Csv) -> String {
    let hint = if first_line_counts(cut) {
        Some("the first line holds counts, not names: `skip_lines(1)` and `without_header()`".to_owned())
    } else {
        other_separator(cut, wrong, width, csv)
            .or_else(|| comments(cut, csv))
            .or_else(|| one_cell_more(cut, width, csv))
            .or_else(|| lines_above(cut, width))
            .or_else(|| (wrong.width > width).then(|| format!("a cell that contains {} must be quoted", csv.delimiter)))
    };
    hint.map_or(String::new(), |hint| format!("; {hint}"))
}

/// Returns what to write if another byte separates the cells, or many spaces.
fn other_separator(cut: &Cut, wrong: &Record, width: usize, csv: &Csv) -> Option<String> {
    if csv.delimiter == Delimiter::Byte(b' ') && cut.cells_of(wrong).any(str::is_empty) {
        return Some("`whitespace()` takes any number of spaces for one".to_owned());
    }
    let first = cut.cells_of(&cut.records[0]).next().filter(|_| width == 1)?;
    let separator = [';', '\t', '|'].into_iter().find(|&separator| first.contains(separator))?;
    Some(format!("`delimiter(b'{}')` separates the cells", separator.escape_default()))
}

/// Returns what to write if lines start with a mark of comments.
fn comments(cut: &Cut, csv: &Csv) -> Option<String> {
    let mut firsts = cut.records.iter().filter_map(|record| cut.cells_of(record).next());
    let has_comments = csv.comment.is_none() && firsts.any(|cell| cell.starts_with('#'));
    has_comments.then(|| "`comment(b'#')` ignores lines that start with `#`".to_owned())
}

/// Returns what to write if all rows have one cell more than the header.
fn one_cell_more(cut: &Cut, width: usize, csv: &Csv) -> Option<String> {
    let rows = &cut.records[1..];
    if !csv.has_header || rows.iter().any(|row| row.width != width + 1) {
        return None;
    }
    Some(if rows.iter().all(|row| cut.cells_of(row).next_back() == Some("")) {
        format!("the rows end with {}, and the header does not", csv.delimiter)
    } else {
        "if the header lacks the name of the first column: `name_first_column`".to_owned()
    })
}

/// Returns what to write if all rows from some line on have the same width, and nothing above them has it.
fn lines_above(cut: &Cut, width: usize) -> Option<String> {
    let last = cut.records.last()?.width;
    let rows = cut.records.iter().rev().take_while(|row| row.width == last).count();
    let (above, table) = cut.records.split_at(cut.records.len() - rows);
    let line = table[0].lines[0];
    let is_table = last > 1 && last != width && rows > 1 && above.iter().all(|row| row.width != last);
    is_table.then(|| format!("if the table starts at line {line}: `skip_lines({})`", line - 1))
}
