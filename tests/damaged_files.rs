//! Files of every kind, damaged at random: each is read or refused, and no loader takes more memory than the file
//! justifies.
//!
//! `BACKPROP_TEST_ROUNDS=1000000` damages as many.

mod allocator;

use allocator::most_held;
use backprop::data::{csv::Csv, idx, npy};
use backprop::random::Random;
use backprop::{CrossEntropy, Optimiser, Samples, Sigmoid, Tanh, Trainer, keeping, network};
use std::io::{Cursor, Write};

network! {
    struct Net { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

/// A kind of file: its name, a sound one, and what reads it. What comes of that is not looked at.
type Kind = (&'static str, fn() -> Vec<u8>, fn(&[u8]));

const KINDS: [Kind; 7] = [
    ("csv", table, |bytes| {
        if let Ok(table) = Csv::new().read(bytes) {
            let _ = table.samples::<f64, 2, 1>(["a", "b"], ["y"]);
            let _ = table.classes("class");
        }
    }),
    ("idx images", images, |bytes| drop(idx::read::<f32, 2, 3>(bytes, &labels()[..]))),
    ("idx labels", labels, |bytes| drop(idx::read::<f32, 2, 3>(&images()[..], bytes))),
    ("idx, compressed", compressed, |bytes| drop(idx::read::<f32, 2, 3>(bytes, &labels()[..]))),
    ("npy", array, |bytes| {
        if let Ok(array) = npy::Array::read(bytes) {
            let _ = array.rows::<f64, 2>();
            let _ = array.classes();
        }
    }),
    ("npz", archive, |bytes| {
        if let Ok(mut archive) = npy::Archive::read(Cursor::new(bytes)) {
            let names: Vec<String> = archive.names().into_iter().map(str::to_owned).collect();
            names.iter().for_each(|name| drop(archive.array(name)));
        }
    }),
    ("safetensors", checkpoint, |bytes| {
        let _ = keeping::from_bytes::<Net>(bytes);
        if let Ok(checkpoint) = keeping::Checkpoint::<Net>::from_bytes(bytes) {
            let _ = checkpoint.state();
        }
    }),
];

fn table() -> Vec<u8> {
    b"a,b,y,class\n1,2.5,0,one\n-3e1,\"4\",1,two\n5,6,0,one\n".to_vec()
}

fn images() -> Vec<u8> {
    vec![0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 7, 9]
}

fn labels() -> Vec<u8> {
    vec![0, 0, 8, 1, 0, 0, 0, 2, 2, 0]
}

fn compressed() -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(&images()).unwrap();
    encoder.finish().unwrap()
}

fn array() -> Vec<u8> {
    let mut header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }".to_vec();
    header.resize(117, b' ');
    header.push(b'\n');
    let numbers = (0..6).flat_map(|i| f64::from(i).to_le_bytes());
    [b"\x93NUMPY\x01\x00".to_vec(), 118_u16.to_le_bytes().to_vec(), header, numbers.collect()].concat()
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
    let state = Trainer::new(0.1).epochs(2).optimiser(Optimiser::ADAM).patience(3).train(&mut net, &samples).unwrap();
    keeping::Checkpoint::of(&net, &state).to_bytes().unwrap()
}

/// A few changes: bytes, lengths, parts that are missing, doubled, or from elsewhere in the file.
fn damaged(file: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = file.to_vec();
    for _ in 0..=random.below(4) {
        let place = |random: &mut Random, end: usize| random.below(end as u64 + 1) as usize;
        let from = place(random, bytes.len());
        let to = from + place(random, (bytes.len() - from).min(8));
        let new: Vec<u8> = match random.below(6) {
            0 => Vec::new(),
            1 => bytes[from..].to_vec(),
            2 => vec![0xff; to - from],
            3 => (0..to - from).map(|_| random.below(256) as u8).collect(),
            4 => bytes[from..to].iter().map(|byte| byte ^ (1 << random.below(8))).collect(),
            _ => b"9".repeat(1 + random.below(20) as usize),
        };
        bytes.splice(from..to, new);
        if random.below(8) == 0 {
            bytes.truncate(from);
        }
    }
    bytes
}

#[test]
fn a_damaged_file_is_read_or_refused_in_little_memory() {
    let rounds =
        std::env::var("BACKPROP_TEST_ROUNDS").map_or(2000, |rounds| rounds.parse().expect("a number of rounds"));
    for (kind, whole, load) in KINDS {
        let (whole, mut random) = (whole(), Random::new(1));
        for round in 0..rounds {
            let bytes = if round == 0 { whole.clone() } else { damaged(&whole, &mut random) };
            let held = most_held(|| load(&bytes));
            // A decompressor has buffers of its own, whatever the file.
            assert!(held <= 64 * bytes.len() + (512 << 10), "{kind}: {held} bytes for {bytes:?}");
        }
    }
}
