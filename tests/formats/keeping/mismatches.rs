//! A file that does not fit the network gives an error that says what was found and what was expected.

use super::{Deeper, Rectified, Renamed, Shallow, Single, Wider, Xor, message, with_header};
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
fn another_number_is_an_explicit_conversion() {
    let bytes = safetensors::to_bytes(&Single::random(7)).unwrap();
    assert_eq!(
        message(safetensors::from_bytes::<Xor>(&bytes)),
        "`theta_1` holds F32, expected F64; load a network with that `scalar`, and convert it by `map`"
    );
    let double = safetensors::from_bytes::<Single>(&bytes).unwrap().map(f64::from);
    assert_eq!(double.theta_2[0][1], f64::from(Single::random(7).theta_2[0][1]));
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
fn a_scaling_that_was_kept_fits_rows_of_its_own_width_only() {
    let scaling = Scaling::from_parts([0.1_f32, 2.0], [3.0, 0.7]).unwrap();
    let kept = SavedScaling::from(scaling);
    assert_eq!(Scaling::<f32, 2>::try_from(&kept), Ok(scaling));
    assert_eq!(Scaling::<f32, 3>::try_from(&kept), Err(ScalingError::Width { found: 2, expected: 3 }));
}

#[test]
fn names_of_the_formats_are_no_names_for_others() {
    for name in ["backprop", "declaration", "layers", "seed", "scaling"] {
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
