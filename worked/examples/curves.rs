//! Trains a network on each of the four sets of points in the plane that TensorFlow's playground (D. Smilkov and S.
//! Carter, 2016) made popular, and draws the decision boundaries and the costs. The sets and the run are in
//! `worked/src/curves.rs`.

use backprop::plot::{Scale, boundary, cost_curves};
use std::error::Error;
use std::path::Path;
use worked::curves::{Run, SETS, Set, run};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("target/curves");
    std::fs::create_dir_all(folder)?;
    let runs = SETS.iter().map(run).collect::<Result<Vec<_>, _>>()?;
    for (Set { name, .. }, Run { network, training, test_accuracy, .. }) in SETS.iter().zip(&runs) {
        let picture = folder.join(name).with_extension("svg");
        boundary(&picture, network, training, ["x", "y"])?;
        println!(
            "{name:>6}: {:5.1} % of the other points right, drawn in {}",
            100.0 * test_accuracy,
            picture.display()
        );
    }
    let costs: Vec<_> = SETS.iter().zip(&runs).map(|(set, run)| (set.name, run.costs.as_slice())).collect();
    cost_curves(folder.join("costs.svg"), &costs, Scale::Logarithmic)?;
    Ok(())
}
