//! A checkpoint has the whole state that a run needs to resume.

use super::{Single, Xor, file, parts};
use backprop::formats::safetensors::{self, Checkpoint, Mismatch, SafetensorsError};
use proptest::prelude::*;

#[test]
fn a_checkpoint_holds_whole_buffers_and_single_numbers() {
    let mut checkpoint = Checkpoint::new(Xor::random(7));
    checkpoint.buffers.insert("momentum".to_owned(), Xor::random(8));
    checkpoint.counts.insert("step".to_owned(), 3);
    checkpoint.lists.insert("costs".to_owned(), vec![0.5]);
    checkpoint.lists.insert("none".to_owned(), Vec::new());
    checkpoint.texts.insert("optimizer".to_owned(), "Adam".to_owned());
    checkpoint.metadata.notes.insert("optimizer".to_owned(), "a note".to_owned());
    let bytes = checkpoint.to_bytes().unwrap();
    assert_eq!(Checkpoint::<Xor>::from_bytes(&bytes).unwrap(), checkpoint);
    let (header, data) = parts(&bytes);
    let error = |from: &str, to: &str| {
        let mut header = header.clone();
        let tensor = header.as_object_mut().unwrap().remove(from).unwrap();
        header[to] = tensor;
        Checkpoint::<Xor>::from_bytes(&file(&header, data)).unwrap_err()
    };
    let mismatch = |error| match error {
        SafetensorsError::OtherNetwork { mismatch, .. } => mismatch,
        other => panic!("{other}"),
    };
    let missing = Mismatch::Missing { tensor: "momentum.theta_2".to_owned() };
    assert_eq!(mismatch(error("momentum.theta_2", "elsewhere.theta_2")), missing);
    let unexpected = Mismatch::Unexpected { tensor: "momentum.theta_2".to_owned() };
    assert_eq!(mismatch(error("momentum.theta_1", "theta_0")), unexpected);
    assert!(matches!(error("counts.step", "numbers.step"), SafetensorsError::Number { .. }));
    let shape = |tensor: &str, found, expected| Mismatch::Shape { tensor: tensor.to_owned(), found, expected };
    assert_eq!(mismatch(error("lists.costs", "numbers.costs")), shape("numbers.costs", vec![1], vec![]));
    assert_eq!(mismatch(error("momentum.theta_2", "lists.theta_2")), shape("lists.theta_2", vec![1, 5], vec![5]));
}

#[test]
fn a_network_alone_is_a_checkpoint_without_a_state() {
    let bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
    assert_eq!(Checkpoint::<Xor>::from_bytes(&bytes).unwrap(), Checkpoint::new(Xor::random(7)));
}

/// The offsets hold whatever the names of the other tensors are.
#[test]
fn numbers_of_eight_bytes_lie_at_multiples_of_eight() {
    let mut checkpoint = Checkpoint::new(Single::random(7));
    checkpoint.buffers.insert("a".to_owned(), Single::zeros());
    checkpoint.counts.insert("step".to_owned(), 3);
    let bytes = checkpoint.to_bytes().unwrap();
    assert_eq!(parts(&bytes).0["counts.step"]["data_offsets"], serde_json::json!([0, 8]));
    assert_eq!(Checkpoint::<Single>::from_bytes(&bytes).unwrap(), checkpoint);
}

proptest! {
    #[test]
    fn a_state_is_kept_bit_by_bit(count in any::<u64>(), bits in any::<u64>(), weight in any::<u64>(), name in ".*") {
        prop_assume!(!["counts.", "numbers.", "lists."].iter().any(|reserved| format!("{name}.").starts_with(reserved)));
        let mut checkpoint = Checkpoint::new(Xor::random(7));
        let mut buffer = Xor::zeros();
        buffer.theta_2[0][4] = f64::from_bits(weight);
        checkpoint.buffers.insert(name.clone(), buffer);
        checkpoint.counts.insert(name.clone(), count);
        checkpoint.numbers.insert(name.clone(), f64::from_bits(bits));
        checkpoint.texts.insert(name.clone(), name.clone());
        checkpoint.lists.insert(name.clone(), vec![f64::from_bits(bits), f64::INFINITY, -0.0]);
        let loaded = Checkpoint::<Xor>::from_bytes(&checkpoint.to_bytes().unwrap()).unwrap();
        prop_assert_eq!(loaded.buffers[&name].theta_2[0][4].to_bits(), weight);
        prop_assert_eq!(loaded.counts, checkpoint.counts);
        prop_assert_eq!(loaded.texts, checkpoint.texts);
        prop_assert_eq!(loaded.numbers[&name].to_bits(), bits);
        let list = loaded.lists[&name].iter().map(|number| number.to_bits()).collect::<Vec<_>>();
        prop_assert_eq!(list, [bits, f64::INFINITY.to_bits(), (-0.0_f64).to_bits()]);
    }
}
