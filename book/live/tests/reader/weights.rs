//! The file of the page's weights is the one that a program saves.

use backprop::formats::safetensors::{load, to_bytes};
use backprop::{
    CrossEntropy, Identity, LeakyRelu, Network, Relu, Sigmoid, Softmax, Softplus, SquaredError, Tanh, network,
};
use backprop_live::plain::Plain;
use backprop_live::reader::chosen::Chosen;
use backprop_live::reader::declaration::read;
use backprop_live::reader::weights::bytes;
use std::fs;

network! {
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Deep { layers: 3 -> 5 Relu -> 4 LeakyRelu -> 3 Softplus -> 2 Identity -> 6 Sigmoid -> 3 Softmax, cost: CrossEntropy }
    struct Line { layers: 1 -> 1 backprop::Identity, cost: SquaredError }
    struct Digits { layers: 64 -> 25 Sigmoid -> 10 Softmax, cost: SquaredError }
}

fn compare<N: Network<Scalar = f64>>() {
    let declared = read(N::DECLARATION).networks.remove(0);
    Chosen::<Plain>::new(declared.layers.as_ref().unwrap());
    let (chosen, network) = (Chosen::<Plain>::random(7), N::random(7));
    let bytes = bytes(&declared, &chosen).unwrap();
    assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&to_bytes(&network).unwrap()));

    let path = std::env::temp_dir().join(format!("backprop-live-{}-{}", std::process::id(), declared.name));
    fs::write(&path, bytes).unwrap();
    let loaded = load::<N>(&path);
    fs::remove_file(&path).unwrap();
    assert_eq!(loaded.unwrap(), network);
}

#[test]
fn the_bytes_are_those_of_the_declared_network() {
    compare::<Xor>();
    compare::<Deep>();
    compare::<Line>();
    compare::<Digits>();
}

#[test]
fn a_weight_that_is_not_finite_is_named() {
    let declared = read(Xor::<f64>::DECLARATION).networks.remove(0);
    let mut chosen = Chosen::<Plain>::new(declared.layers.as_ref().unwrap());
    chosen.thetas_mut()[1][[0, 2]] = Plain(f64::NAN);
    assert!(bytes(&declared, &chosen).unwrap_err().contains("`theta_2` has NaN in row 0, column 2"));
}
