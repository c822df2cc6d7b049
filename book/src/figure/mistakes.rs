//! Draws the numbers of a step with a mistake: those that go wrong are in a frame, above the right ones.

use super::Drawing;
use backprop::plot::drawing::{Anchor, Canvas, Hue};
use backprop_live::cells::{APART, CELL, SIZE, digits, is_shown, place, words};
use worked::mistakes::{MISTAKES, RIGHT, first_difference, numbers};

/// The mistake.
const KEY: &str = "g_prime_forgotten";
const LETTERS: f64 = 13.0;

pub(super) fn draw() -> Result<Drawing, String> {
    let mistake = MISTAKES.iter().find(|mistake| mistake.key == KEY).ok_or("the mistake is not in the list")?;
    let (right, wrong) = (numbers(&RIGHT), numbers(&mistake.equations));
    let mut pictures = [0, 1, 2].map(|_| Canvas::new(SIZE.0, SIZE.1));
    for (picture, place, word) in words() {
        pictures[picture].text(word, place, Anchor::Start, LETTERS, Hue::Ink);
    }
    let pairs = right.iter().zip(&wrong).filter(|((name, _), _)| is_shown(&name.symbol, name.example));
    for (cell, ((_, right), (_, wrong))) in pairs.enumerate() {
        let (picture, (x, y)) = place(cell);
        let picture = &mut pictures[picture];
        picture.text(digits(*wrong), (x, y - APART), Anchor::Middle, LETTERS, Hue::Ink);
        if wrong != right {
            let half = (CELL.0 / 2.0 - 1.0, CELL.1 / 2.0 - 1.0);
            picture.outline((x - half.0, y - half.1), (x + half.0, y + half.1), 1.5, Hue::Backward);
            picture.text(digits(*right), (x, y + APART), Anchor::Middle, LETTERS, Hue::Forward);
        }
    }
    let first = first_difference(&right, &wrong).ok_or("the mistake changes no number")?;
    Ok(Drawing::new(pictures, format!("With {}, the first wrong number is {first}.", mistake.name)))
}
