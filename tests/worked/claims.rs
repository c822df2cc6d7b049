//! What the chapters say of the runs in words: a test for each sentence, in a file for each chapter.
//!
//! The tests read the recorded numbers, which other tests compare with new runs.

mod activations;
mod backward;
mod checking;
mod cost;
mod digits;
mod elsewhere;
mod fast;
mod forward;
mod gradient;
mod layers;
mod many_machines;
mod numerics;
mod one_neuron;
mod output_error;
mod practice;
mod readings;
mod training;
mod twenty_lines;

use serde_json::Value;
use std::path::Path;

/// The recorded numbers of a run.
struct Recorded(Value);

/// Returns the recorded numbers of a run, as `tests/snapshots/NAME.snap` has them.
fn recorded(name: &str) -> Recorded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("snapshots/{name}.snap"));
    let text = std::fs::read_to_string(path).expect("a snapshot");
    // insta writes a head between two lines of dashes, then the snapshot.
    let body = text.splitn(3, "---\n").nth(2).expect("a head");
    Recorded(serde_json::from_str(body).expect("JSON"))
}

impl Recorded {
    /// Returns the value at a pointer such as `costs/0/cost`.
    fn value(&self, pointer: &str) -> &Value {
        self.0.pointer(&format!("/{pointer}")).unwrap_or_else(|| panic!("nothing is recorded at {pointer}"))
    }

    fn number(&self, pointer: &str) -> f64 {
        self.value(pointer).as_f64().unwrap_or_else(|| panic!("{pointer} is not a number"))
    }

    /// Returns the numbers of a list; with a key, the number that each entry has there.
    fn numbers(&self, pointer: &str, key: Option<&str>) -> Vec<f64> {
        let list = self.value(pointer).as_array().unwrap_or_else(|| panic!("{pointer} is not a list"));
        let number = |entry: &Value| key.map_or(entry, |key| &entry[key]).as_f64().expect("a number");
        list.iter().map(number).collect()
    }
}
