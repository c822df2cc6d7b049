//! Errors in a page of notes and in the most-read worked examples, with the numbers that show them.
//!
//! The run is in `worked/src/errata.rs`.

use backprop::Diverged;

fn main() -> Result<(), Diverged> {
    print!("{}", worked::errata::run()?);
    Ok(())
}
