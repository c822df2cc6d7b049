//! Networks without an operating system: the same program for an STM32F405, a microcontroller with 1 MB of flash and 128 KB of
//! memory, and for any host. Both print the same numbers, to the last bit.

#![cfg_attr(target_os = "none", no_std, no_main)]

extern crate alloc;

#[cfg(target_os = "none")]
mod board;
mod lesson;

#[cfg(not(target_os = "none"))]
fn main() {
    let mut text = String::new();
    lesson::run(&mut text).expect("a text takes whatever is written");
    print!("{text}");
}
