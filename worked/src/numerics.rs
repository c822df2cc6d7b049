//! Floating point where it goes wrong: formulas that are right for real numbers and lose their digits, or overflow, with
//! floats.

use backprop::{Activation, Cost, CrossEntropy, OutputActivation, Sigmoid, Softmax};
use std::fmt;

/// The results of the example. A number that may be infinite or NaN is a text.
pub struct Run {
    /// 0.1 + 0.2.
    pub sum: String,
    /// The distance from 1 to the next float.
    pub spacing: String,
    /// (10¹⁶ + 1) − 10¹⁶.
    pub lost: f64,
    pub saturated: [Saturated; 5],
    /// The smallest whole z whose sigmoid rounds to exactly 1.
    pub first_exact_one: usize,
    /// Three weighted inputs of a softmax.
    pub z: [f64; 3],
    /// eᶻ / Σ eᶻ, as it is written.
    pub softmax_by_the_formula: [String; 3],
    /// The same with the largest z subtracted first.
    pub softmax: [f64; 3],
    /// ln Σ eᶻ, as it is written.
    pub ln_total_by_the_formula: String,
    /// The same with the largest z subtracted first.
    pub ln_total: f64,
}

/// A sigmoid unit with a large z whose target is 0.
pub struct Saturated {
    pub z: f64,
    /// −ln(1 − h).
    pub from_h: String,
    /// ln(1 + eᶻ), as the crate computes it.
    pub from_z: String,
    /// 1 − g(z).
    pub one_minus_g: String,
    /// g(−z), which is the same number.
    pub g_of_minus_z: String,
}

pub fn run() -> Run {
    let z = [1000.0, 1001.0, 1002.0_f64];
    let powers = z.map(f64::exp);
    let total: f64 = powers.iter().sum();
    let (largest, large) = (z[2], 1e16);
    Run {
        sum: (0.1 + 0.2).to_string(),
        spacing: power_of_ten(f64::EPSILON),
        lost: (large + 1.0) - large,
        saturated: [5.0, 20.0, 30.0, 36.0, 40.0].map(saturated),
        first_exact_one: (0..).find(|&z| Sigmoid::g(f64::from(z)) == 1.0).map_or(0, |z: u8| usize::from(z)),
        softmax_by_the_formula: powers.map(|power| (power / total).to_string()),
        softmax: Softmax::activate(&z),
        ln_total_by_the_formula: total.ln().to_string(),
        ln_total: largest + z.map(|z| (z - largest).exp()).iter().sum::<f64>().ln(),
        z,
    }
}

fn saturated(z: f64) -> Saturated {
    let h = Sigmoid::g(z);
    Saturated {
        z,
        from_h: format!("{:.4}", -(1.0 - h).ln()),
        from_z: format!("{:.4}", <CrossEntropy as Cost<Sigmoid>>::cost(&[z], &[h], &[0.0])),
        one_minus_g: power_of_ten(1.0 - h),
        g_of_minus_z: power_of_ten(Sigmoid::g(-z)),
    }
}

/// Writes a number with three digits and a power of ten, such as 2.06 · 10⁻⁹.
fn power_of_ten(number: f64) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if number == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{number:.2e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let raised = exponent.chars().map(|digit| digit.to_digit(10).map_or('⁻', |digit| DIGITS[digit as usize]));
    format!("{digits} · 10{}", raised.collect::<String>())
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "0.1 + 0.2 = {}\n(10¹⁶ + 1) − 10¹⁶ = {}\n", self.sum, self.lost)?;
        writeln!(f, "   z        −ln(1 − h)       ln(1 + eᶻ)")?;
        for Saturated { z, from_h, from_z, .. } in &self.saturated {
            writeln!(f, "{z:>4} {from_h:>17} {from_z:>17}")?;
        }
        let Self { z, softmax_by_the_formula, softmax, ln_total_by_the_formula, ln_total, .. } = self;
        writeln!(
            f,
            "\nsoftmax of {z:?}: by the formula {softmax_by_the_formula:?}, without the maximum {softmax:.4?}"
        )?;
        writeln!(f, "ln Σ eᶻ: by the formula {ln_total_by_the_formula}, without the maximum {ln_total:.4}")
    }
}
