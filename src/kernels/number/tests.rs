//! Each of several lanes is the number that it would be alone.

use super::Fast;
use crate::equations::scalar::Scalar;
use crate::kernels::elementary::Approximations;
use crate::kernels::vector::{Cpu, Dispatch, Isa, Task};

#[test]
fn one_number_compares_as_a_float_does() {
    for (a, b) in [(1.0, 2.0), (2.0, 1.0), (2.0, 2.0), (1.0, f64::NAN)] {
        let [x, y] = [a, b].map(|number| Fast::<f64, (), 1>::new([number]));
        assert_eq!((x < y, x <= y, x > y, x >= y), (a < b, a <= b, a > b, a >= b), "{a} and {b}");
        assert_eq!((x == y, x.partial_cmp(&y)), (a == b, a.partial_cmp(&b)), "{a} and {b}");
    }
}

/// Compares computations with three lanes with those of each lane.
struct Three;

impl Task<f64> for Three {
    type Output = ();

    fn run<I: Isa<f64>>(self) {
        type Three<I> = Fast<f64, I, 3>;
        let (a, b) = ([0.5, -0.25, 3.0], [2.0, -0.125, 3.0]);
        let [x, y] = [a, b].map(Three::<I>::new);
        let each = |f: fn(f64, f64) -> f64| [0, 1, 2].map(|l| f(a[l], b[l]));
        let mut sum = x;
        sum += y;
        assert_eq!(sum.0, each(|a, b| a + b));
        assert_eq!(
            [x + y, x - y, x * y, x / y].map(|of| of.0),
            [sum.0, each(|a, b| a - b), each(|a, b| a * b), each(|a, b| a / b)]
        );
        assert_eq!([-x, x.abs(), x.max(y)].map(|of| of.0), [each(|a, _| -a), each(|a, _| a.abs()), each(f64::max)]);
        assert_eq!((y * y).sqrt().0, each(|_, b| b.abs()));

        fn function<I: Isa<f64>>(of: [f64; 3], fused: fn(f64) -> f64, other: fn(f64) -> f64) -> [f64; 3] {
            of.map(if I::FMA { fused } else { other })
        }
        assert_eq!(x.exp().0, function::<I>(a, Approximations::exp::<true>, Approximations::exp::<false>));
        assert_eq!(
            x.abs().ln().0,
            function::<I>(a.map(f64::abs), Approximations::ln::<true>, Approximations::ln::<false>)
        );
        assert_eq!(x.ln_1p().0, function::<I>(a, Approximations::ln_1p::<true>, Approximations::ln_1p::<false>));
        assert_eq!(x.tanh().0, function::<I>(a, Approximations::tanh::<true>, Approximations::tanh::<false>));
        assert_eq!(x.cosh().0, function::<I>(a, Approximations::cosh::<true>, Approximations::cosh::<false>));

        let infinite = Three::<I>::new([1.0, 2.0, f64::INFINITY]);
        assert!(x.is_finite() && !infinite.is_finite());
        assert_eq!(
            (format!("{infinite}"), format!("{infinite:?}")),
            ("[1.0, 2.0, inf]".into(), "[1.0, 2.0, inf]".into())
        );
    }
}

#[test]
fn of_several_numbers_each_is_computed_alone() {
    Cpu::all().into_iter().for_each(|cpu| f64::dispatch(cpu, Three));
}
