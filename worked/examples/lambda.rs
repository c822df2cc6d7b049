//! What the regularization λ does, with many training rows and with few.
//!
//! The run is in `worked/src/lambda.rs`.

use backprop::TrainingError;

fn main() -> Result<(), TrainingError> {
    print!("{}", worked::lambda::run()?);
    Ok(())
}
