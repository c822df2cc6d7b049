//! Files of other formats are recognized, and the error says what to do with them.

use super::{Xor, file, message};
use backprop::formats::{onnx, safetensors};
use serde_json::json;
use std::io::{Cursor, Write};

/// Returns a ZIP archive with members of these names.
fn archive(names: &[&str]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(b"numbers").unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_file_of_another_format_is_named() {
    let compressed = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&safetensors::to_bytes(&Xor::random(7)).unwrap()).unwrap();
        encoder.finish().unwrap()
    };
    let files: [(&str, Vec<u8>, &str); 21] = [
        (
            "a PyTorch file (`.pt` or `.pth`)",
            archive(&["model/data.pkl", "model/data/0", "model/version"]),
            "state_dict",
        ),
        (
            "a PyTorch file (`.pt` or `.pth`)",
            b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.".into(),
            "save_file",
        ),
        (
            "a Keras file (`.keras` or `.h5`, in HDF5)",
            archive(&["metadata.json", "config.json", "model.weights.h5"]),
            "Python",
        ),
        ("a Keras file (`.keras` or `.h5`, in HDF5)", b"\x89HDF\r\n\x1a\n\0\0\0\0\0\x08\x08\0".into(), "Python"),
        ("an array of NumPy (`.npy` or `.npz`)", archive(&["theta_1.npy", "theta_2.npy"]), "data::npy"),
        ("an array of NumPy (`.npy` or `.npz`)", b"\x93NUMPY\x01\0v\0{'descr': '<f8'".into(), "data::npy"),
        ("a ZIP archive", archive(&["readme.txt"]), "unpack"),
        ("a ZIP archive", archive(&[]), "unpack"),
        ("a pickle of Python", b"\x80\x04\x95\x1b\0\0\0\0\0\0\0}\x94\x8c\x01a\x94".into(), "Python"),
        ("a pickle of Python", b"\x80\x03}q\0X\x08\0\0\0w.weightq\x01".into(), "Python"),
        ("an ONNX model", onnx::to_bytes(&Xor::random(7)).unwrap(), "exports only"),
        ("an ONNX model", b"\x08\x08\x12\x07pytorch\x1a\x052.1.0".into(), "exports only"),
        ("a TensorFlow Lite model", b"\x1c\0\0\0TFL3\x14\0 \0".into(), "trained"),
        ("compressed", compressed, "decompress"),
        ("a web page or XML", b"\n<!DOCTYPE html><html><head><title>404".into(), "download"),
        ("a web page or XML", b"<?xml version=\"1.0\"?><Error><Code>AccessDenied".into(), "download"),
        ("a pointer of Git LFS", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a".into(), "git lfs pull"),
        ("JSON text", b"{\"metadata\": {\"total_size\": 136}, \"weight_map\": {}}".into(), ".safetensors"),
        ("text", "x,y\n0.1,é\n".into(), ".safetensors"),
        ("text", b"Entry not found".into(), ".safetensors"),
        ("empty", Vec::new(), "save"),
    ];
    for (format, bytes, advice) in files {
        let text = message(safetensors::from_bytes::<Xor>(&bytes));
        let start = format!("the file is {format}, not a safetensors file; ");
        assert!(text.starts_with(&start) && text[start.len()..].contains(advice), "{text}");
    }
}

/// The length of the header is 640, whose bytes are also those of a pickle, or 35 615, those of gzip.
#[test]
fn a_length_that_looks_like_another_format_is_a_length() {
    for length in [0x280, 0x8b1f] {
        let bytes = safetensors::to_bytes(&Xor::random(7)).unwrap();
        let header_end = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        let mut header = bytes[8..header_end].to_vec();
        header.resize(length, b' ');
        let longer = [&(length as u64).to_le_bytes()[..], &header, &bytes[header_end..]].concat();
        assert_eq!(safetensors::from_bytes::<Xor>(&longer).unwrap(), Xor::random(7));
        let text = message(safetensors::from_bytes::<Xor>(&longer[..length]));
        assert!(text.starts_with("the file is incomplete: "), "{text}");
    }
}

#[test]
fn a_number_that_is_no_floating_point_number_is_named_with_those_that_are() {
    let tensor =
        |shape: [usize; 2], range: [usize; 2]| json!({ "dtype": "I64", "shape": shape, "data_offsets": range });
    let header = json!({ "theta_1": tensor([4, 3], [0, 96]), "theta_2": tensor([1, 5], [96, 136]) });
    assert_eq!(
        message(safetensors::from_bytes::<Xor>(&file(&header, &[0; 136]))),
        "`theta_1` holds numbers of the type I64, expected F64, F32, F16 or BF16"
    );
}
