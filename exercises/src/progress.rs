//! Keeps which exercises are done, in a file beside the chapters.

use crate::list::Number;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{fs, io};

/// The file, in the folder of this crate: a number a line. Git ignores it.
const FILE: &str = "progress.txt";

/// The exercises that are done.
#[derive(Debug)]
pub(crate) struct Progress {
    path: PathBuf,
    done: BTreeSet<Number>,
}

impl Progress {
    /// Reads the file. Without a file, nothing is done yet.
    pub(crate) fn read() -> io::Result<Self> {
        Self::read_from(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(FILE))
    }

    fn read_from(path: PathBuf) -> io::Result<Self> {
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        Ok(Self { path, done: text.lines().filter_map(|line| Number::parse(line.trim())).collect() })
    }

    pub(crate) fn is_done(&self, number: Number) -> bool {
        self.done.contains(&number)
    }

    /// Records whether an exercise is done.
    pub(crate) fn record(&mut self, number: Number, is_done: bool) -> io::Result<()> {
        let is_new = if is_done { self.done.insert(number) } else { self.done.remove(&number) };
        if !is_new {
            return Ok(());
        }
        let text: String = self.done.iter().map(|number| format!("{number}\n")).collect();
        // The old file stays whole until the new one is.
        let new = self.path.with_extension("new");
        fs::write(&new, text)?;
        fs::rename(&new, &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::Progress;
    use crate::list::Number;

    #[test]
    fn progress_is_kept() {
        let path = std::env::temp_dir().join(format!("progress-{}.txt", std::process::id()));
        let [first, second] = [(1, 2), (7, 1)].map(|(chapter, own)| Number { chapter, own });
        let mut progress = Progress::read_from(path.clone()).unwrap();
        progress.record(second, true).unwrap();
        progress.record(first, true).unwrap();
        progress.record(second, false).unwrap();
        let again = Progress::read_from(path.clone()).unwrap();
        assert!(again.is_done(first) && !again.is_done(second));
        std::fs::remove_file(path).unwrap();
    }
}
