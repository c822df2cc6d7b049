//! Writes programs of drawn networks into a folder, as the page writes them, and beside each what it is to print.
//!
//! The arguments are the folder, the number of programs, and the folder of the crate that they depend on. Each is a package of
//! a workspace.

#[path = "../tests/reader/drawn.rs"]
mod drawn;

use backprop_live::reader::program::prints;
use drawn::drawn;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, count, backprop] = &arguments[..] else {
        return Err("expected a folder, a number of programs, and the folder of the crate".into());
    };
    let folder = Path::new(folder);
    fs::create_dir_all(folder)?;
    fs::write(
        folder.join("Cargo.toml"),
        format!(
            "[workspace]\nmembers = [\"*\"]\nexclude = [\"target\"]\nresolver = \"3\"\n\n\
             [patch.crates-io]\nbackprop = {{ path = {backprop:?} }}\n"
        ),
    )?;
    for number in 0..count.parse()? {
        let drawn = drawn(number);
        let (program, (network, training)) = (drawn.program(), drawn.trained());
        let package = folder.join(format!("program-{number}"));
        fs::create_dir_all(package.join("src"))?;
        let head = format!("[package]\nname = \"program-{number}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
        fs::write(package.join("Cargo.toml"), format!("{head}\n[dependencies]\n{}", program.dependency()))?;
        fs::write(package.join("src/main.rs"), program.main())?;
        if let Some(rows) = program.rows() {
            fs::write(package.join("rows.csv"), rows)?;
        }
        fs::write(package.join("expected"), prints(&network, &training, &drawn.settings))?;
    }
    Ok(())
}
