//! The answers of a model to rows as they were measured, and to records of text.

use super::Model;
use crate::data::preparation::PreparationError;
use crate::data::scaling::SavedScaling;
use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::fast;
use crate::network::{Network, SamplesOf};
use crate::samples::{Row, SamplesError};

impl<N: Network> Model<N> {
    /// Turns a record of text, pairs of a column's name and its value, into a row for the other methods, as
    /// [`Preparation::row`](crate::data::preparation::Preparation::row) does.
    /// [`with_preparation`](Self::with_preparation) shows it.
    ///
    /// # Errors
    ///
    /// Returns an error if the model has no preparation, and the errors of that method.
    pub fn row(
        &self,
        record: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    ) -> Result<N::Input, PreparationError>
    where
        N: Network<Scalar: Into<f64>>,
    {
        let preparation = self.preparation.as_ref().ok_or(PreparationError::Without)?;
        let mut rows = Vec::with_capacity(1);
        N::Input::push(&mut rows, &preparation.row(record)?).expect("a preparation has the width of the network");
        Ok(rows.pop().expect("a row was pushed"))
    }

    /// Returns the output for a row of data, in the unit of the targets.
    #[doc(alias("predict", "predict_proba"))]
    pub fn output(&self, row: &N::Input) -> N::Output {
        self.outputs(std::slice::from_ref(row)).pop().expect("a row has an output")
    }

    /// Returns the outputs for many rows of data, by [`fast::outputs`].
    #[doc(alias("predict", "predict_proba"))]
    pub fn outputs(&self, rows: &[N::Input]) -> Vec<N::Output> {
        let h = self.scaled_outputs(rows);
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
        self.scaled_outputs(rows).iter().map(|h| &self.classes[class(h.as_ref())][..]).collect()
    }

    /// Scales samples, as the network takes them: to judge it by any of [`metrics`](crate::metrics), or to train it further.
    ///
    /// # Errors
    ///
    /// Returns an error if a scaled value is too large for the number.
    pub fn scale(&self, samples: &SamplesOf<N>) -> Result<SamplesOf<N>, SamplesError> {
        let x = scaled(&self.scaling, samples.x());
        samples.replace_x(x)?.replace_y(scaled(&self.target_scaling, samples.y()))
    }

    /// Returns the outputs of the network itself for rows of data.
    pub(super) fn scaled_outputs(&self, rows: &[N::Input]) -> Vec<N::Output> {
        fast::outputs(&self.network, &scaled(&self.scaling, rows)[..])
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
