//! One step of gradient descent with the learning rate 0.9, from a textbook.
//!
//! The run is in `worked/src/data_mining.rs`.

use backprop::TrainingError;

fn main() -> Result<(), TrainingError> {
    print!("{}", worked::data_mining::run()?);
    Ok(())
}
