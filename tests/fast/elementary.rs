//! The approximations of the kernels are as accurate as their table says. The error is the number of floats between the
//! result and the correctly rounded value.
//!
//! `f64` is compared with `pxfm`, whose functions are correctly rounded. `f32` is compared with the standard library's
//! functions of `f64`, which have more than twice as many digits.

use backprop::equations::first_weights::Random;
use backprop::kernels::elementary::Approximations;
use backprop::kernels::root::root;

/// The distance of two floats, counted in floats.
trait Distance: Copy {
    fn floats_from(self, other: Self) -> u64;
}

macro_rules! distance {
    ($float:ident, $signed:ident) => {
        impl Distance for $float {
            fn floats_from(self, other: Self) -> u64 {
                assert!(!self.is_nan() && !other.is_nan());
                // The bits of floats of one sign, read as integers, are in the order of the floats.
                let place = |x: Self| {
                    let bits = x.to_bits() as $signed;
                    if bits < 0 { $signed::MIN - bits } else { bits }
                };
                place(self).abs_diff(place(other)).into()
            }
        }
    };
}

distance!(f32, i32);
distance!(f64, i64);

/// Returns the largest distance over many numbers from `low` to `high`: half of them are distributed evenly, the others
/// concentrate near 0.
fn worst<D: Distance>([low, high]: [f64; 2], distance: impl Fn(f64) -> [D; 2]) -> u64 {
    let mut random = Random::new(1);
    let mut worst = 0;
    for i in 0..200_000 {
        let share = 0.5 + random.uniform(0.5);
        let x = if i % 2 == 0 {
            low + share * (high - low)
        } else {
            let end = if i % 4 == 1 { low } else { high };
            end * (-60.0 * share).exp2()
        };
        let [fast, exact] = distance(x.clamp(low, high));
        worst = worst.max(fast.floats_from(exact));
    }
    worst
}

macro_rules! bounds {
    ($($name:ident: $function:ident is $exact:path, from $least:literal to $largest:literal, f64 $f64:literal,
       from $least_32:literal to $largest_32:literal, f32 $f32:literal;)+) => {$(
        #[test]
        fn $name() {
            let (of_f64, of_f32) = ([$least, $largest], [$least_32, $largest_32]);
            let exact = |x: f32| f64::from(x).$function() as f32;
            // Requires equality, not an upper bound: the table gives the largest error that occurs at these points.
            assert_eq!($f64, worst(of_f64, |x| [Approximations::$function::<true>(x), $exact(x)]));
            assert_eq!($f64, worst(of_f64, |x| [Approximations::$function::<false>(x), $exact(x)]));
            assert_eq!($f32, worst(of_f32, |x| [Approximations::$function::<true>(x as f32), exact(x as f32)]));
            assert_eq!($f32, worst(of_f32, |x| [Approximations::$function::<false>(x as f32), exact(x as f32)]));
        }
    )+};
}

bounds! {
    the_exponential: exp is pxfm::f_exp, from -708.0 to 709.0, f64 1, from -87.0 to 88.0, f32 1;
    the_logarithm: ln is pxfm::f_log, from 1e-320 to 1e300, f64 1, from 1e-44 to 1e38, f32 1;
    the_logarithm_near_1: ln_1p is pxfm::f_log1p, from -0.999_999 to 1e300, f64 1, from -0.999_999 to 1e38, f32 1;
    the_hyperbolic_tangent: tanh is pxfm::f_tanh, from -30.0 to 30.0, f64 3, from -20.0 to 20.0, f32 3;
    the_hyperbolic_cosine: cosh is pxfm::f_cosh, from -709.0 to 709.0, f64 1, from -87.0 to 87.0, f32 1;
}

#[test]
fn results_saturate_instead_of_overflowing_and_nan_stays_nan() {
    fn of<const FMA: bool>() {
        let exp = |x: f64| Approximations::exp::<FMA>(x);
        assert!(exp(-1e300) > 0.0 && exp(-1e300) < 1e-300 && exp(-1e300) == exp(f64::NEG_INFINITY));
        assert!(exp(1e300).is_finite() && exp(1e300) > 1e300 && exp(1e300) == exp(f64::INFINITY));
        assert!(exp(f64::NAN).is_nan());

        let ln = |x: f64| Approximations::ln::<FMA>(x);
        assert_eq!((ln(0.0), ln(1.0), ln(f64::INFINITY)), (f64::NEG_INFINITY, 0.0, f64::INFINITY));
        assert!(ln(-1.0).is_nan() && ln(f64::NAN).is_nan());

        let ln_1p = |x: f64| Approximations::ln_1p::<FMA>(x);
        assert_eq!((ln_1p(0.0), ln_1p(1e-300)), (0.0, 1e-300));
        assert!(ln_1p(-2.0).is_nan() && ln_1p(f64::NAN).is_nan());

        let tanh = |x: f64| Approximations::tanh::<FMA>(x);
        assert_eq!((tanh(0.0), tanh(1e-300), tanh(1e300), tanh(-1e300)), (0.0, 1e-300, 1.0, -1.0));
        assert!(tanh(-0.0).is_sign_negative() && tanh(f64::NAN).is_nan());
    }
    of::<true>();
    of::<false>();
}

/// Compares the root by whole numbers with that of the processor: for numbers of all sizes, those around whole squares, and
/// the ends of the range.
#[test]
fn the_root_is_that_of_the_processor_to_the_last_bit() {
    let mut random = Random::new(1);
    let drawn = (0..100_000).map(|_| f64::from_bits(random.below(1 << 32) << 32 | random.below(1 << 32)));
    let squares = (1..1000_u64).flat_map(|n| {
        let square = ((n << 43 | n) as f64).powi(2);
        [square.next_down(), square, square.next_up()]
    });
    let (least, tiny) = (f64::MIN_POSITIVE, f64::from_bits(1));
    let ends = [0.0, -0.0, tiny, 3.0 * tiny, least.next_down(), least, f64::MAX, f64::INFINITY, -1.0, f64::NAN];
    for x in drawn.chain(squares).chain(ends) {
        let (root, expected) = (root(x), x.sqrt());
        assert!(root.to_bits() == expected.to_bits() || root.is_nan() && expected.is_nan(), "√{x:?}: {root:?}");
        let x = x as f32;
        let (root, expected) = (self::root(x.into()) as f32, x.sqrt());
        assert!(root.to_bits() == expected.to_bits() || root.is_nan() && expected.is_nan(), "√{x:?} as f32: {root:?}");
    }
}
