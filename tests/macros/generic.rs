//! Code for any network has all that the type itself has.

use backprop::{CrossEntropy, Network, Sigmoid, Softmax, Tanh, network};

network! {
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Classes { layers: 2 -> 3 Softmax, cost: CrossEntropy, scalar: f32 }
}

/// Returns a network of any type, with the line that it prints.
fn drawn<N: Network>(seed: u64) -> (N, String) {
    let network = N::random(seed);
    let line = network.to_string();
    (network, line)
}

#[test]
fn any_network_draws_its_weights_and_prints_what_it_is() {
    assert_eq!(drawn::<Xor>(7), (Xor::random(7), "2 -> 4 Tanh -> 1 Sigmoid, 17 weights".to_owned()));
    assert_eq!(drawn::<Classes>(3), (Classes::random(3), "2 -> 3 Softmax, 9 weights".to_owned()));
    // The same numbers, rounded to `f32`.
    let (single, _) = drawn::<Xor<f32>>(7);
    assert_eq!(single, Xor::random(7).map(|weight| weight as f32));
}
