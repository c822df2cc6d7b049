//! A textbook's step at the rate 0.9.
//!
//! The run is in `worked/src/data_mining.rs`.

use backprop::TrainingError;

fn main() -> Result<(), TrainingError> {
    print!("{}", worked::data_mining::run()?);
    Ok(())
}
