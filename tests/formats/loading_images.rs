//! MNIST's file format: the samples that files become, and how little memory a false header can take.

use crate::failing::Failing;
use backprop::data::{DataError, idx};
use backprop::{CrossEntropy, Samples, SamplesError, SamplesOf, Sigmoid, Softmax, network};
use flate2::{Compression, write::GzEncoder};
use proptest::prelude::*;
use std::error::Error;
use std::io::{self, Read, Write};

network! {
    struct Tiny { layers: { 2 * 3 } -> 3 Softmax, cost: CrossEntropy }
    struct Mnist { layers: { 28 * 28 } -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
}

const IMAGES: u32 = 0x0803;
const LABELS: u32 = 0x0801;

/// Returns a file with this magic number and these sizes in its header.
fn file(magic: u32, sizes: &[u32], data: &[u8]) -> Vec<u8> {
    let header = [magic].iter().chain(sizes).flat_map(|word| word.to_be_bytes()).collect::<Vec<_>>();
    [&header, data].concat()
}

/// Returns two images of 2 × 3 pixels, and their labels.
fn two() -> (Vec<u8>, Vec<u8>) {
    (file(IMAGES, &[2, 2, 3], &[0, 51, 102, 153, 204, 255, 9, 8, 7, 6, 5, 4]), file(LABELS, &[2], &[2, 0]))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn read(images: &[u8], labels: &[u8]) -> Result<SamplesOf<Tiny>, DataError> {
    idx::read(images, labels)
}

/// A read error after the header is not reported as the end of the file.
#[test]
fn a_reader_that_fails_is_told_as_it_says() {
    let (images, labels) = two();
    let error = idx::read::<f64, 6, 3>(images[..20].chain(Failing), &labels[..]).unwrap_err();
    assert_eq!(format!("{error:?}"), "the images cannot be read: the disk is gone");
}

#[test]
fn pixels_become_numbers_from_zero_to_one_and_labels_classes() {
    let (images, labels) = two();
    let samples = read(&images, &labels).unwrap();
    assert_eq!(samples.x()[0], [0.0, 51.0 / 255.0, 102.0 / 255.0, 153.0 / 255.0, 204.0 / 255.0, 1.0]);
    assert_eq!(samples.y(), [[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]);
}

#[test]
fn a_compressed_file_is_the_same_file() {
    let (images, labels) = two();
    let plain = read(&images, &labels).unwrap();
    assert_eq!(read(&gzip(&images), &gzip(&labels)).unwrap(), plain);
    assert_eq!(read(&gzip(&images), &labels).unwrap(), plain);
    // A gzip file may consist of several members, one after the other.
    let (start, end) = images.split_at(20);
    assert_eq!(read(&[gzip(start), gzip(end)].concat(), &labels).unwrap(), plain);
}

#[test]
fn files_are_opened_by_their_paths_and_named_in_errors() {
    let folder = std::env::temp_dir().join(format!("backprop-idx-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (images, labels) = (folder.join("images.gz"), folder.join("labels"));
    let (image_bytes, label_bytes) = two();
    std::fs::write(&images, gzip(&image_bytes)).unwrap();
    std::fs::write(&labels, &label_bytes).unwrap();
    let opened: Result<SamplesOf<Tiny>, _> = idx::open(&images, &labels);
    let swapped: Result<SamplesOf<Tiny>, _> = idx::open(&labels, &images);
    let missing: Result<SamplesOf<Tiny>, _> = idx::open(&images, folder.join("none"));
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(opened.unwrap(), read(&image_bytes, &label_bytes).unwrap());
    let expected = format!(
        "{}, header: found the magic number 0x0801, expected 0x0803; images begin with 0x0803 and labels with 0x0801",
        labels.display()
    );
    assert_eq!(swapped.unwrap_err().to_string(), expected);
    assert!(missing.unwrap_err().to_string().starts_with(&format!("{} cannot be read", folder.join("none").display())));
}

#[test]
fn every_mistake_in_a_file_has_its_place_and_its_words() {
    let (images, labels) = two();
    let whole = "as many bytes as the header claims; is the file complete?";
    let long = |bytes: &[u8]| [bytes, &[0]].concat();
    for (images, labels, message) in [
        (&[][..], &labels[..], format!("the images, header: found the end of the file, expected {whole}")),
        (&images[..15], &labels, format!("the images, header: found the end of the file, expected {whole}")),
        (&images[..27], &labels, format!("the images, item [1]: found the end of the file, expected {whole}")),
        (&images, &labels[..9], format!("the labels, item [1]: found the end of the file, expected {whole}")),
        (
            &long(&images),
            &labels,
            "the images: found more than 2 × 6 bytes of data, expected the end of the file, as the header claims".into(),
        ),
        (
            &images,
            &gzip(&long(&labels)),
            "the labels: found more than 2 × 1 bytes of data, expected the end of the file, as the header claims".into(),
        ),
        (
            &labels,
            &labels,
            "the images, header: found the magic number 0x0801, expected 0x0803; images begin with 0x0803 and labels with \
             0x0801"
                .into(),
        ),
        (
            &file(IMAGES, &[2, 3, 3], &[0; 18]),
            &labels,
            "the images: found images of 3 × 3 pixels, expected 6 inputs as in the network's declaration".into(),
        ),
        (
            &images,
            &file(LABELS, &[3], &[0, 1, 2]),
            "the labels: found 3 labels, expected 2, one for each image of the images".into(),
        ),
        (
            &images,
            &file(LABELS, &[2], &[0, 3]),
            "the rows of the images and the labels are not valid samples: row 1 has class 3, expected one of the 3 classes 0 to 2".into(),
        ),
        (
            &file(IMAGES, &[0, 2, 3], &[]),
            &file(LABELS, &[0], &[]),
            "the rows of the images and the labels are not valid samples: no samples: x and y have no rows, expected at least one".into(),
        ),
    ] {
        assert_eq!(format!("{:?}", read(images, labels).unwrap_err()), message);
    }
    let error = read(&images, &file(LABELS, &[2], &[0, 3])).unwrap_err();
    let source = error.source().unwrap().downcast_ref::<SamplesError>();
    assert_eq!(source, Some(&SamplesError::Class { row: 1, class: 3, classes: 3 }));
    assert_eq!(error.to_string(), "the rows of the images and the labels are not valid samples");
}

#[test]
fn a_compressed_file_that_is_cut_or_changed_is_an_error() {
    let (images, labels) = two();
    let compressed = gzip(&images);
    for end in 0..compressed.len() {
        assert!(read(&compressed[..end], &labels).is_err(), "cut after {end} bytes");
    }
    for at in compressed.len() - 8..compressed.len() {
        let mut changed = compressed.clone();
        changed[at] ^= 1; // the checksum and the length
        assert!(format!("{:?}", read(&changed, &labels).unwrap_err()).starts_with("the images cannot be read: "));
    }
}

/// An endless sequence of zeros that counts how many bytes were read.
struct Endless<'a>(&'a mut u64);

impl Read for Endless<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(0);
        *self.0 += buffer.len() as u64;
        Ok(buffer.len())
    }
}

#[test]
fn no_more_is_read_than_the_header_justifies() {
    let (images, labels) = two();
    let mut taken = 0;
    let error = idx::read::<f64, 6, 3>(images.chain(Endless(&mut taken)), &labels[..]).unwrap_err();
    assert!(error.to_string().contains("found more than "));
    assert!(taken <= 1 << 16, "{taken} bytes read");
}

/// The header claims more memory than any machine has.
#[test]
fn a_header_that_lies_costs_no_memory() {
    let most = u32::MAX;
    let square = read(&file(IMAGES, &[most, most, most], &[0; 4]), &file(LABELS, &[most], &[0; 4]));
    let message =
        "the images: found images of 4294967295 × 4294967295 pixels, expected 6 inputs as in the network's declaration";
    assert_eq!(square.unwrap_err().to_string(), message);

    for pack in [<[u8]>::to_vec, gzip] {
        let images = pack(&file(IMAGES, &[most, 28, 28], &[0; 28 * 28]));
        let labels = pack(&file(LABELS, &[most], &[0; 4]));
        let samples: Result<SamplesOf<Mnist>, _> = idx::read(&images[..], &labels[..]);
        assert!(samples.unwrap_err().to_string().starts_with("the labels, item [4]: found the end of the file"));
    }
}

/// Ten megabytes of zeros, compressed to ten kilobytes; the header claims one image.
#[test]
fn a_compressed_file_is_not_unpacked_beyond_its_header() {
    let bomb = gzip(&file(IMAGES, &[1, 2, 3], &vec![0; 10_000_000]));
    assert!(bomb.len() < 20_000);
    // The last bytes are cut off. A reader that decompressed everything would report that, not the excess of data.
    let error = read(&bomb[..bomb.len() - 1000], &file(LABELS, &[1], &[0])).unwrap_err();
    assert!(error.to_string().contains("found more than 1 × 6 bytes of data"), "{error}");
}

proptest! {
    #[test]
    fn any_bytes_are_samples_or_an_error(
        images in prop::collection::vec(any::<u8>(), 0..60),
        labels in prop::collection::vec(any::<u8>(), 0..60),
        compress: [bool; 2],
        with_header: bool,
        sizes: [u32; 3],
    ) {
        let pack = |bytes: Vec<u8>, compress: bool| if compress { gzip(&bytes) } else { bytes };
        let images = if with_header { file(IMAGES, &[sizes[0], 2, 3], &images) } else { images };
        let labels = if with_header { file(LABELS, &[sizes[0]], &labels) } else { labels };
        let _ = read(&pack(images, compress[0]), &pack(labels, compress[1]));
    }

    #[test]
    fn bytes_that_call_themselves_compressed_are_samples_or_an_error(
        bytes in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        let (_, labels) = two();
        let _ = read(&[&[0x1f, 0x8b, 8][..], &bytes].concat(), &labels);
    }

    #[test]
    fn images_that_are_written_are_read(rows in prop::collection::vec(any::<[u8; 6]>(), 1..20)) {
        let m = rows.len() as u32;
        let labels: Vec<u8> = rows.iter().map(|row| row[0] % 3).collect();
        let samples = read(&file(IMAGES, &[m, 2, 3], rows.as_flattened()), &file(LABELS, &[m], &labels)).unwrap();
        let classes: Vec<usize> = labels.iter().map(|&label| usize::from(label)).collect();
        let x: Vec<[f64; 6]> = rows.iter().map(|row| row.map(|pixel| f64::from(pixel) / 255.0)).collect();
        prop_assert_eq!(samples, Samples::from_classes(x, &classes).unwrap());
    }
}
