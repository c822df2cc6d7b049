//! Files of every kind that a loader reads: valid, damaged, and arbitrary bytes.

use super::Bytes;
use crate::allocator::most_held;
use backprop::data::csv::{Csv, Fill};
use backprop::data::{idx, npy};
use backprop::{Adam, CrossEntropy, Samples, Sigmoid, Tanh, Trainer, formats::safetensors, network};
use std::io::{Cursor, Write};

network! {
    struct Net { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

/// A kind of file: its name, a valid example, and the loader, whose result is ignored.
type Kind = (&'static str, fn() -> Vec<u8>, fn(&[u8]));

pub(crate) const KINDS: [Kind; 10] = [
    ("csv", table, load_table),
    ("csv, compressed", || zipped(&table()), load_table),
    ("idx images", images, |bytes| drop(idx::read::<f32, 2, 3>(bytes, &labels()[..]))),
    ("idx labels", labels, |bytes| {
        let _ = idx::read::<f32, 2, 3>(&images()[..], bytes);
        let _ = idx::Idx::new().transposed().first_label(1).label_column(0).read::<f32, 2, 3>(&images()[..], bytes);
    }),
    ("idx, compressed", || zipped(&images()), |bytes| drop(idx::read::<f32, 2, 3>(bytes, &labels()[..]))),
    ("npy", array, |bytes| {
        if let Ok(array) = npy::Array::read(bytes) {
            let _ = array.rows::<f64, 2>();
            let _ = array.pixels::<f64, 2>();
            let _ = array.classes();
            let _ = array.columns([1, 0]).and_then(npy::Array::transposed).map(|array| array.rows::<f64, 3>());
        }
    }),
    ("npy of labels", text, |bytes| {
        if let Ok(array) = npy::Array::read(bytes) {
            let _ = array.class_names().map(|names| array.classes_named(&names));
            let _ = array.classes_from(1);
        }
    }),
    ("npz", archive, |bytes| {
        if let Ok(mut archive) = npy::Archive::read(Cursor::new(bytes)) {
            let names: Vec<String> = archive.names().into_iter().map(str::to_owned).collect();
            names.iter().for_each(|name| drop(archive.array(name)));
        }
    }),
    ("safetensors", checkpoint, |bytes| {
        let _ = safetensors::from_bytes::<Net>(bytes);
        if let Ok(checkpoint) = safetensors::Checkpoint::<Net>::from_bytes(bytes) {
            let _ = checkpoint.state();
        }
    }),
    ("safetensors, dense layers", dense, |bytes| drop(safetensors::from_bytes::<Net>(bytes))),
];

fn table() -> Vec<u8> {
    b"a,b,y,class\n1,2.5,0,one\n-3e1,\"4\",1,two\n5,6,0,one\n".to_vec()
}

fn load_table(bytes: &[u8]) {
    if let Ok(mut table) = Csv::new().read(bytes) {
        let _ = table.samples::<f64, 2, 1>(["a", "b"], ["y"]);
        let _ = (table.fill_missing("b", Fill::Mean), table.drop_missing());
        if let Ok(classes) = table.classes("class") {
            let _ = table.one_hot("class", &classes);
        }
    }
}

fn images() -> Vec<u8> {
    vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 7, 9]
}

fn labels() -> Vec<u8> {
    vec![0, 0, 8, 1, 0, 0, 0, 2, 2, 0]
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn array() -> Vec<u8> {
    let numbers: Vec<u8> = (0..6).flat_map(|i| f64::from(i).to_le_bytes()).collect();
    npy(b"{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }", &numbers)
}

fn text() -> Vec<u8> {
    npy(b"{'descr': '|S4', 'fortran_order': False, 'shape': (3,), }", b"pearfig\0pear")
}

fn npy(dictionary: &[u8], data: &[u8]) -> Vec<u8> {
    let mut header = dictionary.to_vec();
    header.resize(117, b' ');
    header.push(b'\n');
    [b"\x93NUMPY\x01\x00", &118_u16.to_le_bytes()[..], &header, data].concat()
}

fn archive() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["x.npy", "y.npy"] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&array()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn checkpoint() -> Vec<u8> {
    let samples = Samples::new([[1.0, 0.0]], [[1.0]]).unwrap();
    let mut net = Net::random(1);
    let state = Trainer::new(0.1).epochs(2).optimizer(Adam::default()).patience(3).train(&mut net, &samples).unwrap();
    safetensors::Checkpoint::from_training(&net, &state).to_bytes().unwrap()
}

fn dense() -> Vec<u8> {
    safetensors::export_to_bytes(&Net::random(1), safetensors::Naming::Keras).unwrap()
}

/// Builds the file that `bytes` describe: the first byte chooses the kind; the second chooses whether the others are
/// changes of a valid file or the file itself.
pub(crate) fn file(bytes: &[u8]) -> (Kind, Vec<u8>) {
    let mut bytes = Bytes(bytes);
    let kind = KINDS[bytes.below(KINDS.len())];
    let file = if bytes.below(4) == 0 { bytes.0.to_vec() } else { damaged(kind.1(), &mut bytes) };
    (kind, file)
}

/// Applies changes until the bytes are used up: other bytes and lengths, parts that are removed, repeated or copied
/// from elsewhere in the file.
fn damaged(mut file: Vec<u8>, bytes: &mut Bytes<'_>) -> Vec<u8> {
    while !bytes.is_empty() && file.len() < 1 << 12 {
        let from = bytes.below(file.len() + 1);
        let to = from + bytes.below((file.len() - from).min(8) + 1);
        let new: Vec<u8> = match bytes.below(6) {
            0 => Vec::new(),
            1 => file[from..].to_vec(),
            2 => vec![0xff; to - from],
            3 => (from..to).map(|_| bytes.next()).collect(),
            4 => file[from..to].iter().map(|byte| byte ^ (1 << bytes.below(8))).collect(),
            _ => b"9".repeat(1 + bytes.below(20)),
        };
        file.splice(from..to, new);
        if bytes.below(8) == 7 {
            file.truncate(from);
        }
    }
    file
}

/// Reads the file that `bytes` describe.
///
/// # Panics
///
/// Panics if the loader panics, or if it takes more memory than the length of the file justifies.
pub(crate) fn check_one(bytes: &[u8]) {
    let ((kind, _, load), file) = file(bytes);
    let held = most_held(|| load(&file));
    // A decompressor has buffers of a fixed size.
    assert!(held <= 64 * file.len() + (512 << 10), "{kind}: {held} bytes for {file:?}");
}
