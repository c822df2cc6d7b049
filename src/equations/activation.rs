//! Activation functions: from the weighted input z of a unit to its activation a = g(z).
//!
//! An activation is a type with two functions: `g`, and its derivative `g_prime`. To add one, implement [`Activation`]
//! in your own crate. [`Softmax`] is different: it depends on all units of a layer, so it is an [`OutputActivation`]
//! only.
//!
//! **Invariant**: for every finite z, g(z) and g′(z) are finite, even if eᶻ overflows.

use crate::equations::forward::activate;
use crate::equations::scalar::{Function, Scalar, sum};
use core::any::type_name;

/// An activation of single units: a = g(z).
///
/// ```
/// use backprop::{Activation, Scalar};
///
/// /// z · sigmoid(z), called swish or SiLU.
/// struct Swish;
///
/// impl Activation for Swish {
///     fn g<T: Scalar>(z: T) -> T {
///         z * backprop::Sigmoid::g(z)
///     }
///     fn g_prime<T: Scalar>(z: T) -> T {
///         backprop::Sigmoid::g(z) + z * backprop::Sigmoid::g_prime(z)
///     }
/// }
///
/// backprop::network! {
///     /// A network with a custom activation.
///     struct Smooth { layers: 2 -> 3 Swish -> 1 Identity, cost: SquaredError }
/// }
/// # use backprop::{Identity, Samples, SquaredError};
/// let samples = Samples::new([[0.5, -0.2]], [[1.0]])?;
/// assert!(backprop::gradient_check(&Smooth::random(1), &samples, 0.0).agrees());
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation of single units",
    label = "expected an activation of single units",
    note = "an activation of your own has two functions: write `impl Activation for {Self}` with `g` and `g_prime`",
    note = "`Softmax` takes a whole layer, and can only be the last one"
)]
#[doc(alias("activation_function", "nonlinearity"))]
pub trait Activation {
    /// Returns the activation a = g(z).
    fn g<T: Scalar>(z: T) -> T;

    /// Returns the derivative g′(z) = dg/dz at the weighted input z.
    fn g_prime<T: Scalar>(z: T) -> T;

    /// Returns the range ε of the first weights of a layer with this activation, which are drawn from [−ε, ε). The
    /// default is [`glorot`].
    fn epsilon(inputs: usize, units: usize) -> f64 {
        glorot(inputs, units)
    }

    #[doc(hidden)]
    const KERNEL: Kernel = Kernel::OneByOne;
}

/// An activation of a whole layer, for the output: every [`Activation`], and [`Softmax`].
///
/// ```
/// use backprop::{OutputActivation, Sigmoid, Softmax};
///
/// assert_eq!(Sigmoid::activate(&[0.0, 0.0]), [0.5, 0.5]);
/// assert_eq!(Softmax::activate(&[0.0, 0.0, 0.0, 0.0]), [0.25; 4]);
/// // The slope ∂C/∂a = 2 of a cost, along z: 2 g′(0) = ½.
/// assert_eq!(Sigmoid::pull_back(&[0.0], &[2.0]), [0.5]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation",
    label = "expected an activation",
    note = "an activation of your own has two functions: write `impl Activation for {Self}` with `g` and `g_prime`"
)]
pub trait OutputActivation {
    /// Returns the activations a of the layer, from its weighted inputs z.
    fn activate<T: Scalar, const K: usize>(z: &[T; K]) -> [T; K];

    /// Returns the slope ∂C/∂z of a cost along the weighted inputs, from its slope ∂C/∂a along the activations.
    fn pull_back<T: Scalar, const K: usize>(z: &[T; K], slope: &[T; K]) -> [T; K];

    /// Returns the range ε of the first weights of a layer with this activation; see [`Activation::epsilon`].
    fn epsilon(inputs: usize, units: usize) -> f64;

    #[doc(hidden)]
    const KERNEL: Kernel = Kernel::OneByOne;

    /// The least number of units that can tell something.
    #[doc(hidden)]
    const LEAST_UNITS: usize = 1;
}

/// The way in which a kernel may compute an activation or a cost; types of other crates keep the default.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// One number at a time: the functions may compare numbers.
    OneByOne,
    /// Several numbers at once (lanes): the functions compare numbers by [`Scalar::max`] and [`Scalar::abs`] alone.
    SideBySide,
    /// Lanes; g and g′ of [`Sigmoid`] from one exponential.
    Sigmoid,
    /// Lanes; g and g′ of [`Tanh`] from one exponential.
    Tanh,
}

/// Returns g(z) of the activation `A`; generated code calls it for each unit.
///
/// ```
/// use backprop::{Tanh, equations::activation::g};
///
/// assert_eq!(g::<Tanh, f64>(0.2), 0.2_f64.tanh());
/// ```
#[inline]
pub fn g<A: Activation, T: Scalar>(z: T) -> T {
    T::apply(Function::G(type_name::<A>()), z, A::g)
}

/// Returns g′(z) of the activation `A`.
///
/// ```
/// use backprop::{Sigmoid, equations::activation::g_prime};
///
/// assert_eq!(g_prime::<Sigmoid, f64>(0.0), 0.25);
/// ```
#[inline]
pub fn g_prime<A: Activation, T: Scalar>(z: T) -> T {
    T::apply(Function::GPrime(type_name::<A>()), z, A::g_prime)
}

/// Returns the activations of an output layer with the activation `A`.
///
/// ```
/// use backprop::{Softmax, equations::activation::output};
///
/// assert_eq!(output::<Softmax, f64, 2>(&[0.7, 0.7]), [0.5, 0.5]);
/// ```
#[inline]
pub fn output<A: OutputActivation, T: Scalar, const K: usize>(z: &[T; K]) -> [T; K] {
    const { assert!(K >= A::LEAST_UNITS, "a single output of `Softmax` is always 1; write `1 Sigmoid` for two classes") };
    T::branches(|| A::activate(z))
}

impl<A: Activation> OutputActivation for A {
    fn activate<T: Scalar, const K: usize>(z: &[T; K]) -> [T; K] {
        activate(z, g::<A, T>)
    }

    /// Multiplies each slope by the derivative of its unit.
    ///
    /// ```text
    /// ∂C/∂zₖ = ∂C/∂aₖ g′(zₖ)
    /// ```
    ///
    /// ```math pull-back
    /// \frac{\partial C}{\partial z_k} = \term{slope}{\frac{\partial C}{\partial a_k}} \, \term{g_prime}{g'}(\term{z}{z_k})
    /// ```
    fn pull_back<T: Scalar, const K: usize>(z: &[T; K], slope: &[T; K]) -> [T; K] {
        core::array::from_fn(|k| slope[k] * g_prime::<A, T>(z[k]))
    }

    fn epsilon(inputs: usize, units: usize) -> f64 {
        A::epsilon(inputs, units)
    }

    const KERNEL: Kernel = A::KERNEL;
}

/// The logistic function: maps any number to a probability.
///
/// ```
/// use backprop::{Activation, Sigmoid};
///
/// assert_eq!((Sigmoid::g(0.0), Sigmoid::g_prime(0.0)), (0.5, 0.25));
/// ```
#[derive(Debug, Clone, Copy)]
#[doc(alias("Logistic", "expit", "logistic"))]
pub struct Sigmoid;

impl Activation for Sigmoid {
    /// ```text
    /// g(z) = 1/(1 + e⁻ᶻ)
    /// ```
    ///
    /// ```math sigmoid
    /// g(z) = \frac{1}{1 + e^{-\term{z}{z}}}
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        T::ONE / (T::ONE + (-z).exp())
    }

    /// ```text
    /// g′(z) = g(z) (1 − g(z)) = g(z) g(−z)
    /// ```
    ///
    /// ```math sigmoid-prime
    /// g'(z) = g(z) \, (1 - g(z)) = \term{g}{g}(\term{z}{z}) \, \term{g}{g}(-\term{z}{z})
    /// ```
    ///
    /// The second form is computed: from z = 37 on, 1 − g(z) would cancel to 0, while g(−z) keeps all its digits.
    #[inline]
    fn g_prime<T: Scalar>(z: T) -> T {
        Self::g(z) * Self::g(-z)
    }

    const KERNEL: Kernel = Kernel::Sigmoid;
}

/// The hyperbolic tangent: a sigmoid from −1 to 1.
///
/// ```
/// use backprop::{Activation, Tanh};
///
/// assert_eq!((Tanh::g(0.0), Tanh::g_prime(0.0)), (0.0, 1.0));
/// ```
#[derive(Debug, Clone, Copy)]
#[doc(alias = "hyperbolic_tangent")]
pub struct Tanh;

impl Activation for Tanh {
    /// ```text
    /// g(z) = tanh z
    /// ```
    ///
    /// ```math tanh
    /// g(z) = \tanh z
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        z.tanh()
    }

    /// ```text
    /// g′(z) = 1 − tanh² z = 1/(cosh² z)
    /// ```
    ///
    /// ```math tanh-prime
    /// g'(z) = 1 - \tanh^2 z = \frac{1}{\cosh^2 z}
    /// ```
    ///
    /// The second form is computed: it does not cancel if tanh z is near ±1.
    #[inline]
    fn g_prime<T: Scalar>(z: T) -> T {
        T::ONE / (z.cosh() * z.cosh())
    }

    const KERNEL: Kernel = Kernel::Tanh;
}

/// The rectified linear unit: z if z is positive, otherwise 0.
///
/// ```
/// use backprop::{Activation, Relu};
///
/// assert_eq!([-2.0, 0.0, 3.0].map(Relu::g), [0.0, 0.0, 3.0]);
/// assert_eq!([-2.0, 0.0, 3.0].map(Relu::g_prime), [0.0, 0.0, 1.0]);
/// ```
#[derive(Debug, Clone, Copy)]
#[doc(alias("ReLU", "rectifier"))]
pub struct Relu;

impl Activation for Relu {
    /// ```text
    /// g(z) = max(0, z)
    /// ```
    ///
    /// ```math relu
    /// g(z) = \max(0, z)
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        z.max(T::ZERO)
    }

    /// ```text
    /// g′(z) = 1  for z > 0
    ///         0  for z ≤ 0
    /// ```
    ///
    /// ```math relu-prime
    /// g'(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}
    /// ```
    ///
    /// There is no derivative at z = 0; 0 is the usual choice.
    #[inline]
    fn g_prime<T: Scalar>(z: T) -> T {
        if z > T::ZERO { T::ONE } else { T::ZERO }
    }

    fn epsilon(inputs: usize, _units: usize) -> f64 {
        he(inputs)
    }
}

/// A rectified linear unit with a small slope on the negative side.
///
/// ```
/// use backprop::{Activation, LeakyRelu};
///
/// assert_eq!([-2.0, 0.0, 3.0].map(LeakyRelu::g), [-0.02, 0.0, 3.0]);
/// ```
#[derive(Debug, Clone, Copy)]
#[doc(alias("LeakyReLU", "LRelu", "lrelu"))]
pub struct LeakyRelu;

impl LeakyRelu {
    /// The slope on the negative side.
    pub const SLOPE: f64 = 0.01;
}

impl Activation for LeakyRelu {
    /// ```text
    /// g(z) = z       for z > 0
    ///        0.01 z  for z ≤ 0
    /// ```
    ///
    /// ```math leaky-relu
    /// g(z) = \begin{cases} z & z > 0 \\ 0.01 \, z & z \le 0 \end{cases}
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        z * Self::g_prime(z)
    }

    /// ```text
    /// g′(z) = 1     for z > 0
    ///         0.01  for z ≤ 0
    /// ```
    ///
    /// ```math leaky-relu-prime
    /// g'(z) = \begin{cases} 1 & z > 0 \\ 0.01 & z \le 0 \end{cases}
    /// ```
    #[inline]
    fn g_prime<T: Scalar>(z: T) -> T {
        if z > T::ZERO { T::ONE } else { T::from_f64(Self::SLOPE) }
    }

    fn epsilon(inputs: usize, _units: usize) -> f64 {
        he(inputs)
    }
}

/// A smooth approximation of [`Relu`].
///
/// ```
/// use backprop::{Activation, Softplus};
///
/// assert_eq!((Softplus::g(0.0), Softplus::g_prime(0.0)), (2.0_f64.ln(), 0.5));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Softplus;

impl Activation for Softplus {
    /// ```text
    /// g(z) = ln(1 + eᶻ)
    ///      = max(0, z) + ln(1 + e^(−|z|))
    /// ```
    ///
    /// ```math softplus
    /// \begin{aligned}
    /// g(z) &= \ln(1 + e^z) \\
    ///      &= \max(0, \term{z}{z}) + \ln(1 + e^{-|\term{z}{z}|})
    /// \end{aligned}
    /// ```
    ///
    /// The second form is computed: its exponential cannot overflow.
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        z.max(T::ZERO) + (-z.abs()).exp().ln_1p()
    }

    /// ```text
    /// g′(z) = 1/(1 + e⁻ᶻ)
    /// ```
    ///
    /// ```math softplus-prime
    /// g'(z) = \frac{1}{1 + e^{-z}}
    /// ```
    #[inline]
    fn g_prime<T: Scalar>(z: T) -> T {
        Sigmoid::g(z)
    }

    const KERNEL: Kernel = Kernel::SideBySide;

    fn epsilon(inputs: usize, _units: usize) -> f64 {
        he(inputs)
    }
}

impl Softplus {
    /// Returns g(−z) and g(z), which have the logarithm in common.
    ///
    /// At z = 0, |z| and both maxima have a kink, while g has none. A number that carries its slope must take the same
    /// side at all three kinks. |z| takes that of negative z, where max(0, −z) is −z and max(0, z) is 0. Of two equal
    /// numbers, [`Scalar::max`] returns the second: so −z stands second, and z first.
    #[inline]
    pub(crate) fn mirrored<T: Scalar>(z: T) -> [T; 2] {
        let ln = (-z.abs()).exp().ln_1p();
        [T::ZERO.max(-z) + ln, z.max(T::ZERO) + ln]
    }
}

/// The identity: a linear unit.
///
/// ```
/// use backprop::{Activation, Identity};
///
/// assert_eq!((Identity::g(-2.0), Identity::g_prime(-2.0)), (-2.0, 1.0));
/// ```
#[derive(Debug, Clone, Copy)]
#[doc(alias("Linear", "linear", "regression"))]
pub struct Identity;

impl Activation for Identity {
    /// ```text
    /// g(z) = z
    /// ```
    ///
    /// ```math identity
    /// g(z) = z
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        z
    }

    /// ```text
    /// g′(z) = 1
    /// ```
    ///
    /// ```math identity-prime
    /// g'(z) = 1
    /// ```
    #[inline]
    fn g_prime<T: Scalar>(_z: T) -> T {
        T::ONE
    }

    const KERNEL: Kernel = Kernel::SideBySide;
}

/// Probabilities of K classes that exclude each other: positive, with the sum 1. For the output layer only.
///
/// ```
/// use backprop::{OutputActivation, Softmax};
///
/// let h = Softmax::activate(&[1.0, 3.0, 0.0]);
/// assert!((h.iter().sum::<f64>() - 1.0).abs() < 1e-15 && h[1] > h[0] && h[0] > h[2]);
/// ```
#[derive(Debug, Clone, Copy)]
#[doc(alias("multinomial", "softargmax"))]
pub struct Softmax;

impl OutputActivation for Softmax {
    /// ```text
    /// aₖ = e^zₖ/(Σⱼ e^zⱼ)
    /// ```
    ///
    /// ```math softmax
    /// a_k = \frac{\term{power}{e^{z_k}}}{\term{total}{\sum_j e^{z_j}}}
    /// ```
    ///
    /// The largest z is subtracted from all of them first: it cancels in the quotient, and no exponential can overflow.
    fn activate<T: Scalar, const K: usize>(z: &[T; K]) -> [T; K] {
        let largest = largest(z);
        let powers = activate(z, |z| (z - largest).exp());
        let total = sum(powers.iter().copied());
        activate(&powers, |power| power / total)
    }

    /// Multiplies by the whole Jacobian, since every a depends on every z.
    ///
    /// ```text
    /// ∂C/∂zₖ = aₖ (∂C/∂aₖ − Σⱼ aⱼ ∂C/∂aⱼ)
    /// ```
    ///
    /// ```math softmax-pull-back
    /// \frac{\partial C}{\partial z_k} = \term{a}{a_k} \left( \term{slope}{\frac{\partial C}{\partial a_k}}
    ///     - \term{mean}{\sum_j a_j \frac{\partial C}{\partial a_j}} \right)
    /// ```
    fn pull_back<T: Scalar, const K: usize>(z: &[T; K], slope: &[T; K]) -> [T; K] {
        let a = Self::activate(z);
        let mean = sum(a.iter().zip(slope).map(|(&a, &slope)| a * slope));
        core::array::from_fn(|k| a[k] * (slope[k] - mean))
    }

    fn epsilon(inputs: usize, units: usize) -> f64 {
        glorot(inputs, units)
    }

    const KERNEL: Kernel = Kernel::SideBySide;

    const LEAST_UNITS: usize = 2;
}

/// Returns the largest of the weighted inputs of a layer.
#[inline]
pub(crate) fn largest<T: Scalar>(z: &[T]) -> T {
    z.iter().copied().reduce(T::max).unwrap_or(T::ZERO)
}

/// Returns the range of first weights by X. Glorot and Y. Bengio (2010), which Andrew Ng's course uses: it keeps the
/// size of activations and errors about the same from layer to layer.
///
/// ```text
/// ε = √6/(√(sₗ + sₗ₊₁))
/// ```
///
/// ```math glorot
/// \varepsilon = \frac{\sqrt{6}}{\sqrt{\term{inputs}{s_l} + \term{units}{s_{l+1}}}}
/// ```
///
/// ```
/// // From 2 inputs to 4 units: √6 / √(2 + 4).
/// assert_eq!(backprop::equations::activation::glorot(2, 4), 1.0);
/// ```
#[doc(alias("xavier", "kernel_initializer"))]
pub fn glorot(inputs: usize, units: usize) -> f64 {
    (6.0 / (inputs + units) as f64).sqrt()
}

/// Returns the range of first weights by K. He et al. (2015), for units that pass on positive inputs only.
///
/// ```text
/// ε = √6/√sₗ
/// ```
///
/// ```math he
/// \varepsilon = \frac{\sqrt{6}}{\sqrt{\term{inputs}{s_l}}}
/// ```
///
/// ```
/// // From 24 inputs: √6 / √24.
/// assert_eq!(backprop::equations::activation::he(24), 0.5);
/// ```
#[doc(alias("kaiming", "kernel_initializer"))]
pub fn he(inputs: usize) -> f64 {
    (6.0 / inputs as f64).sqrt()
}
