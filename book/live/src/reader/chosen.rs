//! A network whose layers are chosen while the page runs.
//!
//! The crate's equations have the sizes in their types. But what they compute of a unit, they compute of it alone: so each
//! unit is a layer of one here, and there are as many functions as lengths of a row or a column.
//!
//! **Invariant**: there is no arithmetic here. Both passes call the equations in the order in which `network!` would write
//! the calls, so every number has the same bits.

use super::kinds::{Kind, Score};
use backprop::__private::sealed;
use backprop::equations::backward::hidden_error;
use backprop::equations::cost::{mean_cost, weighted_cost};
use backprop::equations::first_weights::Random;
use backprop::equations::forward::{activate, weighted_sum};
use backprop::equations::gradient::{accumulate, mean_gradient, weighted_error};
use backprop::ndarray::{Array2, ArrayView2, ArrayViewMut2};
use backprop::{Identity, LayerValues, Network, Record, Samples, SamplesError, SamplesOf, Scalar, SquaredError, Theta};
use core::cell::RefCell;
use core::fmt;

/// The most units of a layer, of an output, and the most layers behind the input.
pub const UNITS: usize = 64;
/// The most units of an output.
pub const OUTPUTS: usize = 10;
/// The most layers behind the input.
pub const LAYERS: usize = 6;

/// The layers of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layers {
    /// s₁.
    pub inputs: usize,
    /// The units and the activation of the layers 2 to L.
    pub rest: Vec<(usize, Kind)>,
    /// The cost.
    pub score: Score,
}

impl Layers {
    /// Returns K, the number of outputs.
    pub fn outputs(&self) -> usize {
        self.rest.last().map_or(0, |layer| layer.0)
    }

    /// Returns what is too much for this page, or does not go together; `None` if nothing is.
    pub fn fault(&self) -> Option<String> {
        let Some((&(outputs, output), hidden)) = self.rest.split_last() else {
            return Some("there is no layer".into());
        };
        let sizes = [self.inputs].into_iter().chain(self.rest.iter().map(|layer| layer.0));
        if sizes.into_iter().any(|size| size == 0 || size > UNITS) {
            Some(format!("this page computes layers of up to {UNITS} units"))
        } else if outputs > OUTPUTS {
            Some(format!("this page computes up to {OUTPUTS} outputs"))
        } else if self.rest.len() > LAYERS {
            Some(format!("this page computes up to {LAYERS} layers behind the input"))
        } else if hidden.iter().any(|layer| layer.1 == Kind::Softmax) || !self.score.takes(output, outputs) {
            Some("the compiler refuses these layers with this cost".into())
        } else {
            None
        }
    }
}

/// Evaluates an expression with a length as a constant, and that length and 1 as another one.
macro_rules! for_length {
    ($length:expr, $N:ident, $COLS:ident => $value:expr) => {
        for_length!(@ $length, $N, $COLS, $value,
            1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
            33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64)
    };
    ($length:expr, up to 10, $N:ident, $COLS:ident => $value:expr) => {
        for_length!(@ $length, $N, $COLS, $value, 1 2 3 4 5 6 7 8 9 10)
    };
    (@ $length:expr, $N:ident, $COLS:ident, $value:expr, $($number:literal)+) => {
        match $length {
            $($number => {
                const $N: usize = $number;
                #[allow(dead_code, reason = "some functions have the length alone")]
                const $COLS: usize = $N + 1;
                $value
            })+
            _ => unreachable!("a network without a fault has no such layer"),
        }
    };
}

/// Returns a slice as an array of the length that the type says.
fn exactly<T, const N: usize>(slice: &[T]) -> &[T; N] {
    slice.try_into().unwrap_or_else(|_| unreachable!("the length that was asked for"))
}

/// Returns z of a layer.
fn weighted_sums<T: Scalar>(theta: &Array2<T>, a: &[T]) -> Vec<T> {
    for_length!(a.len(), UNITS, COLS => {
        let row = |row: ArrayView<'_, T>| {
            let [z] = weighted_sum::<T, 1, COLS, UNITS>(&[*exactly(row.to_slice().unwrap_or_default())].into(), exactly(a));
            z
        };
        theta.rows().into_iter().map(row).collect()
    })
}

/// A row of a matrix.
type ArrayView<'a, T> = backprop::ndarray::ArrayView1<'a, T>;

/// Returns δ of a hidden layer, with the weights that leave each unit.
fn hidden_errors<T: Scalar>(theta: &Array2<T>, delta: &[T], z: &[T], g_prime: fn(T) -> T) -> Vec<T> {
    for_length!(delta.len(), ROWS, _COLS => {
        let unit = |(j, &z): (usize, &T)| {
            let leaving: [[T; 2]; ROWS] = core::array::from_fn(|i| [theta[[i, 0]], theta[[i, j]]]);
            let [error] = hidden_error::<T, ROWS, 2, 1>(&leaving.into(), exactly(delta), &[z], g_prime);
            error
        };
        (1..).zip(z).map(unit).collect()
    })
}

/// Adds an example to Δ.
fn accumulate_all<T: Scalar>(accumulated: &mut Array2<T>, delta: &[T], a: &[T]) {
    for_length!(a.len(), UNITS, COLS => {
        for (mut row, &delta) in accumulated.rows_mut().into_iter().zip(delta) {
            let mut sum: Theta<T, 1, COLS> = [*exactly(row.as_slice().unwrap_or_default())].into();
            accumulate::<T, 1, COLS, UNITS>(&mut sum, &[delta], exactly(a));
            row.iter_mut().zip(sum[0]).for_each(|(to, sum)| *to = sum);
        }
    });
}

/// Returns D: each weight with the bias of its row.
fn gradients<T: Scalar>(accumulated: &Array2<T>, theta: &Array2<T>, lambda: T, m: usize) -> Array2<T> {
    Array2::from_shape_fn(accumulated.dim(), |(i, j)| {
        let pair = |matrix: &Array2<T>| Theta::from([[matrix[[i, 0]], matrix[[i, j.max(1)]]]]);
        mean_gradient::<T, 1, 2>(&pair(accumulated), &pair(theta), lambda, m)[0][j.min(1)]
    })
}

thread_local! {
    /// The layers of what [`Network::zeros`] returns, which has no argument for them.
    static CURRENT: RefCell<Layers> =
        const { RefCell::new(Layers { inputs: 0, rest: Vec::new(), score: Score::SquaredError }) };
}

/// The network.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen<T: Scalar> {
    layers: Layers,
    thetas: Vec<Array2<T>>,
}

impl<T: Scalar> Chosen<T> {
    /// Returns a network of these layers, which have no [fault](Layers::fault), with weights that are 0. From here on,
    /// [`Network::zeros`] returns such a one, too.
    pub fn new(layers: &Layers) -> Self {
        CURRENT.set(layers.clone());
        Self::of(layers)
    }

    fn of(layers: &Layers) -> Self {
        let mut inputs = layers.inputs;
        let theta = |&(units, _): &(usize, Kind)| {
            Array2::from_elem((units, 1 + core::mem::replace(&mut inputs, units)), T::ZERO)
        };
        Self { layers: layers.clone(), thetas: layers.rest.iter().map(theta).collect() }
    }

    /// Returns the layers.
    pub fn layers(&self) -> &Layers {
        &self.layers
    }

    fn kind(&self, index: usize) -> Kind {
        self.layers.rest[index].1
    }

    fn last(&self) -> usize {
        self.thetas.len() - 1
    }

    /// Returns the cost of an example and the error of the output.
    fn scored(&self, forward: &Forward<T>, y: &[T; OUTPUTS]) -> (T, Vec<T>) {
        let (z, a) = (&forward.z[self.last()], &forward.a[self.last() + 1]);
        for_length!(z.len(), up to 10, K, _COLS => {
            let example: [&[T; K]; 3] = [exactly(z), exactly(a), exactly(&y[..K])];
            let (cost, delta) = self.layers.score.of(self.kind(self.last()), example);
            (cost, delta.into())
        })
    }
}

/// The result of forward propagation.
#[derive(Debug, Clone, PartialEq)]
pub struct Forward<T> {
    /// z⁽²⁾ to z⁽ᴸ⁾.
    pub z: Vec<Vec<T>>,
    /// a⁽¹⁾ to a⁽ᴸ⁾.
    pub a: Vec<Vec<T>>,
}

impl<T: Scalar> Record for Forward<T> {
    type Scalar = T;

    fn layers(&self) -> Vec<LayerValues<'_, T>> {
        let rest = (2..).zip(self.z.iter().zip(&self.a[1..]));
        let both = rest.flat_map(|(layer, (z, a))| [LayerValues::z(layer, z), LayerValues::a(layer, a)]);
        [LayerValues::a(1, &self.a[0])].into_iter().chain(both).collect()
    }
}

/// The result of backpropagation: δ⁽ᴸ⁾ to δ⁽²⁾.
#[derive(Debug, Clone, PartialEq)]
pub struct Deltas<T>(pub Vec<Vec<T>>);

impl<T: Scalar> Record for Deltas<T> {
    type Scalar = T;

    fn layers(&self) -> Vec<LayerValues<'_, T>> {
        self.0.iter().enumerate().map(|(i, delta)| LayerValues::delta(self.0.len() + 1 - i, delta)).collect()
    }
}

impl<T: Scalar> fmt::Display for Chosen<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.layers.inputs)?;
        self.layers.rest.iter().try_for_each(|(units, kind)| write!(f, " -> {units} {kind:?}"))
    }
}

impl<T: Scalar> sealed::Network for Chosen<T> {}

impl<T: Scalar> Network for Chosen<T> {
    type Scalar = T;
    /// Of which the network reads as many as it has inputs.
    type Input = [T; UNITS];
    /// Of which it reads as many as it has outputs; the others are 0.
    type Output = [T; OUTPUTS];
    type Forward = Forward<T>;
    type Deltas = Deltas<T>;
    type In<U: Scalar> = Chosen<U>;
    // For kernels, which no number of this page has.
    type Layers = backprop::__private::Output<UNITS, OUTPUTS, Identity, SquaredError>;

    const DECLARATION: &'static str = "";

    fn zeros() -> Self {
        CURRENT.with_borrow(Self::of)
    }

    fn random(seed: u64) -> Self {
        let mut network = Self::zeros();
        let mut random = Random::new(seed);
        for (theta, &(units, kind)) in network.thetas.iter_mut().zip(&network.layers.rest) {
            let epsilon = kind.epsilon(theta.ncols() - 1, units);
            for ((_, j), weight) in theta.indexed_iter_mut() {
                *weight = if j == 0 { T::ZERO } else { T::from_f64(random.uniform(epsilon)) };
            }
        }
        network
    }

    fn forward(&self, x: &[T; UNITS]) -> Forward<T> {
        let mut passed = Forward { z: Vec::new(), a: vec![x[..self.layers.inputs].to_vec()] };
        for (index, theta) in self.thetas.iter().enumerate() {
            let (z, kind) = (weighted_sums(theta, &passed.a[index]), self.kind(index));
            passed.a.push(if index == self.last() {
                for_length!(z.len(), up to 10, K, _COLS => kind.output::<T, K>(exactly(&z)).into())
            } else {
                let [g, _] = kind.functions();
                z.iter().flat_map(|&z| activate(&[z], g)).collect()
            });
            passed.z.push(z);
        }
        passed
    }

    fn backward(&self, forward: &Forward<T>, y: &[T; OUTPUTS]) -> Deltas<T> {
        let mut deltas = vec![self.scored(forward, y).1];
        for index in (0..self.last()).rev() {
            let [_, g_prime] = self.kind(index).functions();
            let delta = hidden_errors(&self.thetas[index + 1], &deltas[deltas.len() - 1], &forward.z[index], g_prime);
            deltas.push(delta);
        }
        Deltas(deltas)
    }

    fn output(&self, x: &[T; UNITS]) -> [T; OUTPUTS] {
        let forward = self.forward(x);
        core::array::from_fn(|k| forward.a[self.thetas.len()].get(k).copied().unwrap_or(T::ZERO))
    }

    fn predict(&self, x: &[T; UNITS]) -> usize {
        backprop::equations::forward::class(&self.forward(x).a[self.thetas.len()])
    }

    fn cost(&self, samples: &SamplesOf<Self>, lambda: T) -> T {
        let mut costs = T::ZERO;
        for (x, y, w) in samples.weighted() {
            costs += weighted_cost(w, self.scored(&self.forward(x), y).0);
        }
        let squares = self.thetas.iter().map(|theta| {
            // Zeros are added, which change no sum.
            Theta::<T, UNITS, { UNITS + 1 }>::from_fn(|i, j| theta.get([i, j]).copied().unwrap_or(T::ZERO)).squares()
        });
        let squares = squares.reduce(|sum, squares| sum + squares);
        mean_cost(costs, squares.unwrap_or(T::ZERO), lambda, samples.len())
    }

    fn accumulated(&self, samples: &SamplesOf<Self>) -> Self {
        let mut accumulated = Self::of(&self.layers);
        for (x, y, w) in samples.weighted() {
            let forward = self.forward(x);
            let deltas = self.backward(&forward, y).0.into_iter().rev();
            for ((sum, delta), a) in accumulated.thetas.iter_mut().zip(deltas).zip(&forward.a) {
                let delta: Vec<T> = delta.into_iter().flat_map(|delta| weighted_error(w, [delta])).collect();
                accumulate_all(sum, &delta, a);
            }
        }
        accumulated
    }

    fn gradient(&self, samples: &SamplesOf<Self>, lambda: T) -> Self {
        let accumulated = self.accumulated(samples);
        let both = accumulated.thetas.iter().zip(&self.thetas);
        let thetas = both.map(|(sum, theta)| gradients(sum, theta, lambda, samples.len())).collect();
        Self { layers: self.layers.clone(), thetas }
    }

    fn map<U: Scalar>(&self, convert: impl Fn(T) -> U) -> Chosen<U> {
        let mut mapped = Chosen::of(&self.layers);
        for (to, from) in mapped.thetas.iter_mut().zip(&self.thetas) {
            to.zip_mut_with(from, |to, &from| *to = convert(from));
        }
        mapped
    }

    /// Makes samples of rows, which are filled up with zeros.
    fn samples(x: Vec<Vec<T>>, y: Vec<Vec<T>>) -> Result<SamplesOf<Self>, SamplesError> {
        fn filled<T: Scalar, const N: usize>(rows: Vec<Vec<T>>) -> Vec<[T; N]> {
            let at = |row: &[T], i| row.get(i).copied().unwrap_or(T::ZERO);
            rows.iter().map(|row| core::array::from_fn(|i| at(row, i))).collect()
        }
        Samples::new(filled::<T, UNITS>(x), filled::<T, OUTPUTS>(y))
    }

    fn thetas(&self) -> Vec<ArrayView2<'_, T>> {
        self.thetas.iter().map(|theta| theta.view()).collect()
    }

    fn thetas_mut(&mut self) -> Vec<ArrayViewMut2<'_, T>> {
        self.thetas.iter_mut().map(|theta| theta.view_mut()).collect()
    }
}
