//! Gradient descent with momentum: two steps, from an exercise of a textbook.
//!
//! The run is in `worked/src/momentum.rs`.

use backprop::TrainingError;

fn main() -> Result<(), TrainingError> {
    print!("{}", worked::momentum::run()?);
    Ok(())
}
