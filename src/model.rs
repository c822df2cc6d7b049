//! A network for use: rows go in as they were measured, and answers come out in the unit or the words of the data.
//!
//! A network alone computes with scaled numbers and with classes that are numbers. A row that someone forgot to scale
//! gives an answer all the same, a wrong one. A [`Model`] keeps the network together with what belongs to it, and scales
//! every row itself.

use crate::data::scaling::{SavedScaling, Scaling};
use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::fast;
use crate::network::{Network, SamplesOf};
use crate::samples::class_count;
use crate::samples::{Row, SamplesError};

/// A network with the scaling of its inputs, the scaling of its targets (for a regression), and the names of its classes.
///
/// ```
/// use backprop::data::scaling::Scaling;
/// use backprop::{CrossEntropy, Model, Samples, Sigmoid, batch_descent, network};
///
/// network! {
///     /// Is it a cat or a dog?
///     struct Pets { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// // Weight in g and height in cm; 0 is a cat, 1 is a dog.
/// let pets = Samples::from_classes([[3900.0, 25.0], [4500.0, 24.0], [9000.0, 40.0], [21000.0, 55.0]], &[0, 0, 1, 1])?;
/// let scaling = Scaling::standardize(pets.x())?;
/// let mut network = Pets::random(1);
/// batch_descent(&mut network, &scaling.scale_x(&pets)?, 0.0, 1.0, 500)?;
///
/// let model = Model::new(network).with_scaling(&scaling).with_classes(&["cat", "dog"])?;
/// assert_eq!(model.class(&[4200.0, 26.0]), "cat"); // the row as it was measured
/// assert!(model.output(&[4200.0, 26.0])[0] < 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// With the feature `safetensors`, `save` and `load` keep all of it in one file; with the feature `onnx`, `export_onnx` writes
/// it as a graph that scales for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Model<N> {
    network: N,
    scaling: Option<SavedScaling>,
    target_scaling: Option<SavedScaling>,
    /// A name for each class: its number, unless names are given.
    classes: Vec<String>,
}

/// The error of class names that do not fit a network.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("found {}, expected {expected}, one for each class", crate::display::counted(*found, "class name"))]
#[non_exhaustive]
pub struct WrongNames {
    /// The number of names.
    pub found: usize,
    /// The number of classes: K, or two if K = 1.
    pub expected: usize,
}

crate::error::debug_as_chain!(WrongNames);

impl<N: Network> Model<N> {
    /// Wraps a network that takes its rows as they are. Its classes are called 0, 1, 2, ….
    pub fn new(network: N) -> Self {
        let classes = (0..class_count(N::OUTPUTS)).map(|class| class.to_string()).collect();
        Self { network, scaling: None, target_scaling: None, classes }
    }

    /// Sets the scaling that the network was trained with.
    #[must_use]
    pub fn with_scaling<const S: usize>(self, scaling: &Scaling<N::Scalar, S>) -> Self
    where
        N: Network<Input = [<N as Network>::Scalar; S], Scalar: Into<f64>>,
    {
        Self { scaling: Some(scaling.into()), ..self }
    }

    /// Sets the scaling of the targets that the network was trained with, for a regression: outputs are in the unit of the
    /// targets.
    ///
    /// ```
    /// use backprop::data::scaling::Scaling;
    /// use backprop::{Identity, Model, Samples, SquaredError, Tanh, batch_descent, network};
    ///
    /// network! { struct Rent { layers: 1 -> 3 Tanh -> 1 Identity, cost: SquaredError } }
    ///
    /// let rents = Samples::new([[30.0], [60.0], [90.0]], [[500.0], [900.0], [1300.0]])?;
    /// let (areas, prices) = (Scaling::standardize(rents.x())?, Scaling::standardize(rents.y())?);
    /// let mut network = Rent::random(1);
    /// batch_descent(&mut network, &prices.scale_y(&areas.scale_x(&rents)?)?, 0.0, 0.3, 2000)?;
    ///
    /// let model = Model::new(network).with_scaling(&areas).with_target_scaling(&prices);
    /// assert!((model.output(&[60.0])[0] - 900.0).abs() < 5.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with_target_scaling<const K: usize>(self, scaling: &Scaling<N::Scalar, K>) -> Self
    where
        N: Network<Output = [<N as Network>::Scalar; K], Scalar: Into<f64>>,
    {
        Self { target_scaling: Some(scaling.into()), ..self }
    }

    /// Sets the names of the classes, in the order of the outputs; with one output, the name of class 0 and that of class 1.
    ///
    /// # Errors
    ///
    /// Returns an error if there are more or fewer names than classes.
    pub fn with_classes(self, names: &[impl AsRef<str>]) -> Result<Self, WrongNames> {
        let expected = self.classes.len();
        if names.len() != expected {
            return Err(WrongNames { found: names.len(), expected });
        }
        Ok(Self { classes: names.iter().map(|name| name.as_ref().to_owned()).collect(), ..self })
    }

    /// Returns the network, which takes scaled rows.
    pub fn network(&self) -> &N {
        &self.network
    }

    /// Returns the names of the classes.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Returns the output for a row of data, in the unit of the targets.
    #[doc(alias("predict", "predict_proba"))]
    pub fn output(&self, row: &N::Input) -> N::Output {
        self.outputs(std::slice::from_ref(row)).pop().expect("a row has an output")
    }

    /// Returns the outputs for many rows of data, by [`fast::outputs`].
    #[doc(alias("predict", "predict_proba"))]
    pub fn outputs(&self, rows: &[N::Input]) -> Vec<N::Output> {
        let h = fast::outputs(&self.network, &scaled(&self.scaling, rows)[..]);
        match &self.target_scaling {
            Some(scaling) => mapped(&h, |h, j| number::<N>(scaling.offsets[j]) + number::<N>(scaling.factors[j]) * h),
            None => h,
        }
    }

    /// Returns the name of the class that the network predicts for a row of data; see [`Network::predict`].
    #[doc(alias = "predict")]
    pub fn class(&self, row: &N::Input) -> &str {
        self.classes_of(std::slice::from_ref(row))[0]
    }

    /// Returns the names of the classes that the network predicts for many rows of data.
    #[doc(alias = "predict")]
    pub fn classes_of(&self, rows: &[N::Input]) -> Vec<&str> {
        let h = fast::outputs(&self.network, &scaled(&self.scaling, rows)[..]);
        h.iter().map(|h| &self.classes[class(h.as_ref())][..]).collect()
    }

    /// Scales samples, as the network takes them: to judge it by [`metrics`](crate::metrics), or to train it further.
    ///
    /// # Errors
    ///
    /// Returns an error if a scaled value is too large for the number.
    pub fn scale(&self, samples: &SamplesOf<N>) -> Result<SamplesOf<N>, SamplesError> {
        let x = scaled(&self.scaling, samples.x());
        samples.replace_x(x)?.replace_y(scaled(&self.target_scaling, samples.y()))
    }

    /// Returns the parts: the network, both scalings, and the names of the classes.
    #[cfg(any(feature = "onnx", feature = "safetensors"))]
    pub(crate) fn parts(&self) -> (&N, &Option<SavedScaling>, &Option<SavedScaling>, &[String]) {
        (&self.network, &self.scaling, &self.target_scaling, &self.classes)
    }

    /// Creates a model from parts that fit the network; without names, classes are called by their numbers.
    #[cfg(feature = "safetensors")]
    pub(crate) fn from_parts(
        network: N,
        scaling: Option<SavedScaling>,
        target_scaling: Option<SavedScaling>,
        classes: Vec<String>,
    ) -> Self {
        let model = Self { scaling, target_scaling, ..Self::new(network) };
        if classes.is_empty() { model } else { Self { classes, ..model } }
    }
}

/// Returns rows with x′ⱼ = (xⱼ − offsetⱼ) / factorⱼ, or as they are if there is no scaling.
fn scaled<T: Scalar, R: Row<T>>(scaling: &Option<SavedScaling>, rows: &[R]) -> Vec<R> {
    match scaling {
        Some(scaling) => {
            let [offsets, factors] = [&scaling.offsets, &scaling.factors];
            mapped(rows, |x, j| (x - T::from_f64(offsets[j])) / T::from_f64(factors[j]))
        }
        None => rows.to_vec(),
    }
}

/// Applies a function to each number, with its column.
fn mapped<T: Scalar, R: Row<T>>(rows: &[R], convert: impl Fn(T, usize) -> T) -> Vec<R> {
    let mut converted = Vec::with_capacity(rows.len());
    for row in rows {
        let numbers: Vec<T> = row.as_ref().iter().enumerate().map(|(j, &number)| convert(number, j)).collect();
        R::push(&mut converted, &numbers).expect("a row has the width of its type");
    }
    converted
}

/// Returns a number as the network computes with it.
fn number<N: Network>(value: f64) -> N::Scalar {
    N::Scalar::from_f64(value)
}

/// Methods whose features are off: each tells which one it needs.
#[doc(hidden)]
#[cfg(not(feature = "safetensors"))]
impl<N: Network> Model<N> {
    pub fn save(&self, _path: impl AsRef<std::path::Path>) -> Result<(), std::io::Error>
    where
        Self: HasFeatureSafetensors,
    {
        unreachable!("no model has the feature")
    }

    pub fn load(_path: impl AsRef<std::path::Path>) -> Result<Self, std::io::Error>
    where
        Self: HasFeatureSafetensors,
    {
        unreachable!("no model has the feature")
    }
}

/// A method whose feature is off: it tells which one it needs.
#[doc(hidden)]
#[cfg(not(feature = "onnx"))]
impl<N: Network> Model<N> {
    pub fn export_onnx(&self, _path: impl AsRef<std::path::Path>) -> Result<(), std::io::Error>
    where
        Self: HasFeatureOnnx,
    {
        unreachable!("no model has the feature")
    }
}

/// No type implements it: a method with this bound tells which feature it needs.
#[doc(hidden)]
#[cfg(not(feature = "safetensors"))]
#[diagnostic::on_unimplemented(
    message = "a model is saved and loaded by the feature `safetensors` of `backprop`",
    label = "add `\"safetensors\"` to the features of `backprop` in `Cargo.toml`"
)]
pub trait HasFeatureSafetensors {}

/// No type implements it: a method with this bound tells which feature it needs.
#[doc(hidden)]
#[cfg(not(feature = "onnx"))]
#[diagnostic::on_unimplemented(
    message = "a model is exported by the feature `onnx` of `backprop`",
    label = "add `\"onnx\"` to the features of `backprop` in `Cargo.toml`"
)]
pub trait HasFeatureOnnx {}
