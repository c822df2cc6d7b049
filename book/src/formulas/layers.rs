//! Forward propagation that may start anywhere: at any z, a, weight or input.
//!
//! This is what a derivative or a supposition of the text needs: with dual numbers that start at z₁⁽³⁾, whatever depends
//! on z₁⁽³⁾ carries its derivative, and nothing else does.

use backprop::ndarray::Array2;
use backprop::{
    Activation, Architecture, CrossEntropy, Identity, LeakyRelu, Network, Relu, Scalar, Sigmoid, Softplus, Tanh,
};

/// A quantity that forward propagation can start at. Layers and units are counted from 1, and the bias is column 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// zᵢ⁽ˡ⁾, as layer and unit.
    Z(usize, usize),
    /// aᵢ⁽ˡ⁾, as layer and unit. The input is a⁽¹⁾.
    A(usize, usize),
    /// yₖ.
    Y(usize),
    /// Θᵢⱼ⁽ˡ⁾, as layer, row and column.
    Theta(usize, usize, usize),
}

/// A place, and the value that it has instead of the one that is computed there.
pub(super) type Start<T> = (Place, T);

/// The layers of a network of the book, whose type is forgotten.
#[derive(Debug, Clone)]
pub(super) struct Layers {
    /// The names of the activations of layers 2 to L.
    pub(super) activations: Vec<&'static str>,
    /// Whether the cost is the cross-entropy; otherwise it is the squared error.
    has_cross_entropy: bool,
    pub(super) thetas: Vec<Array2<f64>>,
}

/// Every number of forward propagation for one example.
#[derive(Debug, Clone)]
pub(super) struct Pass<T> {
    /// Θ⁽¹⁾ to Θ⁽ᴸ⁻¹⁾, as rows.
    pub(super) thetas: Vec<Vec<Vec<T>>>,
    /// z⁽²⁾ to z⁽ᴸ⁾.
    pub(super) z: Vec<Vec<T>>,
    /// a⁽¹⁾ to a⁽ᴸ⁾, without the bias unit.
    pub(super) a: Vec<Vec<T>>,
    pub(super) y: Vec<T>,
    pub(super) cost: T,
}

impl Layers {
    pub(super) fn new<N: Network<Scalar = f64>>(network: &N) -> Self {
        let activations = Architecture::new(network).layers.iter().map(|layer| layer.activation_name()).collect();
        Self {
            activations,
            has_cross_entropy: N::DECLARATION.contains("CrossEntropy"),
            thetas: network.thetas().iter().map(|theta| theta.to_owned()).collect(),
        }
    }

    /// Returns L.
    pub(super) fn count(&self) -> usize {
        self.thetas.len() + 1
    }

    /// Runs forward propagation. Each start replaces a number as soon as it is computed.
    pub(super) fn pass<T: Scalar>(&self, x: &[f64], y: &[f64], starts: &[Start<T>]) -> Pass<T> {
        let starting = |place: Place, value: T| {
            starts.iter().rev().find(|(start, _)| *start == place).map_or(value, |(_, value)| *value)
        };
        let number = |(at, value): (Place, f64)| starting(at, T::from_f64(value));
        let thetas: Vec<Vec<Vec<T>>> = (1..)
            .zip(&self.thetas)
            .map(|(l, theta)| {
                let row = |i: usize| (0..theta.ncols()).map(move |j| (Place::Theta(l, i + 1, j), theta[(i, j)]));
                (0..theta.nrows()).map(|i| row(i).map(number).collect()).collect()
            })
            .collect();
        let mut a = vec![(1..).zip(x).map(|(j, &x)| number((Place::A(1, j), x))).collect::<Vec<T>>()];
        let mut z: Vec<Vec<T>> = Vec::new();
        for (l, (theta, activation)) in (2..).zip(thetas.iter().zip(&self.activations)) {
            let inputs = &a[a.len() - 1];
            let sum = |row: &Vec<T>| row[1..].iter().zip(inputs).fold(row[0], |sum, (&weight, &a)| sum + weight * a);
            let sums: Vec<T> = (1..).zip(theta).map(|(i, row)| starting(Place::Z(l, i), sum(row))).collect();
            let units = (1..).zip(activate(activation, &sums)).map(|(i, unit)| starting(Place::A(l, i), unit));
            a.push(units.collect());
            z.push(sums);
        }
        let y: Vec<T> = (1..).zip(y).map(|(k, &y)| number((Place::Y(k), y))).collect();
        let starts_behind_z = starts.iter().any(|(place, _)| matches!(place, Place::A(l, _) if *l == self.count()));
        let (last_z, last_a) = (&z[z.len() - 1], &a[a.len() - 1]);
        let cost = self.cost(if starts_behind_z { None } else { Some(last_z) }, last_a, &y);
        Pass { thetas, z, a, y, cost }
    }

    /// Returns the cost of an output, computed from z where the network does so. If a was moved without z, only a counts.
    fn cost<T: Scalar>(&self, z: Option<&[T]>, a: &[T], y: &[T]) -> T {
        let sum = |terms: &mut dyn Iterator<Item = T>| terms.reduce(|sum, term| sum + term).unwrap_or(T::ZERO);
        let is_softmax = self.activations.last() == Some(&"Softmax");
        match z {
            _ if !self.has_cross_entropy => {
                let half = T::from_f64(0.5);
                sum(&mut a.iter().zip(y).map(|(&a, &y)| half * (a - y) * (a - y)))
            }
            Some(z) if is_softmax => {
                let all = sum(&mut z.iter().map(|z| z.exp())).ln();
                sum(&mut z.iter().zip(y).map(|(&z, &y)| y * (all - z)))
            }
            None if is_softmax => sum(&mut a.iter().zip(y).map(|(&a, &y)| -(y * a.ln()))),
            Some(z) => sum(&mut (0..z.len()).map(|k| unit_cost(z[k], a[k], y[k]))),
            None => {
                let unit = |(&a, &y): (&T, &T)| -(y * a.ln() + (T::ONE - y) * (T::ONE - a).ln());
                sum(&mut a.iter().zip(y).map(unit))
            }
        }
    }
}

/// Returns the cross-entropy of one sigmoid unit.
fn unit_cost<T: Scalar>(z: T, a: T, y: T) -> T {
    <CrossEntropy as backprop::Cost<Sigmoid>>::cost(&[z], &[a], &[y])
}

/// Returns the activations of a layer.
pub(super) fn activate<T: Scalar>(activation: &str, z: &[T]) -> Vec<T> {
    if activation == "Softmax" {
        let all = z.iter().map(|z| z.exp()).reduce(|sum, term| sum + term).unwrap_or(T::ONE);
        return z.iter().map(|z| z.exp() / all).collect();
    }
    z.iter().map(|&z| g(activation, z)).collect()
}

macro_rules! by_name {
    ($name:expr, $function:ident, $z:expr, $($activation:ident)+) => {
        match $name {
            $(stringify!($activation) => <$activation as Activation>::$function($z),)+
            other => unreachable!("no run of the book has the activation {other}"),
        }
    };
}

/// Returns g(z).
pub(super) fn g<T: Scalar>(activation: &str, z: T) -> T {
    by_name!(activation, g, z, Sigmoid Tanh Relu LeakyRelu Softplus Identity)
}

/// Returns g′(z).
pub(super) fn g_prime<T: Scalar>(activation: &str, z: T) -> T {
    by_name!(activation, g_prime, z, Sigmoid Tanh Relu LeakyRelu Softplus Identity)
}
