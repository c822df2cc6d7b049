//! Dual numbers (forward-mode automatic differentiation): is the gradient exactly the derivative of the cost?
//!
//! Needs the feature `dual`.
//!
//! A dual number is a value with its derivative: re + ε·eps with ε² = 0. If the weights are dual numbers whose eps is a
//! direction V in the space of the weights, `cost` returns J and the derivative of J along V, exact to rounding. There
//! is no step size to choose, and neither δ nor Δ nor D is used.
//!
//! **Invariant**: only the derivatives of single operations are written here; running the code of `cost` applies the
//! chain rule.

use crate::equations::scalar::Scalar;
use crate::network::gradient_check::GradientCheck;
use crate::network::{Network, SamplesOf};
use crate::samples::expect;

pub use num_dual::{Dual, Dual32, Dual64};

/// Returns the derivative of J along the direction V, by one run of `cost` with dual numbers.
///
/// ```text
/// ∂J/∂V = Σₗ₌₁ᴸ⁻¹ Σᵢ₌₁^sₗ₊₁ Σⱼ₌₀^sₗ Dᵢⱼ⁽ˡ⁾ Vᵢⱼ⁽ˡ⁾
/// ```
///
/// ```math directional-derivative
/// \frac{\partial J}{\partial \term{direction}{V}}
///     = \sum_{l=1}^{L-1} \sum_{i=1}^{s_{l+1}} \sum_{j=0}^{s_l} D_{ij}^{(l)} \, \term{direction}{V_{ij}^{(l)}}
/// ```
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
/// let xor = Xor::random(7);
/// // Along the weight Θ₁₂⁽¹⁾ alone, it is D₁₂⁽¹⁾.
/// let mut direction = Xor::zeros();
/// direction.theta_1[0][2] = 1.0;
/// let slope = backprop::directional_derivative(&xor, &samples, 0.1, &direction);
/// assert!((slope - xor.gradient(&samples, 0.1).theta_1[0][2]).abs() < 1e-15);
/// # Ok::<(), backprop::SamplesError>(())
/// ```
///
/// # Panics
///
/// Panics if the cost cannot score a target.
#[track_caller]
#[doc(alias = "jvp")]
pub fn directional_derivative<N: Network<Scalar = f64>>(
    network: &N,
    samples: &SamplesOf<N>,
    lambda: f64,
    direction: &N,
) -> f64 {
    expect(samples.check_targets(N::TARGETS));
    let mut moving = network.map(Dual64::from_re);
    for (mut weights, direction) in moving.thetas_mut().into_iter().zip(direction.thetas()) {
        weights.zip_mut_with(&direction, |weight, &direction| weight.eps = direction);
    }
    moving.cost(&dual_samples::<N>(samples), Dual64::from_re(lambda)).eps
}

/// Returns the gradient by dual numbers: for each weight, one run of `cost` with the direction of that weight alone.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
/// let xor = Xor::random(7);
/// let by_dual_numbers = backprop::dual_gradient(&xor, &samples, 0.1);
/// assert!((by_dual_numbers.theta_2[0][3] - xor.gradient(&samples, 0.1).theta_2[0][3]).abs() < 1e-15);
/// # Ok::<(), backprop::SamplesError>(())
/// ```
///
/// # Panics
///
/// Panics if the cost cannot score a target.
#[track_caller]
#[doc(alias("autograd", "forward_mode"))]
pub fn dual_gradient<N: Network<Scalar = f64>>(network: &N, samples: &SamplesOf<N>, lambda: f64) -> N {
    expect(samples.check_targets(N::TARGETS));
    let (samples, lambda) = (dual_samples::<N>(samples), Dual64::from_re(lambda));
    let mut moving = network.map(Dual64::from_re);
    let mut gradient = N::zeros();
    for (layer, theta) in network.thetas().into_iter().enumerate() {
        for (at, _) in theta.indexed_iter() {
            moving.thetas_mut()[layer][at].eps = 1.0;
            gradient.thetas_mut()[layer][at] = moving.cost(&samples, lambda).eps;
            moving.thetas_mut()[layer][at].eps = 0.0;
        }
    }
    gradient
}

/// Compares the gradient of `network` on `samples` with the gradient by dual numbers, weight by weight.
///
/// Unlike [`gradient_check`](crate::gradient_check()), it has no step size. Differences come from rounding only, so the
/// tolerance is 256 times the precision of the number, 6·10⁻¹⁴. It takes a run of `cost` for each weight.
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
/// let check = backprop::dual_check(&Xor::random(7), &samples, 0.1);
/// assert!(check.agrees(), "{check}");
/// # Ok::<(), backprop::SamplesError>(())
/// ```
///
/// At the kink of a [`Relu`](crate::Relu), a dual number has the slope of one side, the side that the gradient takes
/// too. If an exponential overflows, for |z| > 700, it has no slope.
///
/// # Panics
///
/// Panics if the cost cannot score a target.
#[track_caller]
#[doc(alias = "gradcheck")]
pub fn dual_check<N: Network<Scalar = f64>>(network: &N, samples: &SamplesOf<N>, lambda: f64) -> GradientCheck<f64> {
    expect(samples.check_targets(N::TARGETS));
    let gradient = network.gradient(samples, lambda);
    let expected = dual_gradient(network, samples, lambda);
    GradientCheck::new(&gradient, &expected, 256.0 * f64::EPSILON, network.cost(samples, lambda))
}

/// Returns the samples as dual numbers that do not move.
fn dual_samples<N: Network<Scalar = f64>>(samples: &SamplesOf<N>) -> SamplesOf<N::In<Dual64>> {
    N::map_samples(samples, Dual64::from_re).expect("finite numbers stay finite")
}

macro_rules! dual {
    ($float:ident) => {
        impl Scalar for Dual<$float> {
            const ZERO: Self = Self { re: 0.0, eps: 0.0 };
            const ONE: Self = Self { re: 1.0, eps: 0.0 };
            const EPSILON: Self = Self { re: $float::EPSILON, eps: 0.0 };

            fn from_f64(value: f64) -> Self {
                Self::from_re(value as $float)
            }
            fn exp(self) -> Self {
                num_dual::DualNum::exp(&self)
            }
            fn ln(self) -> Self {
                num_dual::DualNum::ln(&self)
            }
            fn ln_1p(self) -> Self {
                num_dual::DualNum::ln_1p(&self)
            }
            fn sqrt(self) -> Self {
                num_dual::DualNum::sqrt(&self)
            }
            /// The slope is 1 − tanh², which is right even if sinh and cosh overflow.
            fn tanh(self) -> Self {
                let tanh = self.re.tanh();
                Self { re: tanh, eps: self.eps * (1.0 - tanh * tanh) }
            }
            fn cosh(self) -> Self {
                num_dual::DualNum::cosh(&self)
            }
            fn is_finite(self) -> bool {
                self.re.is_finite() && self.eps.is_finite()
            }
            fn value(self) -> Option<f64> {
                Some(self.re.into())
            }
        }
    };
}

dual!(f32);
dual!(f64);
