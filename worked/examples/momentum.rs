//! A textbook's exercise: two steps, the second of which remembers the first.
//!
//! The run is in `worked/src/momentum.rs`.

use backprop::TrainingError;

fn main() -> Result<(), TrainingError> {
    print!("{}", worked::momentum::run()?);
    Ok(())
}
