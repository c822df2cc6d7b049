//! The fast path: layers as blocks of matrix products, computed by vector instructions, for `f64` and `f32`.
//!
//! The code that [`network!`](crate::network!) writes computes example by example and sum by sum, as one derives it on
//! paper. That is how it is understood, but not how a processor is kept busy: each addition waits for the one before,
//! and each weight is loaded for a single multiplication. The kernels compute the same numbers, up to rounding, in
//! another order:
//!
//! - **Blocks.** Up to 128 examples, a block, go through the [layers] together, forward and back, while their
//!   activations are in the cache. A sum over inputs becomes a product of matrices.
//! - **Register tiles.** Each of the [three matrix products](product) of a layer is computed in tiles whose sums
//!   (accumulators) fill the vector registers. There is no library behind them. Factors are read in place; nothing is
//!   packed but Θᵀ of narrow layers, and a few columns of errors.
//! - **Fused steps.** In plain descent on small batches, the errors carry the factor −α/m through all layers, and δ aᵀ
//!   is added to the weights at once. The gradient is never stored.
//! - **The textbook's own functions.** Activations and costs are called with a [number] whose exponential is [a
//!   polynomial without branches](elementary). The compiler turns loops around such code into vector code; activations
//!   that users write gain by it too.
//! - **Few weights.** A network of at most 512 weights that takes a step after each example trains [in
//!   registers](registers).
//! - **Sizes are types.** All sizes are known at compile time. What is chosen at run time is the instruction set:
//!   every computation is compiled for AVX-512, AVX2 and any processor, or for NEON and any processor, and the best version
//!   runs (`BACKPROP_CPU=portable` asks for another).
//! - **Threads**, with the feature `rayon`: the samples are divided into [shares](workspace), a fixed partition whose
//!   sums are added in order, or the examples of one block into parts; large products are [halved](parallel).
//!
//! | file | what is in it |
//! |---|---|
//! | `vector` | a vector register of any width, and the dispatch to an instruction set |
//! | `x86`, `neon` | AVX2 and AVX-512, NEON: the only `unsafe` of the crate |
//! | `elementary` | eˣ, ln, tanh and cosh as polynomials |
//! | `root`, `without_std` | √x by whole numbers; the functions of floats where there is no standard library |
//! | `float`, `number` | the floats that have kernels; a [`Scalar`](crate::Scalar) that computes with them, by vectors |
//! | `product` | the matrix products, in register tiles |
//! | `elementwise` | activations and slopes, errors and cost of the output |
//! | `compiled` | the kernels that are compiled once, in this crate |
//! | `parallel` | work on several threads, with the same result as on one |
//! | `parameters` | padding and strides: the layout of the weights in memory |
//! | `layers` | the layers as a type, and both passes as a recursion along it |
//! | `workspace` | the memory of a run, allocated once |
//! | `registers` | networks whose weights stay in registers |
//! | `descent` | many steps of gradient descent |
//!
//! **Invariant**: the kernels know layers and slices, not networks. With the same instruction set, the same call gives
//! the same bits on any number of threads. Where a kernel computes an equation of [`equations`](crate::equations) in
//! another form, its head names the equation and the test that compares both.

#![doc(hidden)]

pub mod compiled;
pub mod descent;
pub mod elementary;
pub mod elementwise;
pub mod float;
pub mod layers;
pub mod number;
pub mod parallel;
pub mod parameters;
pub mod product;
pub mod registers;
pub mod root;
pub mod vector;
#[cfg(not(feature = "std"))]
mod without_std;
pub mod workspace;
