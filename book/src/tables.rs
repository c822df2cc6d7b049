//! Checks that the numbers of a table follow one pattern.
//!
//! The cells of a table come from places in runs that differ in a regular way: the next row is the next entry of a list, the
//! next column another quantity. So what differs between two rows is the same in every column, and what differs between two
//! columns is the same in every row. A cell that points to the wrong place breaks both.
//!
//! A table whose rows have nothing in common follows no pattern, and is left alone.

use crate::directive::Directive;
use crate::project::{Fault, line_at};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A number in a table: its line, its row, its column with its place in the cell, and its path.
#[derive(Debug)]
struct Cell {
    line: usize,
    row: usize,
    column: (usize, usize),
    path: String,
}

/// The segments of a path that differ from those of another one, each with what takes its place.
type Difference<'a> = Vec<(&'a str, &'a str)>;

/// Reports the cells of a chapter that break the pattern of their tables, and returns how many numbers are in tables, and
/// how many of them are in tables with a pattern.
pub(crate) fn check(file: &str, chapter: &str, faults: &mut Vec<Fault>) -> (usize, usize) {
    let (mut all, mut bound) = (0, 0);
    for table in tables(chapter) {
        let cells = cells(chapter, table);
        all += cells.len();
        let by_row = broken(&cells, |cell| (cell.row, cell.column));
        let by_column = broken(&cells, |cell| (cell.column.0 * 8 + cell.column.1, (cell.row, 0)));
        if by_row.is_none() && by_column.is_none() {
            continue;
        }
        bound += cells.len();
        // A cell may break both patterns.
        let found: BTreeSet<(usize, String)> = by_row.into_iter().chain(by_column).flatten().collect();
        faults.extend(found.into_iter().map(|(line, message)| Fault::new(file, line, message)));
    }
    (all, bound)
}

/// Returns the ranges of the tables: lines that begin with `|`.
fn tables(chapter: &str) -> Vec<Range<usize>> {
    let mut tables: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in chapter.split_inclusive('\n') {
        let end = at + line.len();
        match tables.last_mut() {
            _ if !line.trim_start().starts_with('|') => {}
            Some(table) if table.end == at => table.end = end,
            _ => tables.push(at..end),
        }
        at = end;
    }
    tables
}

/// Returns the numbers of a table.
fn cells(chapter: &str, table: Range<usize>) -> Vec<Cell> {
    let first = line_at(chapter, table.start);
    let mut cells = Vec::new();
    for (row, text) in chapter[table].lines().enumerate() {
        let mut places = BTreeMap::new();
        for (range, directive) in Directive::all(text) {
            let Ok(Directive::Number { path, .. } | Directive::Count { path, .. } | Directive::Text(path)) = directive
            else {
                continue;
            };
            let column = text[..range.start].matches("| ").count();
            let place: &mut usize = places.entry(column).or_default();
            cells.push(Cell { line: first + row, row, column: (column, *place), path });
            *place += 1;
        }
    }
    cells
}

/// The cells of a row or of a column, by their places in it.
type Line<'a> = BTreeMap<(usize, usize), &'a Cell>;

/// Returns the cells that break the pattern, with their lines and messages, or `None` if there is no pattern. `place` returns
/// the row or column that a cell is in, and its place there.
fn broken(cells: &[Cell], place: impl Fn(&Cell) -> (usize, (usize, usize))) -> Option<Vec<(usize, String)>> {
    let mut lines: BTreeMap<usize, Line<'_>> = BTreeMap::new();
    for cell in cells {
        let (line, at) = place(cell);
        lines.entry(line).or_default().insert(at, cell);
    }
    let lines: Vec<Line<'_>> = lines.into_values().filter(|line| line.len() > 1).collect();
    // The line that most others agree with is the one to compare with.
    let compared = |one: &Line<'_>| {
        let others = lines.iter().filter(|other| !std::ptr::eq(*other, one));
        let (agreeing, odd): (Vec<_>, Vec<_>) =
            others.filter_map(|other| compare(one, other)).partition(Option::is_none);
        (agreeing.len(), odd.into_iter().flatten().collect::<Vec<_>>())
    };
    let (agreeing, odd) = lines.iter().map(compared).max_by_key(|(agreeing, odd)| (*agreeing, Reverse(odd.len())))?;
    // Where it is not clear which of two cells is wrong, the other lines must leave no doubt that one is.
    let least = if odd.iter().all(|(_, is_clear)| *is_clear) { odd.len() } else { 2 * odd.len() };
    (agreeing > 0 && agreeing >= least).then(|| odd.into_iter().map(|(fault, _)| fault).collect())
}

/// Compares a line with the reference: returns `None` if they cannot be compared, because their paths have different lengths,
/// `Some(None)` if all cells differ in the same way, and otherwise the first that does not, as a fault, and whether most do.
fn compare(reference: &Line<'_>, line: &Line<'_>) -> Option<Option<((usize, String), bool)>> {
    let pairs: Vec<(&Cell, &Cell)> = line.iter().filter_map(|(at, cell)| Some((*reference.get(at)?, *cell))).collect();
    let differences: Vec<Difference<'_>> =
        pairs.iter().map(|(one, other)| difference(&one.path, &other.path)).collect::<Option<_>>()?;
    let count = |wanted: &Difference<'_>| differences.iter().filter(|other| *other == wanted).count();
    let usual = differences.iter().max_by_key(|difference| count(difference))?;
    let Some(at) = differences.iter().position(|difference| difference != usual) else { return Some(None) };
    let (one, other) = pairs[at];
    let is_clear = 2 * count(usual) > pairs.len();
    let message = if is_clear {
        let expected = applied(&one.path, usual);
        format!("`{}` does not follow the pattern of this table; from the others one expects `{expected}`", other.path)
    } else {
        let usual = differences.iter().position(|difference| difference == usual).map_or(other, |at| pairs[at].1);
        format!("`{}` or `{}` does not follow the pattern of this table", other.path, usual.path)
    };
    Some(Some(((other.line, message), is_clear)))
}

/// Returns how a path differs from another one, or `None` if they have different lengths.
fn difference<'a>(one: &'a str, other: &'a str) -> Option<Difference<'a>> {
    let is_as_long = one.matches('/').count() == other.matches('/').count();
    let differing = one.split('/').zip(other.split('/')).filter(|(one, other)| one != other);
    is_as_long.then(|| differing.collect())
}

/// Returns a path with the differing segments replaced.
fn applied(path: &str, difference: &Difference<'_>) -> String {
    let replaced = |segment| difference.iter().find(|(one, _)| *one == segment).map_or(segment, |(_, other)| *other);
    path.split('/').map(replaced).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::check;

    /// Returns a table of the runs `a/few/0` to `a/few/3`, with two numbers of each.
    fn table() -> String {
        let row = |run| format!("| {{{{#num a/few/{run}/rate}}}} | | {{{{#num a/few/{run}/cost}}}} |\n");
        (0..4).map(row).collect()
    }

    /// Returns the messages about a text, and how many of its numbers follow a pattern.
    fn messages(text: &str) -> (Vec<String>, usize) {
        let mut faults = Vec::new();
        let (_, bound) = check("a.md", text, &mut faults);
        (faults.iter().map(ToString::to_string).collect(), bound)
    }

    #[test]
    fn a_cell_that_breaks_the_pattern_of_its_table_is_found() {
        assert_eq!(messages(&table()), (vec![], 8));
        let wrong = |from, to| messages(&table().replace(from, to)).0;
        assert_eq!(
            wrong("few/2/cost", "few/1/cost"),
            ["a.md:3: `a/few/2/rate` or `a/few/1/cost` does not follow the pattern of this table"]
        );
        assert_eq!(wrong("few/2/cost", "few/2/rate").len(), 1);
        assert!(wrong("few/0/rate", "all/0/rate")[0].starts_with("a.md:1: "));
    }

    #[test]
    fn of_several_cells_the_one_that_differs_is_named() {
        let row = |run| format!("| {{{{#num a/{run}/x}}}} | {{{{#num a/{run}/y}}}} | {{{{#num a/{run}/z}}}} |\n");
        let text: String = (0..3).map(row).collect();
        let expected = "a.md:2: `a/2/z` does not follow the pattern of this table; from the others one expects `a/1/z`";
        assert_eq!(messages(&text.replace("a/1/z", "a/2/z")).0, [expected]);
        assert_eq!(messages(&text.replace("a/1/z", "a/1/x")).0.len(), 1);
    }

    #[test]
    fn rows_that_have_nothing_in_common_are_left_alone() {
        let text =
            "| {{#num a/b}} | {{#num a/c/d}} |\n| {{#num e/f}} | {{#num g}} |\n\n| {{#num a/b}} | {{#num c/d}} |\n";
        assert_eq!(messages(text), (vec![], 0));
    }
}
