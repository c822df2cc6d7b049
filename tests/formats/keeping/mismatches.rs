//! A file that does not fit the network gives an error that says what was found and what was expected.

use super::{
    Classes, Deeper, Doubled, Heated, Rectified, Renamed, Shallow, Single, Undefined, Wider, Xor, message, with_header,
};
use backprop::data::scaling::{Scaling, ScalingError};
use backprop::formats::safetensors::{self, Checkpoint, Mismatch, SafetensorsError, Saved, SavedScaling};
use serde_json::json;

#[test]
fn another_name_and_another_cost_are_no_other_network() {
    let bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
    let renamed: Renamed = safetensors::from_bytes(&bytes).unwrap();
    assert_eq!(renamed.theta_1, Xor::random(7).theta_1);
}

#[test]
fn another_shape_is_named_with_both_declarations() {
    let bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
    assert_eq!(
        message(safetensors::from_bytes::<Wider>(&bytes)),
        "`theta_1` is 4 × 3 in the file and 5 × 3 in the declaration; the file declares `struct Xor { layers: 2 -> 4 Tanh \
         -> 1 Sigmoid, cost: CrossEntropy, }`, the program declares `struct Wider { layers: 2 -> 5 Tanh -> 1 Sigmoid, \
         cost: CrossEntropy, }`"
    );
}

#[test]
fn other_activations_are_another_network() {
    let bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
    let text = message(safetensors::from_bytes::<Rectified>(&bytes));
    let start = "the layers are 2 -> 4 Tanh -> 1 Sigmoid in the file and 2 -> 4 Relu -> 1 Sigmoid in the declaration; ";
    assert!(text.starts_with(start), "{text}");
}

#[test]
fn tensors_must_be_those_of_the_network() {
    let bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
    assert!(message(safetensors::from_bytes::<Deeper>(&bytes)).starts_with("the file has no `theta_3`; "));
    let text = message(safetensors::from_bytes::<Shallow>(&bytes));
    let start = "the layers are 2 -> 4 Tanh -> 1 Sigmoid in the file and 2 -> 4 Tanh in the declaration; ";
    assert!(text.starts_with(start), "{text}");
    let elsewhere = with_header(|header| drop(header.as_object_mut().unwrap().remove("__metadata__")));
    let text = message(safetensors::from_bytes::<Shallow>(&elsewhere));
    assert!(text.starts_with("the file has `theta_2`, which the network does not have; "), "{text}");
    let single = with_header(|header| {
        header["theta_2"] = json!({ "dtype": "F64", "shape": [], "data_offsets": [96, 104] });
        header["rest"] = json!({ "dtype": "F64", "shape": [4], "data_offsets": [104, 136] });
    });
    let text = message(safetensors::from_bytes::<Xor>(&single));
    assert!(text.starts_with("`theta_2` is a single number in the file and 1 × 5 in the declaration; "), "{text}");
    let mut checkpoint = Checkpoint::new(Xor::random(7));
    checkpoint.buffers.insert("momentum".to_owned(), Xor::zeros());
    let error = safetensors::from_bytes::<Xor>(&checkpoint.to_bytes().unwrap()).unwrap_err();
    let start = "the file has `momentum.theta_1`, so it is a checkpoint; load it by `Checkpoint::load`; ";
    assert!(error.to_string().starts_with(start), "{error}");
    let mismatch = Mismatch::Checkpoint { tensor: "momentum.theta_1".to_owned() };
    assert!(matches!(error, SafetensorsError::OtherNetwork { mismatch: found, .. } if found == mismatch));
}

#[test]
fn single_precision_is_read_as_double_precision_and_rounding_is_an_explicit_conversion() {
    let single = Single::random(7);
    let widened: Xor = safetensors::from_bytes(&safetensors::to_bytes(&single).unwrap()).unwrap();
    assert_eq!(widened.theta_1, single.theta_1.map(f64::from));
    assert_eq!(widened.theta_2, single.theta_2.map(f64::from));

    let bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
    assert_eq!(
        message(safetensors::from_bytes::<Single>(&bytes)),
        "`theta_1` holds F64, and the network computes with f32; to round the numbers, load a `Single<f64>` and convert it \
         by `map(|weight| weight as f32)`"
    );
    let rounded: Single = safetensors::from_bytes::<Single<f64>>(&bytes).unwrap().map(|weight| weight as f32);
    assert_eq!(rounded.theta_2[0][1], Xor::random(7).theta_2[0][1] as f32);
}

#[test]
fn an_activation_with_the_name_of_another_one_is_another_network() {
    let doubled = safetensors::to_bytes(&Doubled::random(7)).unwrap();
    let text = message(safetensors::from_bytes::<Rectified>(&doubled));
    let start = "the activation `Relu` of layer 2 at z = 0.5 is 1 in the file and 0.5 in the program, so it is another \
                 function with the same name; the file declares ";
    assert!(text.starts_with(start), "{text}");
    assert!(safetensors::from_bytes::<Doubled>(&doubled).is_ok());
    let checkpoint = Checkpoint::new(Doubled::random(7)).to_bytes().unwrap();
    assert!(matches!(
        Checkpoint::<Rectified>::from_bytes(&checkpoint),
        Err(SafetensorsError::OtherNetwork { mismatch: Mismatch::Activation { layer: 2, .. }, .. })
    ));
    // An activation of a whole layer is told apart as well; one that is nowhere finite is the same as itself.
    let heated = safetensors::to_bytes(&Heated::random(7)).unwrap();
    let text = message(safetensors::from_bytes::<Classes>(&heated));
    assert!(text.starts_with("the activation `Softmax` of layer 2 at z = -8 is "), "{text}");
    assert!(safetensors::from_bytes::<Heated>(&heated).is_ok());
    let undefined = safetensors::to_bytes(&Undefined::random(7)).unwrap();
    assert!(safetensors::from_bytes::<Undefined>(&undefined).is_ok());
    // A file without the values is taken by its names.
    let unnamed = with_header(|header| drop(header["__metadata__"].as_object_mut().unwrap().remove("activations")));
    assert!(safetensors::from_bytes::<Xor>(&unnamed).is_ok());
}

#[test]
fn only_finite_weights_are_kept() {
    let mut xor = Xor::random(7);
    xor.theta_2[0][3] = f64::NAN;
    let expected = "`theta_2` has NaN in row 0, column 3, expected a finite number";
    assert_eq!(message(safetensors::to_bytes(&xor)), expected);
    let mut bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
    let at = bytes.len() - 16;
    bytes[at..at + 8].copy_from_slice(&f64::NAN.to_le_bytes());
    assert_eq!(message(safetensors::from_bytes::<Xor>(&bytes)), expected);
}

#[test]
fn a_file_from_elsewhere_is_taken_by_its_shapes() {
    let bytes = with_header(|header| header["__metadata__"] = json!({ "seed": "a poppy's", "layers": "some" }));
    let kept = Saved::<Rectified>::from_bytes(&bytes).unwrap();
    assert_eq!(kept.metadata.seed, None);
    assert_eq!(kept.metadata.notes["seed"], "a poppy's");
    assert_eq!(kept.network.theta_1, Xor::random(7).theta_1);
    let bytes = with_header(|header| drop(header.as_object_mut().unwrap().remove("__metadata__")));
    assert_eq!(safetensors::from_bytes::<Xor>(&bytes).unwrap(), Xor::random(7));
    assert!(
        message(safetensors::from_bytes::<Wider>(&bytes))
            .contains("; the file has no declaration, the program declares `struct Wider {")
    );
}

#[test]
fn metadata_that_cannot_be_used_are_an_error() {
    let with = |key: &str, text: &str| {
        message(Saved::<Xor>::from_bytes(&with_header(|h| h["__metadata__"][key] = json!(text))))
    };
    assert_eq!(
        with("backprop", "2"),
        "the file has version 2 of the format, expected version 1; use a newer `backprop`"
    );
    assert_eq!(
        with("seed", "-1"),
        "the entry `seed` of the metadata is `-1`, expected a whole number from 0 to 18446744073709551615"
    );
    let expected = ", expected `offsets` and `factors`, each of 2 finite numbers, one for each input, and no factor 0";
    let scalings = [
        (r#"{"offsets":[0,0],"factors":[1]}"#, "has 1 factor"),
        (r#"{"offsets":[0,0],"factors":[1,0]}"#, "has 0 in column 1 of `factors`"),
        (r#"{"offsets":[0,0]}"#, "has no list `factors`"),
        (r#"{"offsets":[0,0],"factors":[1,1],"powers":[1,1]}"#, "has a list `powers`"),
    ];
    for (text, found) in scalings {
        assert_eq!(with("scaling", text), format!("the entry `scaling` of the metadata {found}{expected}"));
    }
    assert!(
        with("scaling", "[1]").ends_with(expected) && with("scaling", r#"{"offsets":[null,0]}"#).ends_with(expected)
    );

    let mut kept = Saved::new(Xor::random(7));
    kept.metadata.scaling = Some(SavedScaling::new([0.0, 0.0], [1.0, f64::INFINITY]));
    assert_eq!(
        message(kept.to_bytes()),
        format!("the entry `scaling` of the metadata has inf in column 1 of `factors`{expected}")
    );
}

#[test]
fn metadata_of_the_targets_fit_the_outputs() {
    let with = |key: &str, text: &str| {
        message(Saved::<Xor>::from_bytes(&with_header(|h| h["__metadata__"][key] = json!(text))))
    };
    assert_eq!(
        with("target_scaling", r#"{"offsets":[0,0],"factors":[1,1]}"#),
        "the entry `target_scaling` of the metadata has 2 offsets, expected `offsets` and `factors`, each of 1 finite \
         numbers, one for each output, and no factor 0"
    );
    let expected = "expected 2 names, one for the class of each answer, no and yes";
    assert_eq!(with("classes", r#"["a"]"#), format!("the entry `classes` of the metadata has 1 name, {expected}"));
    assert!(with("classes", "a, b").ends_with(expected) && with("classes", "[1, 2]").ends_with(expected));
    for text in ["[]", "[[0,0,0,0,0]]", "[[0],[0]]", "1"] {
        let found = with("activations", text);
        assert!(found.ends_with(", expected a list for each layer after the input, with 5 numbers each"), "{found}");
    }
    let mut kept = Saved::new(Classes::random(7));
    kept.metadata.classes = vec!["one".to_owned(), "two".to_owned()];
    assert_eq!(
        message(kept.to_bytes()),
        "the entry `classes` of the metadata has 2 names, expected 3 names, one for each output"
    );
    kept.metadata.classes.clear();
    kept.metadata.target_scaling = Some(SavedScaling::new([0.0; 3], [0.0; 3]));
    assert!(message(kept.to_bytes()).contains("has 0 in column 0 of `factors`"));
}

#[test]
fn a_scaling_that_was_kept_fits_rows_of_its_own_width_only() {
    let scaling = Scaling::from_parts([0.1_f32, 2.0], [3.0, 0.7]).unwrap();
    let kept = SavedScaling::from(&scaling);
    assert_eq!(Scaling::<f32, 2>::try_from(&kept), Ok(scaling));
    assert_eq!(Scaling::<f32, 3>::try_from(&kept), Err(ScalingError::Width { found: 2, expected: 3 }));
}

#[test]
fn names_of_the_formats_are_no_names_for_others() {
    let of_metadata = ["seed", "scaling", "target_scaling", "classes", "preparation"];
    for name in ["backprop", "declaration", "layers", "activations"].into_iter().chain(of_metadata) {
        let mut kept = Saved::new(Xor::random(7));
        kept.metadata.notes.insert(name.to_owned(), String::new());
        assert!(matches!(kept.to_bytes(), Err(SafetensorsError::Reserved { name: found }) if found == name));
    }
    for name in ["counts", "numbers.of", "lists"] {
        let mut checkpoint = Checkpoint::new(Xor::random(7));
        checkpoint.buffers.insert(name.to_owned(), Xor::zeros());
        assert!(matches!(checkpoint.to_bytes(), Err(SafetensorsError::Reserved { name: found }) if found == name));
    }
    let mut checkpoint = Checkpoint::new(Xor::random(7));
    checkpoint.metadata.notes.insert("texts.of".to_owned(), String::new());
    assert!(matches!(checkpoint.to_bytes(), Err(SafetensorsError::Reserved { name }) if name == "texts.of"));
}
