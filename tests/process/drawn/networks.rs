//! Networks of every activation and cost, with any finite weights, samples and regularization.

use super::Bytes;
use backprop::{
    CrossEntropy, Identity, LeakyRelu, Network, Record, Relu, SamplesOf, Sigmoid, Softmax, Softplus, SquaredError,
    Tanh, dual_gradient, network,
};

network! {
    struct Logistic { layers: 3 -> 4 Tanh -> 2 Sigmoid, cost: CrossEntropy }
    struct Regression { layers: 3 -> 4 Softplus -> 2 Identity, cost: SquaredError }
    struct Classes { layers: 3 -> 4 Relu -> 3 LeakyRelu -> 2 Softmax, cost: CrossEntropy }
    struct Squares { layers: 3 -> 4 Sigmoid -> 2 Softmax, cost: SquaredError }
    struct Rectified { layers: 3 -> 2 LeakyRelu -> 2 Relu, cost: SquaredError }
}

/// The networks, each with the function that checks it.
pub(crate) const KINDS: [fn(&mut Bytes<'_>); 5] =
    [check::<Logistic>, check::<Regression>, check::<Classes>, check::<Squares>, check::<Rectified>];

/// Checks the network and the samples that `bytes` describe.
///
/// # Panics
///
/// Panics if a number of either pass is not finite, or if the gradient is not the derivative of the cost.
pub(crate) fn check_one(bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    KINDS[bytes.below(KINDS.len())](&mut bytes);
}

fn check<N: Network<Scalar = f64>>(bytes: &mut Bytes<'_>) {
    let is_small = bytes.below(2) == 1;
    let number = if is_small { small } else { of_any_size };
    let m = 1 + bytes.below(5);
    let mut rows = |width, value: &dyn Fn(&mut Bytes<'_>) -> f64| -> Vec<Vec<f64>> {
        (0..m).map(|_| (0..width).map(|_| value(bytes)).collect()).collect()
    };
    let y = rows(2, &|bytes| f64::from(bytes.next()) / 255.0);
    let samples = N::samples(rows(3, &number), y).expect("as many targets as inputs, all finite");
    let lambda = f64::from(bytes.next());
    let mut network = N::zeros();
    network.thetas_mut().iter_mut().for_each(|theta| theta.mapv_inplace(|_| number(bytes)));

    assert_finite(&network, &samples, lambda);
    if is_small {
        assert_slopes(&network, &samples, lambda);
    }
}

/// Returns a number from −4 to 4. No exponential overflows there, so that dual numbers give the derivative.
fn small(bytes: &mut Bytes<'_>) -> f64 {
    f64::from(bytes.next().cast_signed()) / 32.0
}

/// Returns a number of magnitude up to 10³⁷, including subnormal ones. Products of one weight from each layer are
/// finite, and so are their squares.
fn of_any_size(bytes: &mut Bytes<'_>) -> f64 {
    let exponent = match bytes.below(4) {
        0 => 0.0,
        1 => bytes.below(36) as f64,
        2 => -(bytes.below(36) as f64),
        _ => -(bytes.below(323) as f64),
    };
    f64::from(bytes.next().cast_signed()) * 10_f64.powf(exponent)
}

fn assert_finite<N: Network<Scalar = f64>>(network: &N, samples: &SamplesOf<N>, lambda: f64) {
    let trace = backprop::Trace::new(network, samples, lambda);
    let forward = trace.forward.iter().flat_map(Record::layers);
    let deltas = trace.deltas.iter().flat_map(Record::layers);
    for values in forward.chain(deltas) {
        assert!(values.units.iter().all(|value| value.is_finite()), "{values:?} of {network:?} with {samples:?}");
    }
    let (fast_cost, fast_gradient) = backprop::fast::cost_and_gradient(network, samples, lambda);
    for sums in [&trace.accumulated, &trace.gradient, &fast_gradient] {
        let all_finite = sums.thetas().iter().flatten().all(|sum| sum.is_finite());
        assert!(all_finite, "{sums:?} of {network:?} with {samples:?}");
    }
    for cost in [trace.cost, fast_cost] {
        assert!(cost.is_finite(), "J = {cost} of {network:?} with {samples:?}");
    }
}

/// Compares the gradient with the one by dual numbers. The tolerance allows for cancellation in sums of large terms.
fn assert_slopes<N: Network<Scalar = f64>>(network: &N, samples: &SamplesOf<N>, lambda: f64) {
    if samples.x().iter().any(|x| is_at_a_kink(&network.forward(x))) {
        return;
    }
    let terms = samples.singles().map(|example| largest(&network.gradient(&example, lambda)));
    let bound = 1e-10 * terms.fold(1.0, f64::max);
    let (gradient, slopes) = (network.gradient(samples, lambda), dual_gradient(network, samples, lambda));
    for (d, slope) in gradient.thetas().iter().flatten().zip(slopes.thetas().iter().flatten()) {
        assert!((d - slope).abs() <= bound, "{d}, expected {slope}: {network:?} with {samples:?}, λ = {lambda}");
    }
}

/// Returns `true` if a weighted input is so close to 0 that rounding decides on which side of a kink it is.
fn is_at_a_kink(forward: &impl Record<Scalar = f64>) -> bool {
    let mut weighted = forward.layers().into_iter().filter(|values| values.quantity == backprop::Quantity::Z);
    weighted.any(|values| values.units.iter().any(|z| z.abs() < 1e-9))
}

/// Returns the largest |Θ|.
fn largest<N: Network<Scalar = f64>>(network: &N) -> f64 {
    network.thetas().iter().flatten().fold(0.0, |largest, weight| weight.abs().max(largest))
}
