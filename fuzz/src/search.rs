//! Drives the checks with random bytes, without a fuzzer and with a stable compiler.
//!
//! ```text
//! cargo run --release --bin TARGET -- SECONDS [SEED]
//! cargo run --release --bin TARGET -- FILE…
//! ```

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// The time after which a case counts as an endless loop.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Checks random bytes for some seconds, or the bytes of files, depending on the program's arguments.
///
/// # Errors
///
/// Returns an error if the seed is not a number, or if a file cannot be read.
pub fn main(cases: &str, check: fn(&[u8])) -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(|seconds| seconds.parse()) {
        None => search(cases, check, 10, 1),
        Some(Ok(seconds)) => search(cases, check, seconds, arguments.get(1).map_or(Ok(1), |seed| seed.parse())?),
        Some(Err(_)) => {
            for file in &arguments {
                check(&std::fs::read(file)?);
            }
            println!("{} {cases}: no error", arguments.len());
        }
    }
    Ok(())
}

/// Checks random cases for `seconds`. Exits at the first case that panics or does not end, and prints its bytes.
fn search(cases: &str, check: fn(&[u8]), seconds: u64, seed: u64) {
    let (begun, next) = channel();
    let worker = std::thread::spawn(move || {
        let end = Instant::now() + Duration::from_secs(seconds);
        let mut state = seed;
        for count in 0_u64.. {
            if Instant::now() > end {
                return count;
            }
            let bytes = bytes(&mut state);
            // The receiver is gone only when the program ends, so an error need not be handled.
            let _ = begun.send(bytes.clone());
            check(&bytes);
        }
        unreachable!("the time is over long before u64::MAX cases")
    });
    let last = last(&next);
    match worker.join() {
        Ok(count) => println!("{count} {cases} from seed {seed}: no error"),
        // The worker has panicked and printed why.
        Err(_) => {
            eprintln!("with the bytes {last:?}");
            std::process::exit(1);
        }
    }
}

/// Waits for the worker and returns the bytes of its last case. Exits if a case takes longer than the timeout.
fn last(next: &Receiver<Vec<u8>>) -> Vec<u8> {
    let mut last = Vec::new();
    loop {
        match next.recv_timeout(TIMEOUT) {
            Ok(bytes) => last = bytes,
            Err(RecvTimeoutError::Disconnected) => return last,
            Err(RecvTimeoutError::Timeout) => {
                eprintln!("no end after {} s with the bytes {last:?}", TIMEOUT.as_secs());
                std::process::exit(1);
            }
        }
    }
}

/// Returns up to 255 random bytes. How many of them are 0, from most to none, is random too: a 0 changes nothing.
fn bytes(state: &mut u64) -> Vec<u8> {
    let length = random(state) % 256;
    let drawn = 1 + random(state) % 8;
    let byte = |i| match random(state) {
        // The first byte chooses the kind of case, so it is always random.
        byte if i == 0 || byte % 8 < drawn => (byte >> 8) as u8,
        _ => 0,
    };
    (0..length).map(byte).collect()
}

/// Returns the next random number, by SplitMix64 (G. Steele, D. Lea and C. Flood, 2014).
fn random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
