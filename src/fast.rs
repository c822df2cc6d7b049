//! The fast door: cost, gradient and outputs of a network by vector instructions.
//!
//! The methods that [`network!`](crate::network!) writes compute example by example, as one derives the equations on
//! paper. The functions here return the same numbers, up to rounding, by the [kernels](crate::kernels) if the network
//! computes with `f64` or `f32`; for every other number they call the network's own methods. Everything that trains or
//! evaluates many samples uses them: [`training`](crate::training), [`accuracy`](crate::accuracy),
//! [`metrics`](crate::metrics). The one exception is a trainer that updates
//! [layer by layer](crate::training::trainer::Updates::LayerByLayer).
//!
//! ```
//! # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
//! # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
//! let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
//! let xor = Xor::random(7);
//! let (j, d) = backprop::fast::cost_and_gradient(&xor, &samples, 0.1);
//! assert!((j - xor.cost(&samples, 0.1)).abs() < 1e-14);
//! assert!((d.theta_1[0][1] - xor.gradient(&samples, 0.1).theta_1[0][1]).abs() < 1e-14);
//! # Ok::<(), backprop::SamplesError>(())
//! ```
//!
//! **Invariant**: the choice between kernels and textbook depends on the type of the number alone, and is made in one
//! place, `choose!`.

use crate::equations::cost::mean_cost;
use crate::equations::scalar::Scalar;
use crate::equations::theta::squares;
use crate::kernels::descent::{Descent, descent};
use crate::kernels::float::Float;
use crate::kernels::layers::{Costs, Examples};
use crate::kernels::parameters;
use crate::kernels::vector::Cpu;
use crate::kernels::workspace::{Shares, Workspace};
use crate::network::{Diverged, Network, SamplesOf, TrainingError};
use crate::samples::{Row, expect};
use crate::textbook::{self, Settings};
use alloc::{boxed::Box, vec::Vec};
use core::any::{Any, TypeId};

/// Chooses between the kernels and the textbook.
///
/// In the first expression, `$F` is the float that the network computes with. Sizes are compared at compile time, so
/// that kernels are not compiled for numbers that have none. Without the feature `std` all numbers take the textbook: a
/// block of the kernels is more than a small machine has memory for.
macro_rules! choose {
    ($N:ident, $F:ident => $kernels:expr, else $textbook:expr) => {
        if cfg!(feature = "std") && const { size_of::<$N::Scalar>() == size_of::<f64>() } && is::<$N::Scalar, f64>() {
            type $F = f64;
            $kernels
        } else if cfg!(feature = "std")
            && const { size_of::<$N::Scalar>() == size_of::<f32>() }
            && is::<$N::Scalar, f32>()
        {
            type $F = f32;
            $kernels
        } else {
            $textbook
        }
    };
}

/// Returns the cost J(Θ) over m samples, with the regularization λ; see [`Network::cost`].
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
/// let xor = Xor::random(7);
/// assert!((backprop::fast::cost(&xor, &samples, 0.1) - xor.cost(&samples, 0.1)).abs() < 1e-14);
/// # Ok::<(), backprop::SamplesError>(())
/// ```
///
/// # Panics
///
/// Panics if the cost cannot score a target, such as a 2 for cross-entropy.
#[track_caller]
#[doc(alias("loss", "evaluate"))]
pub fn cost<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> N::Scalar {
    expect(samples.check_targets(N::TARGETS));
    choose!(N, F => {
        let (network, samples) = same_refs::<N, N::In<F>>(network, samples);
        let mut workspace = workspace::<N::In<F>>(network, samples.len());
        let costs = workspace.cost(examples::<N::In<F>>(samples));
        same(mean(network, costs, samples.len(), same(lambda)))
    }, else network.cost(samples, lambda))
}

/// Returns the gradient D = ∂J/∂Θ over m samples, with the regularization λ; see [`Network::gradient`].
///
/// ```
/// # use backprop::{CrossEntropy, Samples, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
/// let xor = Xor::random(7);
/// let (fast, textbook) = (backprop::fast::gradient(&xor, &samples, 0.1), xor.gradient(&samples, 0.1));
/// assert!((fast.theta_2[0][3] - textbook.theta_2[0][3]).abs() < 1e-14);
/// # Ok::<(), backprop::SamplesError>(())
/// ```
///
/// # Panics
///
/// Panics if the cost cannot score a target, such as a 2 for cross-entropy.
#[track_caller]
#[doc(alias("grad", "autograd"))]
pub fn gradient<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> N {
    expect(samples.check_targets(N::TARGETS));
    choose!(N, F => {
        let (network, samples) = same_refs::<N, N::In<F>>(network, samples);
        let mut kernels = Kernels::<N::In<F>>::new(network, samples.len());
        kernels.accumulate(network, samples, same(lambda), Costs::Unwanted);
        same(kernels.gradient)
    }, else network.gradient(samples, lambda))
}

/// Returns the cost J(Θ) and the gradient D by the same passes over the samples, which is faster than one after the
/// other. The [module](self) has an example.
///
/// # Panics
///
/// Panics if the cost cannot score a target, such as a 2 for cross-entropy.
#[track_caller]
#[doc(alias("value_and_grad", "loss"))]
pub fn cost_and_gradient<N: Network>(network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> (N::Scalar, N) {
    expect(samples.check_targets(N::TARGETS));
    choose!(N, F => {
        let (network, samples) = same_refs::<N, N::In<F>>(network, samples);
        let mut kernels = Kernels::<N::In<F>>::new(network, samples.len());
        let costs = kernels.accumulate(network, samples, same(lambda), Costs::Wanted);
        (same(mean(network, costs, samples.len(), same(lambda))), same(kernels.gradient))
    }, else (network.cost(samples, lambda), network.gradient(samples, lambda)))
}

/// Returns the outputs h(x) for many inputs, in their order: for a slice of inputs, or for the inputs of samples.
///
/// ```
/// # use backprop::{CrossEntropy, Sigmoid, Tanh};
/// # backprop::network! { struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let xor = Xor::random(7);
/// let h = backprop::fast::outputs(&xor, &x[..]);
/// assert!((h[1][0] - xor.output(&x[1])[0]).abs() < 1e-14);
/// ```
#[doc(alias("predict_proba", "predict", "inference"))]
pub fn outputs<N: Network>(network: &N, x: &(impl AsRef<[N::Input]> + ?Sized)) -> Vec<N::Output> {
    let x = x.as_ref();
    choose!(N, F => {
        let x = F::of(N::Input::flatten(x)).expect("the inputs of a network have its type of number");
        outputs_by_kernels::<N, N::In<F>>(same_ref(network), x)
    }, else x.iter().map(|x| network.output(x)).collect())
}

/// Returns the outputs of `network`, whose type `M` is `N` under another name.
fn outputs_by_kernels<N: Network, M: Network<Scalar: Shares>>(network: &M, x: &[M::Scalar]) -> Vec<N::Output> {
    let mut workspace = workspace::<M>(network, x.len() / M::INPUTS);
    let mut rows: Vec<M::Output> = Vec::with_capacity(x.len() / M::INPUTS);
    for h in workspace.outputs(x).chunks_exact(M::OUTPUTS) {
        Row::push(&mut rows, h).expect("a row has a number for each output");
    }
    same(rows)
}

/// Runs gradient descent on all samples at once, or on batches of them in their order.
pub(crate) fn descend<N: Network>(
    network: &mut N,
    samples: &SamplesOf<N>,
    run: Descent<N::Scalar>,
) -> Result<(), TrainingError> {
    let Descent { batch, lambda, rate, epochs } = run;
    choose!(N, F => {
        let batches = batch.map_or(1, |batch| samples.len().div_ceil(batch));
        textbook::run(network, samples, Settings { lambda, rate, epochs, batches }, cost, |network, epochs| {
            let (network, samples): (&mut N::In<F>, &SamplesOf<N::In<F>>) = (same_mut(network), same_ref(samples));
            let run = Descent { batch, lambda: same::<_, F>(lambda), rate: same(rate), epochs: epochs.len() };
            descent::<F, <N::In<F> as Network>::Layers>(network.thetas_mut(), examples::<N::In<F>>(samples), run)
                .map_err(|step| Diverged::new(epochs.start + step / batches, step % batches))
        })
    }, else match batch {
        Some(batch) => textbook::minibatch_descent(network, samples, batch, lambda, rate, epochs),
        None => textbook::batch_descent(network, samples, lambda, rate, epochs),
    })
}

/// Computes the gradients of many batches, one after the other, with the same memory.
pub(crate) trait Gradients<N: Network> {
    /// Returns D of some samples at the present weights of the network.
    fn of(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> &mut N;

    /// Returns J and D, by the same passes over the samples.
    fn with_cost(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> (N::Scalar, &mut N);
}

/// Returns the memory for gradients of batches of at most `samples` samples.
pub(crate) fn gradients<N: Network>(network: &N, samples: usize) -> Box<dyn Gradients<N>> {
    choose!(N, F => {
        let kernels: Box<dyn Gradients<N::In<F>>> = Box::new(Kernels::<N::In<F>>::new(same_ref(network), samples));
        same(kernels)
    }, else Box::new(Textbook(network.clone())))
}

/// Allocates the memory of a network's kernels for batches of `samples` samples.
fn workspace<N: Network<Scalar: Shares>>(network: &N, samples: usize) -> Workspace<N::Scalar, N::Layers> {
    Workspace::new(&network.thetas(), samples, Cpu::best())
}

/// The kernels that compute gradients, with their memory.
struct Kernels<N: Network<Scalar: Shares>> {
    workspace: Workspace<N::Scalar, N::Layers>,
    gradient: N,
}

impl<N: Network<Scalar: Shares>> Kernels<N> {
    /// Allocates memory for batches of `samples` samples.
    fn new(network: &N, samples: usize) -> Self {
        Self { workspace: workspace(network, samples), gradient: N::zeros() }
    }

    /// Writes D at the weights of the workspace to `gradient`; returns the sum of the costs, or 0 if it is not wanted.
    fn accumulate(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar, costs: Costs) -> N::Scalar {
        let m = samples.len();
        let sum = self.workspace.accumulate(examples::<N>(samples), 0..m, costs);
        let (theta, sums) = self.workspace.theta_and_sums();
        let layers = parameters::layers(&network.thetas());
        parameters::mean(&layers, theta, sums, lambda, N::Scalar::from_f64(m as f64));
        parameters::write(sums, self.gradient.thetas_mut());
        sum
    }
}

impl<N: Network<Scalar: Shares>> Gradients<N> for Kernels<N> {
    fn of(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> &mut N {
        self.workspace.set(&network.thetas());
        self.accumulate(network, samples, lambda, Costs::Unwanted);
        &mut self.gradient
    }

    fn with_cost(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> (N::Scalar, &mut N) {
        self.workspace.set(&network.thetas());
        let costs = self.accumulate(network, samples, lambda, Costs::Wanted);
        (mean(network, costs, samples.len(), lambda), &mut self.gradient)
    }
}

/// The gradients of numbers that have no kernels.
struct Textbook<N>(N);

impl<N: Network> Gradients<N> for Textbook<N> {
    fn of(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> &mut N {
        self.0 = network.gradient(samples, lambda);
        &mut self.0
    }

    fn with_cost(&mut self, network: &N, samples: &SamplesOf<N>, lambda: N::Scalar) -> (N::Scalar, &mut N) {
        (network.cost(samples, lambda), self.of(network, samples, lambda))
    }
}

/// Returns J from the sum of the costs of m samples.
pub(crate) fn mean<N: Network>(network: &N, costs: N::Scalar, m: usize, lambda: N::Scalar) -> N::Scalar {
    let thetas = network.thetas();
    let rows = thetas.iter().flat_map(|theta| theta.rows());
    let squares = squares(rows.map(|row| row.to_slice().expect("a matrix of weights is contiguous")));
    mean_cost(costs, squares, lambda, m)
}

/// Returns the samples as slices of numbers, without a copy.
pub(crate) fn examples<N: Network>(samples: &SamplesOf<N>) -> Examples<'_, N::Scalar> {
    let weights = samples.weights().unwrap_or(&[]);
    Examples { x: Row::flatten(samples.x()), y: Row::flatten(samples.y()), weights }
}

/// Returns whether two types are the same.
fn is<A: 'static, B: 'static>() -> bool {
    TypeId::of::<A>() == TypeId::of::<B>()
}

/// Returns a value under another name of its type.
fn same<A: 'static, B: 'static>(value: A) -> B {
    let mut value = Some(value);
    let same = (&mut value as &mut dyn Any).downcast_mut::<Option<B>>();
    same.and_then(Option::take).expect("a network of the same number is the same type")
}

/// Returns a reference under another name of its type.
fn same_ref<A: 'static, B: 'static>(value: &A) -> &B {
    (value as &dyn Any).downcast_ref().expect("a network of the same number is the same type")
}

/// Returns a network and its samples under other names of their types.
fn same_refs<'a, N: Network, M: Network>(network: &'a N, samples: &'a SamplesOf<N>) -> (&'a M, &'a SamplesOf<M>) {
    (same_ref(network), same_ref(samples))
}

/// Returns a mutable reference under another name of its type.
fn same_mut<A: 'static, B: 'static>(value: &mut A) -> &mut B {
    (value as &mut dyn Any).downcast_mut().expect("a network of the same number is the same type")
}
