//! Compares an answer with what is right, and tells what a wrong answer means.

/// `Ok` if the answer is right, otherwise a sentence that says what is off.
pub type Verdict = Result<(), String>;

/// The relative distance within which a number computed by hand is right: three significant digits.
const BY_HAND: f64 = 5e-3;
/// The relative distance within which a number computed by a program is right.
const COMPUTED: f64 = 1e-9;
/// The relative distance within which a slope that a program measures by a small push is right.
const MEASURED: f64 = 1e-4;

/// What an exercise expects: numbers with their names, and the numbers that known mistakes give in their place.
///
/// ```
/// use exercises::Expected;
///
/// let delta = Expected::by_hand([("δ₃", -0.6750)])
///     .mistake([0.6750], "This is y − a₃. The error is what the network answered minus what is right.");
/// assert!(delta.check([-0.675]).is_ok());
/// assert!(delta.check([0.675]).unwrap_err().contains("y − a₃"));
/// ```
#[derive(Debug, Clone)]
pub struct Expected {
    names: Vec<String>,
    right: Vec<f64>,
    mistakes: Vec<(Vec<f64>, String)>,
    tolerance: f64,
    /// Whether a message may tell the right number. The reader computes it by hand otherwise.
    tells: bool,
}

impl Expected {
    /// Expects numbers that the reader computes by hand, to three significant digits. No message tells them.
    pub fn by_hand<N: Into<String>>(right: impl IntoIterator<Item = (N, f64)>) -> Self {
        Self::new(right, BY_HAND, false)
    }

    /// Expects numbers that the reader counts, exactly. No message tells them.
    pub fn counted<N: Into<String>>(right: impl IntoIterator<Item = (N, f64)>) -> Self {
        Self::new(right, COMPUTED, false)
    }

    /// Expects numbers that the reader's code computes. A message tells the first number that is off.
    pub fn computed<N: Into<String>>(right: impl IntoIterator<Item = (N, f64)>) -> Self {
        Self::new(right, COMPUTED, true)
    }

    /// Expects slopes that the reader's code measures by small pushes. A message tells the first number that is off.
    pub fn measured<N: Into<String>>(right: impl IntoIterator<Item = (N, f64)>) -> Self {
        Self::new(right, MEASURED, true)
    }

    fn new<N: Into<String>>(right: impl IntoIterator<Item = (N, f64)>, tolerance: f64, tells: bool) -> Self {
        let (names, right) = right.into_iter().map(|(name, value)| (name.into(), value)).unzip();
        Self { names, right, mistakes: Vec::new(), tolerance, tells }
    }

    /// Adds a known mistake: the numbers that it gives, and a sentence that says what they mean.
    ///
    /// # Panics
    /// Panics if there are more or fewer numbers than right ones, or if they cannot be told from the right ones.
    #[must_use]
    pub fn mistake(mut self, gives: impl IntoIterator<Item = f64>, sentence: &str) -> Self {
        let gives: Vec<f64> = gives.into_iter().collect();
        assert_eq!(gives.len(), self.right.len(), "{sentence}");
        assert!(!self.agree(&gives, &self.right), "this mistake changes no number: {sentence}");
        self.mistakes.push((gives, sentence.to_owned()));
        self
    }

    /// Compares the answer.
    ///
    /// # Errors
    /// Returns a sentence about the mistake if the answer is wrong.
    pub fn check(&self, answer: impl IntoIterator<Item = f64>) -> Verdict {
        let answer: Vec<f64> = answer.into_iter().collect();
        if answer.len() != self.right.len() {
            return Err(format!("Your answer has {} numbers, and {} are asked for.", answer.len(), self.right.len()));
        }
        if self.agree(&answer, &self.right) {
            return Ok(());
        }
        Err(self.diagnosis(&answer))
    }

    fn diagnosis(&self, answer: &[f64]) -> String {
        if let Some((name, value)) = self.names.iter().zip(answer).find(|(_, value)| !value.is_finite()) {
            let cause = if value.is_nan() {
                "It comes from 0 / 0, or from the root or the logarithm of a negative number."
            } else {
                "It comes from a division by 0, from the logarithm of 0, or from a number that grew too large."
            };
            return format!("{name} is {value}, which is not a number that a network can compute with. {cause}");
        }
        if let Some((_, sentence)) = self.mistakes.iter().find(|(gives, _)| self.agree(answer, gives)) {
            return sentence.clone();
        }
        let first = self.first_that_is_off(answer);
        match self.pattern(answer) {
            // Without the right number, the first that is off says nothing more.
            Some(pattern) if !self.tells => pattern,
            Some(pattern) => format!("{pattern} {first}"),
            None => first,
        }
    }

    /// Returns what all numbers have in common, if they are wrong in one of the usual ways.
    fn pattern(&self, answer: &[f64]) -> Option<String> {
        let several = self.right.len() > 1;
        let negative: Vec<f64> = self.right.iter().map(|value| -value).collect();
        if self.agree(answer, &negative) {
            return Some(if several { "Every number has the wrong sign." } else { "The sign is wrong." }.to_owned());
        }
        if answer.iter().all(|value| *value == 0.0) {
            return Some(if several { "Every number is 0." } else { "The answer is 0." }.to_owned());
        }
        let sorted = |values: &[f64]| {
            let mut values = values.to_vec();
            values.sort_by(f64::total_cmp);
            values
        };
        if several && self.agree(&sorted(answer), &sorted(&self.right)) {
            return Some("The numbers are right, but their order is not: an index is another one.".to_owned());
        }
        let is_scaled = |factor: f64| {
            let scaled: Vec<f64> = self.right.iter().map(|value| value * factor).collect();
            self.agree(answer, &scaled)
        };
        if is_scaled(100.0) {
            let every = if several { "Every number" } else { "The number" };
            return Some(format!("{every} is 100 times what it should be. Is it in percent?"));
        }
        let (given, right) = answer.iter().zip(&self.right).find(|(_, right)| **right != 0.0)?;
        let factor = given / right;
        (several && is_scaled(factor)).then(|| {
            let factor = if self.tells { factor } else { rounded(factor, 2) };
            format!("Every number is {} times what it should be: a factor is missing or too many.", short(factor))
        })
    }

    fn first_that_is_off(&self, answer: &[f64]) -> String {
        let off = |at: &usize| !self.is_near(answer[*at], self.right[*at]);
        let at = (0..answer.len()).find(off).expect("some number is off");
        let (name, given, right) = (&self.names[at], short(answer[at]), self.right[at]);
        let before = if at == 0 { "" } else { " What comes before it is right." };
        if self.tells && given == short(right) {
            let off = format!("{:.1e}", answer[at] - right);
            return format!(
                "{name} is {given}, which is right to six digits, but off by {off}: something small is added, left out or rounded.{before}"
            );
        }
        if self.tells {
            return format!("{name} is {given}, and should be {}.{before}", short(right));
        }
        if self.tolerance == BY_HAND && [1, 2].iter().any(|digits| is_equal(answer[at], rounded(right, *digits))) {
            return format!(
                "{name} is about {given}, but this has too few digits. Three are asked for, counted from the first that is not 0.{before}"
            );
        }
        let direction = if answer[at] * right < 0.0 {
            "has the wrong sign"
        } else if answer[at].abs() > right.abs() {
            "is too far from 0"
        } else {
            "is too near to 0"
        };
        format!("{name} is not {given}: it {direction}.{before}")
    }

    fn agree(&self, given: &[f64], right: &[f64]) -> bool {
        given.iter().zip(right).all(|(given, right)| self.is_near(*given, *right))
    }

    fn is_near(&self, given: f64, right: f64) -> bool {
        (given - right).abs() <= self.tolerance * right.abs() + f64::MIN_POSITIVE
    }
}

/// Rounds a number to so many significant digits.
fn rounded(value: f64, digits: usize) -> f64 {
    format!("{value:.*e}", digits - 1).parse().expect("a number that was just written")
}

/// Compares two numbers that may have been written in another way.
fn is_equal(one: f64, other: f64) -> bool {
    (one - other).abs() <= COMPUTED * other.abs()
}

/// Formats a number with up to six significant digits.
fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value}");
    }
    let digits = 5 - value.abs().log10().floor() as i32;
    if !(-3..=15).contains(&digits) {
        return format!("{value:.5e}");
    }
    let text = format!("{value:.*}", digits.max(0) as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{Expected, short};

    fn deltas() -> Expected {
        Expected::computed([("δ₁", 0.25), ("δ₂", -0.5)]).mistake([0.25, 1.0], "g′ is missing.")
    }

    #[test]
    fn a_known_mistake_is_named() {
        assert_eq!(deltas().check([0.25, 1.0]).unwrap_err(), "g′ is missing.");
    }

    #[test]
    fn the_usual_ways_to_be_wrong_are_told() {
        let says = |answer: [f64; 2]| deltas().check(answer).unwrap_err();
        assert!(says([-0.25, 0.5]).starts_with("Every number has the wrong sign. δ₁ is -0.25"));
        assert!(says([-0.5, 0.25]).starts_with("The numbers are right, but their order is not"));
        assert!(says([0.5, -1.0]).starts_with("Every number is 2 times what it should be"));
        assert!(says([0.0, 0.0]).starts_with("Every number is 0."));
        assert_eq!(says([0.25, -0.4]), "δ₂ is -0.4, and should be -0.5. What comes before it is right.");
        assert!(says([25.0, -50.0]).starts_with("Every number is 100 times what it should be. Is it in percent?"));
        assert!(
            says([f64::NAN, -0.5]).starts_with("δ₁ is NaN") && says([f64::NAN, -0.5]).contains("It comes from 0 / 0")
        );
        assert!(says([f64::INFINITY, -0.5]).contains("a division by 0"));
    }

    #[test]
    fn a_number_by_hand_may_be_rounded_and_is_not_told() {
        let by_hand = Expected::by_hand([("C", 1.1240)]);
        assert!(by_hand.check([1.12]).is_ok());
        assert_eq!(by_hand.check([1.3]).unwrap_err(), "C is not 1.3: it is too far from 0.");
        assert_eq!(by_hand.check([-1.3]).unwrap_err(), "C is not -1.3: it has the wrong sign.");
        assert_eq!(by_hand.check([-1.124]).unwrap_err(), "The sign is wrong.");
        assert_eq!(
            Expected::by_hand([("C", -0.5), ("J", 2.0)]).check([0.0, 2.0]).unwrap_err(),
            "C is not 0: it is too near to 0."
        );
    }

    #[test]
    fn a_number_by_hand_that_has_too_few_digits_is_told() {
        let by_hand = Expected::by_hand([("a", 0.6750), ("δ", 0.007149)]);
        for answer in [[0.68, 0.00715], [0.7, 0.00715], [0.675, 0.0071], [0.675, 0.007]] {
            assert!(by_hand.check(answer).unwrap_err().contains("Three are asked for"), "{answer:?}");
        }
        assert_eq!(by_hand.check([0.675, 0.00715]), Ok(()));
    }

    #[test]
    fn a_factor_by_hand_is_told_without_the_digits_of_the_right_number() {
        let shares = Expected::by_hand([("accuracy", 0.62742), ("recall", 0.375)]);
        assert_eq!(
            shares.check([62.7, 37.5]).unwrap_err(),
            "Every number is 100 times what it should be. Is it in percent?"
        );
        assert!(shares.check([1.254, 0.75]).unwrap_err().starts_with("Every number is 2 times"));
    }

    #[test]
    fn a_difference_behind_the_printed_digits_is_told() {
        let sentence = deltas().check([0.25 + 1e-8, -0.5]).unwrap_err();
        assert!(sentence.starts_with("δ₁ is 0.25, which is right to six digits, but off by 1.0e-8"), "{sentence}");
    }

    #[test]
    fn a_measured_number_may_be_off_by_the_error_of_a_difference() {
        let measured = Expected::measured([("δ", 0.25)]);
        assert!(measured.check([0.25 + 1e-6]).is_ok());
        assert_eq!(measured.check([0.2501]).unwrap_err(), "δ is 0.2501, and should be 0.25.");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [0.1 + 0.2, 1234567.0, 12.5, 1e-20, -0.117528].map(short),
            ["0.3", "1234567", "12.5", "1.00000e-20", "-0.117528"]
        );
    }
}
