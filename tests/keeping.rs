//! What is loaded is what was saved; and what cannot be loaded says why.

mod python;

use backprop::keeping::{self, Checkpoint, KeepingError, Kept, Mismatch, Scaling};
use backprop::{CrossEntropy, Network, Relu, Sigmoid, SquaredError, Tanh, network};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

network! {
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    /// Another name, another cost, a size that is a constant: the same layers.
    struct Renamed { layers: 2 -> { 2 + 2 } backprop::Tanh -> 1 Sigmoid, cost: SquaredError }
    struct Rectified { layers: 2 -> 4 Relu -> 1 Sigmoid, cost: CrossEntropy }
    struct Wider { layers: 2 -> 5 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Deeper { layers: 2 -> 4 Tanh -> 1 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    struct Shallow { layers: 2 -> 4 Tanh, cost: SquaredError }
    struct Single { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
    /// So large that a save takes its time.
    struct Large { layers: 400 -> 500 Tanh -> 10 Sigmoid, cost: CrossEntropy }
    /// Eleven matrices: `theta_10` comes before `theta_2` in the alphabet.
    struct Tall {
        layers: 1 -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Tanh -> 2 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

/// An empty folder, gone at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("backprop-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn names(&self) -> Vec<String> {
        fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A file of the format, written by hand.
fn file(header: &Value, data: &[u8]) -> Vec<u8> {
    let header = header.to_string();
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), data].concat()
}

/// The header of a file, and its data.
fn parts(bytes: &[u8]) -> (Value, &[u8]) {
    let (length, rest) = bytes.split_at(8);
    let (header, data) = rest.split_at(u64::from_le_bytes(length.try_into().unwrap()) as usize);
    (serde_json::from_slice(header).unwrap(), data)
}

/// The bytes of a network, after a change of their header.
fn with_header(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let bytes = keeping::to_bytes(&Xor::random(7)).unwrap();
    let (mut header, data) = parts(&bytes);
    change(&mut header);
    file(&header, data)
}

fn message<T: std::fmt::Debug>(result: Result<T, KeepingError>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn what_is_loaded_is_what_was_saved() {
    let folder = Folder::new("round-trip");
    let path = folder.path("xor.safetensors");
    keeping::save(&Xor::random(7), &path).unwrap();
    assert_eq!(keeping::load::<Xor>(&path).unwrap(), Xor::random(7));
    keeping::save(&Xor::random(8), &path).unwrap();
    assert_eq!(keeping::load::<Xor>(&path).unwrap(), Xor::random(8), "the old file was replaced");
    assert_eq!(folder.names(), ["xor.safetensors"], "nothing else is left");
    let single = Single::random(7);
    assert_eq!(keeping::from_bytes::<Single>(&keeping::to_bytes(&single).unwrap()).unwrap(), single);
    let tall = Tall::random(7);
    assert_eq!(keeping::from_bytes::<Tall>(&keeping::to_bytes(&tall).unwrap()).unwrap(), tall);
}

#[test]
fn the_sign_of_a_zero_and_the_smallest_numbers_are_kept() {
    let mut xor = Xor::zeros();
    xor.theta_1[0] = [-0.0, 5e-324, -f64::MAX];
    let loaded: Xor = keeping::from_bytes(&keeping::to_bytes(&xor).unwrap()).unwrap();
    assert_eq!(loaded.theta_1[0].map(f64::to_bits), xor.theta_1[0].map(f64::to_bits));
}

#[test]
fn the_same_network_has_the_same_bytes() {
    let mut kept = Kept::new(Xor::random(7));
    (0..20).for_each(|i| drop(kept.about.notes.insert(format!("note {i}"), i.to_string())));
    let bytes = kept.to_bytes().unwrap();
    (0..8).for_each(|_| assert_eq!(kept.to_bytes().unwrap(), bytes));
}

#[test]
fn the_file_tells_what_it_holds() {
    let bytes = keeping::to_bytes(&Single::random(7)).unwrap();
    let (header, data) = parts(&bytes);
    assert_eq!(header["theta_1"], json!({ "dtype": "F32", "shape": [4, 3], "data_offsets": [0, 48] }));
    assert_eq!(header["theta_2"], json!({ "dtype": "F32", "shape": [1, 5], "data_offsets": [48, 68] }));
    let metadata = &header["__metadata__"];
    assert_eq!(metadata["backprop"], "1");
    assert_eq!(metadata["layers"], "2 -> 4 Tanh -> 1 Sigmoid");
    assert_eq!(metadata["declaration"], <Single as Network>::DECLARATION);
    assert_eq!(data.len(), 68);
    assert_eq!((bytes.len() - data.len()) % 8, 0, "the numbers lie at a multiple of their width");
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
    checkpoint.about.seed = Some(7);
    checkpoint.save(&path).unwrap();
    let Some(printed) = python::python("numpy, safetensors", SCRIPT, &[path.to_str().unwrap()]) else { return };
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
    ) {
        let [a, b, c, d] = bits.map(f64::from_bits).map(|number| if number.is_finite() { number } else { -0.0 });
        let mut kept = Kept::new(Xor::random(seed));
        kept.about.seed = Some(seed);
        kept.about.scaling = Some(Scaling { offsets: vec![a, b], factors: vec![c, d] });
        kept.about.notes = notes;
        let loaded = Kept::<Xor>::from_bytes(&kept.to_bytes().unwrap()).unwrap();
        let bits = |kept: &Kept<Xor>| {
            let Scaling { offsets, factors } = kept.about.scaling.clone().unwrap();
            [offsets, factors].concat().into_iter().map(f64::to_bits).collect::<Vec<_>>()
        };
        prop_assert_eq!(bits(&loaded), bits(&kept));
        prop_assert_eq!(loaded, kept);
    }

    #[test]
    fn a_state_is_kept_bit_by_bit(count in any::<u64>(), bits in any::<u64>(), weight in any::<u64>(), name in ".*") {
        prop_assume!(!format!("{name}.").starts_with("counts.") && !format!("{name}.").starts_with("numbers."));
        let mut checkpoint = Checkpoint::new(Xor::random(7));
        let mut buffer = Xor::zeros();
        buffer.theta_2[0][4] = f64::from_bits(weight);
        checkpoint.buffers.insert(name.clone(), buffer);
        checkpoint.counts.insert(name.clone(), count);
        checkpoint.numbers.insert(name.clone(), f64::from_bits(bits));
        let loaded = Checkpoint::<Xor>::from_bytes(&checkpoint.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(loaded.buffers[&name].theta_2[0][4].to_bits(), weight);
        prop_assert_eq!(loaded.counts, checkpoint.counts);
        prop_assert_eq!(loaded.numbers[&name].to_bits(), bits);
    }

    /// Most such bytes are no file, and none is worse than that.
    #[test]
    fn no_damage_makes_loading_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5)) {
        let mut bytes = keeping::to_bytes(&Xor::random(7)).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(network) = keeping::from_bytes::<Xor>(&bytes) {
            prop_assert!(network.thetas().iter().all(|theta| theta.iter().all(|weight| weight.is_finite())));
        }
    }
}

#[test]
fn another_name_and_another_cost_are_no_other_network() {
    let bytes = keeping::to_bytes(&Xor::random(7)).unwrap();
    let renamed: Renamed = keeping::from_bytes(&bytes).unwrap();
    assert_eq!(renamed.theta_1, Xor::random(7).theta_1);
}

#[test]
fn another_shape_is_named_with_both_declarations() {
    let bytes = keeping::to_bytes(&Xor::random(7)).unwrap();
    assert_eq!(
        message(keeping::from_bytes::<Wider>(&bytes)),
        "`theta_1` is 4 × 3 in the file, declared 5 × 3; the declaration of the file is `struct Xor { layers: 2 -> 4 \
         Tanh -> 1 Sigmoid, cost: CrossEntropy, }`, that of the program `struct Wider { layers: 2 -> 5 Tanh -> 1 \
         Sigmoid, cost: CrossEntropy, }`"
    );
}

#[test]
fn other_activations_are_another_network() {
    let bytes = keeping::to_bytes(&Xor::random(7)).unwrap();
    let text = message(keeping::from_bytes::<Rectified>(&bytes));
    let start = "the layers are 2 -> 4 Tanh -> 1 Sigmoid in the file, declared 2 -> 4 Relu -> 1 Sigmoid; ";
    assert!(text.starts_with(start), "{text}");
}

#[test]
fn tensors_must_be_those_of_the_network() {
    let bytes = keeping::to_bytes(&Xor::random(7)).unwrap();
    assert!(message(keeping::from_bytes::<Deeper>(&bytes)).starts_with("`theta_3` is missing in the file; "));
    let text = message(keeping::from_bytes::<Shallow>(&bytes));
    let start = "the layers are 2 -> 4 Tanh -> 1 Sigmoid in the file, declared 2 -> 4 Tanh; ";
    assert!(text.starts_with(start), "{text}");
    let elsewhere = with_header(|header| drop(header.as_object_mut().unwrap().remove("__metadata__")));
    let text = message(keeping::from_bytes::<Shallow>(&elsewhere));
    assert!(text.starts_with("the file has `theta_2`, which the network does not have; "), "{text}");
    let mut checkpoint = Checkpoint::new(Xor::random(7));
    checkpoint.buffers.insert("momentum".to_owned(), Xor::zeros());
    let text = message(keeping::from_bytes::<Xor>(&checkpoint.to_bytes().unwrap()));
    assert!(text.contains("`momentum.theta_1`") && text.contains("`Checkpoint::load`"), "{text}");
}

#[test]
fn another_number_is_an_explicit_conversion() {
    let bytes = keeping::to_bytes(&Single::random(7)).unwrap();
    assert_eq!(
        message(keeping::from_bytes::<Xor>(&bytes)),
        "`theta_1` holds F32, expected F64; load it into a network of its own number, and convert that with `map`"
    );
    let double = keeping::from_bytes::<Single>(&bytes).unwrap().map(f64::from);
    assert_eq!(double.theta_2[0][1], f64::from(Single::random(7).theta_2[0][1]));
}

#[test]
fn only_finite_weights_are_kept() {
    let mut xor = Xor::random(7);
    xor.theta_2[0][3] = f64::NAN;
    let expected = "`theta_2` has NaN in row 0, column 3, expected a finite number";
    assert_eq!(message(keeping::to_bytes(&xor)), expected);
    let mut bytes = keeping::to_bytes(&Xor::random(7)).unwrap();
    let at = bytes.len() - 16;
    bytes[at..at + 8].copy_from_slice(&f64::NAN.to_le_bytes());
    assert_eq!(message(keeping::from_bytes::<Xor>(&bytes)), expected);
}

#[test]
fn a_file_from_elsewhere_is_taken_by_its_shapes() {
    let bytes = with_header(|header| header["__metadata__"] = json!({ "seed": "a poppy's", "layers": "some" }));
    let kept = Kept::<Rectified>::from_bytes(&bytes).unwrap();
    assert_eq!(kept.about.seed, None);
    assert_eq!(kept.about.notes["seed"], "a poppy's");
    assert_eq!(kept.network.theta_1, Xor::random(7).theta_1);
    let bytes = with_header(|header| drop(header.as_object_mut().unwrap().remove("__metadata__")));
    assert_eq!(keeping::from_bytes::<Xor>(&bytes).unwrap(), Xor::random(7));
    assert!(message(keeping::from_bytes::<Wider>(&bytes)).contains("the declaration of the file is not given, "));
}

#[test]
fn metadata_that_cannot_be_used_are_an_error() {
    let with = |key: &str, text: &str| {
        message(Kept::<Xor>::from_bytes(&with_header(|h| h["__metadata__"][key] = json!(text))))
    };
    assert_eq!(
        with("backprop", "2"),
        "the file has version 2 of the format, expected version 1; use a newer `backprop`"
    );
    assert_eq!(with("seed", "-1"), "`seed` is `-1`, expected a whole number from 0 to 18446744073709551615");
    let expected = ", expected `offsets` and `factors`, each of 2 finite numbers, one for each input";
    let scalings = [
        (r#"{"offsets":[0,0],"factors":[1]}"#, "`scaling` is with 1 factors"),
        (r#"{"offsets":[0,0]}"#, "`scaling` is without the list `factors`"),
        (r#"{"offsets":[0,0],"factors":[1,1],"powers":[1,1]}"#, "`scaling` is with the list `powers`"),
    ];
    for (text, found) in scalings {
        assert_eq!(with("scaling", text), format!("{found}{expected}"));
    }
    assert!(
        with("scaling", "[1]").ends_with(expected) && with("scaling", r#"{"offsets":[null,0]}"#).ends_with(expected)
    );

    let mut kept = Kept::new(Xor::random(7));
    kept.about.scaling = Some(Scaling { offsets: vec![0.0, 0.0], factors: vec![1.0, f64::INFINITY] });
    assert_eq!(message(kept.to_bytes()), format!("`scaling` is with inf in column 1 of factors{expected}"));
}

#[test]
fn names_of_the_formats_are_no_names_for_others() {
    for name in ["backprop", "declaration", "layers", "seed", "scaling"] {
        let mut kept = Kept::new(Xor::random(7));
        kept.about.notes.insert(name.to_owned(), String::new());
        assert!(matches!(kept.to_bytes(), Err(KeepingError::Reserved { name: found }) if found == name));
    }
    for name in ["counts", "numbers.of"] {
        let mut checkpoint = Checkpoint::new(Xor::random(7));
        checkpoint.buffers.insert(name.to_owned(), Xor::zeros());
        assert!(matches!(checkpoint.to_bytes(), Err(KeepingError::Reserved { name: found }) if found == name));
    }
}

#[test]
fn a_checkpoint_holds_whole_buffers_and_single_numbers() {
    let mut checkpoint = Checkpoint::new(Xor::random(7));
    checkpoint.buffers.insert("momentum".to_owned(), Xor::random(8));
    checkpoint.counts.insert("step".to_owned(), 3);
    let bytes = checkpoint.to_bytes().unwrap();
    let (header, data) = parts(&bytes);
    let error = |from: &str, to: &str| {
        let mut header = header.clone();
        let tensor = header.as_object_mut().unwrap().remove(from).unwrap();
        header[to] = tensor;
        Checkpoint::<Xor>::from_bytes(&file(&header, data)).unwrap_err()
    };
    let mismatch = |error| match error {
        KeepingError::OtherNetwork { mismatch, .. } => mismatch,
        other => panic!("{other}"),
    };
    let missing = Mismatch::Missing { tensor: "momentum.theta_2".to_owned() };
    assert_eq!(mismatch(error("momentum.theta_2", "elsewhere.theta_2")), missing);
    let unexpected = Mismatch::Unexpected { tensor: "momentum.theta_2".to_owned() };
    assert_eq!(mismatch(error("momentum.theta_1", "theta_0")), unexpected);
    assert!(matches!(error("counts.step", "numbers.step"), KeepingError::Number { .. }));
    assert!(matches!(mismatch(error("momentum.theta_2", "counts.step.of")), Mismatch::Shape { .. }));
}

#[test]
fn a_network_alone_is_a_checkpoint_without_a_state() {
    let bytes = keeping::to_bytes(&Xor::random(7)).unwrap();
    assert_eq!(Checkpoint::<Xor>::from_bytes(&bytes).unwrap(), Checkpoint::new(Xor::random(7)));
}

#[test]
fn a_part_of_a_file_is_no_file() {
    let bytes = keeping::to_bytes(&Xor::random(7)).unwrap();
    for length in 0..bytes.len() {
        let error = keeping::from_bytes::<Xor>(&bytes[..length]).unwrap_err();
        assert!(matches!(error, KeepingError::Malformed { .. }), "{length} bytes: {error}");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert!(matches!(keeping::from_bytes::<Xor>(&longer), Err(KeepingError::Malformed { .. })));
}

#[test]
fn a_header_that_lies_is_found_out() {
    let tensor = |shape: Value, offsets: Value| json!({ "theta_1": { "dtype": "F64", "shape": shape, "data_offsets": offsets } });
    let lies = [
        file(&tensor(json!([4, 3]), json!([0, 1_u64 << 60])), &[0; 96]),
        file(&tensor(json!([4, 3]), json!([96, 0])), &[0; 96]),
        file(&tensor(json!([4, 3]), json!([8, 104])), &[0; 104]),
        file(&tensor(json!([u64::MAX, u64::MAX]), json!([0, 96])), &[0; 96]),
        file(&tensor(json!([1_u64 << 61, 8]), json!([0, 96])), &[0; 96]),
        file(&tensor(json!([-4, 3]), json!([0, 96])), &[0; 96]),
        file(&json!({ "theta_1": 1 }), &[]),
        file(&json!([]), &[]),
        [&u64::MAX.to_le_bytes()[..], b"{}"].concat(),
        [&(1_u64 << 40).to_le_bytes()[..], b"{}"].concat(),
        [&4_u64.to_le_bytes()[..], &[b'{', 0xff, 0xfe, b'}']].concat(),
        [&100_000_u64.to_le_bytes()[..], "[".repeat(100_000).as_bytes()].concat(),
    ];
    for (number, bytes) in lies.iter().enumerate() {
        let error = keeping::from_bytes::<Xor>(bytes).unwrap_err();
        assert!(matches!(error, KeepingError::Malformed { .. }), "lie {number}: {error}");
        assert!(error.source().is_some(), "lie {number}");
    }
}

#[test]
fn an_error_names_its_file() {
    let folder = Folder::new("errors");
    let path = folder.path("missing.safetensors");
    let error = keeping::load::<Xor>(&path).unwrap_err();
    assert!(error.to_string().starts_with(&format!("{}: ", path.display())), "{error}");
    let KeepingError::InFile { source, .. } = &error else { panic!("{error:?}") };
    assert!(matches!(&**source, KeepingError::Io { source } if source.kind() == std::io::ErrorKind::NotFound));
    assert_eq!(error.source().unwrap().to_string(), source.to_string());
    fs::write(&path, b"no tensors").unwrap();
    let text = message(keeping::load::<Xor>(&path));
    assert!(text.starts_with(&format!("{}: not a whole safetensors file: ", path.display())), "{text}");
}

#[test]
fn a_failed_save_leaves_everything_as_it_was() {
    let folder = Folder::new("failed");
    let target = folder.path("a-folder");
    fs::create_dir(&target).unwrap();
    assert!(matches!(keeping::save(&Xor::random(7), &target), Err(KeepingError::InFile { .. })));
    assert_eq!(folder.names(), ["a-folder"]);
    assert!(keeping::save(&Xor::random(7), folder.path("no/folder")).is_err());
    assert!(keeping::save(&Xor::random(7), "..").is_err());

    let path = folder.path("xor.safetensors");
    keeping::save(&Xor::random(7), &path).unwrap();
    let mut broken = Xor::random(8);
    broken.theta_1[0][0] = f64::INFINITY;
    assert!(keeping::save(&broken, &path).is_err());
    assert_eq!(keeping::load::<Xor>(&path).unwrap(), Xor::random(7));
}

#[test]
fn what_a_stopped_process_left_behind_is_in_nobodys_way() {
    let folder = Folder::new("stale");
    let stale = format!(".backprop-{}-0.tmp", std::process::id());
    fs::write(folder.path(&stale), b"a part").unwrap();
    keeping::save(&Xor::random(7), folder.path("xor.safetensors")).unwrap();
    assert_eq!(keeping::load::<Xor>(folder.path("xor.safetensors")).unwrap(), Xor::random(7));
    assert_eq!(fs::read(folder.path(&stale)).unwrap(), b"a part", "it may be another thread's");
}

/// Names the file that the child process of the next test saves to.
const CHILD: &str = "BACKPROP_TEST_SAVES_TO";

#[test]
fn child_that_saves_until_it_is_stopped() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let networks = [Large::random(1), Large::random(2)];
    for network in networks.iter().cycle() {
        keeping::save(network, Path::new(&path)).unwrap();
    }
}

#[test]
fn whenever_a_save_is_stopped_the_file_is_the_old_or_the_new_one() {
    let folder = Folder::new("stopped");
    let path = folder.path("large.safetensors");
    let old = Large::random(0);
    let mut changed = 0;
    for round in 0..24_u64 {
        keeping::save(&old, &path).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_saves_until_it_is_stopped"])
            .env(CHILD, &path)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Moments that fall on all parts of a save, without a generator.
        std::thread::sleep(Duration::from_micros(60_000 + round * 7919 % 90 * 1000 + round * 37));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = keeping::load::<Large>(&path).unwrap();
        changed += usize::from(found != old);
        assert!(found == old || found == Large::random(1) || found == Large::random(2), "round {round}");
    }
    assert!(changed > 0, "the child never came to save");
}
