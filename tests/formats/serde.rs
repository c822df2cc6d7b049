//! Weights, samples and networks in whatever `serde` writes.

use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, Theta, network};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

network! {
    /// More columns than the arrays that `serde` itself knows.
    struct Net { layers: 40 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Model {
    #[serde(with = "backprop::formats::serde")]
    network: Net,
}

type Pairs = Samples<[f64; 2], [f64; 1]>;

fn model() -> Value {
    serde_json::to_value(Model { network: Net::random(7) }).unwrap()
}

fn error(model: Value) -> String {
    serde_json::from_value::<Model>(model).unwrap_err().to_string()
}

#[test]
fn a_network_comes_back_as_it_was() {
    let text = serde_json::to_string(&Model { network: Net::random(7) }).unwrap();
    assert_eq!(serde_json::from_str::<Model>(&text).unwrap().network, Net::random(7));
    assert_eq!(model()["network"]["theta_1"][2], json!(Net::random(7).theta_1[2].to_vec()));
}

#[test]
fn the_matrices_of_a_network_may_come_in_any_order() {
    let network = &model()["network"];
    let text = format!(r#"{{"network":{{"theta_2":{},"theta_1":{}}}}}"#, network["theta_2"], network["theta_1"]);
    assert_eq!(serde_json::from_str::<Model>(&text).unwrap().network, Net::random(7));
}

#[test]
fn a_matrix_that_is_missing_or_unknown_or_there_twice_is_an_error() {
    let mut missing = model();
    missing["network"].as_object_mut().unwrap().remove("theta_2");
    assert_eq!(error(missing), "`theta_2` is missing");
    let mut unknown = model();
    unknown["network"]["theta_3"] = json!([]);
    assert_eq!(error(unknown), "found `theta_3`, expected one of `theta_1` to `theta_2`");
    let theta = &model()["network"]["theta_2"];
    let twice = format!(r#"{{"network":{{"theta_2":{theta},"theta_2":{theta}}}}}"#);
    let text = serde_json::from_str::<Model>(&twice).unwrap_err().to_string();
    assert!(text.starts_with("found `theta_2` twice, expected it once"), "{text}");
    let expected = "invalid type: sequence, expected a map from `theta_1`, `theta_2`, … to lists of rows";
    assert_eq!(error(json!({ "network": [] })), expected);
}

#[test]
fn another_shape_is_an_error_that_tells_both() {
    let read = |value: Value| serde_json::from_value::<Theta<f64, 2, 3>>(value).unwrap_err().to_string();
    assert_eq!(read(json!([[1, 2, 3]])), "found 1 rows, expected 2");
    assert_eq!(read(json!([[1, 2, 3], [4, 5, 6], [7, 8, 9]])), "found more than 2 rows, expected 2");
    assert_eq!(read(json!([[1, 2, 3], [4, 5]])), "found a row of 2, expected 3");
    assert_eq!(read(json!([[1, 2, 3], [4, 5, 6, 7]])), "found a row of more than 3, expected 3");
    assert_eq!(read(json!({})), "invalid type: map, expected a list of 2 rows");
    assert_eq!(read(json!([[1, 2, 3], 4])), "invalid type: integer `4`, expected a row of 3 numbers");
}

#[test]
fn weights_are_rows_in_rows() {
    let theta: Theta<f64, 2, 3> = [[0.1, 0.2, 0.3], [0.4, 0.5, -0.0]].into();
    let text = serde_json::to_string(&theta).unwrap();
    assert_eq!(text, "[[0.1,0.2,0.3],[0.4,0.5,-0.0]]");
    assert_eq!(serde_json::from_str::<Theta<f64, 2, 3>>(&text).unwrap(), theta);
}

#[test]
fn samples_pass_the_door_that_all_samples_pass() {
    let samples = Pairs::new([[0.1, 0.2], [0.3, 0.4]], [[1.0], [0.0]]).unwrap();
    let text = serde_json::to_string(&samples).unwrap();
    assert_eq!(text, r#"{"x":[[0.1,0.2],[0.3,0.4]],"y":[[1.0],[0.0]]}"#);
    assert_eq!(serde_json::from_str::<Pairs>(&text).unwrap(), samples);

    let read = |value: Value| serde_json::from_value::<Pairs>(value).unwrap_err().to_string();
    assert_eq!(read(json!({ "x": [], "y": [] })), "no samples: x and y have no rows, expected at least one");
    assert_eq!(
        read(json!({ "x": [[1, 2]], "y": [[1], [0]] })),
        "x has 1 rows and y has 2, expected a target for each input"
    );
    assert_eq!(
        read(json!({ "x": [[1, 2], [3]], "y": [[1], [0]] })),
        "row 1 of x has 1 columns, expected 2 as in the network's declaration"
    );
    assert!(read(json!({ "x": [[1, 2]], "y": [[1]], "z": [] })).starts_with("unknown field `z`"));
}
