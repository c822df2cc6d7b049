//! The program of a chapter: checks the reader's answers to the chapter's exercises.

use crate::Verdict;
use std::panic;
use std::process::ExitCode;
use std::sync::{Mutex, mpsc};
use std::time::Duration;

/// An exercise on the chapter's page, by its own number, and what checks the answer.
pub type Check = (usize, fn() -> Verdict);

/// The exit status of a program whose exercise is not written yet.
pub(crate) const NOT_WRITTEN: u8 = 3;
/// The time after which an answer is called endless.
const PATIENCE: Duration = Duration::from_secs(20);

/// Checks the exercise that the first argument names by its own number, and prints what is off.
pub fn main(checks: &[Check]) -> ExitCode {
    let own = std::env::args().nth(1).and_then(|own| own.parse().ok());
    let Some((_, check)) = checks.iter().find(|(number, _)| Some(*number) == own) else {
        eprintln!("There is no such exercise. Use `cargo exercise`.");
        return ExitCode::from(2);
    };
    match outcome(*check) {
        Outcome::Right => ExitCode::SUCCESS,
        Outcome::NotWritten(place) => {
            println!("{place}");
            ExitCode::from(NOT_WRITTEN)
        }
        Outcome::Wrong(sentence) => {
            println!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Right,
    Wrong(String),
    /// Where the `todo!()` is that was reached.
    NotWritten(String),
}

/// The message and the place of the last panic of an answer.
static PANIC: Mutex<Option<(String, String)>> = Mutex::new(None);

/// Runs a check. A panic and an endless loop of the answer are outcomes, too.
fn outcome(check: fn() -> Verdict) -> Outcome {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(|place| format!("{}, line {}", shown(place.file()), place.line()));
        let payload = info.payload();
        let message = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let message = message.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default();
        *PANIC.lock().unwrap_or_else(|poison| poison.into_inner()) = Some((message, place.unwrap_or_default()));
    }));
    let (sender, receiver) = mpsc::channel();
    // The thread of an endless answer ends with the program.
    std::thread::spawn(move || sender.send(panic::catch_unwind(check)));
    match receiver.recv_timeout(PATIENCE) {
        Ok(Ok(Ok(()))) => Outcome::Right,
        Ok(Ok(Err(sentence))) => Outcome::Wrong(sentence),
        Ok(Err(_)) => match PANIC.lock().unwrap_or_else(|poison| poison.into_inner()).take() {
            Some((message, place)) if message.starts_with("not yet implemented") => Outcome::NotWritten(place),
            Some((message, place)) => Outcome::Wrong(format!("Your code panicked in {place}: {message}")),
            None => Outcome::Wrong("Your code panicked.".to_owned()),
        },
        Err(_) => Outcome::Wrong(format!("Your code did not finish within {} seconds.", PATIENCE.as_secs())),
    }
}

/// Returns the path of a chapter's file as the reader knows it. The program includes the file from beside it.
fn shown(path: &str) -> String {
    path.replace("/checks/../", "/").replace(r"\checks\..\", r"\")
}

#[cfg(test)]
mod tests {
    use super::{Outcome, outcome, shown};

    // One test, because the panic hook is the process's.
    #[test]
    fn an_answer_may_be_missing_panic_or_be_wrong() {
        assert_eq!(outcome(|| Ok(())), Outcome::Right);
        assert_eq!(outcome(|| Err("No.".to_owned())), Outcome::Wrong("No.".to_owned()));
        // The message of `todo!`.
        let Outcome::NotWritten(place) = outcome(|| panic!("not yet implemented")) else { panic!("written") };
        assert!(place.contains("program.rs, line "), "{place}");
        let Outcome::Wrong(sentence) = outcome(|| panic!("index 3")) else { panic!("not wrong") };
        assert!(sentence.starts_with("Your code panicked in ") && sentence.ends_with(": index 3"), "{sentence}");
        let _ = std::panic::take_hook();
    }

    #[test]
    fn a_path_leads_through_no_other_folder() {
        assert_eq!(shown("exercises/checks/../chapters/cost.rs"), "exercises/chapters/cost.rs");
    }
}
