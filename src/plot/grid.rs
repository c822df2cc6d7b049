//! A function of the plane as cells of its values, and the line along which it crosses zero.

use std::collections::BTreeMap;
use std::ops::Range;

/// The number of cells along each side of a plane.
const CELLS: usize = 120;

/// A rectangle of the plane, divided into cells.
#[derive(Debug)]
pub struct Grid {
    x: Range<f64>,
    y: Range<f64>,
}

/// A point of the plane.
pub type Point = (f64, f64);
/// A corner of a cell: its column and its row.
type Corner = (usize, usize);
/// The side of a cell, between two corners in ascending order.
type Side = [Corner; 2];

impl Grid {
    /// Divides the rectangle of these ranges.
    pub fn new(x: Range<f64>, y: Range<f64>) -> Self {
        Self { x, y }
    }

    /// Returns the runs of neighboring cells in a row that look alike: two opposite corners of each run, and its look.
    /// `looks` returns those of many points.
    pub fn runs<L: PartialEq>(&self, looks: impl Fn(&[Point]) -> Vec<L>) -> Vec<(Point, Point, L)> {
        let mut runs = Vec::new();
        for row in 0..CELLS {
            let centers: Vec<_> = (0..CELLS).map(|column| self.at(column as f64 + 0.5, row as f64 + 0.5)).collect();
            let mut start = 0;
            for (i, look) in looks(&centers).into_iter().enumerate() {
                let corner = self.at(i as f64, row as f64);
                let opposite = self.at((i + 1) as f64, (row + 1) as f64);
                match runs.last_mut() {
                    Some((_, end, last)) if i > start && *last == look => *end = opposite,
                    _ => {
                        start = i;
                        runs.push((corner, opposite, look));
                    }
                }
            }
        }
        runs
    }

    /// Returns the lines along which `function` is zero, by marching squares: between two corners, it is taken to be
    /// linear. `values` returns the values of many points. A closed line ends where it begins.
    pub fn zero_lines(&self, values: impl Fn(&[Point]) -> Vec<f64>) -> Vec<Vec<Point>> {
        let corners = |row: usize| (0..=CELLS).map(move |column| self.at(column as f64, row as f64));
        let values: Vec<Vec<f64>> = (0..=CELLS).map(|row| values(&corners(row).collect::<Vec<_>>())).collect();
        let value = |(column, row): Corner| values[row][column];
        let mut pieces = Vec::new();
        for (row, column) in (0..CELLS).flat_map(|row| (0..CELLS).map(move |column| (row, column))) {
            let [low, right, far, up] = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
            let sides = [[low, right], [right, far], [up, far], [low, up]];
            let crossed: Vec<Side> =
                sides.into_iter().filter(|side| (value(side[0]) < 0.0) != (value(side[1]) < 0.0)).collect();
            // Two crossings are a line; four are a saddle, and two lines.
            pieces.extend(crossed.chunks_exact(2).map(|pair| [pair[0], pair[1]]));
        }
        let crossing = |[one, other]: Side| {
            let along = value(one) / (value(one) - value(other));
            let between = |from: usize, to: usize| from as f64 + along * (to as f64 - from as f64);
            self.at(between(one.0, other.0), between(one.1, other.1))
        };
        joined(&pieces).into_iter().map(|line| line.into_iter().map(crossing).collect()).collect()
    }

    /// The point at a column and a row of corners.
    fn at(&self, column: f64, row: f64) -> Point {
        let along = |range: &Range<f64>, i: f64| range.start + (range.end - range.start) * i / CELLS as f64;
        (along(&self.x, column), along(&self.y, row))
    }
}

/// Joins pieces, each from one side to another, to lines as long as possible.
fn joined(pieces: &[[Side; 2]]) -> Vec<Vec<Side>> {
    let mut ending_at: BTreeMap<Side, Vec<usize>> = BTreeMap::new();
    for (i, ends) in pieces.iter().enumerate() {
        ends.iter().for_each(|end| ending_at.entry(*end).or_default().push(i));
    }
    let mut is_used = vec![false; pieces.len()];
    let mut lines = Vec::new();
    for (i, &[start, end]) in pieces.iter().enumerate() {
        if std::mem::replace(&mut is_used[i], true) {
            continue;
        }
        let mut onward = |mut side: Side| {
            let mut sides = Vec::new();
            while let Some(&next) = ending_at[&side].iter().find(|piece| !is_used[**piece]) {
                is_used[next] = true;
                let [one, other] = pieces[next];
                side = if one == side { other } else { one };
                sides.push(side);
            }
            sides
        };
        let (ahead, behind) = (onward(end), onward(start));
        lines.push(behind.into_iter().rev().chain([start, end]).chain(ahead).collect());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::Grid;

    #[test]
    fn a_circle_is_one_closed_line() {
        let lines = Grid::new(-2.0..2.0, -2.0..2.0)
            .zero_lines(|points| points.iter().map(|(x, y)| x * x + y * y - 1.0).collect());
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        assert!(lines[0].len() > 100 && lines[0].iter().all(|(x, y)| (x.hypot(*y) - 1.0).abs() < 1e-3));
    }

    #[test]
    fn a_line_that_leaves_the_plane_goes_from_edge_to_edge() {
        let lines = Grid::new(0.0..1.0, 0.0..1.0)
            .zero_lines(|points| points.iter().map(|(x, y)| (x - y) * (x + y - 1.3)).collect());
        let lengths: Vec<usize> = lines.iter().map(Vec::len).collect();
        assert_eq!(lines.len(), 2, "{lengths:?}");
        let is_at_the_edge = |x: f64| !(1e-9..=1.0 - 1e-9).contains(&x);
        for line in &lines {
            for (x, y) in [line[0], line[line.len() - 1]] {
                assert!(is_at_the_edge(x) || is_at_the_edge(y), "{x} {y}");
            }
        }
    }
}
