//! Counting operations: how much work is a pass? The same code, run with numbers that count.
//!
//! A [`Counted`] has no value. Every operation with it is added to a tally, so a run of `forward` with counted numbers
//! counts the operations of the code.
//!
//! **Invariant**: the counts come from running the code itself, not from a formula that could be out of date.

use crate::equations::scalar::Scalar;
use crate::network::Network;
use core::cell::Cell;
use core::cmp::Ordering;
use core::fmt;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// The operations of each part of the gradient, and of the cost, for one example.
///
/// ```
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let operations = Xor::random(7).operations();
/// assert_eq!(operations.forward.multiplications, 4 * 2 + 1 * 4);
/// assert_eq!(operations.forward.functions, 4 + 1); // four hyperbolic tangents, one exponential
/// println!("{operations}");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[doc(alias("flops", "multiply_add"))]
pub struct Operations {
    /// The number of weights, biases included.
    pub weights: usize,
    /// Forward propagation.
    pub forward: Tally,
    /// Backpropagation alone: all δ, from the result of forward propagation.
    pub backward: Tally,
    /// The products alone: Δ := Δ + δ aᵀ, for all weights.
    pub accumulate: Tally,
    /// The gradient D alone, from Δ. However many examples there are, it is computed once.
    pub mean_gradient: Tally,
    /// The gradient of a single example, which is the sum of these four.
    pub gradient: Tally,
    /// The cost, including forward propagation.
    pub cost: Tally,
}

impl Operations {
    /// Counts the operations of a network for one example.
    pub fn new<N: Network>(network: &N) -> Self {
        let counted = network.map(|_| Counted);
        let weights = network.thetas().iter().map(|theta| theta.len()).sum();
        let samples =
            <N::In<Counted> as Network>::samples(vec![vec![Counted; N::INPUTS]], vec![vec![Counted; N::OUTPUTS]])
                .expect("one row of the right width on both sides");
        let (x, y) = (&samples.x()[0], &samples.y()[0]);
        let (forward, left) = tally(|| counted.forward(x));
        let (backward, _) = tally(|| counted.backward(&left, y));
        let (accumulated, _) = tally(|| counted.accumulated(&samples));
        let (gradient, _) = tally(|| counted.gradient(&samples, Counted));
        let (cost, _) = tally(|| counted.cost(&samples, Counted));
        let accumulate = accumulated.without(forward).without(backward);
        let mean_gradient = gradient.without(accumulated);
        Self { weights, forward, backward, accumulate, mean_gradient, gradient, cost }
    }

    /// Returns the number of operations of the gradient by central differences: two costs for each weight.
    pub fn numeric_gradient(&self) -> usize {
        2 * self.weights * self.cost.total()
    }
}

/// The number of operations of each kind.
///
/// ```
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let forward = Xor::random(7).operations().forward;
/// assert_eq!(forward.divisions, 1); // of the sigmoid
/// assert_eq!(forward.total(), 14 + 12 + 1 + 5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
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
    /// Returns the number of all operations.
    pub fn total(&self) -> usize {
        self.additions + self.multiplications + self.divisions + self.functions + self.comparisons
    }

    /// Returns what is left of a run without a part of it.
    fn without(self, part: Self) -> Self {
        Self {
            additions: self.additions - part.additions,
            multiplications: self.multiplications - part.multiplications,
            divisions: self.divisions - part.divisions,
            functions: self.functions - part.functions,
            comparisons: self.comparisons - part.comparisons,
        }
    }
}

thread_local! {
    static TALLY: Cell<Tally> = Cell::default();
}

/// Runs `run` and counts its operations.
fn tally<R>(run: impl FnOnce() -> R) -> (Tally, R) {
    let outer = TALLY.take();
    let result = run();
    (TALLY.replace(outer), result)
}

/// Adds to the tally of this thread.
fn count(add: impl FnOnce(&mut Tally)) -> Counted {
    let mut tally = TALLY.get();
    add(&mut tally);
    TALLY.set(tally);
    Counted
}

/// A number without a value, whose operations are counted.
///
/// ```
/// use backprop::{Activation, Scalar, Sigmoid, readings::counting::Counted};
///
/// // Functions of the crate, and your own, run with it; `Network::operations` reads the counts.
/// assert_eq!(Sigmoid::g(Counted), Counted);
/// ```
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

/// Counted numbers are all equal. To compare them counts as a comparison.
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

/// Prints a line for each part.
impl fmt::Display for Operations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "forward:  {}", self.forward)?;
        writeln!(f, "backward: {}", self.backward)?;
        writeln!(f, "Δ:        {}", self.accumulate)?;
        writeln!(f, "D:        {}", self.mean_gradient)?;
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
