//! Products in two halves, for two threads.
//!
//! **Invariant**: the halves write to disjoint parts of the result, and each entry is computed as in the whole product.

use super::{DotProduct, Matrix, OuterProduct, Product};
use crate::kernels::float::Float;
use crate::kernels::parallel::Divisible;

/// Divides a product whose rows of the result are rows of the left factor.
macro_rules! divisible_by_rows {
    ($($product:ident)+) => {$(
        impl<T: Float> Divisible for $product<'_, T> {
            fn work(&self) -> usize {
                self.size.iter().product()
            }

            fn rows(&self) -> usize {
                self.size[0]
            }

            fn halves(self) -> [Self; 2] {
                let Self { result, start, left, right, size: [m, k, n] } = self;
                let (half, [one, other], lefts) = (m / 2, result.split(m / 2), left.split(m / 2));
                [
                    Self { result: one, start, left: lefts[0], right, size: [half, k, n] },
                    Self { result: other, start, left: lefts[1], right, size: [m - half, k, n] },
                ]
            }
        }
    )+};
}

divisible_by_rows!(Product DotProduct);

impl<T: Float> Divisible for OuterProduct<'_, T> {
    fn work(&self) -> usize {
        self.size.iter().product()
    }

    fn rows(&self) -> usize {
        self.size[2]
    }

    /// Divides the rows of C, which are columns of A. Each half gets half of `room`, and prefetches half of `ahead`.
    fn halves(self) -> [Self; 2] {
        let Self { sums, keep, bias, left, right, size: [m, k, n], room, ahead } = self;
        let half = n / 2;
        let ([one, other], (bias, other_bias)) = (sums.split(half), bias.split_at_mut(half));
        let (room, other_room) = room.split_at_mut(room.len() / 2);
        let (ahead, other_ahead) = ahead.split_at(ahead.len() / 2);
        let other_left = Matrix { values: &left.values[half..], stride: left.stride };
        [
            Self { sums: one, keep, bias, left, right, size: [m, k, half], room, ahead },
            Self {
                sums: other,
                keep,
                bias: other_bias,
                left: other_left,
                right,
                size: [m, k, n - half],
                room: other_room,
                ahead: other_ahead,
            },
        ]
    }
}
