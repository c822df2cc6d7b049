//! Operation counts of both passes, found by running the code with counters.

use backprop::readings::counting::Counted;
use backprop::{
    Activation, CrossEntropy, Identity, Operations, Relu, Scalar, Sigmoid, Softmax, SquaredError, Tally, Tanh, network,
};

network! {
    /// Small enough to count by hand.
    struct Small { layers: 2 -> 3 Identity -> 1 Identity, cost: SquaredError }
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Wide { layers: 64 -> 100 Tanh -> 10 Sigmoid, cost: CrossEntropy }
    struct Wider { layers: 64 -> 400 Tanh -> 200 Tanh -> 10 Sigmoid, cost: CrossEntropy }
    struct Classes { layers: 3 -> 5 Relu -> 4 Softmax, cost: CrossEntropy }
    struct Everything { layers: 1 -> 1 All, cost: SquaredError }
}

/// An activation that uses every kind of operation.
struct All;

impl Activation for All {
    fn g<T: Scalar>(z: T) -> T {
        let mut sum = z.exp() + z.ln();
        sum += z.ln_1p() - z.sqrt() * z.tanh() / z.cosh();
        if sum < z.abs() { -sum } else { -sum.max(z) }
    }
    fn g_prime<T: Scalar>(_z: T) -> T {
        T::ONE
    }
}

/// Returns a tally of the operations of each kind, in the order of the fields.
fn of_kinds([additions, multiplications, divisions, functions, comparisons]: [usize; 5]) -> Tally {
    let mut tally = Tally::default();
    tally.additions = additions;
    tally.multiplications = multiplications;
    tally.divisions = divisions;
    tally.functions = functions;
    tally.comparisons = comparisons;
    tally
}

#[test]
fn a_small_network_is_counted_by_hand() {
    let operations = Small::zeros().operations();
    let tally = |additions, multiplications, divisions| of_kinds([additions, multiplications, divisions, 0, 0]);
    assert_eq!(operations.weights, 3 * 3 + 4);
    // One product and one sum for each weight that is not a bias: 6 and 3.
    assert_eq!(operations.forward, tally(6 + 3, 6 + 3, 0));
    // δ⁽³⁾: a − y, times g′. δ⁽²⁾: one product and one sum for each of 3 weights, times g′.
    assert_eq!(operations.backward, tally(1 + 3, 1 + 3 + 3, 0));
    // Δ: one sum for each weight, and one product unless it is a bias. D: the same with λ, and one quotient for each
    // weight.
    assert_eq!(operations.accumulate, tally(13, 9, 0));
    assert_eq!(operations.mean_gradient, tally(9, 9, 13));
    assert_eq!(operations.gradient, tally(9 + 4 + 13 + 9, 9 + 7 + 9 + 9, 13));
    // C: a − y twice, a square, a half, a sum; then the squares of 9 weights; λ / (m + m) · squares, C / m, and their
    // sum.
    assert_eq!(operations.cost, tally(9 + 2 + 1 + (5 + 2 + 1) + 2, 9 + 1 + 9 + 1, 1 + 2));
    // Two updates for each weight.
    assert_eq!(operations.numeric_gradient(), 2 * 13 * (22 + 20 + 3));
}

#[test]
fn functions_and_comparisons_are_counted() {
    let operations = Xor::zeros().operations();
    assert_eq!(operations.forward.functions, 4 + 1, "four hyperbolic tangents and an exponential");
    assert_eq!(operations.backward.functions, 4 * 2, "1 / cosh² calls cosh twice");
    let operations = Classes::zeros().operations();
    assert_eq!(operations.forward.comparisons, 5 + 3, "five rectified units, and the maximum of four outputs");
    assert_eq!(operations.forward.functions, 4);
    assert_eq!(operations.backward.comparisons, 5);
    let forward = Everything::zeros().operations().forward;
    // The additional sum and product are those of z.
    let counted = of_kinds([1 + 4, 1 + 1, 1, 6, 3]);
    assert_eq!(forward, counted);
    let all = of_kinds([1, 20, 300, 4000, 50_000]);
    assert_eq!(all.total(), 54_321);
}

/// Each part is counted by itself, and no operation is counted twice or left out.
#[test]
fn the_gradient_of_an_example_is_the_sum_of_its_four_parts() {
    for operations in [Small::zeros().operations(), Xor::zeros().operations(), Classes::zeros().operations()] {
        let Operations { forward, backward, accumulate, mean_gradient, gradient, .. } = operations;
        let parts = [forward, backward, accumulate, mean_gradient].map(|part| part.total());
        assert_eq!(parts.iter().sum::<usize>(), gradient.total());
    }
}

/// The cheap gradient principle: all derivatives together cost as much as a few forward passes, for any number of
/// weights.
#[test]
fn the_gradient_costs_a_small_constant_times_the_forward_pass() {
    let ratio = |operations: Operations| operations.gradient.total() as f64 / operations.forward.total() as f64;
    let ratios = [Wide::zeros().operations(), Wider::zeros().operations()].map(ratio);
    assert!(ratios.iter().all(|ratio| (2.0..5.0).contains(ratio)), "{ratios:?}");
    let numeric = |operations: Operations| operations.numeric_gradient() / operations.gradient.total();
    assert!(numeric(Wide::zeros().operations()) > 3000 && numeric(Wider::zeros().operations()) > 50_000);
}

#[test]
fn counting_leaves_no_trace() {
    assert_eq!(Xor::zeros().operations(), Xor::random(1).operations());
    assert_eq!(Counted.to_string(), "·");
    let text = Small::zeros().operations().to_string();
    assert_eq!(
        text.lines().next(),
        Some("forward:  9 additions, 9 multiplications, 0 divisions, 0 functions, 0 comparisons")
    );
}
