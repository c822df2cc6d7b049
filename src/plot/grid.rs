//! A function of the plane as cells of its values, and the line along which it crosses zero.

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

    /// Returns short lines along which `function` is zero, by marching squares: between two corners, it is taken to be
    /// linear. `values` returns the values of many points.
    pub fn zero_line(&self, values: impl Fn(&[Point]) -> Vec<f64>) -> Vec<[Point; 2]> {
        let corners = |row: usize| (0..=CELLS).map(move |column| self.at(column as f64, row as f64));
        let values: Vec<Vec<f64>> = (0..=CELLS).map(|row| values(&corners(row).collect::<Vec<_>>())).collect();
        let mut lines = Vec::new();
        for (row, column) in (0..CELLS).flat_map(|row| (0..CELLS).map(move |column| (row, column))) {
            let corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)];
            let crossings: Vec<Point> = (0..4)
                .filter_map(|i| {
                    let ((x1, y1), (x2, y2)) = (corners[i], corners[(i + 1) % 4]);
                    let (before, behind) = (values[y1][x1], values[y2][x2]);
                    let along = before / (before - behind);
                    let between = |from: usize, to: usize| from as f64 + along * (to as f64 - from as f64);
                    ((before < 0.0) != (behind < 0.0)).then(|| self.at(between(x1, x2), between(y1, y2)))
                })
                .collect();
            // Two crossings are a line; four are a saddle, and two lines.
            lines.extend(crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]));
        }
        lines
    }

    /// The point at a column and a row of corners.
    fn at(&self, column: f64, row: f64) -> Point {
        let along = |range: &Range<f64>, i: f64| range.start + (range.end - range.start) * i / CELLS as f64;
        (along(&self.x, column), along(&self.y, row))
    }
}
