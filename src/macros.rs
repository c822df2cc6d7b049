//! The macro `network!`, and a macro that generated code calls.

/// Declares networks and writes their code.
///
/// ```text
/// network! {
///     [attributes] [visibility] struct Name {
///         layers: size -> size Activation -> … -> size Activation,
///         cost: Cost,
///         scalar: Number,                 // optional, f64 by default
///     }
///     …                                   // more networks
/// }
/// ```
///
/// - A **size** is a constant of type `usize`: a literal, the path of a constant, or an expression in braces,
///   `{ 28 * 28 }`. The first one is that of the input, which has no activation; the last one is that of the output.
/// - An **activation** is the path of a type that implements [`Activation`](crate::Activation) or, for the output,
///   [`OutputActivation`](crate::OutputActivation).
/// - The **cost** is the path of a type that implements [`Cost`](crate::Cost) for the output's activation.
///
/// For a declaration `Name`, the macro writes
///
/// - the type `Name<T = f64>`, whose fields `theta_1`, `theta_2`, … are the weights, with `Clone`, `Debug` and
///   `PartialEq`;
/// - `Name::random(seed)` and `Name::zeros()` for the declared number; `map`, which converts a network to another
///   number;
/// - `forward` with its result type `NameForward`; `backward` with its result type `NameDeltas`;
/// - `output`, `predict`, `cost`, `accumulated` (Δ), `gradient` (D) and `trace`;
/// - an implementation of [`Network`](crate::Network).
///
/// The rustdoc of each method shows its equations with the sizes of this network.
///
/// # Wide layers and the stack
///
/// Weights and samples are on the heap, however wide a row is. The results of a pass are arrays, which are on the stack:
/// a, z and δ of one example. Without optimization, the methods above need up to
///
/// - 4 numbers for each input: 32 bytes with `f64`, so that a thread with a stack of 2 MB takes 60 000 inputs;
/// - 8 numbers for each unit of the other layers, and 6 more for each unit of the widest: 14 of them for a network with one
///   wide layer, so that such a thread takes 18 000 units.
///
/// An optimized build needs about half of it. [`fast`](crate::fast), and everything that trains by it, has only the output
/// layer there: up to 1 MB or, if that is more, 14 numbers for each output. [`std::thread::Builder::stack_size`] makes a
/// thread with a larger stack.
///
/// # What does not compile
///
/// The sizes are part of the types, so an input of the wrong length is a compile error:
///
/// ```compile_fail,E0308
/// # use backprop::{CrossEntropy, Sigmoid, Tanh, network};
/// # network! { struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// Net::random(1).forward(&[0.5, 0.5, 0.5]);
/// ```
///
/// So is a target of the wrong length:
///
/// ```compile_fail,E0308
/// # use backprop::{CrossEntropy, Sigmoid, Tanh, network};
/// # network! { struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let net = Net::random(1);
/// net.backward(&net.forward(&[0.5, 0.5]), &[1.0, 0.0]);
/// ```
///
/// The input has no error, so there is no `delta_1`:
///
/// ```compile_fail,E0609
/// # use backprop::{CrossEntropy, Sigmoid, Tanh, network};
/// # network! { struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// let net = Net::random(1);
/// net.backward(&net.forward(&[0.5, 0.5]), &[1.0]).delta_1;
/// ```
///
/// A hyperbolic tangent is not a probability, so it does not go with cross-entropy:
///
/// ```compile_fail,E0277
/// # use backprop::{CrossEntropy, Tanh, network};
/// network! { struct Net { layers: 2 -> 1 Tanh, cost: CrossEntropy } }
/// ```
///
/// Every other mistake in a declaration is an error at the token that is wrong; all of them are reported at once.
#[doc(alias("Sequential", "Dense", "Model", "mlp", "dropout", "convolution", "gpu"))]
#[macro_export]
macro_rules! network {
    ($($declarations:tt)*) => {
        $crate::__private::network! { [$crate] $($declarations)* }
    };
}

/// Writes the method `derivation`, which needs the feature `symbol`.
#[cfg(feature = "symbol")]
#[doc(hidden)]
#[macro_export]
macro_rules! __derivation {
    ($($visibility:tt)*) => {
        /// Returns the equations of this network, as its own code computes them.
        $($visibility)* fn derivation(&self) -> $crate::Derivation<Self> {
            $crate::Derivation::new(self)
        }
    };
}

/// Writes nothing without the feature `symbol`.
#[cfg(not(feature = "symbol"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __derivation {
    ($($visibility:tt)*) => {};
}
