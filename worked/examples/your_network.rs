//! Your own network: edit the declaration and the numbers in `worked/src/your_network.rs`, and run this program again.
//!
//! It prints the derivation of all equations, with the numbers of a run, as Markdown. The book shows the same
//! derivation in its last chapter.

use backprop::SamplesError;

fn main() -> Result<(), SamplesError> {
    println!("{:.4}", worked::your_network::run()?);
    Ok(())
}
