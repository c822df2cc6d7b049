//! [`Scalar`] for `f32` and `f64` where there is no standard library: by the [polynomials](super::elementary) and the
//! [root](super::root) of the kernels. `core` has no functions of floats.
//!
//! **Invariant**: the results are the same to the last bit on every machine, since they are sums, products and quotients.

use super::elementary::Approximations;
use super::root::root;
use crate::equations::scalar::{Floats, Scalar, float};

float!(
    f32 F32: exp by Approximations::exp::<false>, ln by Approximations::ln::<false>,
    ln_1p by Approximations::ln_1p::<false>, sqrt by |x: Self| root(x.into()) as f32,
    tanh by Approximations::tanh::<false>, cosh by Approximations::cosh::<false>
);
float!(
    f64 F64: exp by Approximations::exp::<false>, ln by Approximations::ln::<false>,
    ln_1p by Approximations::ln_1p::<false>, sqrt by root,
    tanh by Approximations::tanh::<false>, cosh by Approximations::cosh::<false>
);
