//! Turns bytes into test cases: damaged files, and networks with samples, each with the properties that must hold.
//!
//! The same bytes give the same case, so any source of bytes can search here: a random number generator, `proptest` or
//! a fuzzer.

pub(crate) mod files;
pub(crate) mod networks;

/// A sequence of bytes to draw from, followed by zeros.
pub(crate) struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        self.0.split_off_first().copied().unwrap_or_default()
    }

    /// Returns an integer below `end`, which is at most 65 536. Takes one byte, or two if `end` is above 256.
    fn below(&mut self, end: usize) -> usize {
        let (high, low) = (if end > 256 { self.next() } else { 0 }, self.next());
        usize::from(u16::from_be_bytes([high, low])) % end
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
