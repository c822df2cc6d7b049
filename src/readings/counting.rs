//! How much work is a pass? The same code, run with numbers that count.
//!
//! A [`Counted`] has no value. Whatever is done with it is added to a tally, so a run of `forward` with counted numbers
//! tells what the code does, operation by operation.
//!
//! **Invariant**: what is counted are the operations of the code that computes, no formula that could be out of date.

use crate::equations::scalar::Scalar;
use crate::network::Network;
use std::cell::Cell;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// What a pass of one example costs.
///
/// ```
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let operations = Xor::random(7).operations();
/// assert_eq!(operations.forward.multiplications, 4 * 2 + 1 * 4);
/// println!("{operations}");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operations {
    /// Weights of the network, biases counted.
    pub weights: usize,
    /// Forward propagation.
    pub forward: Tally,
    /// Backpropagation alone: all δ from what forward propagation left.
    pub backward: Tally,
    /// The whole gradient: both passes, Δ and D.
    pub gradient: Tally,
    /// The cost, with its forward propagation.
    pub cost: Tally,
}

impl Operations {
    /// Counts the operations of a network for one example.
    pub fn of<N: Network>(network: &N) -> Self {
        let counted = network.map(|_| Counted);
        let (inputs, outputs, weights) = sizes(&counted);
        let samples = <N::In<Counted> as Network>::samples(vec![vec![Counted; inputs]], vec![vec![Counted; outputs]])
            .expect("one row of the right width on both sides");
        let (x, y) = (&samples.x()[0], &samples.y()[0]);
        let (forward, left) = tally(|| counted.forward(x));
        let (backward, _) = tally(|| counted.backward(&left, y));
        let (gradient, _) = tally(|| counted.gradient(&samples, Counted));
        let (cost, _) = tally(|| counted.cost(&samples, Counted));
        Self { weights, forward, backward, gradient, cost }
    }

    /// The cost of the gradient by differences: two costs for each weight.
    pub fn numeric_gradient(&self) -> usize {
        2 * self.weights * self.cost.total()
    }
}

/// s₁, K and the number of all weights.
fn sizes<N: Network>(network: &N) -> (usize, usize, usize) {
    let thetas = network.thetas();
    let (first, last) = (&thetas[0], &thetas[thetas.len() - 1]);
    (first.ncols() - 1, last.nrows(), thetas.iter().map(|theta| theta.len()).sum())
}

/// Operations by their kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Sums, differences and changes of sign.
    pub additions: usize,
    /// Products.
    pub multiplications: usize,
    /// Quotients.
    pub divisions: usize,
    /// Exponentials, logarithms, roots and hyperbolic functions.
    pub functions: usize,
    /// Comparisons, maxima and absolute values.
    pub comparisons: usize,
}

impl Tally {
    /// All operations.
    pub fn total(&self) -> usize {
        self.additions + self.multiplications + self.divisions + self.functions + self.comparisons
    }
}

thread_local! {
    static TALLY: Cell<Tally> = Cell::default();
}

/// Counts what `run` does.
fn tally<R>(run: impl FnOnce() -> R) -> (Tally, R) {
    let outer = TALLY.take();
    let result = run();
    (TALLY.replace(outer), result)
}

/// Adds to the tally.
fn count(add: impl FnOnce(&mut Tally)) -> Counted {
    let mut tally = TALLY.get();
    add(&mut tally);
    TALLY.set(tally);
    Counted
}

/// A number without a value, whose operations are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted;

impl Scalar for Counted {
    const ZERO: Self = Self;
    const ONE: Self = Self;
    const EPSILON: Self = Self;

    fn from_f64(_value: f64) -> Self {
        Self
    }
    fn exp(self) -> Self {
        count(|tally| tally.functions += 1)
    }
    fn ln(self) -> Self {
        count(|tally| tally.functions += 1)
    }
    fn ln_1p(self) -> Self {
        count(|tally| tally.functions += 1)
    }
    fn sqrt(self) -> Self {
        count(|tally| tally.functions += 1)
    }
    fn tanh(self) -> Self {
        count(|tally| tally.functions += 1)
    }
    fn cosh(self) -> Self {
        count(|tally| tally.functions += 1)
    }
    fn is_finite(self) -> bool {
        true
    }
    fn abs(self) -> Self {
        count(|tally| tally.comparisons += 1)
    }
    fn max(self, _other: Self) -> Self {
        count(|tally| tally.comparisons += 1)
    }
}

impl Add for Counted {
    type Output = Self;
    fn add(self, _other: Self) -> Self {
        count(|tally| tally.additions += 1)
    }
}

impl AddAssign for Counted {
    fn add_assign(&mut self, _other: Self) {
        count(|tally| tally.additions += 1);
    }
}

impl Sub for Counted {
    type Output = Self;
    fn sub(self, _other: Self) -> Self {
        count(|tally| tally.additions += 1)
    }
}

impl Mul for Counted {
    type Output = Self;
    fn mul(self, _other: Self) -> Self {
        count(|tally| tally.multiplications += 1)
    }
}

impl Div for Counted {
    type Output = Self;
    fn div(self, _other: Self) -> Self {
        count(|tally| tally.divisions += 1)
    }
}

impl Neg for Counted {
    type Output = Self;
    fn neg(self) -> Self {
        count(|tally| tally.additions += 1)
    }
}

/// All are equal; to find that out is a comparison.
impl PartialOrd for Counted {
    fn partial_cmp(&self, _other: &Self) -> Option<Ordering> {
        count(|tally| tally.comparisons += 1);
        Some(Ordering::Equal)
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("·")
    }
}

/// A line a pass.
impl fmt::Display for Operations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "forward:  {}", self.forward)?;
        writeln!(f, "backward: {}", self.backward)?;
        writeln!(f, "gradient: {}", self.gradient)?;
        write!(f, "cost:     {}", self.cost)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { additions, multiplications, divisions, functions, comparisons } = self;
        write!(f, "{additions} additions, {multiplications} multiplications, {divisions} divisions, ")?;
        write!(f, "{functions} functions, {comparisons} comparisons")
    }
}
