//! Errors in a page of notes and in much-read worked examples, with the numbers that show them.
//!
//! The run is in `worked/src/errata.rs`.

use backprop::TrainingError;

fn main() -> Result<(), TrainingError> {
    print!("{}", worked::errata::run()?);
    Ok(())
}
