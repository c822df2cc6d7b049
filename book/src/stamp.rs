//! Tells whether the pages are those of the files that are there now, so that they are not built again without a reason.

use crate::project::Project;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

/// The file with the stamp, in the folder of the pages.
const FILE: &str = ".stamp";

/// A digest of the names, sizes and times of all files that pages can depend on: those of the checkout, and the program
/// that builds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp(String);

impl Stamp {
    /// Returns the stamp of the files that are there now.
    pub(crate) fn now(project: &Project) -> io::Result<Self> {
        let mut files = vec![describe(std::env::current_exe()?)?];
        let mut folders = vec![project.path("")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                let name = path.file_name().unwrap_or_default();
                if name == "target" || name == ".git" {
                    continue;
                }
                if path.is_dir() { folders.push(path) } else { files.push(describe(path)?) }
            }
        }
        files.sort();
        let mut digest = DefaultHasher::new();
        files.hash(&mut digest);
        Ok(Self(format!("{:016x}", digest.finish())))
    }

    /// Returns whether the pages in a folder have this stamp.
    pub(crate) fn is_of(&self, pages: &Path) -> bool {
        fs::read_to_string(pages.join(FILE)).is_ok_and(|text| text == self.0)
    }

    /// Writes the stamp to a folder of pages.
    pub(crate) fn write(&self, pages: &Path) -> io::Result<()> {
        fs::write(pages.join(FILE), &self.0)
    }
}

/// Returns the name, the size and the time of a file. A link that leads nowhere has no size and no time.
fn describe(path: PathBuf) -> io::Result<(PathBuf, u64, Option<SystemTime>)> {
    match fs::metadata(&path) {
        Ok(file) => Ok((path, file.len(), file.modified().ok())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path, 0, None)),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::Stamp;
    use crate::project::Project;

    #[test]
    fn pages_have_the_stamp_of_the_files_that_they_are_from() {
        let folder = std::env::temp_dir().join(format!("backprop-stamp-{}", std::process::id()));
        let pages = folder.join("target/book");
        std::fs::create_dir_all(&pages).unwrap();
        std::fs::write(folder.join("chapter.md"), "one").unwrap();
        let now = || Stamp::now(&Project::at(&folder)).unwrap();
        let stamp = now();
        assert!(!stamp.is_of(&pages));
        stamp.write(&pages).unwrap();
        assert!(now().is_of(&pages));
        std::fs::write(folder.join("chapter.md"), "three").unwrap();
        assert!(!now().is_of(&pages));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
