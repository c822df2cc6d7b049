//! Contours: how the cost of one neuron falls, over its steps and over its two weights. The run is in
//! `worked/src/contours.rs`.

use backprop::TrainingError;

fn main() -> Result<(), TrainingError> {
    print!("{}", worked::contours::run()?);
    Ok(())
}
