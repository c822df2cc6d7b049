//! What every figure can do, and the list of all of them.

use crate::own;
use crate::show::Show;

/// A figure: what the reader does to it, and what it shows.
///
/// No call panics, whatever the arguments are.
pub trait Figure {
    /// Takes what the reader did at the control `name`: its position, or a place in a picture. Both numbers are finite; they
    /// may lie outside of the control's range.
    fn act(&mut self, name: &str, x: f64, y: f64);

    /// Takes the text that the reader wrote into the field `name`.
    fn tell(&mut self, _name: &str, _text: &str) {}

    /// Shows everything that can change.
    fn show(&self, show: &mut Show);

    /// Returns the numbers of this state that are compared with the recorded run when the page loads.
    fn numbers(&self) -> Vec<f64>;

    /// Returns whether it goes on by itself.
    fn is_running(&self) -> bool {
        false
    }

    /// Goes on by itself, for so many milliseconds.
    fn tick(&mut self, _milliseconds: f64) {}
}

/// A figure by its name.
#[derive(Debug)]
pub struct Kind {
    /// The name of its root in the page, `data-live`.
    pub name: &'static str,
    /// Starts it with the numbers that the page gives to it, such as data. `None` if they are not what it takes.
    pub start: fn(given: &[f64]) -> Option<Box<dyn Figure>>,
}

/// All figures, in the order of the book: those of the chapters, and the page "Your own network".
pub fn kinds() -> impl Iterator<Item = &'static Kind> {
    CHAPTERS.iter().chain(READER)
}

#[cfg(feature = "chapters")]
use crate::figures::KINDS as CHAPTERS;
#[cfg(not(feature = "chapters"))]
const CHAPTERS: &[Kind] = &[];
#[cfg(feature = "reader")]
const READER: &[Kind] = &[Kind { name: own::NAME, start: crate::reader::own::start }];
#[cfg(not(feature = "reader"))]
const READER: &[Kind] = &[];

/// Starts the figure of this name; `None` if there is none, or if it cannot start with these numbers.
pub fn start(name: &str, given: &[f64]) -> Option<Box<dyn Figure>> {
    kinds().find(|kind| kind.name == name).and_then(|kind| (kind.start)(given))
}

/// Returns the stage of a figure as it is at the start; `None` if there is no such figure, or if it cannot start with these
/// numbers.
#[cfg(feature = "chapters")]
pub fn stage(name: &str, given: &[f64]) -> Option<String> {
    // All that the reader's own network shows is filled in by its module.
    if name == own::NAME {
        return Some(own::stage());
    }
    let mut show = Show::default();
    start(name, given)?.show(&mut show);
    crate::figures::stage(name, given, &crate::stage::Stage::new(&show))
}

/// Returns whether numbers are those of a recorded run, whose numbers have twelve digits.
pub fn agree(numbers: &[f64], recorded: &[f64]) -> bool {
    let is_close = |(number, recorded): (&f64, &f64)| (number - recorded).abs() <= 1e-10 * recorded.abs().max(1e-3);
    !recorded.is_empty() && numbers.len() == recorded.len() && numbers.iter().zip(recorded).all(is_close)
}
