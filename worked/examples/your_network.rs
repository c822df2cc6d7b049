//! Your own network: edit the declaration and the numbers in `worked/src/your_network.rs`, and run this again.
//!
//! It prints the derivation, with the numbers of a run, as Markdown; the book shows it as its last chapter.

use backprop::SamplesError;

fn main() -> Result<(), SamplesError> {
    println!("{:.4}", worked::your_network::run()?);
    Ok(())
}
