//! The activations and costs that a declaration can name on the page.

use backprop::equations::activation::{g, g_prime, output};
use backprop::equations::cost::{example_cost, output_error};
use backprop::{
    Activation, Cost, CrossEntropy, Identity, LeakyRelu, OutputActivation, Relu, Scalar, Sigmoid, Softmax, Softplus,
    SquaredError, Tanh,
};

/// An activation of the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// [`Sigmoid`].
    Sigmoid,
    /// [`Tanh`].
    Tanh,
    /// [`Relu`].
    Relu,
    /// [`LeakyRelu`].
    LeakyRelu,
    /// [`Softplus`].
    Softplus,
    /// [`Identity`].
    Identity,
    /// [`Softmax`], of an output only.
    Softmax,
}

/// A cost of the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Score {
    /// [`CrossEntropy`].
    CrossEntropy,
    /// [`SquaredError`].
    SquaredError,
}

/// Evaluates an expression for the type of an activation of single units, or another one for `Softmax`.
macro_rules! for_kind {
    ($kind:expr, $A:ident => $value:expr, softmax: $softmax:expr) => {
        match $kind {
            Kind::Sigmoid => for_kind!(@ $A, Sigmoid, $value),
            Kind::Tanh => for_kind!(@ $A, Tanh, $value),
            Kind::Relu => for_kind!(@ $A, Relu, $value),
            Kind::LeakyRelu => for_kind!(@ $A, LeakyRelu, $value),
            Kind::Softplus => for_kind!(@ $A, Softplus, $value),
            Kind::Identity => for_kind!(@ $A, Identity, $value),
            Kind::Softmax => $softmax,
        }
    };
    (@ $A:ident, $type:ident, $value:expr) => {{
        type $A = $type;
        $value
    }};
}

impl Kind {
    /// All activations with their names.
    pub const ALL: [(&'static str, Self); 7] = [
        ("Sigmoid", Self::Sigmoid),
        ("Tanh", Self::Tanh),
        ("Relu", Self::Relu),
        ("LeakyRelu", Self::LeakyRelu),
        ("Softplus", Self::Softplus),
        ("Identity", Self::Identity),
        ("Softmax", Self::Softmax),
    ];

    /// Returns g and g′ of a hidden layer.
    pub(super) fn functions<T: Scalar>(self) -> [fn(T) -> T; 2] {
        fn of<A: Activation, T: Scalar>() -> [fn(T) -> T; 2] {
            [g::<A, T>, g_prime::<A, T>]
        }
        for_kind!(self, A => of::<A, T>(), softmax: of::<Identity, T>())
    }

    /// Returns the output of a layer of this kind.
    pub(super) fn output<T: Scalar, const K: usize>(self, z: &[T; K]) -> [T; K] {
        // `output` does not compile for a single unit of `Softmax`, which [`Score::takes`] refuses.
        for_kind!(self, A => output::<A, T, K>(z), softmax: Softmax::activate(z))
    }

    /// Returns ε, the range of the first weights of a layer.
    pub(super) fn epsilon(self, inputs: usize, units: usize) -> f64 {
        for_kind!(self, A => <A as OutputActivation>::epsilon(inputs, units), softmax: <Softmax as OutputActivation>::epsilon(inputs, units))
    }
}

impl Score {
    /// Returns whether this cost can score an output of this kind, as the crate's types have it.
    pub fn takes(self, output: Kind, units: usize) -> bool {
        match (self, output) {
            (_, Kind::Softmax) => units > 1,
            (Self::CrossEntropy, output) => output == Kind::Sigmoid,
            (Self::SquaredError, _) => true,
        }
    }

    /// Returns the cost of an example and the error of the output.
    pub(super) fn of<T: Scalar, const K: usize>(self, output: Kind, example: [&[T; K]; 3]) -> (T, [T; K]) {
        fn both<C: Cost<A>, A: OutputActivation, T: Scalar, const K: usize>([z, a, y]: [&[T; K]; 3]) -> (T, [T; K]) {
            (example_cost::<C, A, T, K>(z, a, y), output_error::<C, A, T, K>(z, a, y))
        }
        match (self, output) {
            (Self::CrossEntropy, Kind::Softmax) => both::<CrossEntropy, Softmax, T, K>(example),
            (Self::CrossEntropy, _) => both::<CrossEntropy, Sigmoid, T, K>(example),
            (Self::SquaredError, _) => for_kind!(
                output,
                A => both::<SquaredError, A, T, K>(example),
                softmax: both::<SquaredError, Softmax, T, K>(example)
            ),
        }
    }
}
