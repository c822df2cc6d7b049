//! Costs: the cost C of one example, its error δ⁽ᴸ⁾, and the cost J of a network over all examples.
//!
//! A cost is implemented together with the activation of the output layer, `Cost<A>`. For the pair, the error
//! δ⁽ᴸ⁾ = ∂C/∂z⁽ᴸ⁾ has a simple form; and ln h can be computed from z even if h has rounded to 0 or 1.
//!
//! **Invariant**: for every finite z, the cost and its error are finite.

use crate::equations::activation::{Kernel, OutputActivation, Sigmoid, Softmax, Softplus, largest};
use crate::equations::scalar::{Scalar, sum};

/// A cost for output layers with the activation `A`.
///
/// Both functions take the output layer's weighted inputs z, its activations a = h(x), and the target y, each with K
/// entries. A cost of your own is implemented for one activation or for all of them:
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
///     /// A network with a custom cost.
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
#[doc(alias("loss", "loss_function", "criterion", "objective"))]
pub trait Cost<A: OutputActivation> {
    /// Returns the cost C of one example.
    fn cost<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> T;

    /// The targets that the cost can score. The default is every finite number.
    const TARGETS: Targets = Targets::Numbers;

    /// Returns the error of the output layer, δ⁽ᴸ⁾ = ∂C/∂z⁽ᴸ⁾.
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K];

    #[doc(hidden)]
    const KERNEL: Kernel = Kernel::OneByOne;
}

/// The targets that a cost can score. Samples with others are refused before any number is computed.
///
/// ```
/// use backprop::{Cost, CrossEntropy, Sigmoid, SquaredError, Targets};
///
/// assert_eq!(<SquaredError as Cost<Sigmoid>>::TARGETS, Targets::Numbers);
/// assert_eq!(<CrossEntropy as Cost<Sigmoid>>::TARGETS, Targets::Probabilities);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Targets {
    /// Every finite number.
    Numbers,
    /// Probabilities, from 0 to 1. Beyond them, cross-entropy would fall without end.
    Probabilities,
}

impl Targets {
    /// Returns whether a target is one of these.
    pub(crate) fn contain(self, y: f64) -> bool {
        match self {
            Self::Numbers => true,
            Self::Probabilities => (0.0..=1.0).contains(&y),
        }
    }
}

/// Cross-entropy, the cost of probabilities: of K independent yes-or-no questions with [`Sigmoid`], as in logistic
/// regression; of one of K classes with [`Softmax`].
///
/// ```
/// use backprop::{Cost, CrossEntropy, Sigmoid};
///
/// // z = 0, so h = ½; the target is 1: C = −ln ½, δ = ½ − 1.
/// assert_eq!(<CrossEntropy as Cost<Sigmoid>>::cost(&[0.0], &[0.5], &[1.0]), 2.0_f64.ln());
/// assert_eq!(<CrossEntropy as Cost<Sigmoid>>::delta(&[0.0], &[0.5], &[1.0]), [-0.5]);
/// ```
#[derive(Debug, Clone, Copy)]
#[doc(alias(
    "BinaryCrossEntropy",
    "CategoricalCrossEntropy",
    "Bce",
    "LogLoss",
    "CrossEntropyLoss",
    "loss",
    "bce",
    "BCELoss",
    "BCEWithLogitsLoss",
    "binary_crossentropy",
    "categorical_crossentropy",
    "softmax_cross_entropy",
    "nll_loss"
))]
pub struct CrossEntropy;

impl Cost<Sigmoid> for CrossEntropy {
    /// ```text
    /// C = −Σₖ₌₁ᴷ [yₖ ln hₖ + (1 − yₖ) ln(1 − hₖ)]
    ///   = Σₖ₌₁ᴷ [yₖ ln(1 + e^(−zₖ)) + (1 − yₖ) ln(1 + e^zₖ)]
    /// ```
    ///
    /// ```math logistic-cost
    /// \begin{aligned}
    /// C &= -\sum_{k=1}^{K} \left[ \term{y}{y_k} \ln h_k + (1 - \term{y}{y_k}) \ln(1 - h_k) \right] \\
    ///   &= \sum_{k=1}^{K} \left[ \term{y}{y_k} \ln(1 + e^{-\term{z}{z_k}}) + (1 - \term{y}{y_k}) \ln(1 + e^{\term{z}{z_k}}) \right]
    /// \end{aligned}
    /// ```
    ///
    /// The second form is computed: −ln h = ln(1 + e⁻ᶻ) and −ln(1 − h) = ln(1 + eᶻ), the softplus of −z and z, are
    /// finite for every z.
    fn cost<T: Scalar, const K: usize>(z: &[T; K], _a: &[T; K], y: &[T; K]) -> T {
        sum((0..K).map(|k| {
            let [if_one, if_zero] = Softplus::mirrored(z[k]);
            y[k] * if_one + (T::ONE - y[k]) * if_zero
        }))
    }

    /// ```text
    /// δ⁽ᴸ⁾ = a⁽ᴸ⁾ − y
    /// ```
    ///
    /// ```math output-error
    /// \delta^{(L)} = \term{a}{a^{(L)}} - \term{y}{y}
    /// ```
    ///
    /// It is this simple because the slope g′(z) = h (1 − h) of the sigmoid cancels against the slope
    /// (h − y) / (h (1 − h)) of the logarithms.
    fn delta<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        core::array::from_fn(|k| a[k] - y[k])
    }

    const TARGETS: Targets = Targets::Probabilities;
    const KERNEL: Kernel = Kernel::SideBySide;
}

impl Cost<Softmax> for CrossEntropy {
    /// ```text
    /// C = −Σₖ₌₁ᴷ yₖ ln hₖ
    ///   = Σₖ₌₁ᴷ yₖ (ln Σⱼ e^zⱼ − zₖ)
    /// ```
    ///
    /// ```math softmax-cost
    /// \begin{aligned}
    /// C &= -\sum_{k=1}^{K} \term{y}{y_k} \ln h_k \\
    ///   &= \sum_{k=1}^{K} \term{y}{y_k} \Big( \term{ln_total}{\ln \sum_j e^{z_j}} - \term{z}{z_k} \Big)
    /// \end{aligned}
    /// ```
    ///
    /// The second form is computed, with the largest z subtracted inside of the logarithm.
    fn cost<T: Scalar, const K: usize>(z: &[T; K], _a: &[T; K], y: &[T; K]) -> T {
        let largest = largest(z);
        let ln_total = sum(z.iter().map(|&z| (z - largest).exp())).ln();
        sum((0..K).map(|k| y[k] * (ln_total + (largest - z[k]))))
    }

    /// ```text
    /// δ⁽ᴸ⁾ = (Σₖ yₖ) a⁽ᴸ⁾ − y
    /// ```
    ///
    /// ```math softmax-output-error
    /// \delta^{(L)} = \Big( \term{total}{\sum_k y_k} \Big) \, \term{a}{a^{(L)}} - \term{y}{y}
    /// ```
    ///
    /// If y are probabilities, their sum is 1, and δ⁽ᴸ⁾ = a⁽ᴸ⁾ − y again.
    fn delta<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        let total = sum(y.iter().copied());
        core::array::from_fn(|k| total * a[k] - y[k])
    }

    const TARGETS: Targets = Targets::Probabilities;
    const KERNEL: Kernel = Kernel::SideBySide;
}

/// Half the squared distance of the output from the target; for every activation.
///
/// ```
/// use backprop::{Cost, Identity, SquaredError};
///
/// let (h, y) = ([0.5, -2.0], [1.0, 0.0]);
/// assert_eq!(<SquaredError as Cost<Identity>>::cost(&h, &h, &y), (0.5 * 0.5 + 2.0 * 2.0) / 2.0);
/// assert_eq!(<SquaredError as Cost<Identity>>::delta(&h, &h, &y), [-0.5, -2.0]);
/// ```
#[derive(Debug, Clone, Copy)]
#[doc(alias("Mse", "MeanSquaredError", "MSELoss", "LeastSquares", "loss", "mse", "mean_squared_error"))]
pub struct SquaredError;

impl<A: OutputActivation> Cost<A> for SquaredError {
    /// ```text
    /// C = 1/2 Σₖ₌₁ᴷ (hₖ − yₖ)²
    /// ```
    ///
    /// ```math squared-error
    /// C = \frac{1}{2} \sum_{k=1}^{K} (\term{a}{h_k} - \term{y}{y_k})^2
    /// ```
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        let squares = sum((0..K).map(|k| (a[k] - y[k]) * (a[k] - y[k])));
        squares / T::from_f64(2.0)
    }

    /// The slope along a is a − y; [`pull_back`](OutputActivation::pull_back) turns it into the slope along z.
    ///
    /// ```text
    /// δ⁽ᴸ⁾ = (a⁽ᴸ⁾ − y) ⊙ g′(z⁽ᴸ⁾)
    /// ```
    ///
    /// ```math squared-error-delta
    /// \delta^{(L)} = (\term{a}{a^{(L)}} - \term{y}{y}) \odot g'(\term{z}{z^{(L)}})
    /// ```
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        A::pull_back(z, &core::array::from_fn(|k| a[k] - y[k]))
    }

    const KERNEL: Kernel = A::KERNEL;
}

/// Returns the cost C of one example, by the cost `C` for outputs with the activation `A`.
///
/// ```
/// use backprop::{CrossEntropy, Sigmoid, equations::cost::example_cost};
///
/// assert_eq!(example_cost::<CrossEntropy, Sigmoid, f64, 1>(&[0.0], &[0.5], &[1.0]), 2.0_f64.ln());
/// ```
#[inline]
pub fn example_cost<C: Cost<A>, A: OutputActivation, T: Scalar, const K: usize>(
    z: &[T; K],
    a: &[T; K],
    y: &[T; K],
) -> T {
    let [cost] = T::branches(|| [C::cost(z, a, y)]);
    cost
}

/// Returns the error δ⁽ᴸ⁾ of the output layer, by the cost `C` for outputs with the activation `A`.
///
/// ```
/// use backprop::{CrossEntropy, Sigmoid, equations::cost::output_error};
///
/// assert_eq!(output_error::<CrossEntropy, Sigmoid, f64, 1>(&[0.0], &[0.5], &[1.0]), [-0.5]);
/// ```
#[inline]
pub fn output_error<C: Cost<A>, A: OutputActivation, T: Scalar, const K: usize>(
    z: &[T; K],
    a: &[T; K],
    y: &[T; K],
) -> [T; K] {
    T::branches(|| C::delta(z, a, y))
}

/// Returns the cost of an example with the weight w, which counts as w such examples. Without a weight, it counts as one.
///
/// ```text
/// C⁽ⁱ⁾ := w⁽ⁱ⁾ C⁽ⁱ⁾
/// ```
///
/// ```math weighted-cost
/// C^{(i)} := \term{w}{w^{(i)}} \, \term{c}{C^{(i)}}
/// ```
///
/// ```
/// use backprop::equations::cost::weighted_cost;
///
/// assert_eq!((weighted_cost(Some(3.0), 0.5), weighted_cost(None, 0.5)), (1.5, 0.5));
/// ```
#[inline]
pub fn weighted_cost<T: Scalar>(w: Option<T>, c: T) -> T {
    w.map_or(c, |w| w * c)
}

/// Returns the cost J(Θ) of a network over m examples, from the sum of their costs C⁽ⁱ⁾ and the sum of the squares of
/// all weights without the bias columns.
///
/// ```text
/// J(Θ) = 1/m Σᵢ₌₁ᵐ C⁽ⁱ⁾ + λ/(2 m) Σₗ₌₁ᴸ⁻¹ Σᵢ₌₁^sₗ₊₁ Σⱼ₌₁^sₗ (Θᵢⱼ⁽ˡ⁾)²
/// ```
///
/// ```math cost
/// J(\Theta) = \frac{1}{\term{m}{m}} \term{costs}{\sum_{i=1}^{m} C^{(i)}}
///     + \frac{\term{lambda}{\lambda}}{2 \term{m}{m}}
///       \term{squares}{\sum_{l=1}^{L-1} \sum_{i=1}^{s_{l+1}} \sum_{j=1}^{s_l} \left( \Theta_{ij}^{(l)} \right)^2}
/// ```
///
/// ```
/// use backprop::equations::cost::mean_cost;
///
/// // Four examples whose costs add up to 3; λ = ½ and Σ Θ² = 2: 3/4 + 2 · ½/8.
/// assert_eq!(mean_cost(3.0, 2.0, 0.5, 4), 0.875);
/// ```
pub fn mean_cost<T: Scalar>(costs: T, squares: T, lambda: T, m: usize) -> T {
    let m = T::examples(m);
    // Without a penalty, weights whose squares overflow have a finite cost; 0 · ∞ would be NaN.
    if lambda.value() == Some(0.0) { costs / m } else { costs / m + lambda / (m + m) * squares }
}
