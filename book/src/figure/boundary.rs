//! Draws decision boundaries.

use crate::material::Material;
use crate::snapshot::numbers;
use backprop::plot::drawing::{self, Canvas};
use backprop::{Network, Samples};
use worked::curves::Plane;
use worked::xor::Xor;

/// Draws the outputs of the trained network of the example `xor` over the plane.
pub(super) fn xor(material: &Material) -> Result<Canvas, String> {
    let xor: Xor = trained(material, "xor/trained")?;
    plane(&xor, &[([0.0, 0.0], 0), ([0.0, 1.0], 1), ([1.0, 0.0], 1), ([1.0, 1.0], 0)])
}

/// Draws the outputs of a trained network of the example `curves` over the plane, with training points.
pub(super) fn curves(material: &Material, set: &str) -> Result<Canvas, String> {
    let network: Plane = trained(material, &format!("curves/{set}/trained"))?;
    let mut points = Vec::new();
    for (class, name) in ["zero", "one"].into_iter().enumerate() {
        let path = format!("curves/{set}/points/{name}");
        let list = material.snapshots.get(&path)?.as_array().ok_or_else(|| format!("{path} is not a list"))?;
        for point in list {
            let Some(point) = numbers(point).as_deref().and_then(|point| <[f64; 2]>::try_from(point).ok()) else {
                return Err(format!("{path}: expected points of two numbers"));
            };
            points.push((point, class));
        }
    }
    plane(&network, &points)
}

/// Returns a network with the weights at `path`, which a run recorded.
fn trained<N: Network<Scalar = f64>>(material: &Material, path: &str) -> Result<N, String> {
    let mut network = N::zeros();
    for (layer, mut theta) in (1..).zip(network.thetas_mut()) {
        for (i, mut row) in theta.rows_mut().into_iter().enumerate() {
            let weights = material.snapshots.numbers(&format!("{path}/theta_{layer}/{i}"))?;
            row.iter_mut().zip(weights).for_each(|(weight, trained)| *weight = trained);
        }
    }
    Ok(network)
}

/// Draws the outputs of a network over the plane, with points colored by class.
fn plane<N>(network: &N, points: &[([f64; 2], usize)]) -> Result<Canvas, String>
where
    N: Network<Scalar = f64, Input = [f64; 2], Output = [f64; 1]>,
{
    let (x, classes): (Vec<_>, Vec<_>) = points.iter().copied().unzip();
    let samples = Samples::from_classes(x, &classes).map_err(|error| error.to_string())?;
    drawing::boundary(network, &samples, ["x₁", "x₂"]).map_err(|error| error.to_string())
}
