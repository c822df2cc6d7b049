//! Methods that people know from other libraries, each with an error that says what to write instead.
//!
//! None of them can be called. Each has a condition that no type meets: a trait without implementations, whose
//! `on_unimplemented` is the message. So `net.fit(&samples)` is one error at that line, and it shows the `Trainer`.
//!
//! A method of the user's own takes precedence, whatever its name: the condition stands on the `impl`, and where it does not
//! hold, the compiler sees the methods only if it finds no other of that name. Two `impl`s may even have the same method,
//! since only one of them exists.
//!
//! The compiler prints the names of the conditions, too, so they read as predicates: "it doesn't satisfy `Net: TrainsItself`".
//! For `Net::load` the name is all that it prints.

mod of_data;
#[cfg(feature = "csv")]
mod of_table;
mod of_trainer;

#[cfg(feature = "std")]
pub use of_data::*;
#[cfg(feature = "csv")]
pub use of_table::*;
#[cfg(feature = "std")]
pub use of_trainer::*;

/// A network is trained by a trainer.
#[diagnostic::on_unimplemented(
    message = "a network is trained by a `Trainer`",
    label = "write `Trainer::new(0.5).epochs(1000).train(&mut net, &samples)`"
)]
pub trait TrainsItself {}

/// A network is saved by a model.
#[diagnostic::on_unimplemented(
    message = "a network is saved by a `Model`, together with its scaling and the names of its classes",
    label = "write `Model::new(net).save(\"net.safetensors\")`"
)]
pub trait SavesWithoutModel {}

/// A network is loaded by a model.
#[diagnostic::on_unimplemented(
    message = "a network is loaded by a `Model`, together with its scaling and the names of its classes",
    label = "write `Model::<Net>::load(\"net.safetensors\")`, with the name of the network"
)]
pub trait LoadsWithoutModel {}

/// A network is measured by functions.
#[diagnostic::on_unimplemented(
    message = "a network is measured by functions: `accuracy`, and those of `backprop::metrics`",
    label = "write `accuracy(&net, &samples)`, or `net.cost(&samples, 0.0)` for the cost"
)]
pub trait MeasuresItself {}

/// Probabilities are the output of a network.
#[diagnostic::on_unimplemented(
    message = "the outputs of a network, such as probabilities, are returned by `output`",
    label = "write `net.output(&x)`"
)]
pub trait HasProbabilities {}

/// A network is printed.
#[diagnostic::on_unimplemented(
    message = "a network is summarized by printing it",
    label = "write `println!(\"{{net}}\")`"
)]
pub trait SummarizesItself {}

/// A network is complete as it is declared.
#[diagnostic::on_unimplemented(
    message = "a network is complete as `network!` declares it, with its layers and its cost",
    label = "remove this; the optimizer is set by `Trainer::new(0.01).optimizer(Adam::default())`"
)]
pub trait IsIncomplete {}

/// The weights of a network are its fields.
#[diagnostic::on_unimplemented(
    message = "the weights of a network are its fields `theta_1`, `theta_2`, …, with the biases in column 0",
    label = "write `net.theta_1[i][j]`, or with `use backprop::Network;` for all of them `net.thetas()`"
)]
pub trait HidesItsWeights {}

/// Writes the methods of a network.
#[doc(hidden)]
#[macro_export]
macro_rules! __habits {
    ($visibility:vis $network:ident) => {
        $crate::__habits! { $visibility $network: TrainsItself, fit train partial_fit }
        $crate::__habits! { $visibility $network: SavesWithoutModel, save state_dict }
        $crate::__habits! { $visibility $network: LoadsWithoutModel, load load_state_dict }
        $crate::__habits! { $visibility $network: MeasuresItself, accuracy evaluate score }
        $crate::__habits! { $visibility $network: HasProbabilities, predict_proba }
        $crate::__habits! { $visibility $network: SummarizesItself, summary }
        $crate::__habits! { $visibility $network: IsIncomplete, compile add }
        $crate::__habits! { $visibility $network: HidesItsWeights, weights biases parameters get_weights }
    };
    ($visibility:vis $network:ident: $condition:ident, $($method:ident)*) => {
        #[doc(hidden)]
        impl<T> $network<T>
        where
            Self: $crate::__private::$condition,
        {
            $($visibility fn $method(&self) {})*
        }
    };
}
