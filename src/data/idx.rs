//! MNIST's files: images and their labels in the IDX format, plain or compressed with gzip.
//!
//! A header gives the number of images and their size; one byte for each pixel follows. Pixels from 0 to 255 become numbers
//! from 0 to 1, labels become classes. The first two bytes of a file tell if it is compressed; its name does not matter.
//!
//! **Invariant**: a row is stored only after its bytes have been read, and reading stops at the first byte that the header
//! does not claim. So a header that lies costs no memory, even in a compressed file; it is an error.
//!
//! The format is described at the end of the page on which MNIST was published, Y. LeCun, C. Cortes and C. Burges, "The
//! MNIST database of handwritten digits"; Fashion-MNIST, KMNIST and the parts of EMNIST use it too.

use super::error::{self, DataError, Place, Problem};
use crate::equations::scalar::Scalar;
use crate::samples::Samples;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{BufReader, Cursor, ErrorKind, Read};
use std::path::Path;

/// Loads images and their labels: N pixels from 0 to 1, and one-hot targets as in [`Samples::from_classes`].
///
/// ```no_run
/// use backprop::{CrossEntropy, Relu, SamplesOf, Softmax, data::idx, network};
///
/// network! {
///     struct Mnist { layers: { 28 * 28 } -> 100 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
/// }
///
/// let training: SamplesOf<Mnist> = idx::open("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz")?;
/// # Ok::<(), backprop::data::DataError>(())
/// ```
///
/// # Errors
///
/// Returns an error if a file cannot be read or decompressed, is not in the format, or is shorter or longer than its header
/// claims; if the number of pixels is not N; if there are not as many labels as images; or if a label is K or more.
pub fn open<T: Scalar, const N: usize, const K: usize>(
    images: impl AsRef<Path>,
    labels: impl AsRef<Path>,
) -> Result<Samples<[T; N], [T; K]>, DataError> {
    let (images_name, labels_name) = (error::name(images.as_ref()), error::name(labels.as_ref()));
    let images = File::open(images).map_err(DataError::read(&images_name))?;
    let labels = File::open(labels).map_err(DataError::read(&labels_name))?;
    read_named(images, &images_name, labels, &labels_name)
}

/// Loads images and labels from two readers; messages call them `the images` and `the labels`.
///
/// ```
/// use backprop::{Samples, data::idx};
///
/// let images = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255]; // one image, 1 × 2 pixels
/// let labels = [0, 0, 8, 1, 0, 0, 0, 1, 2]; // one label
/// let samples: Samples<[f64; 2], [f64; 3]> = idx::read(&images[..], &labels[..])?;
/// assert_eq!((samples.x(), samples.y()), (&[[0.0, 1.0]][..], &[[0.0, 0.0, 1.0]][..]));
/// # Ok::<(), backprop::data::DataError>(())
/// ```
///
/// # Errors
///
/// Returns the errors of [`open`].
pub fn read<T: Scalar, const N: usize, const K: usize>(
    images: impl Read,
    labels: impl Read,
) -> Result<Samples<[T; N], [T; K]>, DataError> {
    read_named(images, "the images", labels, "the labels")
}

fn read_named<T: Scalar, const N: usize, const K: usize>(
    images: impl Read,
    images_name: &str,
    labels: impl Read,
    labels_name: &str,
) -> Result<Samples<[T; N], [T; K]>, DataError> {
    let mut images = Idx::new(images, images_name)?;
    let mut labels = Idx::new(labels, labels_name)?;
    let [image_count, height, width] = images.header(0x0803)?;
    let [label_count] = labels.header(0x0801)?;
    if height.checked_mul(width) != Some(N as u64) {
        let found = format!("images of {height} × {width} pixels");
        let expected = format!("{N} inputs as in the network's declaration");
        return Err(DataError::whole(images_name, Problem::Shape, found, expected));
    }
    if image_count != label_count {
        let found = format!("{label_count} labels");
        let expected = format!("{image_count}, one for each image of {images_name}");
        return Err(DataError::whole(labels_name, Problem::Shape, found, expected));
    }
    // Labels are shorter and are read first: images are read only if there is a label for each.
    let classes: Vec<usize> = labels.items(label_count, |[class]: [u8; 1]| usize::from(class))?;
    let pixel = |byte: u8| T::from_f64(f64::from(byte) / 255.0);
    let x: Vec<[T; N]> = images.items(image_count, |pixels: [u8; N]| pixels.map(pixel))?;
    Samples::from_classes(x, &classes).map_err(DataError::samples(&format!("{images_name} and {labels_name}")))
}

/// A file that is being read.
struct Idx<'a> {
    reader: Box<dyn Read + 'a>,
    file: &'a str,
}

impl<'a> Idx<'a> {
    /// Starts to read, and decompresses the bytes if they are compressed.
    fn new(mut reader: impl Read + 'a, file: &'a str) -> Result<Self, DataError> {
        let mut start = Vec::new();
        reader.by_ref().take(2).read_to_end(&mut start).map_err(DataError::read(file))?;
        let is_compressed = start == [0x1f, 0x8b];
        let whole = BufReader::new(Cursor::new(start).chain(reader));
        let reader: Box<dyn Read> =
            if is_compressed { Box::new(BufReader::new(MultiGzDecoder::new(whole))) } else { Box::new(whole) };
        Ok(Self { reader, file })
    }

    /// Reads the sizes of an array of bytes, after the magic number that gives their number.
    fn header<const DIMENSIONS: usize>(&mut self, magic: u32) -> Result<[u64; DIMENSIONS], DataError> {
        let found = u32::from_be_bytes(self.next(Place::Header)?);
        if found != magic {
            let expected = format!("{magic:#06x}; images begin with 0x0803 and labels with 0x0801");
            let found = format!("the magic number {found:#06x}");
            return Err(DataError::at(self.file, Place::Header, Problem::Format, found, expected));
        }
        let mut sizes = [0; DIMENSIONS];
        for size in &mut sizes {
            *size = u64::from(u32::from_be_bytes(self.next(Place::Header)?));
        }
        Ok(sizes)
    }

    /// Reads as many items of N bytes as the header claims, and then the end of the file.
    fn items<const N: usize, I>(mut self, count: u64, item: impl Fn([u8; N]) -> I) -> Result<Vec<I>, DataError> {
        let mut items = Vec::new();
        for _ in 0..count {
            let bytes = self.next(Place::Item(vec![items.len()]))?;
            items.push(item(bytes));
        }
        let mut more = Vec::new();
        self.reader.take(1).read_to_end(&mut more).map_err(DataError::read(self.file))?;
        if !more.is_empty() {
            let found = format!("more than {count} × {N} bytes of data");
            let expected = "the end of the file, as the header claims";
            return Err(DataError::whole(self.file, Problem::Length, found, expected));
        }
        Ok(items)
    }

    /// Reads the next N bytes.
    fn next<const N: usize>(&mut self, place: Place) -> Result<[u8; N], DataError> {
        let mut bytes = [0; N];
        match self.reader.read_exact(&mut bytes) {
            Ok(()) => Ok(bytes),
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
                let expected = "as many bytes as the header claims; is the file complete?";
                Err(DataError::at(self.file, place, Problem::Length, "the end of the file", expected))
            }
            Err(error) => Err(DataError::read(self.file)(error)),
        }
    }
}
