//! Bytes to a declaration to Rust: under `cargo fuzz` with bytes that reach new code, else with random ones.
//!
//! ```text
//! cargo fuzz run declarations
//! cargo run --release -- SECONDS [SEED]
//! cargo run --release -- FILE…
//! ```

#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| backprop_fuzz::check_one(bytes));

/// Draws declarations for some seconds, or tries what lies in files.
#[cfg(not(fuzzing))]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(|seconds| seconds.parse()) {
        None => random::search(10, 1),
        Some(Ok(seconds)) => random::search(seconds, arguments.get(1).map_or(Ok(1), |seed| seed.parse())?),
        Some(Err(_)) => {
            for file in &arguments {
                backprop_fuzz::check_one(&std::fs::read(file)?);
            }
            println!("{} files: all give Rust", arguments.len());
        }
    }
    Ok(())
}

#[cfg(not(fuzzing))]
mod random {
    use std::sync::mpsc::{Receiver, channel};
    use std::time::{Duration, Instant};

    /// Longer than this no declaration takes: more is an endless loop.
    const ONE: Duration = Duration::from_secs(20);

    /// Tries declarations for so many seconds. Stops at the first that breaks the macro, or keeps it busy for ever.
    pub fn search(seconds: u64, seed: u64) {
        let (begun, next) = channel();
        let worker = std::thread::spawn(move || {
            let end = Instant::now() + Duration::from_secs(seconds);
            let mut state = seed;
            for count in 0_u64.. {
                if Instant::now() > end {
                    return count;
                }
                let bytes = bytes(&mut state);
                // Who waits is gone only if this program ends.
                let _ = begun.send(bytes.clone());
                backprop_fuzz::check_one(&bytes);
            }
            unreachable!("the end comes first")
        });
        watch(&next);
        match worker.join() {
            Ok(count) => println!("{count} declarations from seed {seed}: all give Rust"),
            Err(_) => std::process::exit(1),
        }
    }

    /// Returns when there are no more declarations.
    fn watch(next: &Receiver<Vec<u8>>) {
        let mut last = Vec::new();
        loop {
            match next.recv_timeout(ONE) {
                Ok(bytes) => last = bytes,
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return,
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                    eprintln!("no end with\n{}", backprop_fuzz::declaration(&last));
                    std::process::exit(1);
                }
            }
        }
    }

    /// Up to 255 bytes, of which more or fewer are a change.
    fn bytes(state: &mut u64) -> Vec<u8> {
        let length = random(state) % 256;
        let changes = 1 + random(state) % 8;
        let byte = |_| match random(state) {
            drawn if drawn % 8 < changes => (drawn >> 8) as u8,
            _ => 0,
        };
        (0..length).map(byte).collect()
    }

    /// SplitMix64 (G. Steele, D. Lea and C. Flood, 2014).
    fn random(state: &mut u64) -> u64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
