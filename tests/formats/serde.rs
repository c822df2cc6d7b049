//! Weights, samples and networks in the formats of `serde`.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, Theta, network};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

network! {
    /// Rows of more than 32 columns, the largest arrays that `serde` supports.
    #[derive(Serialize, Deserialize)]
    struct Net { layers: 40 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Strict { layers: 2 -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }

    /// A first matrix of 5 MB, in rows of 8 kB.
    #[derive(Serialize, Deserialize)]
    struct Large { layers: 1000 -> 600 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

/// A user's type that contains a network.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Model {
    name: String,
    network: Net,
}

type Pairs = Samples<[f64; 2], [f64; 1]>;

fn value() -> Value {
    serde_json::to_value(Net::random(7)).unwrap()
}

fn error(network: Value) -> String {
    serde_json::from_value::<Net>(network).unwrap_err().to_string()
}

#[test]
fn a_network_is_read_as_it_was_written() {
    let model = Model { name: "a net".to_owned(), network: Net::random(7) };
    let text = serde_json::to_string(&model).unwrap();
    assert!(text.starts_with(r#"{"name":"a net","network":{"theta_1":[["#), "{text}");
    assert_eq!(serde_json::from_str::<Model>(&text).unwrap(), model);
    assert_eq!(value()["theta_1"][2], json!(Net::random(7).theta_1[2].to_vec()));
}

#[test]
fn formats_other_than_json_hold_networks_too() {
    let text = toml::to_string(&Net::random(7)).unwrap();
    assert!(text.starts_with("theta_1 = [["), "{text}");
    assert_eq!(toml::from_str::<Net>(&text).unwrap(), Net::random(7));
    // Binary formats write a struct as the sequence of its fields.
    let network: Net = serde_json::from_value(json!([value()["theta_1"], value()["theta_2"]])).unwrap();
    assert_eq!(network, Net::random(7));
}

#[test]
fn a_network_of_single_precision_is_written_with_its_own_digits() {
    let strict = Strict { theta_1: [[0.1, -2.5, 1e-7]].into() };
    let text = serde_json::to_string(&strict).unwrap();
    assert_eq!(text, r#"{"theta_1":[[0.1,-2.5,1e-7]]}"#);
    assert_eq!(serde_json::from_str::<Strict>(&text).unwrap(), strict);
}

#[test]
fn a_network_of_another_number_is_written_as_well() {
    let network: Net<f32> = Net::random(7).map(|weight| weight as f32);
    let text = serde_json::to_string(&network).unwrap();
    assert_eq!(serde_json::from_str::<Net<f32>>(&text).unwrap(), network);
}

#[test]
fn the_matrices_of_a_network_may_come_in_any_order() {
    let text = format!(r#"{{"theta_2":{},"theta_1":{}}}"#, value()["theta_2"], value()["theta_1"]);
    assert_eq!(serde_json::from_str::<Net>(&text).unwrap(), Net::random(7));
}

#[test]
fn a_missing_or_repeated_matrix_is_an_error() {
    let mut missing = value();
    missing.as_object_mut().unwrap().remove("theta_2");
    assert_eq!(error(missing), "missing field `theta_2`");
    let theta = &value()["theta_2"];
    let twice = format!(r#"{{"theta_2":{theta},"theta_2":{theta}}}"#);
    let text = serde_json::from_str::<Net>(&twice).unwrap_err().to_string();
    assert!(text.starts_with("duplicate field `theta_2`"), "{text}");
    assert_eq!(error(json!("none")), "invalid type: string \"none\", expected struct Net");
}

#[test]
fn an_unknown_field_is_ignored_unless_the_network_denies_it() {
    let mut unknown = value();
    unknown["theta_3"] = json!([]);
    assert_eq!(serde_json::from_value::<Net>(unknown).unwrap(), Net::random(7));
    let unknown = json!({ "theta_1": [[1, 2, 3]], "theta_2": [] });
    let text = serde_json::from_value::<Strict>(unknown).unwrap_err().to_string();
    assert_eq!(text, "unknown field `theta_2`, expected `theta_1`");
}

#[test]
fn another_shape_is_an_error_that_names_both() {
    let read = |value: Value| serde_json::from_value::<Theta<f64, 2, 3>>(value).unwrap_err().to_string();
    assert_eq!(read(json!([[1, 2, 3]])), "found 1 row, expected 2");
    assert_eq!(read(json!([[1, 2, 3], [4, 5, 6], [7, 8, 9]])), "found more than 2 rows, expected 2");
    assert_eq!(read(json!([[1, 2, 3], [4, 5]])), "found a row of 2, expected 3");
    assert_eq!(read(json!([[1, 2, 3], [4, 5, 6, 7]])), "found a row of more than 3, expected 3");
    assert_eq!(read(json!({})), "invalid type: map, expected a list of 2 rows");
    assert_eq!(read(json!([[1, 2, 3], 4])), "invalid type: integer `4`, expected a row of 3 numbers");
    let mut network = value();
    network["theta_2"] = json!([[1, 2, 3]]);
    assert_eq!(error(network), "found a row of 3, expected 4");
}

#[test]
fn weights_are_rows_in_rows() {
    let theta: Theta<f64, 2, 3> = [[0.1, 0.2, 0.3], [0.4, 0.5, -0.0]].into();
    let text = serde_json::to_string(&theta).unwrap();
    assert_eq!(text, "[[0.1,0.2,0.3],[0.4,0.5,-0.0]]");
    assert_eq!(serde_json::from_str::<Theta<f64, 2, 3>>(&text).unwrap(), theta);
}

/// A number type that `backprop` does not compute with.
#[test]
fn weights_may_be_of_any_type() {
    let theta: Theta<u8, 1, 2> = [[1, 2]].into();
    let text = serde_json::to_string(&theta).unwrap();
    assert_eq!(serde_json::from_str::<Theta<u8, 1, 2>>(&text).unwrap(), theta);
}

/// The matrix would fill the stack of this thread several times.
#[test]
fn a_large_network_is_read_with_a_small_stack() {
    let read = || {
        let bytes = serde_json::to_vec(&Large::zeros()).unwrap();
        assert!(serde_json::from_slice::<Large>(&bytes).unwrap() == Large::zeros());
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(read).unwrap().join().unwrap();
}

#[test]
fn samples_that_are_read_are_checked() {
    let samples = Pairs::new([[0.1, 0.2], [0.3, 0.4]], [[1.0], [0.0]]).unwrap();
    let text = serde_json::to_string(&samples).unwrap();
    assert_eq!(text, r#"{"x":[[0.1,0.2],[0.3,0.4]],"y":[[1.0],[0.0]]}"#);
    assert_eq!(serde_json::from_str::<Pairs>(&text).unwrap(), samples);

    let read = |value: Value| serde_json::from_value::<Pairs>(value).unwrap_err().to_string();
    assert_eq!(read(json!({ "x": [], "y": [] })), "no samples: x and y have no rows, expected at least one");
    assert_eq!(
        read(json!({ "x": [[1, 2]], "y": [[1], [0]] })),
        "x has 1 row and y has 2, expected a target for each input"
    );
    assert_eq!(
        read(json!({ "x": [[1, 2], [3]], "y": [[1], [0]] })),
        "row 1 of x has 1 column, expected 2 as in the network's declaration"
    );
    assert!(read(json!({ "x": [[1, 2]], "y": [[1]], "z": [] })).starts_with("unknown field `z`"));
}
