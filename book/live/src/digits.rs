//! Numbers as a figure shows them.
//!
//! The standard library writes every number exactly, which takes a quarter of the module. Here a number becomes a whole
//! number of units of its last digit, so that what lies within 10⁻¹⁵ of a tie may be rounded to the other side.

/// The most decimals of a number.
const MOST: usize = 9;
/// The numbers from here on are not written digit by digit.
const LARGE: f64 = 1e15;
/// No attribute is larger than that.
const FAR: f64 = 1e6;
/// The relative error of a number that was computed from exact ones, such as 0.1 + 0.2.
const ROUNDING: f64 = 1e-10;

/// Returns a number with so many decimals, and a minus sign if it is below zero as it is written.
pub(crate) fn fixed(value: f64, decimals: usize) -> String {
    written(value, decimals, "−")
}

/// Returns a number for an attribute: without zeros at its end, and with the sign that a program reads.
pub(crate) fn attribute(value: f64, decimals: usize) -> String {
    trimmed(written(within(value, -FAR, FAR), decimals, "-"))
}

/// Returns a number with four significant digits. An exact one has no zeros behind its last digit; one below 0.001, or of
/// 10 000 or more, has a power of ten.
pub(crate) fn significant(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if !value.is_finite() {
        return if value.is_nan() {
            "?"
        } else if value > 0.0 {
            "∞"
        } else {
            "−∞"
        }
        .to_owned();
    }
    let mut power = 0;
    let size = value.abs();
    while scaled(size, -power) >= 9.9995 {
        power += 1;
    }
    while scaled(size, -power) < 0.99995 {
        power -= 1;
    }
    let mantissa = scaled(value, -power);
    let is_exact = ((mantissa * 1000.0).round() / 1000.0 - mantissa).abs() <= ROUNDING * mantissa.abs();
    let (number, raised) = if (-3..4).contains(&power) {
        (fixed(value, (3 - power) as usize), None)
    } else {
        (fixed(mantissa, 3), Some(power))
    };
    let number = if is_exact { trimmed(number) } else { number };
    match raised {
        None => number,
        Some(power) => {
            let digit = |digit: char| match digit {
                '-' => '⁻',
                '1' => '¹',
                '2' => '²',
                '3' => '³',
                other => char::from_u32('⁰' as u32 + other as u32 - '0' as u32).unwrap_or(other),
            };
            number + "·10" + &power.to_string().chars().map(digit).collect::<String>()
        }
    }
}

/// Returns the nearest number between two ends. `f64::clamp` could print what it is given, and so needs the standard
/// library's code for that.
pub(crate) fn within(value: f64, least: f64, most: f64) -> f64 {
    value.max(least).min(most)
}

/// Returns the number of a choice among so many: the nearest one, from 0 on.
pub(crate) fn choice(value: f64, count: usize) -> usize {
    (value as usize).min(count - 1)
}

/// Returns a number of steps in words.
pub(crate) fn steps(count: usize) -> String {
    count.to_string() + if count == 1 { " step" } else { " steps" }
}

/// Returns value · 10^power. A power that a double does not have is taken in steps.
fn scaled(value: f64, power: i32) -> f64 {
    let ten = |power: i32| (0..power).fold(1.0, |product, _| product * 10.0);
    match power {
        0.. => value * ten(power.min(300)) * ten(power - power.min(300)),
        _ => value / ten(-power.max(-300)) / ten(power.max(-300) - power),
    }
}

fn written(value: f64, decimals: usize, minus: &str) -> String {
    let decimals = decimals.min(MOST);
    let units = scaled(value.abs(), decimals as i32).round();
    if units.is_nan() || units >= LARGE {
        return if value.is_finite() { significant(value) } else { "?".to_owned() };
    }
    let units = units as u64;
    let sign = if value < 0.0 && units > 0 { minus } else { "" };
    let one = 10_u64.pow(decimals as u32);
    let mut number = sign.to_owned() + &(units / one).to_string();
    if decimals > 0 {
        number.push('.');
        // Zeros at the start of the decimals count.
        let (mut rest, mut one) = (units % one, one);
        for _ in 0..decimals {
            one /= 10;
            number.push(char::from(b'0' + (rest / one) as u8));
            rest %= one;
        }
    }
    number
}

/// Removes the zeros at the end of a number's decimals.
fn trimmed(mut number: String) -> String {
    if number.contains('.') {
        while number.ends_with('0') {
            number.pop();
        }
        if number.ends_with('.') {
            number.pop();
        }
    }
    number
}

#[cfg(test)]
mod tests {
    use super::{attribute, fixed, significant};
    use backprop::plot::drawing;

    #[test]
    fn numbers_are_written_as_in_the_pictures_that_do_not_move() {
        let mut state = 1_u64;
        for power in -12..12 {
            for _ in 0..2000 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let value = (state as f64 / 2.0_f64.powi(63) - 1.0) * 10.0_f64.powi(power);
                assert_eq!(significant(value), drawing::significant(value), "{value:e}");
            }
        }
        for value in [0.0, 1.0, -1.0, 0.5, 9.9996, 0.000_999_96, 9999.6, 1e-5, 0.1 + 0.2, 123_456.0, 1e300, 1e-300] {
            assert_eq!(significant(value), drawing::significant(value), "{value:e}");
        }
    }

    #[test]
    fn attributes_can_be_read_by_a_program() {
        for value in [0.0, -0.04, 1.25, -3.5, 1e6] {
            let read: f64 = attribute(value, 6).parse().unwrap();
            assert_eq!(read, value);
        }
        assert_eq!((attribute(-0.04, 1), attribute(1.0, 1), fixed(-0.5, 2)), ("0".into(), "1".into(), "−0.50".into()));
    }

    #[test]
    fn no_number_is_too_much() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN_POSITIVE, 5e-324] {
            assert!(!(fixed(value, 3) + &attribute(value, 3) + &significant(value)).is_empty());
        }
    }
}
