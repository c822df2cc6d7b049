//! Which layers does a network have? The same code, run with numbers that only listen.
//!
//! The sizes can be seen from the weights, but the activations stand in the code alone. A number without a value runs
//! through `forward` and writes down the name of every activation that is applied to it.
//!
//! **Invariant**: what is told is what the code does, whatever the declaration's words are.

use crate::network::Network;
use crate::scalar::{Function, Scalar};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// The layers of a network: sizes and activations.
///
/// ```
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// use backprop::architecture::Architecture;
///
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// assert_eq!(Architecture::of(&Xor::random(7)).to_string(), "2 -> 4 Tanh -> 1 Sigmoid");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Architecture {
    /// s₁, the units of the input.
    pub inputs: usize,
    /// Layer 2 to layer L.
    pub layers: Vec<Layer>,
}

/// A layer after the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its units.
    pub units: usize,
    /// The type of its activation with its whole path, as [`type_name`](std::any::type_name) gives it; empty, where
    /// `forward` was not written by [`network!`](crate::network!) and does not name it.
    pub activation: &'static str,
}

impl Architecture {
    /// Runs one example of listening numbers through `network`.
    pub fn of<N: Network>(network: &N) -> Self {
        let listening = network.map(|_| Listening);
        let shapes: Vec<_> = network.thetas().iter().map(|theta| theta.dim()).collect();
        let (inputs, outputs) = (shapes[0].1 - 1, shapes[shapes.len() - 1].0);
        let samples =
            <N::In<Listening> as Network>::samples(vec![vec![Listening; inputs]], vec![vec![Listening; outputs]])
                .expect("one row of the right width on both sides");
        let outer = HEARD.take();
        listening.forward(&samples.x()[0]);
        let mut heard = HEARD.replace(outer).into_iter();

        // Each unit of a hidden layer names its activation; the output, which is last, names it once for all.
        let layers = shapes
            .iter()
            .map(|&(units, _)| Layer { units, activation: heard.by_ref().take(units).last().unwrap_or_default() });
        Self { inputs, layers: layers.collect() }
    }
}

impl Layer {
    /// The activation's name without its path.
    pub fn activation_name(&self) -> &'static str {
        let path_end = self.activation.find('<').unwrap_or(self.activation.len());
        let start = self.activation[..path_end].rfind("::").map_or(0, |colons| colons + 2);
        &self.activation[start..]
    }
}

/// As in a declaration: `2 -> 4 Tanh -> 1 Sigmoid`.
impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.inputs)?;
        self.layers.iter().try_for_each(|layer| write!(f, " -> {} {}", layer.units, layer.activation_name()))
    }
}

thread_local! {
    /// The activations that were applied, one after the other.
    static HEARD: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// Writes an activation down.
fn hear(activation: &'static str) {
    HEARD.with_borrow_mut(|heard| heard.push(activation));
}

/// A number without a value, that listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Listening;

impl Scalar for Listening {
    const ZERO: Self = Self;
    const ONE: Self = Self;
    const EPSILON: Self = Self;

    fn from_f64(_value: f64) -> Self {
        Self
    }
    fn exp(self) -> Self {
        self
    }
    fn ln(self) -> Self {
        self
    }
    fn ln_1p(self) -> Self {
        self
    }
    fn sqrt(self) -> Self {
        self
    }
    fn tanh(self) -> Self {
        self
    }
    fn cosh(self) -> Self {
        self
    }
    fn is_finite(self) -> bool {
        true
    }
    /// What an activation is made of is of no interest.
    fn apply(function: Function, z: Self, _compute: impl Fn(Self) -> Self) -> Self {
        if let Function::G(activation) = function {
            hear(activation);
        }
        z
    }
    fn output<const K: usize>(activation: &'static str, _compute: impl Fn() -> [Self; K]) -> [Self; K] {
        hear(activation);
        [Self; K]
    }
}

macro_rules! operator {
    ($($operator:ident $method:ident),*) => {$(
        impl $operator for Listening {
            type Output = Self;
            fn $method(self, _other: Self) -> Self {
                self
            }
        }
    )*};
}

operator!(Add add, Sub sub, Mul mul, Div div);

impl AddAssign for Listening {
    fn add_assign(&mut self, _other: Self) {}
}

impl Neg for Listening {
    type Output = Self;
    fn neg(self) -> Self {
        self
    }
}

/// All are equal.
impl PartialOrd for Listening {
    fn partial_cmp(&self, _other: &Self) -> Option<Ordering> {
        Some(Ordering::Equal)
    }
}

impl fmt::Display for Listening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("·")
    }
}
