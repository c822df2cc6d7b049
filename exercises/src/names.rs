//! Compares a prediction, which names what a mistake changes, with what it changes.

use crate::Verdict;

/// The names that an answer may contain, whether it should, and a sentence for each that says why.
///
/// ```
/// use exercises::Names;
///
/// let wrong = Names::new([
///     ("delta_3", false, "δ₃ is computed before the mistake."),
///     ("delta_2", true, "δ₂ is the number from which the factor is missing."),
/// ]);
/// assert!(wrong.check(&["delta_2"]).is_ok());
/// assert_eq!(wrong.check(&[]).unwrap_err(), "`delta_2` is missing. δ₂ is the number from which the factor is missing.");
/// ```
#[derive(Debug, Clone)]
pub struct Names<const N: usize>([(&'static str, bool, &'static str); N]);

impl<const N: usize> Names<N> {
    /// Expects the names whose second entry is true.
    pub fn new(names: [(&'static str, bool, &'static str); N]) -> Self {
        Self(names)
    }

    /// Compares the answer. The order and repetitions do not matter.
    ///
    /// # Errors
    /// Returns a sentence about the first name that is missing, too many, or unknown.
    pub fn check(&self, answer: &[&str]) -> Verdict {
        if let Some(unknown) = answer.iter().find(|name| self.0.iter().all(|(known, ..)| known != *name)) {
            let known = self.0.map(|(name, ..)| format!("`{name}`"));
            return Err(format!("`{unknown}` is none of the names to choose from: {}.", known.join(", ")));
        }
        for (name, belongs, why) in self.0 {
            match (answer.contains(&name), belongs) {
                (true, false) => return Err(format!("`{name}` does not belong here. {why}")),
                (false, true) => return Err(format!("`{name}` is missing. {why}")),
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn each_name_that_is_off_has_its_sentence() {
        let names = Names::new([("a", true, "First."), ("b", false, "Second.")]);
        assert!(names.check(&["a", "a"]).is_ok());
        assert_eq!(names.check(&["a", "b"]).unwrap_err(), "`b` does not belong here. Second.");
        assert_eq!(names.check(&["c"]).unwrap_err(), "`c` is none of the names to choose from: `a`, `b`.");
    }
}
