//! Colors that color-blind people can tell apart, after M. Okabe and K. Ito, "Color universal design" (2008).

/// Red, green and blue.
pub(super) type Color = [u8; 3];

pub(super) const INK: Color = [0x22, 0x22, 0x22];
pub(super) const GREY: Color = [0x77, 0x77, 0x77];
pub(super) const GRID: Color = [0xe2, 0xe2, 0xe2];
pub(super) const WHITE: Color = [0xff, 0xff, 0xff];
pub(super) const BLUE: Color = [0x00, 0x72, 0xb2];
pub(super) const VERMILLION: Color = [0xd5, 0x5e, 0x00];

/// How many curves or classes have a color of their own.
pub(super) const DISTINCT: usize = SERIES.len();

const SERIES: [Color; 8] = [
    BLUE,
    VERMILLION,
    [0x00, 0x9e, 0x73],
    [0xcc, 0x79, 0xa7],
    [0xe6, 0x9f, 0x00],
    [0x56, 0xb4, 0xe9],
    [0xf0, 0xe4, 0x42],
    [0x00, 0x00, 0x00],
];

/// The color of a curve or of a class.
pub(super) fn series(index: usize) -> Color {
    SERIES[index % DISTINCT]
}

/// From `from` at 0 to `to` at 1.
pub(super) fn blend(from: Color, to: Color, share: f64) -> Color {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|i| (f64::from(from[i]) * (1.0 - share) + f64::from(to[i]) * share).round() as u8)
}

/// Blue at −1, white at 0, vermillion at 1.
pub(super) fn signed(value: f64) -> Color {
    blend(WHITE, if value < 0.0 { BLUE } else { VERMILLION }, value.abs())
}
