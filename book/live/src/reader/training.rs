//! Trains the reader's network: data sets to choose from, and a run that goes on step by step.
//!
//! The run is one of the crate's [`Trainer`], with the settings that the page shows, so a program with the same settings
//! takes the same steps.

use super::chosen::{Chosen, Layers};
use super::kinds::{Kind, Score};
use super::rows::Rows;
use crate::own::DATA;
pub use crate::own::OPTIMIZERS;
use crate::plain::Plain;
use backprop::training::trainer::State;
use backprop::{Adam, GradientDescent, Momentum, Network, Samples, SamplesOf, Trainer, TrainingError};

/// The data sets, in the order in which the page lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Data {
    /// The four cases of exclusive or.
    Xor,
    /// A disk within a ring.
    Circle,
    /// Two arms of a spiral.
    Spiral,
    /// The petals and sepals of three species.
    Iris,
    /// Handwritten digits, each pixel from 0 to 1.
    Digits,
    /// The reader's own rows.
    Own,
}

/// The rows for the data sets from the circle to the digits: of each row the inputs, and then the class.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given(Vec<Vec<f64>>);

impl Given {
    /// Takes all numbers of the page: first how many rows each data set has, then the rows. A pixel of a digit is given as a
    /// whole number up to 16.
    pub fn new(numbers: &[f64]) -> Option<Self> {
        let sets = &Data::ALL[1..5];
        let (counts, mut rest) = numbers.split_at_checked(sets.len())?;
        let mut rows = Vec::new();
        for ((_, set), &count) in sets.iter().zip(counts) {
            let width = set.shape().0 + 1;
            if count as usize as f64 != count {
                return None;
            }
            let (own, others) = rest.split_at_checked((count as usize).checked_mul(width)?)?;
            let is_class = |row: &[f64]| (0..set.shape().1).any(|class| row[width - 1] == class as f64);
            if !own.iter().all(|number| number.is_finite()) || !own.chunks_exact(width).all(is_class) {
                return None;
            }
            let scale = if *set == Data::Digits { 16.0 } else { 1.0 };
            let scaled =
                |row: &[f64]| row[..width - 1].iter().map(|x| x / scale).chain([row[width - 1]]).collect::<Vec<_>>();
            rows.push(own.chunks_exact(width).flat_map(scaled).collect());
            rest = others;
        }
        rest.is_empty().then_some(Self(rows))
    }

    /// Returns the rows of a data set with the class of each.
    fn rows(&self, set: usize, inputs: usize) -> impl Iterator<Item = (Vec<f64>, usize)> {
        let numbers = self.0.get(set).map_or(&[][..], Vec::as_slice);
        numbers.chunks_exact(inputs + 1).map(move |row| (row[..inputs].to_vec(), row[inputs] as usize))
    }
}

/// Rows with their classes, or with targets that are no classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Set {
    /// The inputs.
    pub x: Vec<Vec<Plain>>,
    /// The targets.
    pub y: Vec<Vec<Plain>>,
}

impl Data {
    /// All data sets with their names.
    pub const ALL: [(&'static str, Self); 6] = [
        (DATA[0], Self::Xor),
        (DATA[1], Self::Circle),
        (DATA[2], Self::Spiral),
        (DATA[3], Self::Iris),
        (DATA[4], Self::Digits),
        (DATA[5], Self::Own),
    ];

    /// Returns the number of inputs and of classes.
    pub fn shape(self) -> (usize, usize) {
        match self {
            Self::Iris => (4, 3),
            Self::Digits => (64, 10),
            _ => (2, 2),
        }
    }

    /// Returns the rows for a network, or why they do not fit it. Two classes are one target, 0 or 1, or two.
    pub fn rows(self, layers: &Layers, given: &Given) -> Result<Set, String> {
        let (inputs, classes) = self.shape();
        let outputs = if layers.outputs() == 1 { 2 } else { layers.outputs() };
        if (inputs, classes) != (layers.inputs, outputs) {
            let outputs = if classes == 2 { "1 output or 2".to_owned() } else { format!("{classes} outputs") };
            return Err(format!("this data set needs a network with {inputs} inputs and {outputs}"));
        }
        let rows: Vec<(Vec<f64>, usize)> = match self {
            Self::Xor => {
                (0..4).map(|i| (vec![f64::from(i / 2), f64::from(i % 2)], ((i + 1) / 2 % 2) as usize)).collect()
            }
            Self::Circle => given.rows(0, inputs).collect(),
            Self::Spiral => given.rows(1, inputs).collect(),
            Self::Iris => given.rows(2, inputs).collect(),
            Self::Digits => given.rows(3, inputs).collect(),
            Self::Own => return Err("there are no rows yet".to_owned()),
        };
        let target = |class: usize| {
            let is = |k: usize| if layers.outputs() == 1 { class == 1 } else { class == k };
            (0..layers.outputs()).map(|k| Plain(f64::from(u8::from(is(k))))).collect()
        };
        let x = rows.iter().map(|(x, _)| x.iter().copied().map(Plain).collect()).collect();
        Ok(Set { x, y: rows.iter().map(|(_, class)| target(*class)).collect() })
    }
}

impl From<Rows> for Set {
    fn from(Rows { x, y, .. }: Rows) -> Self {
        Self { x, y }
    }
}

/// The settings of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The learning rate α.
    pub rate: f64,
    /// The regularization λ.
    pub lambda: f64,
    /// The place of the optimizer in [`OPTIMIZERS`].
    pub optimizer: usize,
}

/// A run.
#[derive(Debug, Clone)]
pub struct Training {
    /// The samples.
    pub samples: SamplesOf<Chosen<Plain>>,
    state: State<Chosen<Plain>>,
    /// J at the start and after each step.
    pub costs: Vec<f64>,
    /// Why it cannot go on.
    pub stopped: Option<String>,
}

impl Training {
    /// Begins a run; nothing has been trained yet.
    ///
    /// # Errors
    ///
    /// Returns why the rows are no samples.
    pub fn new(network: &Chosen<Plain>, set: Set, settings: &Settings) -> Result<Self, String> {
        let samples = Chosen::samples(set.x, set.y).map_err(|error| error.to_string())?;
        let costs = vec![network.cost(&samples, Plain(settings.lambda)).0];
        Ok(Self { samples, state: State::new(), costs, stopped: None })
    }

    /// Takes so many steps on all samples.
    pub fn advance(&mut self, network: &mut Chosen<Plain>, settings: &Settings, steps: usize) {
        if self.stopped.is_some() {
            return;
        }
        let trainer = Trainer::new(settings.rate).lambda(settings.lambda).epochs(self.state.epochs() + steps);
        let trainer = match settings.optimizer {
            1 => trainer.optimizer(Momentum::default()),
            2 => trainer.optimizer(Adam::default()),
            _ => trainer.optimizer(GradientDescent),
        };
        match trainer.advance(network, &self.samples, &mut self.state) {
            Ok(()) => {}
            Err(TrainingError::Diverged(_)) => {
                self.stopped = Some("The rate is too large: the cost grows without end. Try a smaller one.".to_owned());
            }
            Err(error) => self.stopped = Some(error.to_string()),
        }
        // The first one is that of the start.
        let known = self.costs.len() - 1;
        self.costs.extend(self.state.costs().iter().skip(known));
    }

    /// Returns the number of steps so far.
    pub fn steps(&self) -> usize {
        self.state.epochs()
    }
}

/// Returns whether the outputs of a network are classes.
pub fn is_of_classes(layers: &Layers) -> bool {
    let output = layers.rest.last().map(|layer| layer.1);
    layers.score == Score::CrossEntropy || matches!(output, Some(Kind::Sigmoid | Kind::Softmax))
}

/// Returns how many samples a network answers right; `None` if its outputs are no classes.
pub fn right(
    network: &Chosen<Plain>,
    samples: &Samples<[Plain; super::chosen::UNITS], [Plain; super::chosen::OUTPUTS]>,
) -> Option<usize> {
    let outputs = network.layers().outputs();
    let class = |y: &[Plain]| {
        if outputs == 1 { usize::from(y[0].0 >= 0.5) } else { backprop::equations::forward::class(&y[..outputs]) }
    };
    is_of_classes(network.layers()).then(|| samples.iter().filter(|(x, y)| network.predict(x) == class(&y[..])).count())
}
