//! A processor without vector instructions of its own in this crate: the portable kernels are its best ones.

use super::Task;
use alloc::vec::Vec;

/// No instruction set; there is no value of this type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {}

impl Set {
    pub(super) fn all() -> Vec<Self> {
        Vec::new()
    }

    pub(super) fn name(self) -> &'static str {
        match self {}
    }

    pub(super) fn run<T, K: Task<T>>(self, _task: K) -> K::Output {
        match self {}
    }
}

/// Does nothing: prefetching is an instruction of a set.
#[inline(always)]
pub(in crate::kernels) fn fetch<T>(_values: &[T]) {}
