//! Leaves out the places of a line that nobody would miss, so that a page with contours stays small.

use backprop::plot::drawing::Place;

/// The distance from the line that a place may have to be left out, in pixels.
const TOLERANCE: f64 = 0.1;

/// Returns a line with fewer places that is nowhere further from the given one than the tolerance: if all places between two
/// others are near the straight line, they go; otherwise, the farthest one stays and divides them. (This is the algorithm of
/// Ramer, Douglas and Peucker.)
pub fn thinned(line: &[Place]) -> Vec<Place> {
    let [start, between @ .., end] = line else { return line.to_vec() };
    let far = (1..).zip(between).map(|(i, place)| (i, distance(*place, *start, *end)));
    match far.max_by(|one, other| one.1.total_cmp(&other.1)) {
        Some((farthest, distance)) if distance > TOLERANCE => {
            let mut thin = thinned(&line[..=farthest]);
            thin.pop();
            thin.extend(thinned(&line[farthest..]));
            thin
        }
        _ => vec![*start, *end],
    }
}

/// Returns the distance of a place from the piece of a line between two others.
fn distance(place: Place, start: Place, end: Place) -> f64 {
    let (across, down) = (end.0 - start.0, end.1 - start.1);
    let (x, y) = (place.0 - start.0, place.1 - start.1);
    let square = across * across + down * down;
    let along = if square > 0.0 { ((x * across + y * down) / square).clamp(0.0, 1.0) } else { 0.0 };
    (x - along * across).hypot(y - along * down)
}

#[cfg(test)]
mod tests {
    use super::{TOLERANCE, distance, thinned};

    #[test]
    fn a_circle_keeps_its_form_with_fewer_places() {
        let circle: Vec<(f64, f64)> = (0..=360)
            .map(|degree| f64::from(degree).to_radians())
            .map(|t| (100.0 * t.cos(), 100.0 * t.sin()))
            .collect();
        let thin = thinned(&circle);
        assert!((30..150).contains(&thin.len()), "{}", thin.len());
        for place in circle {
            let nearest = thin.windows(2).map(|piece| distance(place, piece[0], piece[1])).fold(f64::MAX, f64::min);
            assert!(nearest <= TOLERANCE, "{place:?} is {nearest} away");
        }
        assert_eq!(thinned(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]), [(0.0, 0.0), (2.0, 2.0)]);
    }
}
