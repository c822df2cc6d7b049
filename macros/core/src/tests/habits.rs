//! Names, layers and fields as other libraries have them: what is refused, what passes, and what is said.

use super::{assert_text, field_messages, layer_messages, messages};
use crate::models;
use crate::names::ACTIVATIONS;

/// Returns the messages for a network with this output activation and this cost.
fn errors(activation: &str, cost: &str) -> Vec<String> {
    let declaration = format!("struct Net {{ layers: 2 -> 3 {activation}, cost: {cost} }}");
    models(declaration.parse().unwrap()).err().into_iter().flatten().map(|error| error.to_string()).collect()
}

#[test]
fn layers_of_other_libraries() {
    let layers = [
        "[2 -> 4 Tanh -> 1 Sigmoid]",
        "(2 -> 4 Tanh -> 1 Sigmoid)",
        "[2, 4, 1]",
        "vec![2, 4, 1]",
        "[Dense(4), Dense(1)]",
        "2 -> Dense(4, Tanh) -> Dense(1, activation = \"sigmoid\")",
        "Linear(784, 128) -> ReLU() -> Linear(128, 10) -> Softmax()",
        "Input(2) -> 4 Tanh -> 1 Sigmoid",
        "2 -> Conv2d(4) -> 1 Sigmoid",
        "2 -> LSTM -> 1 Sigmoid",
        "2 -> 4 Tanh -> Dropout(0.5) -> BatchNorm -> 1 Sigmoid",
        "2 -> 32 Dense -> 1 Sigmoid",
        "2 -> Tanh(4) -> Sigmoid(1)",
        "2 -> Tanh 4 -> Sigmoid 1",
        "2 -> 4 -> Tanh -> 1 -> Sigmoid",
        "2 -> 4 x Tanh -> 4 * Tanh -> 4: Tanh -> 1, Sigmoid",
        "2 -> (4, Tanh) -> 1 Sigmoid",
        "2 -> 4 (Tanh) -> 1 [Sigmoid]",
        "2 -> 4 \"tanh\" -> 1 \"Sigmoid\"",
        "2 -> 4 Tanh * 3 -> 1 Sigmoid",
        "2 -> 3 * 4 Tanh -> 1 Sigmoid",
        "2 - 4 Tanh - 1 Sigmoid",
        "2 > 4 Tanh | 4 Tanh => 4 Tanh --> 1 Sigmoid",
        "2 -> 4 nn.Tanh -> 1 Sigmoid",
        "2 -> 4 |z| z.tanh() -> 1 Sigmoid",
        "2 -> relu -> 1 Sigmoid",
        "2 -> hidden Tanh -> 1 Sigmoid",
        "2 -> 1 Sigmoid -> CrossEntropy",
        "2 -> 4 Tanh Relu -> 3 Sigmoid Softmax",
        "2 -> 4 Tanh + backprop::Relu -> 1 Sigmoid",
        "2 -> 4 Tanh OUTPUTS Sigmoid",
        "2 -> 4 Tanh x 3 -> [4; 3] Tanh -> 1 Sigmoid",
        "input 2 -> Dense 4 Tanh -> { 4 Tanh } -> output 1 Sigmoid",
        "28x28 -> 4 units Tanh -> 1 unit Sigmoid",
        "2 -> 4 Tanh dropout 0.5 -> 4 Tanh no_bias -> 1 Sigmoid bias",
        "2 -> 4 activation=Tanh -> 1 Sigmoid",
        "2 <- 4 Tanh <- 1 Sigmoid",
        "2 -> 4 Tanh /// hidden\n -> 1 Sigmoid",
        "2 -> 4 RELU -> 4 leakyrelu -> 4 linear -> 4 SiLU -> 1 SoftMax",
    ];
    assert_text("messages_on_habits", layer_messages(layers));
}

#[test]
fn fields_of_other_libraries() {
    let fields = [
        "layers: 2 -> 1 Sigmoid; cost: CrossEntropy;",
        "layers = 2 -> 1 Sigmoid, cost = CrossEntropy",
        "pub layers: 2 -> 1 Sigmoid, pub(crate) cost: CrossEntropy",
        "2 -> 1 Sigmoid, CrossEntropy",
        "layer: 2, layer: 4 Tanh, layer: 1 Sigmoid, cost: CrossEntropy",
        "input: 2, hidden: [4], output: 1, activation: Tanh, cost: CrossEntropy",
        "layers: 2 -> 1 Sigmoid, cost: CrossEntropy, optimiser: Adam, lr: 0.1, epochs: 5, batch_size: 3, momentum: 0.9",
        "layers: 2 -> 1 Sigmoid, cost: CrossEntropy, regularization: 0.1, dropout: 0.5, metrics: [a], seed: 7, bias: true",
        "layers: 2 -> 1 Sigmoid, cost: CrossEntropy, dtype: f32, name: \"net\", theta_1: 0.0, patience: 3",
        "layers: 2 -> 1 Sigmoid, cost: \"mse\", scalar: \"float32\"",
        "layers: 2 -> 1 Sigmoid, cost: CrossEntropy::new(), scalar: double",
        "layers: 2 -> 1 Sigmoid, cost: |h, y| h - y, scalar: float",
        "layers: 2 -> 1 Sigmoid, cost: SquaredError + L2",
        "layers: 2 -> 1 Tanh, cost: cross_entropy",
        "layers: 2 -> 1 Tanh, cost: BCE",
        "layers: 2 -> 1 Tanh, cost: MAE",
        "layers: 2 -> 1 Tanh, cost: CrossEntropy",
    ];
    assert_text("messages_on_other_fields", field_messages(fields));
}

#[test]
fn networks_of_other_forms() {
    let fields = "{ layers: 2 -> 1 Sigmoid, cost: CrossEntropy }";
    let declarations = [
        format!("struct Net {fields};"),
        format!("Net {fields}"),
        format!("enum Net {fields}"),
        format!("struct My Net {fields}"),
        format!("struct 2Net {fields}"),
        format!("struct Net<const N: usize> {fields}"),
        format!("struct Net {fields} impl Net {{}}"),
        format!("struct Net {fields} struct Net {fields} struct NetForward {fields}"),
        "struct Tanh { layers: 2 -> 1 Tanh, cost: SquaredError }".to_owned(),
    ];
    assert_text("messages_on_other_networks", messages(declarations.iter().map(String::as_str)));
}

#[test]
fn the_types_of_the_crate_pass_and_every_other_spelling_of_them_is_refused() {
    for name in ACTIVATIONS {
        assert!(errors(name, "SquaredError").is_empty(), "{name}");
        let spellings = [name.to_lowercase(), name.to_uppercase(), name.replace("Rel", "ReL").replace("h", "H")];
        for other in spellings.iter().filter(|other| *other != name) {
            let [error] = &errors(other, "SquaredError")[..] else { panic!("{other}") };
            assert!(error.contains(&format!("write `{name}`")), "{other}: {error}");
        }
    }
}

/// The macro does not see whether there is such a type, so it must not refuse what may be one.
#[test]
fn types_of_ones_own_pass() {
    for name in ["Swish", "Gelu", "Elu", "Linear", "Logistic", "Step", "Leaky<3>", "self::ReLU", "my::tanh", "Square"] {
        assert!(errors(name, "SquaredError").is_empty(), "{name}");
    }
    for name in ["Mse", "Huber", "Mae", "MeanSquaredError", "Hinge", "self::MSE", "my::cross_entropy", "Cost<3>"] {
        assert!(errors("Sigmoid", name).is_empty(), "{name}");
    }
    // Whether a cost of one's own goes with an activation is for the compiler to say, and so it is for other types of the
    // same name.
    for (activation, cost) in [("Tanh", "my::CrossEntropy"), ("my::Tanh", "CrossEntropy"), ("Swish", "CrossEntropy")] {
        assert!(errors(activation, cost).is_empty(), "{activation}, {cost}");
    }
    assert_eq!(errors("backprop::Tanh", "::backprop::CrossEntropy").len(), 1);
}

#[test]
fn networks_of_one_name_pass_under_conditions() {
    let network = "struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }";
    let declarations = format!("#[cfg(unix)] {network} #[cfg(not(unix))] {network}");
    assert_eq!(models(declarations.parse().unwrap()).unwrap().len(), 2);
}

/// Returns the message for a network of these layers.
fn told(layers: &str, scalar: &str) -> Option<String> {
    let declaration = format!("struct Net {{ layers: {layers} Tanh, cost: SquaredError, scalar: {scalar} }}");
    models(declaration.parse().unwrap()).err().map(|error| error.to_string())
}

#[test]
fn a_network_has_as_many_weights_as_a_machine_can_hold() {
    for possible in ["4096 -> 4096 Tanh -> 4096", "150528 -> 4096", "32768 -> 32767"] {
        assert_eq!(told(possible, "f64"), None, "{possible}");
    }
    // 32 769 weights of each of 32 768 units, with 8 bytes each: 8.59 GB.
    let message = told("32768 -> 32768", "f64").unwrap();
    assert!(message.starts_with("32768 units and 32768 units have 1073774592 weights between them, 9 GB"), "{message}");
    assert!(told("32768 -> 32768", "f32").unwrap().contains("weights between them, 4 GB"));
}

#[test]
fn a_network_has_as_many_units_as_fit_on_the_stack() {
    for possible in ["199996 -> 1", "1 -> 83331 Tanh -> 1", "1 -> 55555", "150528 -> 9 Tanh -> 13000"] {
        assert_eq!(told(possible, "f64"), None, "{possible}");
    }
    assert_eq!(
        told("199997 -> 1", "f64").unwrap(),
        "an example on its way through `Net` has 1000003 numbers on the stack: 5 for each input, 12 for each hidden unit \
         and 18 for each output; at most 1000000 fit into the 8 MB of a main thread, so make layer 1 smaller"
    );
    assert!(told("1 -> 83332 Tanh -> 1", "f64").unwrap().contains("has 1000007 numbers on the stack"));
    assert!(told("1 -> 55556", "f32").unwrap().contains("has 1000013 numbers on the stack"));
    // Each layer would fit, not all of them.
    let message = told("1 -> 30000 Tanh -> 1 Tanh -> 50000 Tanh -> 1 Tanh -> 30000 Tanh -> 1", "f64").unwrap();
    assert!(message.ends_with("so make layer 4 smaller"), "{message}");
    let message = told("2 -> 18446744073709551614 Tanh -> 18446744073709551614", "f64").unwrap();
    assert!(message.ends_with("so make layer 3 smaller"), "{message}");
}

/// Returns the attribute that discourages `predict`, if the code of a network with this output activation has one.
fn warning(activation: &str) -> Option<String> {
    let declaration = format!("struct Net {{ layers: 2 -> 4 Identity -> 2 {activation}, cost: SquaredError }}");
    let code = super::expanded(&declaration);
    let (_, attribute) = code.split_once("#[deprecated(")?;
    let (note, method) = attribute.split_once("pub fn ").or_else(|| attribute.split_once("fn "))?;
    assert!(method.starts_with("predict(") && !method.contains("deprecated"), "{method}");
    Some(note.split('`').nth(1)?.to_owned())
}

#[test]
fn a_class_of_an_output_that_is_a_quantity_is_discouraged() {
    for activation in ["Identity", "Relu", "LeakyRelu", "Softplus"] {
        assert_eq!(warning(activation).as_deref(), Some(activation));
    }
    assert_eq!(warning("backprop::Identity").as_deref(), Some("Identity"));
    for activation in ["Sigmoid", "Tanh", "Softmax", "Swish", "my::Identity"] {
        assert_eq!(warning(activation), None);
    }
}
