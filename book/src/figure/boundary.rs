//! Decision boundaries: where h = 0.5.

use super::Drawing;
use super::plot::{Plot, ticks};
use crate::material::Material;
use crate::snapshot::numbers;
use backprop::{CrossEntropy, Network, Sigmoid, Tanh, network};
use std::ops::Range;

network! {
    struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Plane { layers: 2 -> 8 Tanh -> 8 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

/// The output of the trained network of the example `xor` over the plane.
pub(super) fn xor(material: &Material) -> Result<Drawing, String> {
    let xor: Xor = trained(material, "xor/trained")?;
    let mut plot = plane(|x| xor.output(x)[0], -0.4..1.4, 36, &ticks(0.0..1.0, 0.5, 1));
    for (x, y, class) in [(0.0, 0.0, "zero"), (0.0, 1.0, "one"), (1.0, 0.0, "one"), (1.0, 1.0, "zero")] {
        plot.dot(x, y, 7.0, class);
    }
    Ok(plot.finish())
}

/// The output of a trained network of the example `curves` over the plane, and points that it has learned from.
pub(super) fn curves(material: &Material, set: &str) -> Result<Drawing, String> {
    let network: Plane = trained(material, &format!("curves/{set}/trained"))?;
    let mut plot = plane(|x| network.output(x)[0], -6.0..6.0, 72, &ticks(-5.0..5.0, 5.0, 0));
    for class in ["zero", "one"] {
        let path = format!("curves/{set}/points/{class}");
        let points = material.snapshots.get(&path)?.as_array().ok_or_else(|| format!("{path} is not a list"))?;
        for point in points {
            let Some([x, y]) = numbers(point).as_deref().and_then(|point| <[f64; 2]>::try_from(point).ok()) else {
                return Err(format!("{path} has points of two numbers"));
            };
            plot.dot(x, y, 3.0, class);
        }
    }
    Ok(plot.finish())
}

/// The network with the weights of a run.
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

/// A square of so many cells along each side, colored by h, and the boundary where h = 0.5.
fn plane(h: impl Fn(&[f64; 2]) -> f64, side: Range<f64>, cells: u32, ticks: &[(f64, String)]) -> Plot {
    let edge = |i: u32| side.start + (side.end - side.start) * f64::from(i) / f64::from(cells);
    let h = |x: f64, y: f64| h(&[x, y]);
    let mut plot = Plot::new(side.clone(), side.clone());
    // Neighbors of one shade are one cell.
    let shade = |i: u32, j: u32| {
        let h = h((edge(i) + edge(i + 1)) / 2.0, (edge(j) + edge(j + 1)) / 2.0);
        (h >= 0.5, (20.0 * (h - 0.5).abs()).round() as u32)
    };
    for j in 0..cells {
        let row: Vec<_> = (0..cells).map(|i| (i, shade(i, j))).collect();
        for run in row.chunk_by(|(_, one), (_, other)| one == other) {
            let ((start, (is_one, depth)), (last, _)) = (run[0], run[run.len() - 1]);
            let class = if is_one { "fill-one" } else { "fill-zero" };
            let (x, y) = (edge(start)..edge(last + 1), edge(j)..edge(j + 1));
            plot.cell(x, y, class, 0.15 + f64::from(depth) / 20.0);
        }
    }
    plot.axes(ticks, ticks, ["x₁", "x₂"]);
    // The boundary crosses each column of cells where h − 0.5 changes its sign.
    for (i, j) in (0..=cells).flat_map(|i| (0..cells).map(move |j| (i, j))) {
        for is_column in [true, false] {
            let at = |k| if is_column { h(edge(i), edge(k)) } else { h(edge(k), edge(i)) };
            let (before, behind) = (at(j) - 0.5, at(j + 1) - 0.5);
            if (before < 0.0) != (behind < 0.0) {
                let along = edge(j) + (edge(j + 1) - edge(j)) * before / (before - behind);
                let (x, y) = if is_column { (edge(i), along) } else { (along, edge(i)) };
                plot.dot(x, y, 1.3, "ink");
            }
        }
    }
    plot
}

/// The petals of the example `logistic`, and the line between the species.
pub(super) fn logistic(material: &Material) -> Result<Drawing, String> {
    let irises = material.project.read("examples/data/iris.csv").map_err(|fault| fault.to_string())?;
    let mut plot = Plot::new(2.8..7.2, 0.8..2.7);
    plot.axes(&ticks(3.0..7.0, 1.0, 0), &ticks(1.0..2.5, 0.5, 1), ["length of the petal, cm", "width, cm"]);
    for line in irises.lines().skip(1) {
        let fields: Option<Vec<f64>> = line.split(',').map(|field| field.parse().ok()).collect();
        if let Some([_, _, length, width, species]) = fields.as_deref()
            && *species > 0.0
        {
            plot.dot(*length, *width, 3.5, if *species == 1.0 { "zero" } else { "one" });
        }
    }
    let ends = material.snapshots.get("logistic/boundary")?;
    let ends: Option<Vec<Vec<f64>>> = ends.as_array().and_then(|ends| ends.iter().map(numbers).collect());
    let Some([start, end]) = ends.as_deref() else { return Err("logistic/boundary has two ends".to_owned()) };
    // As far as the plot goes.
    let at = |width: f64| start[0] + (width - start[1]) * (end[0] - start[0]) / (end[1] - start[1]);
    plot.curve([0.8, 2.7].map(|width| (at(width), width)), "ink");
    Ok(plot.finish())
}
