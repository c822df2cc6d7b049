//! Axes: where values lie on them, where their ticks stand, and what the ticks say.
//!
//! **Invariant**: an axis has non-zero length and contains every value that it was built from.

use crate::display::{fixed, raised, with_minus};
use crate::plot::PlotError;
use std::fmt;
use std::ops::Range;

/// The largest number that has a place on an axis; on a logarithmic one, its inverse is the smallest.
const LARGEST: f64 = 1e300;

/// The largest number of ticks on a logarithmic axis.
const MANY: usize = 7;

/// The scale of an axis.
///
/// ```no_run
/// use backprop::plot::{self, Scale};
///
/// let costs = [(0, 0.69), (10, 0.031), (20, 0.0008), (30, 0.00002)];
/// // On a linear scale, the last three could not be told apart.
/// plot::cost_curves("costs.svg", &[("training", &costs[..])], Scale::Logarithmic)?;
/// # Ok::<(), plot::PlotError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scale {
    /// Equal steps are equally long.
    Linear,
    /// Equal factors are equally long; for values above 0 only.
    Logarithmic,
}

/// A tick: its value and its text.
pub(super) type Tick = (f64, String);

/// One axis of a frame.
#[derive(Debug)]
pub struct Axis {
    pub(super) name: String,
    pub(super) range: Range<f64>,
    pub(super) ticks: Vec<Tick>,
    /// The function whose equal steps are equally long.
    along: fn(f64) -> f64,
}

impl Axis {
    /// An axis from exactly the start to the end of the range.
    pub fn exact(name: &str, range: Range<f64>) -> Self {
        let step = round_step(&range);
        Self::with_ticks(name, range, step)
    }

    /// An axis with this much room on both sides of the values, as a share of their range.
    pub fn with_room(name: &str, values: impl Iterator<Item = f64>, room: f64) -> Self {
        let Range { start: low, end: high } = with_length(ends(values));
        let room = room * (high - low);
        Self::exact(name, low - room..high + room)
    }

    /// An axis from a round number below the values to one above them. On a logarithmic scale, they must be positive.
    pub fn around(name: &str, values: impl Iterator<Item = f64>, scale: Scale) -> Self {
        match scale {
            Scale::Linear => {
                let range = with_length(ends(values));
                let step = round_step(&range);
                let (low, high) = ((range.start / step + 1e-9).floor(), (range.end / step - 1e-9).ceil());
                Self::with_ticks(name, low * step..high * step, step)
            }
            Scale::Logarithmic => Self::logarithmic(name, ends(values)),
        }
    }

    /// An axis with a tick at each of these few values, which are 0 or larger and grow by a factor. Equal factors are about
    /// equally long, and 0 has a place.
    pub fn growing(name: &str, values: impl Iterator<Item = f64> + Clone) -> Self {
        let ticks = values.clone().map(|value| (value, value.to_string())).collect();
        Self { name: name.to_owned(), range: with_length(ends(values)), ticks, along: |value| (1.0 + value).log10() }
    }

    /// An axis with a tick at each multiple of the step.
    fn with_ticks(name: &str, range: Range<f64>, step: f64) -> Self {
        let first = (range.start / step - 1e-9).ceil() as i64;
        let last = (range.end / step + 1e-9).floor() as i64;
        let largest = range.start.abs().max(range.end.abs());
        let values = (first..=last).map(|i| i as f64 * step);
        let ticks = values.map(|value| (value, number(value, step, largest))).collect();
        Self { name: name.to_owned(), range, ticks, along: |value| value }
    }

    fn logarithmic(name: &str, Range { start: low, end: high }: Range<f64>) -> Self {
        let decade = |value: f64| value.log10().floor() as i32;
        let powers = decade(low)..=decade(high) + 1;
        let marks: Vec<Mark> = powers.flat_map(|power| [1, 2, 5].map(|digit| Mark { digit, power })).collect();
        // From the last mark not above the values to the first one not below them.
        let first = marks.iter().rposition(|mark| mark.value() <= low).unwrap_or(0);
        let last = marks.iter().position(|mark| mark.value() >= high && mark.value() > marks[first].value());
        let marks = &marks[first..=last.expect("the next power of ten is above all values")];
        let range = marks[0].value()..marks[marks.len() - 1].value();

        // If there are too many ticks, only powers of ten remain, or every second of them, or every third.
        let mut shown: Vec<&Mark> = marks.iter().collect();
        if shown.len() > MANY {
            shown.retain(|mark| mark.digit == 1);
        }
        let every = shown.len().div_ceil(MANY);
        let ticks = shown.into_iter().step_by(every).map(|mark| (mark.value(), mark.to_string())).collect();
        Self { name: name.to_owned(), range, ticks, along: f64::log10 }
    }

    /// Leaves out ticks until no two texts overlap on an axis of this length: every second one remains, or every third, ….
    /// `extent` returns how long a text is along the axis.
    pub(super) fn thin_out(&mut self, length: f64, extent: impl Fn(&str) -> f64) {
        let has_room = |pair: [&Tick; 2]| {
            let [one, other] = pair.map(|(value, text)| (length * self.share(*value), extent(text)));
            other.0 - one.0 >= (one.1 + other.1) / 2.0
        };
        let fits = |every: &usize| {
            let shown: Vec<&Tick> = self.ticks.iter().step_by(*every).collect();
            shown.windows(2).all(|pair| has_room([pair[0], pair[1]]))
        };
        let every = (1..=self.ticks.len()).find(fits).unwrap_or(1);
        self.ticks = self.ticks.iter().step_by(every).cloned().collect();
    }

    /// The place of a value on the axis: 0 at its start, 1 at its end.
    pub(super) fn share(&self, value: f64) -> f64 {
        let (start, end) = ((self.along)(self.range.start), (self.along)(self.range.end));
        ((self.along)(value) - start) / (end - start)
    }
}

/// Returns an error if a value has no place on an axis; `what` names the value.
pub(super) fn check_value(what: impl Fn() -> String, value: f64, scale: Scale) -> Result<(), PlotError> {
    if !value.is_finite() {
        Err(PlotError::NotFinite { what: what(), value })
    } else if scale == Scale::Logarithmic && value <= 0.0 {
        Err(PlotError::NotPositive { what: what(), value })
    } else if value.abs() > LARGEST || (scale == Scale::Logarithmic && value < 1.0 / LARGEST) {
        Err(PlotError::OutOfRange { what: what(), value })
    } else {
        Ok(())
    }
}

/// The range from the least to the largest value.
fn ends(values: impl Iterator<Item = f64>) -> Range<f64> {
    values.fold(f64::INFINITY..f64::NEG_INFINITY, |ends, value| ends.start.min(value)..ends.end.max(value))
}

/// The range, extended to both sides if it is a single value, or if its ends differ only by rounding: then ticks between them
/// would need 13 digits and more.
fn with_length(Range { start, end }: Range<f64>) -> Range<f64> {
    let least = f64::max(1e-12 * start.abs().max(end.abs()), 1.0 / LARGEST);
    let room = if end - start > least { 0.0 } else { f64::max(0.5, start.abs() / 2.0) };
    start - room..end + room
}

/// The least step that is 1, 2 or 5 times a power of ten and divides the range into 5 parts or fewer.
fn round_step(range: &Range<f64>) -> f64 {
    let least = (range.end - range.start) / 5.0;
    let power = 10_f64.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    steps.into_iter().find(|step| *step >= least * (1.0 - 1e-9)).unwrap_or(least)
}

/// A tick's text, as in 0.25, 1200, −3·10⁻⁹: with as many digits as the step needs, in the notation that the largest
/// number needs.
fn number(value: f64, step: f64, largest: f64) -> String {
    let power = |number: f64| number.log10().floor() as i32;
    if power(step) >= -5 && largest < 1e7 {
        return with_minus(&fixed(value, (-power(step)).max(0) as usize));
    }
    let decimals = (power(largest) - power(step)).max(0) as usize;
    match format!("{value:.decimals$e}").split_once('e') {
        Some((digits, power)) if value != 0.0 => with_minus(&format!("{digits}·10{}", raised(power))),
        _ => "0".to_owned(),
    }
}

/// A digit times a power of ten.
#[derive(Debug)]
struct Mark {
    digit: u8,
    power: i32,
}

impl Mark {
    fn value(&self) -> f64 {
        f64::from(self.digit) * 10_f64.powi(self.power)
    }
}

/// As in 0.02, 5, 10⁴, 2·10⁻⁶.
impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { digit, power } = *self;
        if (-3..=3).contains(&power) {
            return write!(f, "{:.*}", (-power).max(0) as usize, self.value());
        }
        let power = raised(power);
        if digit == 1 { write!(f, "10{power}") } else { write!(f, "{digit}·10{power}") }
    }
}
