//! The parts of the plane where a network answers alike.

use crate::plane::Plane;
use crate::stage::Stage;

/// The number of cells along each side of the plane, and the length of that in pixels.
const CELLS: usize = 28;
pub(crate) const SIDE: f64 = 10.0 * CELLS as f64;

/// The answers where the color becomes deeper, on the side of class 1. On that of class 0, they are what is left to 1.
pub(crate) const LEVELS: [f64; 3] = [0.5, 0.75, 0.95];
/// The areas of the plane: those of class 1, and those of class 0.
pub(crate) const AREAS: [&str; 2 * LEVELS.len()] = ["one 0", "one 1", "one 2", "zero 0", "zero 1", "zero 2"];

/// The plane, whose places are shares of what is shown.
pub(crate) const PLANE: Plane =
    Plane { x: [0.0, 1.0], y: [0.0, 1.0], width: SIDE, height: SIDE, left: 46.0, top: 34.0, ticks: [&[], &[]] };

/// Returns the paths of all areas in tenths of a pixel, and the line between the classes. `answer` returns the answer, from 0
/// to 1, at a place; both its shares of the sides are counted from the lower left corner.
pub(crate) fn areas(answer: impl Fn(f64, f64) -> f64) -> ([String; AREAS.len()], String) {
    let share = |cells: usize| cells as f64 / CELLS as f64;
    let places = (0..=CELLS).flat_map(|row| (0..=CELLS).map(move |column| (share(column), share(CELLS - row))));
    let answers: Vec<f64> = places.map(|(x, y)| answer(x, y)).collect();
    let mut boundary = String::new();
    let areas = core::array::from_fn(|i| {
        let (area, edge) = area(&answers, [1.0, -1.0][i / LEVELS.len()], LEVELS[i % LEVELS.len()]);
        if i == 0 {
            boundary = edge;
        }
        area
    });
    (areas, boundary)
}

/// Draws the slots of what is in the plane: the areas, the line between the classes, and the dots of both classes.
pub(crate) fn drawn(stage: &Stage<'_>) -> String {
    let mut areas = String::new();
    for (i, slot) in AREAS.into_iter().enumerate() {
        let class = if i < LEVELS.len() { 1 } else { 0 };
        areas += &stage.slot("path", slot, &format!(r#"class="fill series-{class}" fill-opacity="0.16""#));
    }
    areas = format!(r#"<g transform="scale(0.1)">{areas}{}</g>"#, stage.curve("boundary", "ink", 20.0));
    for (class, cap) in ["square", "round"].into_iter().enumerate() {
        let width = [5.5, 7.0][class];
        for (hue, width) in [("ground".to_owned(), width + 2.5), (format!("sample-{class}"), width)] {
            areas += &stage.dots(&format!("dots {class}"), &hue, width, cap);
        }
    }
    areas
}

/// Returns the part of the plane whose answers are beyond a level, as seen from a side: 1 is that of class 1, −1 that of class
/// 0. Returns it as a path in tenths of a pixel, and the line at its edge. Along the sides of a cell, the answers are taken to
/// be linear.
fn area(answers: &[f64], side: f64, level: f64) -> (String, String) {
    let (mut area, mut edge) = (String::new(), String::new());
    let write = |path: &mut String, parts: &[(&str, f64)]| {
        for (command, cells) in parts {
            *path += command;
            *path += &((100.0 * cells).round() as u64).to_string();
        }
    };
    for row in 0..CELLS {
        let mut run = 0;
        for column in 0..=CELLS {
            let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(x, y)| {
                let (x, y) = (column + x, row + y);
                let answer = answers[y * (CELLS + 1) + x.min(CELLS)];
                (x as f64, y as f64, side * (answer - 0.5) + 0.5 - level)
            });
            // Neighbors that are wholly inside become one rectangle.
            if column < CELLS && corners.iter().all(|corner| corner.2 >= 0.0) {
                run += 1;
                continue;
            }
            if run > 0 {
                let (left, right, above) = ((column - run) as f64, column as f64, row as f64);
                write(&mut area, &[("M", left), (" ", above), ("H", right), ("V", above + 1.0), ("H", left)]);
                area += "z";
                run = 0;
            }
            if column == CELLS {
                break;
            }
            let (mut command, mut crossings) = ("M", 0);
            for (i, one) in corners.into_iter().enumerate() {
                let other = corners[(i + 1) % 4];
                if one.2 >= 0.0 {
                    write(&mut area, &[(command, one.0), (" ", one.1)]);
                    command = "L";
                }
                if (one.2 >= 0.0) != (other.2 >= 0.0) {
                    let along = one.2 / (one.2 - other.2);
                    let [x, y] = [one.0 + along * (other.0 - one.0), one.1 + along * (other.1 - one.1)];
                    write(&mut area, &[(command, x), (" ", y)]);
                    write(&mut edge, &[(["M", "L"][crossings % 2], x), (" ", y)]);
                    (command, crossings) = ("L", crossings + 1);
                }
            }
        }
    }
    (area, edge)
}

#[cfg(test)]
mod tests {
    use super::{CELLS, area};

    /// Returns the places of a path: those of each of its parts.
    fn parts(path: &str) -> Vec<Vec<[f64; 2]>> {
        let mut parts = Vec::new();
        for part in path.split('M').skip(1) {
            let mut places: Vec<[f64; 2]> = Vec::new();
            let ends: Vec<usize> = part.match_indices(['H', 'V', 'L', 'z']).map(|(at, _)| at).collect();
            for (i, from) in [0].into_iter().chain(ends.iter().copied()).enumerate() {
                let command = &part[from..ends.get(i).copied().unwrap_or(part.len())];
                let number = |text: &str| text.parse::<f64>().unwrap() / 100.0;
                let last = places.last().copied();
                match (command.as_bytes().first(), last) {
                    (Some(b'H'), Some([_, y])) => places.push([number(&command[1..]), y]),
                    (Some(b'V'), Some([x, _])) => places.push([x, number(&command[1..])]),
                    (Some(b'z'), _) => {}
                    _ => {
                        let (x, y) = command.trim_start_matches('L').split_once(' ').unwrap();
                        places.push([number(x), number(y)]);
                    }
                }
            }
            parts.push(places);
        }
        parts
    }

    /// Returns the answers of a function of the place, counted in cells from the middle.
    fn answers(answer: impl Fn(f64, f64) -> f64) -> Vec<f64> {
        let from_middle = |i: usize| i as f64 - CELLS as f64 / 2.0;
        let rows = (0..=CELLS).flat_map(|row| (0..=CELLS).map(move |column| (column, row)));
        rows.map(|(x, y)| answer(from_middle(x), from_middle(y))).collect()
    }

    /// Returns the size of the part of the plane that a path fills.
    fn size(path: &str) -> f64 {
        let cross = |[one, other]: [[f64; 2]; 2]| one[0] * other[1] - one[1] * other[0];
        let around = |part: &Vec<[f64; 2]>| {
            (0..part.len()).map(|i| cross([part[i], part[(i + 1) % part.len()]])).sum::<f64>() / 2.0
        };
        parts(path).iter().map(around).sum()
    }

    #[test]
    fn a_disk_and_its_edge() {
        // 0.5 at the distance 10, and 0.25 at the distance 12.5.
        let disk = answers(|x, y| 1.5 - x.hypot(y) / 10.0);
        let (inside, edge) = area(&disk, 1.0, 0.5);
        assert!((size(&inside) - std::f64::consts::PI * 100.0).abs() < 1.0, "{}", size(&inside));
        for [x, y] in parts(&edge).concat() {
            assert!(((x - 14.0).hypot(y - 14.0) - 10.0).abs() < 0.03, "{x} {y}");
        }
        let (outside, _) = area(&disk, -1.0, 0.5);
        assert!((size(&inside) + size(&outside) - 784.0).abs() < 0.5);
        let (far, _) = area(&disk, -1.0, 0.75);
        assert!((784.0 - size(&far) - std::f64::consts::PI * 12.5 * 12.5).abs() < 1.0, "{}", size(&far));
    }

    #[test]
    fn what_is_alike_everywhere_is_all_or_nothing() {
        let (all, edge) = area(&answers(|_, _| 0.9), 1.0, 0.75);
        assert_eq!((size(&all), edge.as_str()), (784.0, ""));
        assert_eq!(area(&answers(|_, _| 0.9), 1.0, 0.95), (String::new(), String::new()));
        assert_eq!(area(&answers(|_, _| 0.9), -1.0, 0.5), (String::new(), String::new()));
    }
}
