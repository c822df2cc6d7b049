//! An allocator that counts: how often a program allocates, and how many bytes it holds at most.

#![allow(dead_code, reason = "a test asks for one of the two")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering::Relaxed};

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
/// The bytes that are held now, and the most that were.
static HELD: AtomicIsize = AtomicIsize::new(0);
static MOST: AtomicIsize = AtomicIsize::new(0);

#[allow(unsafe_code, reason = "an allocator is")]
// SAFETY: every call is passed on to the system's allocator as it comes.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        let size = layout.size() as isize;
        MOST.fetch_max(HELD.fetch_add(size, Relaxed) + size, Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size() as isize, Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static GLOBAL: Counting = Counting;

/// How often a run allocates: the fewest of several runs, since the test's harness and threads that
/// start in the meantime allocate too.
pub(crate) fn allocations(mut run: impl FnMut()) -> usize {
    let count = |_| {
        let before = ALLOCATIONS.load(Relaxed);
        run();
        ALLOCATIONS.load(Relaxed) - before
    };
    (0..10).map(count).min().unwrap()
}

/// The most bytes that are held while something runs, beyond those before.
pub(crate) fn most_held(run: impl FnOnce()) -> usize {
    let before = HELD.load(Relaxed);
    MOST.store(before, Relaxed);
    run();
    (MOST.load(Relaxed) - before).unsigned_abs()
}
