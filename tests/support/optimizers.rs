//! One of each optimizer of the crate, for tests that must hold for all of them.

use backprop::{Adam, AdamW, GradientDescent, Momentum, Nesterov, Optimizer, RmsProp, Scalar};

/// Returns one of each optimizer, with its default settings.
pub(crate) fn optimizers<T: Scalar>() -> [Box<dyn Optimizer<T>>; 6] {
    [
        Box::new(GradientDescent),
        Box::new(Momentum::default()),
        Box::new(Nesterov::default()),
        Box::new(RmsProp::default()),
        Box::new(Adam::default()),
        Box::new(AdamW::default()),
    ]
}
