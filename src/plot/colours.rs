//! Colours that colour-blind people can tell apart, after M. Okabe and K. Ito, "Color universal design" (2008).

/// Red, green and blue.
pub(super) type Colour = [u8; 3];

pub(super) const INK: Colour = [0x22, 0x22, 0x22];
pub(super) const GREY: Colour = [0x77, 0x77, 0x77];
pub(super) const GRID: Colour = [0xe2, 0xe2, 0xe2];
pub(super) const WHITE: Colour = [0xff, 0xff, 0xff];
pub(super) const BLUE: Colour = [0x00, 0x72, 0xb2];
pub(super) const VERMILLION: Colour = [0xd5, 0x5e, 0x00];

/// How many curves or classes have a colour of their own.
pub(super) const DISTINCT: usize = SERIES.len();

const SERIES: [Colour; 8] = [
    BLUE,
    VERMILLION,
    [0x00, 0x9e, 0x73],
    [0xcc, 0x79, 0xa7],
    [0xe6, 0x9f, 0x00],
    [0x56, 0xb4, 0xe9],
    [0xf0, 0xe4, 0x42],
    [0x00, 0x00, 0x00],
];

/// The colour of a curve or of a class.
pub(super) fn series(index: usize) -> Colour {
    SERIES[index % DISTINCT]
}

/// From `from` at 0 to `to` at 1.
pub(super) fn blend(from: Colour, to: Colour, share: f64) -> Colour {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|i| (f64::from(from[i]) * (1.0 - share) + f64::from(to[i]) * share).round() as u8)
}

/// Blue at −1, white at 0, vermillion at 1.
pub(super) fn signed(value: f64) -> Colour {
    blend(WHITE, if value < 0.0 { BLUE } else { VERMILLION }, value.abs())
}
