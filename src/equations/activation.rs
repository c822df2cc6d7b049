//! From a unit's weighted input z to its activation a = g(z).
//!
//! An activation is a type with two functions: `g`, and its derivative `g_prime`. To add one, write both in this file,
//! or in a crate of your own. [`Softmax`] stands apart: it looks at all units of a layer at once, so it is an
//! [`OutputActivation`] only.
//!
//! **Invariant**: for every finite z, g(z) and g′(z) are finite, also where eᶻ overflows.

use crate::equations::scalar::{Function, Scalar, sum};
use std::any::type_name;

/// An activation that acts on each unit alone: a = g(z).
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
///     /// A network with an activation of one's own.
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
pub trait Activation {
    /// The activation a = g(z).
    fn g<T: Scalar>(z: T) -> T;

    /// The derivative g′(z) = dg/dz, at the weighted input z.
    fn g_prime<T: Scalar>(z: T) -> T;

    /// The range ε of the first weights of a layer with this activation: they are drawn from [−ε, ε).
    ///
    /// It is [`glorot`] unless an activation says otherwise.
    fn epsilon(inputs: usize, units: usize) -> f64 {
        glorot(inputs, units)
    }

    #[doc(hidden)]
    const KERNEL: Kernel = Kernel::OneByOne;
}

/// An activation of a whole layer, as the output needs it: every [`Activation`], and [`Softmax`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an activation",
    label = "expected an activation",
    note = "an activation of your own has two functions: write `impl Activation for {Self}` with `g` and `g_prime`"
)]
pub trait OutputActivation {
    /// The activations a of the layer, from its weighted inputs z.
    fn activate<T: Scalar, const K: usize>(z: &[T; K]) -> [T; K];

    /// Takes the slope of a cost along the activations, ∂C/∂a, to its slope along the weighted inputs, ∂C/∂z.
    fn pull_back<T: Scalar, const K: usize>(z: &[T; K], slope: &[T; K]) -> [T; K];

    /// The range ε of the first weights of a layer with this activation; see [`Activation::epsilon`].
    fn epsilon(inputs: usize, units: usize) -> f64;

    #[doc(hidden)]
    const KERNEL: Kernel = Kernel::OneByOne;
}

/// How a kernel may compute an activation or a cost: a promise that only the types of this crate make.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// One number at a time: the functions may compare numbers.
    OneByOne,
    /// Several numbers side by side: the functions compare none, except by [`Scalar::max`] and [`Scalar::abs`].
    SideBySide,
    /// Side by side; g and g′ of [`Sigmoid`] from one exponential.
    Sigmoid,
    /// Side by side; g and g′ of [`Tanh`] from one exponential.
    Tanh,
}

/// g of the activation `A`: what generated code applies to each unit.
#[inline]
pub fn g<A: Activation, T: Scalar>(z: T) -> T {
    T::apply(Function::G(type_name::<A>()), z, A::g)
}

/// g′ of the activation `A`.
#[inline]
pub fn g_prime<A: Activation, T: Scalar>(z: T) -> T {
    T::apply(Function::GPrime(type_name::<A>()), z, A::g_prime)
}

/// The activations of an output layer with the activation `A`.
#[inline]
pub fn output<A: OutputActivation, T: Scalar, const K: usize>(z: &[T; K]) -> [T; K] {
    T::branches(|| A::activate(z))
}

impl<A: Activation> OutputActivation for A {
    fn activate<T: Scalar, const K: usize>(z: &[T; K]) -> [T; K] {
        z.map(g::<A, T>)
    }

    /// Each unit alone.
    ///
    /// ```math pull-back
    /// \frac{\partial C}{\partial z_k} = \term{slope}{\frac{\partial C}{\partial a_k}} \, \term{g_prime}{g'}(\term{z}{z_k})
    /// ```
    fn pull_back<T: Scalar, const K: usize>(z: &[T; K], slope: &[T; K]) -> [T; K] {
        std::array::from_fn(|k| slope[k] * g_prime::<A, T>(z[k]))
    }

    fn epsilon(inputs: usize, units: usize) -> f64 {
        A::epsilon(inputs, units)
    }

    const KERNEL: Kernel = A::KERNEL;
}

/// The logistic function: from any number to a probability.
#[derive(Debug, Clone, Copy)]
pub struct Sigmoid;

impl Activation for Sigmoid {
    /// ```math sigmoid
    /// g(z) = \frac{1}{1 + e^{-\term{z}{z}}}
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        T::ONE / (T::ONE + (-z).exp())
    }

    /// ```math sigmoid-prime
    /// g'(z) = g(z) \, (1 - g(z)) = \term{g}{g}(\term{z}{z}) \, \term{g}{g}(-\term{z}{z})
    /// ```
    ///
    /// The second form is computed: 1 − g(z) would cancel to 0 from z = 37 on, g(−z) keeps all its digits.
    #[inline]
    fn g_prime<T: Scalar>(z: T) -> T {
        Self::g(z) * Self::g(-z)
    }

    const KERNEL: Kernel = Kernel::Sigmoid;
}

/// The hyperbolic tangent: a sigmoid from −1 to 1.
#[derive(Debug, Clone, Copy)]
pub struct Tanh;

impl Activation for Tanh {
    /// ```math tanh
    /// g(z) = \tanh z
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        z.tanh()
    }

    /// ```math tanh-prime
    /// g'(z) = 1 - \tanh^2 z = \frac{1}{\cosh^2 z}
    /// ```
    ///
    /// The second form is computed: it does not cancel where tanh z is near ±1.
    #[inline]
    fn g_prime<T: Scalar>(z: T) -> T {
        T::ONE / (z.cosh() * z.cosh())
    }

    const KERNEL: Kernel = Kernel::Tanh;
}

/// The rectified linear unit: passes on what is positive.
#[derive(Debug, Clone, Copy)]
pub struct Relu;

impl Activation for Relu {
    /// ```math relu
    /// g(z) = \max(0, z)
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        z.max(T::ZERO)
    }

    /// ```math relu-prime
    /// g'(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}
    /// ```
    ///
    /// At z = 0 there is no derivative; 0 is the usual choice.
    #[inline]
    fn g_prime<T: Scalar>(z: T) -> T {
        if z > T::ZERO { T::ONE } else { T::ZERO }
    }

    fn epsilon(inputs: usize, _units: usize) -> f64 {
        he(inputs)
    }
}

/// A rectified linear unit that lets a hundredth of the negative side through.
#[derive(Debug, Clone, Copy)]
pub struct LeakyRelu;

impl LeakyRelu {
    /// The slope on the negative side.
    pub const SLOPE: f64 = 0.01;
}

impl Activation for LeakyRelu {
    /// ```math leaky-relu
    /// g(z) = \begin{cases} z & z > 0 \\ 0.01 \, z & z \le 0 \end{cases}
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        z * Self::g_prime(z)
    }

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

/// A smooth [`Relu`].
#[derive(Debug, Clone, Copy)]
pub struct Softplus;

impl Activation for Softplus {
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
    /// g(−z) and g(z), which have the logarithm in common.
    #[inline]
    pub(crate) fn mirrored<T: Scalar>(z: T) -> [T; 2] {
        let ln = (-z.abs()).exp().ln_1p();
        [-z, z].map(|z| z.max(T::ZERO) + ln)
    }
}

/// No activation at all: a linear unit.
#[derive(Debug, Clone, Copy)]
pub struct Identity;

impl Activation for Identity {
    /// ```math identity
    /// g(z) = z
    /// ```
    #[inline]
    fn g<T: Scalar>(z: T) -> T {
        z
    }

    /// ```math identity-prime
    /// g'(z) = 1
    /// ```
    #[inline]
    fn g_prime<T: Scalar>(_z: T) -> T {
        T::ONE
    }

    const KERNEL: Kernel = Kernel::SideBySide;
}

/// Probabilities of classes that exclude each other: positive, and together 1. For the output layer only.
#[derive(Debug, Clone, Copy)]
pub struct Softmax;

impl OutputActivation for Softmax {
    /// ```math softmax
    /// a_k = \frac{\term{power}{e^{z_k}}}{\term{total}{\sum_j e^{z_j}}}
    /// ```
    ///
    /// The largest z is taken from all of them first: it cancels in the quotient, and no exponential can overflow.
    fn activate<T: Scalar, const K: usize>(z: &[T; K]) -> [T; K] {
        let largest = largest(z);
        let powers = z.map(|z| (z - largest).exp());
        let total = sum(powers.into_iter());
        powers.map(|power| power / total)
    }

    /// The whole Jacobian, since every z moves every a.
    ///
    /// ```math softmax-pull-back
    /// \frac{\partial C}{\partial z_k} = \term{a}{a_k} \left( \term{slope}{\frac{\partial C}{\partial a_k}}
    ///     - \term{mean}{\sum_j a_j \frac{\partial C}{\partial a_j}} \right)
    /// ```
    fn pull_back<T: Scalar, const K: usize>(z: &[T; K], slope: &[T; K]) -> [T; K] {
        let a = Self::activate(z);
        let mean = sum(a.iter().zip(slope).map(|(&a, &slope)| a * slope));
        std::array::from_fn(|k| a[k] * (slope[k] - mean))
    }

    fn epsilon(inputs: usize, units: usize) -> f64 {
        glorot(inputs, units)
    }

    const KERNEL: Kernel = Kernel::SideBySide;
}

/// The largest of the weighted inputs of a layer.
#[inline]
pub(crate) fn largest<T: Scalar>(z: &[T]) -> T {
    z.iter().copied().reduce(T::max).unwrap_or(T::ZERO)
}

/// The course's range of first weights, after X. Glorot and Y. Bengio (2010): it keeps the size of activations and of
/// errors about the same from layer to layer.
///
/// ```math glorot
/// \varepsilon = \frac{\sqrt{6}}{\sqrt{\term{inputs}{s_l} + \term{units}{s_{l+1}}}}
/// ```
pub fn glorot(inputs: usize, units: usize) -> f64 {
    (6.0 / (inputs + units) as f64).sqrt()
}

/// The range of first weights for units that pass on only one side, after K. He et al. (2015).
///
/// ```math he
/// \varepsilon = \frac{\sqrt{6}}{\sqrt{\term{inputs}{s_l}}}
/// ```
pub fn he(inputs: usize) -> f64 {
    (6.0 / inputs as f64).sqrt()
}
