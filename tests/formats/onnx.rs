//! Other programs that run an exported network compute the network's own outputs.

use crate::python::python;
use backprop::architecture::Architecture;
use backprop::data::scaling::Scaling;
use backprop::equations::activation::{Activation, OutputActivation};
use backprop::formats::SavedScaling;
use backprop::formats::bytes::FloatBytes;
use backprop::formats::onnx::{self, Export, OnnxError};
use backprop::{
    CrossEntropy, Identity, LeakyRelu, Network, Relu, Scalar, Sigmoid, Softmax, Softplus, SquaredError, Tanh, network,
};
use std::collections::BTreeMap;

network! {
    struct Logistic { layers: 3 -> 5 Tanh -> 2 Sigmoid, cost: CrossEntropy }
    struct Classes { layers: 3 -> 5 Relu -> 4 Softmax, cost: CrossEntropy }
    struct Leaky { layers: 3 -> 5 LeakyRelu -> 4 Identity -> 2 LeakyRelu, cost: SquaredError }
    struct Smooth { layers: 3 -> 6 Softplus -> 1 Identity, cost: SquaredError }
    struct SingleLogistic { layers: 3 -> 5 Tanh -> 2 Sigmoid, cost: CrossEntropy, scalar: f32 }
    struct SingleClasses { layers: 3 -> 5 Relu -> 4 Softmax, cost: CrossEntropy, scalar: f32 }
    struct SingleLeaky { layers: 3 -> 5 LeakyRelu -> 2 LeakyRelu, cost: SquaredError, scalar: f32 }
    struct SingleSmooth { layers: 3 -> 6 Softplus -> 1 Identity, cost: SquaredError, scalar: f32 }
    /// 128 inputs, a number whose encoding needs a second byte.
    struct Broad { layers: 128 -> 1 Sigmoid, cost: CrossEntropy }
    /// The activation of its first layer has the name of one of the crate's.
    struct Namesake { layers: 3 -> 2 own::Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    struct OwnOutput { layers: 3 -> 2 Tanh -> 2 Halves, cost: SquaredError }
}

mod own {
    /// Not the logistic function.
    pub(crate) struct Sigmoid;

    impl backprop::Activation for Sigmoid {
        fn g<T: backprop::Scalar>(z: T) -> T {
            // Calls another activation, which must not be taken for that of the layer.
            backprop::equations::activation::g::<backprop::Tanh, T>(z)
        }
        fn g_prime<T: backprop::Scalar>(z: T) -> T {
            <backprop::Tanh as super::Activation>::g_prime(z)
        }
    }
}

/// A custom output activation.
struct Halves;

impl OutputActivation for Halves {
    fn activate<T: Scalar, const K: usize>(z: &[T; K]) -> [T; K] {
        z.map(|z| z / T::from_f64(2.0))
    }
    fn pull_back<T: Scalar, const K: usize>(_z: &[T; K], slope: &[T; K]) -> [T; K] {
        slope.map(|slope| slope / T::from_f64(2.0))
    }
    fn epsilon(_inputs: usize, _units: usize) -> f64 {
        1.0
    }
}

/// The value of a field, as a reader sees it that does not know the message type.
#[derive(Debug, Clone, PartialEq)]
enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
    FourBytes([u8; 4]),
}

/// A message: the values of each field.
#[derive(Debug, Default)]
struct Fields<'a>(BTreeMap<u64, Vec<Value<'a>>>);

impl<'a> Fields<'a> {
    fn read(mut bytes: &'a [u8]) -> Self {
        let mut fields = Self::default();
        while !bytes.is_empty() {
            let tag = variable(&mut bytes);
            let value = match tag & 7 {
                0 => Value::Number(variable(&mut bytes)),
                2 => {
                    let length = variable(&mut bytes) as usize;
                    Value::Bytes(take(&mut bytes, length))
                }
                5 => Value::FourBytes(take(&mut bytes, 4).try_into().unwrap()),
                wire => panic!("wire type {wire}"),
            };
            fields.0.entry(tag >> 3).or_default().push(value);
        }
        fields
    }

    fn all(&self, field: u64) -> &[Value<'a>] {
        self.0.get(&field).map_or(&[], Vec::as_slice)
    }

    fn messages(&self, field: u64) -> Vec<Fields<'a>> {
        let bytes = |value: &Value<'a>| if let Value::Bytes(bytes) = value { *bytes } else { panic!("{value:?}") };
        self.all(field).iter().map(|value| Fields::read(bytes(value))).collect()
    }

    fn message(&self, field: u64) -> Fields<'a> {
        self.messages(field).pop().unwrap()
    }

    fn texts(&self, field: u64) -> Vec<&'a str> {
        let text = |value: &Value<'a>| {
            if let Value::Bytes(bytes) = value { std::str::from_utf8(bytes).unwrap() } else { panic!("{value:?}") }
        };
        self.all(field).iter().map(text).collect()
    }

    fn numbers(&self, field: u64) -> Vec<u64> {
        let number = |value: &Value<'a>| if let Value::Number(number) = value { *number } else { panic!("{value:?}") };
        self.all(field).iter().map(number).collect()
    }
}

/// Takes bytes from the front.
fn take<'a>(bytes: &mut &'a [u8], length: usize) -> &'a [u8] {
    let (front, rest) = bytes.split_at(length);
    *bytes = rest;
    front
}

fn variable(bytes: &mut &[u8]) -> u64 {
    let length = bytes.iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
    take(bytes, length).iter().rev().fold(0, |value, digit| value << 7 | u64::from(digit & 0x7f))
}

#[test]
fn each_layer_is_a_gemm_and_its_activation() {
    let network = Classes::random(7);
    let bytes = onnx::to_bytes(&network).unwrap();
    let model = Fields::read(&bytes);
    assert_eq!(model.numbers(1), [7], "the version of the file format");
    assert_eq!(model.texts(2), ["backprop"]);
    assert_eq!(model.message(8).numbers(2), [13], "the version of the operator set");

    let graph = model.message(7);
    let nodes: Vec<_> = graph.messages(1).iter().map(|node| (node.texts(4), node.texts(1), node.texts(2))).collect();
    assert_eq!(
        nodes,
        [
            (vec!["Gemm"], vec!["x", "theta_1.weights", "theta_1.bias"], vec!["z_2"]),
            (vec!["Relu"], vec!["z_2"], vec!["a_2"]),
            (vec!["Gemm"], vec!["a_2", "theta_2.weights", "theta_2.bias"], vec!["z_3"]),
            (vec!["Softmax"], vec!["z_3"], vec!["h"]),
        ]
    );
    let attribute = |node: usize| {
        let attribute = graph.messages(1)[node].message(5);
        (attribute.texts(1), attribute.numbers(3), attribute.numbers(20))
    };
    const INT: u64 = 2;
    assert_eq!(attribute(0), (vec!["transB"], vec![1], vec![INT]), "z = a Wᵀ + b");
    assert_eq!(attribute(3), (vec!["axis"], vec![1], vec![INT]), "the softmax is computed along each row");
    let constants: Vec<_> = graph.messages(5).iter().map(|tensor| (tensor.texts(8), tensor.numbers(1))).collect();
    assert_eq!(constants[0], (vec!["theta_1.weights"], vec![5, 3]));
    assert_eq!(constants[3], (vec!["theta_2.bias"], vec![4]));
    let Value::Bytes(bias) = graph.messages(5)[3].all(9)[0] else { panic!() };
    let expected: Vec<u8> = network.theta_2.iter().flat_map(|row| row[0].to_le_bytes()).collect();
    assert_eq!(bias, expected);

    for (side, name, columns) in [(11, "x", 3), (12, "h", 4)] {
        let value = graph.message(side);
        assert_eq!(value.texts(1), [name]);
        let dims = value.message(2).message(1).message(2).messages(1);
        assert_eq!((dims[0].texts(2), dims[0].numbers(1)), (vec!["m"], vec![]), "the number of examples is free");
        assert_eq!(dims[1].numbers(1), [columns]);
        assert_eq!(value.message(2).message(1).numbers(1), [11], "double precision");
    }
}

#[test]
fn a_number_of_more_than_seven_bits_takes_two_bytes() {
    let bytes = onnx::to_bytes(&Broad::random(7)).unwrap();
    assert_eq!(Fields::read(&bytes).message(7).messages(5)[0].numbers(1), [1, 128]);
}

#[test]
fn single_precision_has_operators_of_its_own() {
    let bytes = onnx::to_bytes(&SingleLeaky::random(7)).unwrap();
    let graph = Fields::read(&bytes).message(7);
    let leaky = &graph.messages(1)[1];
    assert_eq!(leaky.texts(4), ["LeakyRelu"]);
    let alpha = leaky.message(5);
    assert_eq!(alpha.texts(1), ["alpha"]);
    assert_eq!(alpha.all(2), [Value::FourBytes(0.01_f32.to_le_bytes())]);
    let bytes = onnx::to_bytes(&SingleSmooth::random(7)).unwrap();
    assert_eq!(Fields::read(&bytes).message(7).messages(1)[1].texts(4), ["Softplus"]);
}

/// The inputs of the run: some near 0, some so large that exponentials would overflow.
const ROWS: [[f64; 3]; 6] =
    [[0.0, 0.0, 0.0], [0.3, -0.2, 0.9], [-1.5, 2.5, 0.1], [40.0, -3.0, 9.0], [-900.0, 800.0, 700.0], [1e5, -1e5, 3.0]];

/// Runs a model on rows, all at once and one by one, and returns its outputs.
fn run(model: &[u8], name: &str, rows: &[[f64; 3]]) -> Option<Vec<Vec<f64>>> {
    const SCRIPT: &str = "
import json, sys
import numpy, onnx, onnxruntime
onnx.checker.check_model(sys.argv[1], full_check=True)
session = onnxruntime.InferenceSession(sys.argv[1], providers=['CPUExecutionProvider'])
[x] = session.get_inputs()
assert (x.name, x.shape) == ('x', ['m', 3]), (x.name, x.shape)
[h] = session.get_outputs()
assert h.name == 'h' and h.shape[0] == 'm', (h.name, h.shape)
rows = numpy.array(json.loads(sys.argv[2]), numpy.float32 if 'float' in x.type else numpy.float64)
all_at_once = session.run(['h'], {'x': rows})[0]
one_by_one = [session.run(['h'], {'x': row[None]})[0][0].tolist() for row in rows]
numpy.testing.assert_allclose(all_at_once, one_by_one, rtol=1e-6)
classes = session.get_modelmeta().custom_metadata_map.get('classes')
assert classes is None or json.loads(classes) == [chr(10), '\\\\ \"é\"'], classes
print(json.dumps(all_at_once.tolist()))
";
    let path = std::env::temp_dir().join(format!("backprop-{name}-{}.onnx", std::process::id()));
    std::fs::write(&path, model).unwrap();
    let rows = serde_json::to_string(rows).unwrap();
    let printed = python("numpy, onnx, onnxruntime", SCRIPT, &[path.to_str().unwrap(), &rows]);
    std::fs::remove_file(&path).unwrap();
    Some(serde_json::from_str(&printed?).unwrap())
}

/// Returns the largest difference of outputs, relative to their size if that is above 1.
fn largest_difference(found: &[Vec<f64>], expected: &[Vec<f64>]) -> f64 {
    let sizes = |rows: &[Vec<f64>]| rows.iter().map(Vec::len).collect::<Vec<_>>();
    assert_eq!(sizes(found), sizes(expected));
    let differences = found.iter().flatten().zip(expected.iter().flatten());
    let differences = differences.map(|(found, expected)| (found - expected).abs() / expected.abs().max(1.0));
    differences.fold(0.0, |worst, difference| if difference <= worst { worst } else { difference })
}

/// Runs the exported network on `ROWS` and returns the largest difference from the network's own outputs.
fn difference<N>(network: &N) -> Option<f64>
where
    N: Network<Scalar: FloatBytes + Into<f64>>,
{
    let name = std::any::type_name::<N>().replace([':', '<', '>'], "-");
    let outputs = run(&onnx::to_bytes(network).unwrap(), &name, &ROWS)?;
    let x = ROWS.map(|row| row.map(N::Scalar::from_f64).to_vec()).to_vec();
    let y = vec![vec![N::Scalar::ZERO; outputs[0].len()]; ROWS.len()];
    let samples = N::samples(x, y).unwrap();
    let own = |x| network.output(x).as_ref().iter().map(|&h| h.into()).collect();
    Some(largest_difference(&outputs, &samples.x().iter().map(own).collect::<Vec<_>>()))
}

/// Sets the biases of a random network, which start at 0.
fn with_biases<N: Network>(mut network: N) -> N {
    for mut theta in network.thetas_mut() {
        for (i, bias) in theta.column_mut(0).iter_mut().enumerate() {
            *bias = N::Scalar::from_f64(0.3 - 0.2 * i as f64);
        }
    }
    network
}

#[test]
fn onnxruntime_computes_the_same_outputs() {
    let doubles = [
        ("Logistic", difference(&with_biases(Logistic::random(7)))),
        ("Classes", difference(&with_biases(Classes::random(7)))),
        ("Leaky", difference(&with_biases(Leaky::random(7)))),
        ("Smooth", difference(&with_biases(Smooth::random(7)))),
    ];
    let singles = [
        ("SingleLogistic", difference(&with_biases(SingleLogistic::random(7)))),
        ("SingleClasses", difference(&with_biases(SingleClasses::random(7)))),
        ("SingleLeaky", difference(&with_biases(SingleLeaky::random(7)))),
        ("SingleSmooth", difference(&with_biases(SingleSmooth::random(7)))),
    ];
    for (name, difference) in doubles {
        assert!(difference.is_none_or(|difference| difference < 1e-13), "{name}: {difference:?}");
    }
    for (name, difference) in singles {
        assert!(difference.is_none_or(|difference| difference < 1e-5), "{name}: {difference:?}");
    }
}

/// Forty rows in other units than the inputs of the network.
fn unscaled_rows() -> Vec<[f64; 3]> {
    (0..40).map(f64::from).map(|i| [10.0 + i, 0.25 * i - 5.0, 1e4 - 77.0 * i]).collect()
}

/// Returns the largest difference between a model with scalings and a network whose inputs and outputs are scaled beside
/// it.
fn scaled_difference<T, N, const K: usize>(network: &N, name: &str) -> Option<f64>
where
    T: FloatBytes + Into<f64>,
    N: Network<Scalar = T, Input = [T; 3], Output = [T; K]>,
{
    let rows = unscaled_rows();
    let x: Vec<[T; 3]> = rows.iter().map(|row| row.map(T::from_f64)).collect();
    let scaling = Scaling::standardize(&x).unwrap();
    let targets =
        Scaling::from_parts(std::array::from_fn(|k| T::from_f64(250.0 - 400.0 * k as f64)), [T::from_f64(-80.0); K]);
    let targets = targets.unwrap();
    let model = Export::new(network).scaling(&scaling).target_scaling(&targets);
    let outputs = run(&model.to_bytes().unwrap(), name, &rows)?;
    let own = |x: &[T; 3]| targets.invert(&network.output(&scaling.scale(x))).map(Into::into).to_vec();
    Some(largest_difference(&outputs, &x.iter().map(own).collect::<Vec<_>>()))
}

#[test]
fn a_model_scales_its_inputs_and_outputs_as_the_program_does() {
    let doubles = [
        ("scaled-logistic", scaled_difference(&with_biases(Logistic::random(7)), "scaled-logistic")),
        ("scaled-leaky", scaled_difference(&with_biases(Leaky::random(7)), "scaled-leaky")),
        ("scaled-smooth", scaled_difference(&with_biases(Smooth::random(7)), "scaled-smooth")),
    ];
    let singles = [
        ("scaled-single-smooth", scaled_difference(&with_biases(SingleSmooth::random(7)), "scaled-single-smooth")),
        ("scaled-single-leaky", scaled_difference(&with_biases(SingleLeaky::random(7)), "scaled-single-leaky")),
    ];
    for (differences, bound) in [(&doubles[..], 1e-13), (&singles[..], 1e-5)] {
        for (name, difference) in differences {
            println!("{name}: {difference:?}");
            assert!(difference.is_none_or(|difference| difference < bound), "{name}: {difference:?}");
        }
    }
}

#[test]
fn scalings_are_operators_before_and_after_the_layers() {
    let network = Smooth::random(7);
    let model = Export::new(&network).scaling(SavedScaling::new([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]));
    let bytes = model.clone().target_scaling(SavedScaling::new([7.0], [8.0])).to_bytes().unwrap();
    let graph = Fields::read(&bytes).message(7);
    let nodes: Vec<_> = graph.messages(1).iter().map(|node| (node.texts(4)[0], node.texts(1), node.texts(2))).collect();
    assert_eq!(nodes[0], ("Sub", vec!["x", "x.offsets"], vec!["x.shifted"]));
    assert_eq!(nodes[1], ("Div", vec!["x.shifted", "x.factors"], vec!["a_1"]));
    assert_eq!(nodes[2], ("Gemm", vec!["a_1", "theta_1.weights", "theta_1.bias"], vec!["z_2"]));
    let [.., identity, multiplied, added] = &nodes[..] else { panic!() };
    assert_eq!(*identity, ("Identity", vec!["z_3"], vec!["a_3"]));
    assert_eq!(*multiplied, ("Mul", vec!["h.factors", "a_3"], vec!["h.stretched"]));
    assert_eq!(*added, ("Add", vec!["h.offsets", "h.stretched"], vec!["h"]));
    let offsets = &graph.messages(5)[0];
    assert_eq!((offsets.texts(8), offsets.numbers(1)), (vec!["x.offsets"], vec![3]));
    let expected: Vec<u8> = [1.0_f64, 2.0, 3.0].iter().flat_map(|offset| offset.to_le_bytes()).collect();
    assert_eq!(offsets.all(9), [Value::Bytes(&expected)]);
    assert_eq!(Export::new(&network).to_bytes().unwrap(), onnx::to_bytes(&network).unwrap());
}

#[test]
fn a_scaling_that_does_not_fit_is_not_exported() {
    let (double, single) = (Smooth::random(7), SingleSmooth::random(7));
    let message = |result: Result<Vec<u8>, OnnxError>| result.unwrap_err().to_string();
    let narrow = SavedScaling::new([0.0], [1.0]);
    let expected = "expected 3 finite offsets and as many finite factors other than 0";
    assert_eq!(
        message(Export::new(&double).scaling(narrow).to_bytes()),
        format!("the scaling of the inputs has 1 offset, {expected}")
    );
    let wide = SavedScaling::new([0.0; 3], [1e-60; 3]);
    assert!(Export::new(&double).scaling(&wide).to_bytes().is_ok());
    assert_eq!(
        message(Export::new(&single).scaling(&wide).to_bytes()),
        format!("the scaling of the inputs has numbers that are too large or too small for f32, {expected}")
    );
    let zero = SavedScaling::new([0.0], [0.0]);
    assert_eq!(
        message(Export::new(&double).target_scaling(zero).to_bytes()),
        "the scaling of the targets has 0 in column 0 of `factors`, expected 1 finite offsets and as many finite factors \
         other than 0"
    );
}

#[test]
fn probabilities_of_classes_have_no_unit_to_scale_to() {
    let scaling = SavedScaling::new([0.0; 4], [1.0; 4]);
    let error = Export::new(&Classes::random(7)).target_scaling(scaling).to_bytes().unwrap_err();
    assert!(matches!(error, OnnxError::ScaledProbabilities));
    assert_eq!(
        error.to_string(),
        "a scaling of the targets belongs to a regression, and the outputs of `Softmax` are probabilities of classes; \
         leave the scaling out"
    );
}

#[test]
fn names_of_classes_are_metadata_of_the_model() {
    let network = Logistic::random(7);
    let bytes = Export::new(&network).classes(["\n", "\\ \"é\""]).to_bytes().unwrap();
    let entry = Fields::read(&bytes).message(14);
    assert_eq!((entry.texts(1), entry.texts(2)), (vec!["classes"], vec![r#"["\u000a","\\ \"é\""]"#]));
    assert!(run(&bytes, "named", &ROWS).is_none_or(|outputs| outputs.len() == ROWS.len()));
    let error = Export::new(&network).classes(["one"]).to_bytes().unwrap_err();
    assert_eq!(error.to_string(), "found 1 class name, expected 2, one for each class");
    assert!(Export::new(&Smooth::random(7)).classes(["no", "yes"]).to_bytes().is_ok(), "one output tells two classes");
}

#[test]
fn an_activation_that_onnx_does_not_know_is_named() {
    let error = onnx::to_bytes(&Namesake::random(7)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "layer 2 has the activation `formats::onnx::own::Sigmoid`, expected one of `backprop`: `Sigmoid`, `Tanh`, `Relu`, \
         `LeakyRelu`, `Softplus`, `Identity` or `Softmax`"
    );
    let error = onnx::to_bytes(&OwnOutput::random(7)).unwrap_err();
    assert!(matches!(error, OnnxError::UnknownActivation { layer: 3, activation: "formats::onnx::Halves" }), "{error}");
}

#[test]
fn only_finite_weights_are_exported() {
    let mut network = Logistic::random(7);
    network.theta_2[1][4] = f64::INFINITY;
    let error = onnx::to_bytes(&network).unwrap_err();
    assert_eq!(error.to_string(), "`theta_2` has inf in row 1, column 4, expected a finite number");
}

#[test]
fn a_file_that_cannot_be_written_is_named() {
    let path = std::env::temp_dir().join("no").join("such-folder").join("net.onnx");
    let error = onnx::export(&Logistic::random(7), &path).unwrap_err();
    assert_eq!(error.to_string(), format!("{} cannot be written", path.display()));
    let cause = std::error::Error::source(&error).unwrap();
    assert_eq!(format!("{error:?}"), format!("{error}: {cause}"));
}

#[test]
fn the_architecture_is_what_the_code_does() {
    assert_eq!(Architecture::new(&Leaky::zeros()).to_string(), "3 -> 5 LeakyRelu -> 4 Identity -> 2 LeakyRelu");
    let namesake = Architecture::new(&Namesake::zeros());
    assert_eq!(namesake.to_string(), "3 -> 2 Sigmoid -> 1 Sigmoid");
    assert_eq!(namesake.layers[0].activation, "formats::onnx::own::Sigmoid");
    assert_eq!(namesake.layers[1].activation, std::any::type_name::<Sigmoid>());
    assert_eq!(Architecture::new(&OwnOutput::zeros()).layers[1].activation_name(), "Halves");
}
