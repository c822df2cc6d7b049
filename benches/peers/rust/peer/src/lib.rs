//! The parts that all Rust peers share: a command line becomes a [`Plan`], its file becomes [`Data`], and [`measure`]
//! measures the training.
//!
//! **Invariant**: every run starts from the same weights, and the weights of the last run, or its outputs, are written.

mod clock;
mod plan;

use std::fs;

pub use clock::measure;
pub use plan::{Plan, Task};

/// A number type of the files, in little-endian order.
pub trait Number: Copy {
    /// The numbers of a file.
    fn read(bytes: &[u8]) -> Vec<Self>;
    /// The bytes of a file.
    fn write(numbers: &[Self]) -> Vec<u8>;
}

macro_rules! number {
    ($($number:ty)*) => {$(
        impl Number for $number {
            fn read(bytes: &[u8]) -> Vec<Self> {
                let (numbers, _) = bytes.as_chunks();
                numbers.iter().map(|&bytes| Self::from_le_bytes(bytes)).collect()
            }

            fn write(numbers: &[Self]) -> Vec<u8> {
                numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
            }
        }
    )*};
}
number!(f32 f64);

/// The parameters of one layer.
pub struct Layer<T> {
    /// The weights, row by row: s₍ₗ₊₁₎ × sₗ.
    pub weights: Vec<T>,
    /// The biases: s₍ₗ₊₁₎.
    pub biases: Vec<T>,
}

/// The first weights and the samples.
pub struct Data<T> {
    /// The first weights.
    pub layers: Vec<Layer<T>>,
    /// All inputs, row by row: m × s₁.
    pub x: Vec<T>,
    /// All targets, row by row: m × K.
    pub y: Vec<T>,
}

impl<T: Number> Data<T> {
    /// Reads a plan's file.
    pub fn of(plan: &Plan) -> Self {
        let numbers = T::read(&fs::read(&plan.data).expect("the file of the data"));
        let mut rest = &numbers[..];
        let mut take = |count| rest.split_off(..count).expect("as many numbers as the plan says").to_vec();
        let layer = |sizes: &[usize]| Layer { weights: take(sizes[0] * sizes[1]), biases: take(sizes[1]) };
        let layers = plan.sizes.windows(2).map(layer).collect();
        let (x, y) = (take(plan.samples * plan.inputs()), take(plan.samples * plan.outputs()));
        assert!(rest.is_empty(), "more numbers than the plan says");
        Self { layers, x, y }
    }
}

/// The transpose of a matrix with so many columns, row by row.
pub fn transposed<T: Copy>(matrix: &[T], columns: usize) -> Vec<T> {
    (0..columns).flat_map(|column| matrix[column..].iter().step_by(columns).copied()).collect()
}
