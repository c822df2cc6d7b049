//! Draws bytes without a fuzzer.
//!
//! ```text
//! cargo run --release --bin TARGET -- SECONDS [SEED]
//! cargo run --release --bin TARGET -- FILE…
//! ```

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Longer than this no case takes: more is an endless loop.
const ONE: Duration = Duration::from_secs(20);

/// Checks random bytes for some seconds, or what lies in files, as the program's arguments say.
///
/// # Errors
///
/// A seed that is no number; a file that cannot be read.
pub fn main(cases: &str, check: fn(&[u8])) -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(|seconds| seconds.parse()) {
        None => search(cases, check, 10, 1),
        Some(Ok(seconds)) => search(cases, check, seconds, arguments.get(1).map_or(Ok(1), |seed| seed.parse())?),
        Some(Err(_)) => {
            for file in &arguments {
                check(&std::fs::read(file)?);
            }
            println!("{} {cases}: all are well", arguments.len());
        }
    }
    Ok(())
}

/// Tries cases for so many seconds. Ends the program at the first that panics, or takes for ever.
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
            // Who waits is gone only if this program ends.
            let _ = begun.send(bytes.clone());
            check(&bytes);
        }
        unreachable!("the end comes first")
    });
    let last = last(&next);
    match worker.join() {
        Ok(count) => println!("{count} {cases} from seed {seed}: all are well"),
        Err(_) => {
            eprintln!("with the bytes {last:?}");
            std::process::exit(1);
        }
    }
}

/// The last bytes, when there are no more.
fn last(next: &Receiver<Vec<u8>>) -> Vec<u8> {
    let mut last = Vec::new();
    loop {
        match next.recv_timeout(ONE) {
            Ok(bytes) => last = bytes,
            Err(RecvTimeoutError::Disconnected) => return last,
            Err(RecvTimeoutError::Timeout) => {
                eprintln!("no end with the bytes {last:?}");
                std::process::exit(1);
            }
        }
    }
}

/// Up to 255 bytes: most of them 0, or none.
fn bytes(state: &mut u64) -> Vec<u8> {
    let length = random(state) % 256;
    let drawn = 1 + random(state) % 8;
    let byte = |i| match random(state) {
        // The first one is the kind of case.
        byte if i == 0 || byte % 8 < drawn => (byte >> 8) as u8,
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
