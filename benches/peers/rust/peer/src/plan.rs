//! The command line, `name=w2 sizes=400,25,10 …`, becomes a plan.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;

/// The work on the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// A step after each batch.
    Descent,
    /// The cost and a step after each batch.
    Cost,
    /// Cost and gradient of each batch, all from the same weights, and one step at the very end.
    Gradient,
    /// The outputs of all samples.
    Outputs,
}

/// A workload, as `harness/workloads.py` describes it.
#[derive(Debug)]
pub struct Plan {
    /// The workload.
    pub name: String,
    /// s₁ to K.
    pub sizes: Vec<usize>,
    /// The activation of the hidden layers: `sigmoid`, `tanh` or `relu`.
    pub hidden: String,
    /// The activation of the output: `sigmoid`, `softmax` or `identity`.
    pub output: String,
    /// `cross_entropy` or `squared_error`.
    pub cost: String,
    /// `f32` or `f64`.
    pub scalar: String,
    /// m.
    pub samples: usize,
    /// The batch size.
    pub batch: usize,
    /// The number of passes through all samples.
    pub epochs: usize,
    /// α.
    pub rate: f64,
    /// λ.
    pub penalty: f64,
    /// The work.
    pub task: Task,
    /// The file to read.
    pub data: PathBuf,
    /// The file to write.
    pub out: PathBuf,
}

impl Plan {
    /// The plan of this process.
    pub fn from_args() -> Self {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let words: HashMap<&str, &str> = arguments.iter().filter_map(|argument| argument.split_once('=')).collect();
        let word = |name: &str| *words.get(name).unwrap_or_else(|| panic!("no argument {name}="));
        let count = |name: &str| word(name).parse().unwrap_or_else(|_| panic!("{name} is not a count"));
        let number = |name: &str| word(name).parse().unwrap_or_else(|_| panic!("{name} is not a number"));
        Self {
            name: word("name").into(),
            sizes: word("sizes").split(',').map(|size| size.parse().expect("a size is a count")).collect(),
            hidden: word("hidden").into(),
            output: word("output").into(),
            cost: word("cost").into(),
            scalar: word("scalar").into(),
            samples: count("samples"),
            batch: count("batch"),
            epochs: count("epochs"),
            rate: number("rate"),
            penalty: number("penalty"),
            task: match word("task") {
                "descent" => Task::Descent,
                "cost" => Task::Cost,
                "gradient" => Task::Gradient,
                "outputs" => Task::Outputs,
                other => panic!("no task {other}"),
            },
            data: word("data").into(),
            out: word("out").into(),
        }
    }

    /// s₁.
    pub fn inputs(&self) -> usize {
        self.sizes[0]
    }

    /// K.
    pub fn outputs(&self) -> usize {
        self.sizes[self.sizes.len() - 1]
    }

    /// The samples of each step of a run, in their order; the last batch of an epoch may be smaller.
    pub fn batches(&self) -> impl Iterator<Item = Range<usize>> {
        let epoch = || (0..self.samples).step_by(self.batch).map(|at| at..self.samples.min(at + self.batch));
        (0..self.epochs).flat_map(move |_| epoch())
    }
}
