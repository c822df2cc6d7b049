//! Weights of the examples or of the classes: some count more than others.
//!
//! **Invariant**: weights, if there are any, are m finite numbers of at least 0.

use super::{Samples, SamplesError, class_count};
use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use alloc::{string::ToString, vec, vec::Vec};

/// Weights of the examples, for data in which some count more than others.
impl<X, Y> Samples<X, Y> {
    /// Gives each example a weight w⁽ⁱ⁾: its cost becomes w C, so that it counts as w such examples. The cost is then
    /// J(Θ) = 1/m Σᵢ w⁽ⁱ⁾ C⁽ⁱ⁾ + λ/2m Σ Θ², with m the number of examples as before. Weights with the mean 1 keep the size of
    /// J.
    ///
    /// They belong to the samples: [`select`](Self::select), batches and splits keep them, and everything that computes J
    /// or its gradient uses them. Measures such as [`accuracy`](crate::accuracy) count each example once.
    ///
    /// ```
    /// # use backprop::{CrossEntropy, Samples, Sigmoid};
    /// # backprop::network! { struct Net { layers: 1 -> 1 Sigmoid, cost: CrossEntropy } }
    /// let x = [[0.5], [0.7]];
    /// let net = Net::random(1);
    /// let twice = Samples::new(x, [[1.0], [0.0]])?.with_weights([2.0, 1.0])?;
    /// let repeated = Samples::new([x[0], x[0], x[1]], [[1.0], [1.0], [0.0]])?;
    /// // Both are the sum of three costs; the means differ, as m is 2 here and 3 there.
    /// assert!((net.cost(&twice, 0.0) * 2.0 - net.cost(&repeated, 0.0) * 3.0).abs() < 1e-15);
    /// # Ok::<(), backprop::SamplesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there are more or fewer weights than examples, if one is negative or not finite, or if all are 0.
    #[doc(alias = "sample_weight")]
    pub fn with_weights(self, weights: impl Into<Vec<f64>>) -> Result<Self, SamplesError> {
        let weights = weights.into();
        if weights.len() != self.len() {
            return Err(SamplesError::Weights { found: weights.len(), expected: self.len() });
        }
        expect_weights(&weights, |row, weight| SamplesError::Weight { row, weight: weight.to_string() })?;
        Ok(Self { weights, ..self })
    }

    /// Returns the weights of the examples, or `None` if they have none and each counts once.
    pub fn weights(&self) -> Option<&[f64]> {
        (!self.weights.is_empty()).then_some(&self.weights)
    }

    /// Returns w⁽ⁱ⁾ of an example, or `None` if the examples have no weights.
    pub(crate) fn weight<T: Scalar>(&self, i: usize) -> Option<T> {
        self.weights.get(i).map(|&w| T::from_f64(w))
    }

    /// Returns these samples with the weights of others, which they were made from row by row.
    pub(crate) fn weighted_like<X2, Y2>(self, others: &Samples<X2, Y2>) -> Self {
        Self { weights: others.weights.clone(), ..self }
    }
}

impl<T: Scalar, const N: usize, const K: usize> Samples<[T; N], [T; K]> {
    /// Iterates over the examples with their weights, (x⁽ⁱ⁾, y⁽ⁱ⁾, w⁽ⁱ⁾), where `None` is the weight 1 of samples without
    /// weights.
    ///
    /// ```
    /// use backprop::Samples;
    ///
    /// let samples = Samples::new([[0.5], [0.7]], [[1.0], [0.0]])?;
    /// assert!(samples.weighted().all(|(_, _, w)| w.is_none()));
    /// let (_, _, w) = samples.with_weights([1.0, 3.0])?.weighted().last().unwrap();
    /// assert_eq!(w, Some(3.0));
    /// # Ok::<(), backprop::SamplesError>(())
    /// ```
    pub fn weighted(&self) -> impl Iterator<Item = (&[T; N], &[T; K], Option<T>)> {
        self.iter().enumerate().map(|(i, (x, y))| (x, y, self.weight(i)))
    }
}

/// Weights of the classes, for data in which some occur more often than others.
impl<X, T: Scalar, const K: usize> Samples<X, [T; K]> {
    /// Gives each example the weight of its class, in place of a weight that it has.
    ///
    /// ```
    /// use backprop::Samples;
    ///
    /// let samples: Samples<[f64; 1], [f64; 1]> = Samples::from_classes([[0.5], [0.7], [0.9]], &[0, 0, 1])?;
    /// assert_eq!(samples.with_class_weights([1.0, 4.0])?.weights(), Some(&[1.0, 1.0, 4.0][..]));
    /// # Ok::<(), backprop::SamplesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a target is not that of a class as [`from_classes`](Self::from_classes) makes it, if there are
    /// more or fewer weights than classes, if a weight is negative or not finite, or if all examples get the weight 0.
    #[doc(alias = "class_weight")]
    pub fn with_class_weights(self, weights: impl Into<Vec<f64>>) -> Result<Self, SamplesError> {
        let (weights, classes) = (weights.into(), class_count(K));
        if weights.len() != classes {
            return Err(SamplesError::ClassWeights { found: weights.len(), expected: classes });
        }
        expect_weights(&weights, |class, weight| SamplesError::ClassWeight { class, weight: weight.to_string() })?;
        let of_each: Vec<f64> = self.one_hot_classes()?.into_iter().map(|class| weights[class]).collect();
        self.with_weights(of_each)
    }

    /// Gives the examples weights by which all classes that occur have the same share in J: m / (c m_k), for each of the m_k
    /// examples of class k, where c classes occur. Their mean is 1.
    ///
    /// ```
    /// use backprop::Samples;
    ///
    /// let samples: Samples<[f64; 1], [f64; 1]> = Samples::from_classes([[0.5], [0.7], [0.9], [0.4]], &[0, 0, 1, 0])?;
    /// assert_eq!(samples.balanced()?.weights(), Some(&[2.0 / 3.0, 2.0 / 3.0, 2.0, 2.0 / 3.0][..]));
    /// # Ok::<(), backprop::SamplesError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a target is not that of a class as [`from_classes`](Self::from_classes) makes it.
    #[doc(alias("class_weight", "imbalanced"))]
    pub fn balanced(self) -> Result<Self, SamplesError> {
        let classes = self.one_hot_classes()?;
        let mut counts = vec![0_usize; class_count(K)];
        classes.iter().for_each(|&class| counts[class] += 1);
        let occurring = counts.iter().filter(|&&count| count > 0).count();
        let weight = |&class: &usize| self.len() as f64 / (occurring * counts[class]) as f64;
        let weights: Vec<f64> = classes.iter().map(weight).collect();
        self.with_weights(weights)
    }

    /// Returns the class of each example, if all targets are 0, but for a single 1 at the class; with K = 1, 0 or 1.
    fn one_hot_classes(&self) -> Result<Vec<usize>, SamplesError> {
        let class_of = |(row, y): (usize, &[T; K])| {
            let ones = y.iter().filter(|&&y| y == T::ONE).count();
            let zeros = y.iter().filter(|&&y| y == T::ZERO).count();
            let is_one_hot = ones + zeros == K && (ones == 1 || K == 1);
            is_one_hot.then(|| class(y)).ok_or(SamplesError::NoClass { row })
        };
        self.y.iter().enumerate().map(class_of).collect()
    }
}

/// Returns an error if a weight is negative or not finite, or if all are 0.
fn expect_weights(weights: &[f64], wrong: impl Fn(usize, f64) -> SamplesError) -> Result<(), SamplesError> {
    match weights.iter().position(|&weight| !(weight.is_finite() && weight >= 0.0)) {
        Some(at) => Err(wrong(at, weights[at])),
        None if weights.iter().all(|&weight| weight == 0.0) => Err(SamplesError::NoWeight),
        None => Ok(()),
    }
}
