//! Exclusive or from twenty starts.
//!
//! The run is in `worked/src/starts.rs`.

use backprop::TrainingError;

fn main() -> Result<(), TrainingError> {
    print!("{}", worked::starts::run()?);
    Ok(())
}
