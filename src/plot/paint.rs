//! Colors that color-blind people can tell apart, after M. Okabe and K. Ito, "Color universal design" (2008).

/// What a color is for. A file of its own has the colors of the table; in a page, a class stands for each, and the page
/// gives it a color.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hue {
    /// Letters, frames and boundaries: class `ink`.
    Ink,
    /// Secondary letters and lines: class `gray`.
    Gray,
    /// The lines of a grid: class `grid`.
    Grid,
    /// The background: class `ground`.
    Ground,
    /// A number of the forward pass, or an arrow in its direction: class `forward`.
    Forward,
    /// A number of the backward pass, or an arrow in its direction: class `backward`.
    Backward,
    /// A curve or a class, by its number: class `series-0`, `series-1`, …
    Series(usize),
    /// A sample of a class, darker than the color of the class: class `sample-0`, `sample-1`, …
    Sample(usize),
}

/// A hue, mixed with white or, in a page, with its ground.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paint {
    hue: Hue,
    /// The share of the hue, from 0 to 1.
    share: f64,
}

/// Red, green and blue.
type Color = [u8; 3];

/// How many curves or classes have a color of their own.
pub(super) const DISTINCT: usize = SERIES.len();

const SERIES: [Color; 8] = [
    [0x00, 0x72, 0xb2], // blue
    [0xd5, 0x5e, 0x00], // vermillion
    [0x00, 0x9e, 0x73],
    [0xcc, 0x79, 0xa7],
    [0xe6, 0x9f, 0x00],
    [0x56, 0xb4, 0xe9],
    [0xf0, 0xe4, 0x42],
    [0x00, 0x00, 0x00],
];
const INK: Color = [0x22, 0x22, 0x22];
const WHITE: Color = [0xff, 0xff, 0xff];

impl Hue {
    /// Blue for a number below zero, vermillion for others.
    pub fn of_sign(value: f64) -> Self {
        Self::Series(if value < 0.0 { 0 } else { 1 })
    }

    /// This hue with so much of it, from 0 (none) to 1 (all).
    pub fn tint(self, share: f64) -> Paint {
        Paint { hue: self, share: share.clamp(0.0, 1.0) }
    }

    fn color(self) -> Color {
        match self {
            Self::Ink => INK,
            Self::Gray => [0x77, 0x77, 0x77],
            Self::Grid => [0xe2, 0xe2, 0xe2],
            Self::Ground => WHITE,
            Self::Forward => [0x00, 0x70, 0x4f],
            Self::Backward => [0x9c, 0x2f, 0x72],
            Self::Series(index) => SERIES[index % DISTINCT],
            Self::Sample(index) => blend(SERIES[index % DISTINCT], INK, 0.25),
        }
    }
}

impl From<Hue> for Paint {
    fn from(hue: Hue) -> Self {
        hue.tint(1.0)
    }
}

impl Paint {
    /// The color in hexadecimal digits, as in `#0072b2`.
    pub(super) fn code(self) -> String {
        let [red, green, blue] = blend(WHITE, self.hue.color(), self.share);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The name of the hue's class.
    pub(super) fn class(self) -> String {
        match self.hue {
            Hue::Ink => "ink".to_owned(),
            Hue::Gray => "gray".to_owned(),
            Hue::Grid => "grid".to_owned(),
            Hue::Ground => "ground".to_owned(),
            Hue::Forward => "forward".to_owned(),
            Hue::Backward => "backward".to_owned(),
            Hue::Series(index) => format!("series-{index}"),
            Hue::Sample(index) => format!("sample-{index}"),
        }
    }

    pub(super) fn share(self) -> f64 {
        self.share
    }
}

/// From `from` at 0 to `to` at 1.
fn blend(from: Color, to: Color, share: f64) -> Color {
    std::array::from_fn(|i| (f64::from(from[i]) * (1.0 - share) + f64::from(to[i]) * share).round() as u8)
}
