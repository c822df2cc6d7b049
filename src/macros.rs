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
///   [`OutputActivation`](crate::OutputActivation): [`Sigmoid`](crate::Sigmoid), [`Tanh`](crate::Tanh),
///   [`Relu`](crate::Relu), [`LeakyRelu`](crate::LeakyRelu), [`Softplus`](crate::Softplus), [`Identity`](crate::Identity), for
///   the output also [`Softmax`](crate::Softmax), or a type of your own.
/// - The **cost** is the path of a type that implements [`Cost`](crate::Cost) for the output's activation:
///   [`CrossEntropy`](crate::CrossEntropy) for probabilities, which are the outputs of `Sigmoid` and `Softmax`,
///   [`SquaredError`](crate::SquaredError) for all activations, or a type of your own.
///
/// ```
/// use backprop::{CrossEntropy, Identity, Relu, Softmax, SquaredError, Tanh, network};
///
/// network! {
///     /// Which of ten digits does an image show?
///     pub struct Digits {
///         layers: { 28 * 28 } -> 30 Relu -> 10 Softmax,
///         cost: CrossEntropy,
///         scalar: f32,
///     }
///
///     /// A regression: one number from three.
///     struct Price {
///         layers: 3 -> 8 Tanh -> 1 Identity,
///         cost: SquaredError,
///     }
/// }
///
/// let [price] = Price::random(1).output(&[0.5, -1.0, 0.25]);
/// let digit = Digits::random(1).predict(&[0.0; 28 * 28]);
/// # assert!(price.is_finite() && digit < 10);
/// ```
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
/// # Habits from elsewhere
///
/// - **Sizes at run time.** Sizes are types, so they are fixed when the program is compiled. For a search over sizes, declare a
///   network for each of them and write the search as a generic function; networks with the same inputs and outputs
///   take the same samples:
///
///   ```
///   # use backprop::{CrossEntropy, Network, Samples, SamplesOf, Sigmoid, Tanh, Trainer, TrainingError, network};
///   macro_rules! sizes {
///       ($($name:ident $units:expr),*) => {
///           network! { $(struct $name { layers: 2 -> $units Tanh -> 1 Sigmoid, cost: CrossEntropy })* }
///       };
///   }
///   sizes!(Two 2, Four 4, Eight 8);
///
///   fn cost_after_training<N: Network<Scalar = f64>>(mut net: N, samples: &SamplesOf<N>) -> Result<f64, TrainingError> {
///       Trainer::new(0.5).epochs(100).train(&mut net, samples)?;
///       Ok(net.cost(samples, 0.0))
///   }
///
///   let samples = Samples::new([[0.0, 1.0], [1.0, 1.0]], [[1.0], [0.0]])?;
///   let costs = [
///       cost_after_training(Two::random(1), &samples)?,
///       cost_after_training(Four::random(1), &samples)?,
///       cost_after_training(Eight::random(1), &samples)?,
///   ];
///   # assert!(costs.iter().all(|&cost| cost < 0.7));
///   # Ok::<(), Box<dyn std::error::Error>>(())
///   ```
///
/// - **`Box<dyn Network>`.** The trait has types and constants of its own, so there are no such objects. Several networks in
///   one variable or list are an enum; [`Network`](crate::Network) has an example.
/// - **`new()` and `Default`.** The first weights are random, because units that start equal get the same gradient and stay
///   equal. `random` takes the seed from you, so that a run can be repeated: a seed gives the same weights on every machine.
///   Try several seeds, each is a run of its own. `zeros` is for sums of gradients and for weights that you fill in.
/// - **Optimizer, learning rate, λ** are not parts of a network; they are settings of a [`Trainer`](crate::Trainer).
/// - **Dropout, batch normalization, L1.** There are none. λ and early stopping,
///   [`patience`](crate::Trainer::patience), are the means against overfitting.
/// - **Convolution, recurrence, attention, embeddings.** There are none. All layers are fully connected, each to the next.
/// - **GPU.** There is none. Training uses the vector instructions of the processor, and with the feature `rayon` all its
///   cores.
/// - **A vector of biases.** The biases of a layer are column 0 of its weights, `theta_1[i][0]`.
///
/// # Wide layers and the stack
///
/// Weights and samples are on the heap, however wide a row is. The results of a pass are arrays, which are on the stack:
/// a, z and δ of one example. Without optimization, the methods above need up to
///
/// - 4 numbers for each input: 32 bytes with `f64`, so that a thread with a stack of 2 MB takes 60 000 inputs;
/// - 9 numbers for each hidden unit;
/// - 10 numbers for each output, and [`fast`](crate::fast) 14 of them.
///
/// A main thread has a stack of 8 MB, about a million numbers of `f64`. A function that keeps the results of `forward` and
/// `backward`, and calls the other methods, has up to 5 numbers there for each input, 12 for each hidden unit and 18 for each
/// output. So a network does not compile if these are more than 1 000 000 in all: with one wide layer, 199 000 inputs are
/// possible, 83 000 hidden units, or 55 000 outputs. A picture of 224 × 224 pixels in three colors has 150 528 inputs. If a
/// layer is too wide, make it narrower, as by smaller pictures.
///
/// An optimized build needs about half of it. [`fast`](crate::fast), and everything that trains by it, has only the output
/// layer there: up to 1 MB or, if that is more, 14 numbers for each output. Other threads than the main one have 2 MB;
/// [`std::thread::Builder::stack_size`] makes one with more.
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
/// ```compile_fail
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

/// Writes the method `operations`, which needs the feature `std`.
#[cfg(feature = "std")]
#[doc(hidden)]
#[macro_export]
macro_rules! __operations {
    ($($visibility:tt)*) => {
        /// The number of operations that one example takes, for each pass.
        #[must_use]
        $($visibility)* fn operations(&self) -> $crate::Operations {
            $crate::Operations::new(self)
        }
    };
}

/// Writes a method that says which feature it needs.
#[cfg(not(feature = "std"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __operations {
    ($($visibility:tt)*) => {
        #[doc(hidden)]
        $($visibility)* fn operations(&self) -> ::core::convert::Infallible
        where
            Self: $crate::__private::HasFeatureStd,
        {
            ::core::unreachable!("no network has the feature")
        }
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

/// Writes a method that says which feature it needs.
#[cfg(not(feature = "symbol"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __derivation {
    ($($visibility:tt)*) => {
        #[doc(hidden)]
        $($visibility)* fn derivation(&self) -> ::core::convert::Infallible
        where
            Self: $crate::__private::HasFeatureSymbol,
        {
            ::core::unreachable!("no network has the feature")
        }
    };
}
