//! From bytes to cases: files that are damaged, networks with samples, and what must hold for each.
//!
//! The same bytes give the same case, so whatever makes bytes can search here: a generator of random numbers,
//! `proptest`, or a fuzzer that watches which code runs.

pub(crate) mod files;
pub(crate) mod networks;

/// Bytes to draw from, one after the other; behind the last one there are zeros.
pub(crate) struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        self.0.split_off_first().copied().unwrap_or_default()
    }

    /// An integer below `end`, which is at most 65 536; from as many bytes as it takes.
    fn below(&mut self, end: usize) -> usize {
        let (high, low) = (if end > 256 { self.next() } else { 0 }, self.next());
        usize::from(u16::from_be_bytes([high, low])) % end
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
