//! How good is a model? By samples as they were measured, as it will be used.

use super::Model;
use crate::metrics::{ConfusionMatrix, MetricsError, RegressionReport};
use crate::network::{Network, SamplesOf};

impl<N: Network<Scalar: Into<f64>>> Model<N> {
    /// Returns the accuracy, the share of samples whose class is predicted right, from 0 to 1.
    ///
    /// # Errors
    ///
    /// Returns the errors of [`confusion_matrix`](Self::confusion_matrix): a regression has no accuracy.
    #[doc(alias("score", "accuracy_score", "evaluate"))]
    pub fn accuracy(&self, samples: &SamplesOf<N>) -> Result<f64, MetricsError> {
        Ok(self.confusion_matrix(samples)?.accuracy())
    }

    /// Counts the predictions for samples, under the names of the classes; accuracy, precision and recall follow from it.
    ///
    /// # Errors
    ///
    /// Returns an error if the targets do not mean classes, as those of a regression, for which
    /// [`regression_report`](Self::regression_report) is; [`NotClasses`](crate::metrics::NotClasses) lists the reasons.
    /// Returns an error if an output is not a number.
    pub fn confusion_matrix(&self, samples: &SamplesOf<N>) -> Result<ConfusionMatrix, MetricsError> {
        ConfusionMatrix::from_outputs::<N>(samples, &self.scaled_outputs(samples.x()))?.with_names(&self.classes)
    }

    /// Compares the outputs for samples with their targets, in the unit of the targets: RMSE, R² and the like, for a
    /// regression.
    ///
    /// ```
    /// use backprop::data::scaling::Scaling;
    /// use backprop::{Identity, Model, Samples, SquaredError, network};
    ///
    /// network! { struct Rent { layers: 1 -> 1 Identity, cost: SquaredError } }
    ///
    /// let prices = Scaling::from_parts([500.0], [10.0])?;
    /// let model = Model::new(Rent { theta_1: [[0.0, 1.0]].into() }).with_target_scaling(&prices);
    /// let rents = Samples::new([[0.0], [40.0], [80.0]], [[500.0], [900.0], [1330.0]])?;
    /// assert_eq!(model.regression_report(&rents)?.outputs[0].mae, 10.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if an output is not finite.
    #[doc(alias("score", "r2_score"))]
    pub fn regression_report(&self, samples: &SamplesOf<N>) -> Result<RegressionReport, MetricsError> {
        RegressionReport::from_pairs(samples.y().iter().zip(self.outputs(samples.x())))
    }
}
