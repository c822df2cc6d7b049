//! MNIST's file format: the samples that files become, and how little memory a false header can take.

use crate::failing::Failing;
use backprop::data::idx::{self, Array, Idx};
use backprop::data::{DataError, Problem};
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

/// The message about labels in the place of images.
const SWAPPED: &str = "found the magic number 0x0801 (unsigned integers of 1 byte, 1 dimension), expected images, in 2 \
    dimensions or more; MNIST's images have the magic number 0x0803, its labels 0x0801";

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
    assert_eq!(swapped.unwrap_err().to_string(), format!("{}, header: {SWAPPED}", labels.display()));
    assert!(missing.unwrap_err().to_string().starts_with(&format!("{} cannot be read", folder.join("none").display())));
}

#[test]
fn every_mistake_in_a_file_has_its_place_and_its_words() {
    let (images, labels) = two();
    let ends = "header: found the end of the file, expected the header of an array; is the file complete?";
    let long = |bytes: &[u8]| [bytes, &[0]].concat();
    let sizes = "is the file complete?";
    for (images, labels, message) in [
        (&[][..], &labels[..], format!("the images, {ends}")),
        (&images[..15], &labels, format!("the images, {ends}")),
        (&images[..3], &labels, format!("the images, {ends}")),
        (&images, &labels[..7], format!("the labels, {ends}")),
        (
            &images[..27],
            &labels,
            format!("the images: found 11 bytes of data, expected 12 for the shape [2, 2, 3]; {sizes}"),
        ),
        (&images, &labels[..9], format!("the labels: found 1 byte of data, expected 2 for the shape [2]; {sizes}")),
        (
            &long(&images),
            &labels,
            format!("the images: found more than 12 bytes of data, expected 12 for the shape [2, 2, 3]; {sizes}"),
        ),
        (
            &images,
            &gzip(&long(&labels)),
            format!("the labels: found more than 2 bytes of data, expected 2 for the shape [2]; {sizes}"),
        ),
        (&labels, &labels, format!("the images, header: {SWAPPED}")),
        (
            &images,
            &images,
            "the labels, header: found the magic number 0x0803 (unsigned integers of 1 byte, 3 dimensions), expected \
             labels, in 1 dimension, or in 2; MNIST's labels have the magic number 0x0801, its images 0x0803"
                .into(),
        ),
        (
            &file(0x0a01, &[2], &[0; 2]),
            &labels,
            "the images, header: found the magic number 0x0a01, which names the type 0x0a, expected one of the types 0x08 \
             (unsigned bytes), 0x09 (signed bytes), 0x0b and 0x0c (integers of 2 and 4 bytes), 0x0d and 0x0e \
             (floating-point numbers of 4 and 8 bytes)"
                .into(),
        ),
        (
            b"<!DOCTYPE html>",
            &labels,
            "the images, header: found `<!DOCT`, expected `\\u{93}NUMPY`, the start of every `.npy` file, or two bytes of \
             zero, that of every IDX file"
                .into(),
        ),
        (
            &file(IMAGES, &[2, 3, 3], &[0; 18]),
            &labels,
            "the images: found images of 3 × 3 pixels, expected 6 inputs as in the network's declaration".into(),
        ),
        (
            &file(0x0802, &[2, 784], &[0; 18]),
            &labels,
            "the images: found images of 784 pixels, expected 6 inputs as in the network's declaration".into(),
        ),
        (
            &images,
            &file(LABELS, &[3], &[0, 1, 2]),
            "the labels: found 3 labels, expected 2, one for each image of the images".into(),
        ),
        (
            &images,
            &file(LABELS, &[2], &[1, 3]),
            "the rows of the images and the labels are not valid samples: row 1 has class 3, expected one of the 3 classes 0 to 2; if labels start at 1, subtract 1, as `Array::classes_from(1)` and `Idx::first_label(1)` do".into(),
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
    assert!(matches!(source, Some(SamplesError::Class { row: 1, classes: 3, .. })), "{source:?}");
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
    assert!(error.to_string().contains("found more than 12 bytes"));
    assert!(taken <= 1 << 16, "{taken} bytes read");
}

/// The header claims more memory than any machine has.
#[test]
fn a_header_that_lies_costs_no_memory() {
    let most = u32::MAX;
    let square = read(&file(IMAGES, &[most, most, most], &[0; 4]), &file(LABELS, &[most], &[0; 4]));
    let message = "the images, header: found the shape [4294967295, 4294967295, 4294967295], expected one whose bytes can be counted";
    assert_eq!(square.unwrap_err().to_string(), message);

    // The product of the sizes overflows.
    for dimensions in [3, 5, 255] {
        let lie = file(0x0800 + dimensions, &vec![most; dimensions as usize], &[0; 4]);
        assert!(read(&lie, &file(LABELS, &[most], &[0; 4])).is_err());
        assert!(Array::read(&lie[..]).is_err());
    }

    for pack in [<[u8]>::to_vec, gzip] {
        let images = pack(&file(IMAGES, &[most, 28, 28], &[0; 28 * 28]));
        let labels = pack(&file(LABELS, &[most], &[0; 4]));
        let samples: Result<SamplesOf<Mnist>, _> = idx::read(&images[..], &labels[..]);
        let message = samples.unwrap_err().to_string();
        assert!(message.starts_with("the labels: found 4 bytes of data, expected 4294967295"), "{message}");
    }
}

/// Ten megabytes of zeros, compressed to ten kilobytes; the header claims one image.
#[test]
fn a_compressed_file_is_not_unpacked_beyond_its_header() {
    let bomb = gzip(&file(IMAGES, &[1, 2, 3], &vec![0; 10_000_000]));
    assert!(bomb.len() < 20_000);
    // The last bytes are cut off. A reader that decompressed everything would report that, not the excess of data.
    let error = read(&bomb[..bomb.len() - 1000], &file(LABELS, &[1], &[0])).unwrap_err();
    assert!(error.to_string().contains("found more than 6 bytes of data"), "{error}");
}

/// Returns the big-endian bytes of numbers.
macro_rules! bytes {
    ($numbers:expr) => {
        $numbers.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>()
    };
}

#[test]
fn every_type_of_item_is_read() {
    let one = |magic, data: &[u8]| read(&file(magic, &[1, 2, 3], data), &file(LABELS, &[1], &[0]));
    let x = |magic, data: &[u8]| one(magic, data).unwrap().x()[0];
    let pixels = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
    assert_eq!(x(0x0803, &[0, 51, 102, 153, 204, 255]), pixels);
    assert_eq!(x(0x0903, &[0, 51, 102, 127, 0, 0])[..3], pixels[..3]);
    assert_eq!(x(0x0b03, &bytes!([0_i16, 51, 102, 153, 204, 255])), pixels);
    assert_eq!(x(0x0c03, &bytes!([0_i32, 51, 102, 153, 204, 255])), pixels);
    // Floating-point numbers are from 0 to 1 already.
    assert_eq!(x(0x0d03, &bytes!([0_f32, 0.25, 0.5, 0.75, 1.0, 0.0])), [0.0, 0.25, 0.5, 0.75, 1.0, 0.0]);
    assert_eq!(x(0x0e03, &bytes!(pixels)), pixels);

    for (magic, data, item, found) in [
        (0x0903, vec![0, 0, 0, 0, 255, 0], "[0, 1, 1]", "-1"),
        (0x0b03, bytes!([0_i16, 256, 0, 0, 0, 0]), "[0, 0, 1]", "256"),
        (0x0c03, bytes!([0_i32, 0, 0, 0, 0, i32::MIN]), "[0, 1, 2]", "-2147483648"),
        (0x0d03, bytes!([0_f32, 0.0, 255.0, 0.0, 0.0, 0.0]), "[0, 0, 2]", "255"),
        (0x0e03, bytes!([0.0, 0.0, 0.0, 0.0, f64::NAN, 0.0]), "[0, 1, 1]", "NaN"),
    ] {
        let message = one(magic, &data).unwrap_err().to_string();
        assert!(
            message.starts_with(&format!("the images, item {item}: found {found}, expected a pixel, ")),
            "{message}"
        );
        assert!(message.ends_with("; `rows` reads numbers of any range"), "{message}");
    }
}

#[test]
fn images_of_any_number_of_dimensions_are_rows() {
    let (images, labels) = two();
    let expected = read(&images, &labels).unwrap();
    for sizes in [&[2, 6][..], &[2, 2, 3], &[2, 1, 2, 3], &[2, 2, 3, 1], &[2, 1, 2, 1, 3]] {
        let images = file(0x0800 + sizes.len() as u32, sizes, &images[16..]);
        assert_eq!(read(&images, &labels).unwrap(), expected, "{sizes:?}");
    }
}

#[test]
fn labels_may_have_any_shape_and_type() {
    let (images, labels) = two();
    let expected = read(&images, &labels).unwrap();
    for labels in [
        file(0x0802, &[2, 1], &[2, 0]),
        file(0x0802, &[1, 2], &[2, 0]),
        file(0x0901, &[2], &[2, 0]),
        file(0x0b01, &[2], &bytes!([2_i16, 0])),
        file(0x0c01, &[2], &bytes!([2_i32, 0])),
        file(0x0d01, &[2], &bytes!([2_f32, 0.0])),
        file(0x0e01, &[2], &bytes!([2_f64, 0.0])),
        file(0x0802, &[2, 3], &[0, 0, 1, 1, 0, 0]),
        file(0x0c02, &[2, 3], &bytes!([0_i32, 0, 1, 1, 0, 0])),
    ] {
        assert_eq!(read(&images, &labels).unwrap(), expected, "{labels:?}");
    }
}

/// The columns of QMNIST's labels are: class, series, writer, number for this writer, class code, global number, and two
/// more.
#[test]
fn the_class_of_qmnist_is_in_column_0() {
    let (images, labels) = two();
    let expected = read(&images, &labels).unwrap();
    let rows = [2_i32, 4, 3751, 17, 32, 280_556, 0, 0, 0, 4, 3752, 1, 30, 280_557, 0, 0];
    let labels = file(0x0c02, &[2, 8], &bytes!(rows));
    assert_eq!(read(&images, &labels).unwrap(), expected);
    let other: SamplesOf<Tiny> = Idx::new().label_column(6).read(&images[..], &labels[..]).unwrap();
    assert_eq!(other.classes(), [0, 0]);

    let none = Idx::new().label_column(8).read::<f64, 6, 3>(&images[..], &labels[..]).unwrap_err();
    assert_eq!(none.to_string(), "the labels: found no column 8, expected a number below 8");
    assert!(matches!(none, DataError::Content { problem: Problem::Name, .. }));

    // Eight integers that are one-hot are one-hot.
    let mut one_hot = [0_i32; 16];
    (one_hot[2], one_hot[8]) = (1, 1);
    let labels = file(0x0c02, &[2, 8], &bytes!(one_hot));
    assert_eq!(idx::read::<f64, 6, 8>(&images[..], &labels[..]).unwrap().classes(), [2, 0]);
    one_hot[3] = 1;
    let labels = file(0x0c02, &[2, 8], &bytes!(one_hot));
    let error = idx::read::<f64, 6, 8>(&images[..], &labels[..]).unwrap_err();
    let message = "the labels, item [0]: found 2 ones in the row, expected a single 1, in the column of the class";
    assert_eq!(error.to_string(), message);
}

#[test]
fn labels_that_do_not_start_at_0_have_an_option() {
    let (images, _) = two();
    let letters = file(LABELS, &[2], &[3, 1]);
    let samples: SamplesOf<Tiny> = Idx::new().first_label(1).read(&images[..], &letters[..]).unwrap();
    assert_eq!(samples.classes(), [2, 0]);
    let message = format!("{:?}", read(&images, &letters).unwrap_err());
    assert!(message.ends_with("subtract 1, as `Array::classes_from(1)` and `Idx::first_label(1)` do"), "{message}");
    let error = Idx::new().first_label(2).read::<f64, 6, 3>(&images[..], &letters[..]).unwrap_err();
    let message = "the labels, item [1]: found 1, expected a class, a whole number from 2; `class_names` and \
                   `classes_named` take labels of any kind";
    assert_eq!(error.to_string(), message);
}

#[test]
fn images_that_are_stored_column_by_column_have_an_option() {
    let (images, labels) = two();
    let upright = read(&images, &labels).unwrap();
    // 3 × 2: the columns of the images above.
    let data = [0, 153, 51, 204, 102, 255, 9, 6, 8, 5, 7, 4];
    for sizes in [&[2, 3, 2][..], &[2, 1, 3, 2], &[2, 3, 2, 1]] {
        let images = file(0x0800 + sizes.len() as u32, sizes, &data);
        let samples: SamplesOf<Tiny> = Idx::new().transposed().read(&images[..], &labels[..]).unwrap();
        assert_eq!(samples, upright, "{sizes:?}");
    }
    let flat = file(0x0802, &[2, 6], &data);
    let error = Idx::new().transposed().read::<f64, 6, 3>(&flat[..], &labels[..]).unwrap_err();
    let message =
        "the images: found the shape [2, 6], expected m × height × width, since the images are to be transposed";
    assert_eq!(error.to_string(), message);
}

#[test]
fn a_file_of_images_or_of_labels_is_an_array_by_itself() {
    let (images, labels) = two();
    let samples = read(&images, &labels).unwrap();
    for pack in [<[u8]>::to_vec, gzip] {
        let (images, labels) = (Array::read(&pack(&images)[..]).unwrap(), Array::read(&pack(&labels)[..]).unwrap());
        assert_eq!(images.shape(), [2, 2, 3]);
        assert_eq!(images.pixels::<f64, 6>().unwrap(), samples.x());
        assert_eq!(images.rows::<f64, 6>().unwrap()[1], [9.0, 8.0, 7.0, 6.0, 5.0, 4.0]);
        assert_eq!(labels.classes().unwrap(), [2, 0]);
    }
}

proptest! {
    #[test]
    fn any_bytes_are_samples_or_an_error(
        images in prop::collection::vec(any::<u8>(), 0..60),
        labels in prop::collection::vec(any::<u8>(), 0..60),
        compress: [bool; 2],
        with_header: bool,
        kind in 0_u32..8,
        bits in 0_u32..32,
        most: u32,
    ) {
        let pack = |bytes: Vec<u8>, compress: bool| if compress { gzip(&bytes) } else { bytes };
        let count = most >> bits;
        let images = if with_header { file(IMAGES + (kind << 8), &[count, 2, 3], &images) } else { images };
        let labels = if with_header { file(LABELS + (kind << 8), &[count], &labels) } else { labels };
        let (images, labels) = (pack(images, compress[0]), pack(labels, compress[1]));
        let _ = read(&images, &labels);
        let _ = Idx::new().transposed().first_label(1).label_column(1).read::<f32, 6, 3>(&images[..], &labels[..]);
        let _ = Array::read(&labels[..]).map(|labels| labels.class_names());
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
