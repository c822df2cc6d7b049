//! What an output is worth: the cost C of one example, and J of a whole network.
//!
//! A cost is always paired with the activation of the output layer, `Cost<A>`: only the pair knows the error
//! δ⁽ᴸ⁾ = ∂C/∂z⁽ᴸ⁾ in its simplest form, and only from z can ln h be computed where h has rounded to 0 or 1.
//!
//! **Invariant**: for every finite z, the cost and its error are finite.

use crate::equations::activation::{Kernel, OutputActivation, Sigmoid, Softmax, Softplus, largest};
use crate::equations::scalar::{Scalar, sum};

/// A cost that scores outputs of the activation `A`.
///
/// Both functions get the output layer's weighted inputs z, its activations a = h(x), and the target y, each with K
/// entries. A cost of your own implements it for one activation or for all:
///
/// ```
/// use backprop::{Activation, Cost, OutputActivation, Scalar};
///
/// /// Σ ln cosh(h − y): squared near the target, straight far from it.
/// struct LogCosh;
///
/// impl<A: OutputActivation> Cost<A> for LogCosh {
///     fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
///         (0..K).fold(T::ZERO, |sum, k| sum + (a[k] - y[k]).cosh().ln())
///     }
///     fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
///         A::pull_back(z, &std::array::from_fn(|k| (a[k] - y[k]).tanh()))
///     }
/// }
///
/// backprop::network! {
///     /// A network with a cost of one's own.
///     struct Robust { layers: 2 -> 3 Tanh -> 1 Identity, cost: LogCosh }
/// }
/// # use backprop::{Identity, Samples, Tanh};
/// let samples = Samples::new([[0.5, -0.2]], [[1.0]])?;
/// assert!(backprop::gradient_check(&Robust::random(1), &samples, 0.0).agrees());
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot score an output layer of `{A}`",
    label = "this cost does not go with an output layer of `{A}`",
    note = "`CrossEntropy` needs probabilities: end the network in `Sigmoid` (K independent yes-or-no outputs) or in `Softmax` (one of K classes)",
    note = "`SquaredError` goes with every activation",
    note = "a cost of your own has two functions: write `impl Cost<{A}> for {Self}` with `cost` and `delta`"
)]
pub trait Cost<A: OutputActivation> {
    /// The cost C of one example.
    fn cost<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> T;

    /// The error of the output layer, δ⁽ᴸ⁾ = ∂C/∂z⁽ᴸ⁾.
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K];

    #[doc(hidden)]
    const KERNEL: Kernel = Kernel::OneByOne;
}

/// The cost of probabilities: with [`Sigmoid`], K independent yes-or-no questions, as in logistic regression; with
/// [`Softmax`], one of K classes.
#[derive(Debug, Clone, Copy)]
pub struct CrossEntropy;

impl Cost<Sigmoid> for CrossEntropy {
    /// ```math logistic-cost
    /// \begin{aligned}
    /// C &= -\sum_{k=1}^{K} \left[ \term{y}{y_k} \ln h_k + (1 - \term{y}{y_k}) \ln(1 - h_k) \right] \\
    ///   &= \sum_{k=1}^{K} \left[ \term{y}{y_k} \ln(1 + e^{-\term{z}{z_k}}) + (1 - \term{y}{y_k}) \ln(1 + e^{\term{z}{z_k}}) \right]
    /// \end{aligned}
    /// ```
    ///
    /// The second form is computed: −ln h = ln(1 + e⁻ᶻ) and −ln(1 − h) = ln(1 + eᶻ) are finite for every z, and each is
    /// the softplus of ∓z.
    fn cost<T: Scalar, const K: usize>(z: &[T; K], _a: &[T; K], y: &[T; K]) -> T {
        sum((0..K).map(|k| {
            let [if_one, if_zero] = Softplus::mirrored(z[k]);
            y[k] * if_one + (T::ONE - y[k]) * if_zero
        }))
    }

    /// ```math output-error
    /// \delta^{(L)} = \term{a}{a^{(L)}} - \term{y}{y}
    /// ```
    ///
    /// So simple, because the slope g′(z) = h (1 − h) of the sigmoid cancels against the slope (h − y) / (h (1 − h)) of
    /// the logarithms.
    fn delta<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        std::array::from_fn(|k| a[k] - y[k])
    }

    const KERNEL: Kernel = Kernel::SideBySide;
}

impl Cost<Softmax> for CrossEntropy {
    /// ```math softmax-cost
    /// \begin{aligned}
    /// C &= -\sum_{k=1}^{K} \term{y}{y_k} \ln h_k \\
    ///   &= \sum_{k=1}^{K} \term{y}{y_k} \Big( \term{ln_total}{\ln \sum_j e^{z_j}} - \term{z}{z_k} \Big)
    /// \end{aligned}
    /// ```
    ///
    /// The second form is computed, with the largest z taken out of the logarithm.
    fn cost<T: Scalar, const K: usize>(z: &[T; K], _a: &[T; K], y: &[T; K]) -> T {
        let largest = largest(z);
        let ln_total = sum(z.iter().map(|&z| (z - largest).exp())).ln();
        sum((0..K).map(|k| y[k] * (ln_total + (largest - z[k]))))
    }

    /// ```math softmax-output-error
    /// \delta^{(L)} = \Big( \term{total}{\sum_k y_k} \Big) \, \term{a}{a^{(L)}} - \term{y}{y}
    /// ```
    ///
    /// Of probabilities y the sum is 1: again δ⁽ᴸ⁾ = a⁽ᴸ⁾ − y.
    fn delta<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        let total = sum(y.iter().copied());
        std::array::from_fn(|k| total * a[k] - y[k])
    }

    const KERNEL: Kernel = Kernel::SideBySide;
}

/// Half the squared distance of the output from the target; goes with every activation.
#[derive(Debug, Clone, Copy)]
pub struct SquaredError;

impl<A: OutputActivation> Cost<A> for SquaredError {
    /// ```math squared-error
    /// C = \frac{1}{2} \sum_{k=1}^{K} (\term{a}{h_k} - \term{y}{y_k})^2
    /// ```
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        let squares = sum((0..K).map(|k| (a[k] - y[k]) * (a[k] - y[k])));
        squares / T::from_f64(2.0)
    }

    /// The slope along a is a − y; the activation takes it to the slope along z.
    ///
    /// ```math squared-error-delta
    /// \delta^{(L)} = (\term{a}{a^{(L)}} - \term{y}{y}) \odot g'(\term{z}{z^{(L)}})
    /// ```
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        A::pull_back(z, &std::array::from_fn(|k| a[k] - y[k]))
    }

    const KERNEL: Kernel = A::KERNEL;
}

/// The cost C of one example, scored by the cost `C` on an output of the activation `A`.
#[inline]
pub fn example_cost<C: Cost<A>, A: OutputActivation, T: Scalar, const K: usize>(
    z: &[T; K],
    a: &[T; K],
    y: &[T; K],
) -> T {
    let [cost] = T::branches(|| [C::cost(z, a, y)]);
    cost
}

/// The error δ⁽ᴸ⁾ of the output, scored by the cost `C` on an output of the activation `A`.
#[inline]
pub fn output_error<C: Cost<A>, A: OutputActivation, T: Scalar, const K: usize>(
    z: &[T; K],
    a: &[T; K],
    y: &[T; K],
) -> [T; K] {
    T::branches(|| C::delta(z, a, y))
}

/// The cost J(Θ) of a network over m examples, from the sum of their costs C⁽ⁱ⁾ and from the sum of the squares of all
/// weights without the bias columns.
///
/// ```math cost
/// J(\Theta) = \frac{1}{\term{m}{m}} \term{costs}{\sum_{i=1}^{m} C^{(i)}}
///     + \frac{\term{lambda}{\lambda}}{2 \term{m}{m}}
///       \term{squares}{\sum_{l=1}^{L-1} \sum_{i=1}^{s_{l+1}} \sum_{j=1}^{s_l} \left( \Theta_{ij}^{(l)} \right)^2}
/// ```
pub fn mean_cost<T: Scalar>(costs: T, squares: T, lambda: T, m: usize) -> T {
    let m = T::examples(m);
    costs / m + lambda / (m + m) * squares
}
