//! The checks of a fuzzer, each for any bytes: the macro returns Rust for the tokens, a loader reads or rejects the
//! file in little memory, and the network has a finite cost and the gradient of that cost.
//!
//! **Invariant**: the checks of files and networks are those of the tests, not copies.

pub mod search;

#[path = "../../tests/process/allocator.rs"]
#[allow(dead_code, reason = "nobody asks here how often something allocates")]
mod allocator;
#[path = "../../tests/process/drawn/mod.rs"]
mod drawn;

use backprop_macros_core::{arbitrary, expand};

/// Passes the declarations that these bytes describe to the macro.
///
/// # Panics
///
/// Panics if the macro's output is not Rust.
pub fn declaration(bytes: &[u8]) {
    let tokens = arbitrary::declarations(bytes);
    let code = expand(tokens.clone(), &quote::quote!(::backprop));
    if let Err(error) = syn::parse2::<syn::File>(code.clone()) {
        panic!("{error}\n{tokens}\ngives\n{code}");
    }
}

/// Reads the file that consists of these bytes.
///
/// # Panics
///
/// Panics if a loader panics, or allocates more memory than the size of the file justifies.
pub fn file(bytes: &[u8]) {
    drawn::files::check_one(bytes);
}

/// Computes the cost and the gradient of the network that these bytes describe.
///
/// # Panics
///
/// Panics if a number is not finite, or if the gradient is not the derivative of the cost.
pub fn network(bytes: &[u8]) {
    drawn::networks::check_one(bytes);
}
