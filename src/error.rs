//! The `Debug` of this crate's errors: a sentence, not a struct.
//!
//! `Display` of an error is its own message, and `source` is its cause. `?` in `main` and `unwrap` print neither of them
//! but `Debug`, so that is the whole chain here: `message: cause: cause`.

use alloc::string::ToString;
use core::error::Error;
use core::fmt;
use core::iter::successors;

/// Writes the message of an error and of each of its causes, separated by colons.
///
/// Some errors of other crates repeat their cause at the end of their own message; such a cause is not written again.
pub(crate) fn write_chain(error: &(dyn Error + 'static), f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut previous = error.to_string();
    f.write_str(&previous)?;
    for cause in successors(error.source(), |&cause| cause.source()) {
        let message = cause.to_string();
        if !previous.ends_with(&message) {
            write!(f, ": {message}")?;
        }
        previous = message;
    }
    Ok(())
}

/// Implements `Debug` of error types as [`write_chain`].
macro_rules! debug_as_chain {
    ($($error:ty),+ $(,)?) => {
        $(
            impl core::fmt::Debug for $error {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    $crate::error::write_chain(self, f)
                }
            }
        )+
    };
}

pub(crate) use debug_as_chain;

#[cfg(test)]
mod tests {
    use core::error::Error;
    use core::fmt;

    /// A message, and a cause that it may repeat.
    struct Failure(&'static str, Option<Box<Failure>>);

    super::debug_as_chain!(Failure);

    impl fmt::Display for Failure {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Failure {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_deref().map(|cause| cause as _)
        }
    }

    fn failure(message: &'static str, cause: Option<Failure>) -> Failure {
        Failure(message, cause.map(Box::new))
    }

    #[test]
    fn debug_is_the_message_and_every_cause() {
        assert_eq!(format!("{:?}", failure("no data", None)), "no data");
        let full = failure("x.csv cannot be read", Some(failure("the disk fails", Some(failure("it is old", None)))));
        assert_eq!(format!("{full:?}"), "x.csv cannot be read: the disk fails: it is old");
    }

    #[test]
    fn a_cause_that_the_message_repeats_is_written_once() {
        let repeated = failure("bad header: no JSON", Some(failure("no JSON", Some(failure("line 1", None)))));
        assert_eq!(format!("{repeated:?}"), "bad header: no JSON: line 1");
    }
}
