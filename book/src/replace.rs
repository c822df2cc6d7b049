//! Replaces a folder of finished pages with a new one.

use crate::project::Fault;
use std::fs;
use std::path::Path;

/// Replaces the old pages with the new ones. Where the system can exchange two folders atomically, a reader never finds
/// a missing or partial book, and the old pages end up in the folder `new`.
pub(crate) fn replace(new: &Path, finished: &Path) -> Result<(), Vec<Fault>> {
    let moved = exchange(new, finished).or_else(|_| {
        let _ = fs::remove_dir_all(finished);
        fs::rename(new, finished)
    });
    moved.map_err(|error| vec![Fault::new(finished.display().to_string(), None, error.to_string())])
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(new: &Path, finished: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, finished, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_new: &Path, _finished: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::replace;
    use std::fs;

    #[test]
    fn a_reader_finds_whole_pages_while_they_are_replaced() {
        let folder = std::env::temp_dir().join(format!("backprop-pages-{}", std::process::id()));
        let (new, finished) = (folder.join("new"), folder.join("finished"));
        let write = |round: usize| {
            let _ = fs::remove_dir_all(&new);
            fs::create_dir_all(&new).unwrap();
            fs::write(new.join("index.html"), round.to_string()).unwrap();
        };
        write(0);
        // At first, there are no pages to replace.
        replace(&new, &finished).unwrap();
        assert!(!new.exists());
        std::thread::scope(|scope| {
            let writer = scope.spawn(|| {
                for round in 1..500 {
                    write(round);
                    replace(&new, &finished).unwrap();
                }
            });
            let mut last = 0;
            while !writer.is_finished() {
                let page = fs::read_to_string(finished.join("index.html")).expect("there is always a page");
                let round = page.parse().expect("and it is whole");
                assert!(round >= last);
                last = round;
            }
        });
        assert_eq!(fs::read_to_string(finished.join("index.html")).unwrap(), "499");
        fs::remove_dir_all(&folder).unwrap();
    }
}
