//! The board: its heap, its output, and how much of its stack has been used.

#![allow(unsafe_code, reason = "memory that no allocator and no compiler knows of; each use says why it is free")]

use crate::lesson;
use core::fmt::Write;
use core::mem::MaybeUninit;
use core::panic::PanicInfo;
use cortex_m::register::msp;
use cortex_m_rt::{entry, heap_start};
use cortex_m_semihosting::debug::{EXIT_FAILURE, EXIT_SUCCESS, ExitStatus, exit};
use cortex_m_semihosting::hio::hstdout;
use embedded_alloc::LlffHeap;

#[global_allocator]
static HEAP: LlffHeap = LlffHeap::empty();
/// The bytes of the heap.
const HEAP_SIZE: usize = 2048;
static mut MEMORY: [MaybeUninit<u8>; HEAP_SIZE] = [MaybeUninit::uninit(); HEAP_SIZE];

#[entry]
fn main() -> ! {
    // SAFETY: `main` runs once, nothing has been allocated before, and nothing else names this memory.
    unsafe { HEAP.init((&raw mut MEMORY).addr(), HEAP_SIZE) };
    let mut out = hstdout().expect("the emulator prints");
    let stack = Stack::paint();
    lesson::run(&mut out).expect("the emulator prints");
    writeln!(out, "stack {} bytes, heap {HEAP_SIZE} bytes", stack.used()).expect("the emulator prints");
    leave(EXIT_SUCCESS)
}

/// The memory between the heap and the top of the stack, which grows down.
struct Stack {
    /// The bytes of the stack that were used when it was painted, and the words below them.
    used: usize,
    words: usize,
}

impl Stack {
    const PAINT: u32 = 0xdead_beef;
    /// The bytes below the top of the stack that are left alone while it is painted.
    const MARGIN: usize = 256;

    /// Writes a pattern to all of the stack that is not in use.
    fn paint() -> Self {
        let (end, here) = (heap_start() as usize, msp::read() as usize - Self::MARGIN);
        let stack = Self { used: TOP - here, words: (here - end) / 4 };
        for word in 0..stack.words {
            // SAFETY: the word is in memory, above all static variables and below all that the stack holds now.
            unsafe { heap_start().add(word).write_volatile(Self::PAINT) }
        }
        stack
    }

    /// Returns the most bytes that the stack has had since: the pattern is gone where it has been.
    fn used(&self) -> usize {
        // SAFETY: the word is in memory, and has been written by `paint`.
        let is_painted = |&word: &usize| unsafe { heap_start().add(word).read_volatile() } == Self::PAINT;
        self.used + 4 * (self.words - (0..self.words).take_while(is_painted).count())
    }
}

/// The end of the memory, where the stack begins.
const TOP: usize = 0x2000_0000 + 128 * 1024;

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    if let Ok(mut out) = hstdout() {
        let _ = writeln!(out, "{info}");
    }
    leave(EXIT_FAILURE)
}

fn leave(status: ExitStatus) -> ! {
    exit(status);
    loop {}
}
