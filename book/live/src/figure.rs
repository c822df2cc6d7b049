//! What every figure can do, and the list of all of them.

use crate::figures::*;
use crate::show::Show;
use crate::stage::Stage;

/// A figure: what the reader does to it, and what it shows.
///
/// No call panics, whatever the arguments are.
pub trait Figure {
    /// Takes what the reader did at the control `name`: its position, or a place in a picture. Both numbers are finite; they
    /// may lie outside of the control's range.
    fn act(&mut self, name: &str, x: f64, y: f64);

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

/// All figures, in the order of the book.
pub const KINDS: &[Kind] = &[
    Kind { name: "chain", start: chain::start },
    Kind { name: "iris", start: iris::start },
    Kind { name: "planes", start: planes::start },
    Kind { name: "forward", start: forward::start },
    Kind { name: "canceling", start: canceling::start },
    Kind { name: "paths", start: paths::start },
    Kind { name: "sum", start: sum::start },
    Kind { name: "contours", start: contours::start },
    Kind { name: "mistakes", start: mistakes::start },
    Kind { name: "step_size", start: step_size::start },
    Kind { name: "training", start: training::start },
    Kind { name: "digit", start: digit::start },
    Kind { name: "threshold", start: threshold::start },
];

/// Starts the figure of this name; `None` if there is none, or if it cannot start with these numbers.
pub fn start(name: &str, given: &[f64]) -> Option<Box<dyn Figure>> {
    KINDS.iter().find(|kind| kind.name == name).and_then(|kind| (kind.start)(given))
}

/// Returns the stage of a figure as it is at the start; `None` if there is no such figure.
pub fn stage(name: &str, given: &[f64]) -> Option<String> {
    let mut show = Show::default();
    start(name, given)?.show(&mut show);
    let stage = Stage::new(&show);
    Some(match name {
        "chain" => chain::stage(&stage),
        "iris" => iris::stage(&stage, given),
        "planes" => planes::stage(&stage),
        "forward" => forward::stage(&stage),
        "canceling" => canceling::stage(&stage),
        "paths" => paths::stage(&stage),
        "sum" => sum::stage(&stage),
        "contours" => contours::stage(&stage),
        "mistakes" => mistakes::stage(&stage),
        "step_size" => step_size::stage(&stage),
        "training" => training::stage(&stage),
        "digit" => digit::stage(&stage, given),
        "threshold" => threshold::stage(&stage, given),
        _ => return None,
    })
}

/// Returns whether numbers are those of a recorded run, whose numbers have twelve digits.
pub fn agree(numbers: &[f64], recorded: &[f64]) -> bool {
    let is_close = |(number, recorded): (&f64, &f64)| (number - recorded).abs() <= 1e-10 * recorded.abs().max(1e-3);
    !recorded.is_empty() && numbers.len() == recorded.len() && numbers.iter().zip(recorded).all(is_close)
}
