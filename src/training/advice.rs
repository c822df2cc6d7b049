//! Advice before a training: what is no error, and yet keeps a network from learning well.

#![cfg(feature = "std")]

use crate::display::counted;
use crate::equations::scalar::Scalar;
use crate::fast;
use crate::network::architecture::Architecture;
use crate::network::{Network, SamplesOf};
use std::fmt;

/// The largest distance of a column from 0, in its own standard deviations and as a root mean square.
const FAR: f64 = 10.0;
/// The largest quotient of the ranges of two columns. Between the pixels of a picture it is at most 255.
const RANGES: f64 = 1000.0;

/// A reason why a training may fail in silence. `Display` says what is wrong, where, and what to write; see [`advice`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Advice {
    /// Targets that no output can reach.
    Targets {
        /// The lowest and the highest target.
        found: [f64; 2],
        /// The lowest and the highest value of the output's activation.
        reach: [f64; 2],
        /// The name of the activation.
        activation: &'static str,
    },
    /// Columns of x that are far from 0, compared to their own deviation or to 1.
    Far {
        /// The first such column, from 0.
        column: usize,
        /// Its mean.
        mean: f64,
        /// Its standard deviation.
        deviation: f64,
        /// The number of such columns.
        columns: usize,
    },
    /// Columns of x whose ranges differ by orders of magnitude.
    Ranges {
        /// The column with the widest range, from 0, and that range.
        widest: (usize, f64),
        /// The column with the narrowest range above 0, and that range.
        narrowest: (usize, f64),
    },
    /// A hidden layer whose units have all the same weights.
    EqualUnits {
        /// The number of the layer, from 2.
        layer: usize,
        /// The number of its units.
        units: usize,
    },
    /// Units whose gradient is 0 for all samples, as that of a dead unit of `Relu`.
    NoGradient {
        /// The number of the layer, from 2.
        layer: usize,
        /// The indices of these units in the layer, from 0.
        units: Vec<usize>,
    },
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Targets { found: [low, high], reach: [from, to], activation } => {
                let reach = match (from.is_finite(), to.is_finite()) {
                    (true, true) => format!("between {from} and {to}"),
                    (true, false) => format!("at least {from}"),
                    _ => format!("at most {to}"),
                };
                write!(
                    f,
                    "the targets go from {low} to {high}, and an output of `{activation}` is {reach}; write `Identity` for the \
                     last layer, or scale the targets"
                )
            }
            Self::Far { column, mean, deviation, columns } => write!(
                f,
                "{} far from 0, first column {column} with the mean {mean:.4} and the standard deviation \
                 {deviation:.4}; scale them by `Scaling::standardize`",
                if *columns == 1 { "1 column of x is".to_owned() } else { format!("{columns} columns of x are") },
            ),
            Self::Ranges { widest: (wide, most), narrowest: (narrow, least) } => write!(
                f,
                "column {wide} of x has a range of {most:.4}, column {narrow} one of {least:.4}, so no learning rate suits both; \
                 scale them by `Scaling::standardize`"
            ),
            Self::EqualUnits { layer, units } => write!(
                f,
                "the {units} units of layer {layer} have the same weights, so they get the same gradient and stay equal; start \
                 with random weights, as `random` draws them"
            ),
            Self::NoGradient { layer, units } => write!(
                f,
                "{} of layer {layer} ({units:?}) can learn nothing: the gradient is 0; draw other first weights, scale the \
                 inputs, or write `LeakyRelu` for `Relu`",
                counted(units.len(), "unit"),
            ),
        }
    }
}

/// Returns what may keep a network from learning these samples, though it is no error: targets that its output cannot reach,
/// columns of x that should be scaled, hidden units that are equal, units without a gradient. It computes one gradient over
/// all samples. [`Trainer::progress`](crate::Trainer::progress) prints it before the first epoch.
///
/// ```
/// use backprop::training::advice;
/// use backprop::{Samples, Sigmoid, SquaredError, Tanh, network};
///
/// network! {
///     struct Price { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: SquaredError }
/// }
///
/// // The year and the size of a house, and its price.
/// let samples = Samples::new([[1987.0, 0.7], [2020.0, 1.3], [2003.0, 0.9]], [[35.0], [100.0], [48.0]])?;
/// let advice = advice(&Price::random(1), &samples);
/// let advice: Vec<String> = advice.iter().map(ToString::to_string).collect();
/// assert!(advice[0].starts_with("the targets go from 35 to 100, and an output of `Sigmoid` is between 0 and 1; write "));
/// assert!(advice[1].starts_with("1 column of x is far from 0, first column 0 with the mean 2003.3333 "));
/// # Ok::<(), backprop::SamplesError>(())
/// ```
pub fn advice<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> Vec<Advice> {
    targets(network, samples)
        .into_iter()
        .chain(inputs::<N>(samples))
        .chain(equal_units(network))
        .chain(without_gradient(network, samples))
        .collect()
}

/// Compares the targets with the values that the output can take.
fn targets<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> Option<Advice> {
    let output = |z: f64| -> Option<f64> {
        let mut bias = N::zeros();
        bias.thetas_mut().last_mut()?[[0, 0]] = N::Scalar::from_f64(z);
        Some(fast::outputs(&bias, &samples.x()[..1])[0].as_ref()[0].into())
    };
    // An activation that is the same at both has a bound there, up to rounding: by the kernels, `Sigmoid` ends at 10⁻³⁰⁸.
    let rounded = |bound: f64| (bound * 1e9).round() / 1e9;
    let bound = |sign: f64| output(sign * 1e15).filter(|&bound| output(sign * 1e30) == Some(bound)).map(rounded);
    let reach = [bound(-1.0).unwrap_or(f64::NEG_INFINITY), bound(1.0).unwrap_or(f64::INFINITY)];
    let all = samples.y().iter().flat_map(|y| y.as_ref()).map(|&y| y.into());
    let found = all.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], y| [y.min(low), y.max(high)]);
    let is_reached = reach[0] <= found[0] && found[1] <= reach[1];
    let activation = Architecture::new(network).layers.last()?.activation_name();
    (reach[0] < reach[1] && !is_reached).then_some(Advice::Targets { found, reach, activation })
}

/// Looks at the columns of x: their distance from 0, or else their ranges.
fn inputs<N: Network<Scalar: Into<f64>>>(samples: &SamplesOf<N>) -> Option<Advice> {
    let (m, rows) = (samples.len() as f64, samples.x());
    let column = |j: usize| rows.iter().map(move |x| -> f64 { x.as_ref()[j].into() });
    let (mut far, mut ranges) = (Vec::new(), Vec::new());
    for j in 0..N::INPUTS {
        let mean = column(j).sum::<f64>() / m;
        let deviation = (column(j).map(|x| (x - mean) * (x - mean)).sum::<f64>() / m).sqrt();
        if mean.hypot(deviation) > FAR || mean.abs() > (FAR * deviation).max(1.0) {
            far.push((j, mean, deviation));
        }
        ranges.push((j, column(j).fold(f64::NEG_INFINITY, f64::max) - column(j).fold(f64::INFINITY, f64::min)));
    }
    if let Some(&(column, mean, deviation)) = far.first() {
        return Some(Advice::Far { column, mean, deviation, columns: far.len() });
    }
    let by_range = |a: &&(usize, f64), b: &&(usize, f64)| a.1.total_cmp(&b.1);
    let widest = *ranges.iter().max_by(by_range)?;
    let narrowest = *ranges.iter().filter(|(_, range)| *range > 0.0).min_by(by_range)?;
    (widest.1 > RANGES * narrowest.1).then_some(Advice::Ranges { widest, narrowest })
}

/// Returns the hidden layers of several units that have all the same weights, from the layer before and to the next one.
fn equal_units<N: Network>(network: &N) -> Vec<Advice> {
    let thetas = network.thetas();
    let hidden = (2..).zip(thetas.windows(2)).filter(|(_, theta)| {
        let are_equal = theta[0].rows().into_iter().all(|row| row == theta[0].row(0));
        are_equal && theta[1].columns().into_iter().skip(1).all(|column| column == theta[1].column(1))
    });
    let units = hidden.map(|(layer, theta)| (layer, theta[0].nrows())).filter(|(_, units)| *units > 1);
    units.map(|(layer, units)| Advice::EqualUnits { layer, units }).collect()
}

/// Returns the units whose gradient is 0 though J is not, layer by layer. Hidden units from which only weights of 0 lead on
/// get theirs after the first step.
fn without_gradient<N: Network<Scalar: Into<f64>>>(network: &N, samples: &SamplesOf<N>) -> Vec<Advice> {
    if samples.check_targets(N::TARGETS).is_err() {
        return Vec::new();
    }
    // The gradients of symmetric samples may cancel each other. With different irrational weights, they do not.
    let m = samples.len();
    let weights: Vec<f64> = (1..=m).map(|i| (i as f64).sqrt()).collect();
    let samples = samples.clone().with_weights(weights).expect("there is a weight above 0 for each sample");
    let (cost, gradient) = fast::cost_and_gradient(network, &samples, N::Scalar::ZERO);
    if cost.into() <= N::Scalar::EPSILON.sqrt().into() {
        return Vec::new();
    }
    let (thetas, zero) = (network.thetas(), N::Scalar::ZERO);
    let leads_on =
        |l: usize, unit: usize| thetas.get(l + 1).is_none_or(|next| next.column(unit + 1).iter().any(|&w| w != zero));
    let layers = gradient.thetas().into_iter().enumerate().map(|(l, d)| {
        let is_stuck = |unit: &usize| d.row(*unit).iter().all(|&d| d == zero) && leads_on(l, *unit);
        Advice::NoGradient { layer: l + 2, units: (0..d.nrows()).filter(is_stuck).collect() }
    });
    layers.filter(|advice| !matches!(advice, Advice::NoGradient { units, .. } if units.is_empty())).collect()
}
