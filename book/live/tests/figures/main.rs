//! What the figures show is what the crate computes.

mod canceling;
mod chain;
mod contours;
mod digit;
mod forward;
mod iris;
mod mistakes;
mod paths;
mod planes;
mod step_size;
mod sum;
mod threshold;
mod training;

use backprop_live::figure::{Figure, start};
use backprop_live::show::{Show, What};

/// Somebody who moves a figure and reads what it shows.
struct Reader {
    figure: Box<dyn Figure>,
}

impl Reader {
    /// Opens the page of a figure that is given these numbers.
    fn of(name: &str, given: &[f64]) -> Self {
        Self { figure: start(name, given).expect(name) }
    }

    /// Moves a slider, chooses from a list by number, or presses a button.
    fn does(&mut self, name: &str, position: f64) {
        self.figure.act(name, position, 0.0);
    }

    /// Presses a place of a picture, or a key in it.
    fn drags(&mut self, name: &str, x: f64, y: f64) {
        self.figure.act(name, x, y);
    }

    /// Lets the figure go on by itself.
    fn waits(&mut self, milliseconds: f64) {
        self.figure.tick(milliseconds);
    }

    /// Returns the numbers that are compared with the recorded run.
    fn numbers(&self) -> Vec<f64> {
        self.figure.numbers()
    }

    /// Reads the text of a slot.
    #[track_caller]
    fn reads(&self, slot: &str) -> String {
        self.sees(slot, What::Text)
    }

    /// Sees a text, an attribute, or whether a slot has a class.
    #[track_caller]
    fn sees(&self, slot: &str, what: What) -> String {
        let mut show = Show::default();
        self.figure.show(&mut show);
        let shown = show.all().iter().find(|shown| shown.slot == slot && shown.what == what);
        shown.unwrap_or_else(|| panic!("`{slot}` shows no {what:?}")).value.clone()
    }
}
