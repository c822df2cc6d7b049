//! The reason why bytes are not a `safetensors` file: another format, a part of a file, or a damaged header.
//!
//! Most formats begin with bytes of their own. A `safetensors` file begins with the length of its header, and its ninth
//! byte is `{`.

use super::contents::LENGTH;
use super::error::SafetensorsError;
use safetensors::SafeTensorError;
use serde_json::Value;

/// A format, and what to do with a file of it.
type Format = (&'static str, &'static str);

const PYTORCH: Format = (
    "a PyTorch file (`.pt` or `.pth`)",
    "load it in Python, and save its `state_dict()` by `safetensors.torch.save_file`",
);
const KERAS: Format = (
    "a Keras file (`.keras` or `.h5`, in HDF5)",
    "load it in Python, and save its weights by `safetensors.numpy.save_file`",
);
const ARRAYS: Format = (
    "an array of NumPy (`.npy` or `.npz`)",
    "load it in Python, and save the weights by `safetensors.numpy.save_file`; samples are read by `data::npy`",
);
const PICKLE: Format = (
    "a pickle of Python",
    "load it in Python, and save the weights by `safetensors.torch.save_file` or `safetensors.numpy.save_file`",
);
const ONNX: Format = (
    "an ONNX model",
    "`formats::onnx` exports only; save the weights by `safetensors` in the program that trained the model",
);
const TFLITE: Format =
    ("a TensorFlow Lite model", "save the weights by `safetensors.numpy.save_file` in the program that trained it");
const GGUF: Format = ("a GGUF model", "save the weights by `safetensors` in the program that trained it");
const ARCHIVE: Format = ("a ZIP archive", "unpack it first");
const COMPRESSED: Format = ("compressed", "decompress it first");
const PAGE: Format = ("a web page or XML", "the download probably failed; use the address of the file itself");
const POINTER: Format = ("a pointer of Git LFS", "fetch the file itself by `git lfs pull`");
const JSON: Format = ("JSON text", "give the path of the `.safetensors` file that belongs to it");
const TEXT: Format = ("text", "give the path of a `.safetensors` file");
const EMPTY: Format = ("empty", "save the network again");

/// Bytes that a file of a format begins with.
const SIGNATURES: [(&[u8], Format); 11] = [
    (b"\x89HDF\r\n\x1a\n", KERAS),
    (b"\x93NUMPY", ARRAYS),
    // The first pickle of the older PyTorch files is a long number.
    (b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.", PYTORCH),
    (b"GGUF", GGUF),
    (b"version https://git-lfs", POINTER),
    (b"\x1f\x8b", COMPRESSED),
    (b"\x28\xb5\x2f\xfd", COMPRESSED),
    (b"\xfd7zXZ\0", COMPRESSED),
    (b"7z\xbc\xaf\x27\x1c", COMPRESSED),
    (b"BZh", COMPRESSED),
    (b"RIFF", ("a RIFF file (sound or pictures)", "give the path of a `.safetensors` file")),
];

/// Returns the error of bytes that the reader rejected.
pub(super) fn reason(bytes: &[u8], error: SafeTensorError) -> SafetensorsError {
    if let Some((format, advice)) = format(bytes) {
        return SafetensorsError::OtherFormat { format, advice };
    }
    match expected_length(bytes, &error) {
        Some(expected) if expected != bytes.len() as u64 => {
            SafetensorsError::Length { found: bytes.len() as u64, expected }
        }
        _ => SafetensorsError::Malformed { source: Box::new(error) },
    }
}

/// Returns the format of a file that is not a `safetensors` file.
fn format(bytes: &[u8]) -> Option<Format> {
    if bytes.is_empty() {
        return Some(EMPTY);
    }
    // The header of a `safetensors` file that is damaged elsewhere; its length may equal a signature by chance.
    if bytes.get(LENGTH) == Some(&b'{') && bytes.get(LENGTH - 2..LENGTH) == Some(&[0, 0]) {
        return None;
    }
    if let Some(&(_, format)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Some(format);
    }
    match bytes {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => Some(archive(bytes)),
        // The protocol of the pickle, then its first instructions: a frame, a dictionary, a list, a global name, a tuple.
        [0x80, 2..=5, 0x95 | b'}' | b']' | b'c' | b'(' | b'X' | 0x8c, ..] => Some(PICKLE),
        // `ModelProto`: the version of the format, then the name of the producer or another field that holds bytes.
        [8, 1..=32, 0x12 | 0x1a | 0x22 | 0x3a | 0x42, ..] => Some(ONNX),
        [_, _, _, _, b'T', b'F', b'L', b'3', ..] => Some(TFLITE),
        _ => text(bytes),
    }
}

/// Returns the format of a ZIP archive, by the names of its members.
fn archive(bytes: &[u8]) -> Format {
    // The first member's name is at the beginning of the file, those of all members are at the end.
    const PART: usize = 1 << 16;
    let (first, last) = (&bytes[..bytes.len().min(PART)], &bytes[bytes.len().saturating_sub(PART)..]);
    let has = |name: &[u8]| [first, last].iter().any(|part| part.windows(name.len()).any(|window| window == name));
    match () {
        () if has(b"data.pkl") => PYTORCH,
        () if has(b".weights.h5") || has(b"metadata.json") => KERAS,
        () if has(b".npy") => ARRAYS,
        () => ARCHIVE,
    }
}

/// Returns the format of text.
fn text(bytes: &[u8]) -> Option<Format> {
    const PART: usize = 256;
    // A few bytes can be the beginning of a length.
    if bytes.len() < LENGTH {
        return None;
    }
    let part = &bytes[..bytes.len().min(PART)];
    // A character may be cut in two at the end of the part.
    let text = part.utf8_chunks().next()?;
    if text.valid().len() + 3 < part.len() || text.valid().contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return None;
    }
    match text.valid().trim_start_matches('\u{feff}').trim_start().chars().next()? {
        '<' => Some(PAGE),
        '{' | '[' => Some(JSON),
        _ => Some(TEXT),
    }
}

/// Returns the length that the file should have at least, if it has another one.
fn expected_length(bytes: &[u8], error: &SafeTensorError) -> Option<u64> {
    let Some((length, rest)) = bytes.split_first_chunk::<LENGTH>() else {
        return Some(LENGTH as u64);
    };
    let header_end = u64::from_le_bytes(*length).checked_add(LENGTH as u64)?;
    match error {
        // The file ends within its header. Any other bytes are not a header.
        SafeTensorError::InvalidHeaderLength if rest.first().is_none_or(|&byte| byte == b'{') => Some(header_end),
        SafeTensorError::MetadataIncompleteBuffer => {
            let header: Value = serde_json::from_slice(&bytes[LENGTH..usize::try_from(header_end).ok()?]).ok()?;
            let ends = header.as_object()?.values().filter_map(|tensor| tensor["data_offsets"][1].as_u64());
            header_end.checked_add(ends.max().unwrap_or(0))
        }
        _ => None,
    }
}
