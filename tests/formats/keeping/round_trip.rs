//! Loading returns exactly what was saved.

use super::{Folder, Single, Tall, Xor, parts};
use crate::python::python;
use backprop::Network;
use backprop::formats::safetensors::{self, Checkpoint, Saved, SavedScaling};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn what_is_loaded_is_what_was_saved() {
    let folder = Folder::new("round-trip");
    let path = folder.path("xor.safetensors");
    safetensors::save(&Xor::random(7), &path).unwrap();
    assert_eq!(safetensors::load::<Xor>(&path).unwrap(), Xor::random(7));
    safetensors::save(&Xor::random(8), &path).unwrap();
    assert_eq!(safetensors::load::<Xor>(&path).unwrap(), Xor::random(8), "the old file was replaced");
    assert_eq!(folder.names(), ["xor.safetensors"], "no other file is left");
    let single = Single::random(7);
    assert_eq!(safetensors::from_bytes::<Single>(&safetensors::to_bytes(&single).unwrap()).unwrap(), single);
    let tall = Tall::random(7);
    assert_eq!(safetensors::from_bytes::<Tall>(&safetensors::to_bytes(&tall).unwrap()).unwrap(), tall);
}

#[test]
fn the_sign_of_a_zero_and_the_smallest_numbers_are_kept() {
    let mut xor = Xor::zeros();
    xor.theta_1[0] = [-0.0, 5e-324, -f64::MAX];
    let loaded: Xor = safetensors::from_bytes(&safetensors::to_bytes(&xor).unwrap()).unwrap();
    assert_eq!(loaded.theta_1[0].map(f64::to_bits), xor.theta_1[0].map(f64::to_bits));
}

#[test]
fn the_same_network_has_the_same_bytes() {
    let mut kept = Saved::new(Xor::random(7));
    (0..20).for_each(|i| drop(kept.metadata.notes.insert(format!("note {i}"), i.to_string())));
    let bytes = kept.to_bytes().unwrap();
    (0..8).for_each(|_| assert_eq!(kept.to_bytes().unwrap(), bytes));
    let folder = Folder::new("kept");
    kept.save(folder.path("kept.safetensors")).unwrap();
    assert_eq!(std::fs::read(folder.path("kept.safetensors")).unwrap(), bytes);
}

#[test]
fn the_file_tells_what_it_holds() {
    let bytes = safetensors::to_bytes(&Single::random(7)).unwrap();
    let (header, data) = parts(&bytes);
    assert_eq!(header["theta_1"], json!({ "dtype": "F32", "shape": [4, 3], "data_offsets": [0, 48] }));
    assert_eq!(header["theta_2"], json!({ "dtype": "F32", "shape": [1, 5], "data_offsets": [48, 68] }));
    let metadata = &header["__metadata__"];
    assert_eq!(metadata["backprop"], "1");
    assert_eq!(metadata["layers"], "2 -> 4 Tanh -> 1 Sigmoid");
    assert_eq!(metadata["declaration"], <Single as Network>::DECLARATION);
    assert_eq!(data.len(), 68);
    assert_eq!((bytes.len() - data.len()) % 8, 0, "the data is aligned to the width of its numbers");
}

#[test]
fn python_reads_the_file_as_it_is() {
    const SCRIPT: &str = "
import json, sys
from safetensors import safe_open
with safe_open(sys.argv[1], framework='numpy') as file:
    tensors = {name: file.get_tensor(name) for name in file.keys()}
    types = {name: str(tensor.dtype) for name, tensor in tensors.items()}
    values = {name: tensor.tolist() for name, tensor in tensors.items()}
    print(json.dumps([file.metadata(), types, values]))
";
    let folder = Folder::new("python");
    let path = folder.path("checkpoint.safetensors");
    let mut checkpoint = Checkpoint::new(Xor::random(7));
    checkpoint.buffers.insert("momentum".to_owned(), Xor::random(8));
    checkpoint.counts.insert("step".to_owned(), u64::MAX);
    checkpoint.numbers.insert("rate".to_owned(), 0.1);
    checkpoint.metadata.seed = Some(7);
    checkpoint.save(&path).unwrap();
    let Some(printed) = python("numpy, safetensors", SCRIPT, &[path.to_str().unwrap()]) else { return };
    let [metadata, types, values]: [Value; 3] = serde_json::from_str(&printed).unwrap();
    assert_eq!(metadata["seed"], "7");
    assert_eq!(types["theta_1"], "float64");
    assert_eq!(types["counts.step"], "uint64");
    assert_eq!(values["theta_1"], json!(Xor::random(7).theta_1.to_vec()));
    assert_eq!(values["momentum.theta_2"], json!(Xor::random(8).theta_2.to_vec()));
    assert_eq!(values["counts.step"], json!(u64::MAX));
    assert_eq!(values["numbers.rate"], json!(0.1));
}

proptest! {
    #[test]
    fn what_belongs_to_a_network_is_kept_exactly(
        bits in prop::array::uniform4(any::<u64>()), seed in any::<u64>(), notes in prop::collection::btree_map(".*", ".*", 0..4),
        classes in prop_oneof![Just(Vec::new()), prop::collection::vec(".*", 2)],
    ) {
        let [a, b, c, d] = bits.map(f64::from_bits).map(|number| if number.is_finite() { number } else { -0.0 });
        let [c, d] = [c, d].map(|factor| if factor == 0.0 { 5e-324 } else { factor });
        let mut kept = Saved::new(Xor::random(seed));
        kept.metadata.seed = Some(seed);
        kept.metadata.scaling = Some(SavedScaling::new([a, b], [c, d]));
        kept.metadata.target_scaling = Some(SavedScaling::new([b], [d]));
        kept.metadata.classes = classes;
        kept.metadata.notes = notes;
        let loaded = Saved::<Xor>::from_bytes(&kept.to_bytes().unwrap()).unwrap();
        let bits = |kept: &Saved<Xor>| {
            let SavedScaling { offsets, factors, .. } = kept.metadata.scaling.clone().unwrap();
            [offsets, factors].concat().into_iter().map(f64::to_bits).collect::<Vec<_>>()
        };
        prop_assert_eq!(bits(&loaded), bits(&kept));
        prop_assert_eq!(loaded, kept);
    }
}
