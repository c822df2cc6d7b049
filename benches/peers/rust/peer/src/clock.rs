//! Prints a line `warm WALL CPU` for the first run, a line `run WALL CPU` for each later one, in seconds, and then
//! `memory KIB`, the maximum resident memory.

use crate::{Layer, Number, Plan};
use rustix::time::{ClockId, clock_gettime};
use std::fs;

/// The runs end after so many seconds or so many runs.
const SECONDS: f64 = 2.0;
const RUNS: usize = 5;

/// Measures `train` on the value of `start`: a warm-up, then some runs. Writes the `layers` of the last run.
///
/// A warm-up that takes longer than `SECONDS` counts as a run: the preparations of a first run are negligible in it.
pub fn measure<S, T: Number>(
    plan: &Plan,
    start: impl Fn() -> S,
    train: impl Fn(&mut S),
    layers: impl Fn(&S) -> Vec<Layer<T>>,
) {
    // Resets the maximum, so that reading the data does not count.
    fs::write("/proc/self/clear_refs", "5").expect("Linux");
    let mut state = start();
    let first = timed(|| train(&mut state));
    print("warm", &first);
    let mut runs = Vec::new();
    if first.wall > SECONDS {
        runs.push(first);
    }
    while runs.len() < RUNS && runs.iter().map(|run| run.wall).sum::<f64>() < SECONDS {
        state = start();
        runs.push(timed(|| train(&mut state)));
    }
    runs.iter().for_each(|run| print("run", run));
    println!("memory {}", peak());

    let layers = layers(&state);
    let bytes: Vec<u8> =
        layers.iter().flat_map(|layer| [&layer.weights, &layer.biases]).flat_map(|numbers| T::write(numbers)).collect();
    fs::write(&plan.out, bytes).expect("a place for the weights");
}

/// The maximum resident memory in KiB.
fn peak() -> String {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line of the peak");
    line.trim().trim_end_matches(" kB").to_owned()
}

/// Seconds on the wall, and on the processor by all threads.
struct Time {
    wall: f64,
    cpu: f64,
}

fn timed(work: impl FnOnce()) -> Time {
    let seconds = |clock| {
        let time = clock_gettime(clock);
        time.tv_sec as f64 + 1e-9 * time.tv_nsec as f64
    };
    let (wall, cpu) = (seconds(ClockId::Monotonic), seconds(ClockId::ProcessCPUTime));
    work();
    Time { wall: seconds(ClockId::Monotonic) - wall, cpu: seconds(ClockId::ProcessCPUTime) - cpu }
}

fn print(word: &str, Time { wall, cpu }: &Time) {
    println!("{word} {wall} {cpu}");
}
