//! Dense layers with the names of PyTorch and Keras are loaded and written.

use super::{Folder, Single, Tall, Xor, file, message, parts};
use crate::python::python;
use backprop::formats::bytes::FloatBytes;
use backprop::formats::safetensors::{self, Checkpoint, Mismatch, Naming, SafetensorsError, Saved};
use backprop::{CrossEntropy, Identity, Network, Relu, Scalar, Softmax, SquaredError, Tanh, network};
use proptest::prelude::*;
use serde_json::{Value, json};

network! {
    /// Layers of the same size, so that nothing but the names tells their order and direction.
    struct Square { layers: 2 -> 2 Tanh -> 2 Relu -> 2 Identity, cost: SquaredError }
    struct Autoencoder { layers: 4 -> 2 Tanh -> 4 Identity, cost: SquaredError }
    struct Classifier { layers: 3 -> 5 Relu -> 4 Softmax, cost: CrossEntropy, scalar: f32 }
}

/// A tensor of doubles: its name, its shape and its numbers.
type Tensor<'a> = (&'a str, &'a [usize], &'a [f64]);

/// Returns a file with these tensors and no metadata, as another program writes it.
fn tensors(tensors: &[Tensor<'_>]) -> Vec<u8> {
    let (mut header, mut data) = (json!({}), Vec::new());
    for (name, shape, numbers) in tensors {
        let start = data.len();
        numbers.iter().for_each(|number| data.extend(number.to_le_bytes()));
        header[name] = json!({ "dtype": "F64", "shape": shape, "data_offsets": [start, data.len()] });
    }
    file(&header, &data)
}

/// Returns a file of a network's layers with other names: those of its weights, whether they are transposed, and of its
/// biases.
fn renamed<N: Network<Scalar = f64>>(network: &N, names: &[(String, bool, String)]) -> Vec<u8> {
    let mut owned = Vec::new();
    for (theta, (weights, is_transposed, bias)) in network.thetas().into_iter().zip(names) {
        let (rows, columns) = (theta.nrows(), theta.ncols() - 1);
        let entry = |i: usize| match is_transposed {
            true => theta[[i % rows, i / rows + 1]],
            false => theta[[i / columns, i % columns + 1]],
        };
        let shape = if *is_transposed { vec![columns, rows] } else { vec![rows, columns] };
        owned.push((weights.clone(), shape, (0..rows * columns).map(entry).collect::<Vec<f64>>()));
        owned.push((bias.clone(), vec![rows], theta.column(0).to_vec()));
    }
    tensors(&owned.iter().map(|(name, shape, numbers)| (&name[..], &shape[..], &numbers[..])).collect::<Vec<_>>())
}

/// Sets every weight and bias to another number.
fn counted<N: Network>() -> N {
    let mut network = N::zeros();
    let weights: usize = network.thetas().iter().map(|theta| theta.len()).sum();
    let mut numbers = (0..weights).map(|i| N::Scalar::from_f64(0.5 + i as f64));
    for mut theta in network.thetas_mut() {
        theta.iter_mut().zip(&mut numbers).for_each(|(weight, number)| *weight = number);
    }
    network
}

fn dense_fault<N: Network<Scalar: FloatBytes>>(bytes: &[u8]) -> [String; 3] {
    match safetensors::from_bytes::<N>(bytes) {
        Err(SafetensorsError::OtherNetwork { mismatch: Mismatch::Dense { fault, found, expected }, .. }) => {
            [fault, found, expected]
        }
        other => panic!("{other:?}"),
    }
}

/// The numbers are the first examples of both libraries' documentation: y = W x + b and y = x K + b.
#[test]
fn rows_of_a_weight_and_columns_of_a_kernel_are_units() {
    let expected = Square {
        theta_1: [[0.5, 1.0, 2.0], [0.25, 3.0, 4.0]].into(),
        theta_2: [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].into(),
        theta_3: [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].into(),
    };
    let identity: &[f64] = &[1.0, 0.0, 0.0, 1.0];
    let pytorch = tensors(&[
        ("0.bias", &[2], &[0.5, 0.25]),
        ("0.weight", &[2, 2], &[1.0, 2.0, 3.0, 4.0]),
        ("2.bias", &[2], &[0.0; 2]),
        ("2.weight", &[2, 2], identity),
        ("4.bias", &[2], &[0.0; 2]),
        ("4.weight", &[2, 2], identity),
    ]);
    let keras = tensors(&[
        ("dense/bias:0", &[2], &[0.5, 0.25]),
        ("dense/kernel:0", &[2, 2], &[1.0, 3.0, 2.0, 4.0]),
        ("dense_1/bias:0", &[2], &[0.0; 2]),
        ("dense_1/kernel:0", &[2, 2], identity),
        ("dense_2/bias:0", &[2], &[0.0; 2]),
        ("dense_2/kernel:0", &[2, 2], identity),
    ]);
    for bytes in [pytorch, keras] {
        assert_eq!(safetensors::from_bytes::<Square>(&bytes).unwrap(), expected);
        assert_eq!(Saved::<Square>::from_bytes(&bytes).unwrap().network, expected);
        assert_eq!(Checkpoint::<Square>::from_bytes(&bytes).unwrap(), Checkpoint::new(expected.clone()));
    }
}

#[test]
fn an_exported_network_has_the_names_of_the_other_program() {
    let xor = counted::<Xor>();
    let names = |naming| {
        let bytes = safetensors::export_to_bytes(&xor, naming).unwrap();
        let header = parts(&bytes).0;
        let tensors = header.as_object().unwrap().iter().filter(|(name, _)| *name != "__metadata__");
        let shape = |(name, tensor): (&String, &Value)| format!("{name} {}", tensor["shape"]);
        let mut names: Vec<String> = tensors.map(shape).collect();
        names.sort();
        assert_eq!(safetensors::from_bytes::<Xor>(&bytes).unwrap(), xor);
        names
    };
    assert_eq!(names(Naming::PyTorch), ["0.bias [4]", "0.weight [4,2]", "2.bias [1]", "2.weight [1,4]"]);
    assert_eq!(
        names(Naming::Keras),
        ["dense/bias [4]", "dense/kernel [2,4]", "dense_1/bias [1]", "dense_1/kernel [4,1]"]
    );
    let folder = Folder::new("dense");
    let path = folder.path("xor.safetensors");
    safetensors::export(&xor, Naming::Keras, &path).unwrap();
    assert_eq!(std::fs::read(path).unwrap(), safetensors::export_to_bytes(&xor, Naming::Keras).unwrap());
    let mut broken = Xor::zeros();
    broken.theta_1[0][2] = f64::NAN;
    assert!(message(safetensors::export_to_bytes(&broken, Naming::PyTorch)).starts_with("`theta_1` has NaN in row 0"));
}

#[test]
fn an_exported_network_is_loaded_into_its_own_activations_only() {
    let bytes = safetensors::export_to_bytes(&Xor::random(7), Naming::PyTorch).unwrap();
    let text = message(safetensors::from_bytes::<super::Rectified>(&bytes));
    assert!(text.starts_with("the layers are 2 -> 4 Tanh -> 1 Sigmoid in the file and 2 -> 4 Relu -> "), "{text}");
}

/// Exports a network with the names of each program and loads it again.
fn check_round_trip<N: Network<Scalar: FloatBytes>>() {
    for naming in [Naming::PyTorch, Naming::Keras] {
        let bytes = safetensors::export_to_bytes(&counted::<N>(), naming).unwrap();
        assert_eq!(safetensors::from_bytes::<N>(&bytes).unwrap(), counted(), "{naming:?}");
    }
}

#[test]
fn what_is_loaded_is_what_was_exported() {
    check_round_trip::<Single>();
    check_round_trip::<Square>();
    check_round_trip::<Autoencoder>();
    check_round_trip::<Classifier>();
    // Eleven layers: the tenth comes after the ninth.
    check_round_trip::<Tall>();
}

#[test]
fn names_without_numbers_have_the_order_of_their_sizes() {
    let pairs = |names: [&str; 2]| names.map(|name| (format!("{name}.weight"), false, format!("{name}.bias")));
    for names in [["encoder", "decoder"], ["hidden", "output"], ["z", "a"], ["features.7", "classifier"]] {
        let autoencoder = counted::<Autoencoder>();
        let loaded: Autoencoder = safetensors::from_bytes(&renamed(&autoencoder, &pairs(names))).unwrap();
        assert_eq!(loaded, autoencoder, "{names:?}");
    }
    let names = ["first", "then", "last"].map(|name| (format!("{name}.weight"), false, format!("{name}.bias")));
    let [fault, ..] = dense_fault::<Square>(&renamed(&counted::<Square>(), &names));
    assert_eq!(
        fault,
        "the layers `first`, `last`, `then` are of the same size, and their names do not tell their order; name them `0`, \
         `1`, …"
    );
}

#[test]
fn tensors_that_are_not_those_of_the_layers_are_listed() {
    let weight: Tensor<'_> = ("0.weight", &[4, 2], &[0.1; 8]);
    let bias: Tensor<'_> = ("0.bias", &[4], &[0.1; 4]);
    let output: Tensor<'_> = ("2.weight", &[1, 4], &[0.1; 4]);
    let output_bias: Tensor<'_> = ("2.bias", &[1], &[0.1]);
    assert!(safetensors::from_bytes::<Xor>(&tensors(&[weight, bias, output, output_bias])).is_ok());
    let fault = |list: &[Tensor<'_>]| dense_fault::<Xor>(&tensors(list));

    let [missing, found, expected] = fault(&[weight, bias, output]);
    assert!(missing.starts_with("`2.weight` has no bias beside it (a layer without biases is one with biases of 0"));
    assert_eq!(found, "`0.bias` 4, `0.weight` 4 × 2, `2.weight` 1 × 4");
    assert_eq!(expected, "`0.weight` 4 × 2, `0.bias` 4, `2.weight` 1 × 4, `2.bias` 1");
    assert_eq!(fault(&[weight, bias, output_bias])[0], "`2.bias` has no weights beside it");
    assert_eq!(fault(&[weight, bias])[0], "there are weights of 1 layer, expected 2");
    let third: [Tensor<'_>; 2] = [("4.weight", &[1, 1], &[1.0]), ("4.bias", &[1], &[1.0])];
    assert_eq!(
        fault(&[weight, bias, output, output_bias, third[0], third[1]])[0],
        "there are weights of 3 layers, expected 2"
    );
    let transposed: Tensor<'_> = ("0.weight", &[2, 4], &[0.1; 8]);
    assert_eq!(
        fault(&[transposed, bias, output, output_bias])[0],
        "`0.bias` is not a list of one number for each of the 2 units of `0.weight`"
    );
    let narrow: [Tensor<'_>; 2] = [("0.weight", &[4, 3], &[0.1; 12]), bias];
    assert_eq!(
        fault(&[narrow[0], bias, output, output_bias])[0],
        "`0.weight` has 3 inputs and 4 units, expected 2 and 4"
    );
    let norm: [Tensor<'_>; 2] = [("1.weight", &[4], &[1.0; 4]), ("1.bias", &[4], &[0.0; 4])];
    assert_eq!(fault(&[weight, bias, norm[0], norm[1], output, output_bias])[0], "`1.weight` is not a matrix");
    let mean: Tensor<'_> = ("1.running_mean", &[4], &[0.0; 4]);
    assert_eq!(fault(&[weight, bias, mean, output, output_bias])[0], "`1.running_mean` is not a part of a dense layer");
    let kernel: Tensor<'_> = ("0/kernel", &[2, 4], &[0.1; 8]);
    assert_eq!(fault(&[weight, bias, kernel])[0], "`0.weight` and `0/kernel` are of one layer");
    let again: Tensor<'_> = ("0.bias:0", &[4], &[0.1; 4]);
    assert_eq!(fault(&[weight, bias, again])[0], "`0.bias` and `0.bias:0` are the same part of a layer");
    let other: Tensor<'_> = ("embedding", &[4], &[0.1; 4]);
    assert_eq!(fault(&[other])[0], "there is neither `theta_1` nor a dense layer");
    assert_eq!(fault(&[])[1], "no tensors");
    let keras = [("d/kernel", &[2_usize, 4][..], &[0.1; 8][..]), ("d/bias", &[4], &[0.1; 4])];
    assert_eq!(fault(&keras)[2], "`dense/kernel` 2 × 4, `dense/bias` 4, `dense_1/kernel` 4 × 1, `dense_1/bias` 1");
    let not_finite: Tensor<'_> = ("2.weight", &[1, 4], &[0.1, 0.1, f64::INFINITY, 0.1]);
    assert_eq!(
        message(safetensors::from_bytes::<Xor>(&tensors(&[weight, bias, not_finite, output_bias]))),
        "`2.weight` has inf in row 0, column 2, expected a finite number"
    );
    let many: Vec<String> = (0..40).map(|i| format!("{i}.weight")).collect();
    let many: Vec<Tensor<'_>> = many.iter().map(|name| (&name[..], &[1_usize, 1][..], &[0.1][..])).collect();
    assert!(fault(&many)[1].ends_with("`10.weight` 1 × 1, `11.weight` 1 × 1 and 28 more"));
}

/// The bits of the halves are those of NumPy; every one of them is a number of both types.
#[test]
fn halves_are_read_exactly() {
    // 0, −0, the least and the largest number below the normal ones, the least normal one, 1 and its neighbor, −2, the
    // largest one, and three others.
    let float16 = [0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0x3c01, 0xc000, 0x7bff, 0x3555, 0x4248, 0xb266];
    let values = [
        0.0,
        -0.0,
        5.960464477539063e-8,
        6.097555160522461e-5,
        6.103515625e-5,
        1.0,
        1.0009765625,
        -2.0,
        65504.0,
        0.333251953125,
        3.140625,
        -0.199951171875,
    ];
    let bfloat16 = [0x0000, 0x8000, 0x0001, 0x3f80, 0xbf00, 0x3e20, 0x4049, 0x7f7f, 0x0080, 0xc2c8, 0x3dcd, 0x3eab];
    let brain_values = [
        0.0,
        -0.0,
        9.183549615799121e-41,
        1.0,
        -0.5,
        0.15625,
        3.140625,
        3.3895313892515355e38,
        1.1754943508222875e-38,
        -100.0,
        0.10009765625,
        0.333984375,
    ];
    let of = |dtype: &str, bits: [u16; 12]| {
        let tensor =
            |shape: [usize; 2], range: [usize; 2]| json!({ "dtype": dtype, "shape": shape, "data_offsets": range });
        let header = json!({ "theta_1": tensor([4, 3], [0, 24]), "theta_2": tensor([1, 5], [24, 34]) });
        file(&header, &bits.into_iter().chain([0; 5]).flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
    };
    for (dtype, bits, values) in [("F16", float16, values), ("BF16", bfloat16, brain_values)] {
        let double: Xor = safetensors::from_bytes(&of(dtype, bits)).unwrap();
        let found: Vec<u64> = double.theta_1.as_flattened().iter().map(|weight| weight.to_bits()).collect();
        assert_eq!(found, values.map(f64::to_bits), "{dtype}");
        let single: Single = safetensors::from_bytes(&of(dtype, bits)).unwrap();
        let found: Vec<u32> = single.theta_1.as_flattened().iter().map(|weight| weight.to_bits()).collect();
        assert_eq!(found, values.map(|value| (value as f32).to_bits()), "{dtype}");
    }
    for (dtype, infinite) in [("F16", 0x7c00), ("F16", 0xfe00), ("BF16", 0xff80), ("BF16", 0x7fc0)] {
        let text = message(safetensors::from_bytes::<Xor>(&of(dtype, [infinite; 12])));
        assert!(text.starts_with("`theta_1` has ") && text.ends_with(", expected a finite number"), "{text}");
    }
}

/// NumPy computes the layers as PyTorch, x Wᵀ + b, and as Keras, x K + b.
#[test]
fn numpy_computes_the_same_outputs_from_the_weights() {
    const SCRIPT: &str = "
import json, sys
import numpy
from safetensors.numpy import load_file, save_file
folder, x = sys.argv[1], numpy.array([0.3, -0.2, 0.9])
def output(w, b, v, c):
    z = numpy.maximum(x @ w + b, 0) @ v + c
    return (numpy.exp(z) / numpy.exp(z).sum()).tolist()
def pytorch(t): return output(t['0.weight'].T, t['0.bias'], t['2.weight'].T, t['2.bias'])
def keras(t): return output(t['dense/kernel'], t['dense/bias'], t['dense_1/kernel'], t['dense_1/bias'])
outputs = {'PyTorch': pytorch(load_file(folder + 'PyTorch')), 'Keras': keras(load_file(folder + 'Keras'))}
random = numpy.random.default_rng(7)
for name, number in [('f16', numpy.float16), ('f32', numpy.float32), ('f64', numpy.float64)]:
    shapes = {'0.weight': (5, 3), '0.bias': 5, '2.weight': (4, 5), '2.bias': 4}
    tensors = {key: random.normal(size=shape).astype(number) for key, shape in shapes.items()}
    save_file(tensors, folder + name)
    outputs[name] = pytorch({key: tensor.astype(float) for key, tensor in tensors.items()})
print(json.dumps(outputs))
";
    let folder = Folder::new("numpy");
    let ours = counted::<Classifier>().map(|weight| f64::from(weight) / 64.0);
    safetensors::export(&ours, Naming::PyTorch, folder.path("PyTorch")).unwrap();
    safetensors::export(&ours, Naming::Keras, folder.path("Keras")).unwrap();
    let Some(printed) = python("numpy, safetensors", SCRIPT, &[folder.path("").to_str().unwrap()]) else { return };
    let outputs: Value = serde_json::from_str(&printed).unwrap();
    for name in ["PyTorch", "Keras", "f16", "f32", "f64"] {
        let network: Classifier<f64> = safetensors::load(folder.path(name)).unwrap();
        for (k, h) in network.output(&[0.3, -0.2, 0.9]).into_iter().enumerate() {
            let expected = outputs[name][k].as_f64().unwrap();
            assert!((h - expected).abs() < 1e-14, "{name}: {h}, expected {expected}");
        }
    }
}

proptest! {
    /// Numbers with gaps, and anything in front of the last word that has the same text and other numbers.
    #[test]
    fn any_names_that_count_are_loaded(
        prefix in r"([a-z]{1,4}[._/])?", stem in r"([a-z]{1,4}_?)?", suffix in r"([._/][a-z]{1,4})?",
        first in 0_u64..20, gaps in prop::collection::vec(1_u64..200, 11), is_keras in any::<bool>(), slash in any::<bool>(),
    ) {
        let names = |layers: usize| -> Vec<(String, bool, String)> {
            let numbers = gaps[..layers].iter().scan(first, |number, gap| {
                *number += gap;
                Some(*number)
            });
            let name = |number: u64| {
                let layer = format!("{prefix}{stem}{number}{suffix}{}", if slash { '/' } else { '.' });
                (format!("{layer}{}", if is_keras { "kernel" } else { "weight" }), is_keras, format!("{layer}bias"))
            };
            numbers.map(name).collect()
        };
        let square = counted::<Square>();
        prop_assert_eq!(safetensors::from_bytes::<Square>(&renamed(&square, &names(3))).unwrap(), square);
        let tall = counted::<Tall>();
        prop_assert_eq!(safetensors::from_bytes::<Tall>(&renamed(&tall, &names(11))).unwrap(), tall);
    }

    #[test]
    fn any_tensors_are_loaded_or_refused(
        list in prop::collection::btree_map(r"[a1]?[./_]?(weight|kernel|bias|theta_1|é9)(:0)?", prop::collection::vec(0_usize..4, 0..3), 0..7),
    ) {
        let sizes: Vec<usize> = list.values().map(|shape| shape.iter().product()).collect();
        let numbers: Vec<Vec<f64>> = sizes.iter().map(|&size| vec![0.5; size]).collect();
        let list: Vec<Tensor<'_>> = list.iter().zip(&numbers).map(|((name, shape), numbers)| (&name[..], &shape[..], &numbers[..])).collect();
        let _ = safetensors::from_bytes::<Autoencoder>(&tensors(&list));
        let _ = Checkpoint::<Square>::from_bytes(&tensors(&list));
    }
}
