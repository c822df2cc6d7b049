//! What a page of notes and the most-read worked examples get wrong, in numbers.
//!
//! The run is in `worked/src/errata.rs`.

use backprop::Diverged;

fn main() -> Result<(), Diverged> {
    print!("{}", worked::errata::run()?);
    Ok(())
}
