//! The number that the figures compute with.

use crate::digits::significant;
use backprop::Scalar;
use backprop::kernels::elementary::Approximations;
use core::fmt;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// A double whose results are the same to the last bit on every machine.
///
/// The functions of the standard library are those of the system, which differ in the last digits. These are the crate's
/// own polynomials without fused multiply-add. A network computes with this number by the textbook's loops, since there
/// are kernels for `f64` and `f32` alone: they would only make the module larger.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Plain(pub f64);

impl From<f64> for Plain {
    fn from(value: f64) -> Self {
        Self(value)
    }
}

impl From<Plain> for f64 {
    fn from(value: Plain) -> Self {
        value.0
    }
}

macro_rules! functions {
    ($($name:ident)+) => {$(
        fn $name(self) -> Self {
            Self(Approximations::$name::<false>(self.0))
        }
    )+};
}

impl Scalar for Plain {
    const ZERO: Self = Self(0.0);
    const ONE: Self = Self(1.0);
    const EPSILON: Self = Self(f64::EPSILON);

    fn from_f64(value: f64) -> Self {
        Self(value)
    }
    functions!(exp ln ln_1p tanh cosh);
    fn sqrt(self) -> Self {
        Self(self.0.sqrt())
    }
    fn abs(self) -> Self {
        Self(self.0.abs())
    }
    fn is_finite(self) -> bool {
        self.0.is_finite()
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident),+) => {$(
        impl $operator for Plain {
            type Output = Self;

            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0))
            }
        }
    )+};
}

operators!(Add add, Sub sub, Mul mul, Div div);

impl AddAssign for Plain {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Neg for Plain {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// As a figure shows it: the standard library's way of writing a double would take another 5 kB.
impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&significant(self.0))
    }
}
