//! A network for use: rows go in as they were measured, and answers come out in the unit or the words of the data.
//!
//! A network alone computes with scaled numbers and with classes that are numbers. A row that someone forgot to scale
//! gives an answer all the same, a wrong one. A [`Model`] keeps the network together with what belongs to it, and scales
//! every row itself.
//!
//! **Invariant**: a scaling has a column, and the preparation a number, for each input; there is a name for each class.

#![cfg(feature = "std")]

mod answering;
mod judging;

use crate::data::preparation::{Preparation, PreparationError};
use crate::data::scaling::{SavedScaling, Scaling};
pub use crate::metrics::WrongNames;
use crate::metrics::checked_names;
use crate::network::Network;
use crate::samples::class_count;

/// A network with the scaling of its inputs, the scaling of its targets (for a regression), the names of its classes, and the
/// preparation of the table that its rows come from.
///
/// | to make it | to ask it | to judge it by rows as they were measured |
/// |---|---|---|
/// | [`with_scaling`](Self::with_scaling), [`with_target_scaling`](Self::with_target_scaling) | [`output`](Self::output), [`outputs`](Self::outputs) | [`regression_report`](Self::regression_report) |
/// | [`with_classes`](Self::with_classes) | [`class`](Self::class), [`classes_of`](Self::classes_of) | [`accuracy`](Self::accuracy), [`confusion_matrix`](Self::confusion_matrix) |
/// | [`with_preparation`](Self::with_preparation) | [`row`](Self::row), from a record of text | |
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
/// assert_eq!(model.accuracy(&pets)?, 1.0); // the samples as they were measured
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
    preparation: Option<Preparation>,
}

impl<N: Network> Model<N> {
    /// Wraps a network that takes its rows as they are. Its classes are called 0, 1, 2, ….
    pub fn new(network: N) -> Self {
        let classes = (0..class_count(N::OUTPUTS)).map(|class| class.to_string()).collect();
        Self { network, scaling: None, target_scaling: None, classes, preparation: None }
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
        Ok(Self { classes: checked_names(names, self.classes.len(), "class")?, ..self })
    }

    /// Sets the preparation of the table that the network was trained on, by which [`row`](Self::row) reads a record of text.
    ///
    /// ```
    /// use backprop::data::csv::{Csv, Fill};
    /// use backprop::{CrossEntropy, Model, SamplesOf, Sigmoid, network};
    ///
    /// network! { struct Seals { layers: 3 -> 1 Sigmoid, cost: CrossEntropy } }
    ///
    /// let seals = "island,kg,sex\nDream,90,f\nBiscoe,,m\nDream,130,m\n";
    /// let mut table = Csv::new().read(seals.as_bytes())?;
    /// table.one_hot("island", &["Biscoe", "Dream"])?;
    /// table.fill_missing("kg", Fill::Mean)?;
    /// let samples: SamplesOf<Seals> = table.classified("sex", &["f", "m"])?;
    /// # let network = Seals::random(1);
    ///
    /// let model = Model::new(network).with_preparation(table.without(["sex"])?.preparation()?)?;
    /// assert_eq!(model.row([("island", "Biscoe"), ("kg", "")])?, samples.x()[1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the preparation does not give a number for each input of the network.
    pub fn with_preparation(self, preparation: Preparation) -> Result<Self, PreparationError> {
        match preparation.width() {
            found if found != N::INPUTS => Err(PreparationError::Width { found, expected: N::INPUTS }),
            _ => Ok(Self { preparation: Some(preparation), ..self }),
        }
    }

    /// Returns the network, which takes scaled rows.
    pub fn network(&self) -> &N {
        &self.network
    }

    /// Returns the scaling of the inputs, if there is one. `try_into` makes a [`Scaling`] of it.
    ///
    /// ```
    /// # use backprop::{CrossEntropy, Model, Sigmoid};
    /// # backprop::network! { struct Pets { layers: 2 -> 1 Sigmoid, cost: CrossEntropy } }
    /// use backprop::data::scaling::Scaling;
    ///
    /// let scaling = Scaling::from_parts([4000.0, 30.0], [500.0, 5.0])?;
    /// let model = Model::new(Pets::random(1)).with_scaling(&scaling);
    /// let kept: Scaling<f64, 2> = model.scaling().expect("it was set").try_into()?;
    /// assert_eq!(kept, scaling);
    /// # Ok::<(), backprop::data::scaling::ScalingError>(())
    /// ```
    pub fn scaling(&self) -> Option<&SavedScaling> {
        self.scaling.as_ref()
    }

    /// Returns the scaling of the targets, if there is one.
    pub fn target_scaling(&self) -> Option<&SavedScaling> {
        self.target_scaling.as_ref()
    }

    /// Returns the names of the classes.
    pub fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Returns the preparation of records, if there is one: its names are those of the columns that a record must have.
    pub fn preparation(&self) -> Option<&Preparation> {
        self.preparation.as_ref()
    }

    /// Creates a model from parts that fit the network; without names, classes are called by their numbers.
    #[cfg(feature = "safetensors")]
    pub(crate) fn from_parts(
        network: N,
        scaling: Option<SavedScaling>,
        target_scaling: Option<SavedScaling>,
        classes: Vec<String>,
        preparation: Option<Preparation>,
    ) -> Self {
        let model = Self { scaling, target_scaling, preparation, ..Self::new(network) };
        if classes.is_empty() { model } else { Self { classes, ..model } }
    }
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
