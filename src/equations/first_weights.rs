//! What is left to chance: the weights that training starts from, and the order of samples.
//!
//! The weights must differ, or the units of a layer would compute the same and learn the same for ever: so they are drawn at
//! random, from a range that suits the layer's activation. The bias starts at 0.
//!
//! **Invariant**: the same seed gives the same weights and the same order on every machine, for `f32` those of `f64`, rounded.

use crate::equations::activation::OutputActivation;
use crate::equations::scalar::Scalar;
use crate::equations::theta::Theta;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// A source of random numbers.
#[derive(Debug)]
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// The source with this seed.
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A number from [−ε, ε), each of 2⁵³ steps equally likely.
    pub fn uniform(&mut self, epsilon: f64) -> f64 {
        let unit = (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        epsilon * (2.0 * unit - 1.0)
    }

    /// A number from 0 to `bound` − 1, each equally likely.
    ///
    /// # Panics
    ///
    /// `bound` is 0: there is no such number.
    pub fn below(&mut self, bound: u64) -> u64 {
        assert!(bound > 0, "a number below 0");
        // The largest multiple of the bound: what lies above it would make the small numbers more likely.
        let limit = u64::MAX - u64::MAX % bound;
        loop {
            let number = self.0.next_u64();
            if number < limit {
                return number % bound;
            }
        }
    }

    /// Puts items into an order drawn at random, each order equally likely (R. Fisher and F. Yates, 1938).
    pub fn shuffle<I>(&mut self, items: &mut [I]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}

impl<T: Scalar, const ROWS: usize, const COLS: usize> Theta<T, ROWS, COLS> {
    /// First weights for a layer with the activation `A`, drawn row by row.
    ///
    /// ```math start
    /// \Theta_{i0}^{(l)} = 0, \qquad \Theta_{ij}^{(l)} \in [-\term{epsilon}{\varepsilon}, \term{epsilon}{\varepsilon}), \quad j \ge 1
    /// ```
    pub fn random<A: OutputActivation>(random: &mut Random) -> Self {
        let epsilon = A::epsilon(COLS - 1, ROWS);
        Self::from_fn(|_, j| match j {
            0 => T::ZERO,
            _ => T::from_f64(random.uniform(epsilon)),
        })
    }
}
