//! Networks in files: loading returns what was saved, or an error with the reason.

mod checkpoints;
mod damage;
mod dense;
mod mismatches;
mod rejected;
mod resuming;
mod round_trip;
mod saving;

use backprop::formats::safetensors::{self, SafetensorsError};
use backprop::{CrossEntropy, Relu, Sigmoid, Softmax, SquaredError, Tanh, network};
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
    /// Activations of their own with the names of the crate's.
    struct Doubled { layers: 2 -> 4 own::Relu -> 1 Sigmoid, cost: CrossEntropy }
    struct Heated { layers: 2 -> 3 own::Softmax, cost: SquaredError }
    struct Classes { layers: 2 -> 3 Softmax, cost: CrossEntropy }
    struct Undefined { layers: 2 -> 1 own::Undefined, cost: SquaredError }
    /// So large that a save takes noticeable time.
    struct Large { layers: 400 -> 500 Tanh -> 10 Sigmoid, cost: CrossEntropy }
    /// Eleven matrices: `theta_10` sorts before `theta_2`.
    struct Tall {
        layers: 1 -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

/// Activations that are other functions than those of the crate with the same names.
mod own {
    use backprop::{Activation, OutputActivation, Scalar};

    /// 2 max(0, z).
    pub(super) struct Relu;

    impl Activation for Relu {
        fn g<T: Scalar>(z: T) -> T {
            backprop::Relu::g(z + z)
        }
        fn g_prime<T: Scalar>(z: T) -> T {
            backprop::Relu::g_prime(z) + backprop::Relu::g_prime(z)
        }
    }

    /// The softmax at twice the temperature.
    pub(super) struct Softmax;

    impl OutputActivation for Softmax {
        fn activate<T: Scalar, const K: usize>(z: &[T; K]) -> [T; K] {
            backprop::Softmax::activate(&z.map(|z| z / T::from_f64(2.0)))
        }
        fn pull_back<T: Scalar, const K: usize>(z: &[T; K], slope: &[T; K]) -> [T; K] {
            backprop::Softmax::pull_back(&z.map(|z| z / T::from_f64(2.0)), &slope.map(|slope| slope / T::from_f64(2.0)))
        }
        fn epsilon(inputs: usize, units: usize) -> f64 {
            backprop::Softmax::epsilon(inputs, units)
        }
    }

    /// ln z, which a negative z does not have.
    pub(super) struct Undefined;

    impl Activation for Undefined {
        fn g<T: Scalar>(z: T) -> T {
            z.ln()
        }
        fn g_prime<T: Scalar>(z: T) -> T {
            T::ONE / z
        }
    }
}

/// An empty folder that is removed at the end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("backprop-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
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
