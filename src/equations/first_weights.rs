//! Random numbers: the first weights of a training, and the order of samples.
//!
//! The first weights must differ: units of a layer with equal weights compute the same and get the same updates for
//! ever. So weights are drawn at random, from a range that suits the layer's activation. Biases start at 0.
//!
//! **Invariant**: the same seed gives the same weights and the same order on every machine. The weights of an `f32`
//! network are those of `f64`, rounded.

use crate::equations::activation::OutputActivation;
use crate::equations::scalar::Scalar;
use crate::equations::theta::Theta;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// A seeded generator of random numbers (xoshiro256++).
///
/// ```
/// use backprop::equations::first_weights::Random;
///
/// let mut random = Random::new(7);
/// let weight = random.uniform(0.5);
/// assert!(-0.5 <= weight && weight < 0.5);
/// assert!(random.below(6) < 6);
///
/// let mut rows = [0, 1, 2, 3];
/// random.shuffle(&mut rows);
/// assert_eq!(Random::new(7).uniform(0.5), weight); // the same seed, the same numbers
/// ```
#[derive(Debug)]
#[doc(alias("rng", "seed", "random_state"))]
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// Returns the generator with this seed.
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// Returns a number from [−ε, ε), uniformly distributed over 2⁵³ steps.
    pub fn uniform(&mut self, epsilon: f64) -> f64 {
        let unit = (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        epsilon * (2.0 * unit - 1.0)
    }

    /// Returns a number from 0 to `bound` − 1, each equally likely.
    ///
    /// # Panics
    ///
    /// Panics if `bound` is 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        assert!(bound > 0, "`bound` must be at least 1");
        // Numbers above the largest multiple of the bound would make small remainders more likely; they are drawn
        // again.
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let number = self.0.next_u64();
            if number < limit {
                return number % bound;
            }
        }
    }

    /// Shuffles items, each order equally likely (R. Fisher and F. Yates, 1938).
    pub fn shuffle<I>(&mut self, items: &mut [I]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}

impl<T: Scalar, const ROWS: usize, const COLS: usize> Theta<T, ROWS, COLS> {
    /// Draws the first weights of a layer with the activation `A`, row by row.
    ///
    /// ```text
    /// Θᵢ₀⁽ˡ⁾ = 0
    /// Θᵢⱼ⁽ˡ⁾ ∈ [−ε, ε), j ≥ 1
    /// ```
    ///
    /// ```math start
    /// \Theta_{i0}^{(l)} = 0, \qquad \Theta_{ij}^{(l)} \in [-\term{epsilon}{\varepsilon}, \term{epsilon}{\varepsilon}), \quad j \ge 1
    /// ```
    ///
    /// ```
    /// use backprop::{Tanh, Theta, equations::first_weights::Random};
    ///
    /// // From 2 inputs to 4 units, Glorot's range is 1.
    /// let theta_1 = Theta::<f64, 4, 3>::random::<Tanh>(&mut Random::new(7));
    /// assert!(theta_1.iter().all(|row| row[0] == 0.0 && row[1].abs() <= 1.0 && row[2].abs() <= 1.0));
    /// ```
    #[doc(alias = "initializer")]
    pub fn random<A: OutputActivation>(random: &mut Random) -> Self {
        let epsilon = A::epsilon(COLS - 1, ROWS);
        Self::from_fn(|_, j| match j {
            0 => T::ZERO,
            _ => T::from_f64(random.uniform(epsilon)),
        })
    }
}
