//! Jobs of `mpirun` that run one of the programs in `tests/programs`.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The longest time that a job may take. One that waits for a rank that is gone would wait for ever.
const LONGEST: Duration = Duration::from_secs(60);

/// A folder that is removed at the end of its test.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("backprop-mpi-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Returns the path of a file in it.
    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A running job.
pub(crate) struct Job {
    child: Child,
    started: Instant,
    /// Where its output goes.
    output: Scratch,
    program: String,
}

impl Job {
    /// Starts a program on so many ranks.
    pub(crate) fn start(count: usize, program: &str, arguments: &[&str]) -> Self {
        let output = Scratch::new();
        let said = File::create(output.0.join("said")).unwrap();
        let child = Command::new("mpirun")
            .args(["-n", &count.to_string(), "--oversubscribe"])
            .arg(programs())
            .arg(program)
            .args(arguments)
            // Containers run everything as root; Open MPI asks if that is meant.
            .envs(["OMPI_ALLOW_RUN_AS_ROOT", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"].map(|name| (name, "1")))
            .stdin(Stdio::null())
            .stderr(said.try_clone().unwrap())
            .stdout(said)
            .spawn()
            .expect("`mpirun` is installed");
        Self { child, started: Instant::now(), output, program: program.to_owned() }
    }

    fn said(&self) -> String {
        String::from_utf8_lossy(&fs::read(self.output.0.join("said")).unwrap()).into_owned()
    }

    /// Waits for the end, and returns the exit code and everything that was written.
    pub(crate) fn ends(mut self) -> (Option<i32>, String) {
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.code(), self.said());
            }
            self.expect_in_time();
            sleep(Duration::from_millis(20));
        }
    }

    /// Waits for the end without an error, and returns the result of each rank.
    pub(crate) fn ends_well(self) -> Vec<String> {
        let (code, said) = self.ends();
        assert_eq!(code, Some(0), "{said}");
        results(&said, "result")
    }

    /// Waits until something has happened.
    pub(crate) fn wait_until(&self, happened: impl Fn() -> bool) {
        while !happened() {
            self.expect_in_time();
            sleep(Duration::from_millis(5));
        }
    }

    /// Sends a signal to a rank. Each rank has told its number and the number of its process.
    pub(crate) fn signal(&self, rank: usize, signal: &str) {
        let told = || results(&self.said(), &format!("process of {rank}")).pop();
        self.wait_until(|| told().is_some());
        let status = Command::new("kill").args(["-s", signal, &told().unwrap()]).status();
        assert!(status.unwrap().success());
    }

    fn expect_in_time(&self) {
        let (program, said) = (&self.program, self.said());
        assert!(self.started.elapsed() < LONGEST, "`{program}` still runs after {LONGEST:?}:\n{said}");
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the binary of the programs, which cargo builds with the tests as an example.
fn programs() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.ancestors().nth(2).unwrap().join("examples/programs");
    assert!(path.exists(), "`cargo test` without `--test` builds {}", path.display());
    path
}

/// Returns what follows a name in brackets: the lines of several ranks may be mixed with others, but not torn.
fn results(said: &str, name: &str) -> Vec<String> {
    let start = format!("[{name}: ");
    said.match_indices(&start)
        .filter_map(|(at, _)| Some(said[at + start.len()..].split_once(']')?.0.to_owned()))
        .collect()
}
