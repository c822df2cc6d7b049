//! The numbers of classes, which are integers of any type.

use core::fmt::Display;

/// An integer that may be the number of a class: files have labels of one byte, other programs write signed ones.
///
/// ```
/// use backprop::Samples;
///
/// let labels: [u8; 3] = [2, 0, 1];
/// let samples: Samples<[f64; 1], [f64; 3]> = Samples::from_classes([[0.5], [0.7], [0.9]], &labels)?;
/// assert_eq!(samples.classes(), [2, 0, 1]);
///
/// // Names are numbered by a list of them.
/// let names = ["cat", "dog", "rabbit"];
/// let class_of = |animal: &str| names.iter().position(|&name| name == animal).expect("a known animal");
/// let classes = ["rabbit", "cat", "dog"].map(class_of);
/// assert_eq!(samples, Samples::from_classes([[0.5], [0.7], [0.9]], &classes)?);
/// # Ok::<(), backprop::SamplesError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the number of a class",
    label = "expected integers, which count the classes from 0",
    note = "names are numbered by a list of them: `names.iter().position(|&name| name == \"cat\")`",
    note = "numbers with a fraction are targets, not classes: write `Samples::new(x, y)`, or `class as usize` for 2.0"
)]
pub trait ClassNumber: Copy + Display + TryInto<usize> {}

macro_rules! class_numbers {
    ($($integer:ty)*) => {
        $(impl ClassNumber for $integer {})*
    };
}

class_numbers! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize bool }
