//! An allocator that counts: how often a program allocates, and how many bytes a thread holds at most.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The bytes that this thread holds now, and the most that it held.
    static HELD: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn hold(bytes: isize) {
    HELD.set(HELD.get() + bytes);
    MOST.set(MOST.get().max(HELD.get()));
}

#[allow(unsafe_code, reason = "an allocator is")]
// SAFETY: every call is passed on to the system's allocator as it comes.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        hold(layout.size() as isize);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        hold(-(layout.size() as isize));
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

/// The most bytes that this thread holds while something runs, beyond those before.
pub(crate) fn most_held(run: impl FnOnce()) -> usize {
    let before = HELD.get();
    MOST.set(before);
    run();
    (MOST.get() - before).unsigned_abs()
}
