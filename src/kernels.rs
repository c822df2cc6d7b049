//! The fast path: what the textbook's code computes, with the processor's means.
//!
//! The generated code computes example by example, as one derives it. That is how it is understood, not how a processor
//! is kept busy. For `f64` and `f32` there is a second way to the same numbers, up to their rounding, which `cost`,
//! `gradient` and all training take; every other number, a dual one or a symbol, goes the textbook's way. Whatever is
//! known when a network is declared is known to the compiler here, as a type, and there is nothing left to decide or to
//! allocate while it runs.
//!
//! - **Blocks.** Up to 128 examples go through the [layers] together, forward and back, while they are in the cache. Their
//!   values lie in a [workspace] that is allocated once for a whole run.
//! - **Tiles.** A layer is [three matrix products](product), computed in tiles that fill the registers, on the rows of X
//!   and Θ as they lie in memory. There is no library behind them, and no packing but for a Θᵀ where layers are narrow.
//! - **No gradient.** In descent on small batches the errors carry −α/m through all layers, so that δ aᵀ is added to the
//!   weights as it is computed.
//! - **One reading more.** Activations and costs are the textbook's own, read with a [number] whose exponential is [a
//!   polynomial without a branch](elementary): around it, the compiler makes loops vector code. So it is with
//!   activations of the user's own.
//! - **Few weights.** Where one example after the other changes a handful of weights, these [never leave the
//!   processor](tiny).
//! - **Run time decides on instructions only.** Every computation is compiled for AVX-512, AVX2 and any processor, and
//!   runs in the best version; the environment may ask for another (`BACKPROP_CPU=portable`).
//! - **Threads**, with the feature `rayon`: samples are dealt out in [shares](workspace), large products are
//!   [halved](parallel).
//!
//! | file | what becomes what |
//! |---|---|
//! | `vector` | several numbers become one register, as wide as the processor has them |
//! | `x86` | the instructions for that: the only `unsafe` of the crate |
//! | `elementary` | eˣ, ln, tanh and cosh become polynomials |
//! | `number` | functions written for any number become vector code |
//! | `product` | the matrix products become tiles |
//! | `elementwise` | a layer's z become activations and slopes, its a and y errors, in one pass |
//! | `layers` | the layers become a type, and both passes a recursion along it |
//! | `parameters`, `workspace` | all numbers get one place, for a whole run |
//! | `parallel` | one task becomes two, on two threads |
//! | `tiny` | a network of a few weights stays in registers |
//! | `run`, `descent` | a cost, a gradient, many steps |
//!
//! **Invariant**: nothing here is a formula of the book. What a network computes is said once, in the modules above. With
//! the same instructions, the same call gives the same bits on any number of threads.

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
pub mod vector;
pub mod workspace;
