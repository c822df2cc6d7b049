//! MNIST's files: images and their labels in the IDX format, plain or compressed with gzip.
//!
//! Needs the feature `idx`.
//!
//! A header gives the type of the items and the size along each dimension; the items follow. Pixels from 0 to 255 become
//! numbers from 0 to 1, labels become classes. The first two bytes of a file tell if it is compressed; its name does not
//! matter. [`Idx`] has options for the files of EMNIST and QMNIST, and an [`Array`] is one file alone.
//!
//! **Invariant**: memory is allocated for bytes that have been read, and reading stops at the first byte that the header
//! does not claim. So a header that lies costs no memory, even in a compressed file; it is an error.
//!
//! The format is described at the end of the page on which MNIST was published, Y. LeCun, C. Cortes and C. Burges, "The
//! MNIST database of handwritten digits"; Fashion-MNIST, KMNIST and the parts of EMNIST use it too.

use super::array::Unread;
use super::error::{DataError, Place, Problem};
use crate::equations::scalar::Scalar;
use crate::samples::{Samples, SamplesError};
use std::io::Read;
use std::ops::Range;
use std::path::Path;

#[doc(no_inline)]
pub use super::array::Array;

/// The options of loading images and their labels. By default they are as in MNIST.
///
/// ```no_run
/// use backprop::{CrossEntropy, Relu, SamplesOf, Softmax, data::idx::Idx, network};
///
/// network! {
///     struct Letters { layers: { 28 * 28 } -> 100 Relu -> 26 Softmax, cost: CrossEntropy, scalar: f32 }
/// }
///
/// // EMNIST stores each image column by column, and its letters are labeled 1 to 26.
/// let emnist = Idx::new().transposed().first_label(1);
/// let training: SamplesOf<Letters> =
///     emnist.open("emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters-train-labels-idx1-ubyte.gz")?;
/// # Ok::<(), backprop::data::DataError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[doc(alias("mnist", "fashion_mnist", "emnist"))]
pub struct Idx {
    transposed: bool,
    first_label: usize,
    label_column: Option<usize>,
}

impl Idx {
    /// Creates the default options: images row by row, and labels from 0.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads images that are stored column by column, such as those of EMNIST.
    #[must_use]
    pub fn transposed(self) -> Self {
        Self { transposed: true, ..self }
    }

    /// Sets the label of class 0: 1 for EMNIST's letters, which are labeled 1 to 26.
    #[must_use]
    pub fn first_label(self, first_label: usize) -> Self {
        Self { first_label, ..self }
    }

    /// Sets the column of the class in a file of labels with several columns. Without it, such labels are one-hot; but of
    /// QMNIST's, which are 8 integers for each image, column 0 is the class.
    #[must_use]
    pub fn label_column(self, column: usize) -> Self {
        Self { label_column: Some(column), ..self }
    }

    /// Loads images and their labels: N pixels from 0 to 1 as of [`Array::pixels`], and one-hot targets as in
    /// [`Samples::from_classes`].
    ///
    /// The sizes of an image after the first dimension do not matter, only their product N: images of 28 × 28, 28 × 28 × 1
    /// or 784 pixels are the same rows. The labels may have any of the shapes of [`Array::classes`].
    ///
    /// # Errors
    ///
    /// Returns an error if a file cannot be read or decompressed, is not in the format, or is shorter or longer than its
    /// header claims; if the number of pixels is not N; if there are not as many labels as images; or if an item is not a
    /// pixel, or a label not a class below K.
    pub fn open<T: Scalar, const N: usize, const K: usize>(
        self,
        images: impl AsRef<Path>,
        labels: impl AsRef<Path>,
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        self.samples(Unread::open(images.as_ref())?, Unread::open(labels.as_ref())?)
    }

    /// Loads some images and their labels: the rows that `rows` names when it is given the number of images, or `None` if it
    /// names none. Each of several processes so reads [its own](crate::distributed::Parts), as of [`Array::open_rows`].
    ///
    /// ```no_run
    /// use backprop::distributed::{Alone, Parts, Ranks, Shard, agree};
    /// use backprop::{CrossEntropy, Relu, SamplesOf, Softmax, data::idx::Idx, network};
    ///
    /// network! {
    ///     struct Mnist { layers: { 28 * 28 } -> 100 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    /// }
    ///
    /// let ranks = Alone; // or `World` of `backprop-mpi`
    /// let rows = |m| Parts::of(m).rows(ranks.rank(), ranks.count());
    /// let samples: Option<SamplesOf<Mnist>> =
    ///     agree(Idx::new().open_rows("train-images-idx3-ubyte", "train-labels-idx1-ubyte", rows), &ranks)?;
    /// let shard = Shard::<Mnist>::new(samples.as_ref(), &ranks)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`open`](Self::open), except for what is wrong in other rows, and an error if there are no such
    /// rows.
    #[allow(clippy::type_complexity, reason = "samples or none, or an error")]
    pub fn open_rows<T: Scalar, const N: usize, const K: usize>(
        self,
        images: impl AsRef<Path>,
        labels: impl AsRef<Path>,
        rows: impl FnOnce(usize) -> Range<usize>,
    ) -> Result<Option<Samples<[T; N], [T; K]>>, DataError> {
        let (images, labels) = (Unread::open(images.as_ref())?, Unread::open(labels.as_ref())?);
        expect_pairs(&images, &labels, N)?;
        let rows = rows(images.rows());
        if rows.is_empty() {
            return Ok(None);
        }
        self.pairs(images, labels, rows.start, |file| file.read_rows(rows.clone())).map(Some)
    }

    /// Loads images and labels from two readers; messages call them `the images` and `the labels`.
    ///
    /// ```
    /// use backprop::{Samples, data::idx::Idx};
    ///
    /// let images = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 0, 255, 51, 0]; // one image, 2 × 2 pixels
    /// let labels = [0, 0, 8, 1, 0, 0, 0, 1, 3]; // one label
    /// let samples: Samples<[f64; 4], [f64; 3]> =
    ///     Idx::new().transposed().first_label(1).read(&images[..], &labels[..])?;
    /// assert_eq!((samples.x(), samples.y()), (&[[0.0, 0.2, 1.0, 0.0]][..], &[[0.0, 0.0, 1.0]][..]));
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`open`](Self::open).
    pub fn read<T: Scalar, const N: usize, const K: usize>(
        self,
        images: impl Read,
        labels: impl Read,
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let images = Unread::new(images, "the images".to_owned())?;
        self.samples(images, Unread::new(labels, "the labels".to_owned())?)
    }

    fn samples<T: Scalar, const N: usize, const K: usize>(
        self,
        images: Unread<'_>,
        labels: Unread<'_>,
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        expect_pairs(&images, &labels, N)?;
        self.pairs(images, labels, 0, Unread::read)
    }

    /// Makes samples of images and their labels, which `read` reads from the row `first` on.
    fn pairs<'f, T: Scalar, const N: usize, const K: usize>(
        self,
        images: Unread<'f>,
        labels: Unread<'f>,
        first: usize,
        read: impl Fn(Unread<'f>) -> Result<Array, DataError>,
    ) -> Result<Samples<[T; N], [T; K]>, DataError> {
        let names = format!("{} and {}", images.name(), labels.name());
        // Labels are shorter and are read first: images are read only if there is a label for each.
        let classes = self.classes(read(labels)?)?;
        let images = read(images)?;
        let x = if self.transposed { images.with_images_transposed()?.pixels()? } else { images.pixels()? };
        Samples::from_classes(x, &classes).map_err(|mut error| {
            if let SamplesError::Class { row, .. } = &mut error {
                *row += first;
            }
            DataError::samples(&names)(error)
        })
    }

    fn classes(self, labels: Array) -> Result<Vec<usize>, DataError> {
        let labels = match self.label_column {
            Some(column) => labels.columns([column])?,
            None if labels.is_qmnist() => labels.columns([0])?,
            None => labels,
        };
        labels.classes_from(self.first_label)
    }
}

/// Loads images and their labels with the default options of [`Idx`].
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
/// Returns the errors of [`Idx::open`].
pub fn open<T: Scalar, const N: usize, const K: usize>(
    images: impl AsRef<Path>,
    labels: impl AsRef<Path>,
) -> Result<Samples<[T; N], [T; K]>, DataError> {
    Idx::new().open(images, labels)
}

/// Loads images and labels from two readers, with the default options of [`Idx`]; messages call them `the images` and
/// `the labels`.
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
/// Returns the errors of [`Idx::open`].
pub fn read<T: Scalar, const N: usize, const K: usize>(
    images: impl Read,
    labels: impl Read,
) -> Result<Samples<[T; N], [T; K]>, DataError> {
    Idx::new().read(images, labels)
}

/// What is expected of a file of images.
const IMAGES: &str = "images, in 2 dimensions or more; MNIST's images have the magic number 0x0803, its labels 0x0801";

/// What is expected of a file of labels.
const LABELS: &str = "labels, in 1 dimension, or in 2; MNIST's labels have the magic number 0x0801, its images 0x0803";

/// Returns an error unless there is a label for each image, and each image has N pixels.
fn expect_pairs(images: &Unread<'_>, labels: &Unread<'_>, pixels: usize) -> Result<(), DataError> {
    let unlike = |file: &Unread<'_>, expected: &str| {
        DataError::at(file.name(), Place::Header, Problem::Format, file.described(), expected)
    };
    let [image_count, sizes @ ..] = images.shape() else {
        return Err(unlike(images, IMAGES));
    };
    if sizes.is_empty() {
        return Err(unlike(images, IMAGES));
    }
    let Some(label_count) = labels.label_count() else {
        return Err(unlike(labels, LABELS));
    };
    if sizes.iter().copied().try_fold(1, usize::checked_mul) != Some(pixels) {
        let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
        let found = format!("images of {} pixels", sizes.join(" × "));
        let expected = format!("{pixels} inputs as in the network's declaration");
        return Err(DataError::whole(images.name(), Problem::Shape, found, expected));
    }
    if *image_count != label_count {
        let found = format!("{label_count} labels");
        let expected = format!("{image_count}, one for each image of {}", images.name());
        return Err(DataError::whole(labels.name(), Problem::Shape, found, expected));
    }
    Ok(())
}
