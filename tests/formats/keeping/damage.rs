//! Damaged and malicious files give an error.

use super::{Folder, Xor, file};
use backprop::Network;
use backprop::formats::safetensors::{self, SafetensorsError};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;

#[test]
fn a_part_of_a_file_is_no_file() {
    let bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
    let header_end = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
    for length in 1..bytes.len() {
        let error = safetensors::from_bytes::<Xor>(&bytes[..length]).unwrap_err();
        let known = [bytes.len(), header_end, 8][usize::from(length < header_end) + usize::from(length < 8)];
        assert_eq!(
            error.to_string(),
            format!(
                "the file is incomplete: it has {length} bytes, expected at least {known}; copy or download it again"
            )
        );
    }
    let longer = [&bytes[..], &[0]].concat();
    let error = safetensors::from_bytes::<Xor>(&longer).unwrap_err().to_string();
    assert_eq!(error, "the file is damaged: it has 1 bytes more than its header says; copy or download it again");
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
        let error = safetensors::from_bytes::<Xor>(bytes).unwrap_err();
        assert!(matches!(error, SafetensorsError::Malformed { .. }), "lie {number}: {error}");
        assert!(error.source().is_some(), "lie {number}");
    }
}

#[test]
fn an_error_names_its_file() {
    let folder = Folder::new("errors");
    let path = folder.path("missing.safetensors");
    let error = safetensors::load::<Xor>(&path).unwrap_err();
    assert_eq!(error.to_string(), format!("cannot load {}", path.display()));
    let SafetensorsError::Load { source, .. } = &error else { panic!("{error:?}") };
    assert!(matches!(&**source, SafetensorsError::Read { source } if source.kind() == std::io::ErrorKind::NotFound));
    assert_eq!(error.source().unwrap().to_string(), source.to_string());
    assert_eq!(source.to_string(), "the file cannot be read");
    let cause = source.source().unwrap().downcast_ref::<std::io::Error>().unwrap();
    assert_eq!(format!("{error:?}"), format!("cannot load {}: the file cannot be read: {cause}", path.display()));
    fs::write(&path, b"no tensors").unwrap();
    let text = format!("{:?}", safetensors::load::<Xor>(&path).unwrap_err());
    assert!(
        text.starts_with(&format!("cannot load {}: the file is text, not a safetensors file; ", path.display())),
        "{text}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_without_an_end_is_not_read() {
    let text = format!("{:?}", safetensors::load::<Xor>("/dev/zero").unwrap_err());
    assert!(text.starts_with("cannot load /dev/zero: the file is empty, "), "{text}");
}

proptest! {
    /// Most changes give an error. If a changed file still loads, its weights are finite.
    #[test]
    fn no_damage_makes_loading_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5)) {
        let mut bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(network) = safetensors::from_bytes::<Xor>(&bytes) {
            prop_assert!(network.thetas().iter().all(|theta| theta.iter().all(|weight| weight.is_finite())));
        }
    }
}
