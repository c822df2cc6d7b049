//! A network on its rows: the weights as they are now, how they became so, and the numbers of one row.

use crate::area::{AREAS, areas};
use crate::plain::Plain;
use crate::reader::chosen::{Chosen, Deltas, Forward, Layers};
use crate::reader::training::{Set, Settings, Training, right};
use backprop::Network;
use std::collections::BTreeMap;

/// The most steps of a run.
pub(super) const MOST: usize = 64_000;
/// How many products of a weight and a number of a row the page computes in a millisecond, about.
const SPEED: f64 = 50_000.0;
/// The most steps in a millisecond.
const FASTEST: f64 = 0.2;
/// The most milliseconds that a step may take, about.
const SLOWEST: f64 = 400.0;
/// The number of points of the plane that are answered for its picture.
const POINTS: f64 = 841.0;

/// A network on its rows.
pub(super) struct Run {
    pub(super) network: Chosen<Plain>,
    pub(super) set: Set,
    pub(super) training: Training,
    /// The weights that the reader moved before the first step.
    pub(super) moved: BTreeMap<usize, f64>,
    /// Whether a weight was moved after a step, so that no program takes the same way.
    pub(super) is_moved_later: bool,
    /// D over all rows, as it was when all was computed last.
    pub(super) gradient: Chosen<Plain>,
    /// J now, and how many rows are answered right, if outputs are classes.
    pub(super) cost: f64,
    pub(super) right: Option<usize>,
    /// The areas of the plane, the line between the classes, and the milliseconds since they were drawn.
    pub(super) areas: [String; AREAS.len()],
    pub(super) boundary: String,
    age: f64,
    /// The part of a step that is due.
    due: f64,
}

impl Run {
    /// Starts with the weights of a seed, and those that were moved.
    pub(super) fn new(
        layers: &Layers,
        set: Set,
        seed: u64,
        moved: BTreeMap<usize, f64>,
        settings: &Settings,
    ) -> Result<Self, String> {
        Chosen::<Plain>::new(layers);
        let mut network = Chosen::random(seed);
        for (&weight, &value) in &moved {
            if let Some(weight) = nth(&mut network, weight) {
                *weight = Plain(value);
            }
        }
        let training = Training::new(&network, set.clone(), settings)?;
        let mut run = Self {
            gradient: network.clone(),
            network,
            set,
            training,
            moved,
            is_moved_later: false,
            cost: 0.0,
            right: None,
            areas: Default::default(),
            boundary: String::new(),
            age: 0.0,
            due: 0.0,
        };
        run.look(settings);
        Ok(run)
    }

    /// Moves a weight. Before the first step, the run starts with it.
    pub(super) fn move_weight(&mut self, weight: usize, value: f64, settings: &Settings) {
        if let Some(weight) = nth(&mut self.network, weight) {
            *weight = Plain(value);
        }
        if self.training.steps() == 0 {
            self.moved.insert(weight, value);
            self.training.costs = vec![self.network.cost(&self.training.samples, Plain(settings.lambda)).0];
        } else {
            self.is_moved_later = true;
        }
        self.look(settings);
    }

    /// Returns a weight by its number.
    pub(super) fn weight(&self, weight: usize) -> f64 {
        self.network.thetas().iter().flat_map(|theta| theta.iter()).nth(weight).map_or(0.0, |weight| weight.0)
    }

    /// Returns the number of weights.
    pub(super) fn weights(&self) -> usize {
        self.network.thetas().iter().map(|theta| theta.len()).sum()
    }

    /// Returns the name of a weight: its matrix, its row and its column, the first two from 1 on.
    pub(super) fn place(&self, mut weight: usize) -> [usize; 3] {
        for (l, theta) in (1..).zip(self.network.thetas()) {
            if weight < theta.len() {
                return [l, 1 + weight / theta.ncols(), weight % theta.ncols()];
            }
            weight -= theta.len();
        }
        [1, 1, 0]
    }

    /// Returns ∂J/∂Θ of a weight.
    pub(super) fn slope(&self, weight: usize) -> f64 {
        self.gradient.thetas().iter().flat_map(|theta| theta.iter()).nth(weight).map_or(0.0, |slope| slope.0)
    }

    /// Returns both passes of a row.
    pub(super) fn passes(&self, row: usize) -> (Forward<Plain>, Deltas<Plain>) {
        let (x, y) = (&self.training.samples.x()[row], &self.training.samples.y()[row]);
        let forward = self.network.forward(x);
        let deltas = self.network.backward(&forward, y);
        (forward, deltas)
    }

    /// Returns whether no more steps can be taken.
    pub(super) fn is_over(&self) -> bool {
        self.training.stopped.is_some() || self.training.steps() >= MOST
    }

    /// Returns the milliseconds that a pass through both directions of so many rows takes, about.
    fn time(&self, rows: f64) -> f64 {
        3.0 * rows * self.weights() as f64 / SPEED
    }

    /// Returns how many rows this network could be trained on here, if these are too many.
    pub(super) fn too_many(&self) -> Option<usize> {
        let rows = self.training.samples.len() as f64;
        (self.time(rows) > SLOWEST).then(|| (rows * SLOWEST / self.time(rows)) as usize)
    }

    /// Takes a step.
    pub(super) fn step(&mut self, settings: &Settings) {
        if !self.is_over() {
            self.training.advance(&mut self.network, settings, 1);
        }
        self.look(settings);
    }

    /// Trains for so many milliseconds.
    pub(super) fn go_on(&mut self, milliseconds: f64, settings: &Settings) {
        self.due += milliseconds * FASTEST.min(1.0 / self.time(self.training.samples.len() as f64));
        let steps = (self.due as usize).min(MOST - self.training.steps().min(MOST));
        if steps == 0 {
            return;
        }
        self.due -= steps as f64;
        self.training.advance(&mut self.network, settings, steps);
        self.age += milliseconds;
        // The picture of the plane and the gradient take at most as much time as the steps.
        let time = self.time(self.training.samples.len() as f64) + POINTS * self.weights() as f64 / SPEED;
        if self.age > (2.0 * time).max(60.0) {
            self.look(settings);
        } else {
            self.count(settings);
        }
    }

    /// Computes J and the number of right answers.
    fn count(&mut self, settings: &Settings) {
        self.cost = self.network.cost(&self.training.samples, Plain(settings.lambda)).0;
        self.right = right(&self.network, &self.training.samples);
    }

    /// Computes all that is shown of this state.
    pub(super) fn look(&mut self, settings: &Settings) {
        self.count(settings);
        self.gradient = self.network.gradient(&self.training.samples, Plain(settings.lambda));
        self.age = 0.0;
        let layers = self.network.layers();
        if layers.inputs != 2 || layers.outputs() > 2 {
            return;
        }
        let [x, y] = self.ranges();
        let at = |[least, most]: [f64; 2], share: f64| Plain(least + (most - least) * share);
        let answer = |across: f64, up: f64| {
            let mut point = [Plain(0.0); crate::reader::chosen::UNITS];
            (point[0], point[1]) = (at(x, across), at(y, up));
            let out = self.network.output(&point);
            // If the weights have left the finite numbers, this is 0.
            (if layers.outputs() == 1 { out[0].0 } else { 0.5 + (out[1].0 - out[0].0) / 2.0 }).max(0.0)
        };
        (self.areas, self.boundary) = areas(answer);
    }

    /// Returns the ends of the plane: those of the rows, and a tenth more on each side.
    pub(super) fn ranges(&self) -> [[f64; 2]; 2] {
        [0, 1].map(|i| {
            let values = || self.set.x.iter().filter_map(|x| x.get(i)).map(|x| x.0);
            let (least, most) = (values().fold(f64::MAX, f64::min), values().fold(f64::MIN, f64::max));
            let margin = if most > least { 0.1 * (most - least) } else { 1.0 };
            [least - margin, most + margin]
        })
    }

    /// Returns the class of a row: 1 if the only target is at least ½, or the place of the largest one.
    pub(super) fn class(&self, row: usize) -> usize {
        match self.set.y.get(row).map(Vec::as_slice) {
            Some([y]) => usize::from(y.0 >= 0.5),
            Some(y) => backprop::equations::forward::class(y),
            None => 0,
        }
    }
}

/// Returns a weight by its number, to change it.
fn nth(network: &mut Chosen<Plain>, mut weight: usize) -> Option<&mut Plain> {
    for theta in network.thetas_mut() {
        let count = theta.len();
        if weight < count {
            return theta.into_slice()?.get_mut(weight);
        }
        weight -= count;
    }
    None
}
