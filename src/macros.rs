//! `network!`, and the macro that its code calls.

/// Declares networks and writes their code.
///
/// ```text
/// network! {
///     [attributes] [visibility] struct Name {
///         layers: size -> size Activation -> … -> size Activation,
///         cost: Cost,
///         scalar: Number,                 // optional; f64 where left out
///     }
///     …                                   // any number of networks
/// }
/// ```
///
/// - A **size** is a constant of type `usize`: a literal, the path of a constant, or an expression in braces,
///   `{ 28 * 28 }`. The first is the input's, which has no activation; the last is the output's.
/// - An **activation** is the path of a type that implements [`Activation`], or, for the output, [`OutputActivation`].
/// - The **cost** is the path of a type that implements [`Cost`] for the output's activation.
///
/// For a declaration `Name`, the macro writes
///
/// - the type `Name<T = f64>`, whose fields `theta_1`, `theta_2`, … are the weights, with `Clone`, `Debug` and
///   `PartialEq`;
/// - `Name::random(seed)` and `Name::zeros()`, of the declared number; `map` takes a network to another number;
/// - `forward` and the type `NameForward` of what it returns; `backward` and the type `NameDeltas`;
/// - `output`, `predict`, `cost`, `accumulated` (Δ), `gradient` (D) and `trace`;
/// - an implementation of [`Network`].
///
/// The rustdoc of each method shows its equations with the sizes of this network.
///
/// # What does not compile
///
/// The sizes are part of the types, so a sample of the wrong length is an error of the compiler's:
///
/// ```compile_fail,E0308
/// # use backprop::{CrossEntropy, Sigmoid, Tanh, network};
/// # network! { struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }
/// Net::random(1).forward(&[0.5, 0.5, 0.5]);
/// ```
///
/// as is a target of the wrong length:
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
/// A hyperbolic tangent is no probability, so cross-entropy cannot score it:
///
/// ```compile_fail,E0277
/// # use backprop::{CrossEntropy, Tanh, network};
/// network! { struct Net { layers: 2 -> 1 Tanh, cost: CrossEntropy } }
/// ```
///
/// Every other mistake in a declaration is an error at its own token, all of them in one go.
#[macro_export]
macro_rules! network {
    ($($declarations:tt)*) => {
        $crate::__private::network! { [$crate] $($declarations)* }
    };
}

/// The method of each network that needs the feature `symbol`.
#[cfg(feature = "symbol")]
#[doc(hidden)]
#[macro_export]
macro_rules! __derivation {
    ($($visibility:tt)*) => {
        /// The equations of this network, line by line as its own code computes them.
        $($visibility)* fn derivation(&self) -> $crate::Derivation<Self> {
            $crate::Derivation::new(self)
        }
    };
}

/// Without the feature, there is no such method.
#[cfg(not(feature = "symbol"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __derivation {
    ($($visibility:tt)*) => {};
}
