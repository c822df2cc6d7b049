//! The graph of operators that computes the layers of a network.
//!
//! **Invariant**: values are named as in the code, `z_2` or `a_2`, and each is the output of one operator. The input is `x`
//! and the output `h`, with or without a scaling.

use super::Export;
use super::error::OnnxError;
use super::field;
use super::protobuf::Message;
use crate::equations::activation::{Identity, LeakyRelu, Relu, Sigmoid, Softmax, Softplus, Tanh};
use crate::formats::SavedScaling;
use crate::formats::bytes::FloatBytes;
use crate::metrics::checked_names;
use crate::network::architecture::Architecture;
use crate::network::{Network, not_finite};
use crate::samples::class_count;
use ndarray::{ArrayView2, s};
use std::any::type_name;
use std::fmt::Write;
use std::marker::PhantomData;

/// The versions of the file format and of the operators. Both are of 2020, so that every program reads them.
const IR_VERSION: u64 = 7;
const OPERATORS: u64 = 13;

/// Builds the model.
pub(super) fn model<N: Network<Scalar: FloatBytes>>(model: &Export<'_, N>) -> Result<Message, OnnxError> {
    let network = model.network;
    if let Some((layer, (row, column), weight)) = not_finite(network) {
        return Err(OnnxError::NotFinite { layer, row, column, value: weight.to_string() });
    }
    let architecture = Architecture::new(network);
    let last = architecture.layers.len() + 1;

    let mut graph = Graph::<N::Scalar>::new();
    let mut before = "x".to_owned();
    if let Some(scaling) = &model.scaling {
        graph.scale(scaling, N::INPUTS)?;
        before = "a_1".to_owned();
    }
    for ((layer, theta), kind) in (2..).zip(network.thetas()).zip(&architecture.layers) {
        let is_output = layer == last && model.target_scaling.is_none();
        let (z, a) = (format!("z_{layer}"), if is_output { "h".to_owned() } else { format!("a_{layer}") });
        graph.weighted_sum(layer - 1, theta, &before, &z);
        graph.activation(kind.activation, layer, &z, &a)?;
        before = a;
    }
    if let Some(scaling) = &model.target_scaling {
        if architecture.layers.last().is_some_and(|layer| layer.activation == type_name::<Softmax>()) {
            return Err(OnnxError::ScaledProbabilities);
        }
        graph.invert(scaling, N::OUTPUTS, &before)?;
    }

    let classes = classes::<N>(&model.classes)?;
    let outputs = architecture.layers.last().map_or(0, |layer| layer.units);
    let graph = Message::default()
        .messages(field::graph::NODE, graph.nodes)
        .bytes(field::graph::NAME, "network")
        .messages(field::graph::INITIALIZER, graph.constants)
        .bytes(field::graph::DOC_STRING, N::DECLARATION)
        .message(field::graph::INPUT, batch::<N::Scalar>("x", architecture.inputs))
        .message(field::graph::OUTPUT, batch::<N::Scalar>("h", outputs));
    let model = Message::default()
        .number(field::model::IR_VERSION, IR_VERSION)
        .bytes(field::model::PRODUCER_NAME, "backprop")
        .bytes(field::model::PRODUCER_VERSION, env!("CARGO_PKG_VERSION"))
        .message(field::model::GRAPH, graph)
        .message(field::model::OPSET_IMPORT, Message::default().number(field::OPSET_VERSION, OPERATORS))
        .messages(field::model::METADATA_PROPS, classes);
    Ok(model)
}

/// The operators and constants of a graph that is being built, with numbers of type `T`.
struct Graph<T> {
    nodes: Vec<Message>,
    constants: Vec<Message>,
    number: PhantomData<T>,
}

impl<T: FloatBytes> Graph<T> {
    fn new() -> Self {
        Self { nodes: Vec::new(), constants: Vec::new(), number: PhantomData }
    }

    /// Adds a⁽¹⁾ = (x − offset) / factor.
    fn scale(&mut self, scaling: &SavedScaling, inputs: usize) -> Result<(), OnnxError> {
        self.columns("scaling of the inputs", "x", scaling, inputs)?;
        self.operator("Sub", &["x", "x.offsets"], "x.shifted", []);
        self.operator("Div", &["x.shifted", "x.factors"], "a_1", []);
        Ok(())
    }

    /// Adds h = offset + factor · a⁽ᴸ⁾.
    fn invert(&mut self, scaling: &SavedScaling, outputs: usize, a: &str) -> Result<(), OnnxError> {
        self.columns("scaling of the targets", "h", scaling, outputs)?;
        self.operator("Mul", &["h.factors", a], "h.stretched", []);
        self.operator("Add", &["h.offsets", "h.stretched"], "h", []);
        Ok(())
    }

    /// Adds the offsets and factors of a scaling as constants, in the numbers of the graph.
    fn columns(
        &mut self,
        of: &'static str,
        name: &str,
        scaling: &SavedScaling,
        columns: usize,
    ) -> Result<(), OnnxError> {
        let rounded = |numbers: &[f64]| numbers.iter().map(|&number| T::from_f64(number)).collect::<Vec<T>>();
        let (offsets, factors) = (rounded(&scaling.offsets), rounded(&scaling.factors));
        // A number of f64 may be infinite or 0 in f32.
        let usable = |numbers: &[T]| numbers.iter().all(|number| number.is_finite());
        let fault = scaling.fault(columns).or_else(|| {
            let is_usable = usable(&offsets) && usable(&factors) && factors.iter().all(|&factor| factor != T::ZERO);
            (!is_usable).then(|| "numbers that are too large or too small for f32".to_owned())
        });
        if let Some(found) = fault {
            return Err(OnnxError::Scaling { of, found, columns });
        }
        self.constant(&format!("{name}.offsets"), &[columns], &offsets);
        self.constant(&format!("{name}.factors"), &[columns], &factors);
        Ok(())
    }

    /// Adds z = Θ a for a batch, an example in each row: z = a Wᵀ + b, where Θ is split into the bias b and the weights W.
    fn weighted_sum(&mut self, l: usize, theta: ArrayView2<'_, T>, a: &str, z: &str) {
        let (rows, columns) = theta.dim();
        let (weights, bias) = (format!("theta_{l}.weights"), format!("theta_{l}.bias"));
        self.constant(&weights, &[rows, columns - 1], theta.slice(s![.., 1..]).iter());
        self.constant(&bias, &[rows], theta.column(0).iter());
        self.operator("Gemm", &[a, &weights, &bias], z, [int_attribute("transB", 1)]);
    }

    /// Adds a = g(z).
    fn activation(&mut self, activation: &'static str, layer: usize, z: &str, a: &str) -> Result<(), OnnxError> {
        match activation {
            name if name == type_name::<Sigmoid>() => self.operator("Sigmoid", &[z], a, []),
            name if name == type_name::<Tanh>() => self.operator("Tanh", &[z], a, []),
            name if name == type_name::<Relu>() => self.operator("Relu", &[z], a, []),
            name if name == type_name::<LeakyRelu>() => self.leaky_relu(z, a),
            name if name == type_name::<Softplus>() => self.softplus(z, a),
            name if name == type_name::<Identity>() => self.operator("Identity", &[z], a, []),
            name if name == type_name::<Softmax>() => self.operator("Softmax", &[z], a, [int_attribute("axis", 1)]),
            _ => return Err(OnnxError::UnknownActivation { layer, activation }),
        }
        Ok(())
    }

    /// Adds a = g(z) of [`LeakyRelu`]. In double precision it is max(z, 0.01 z), since `onnxruntime` lacks the operator.
    fn leaky_relu(&mut self, z: &str, a: &str) {
        if T::BYTES == f32::BYTES {
            return self.operator("LeakyRelu", &[z], a, [float_attribute("alpha", LeakyRelu::SLOPE as f32)]);
        }
        let [slope, scaled] = ["slope", "scaled"].map(|part| format!("{a}.{part}"));
        self.constant(&slope, &[], [&T::from_f64(LeakyRelu::SLOPE)]);
        self.operator("Mul", &[z, &slope], &scaled, []);
        self.operator("Max", &[z, &scaled], a, []);
    }

    /// Adds a = g(z) of [`Softplus`]. In double precision it is max(0, z) + ln(1 + exp(−|z|)), since `onnxruntime` lacks the
    /// operator.
    fn softplus(&mut self, z: &str, a: &str) {
        if T::BYTES == f32::BYTES {
            return self.operator("Softplus", &[z], a, []);
        }
        let parts = ["positive", "size", "negative", "power", "one", "sum", "ln"].map(|part| format!("{a}.{part}"));
        let [positive, size, negative, power, one, sum, ln] = &parts;
        self.constant(one, &[], [&T::ONE]);
        self.operator("Relu", &[z], positive, []);
        self.operator("Abs", &[z], size, []);
        self.operator("Neg", &[size], negative, []);
        self.operator("Exp", &[negative], power, []);
        self.operator("Add", &[one, power], sum, []);
        self.operator("Log", &[sum], ln, []);
        self.operator("Add", &[positive, ln], a, []);
    }

    /// Adds an operator, named like its output.
    fn operator<const A: usize>(&mut self, kind: &str, inputs: &[&str], output: &str, attributes: [Message; A]) {
        let inputs = inputs.iter().fold(Message::default(), |node, input| node.bytes(field::node::INPUT, input));
        let node = inputs
            .bytes(field::node::OUTPUT, output)
            .bytes(field::node::NAME, output)
            .bytes(field::node::OP_TYPE, kind)
            .messages(field::node::ATTRIBUTE, attributes);
        self.nodes.push(node);
    }

    /// Adds constants.
    fn constant<'a>(&mut self, name: &str, shape: &[usize], numbers: impl IntoIterator<Item = &'a T>) {
        let mut bytes = Vec::with_capacity(shape.iter().product::<usize>() * T::BYTES);
        numbers.into_iter().for_each(|number| number.write_to(&mut bytes));
        let dims = shape.iter().fold(Message::default(), |tensor, &dim| tensor.number(field::tensor::DIMS, dim as u64));
        let tensor = dims
            .number(field::tensor::DATA_TYPE, data_type::<T>())
            .bytes(field::tensor::NAME, name)
            .bytes(field::tensor::RAW_DATA, bytes);
        self.constants.push(tensor);
    }
}

/// Returns the entry of the metadata with the names of the classes, if there are any.
fn classes<N: Network>(names: &[String]) -> Result<Option<Message>, OnnxError> {
    if names.is_empty() {
        return Ok(None);
    }
    let names = checked_names(names, class_count(N::OUTPUTS), "class")?;
    let entry = Message::default().bytes(field::entry::KEY, "classes");
    Ok(Some(entry.bytes(field::entry::VALUE, json_list(&names))))
}

/// Returns a list of texts in JSON.
fn json_list(texts: &[String]) -> String {
    let mut list = String::from("[");
    for (i, text) in texts.iter().enumerate() {
        list.push_str(if i == 0 { "\"" } else { ",\"" });
        for character in text.chars() {
            match character {
                '"' | '\\' => list.extend(['\\', character]),
                control if control < ' ' => {
                    let _ = write!(list, "\\u{:04x}", u32::from(control));
                }
                other => list.push(other),
            }
        }
        list.push('"');
    }
    list.push(']');
    list
}

/// Describes an input or output of m rows, for any m.
fn batch<T: FloatBytes>(name: &str, columns: usize) -> Message {
    let rows = Message::default().bytes(field::dimension::PARAM, "m");
    let columns = Message::default().number(field::dimension::VALUE, columns as u64);
    let shape = Message::default().messages(field::SHAPE_DIM, [rows, columns]);
    let tensor = Message::default()
        .number(field::tensor_type::ELEM_TYPE, data_type::<T>())
        .message(field::tensor_type::SHAPE, shape);
    Message::default()
        .bytes(field::value::NAME, name)
        .message(field::value::TYPE, Message::default().message(field::TYPE_TENSOR, tensor))
}

fn int_attribute(name: &str, value: u64) -> Message {
    const INT: u64 = 2;
    Message::default()
        .bytes(field::attribute::NAME, name)
        .number(field::attribute::I, value)
        .number(field::attribute::TYPE, INT)
}

fn float_attribute(name: &str, value: f32) -> Message {
    const FLOAT: u64 = 1;
    Message::default()
        .bytes(field::attribute::NAME, name)
        .float(field::attribute::F, value)
        .number(field::attribute::TYPE, FLOAT)
}

/// Returns the data type of tensors of `T`.
fn data_type<T: FloatBytes>() -> u64 {
    const FLOAT: u64 = 1;
    const DOUBLE: u64 = 11;
    if T::BYTES == f32::BYTES { FLOAT } else { DOUBLE }
}
