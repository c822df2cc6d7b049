//! Networks in files: loading returns what was saved, or an error with the reason.

mod checkpoints;
mod damage;
mod mismatches;
mod resuming;
mod round_trip;
mod saving;

use backprop::formats::safetensors::{self, SafetensorsError};
use backprop::{CrossEntropy, Relu, Sigmoid, SquaredError, Tanh, network};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

network! {
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    /// The same layers with another name, another cost and a constant as a size.
    struct Renamed { layers: 2 -> { 2 + 2 } backprop::Tanh -> 1 Sigmoid, cost: SquaredError }
    struct Rectified { layers: 2 -> 4 Relu -> 1 Sigmoid, cost: CrossEntropy }
    struct Wider { layers: 2 -> 5 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Deeper { layers: 2 -> 4 Tanh -> 1 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    struct Shallow { layers: 2 -> 4 Tanh, cost: SquaredError }
    struct Single { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
    /// So large that a save takes noticeable time.
    struct Large { layers: 400 -> 500 Tanh -> 10 Sigmoid, cost: CrossEntropy }
    /// Eleven matrices: `theta_10` sorts before `theta_2`.
    struct Tall {
        layers: 1 -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

/// An empty folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("backprop-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self) -> Vec<String> {
        fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns a file in the format, built by hand.
fn file(header: &Value, data: &[u8]) -> Vec<u8> {
    let header = header.to_string();
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), data].concat()
}

/// Returns the header and the data of a file.
fn parts(bytes: &[u8]) -> (Value, &[u8]) {
    let (length, rest) = bytes.split_at(8);
    let (header, data) = rest.split_at(u64::from_le_bytes(length.try_into().unwrap()) as usize);
    (serde_json::from_slice(header).unwrap(), data)
}

/// Returns the bytes of a network with a changed header.
fn with_header(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
    let (mut header, data) = parts(&bytes);
    change(&mut header);
    file(&header, data)
}

fn message<T: std::fmt::Debug>(result: Result<T, SafetensorsError>) -> String {
    result.unwrap_err().to_string()
}
