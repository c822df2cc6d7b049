//! eˣ, ln x, ln(1 + x), tanh x and cosh x as polynomials, without branches, calls or tables: the compiler turns a loop
//! around them into vector code, which it cannot do around the standard library's functions.
//!
//! ```text
//! eˣ:     k = x / ln 2, rounded                        // range reduction
//!         r = x − k ln 2                               // |r| ≤ ½ ln 2; ln 2 in two parts keeps low digits of r
//!         eˣ = 2ᵏ + 2ᵏ p(r),  p(r) ≈ eʳ − 1            // 2ᵏ by a shift into the exponent
//!
//! ln x:   x = 2ᵏ (1 + f),  √½ ≤ 1 + f < √2             // exponent and digits, taken apart by bits
//!         s = f / (2 + f)
//!         ln x = k ln 2 + 2 artanh s                   // 2 s + s³ q(s²), an odd series
//!
//! tanh x: e = e^(−2|x|),  (1 − e) / (1 + e) with the sign of x
//! cosh x: e = e^|x|,      ½ e + ½ / e
//! ```
//!
//! **Rounding by addition.** To round x / ln 2, a number is added that is so large that no digit behind the point is
//! left. The last bits of the sum are k, and a shift makes them an exponent. There is no conversion to a 64-bit
//! integer, which AVX2 lacks.
//!
//! **Short chains.** Polynomials are evaluated by Estrin's scheme: neighboring terms are joined in pairs, then the
//! pairs. It takes a few more multiplications than Horner's, but four dependent FMAs instead of fifteen. Where a loop
//! has many numbers to compute, the processor overlaps them and this hardly matters; where one example follows another
//! ([`registers`](super::registers)), the chain is the running time. Taylor's coefficients took 13 terms of eʳ for
//! `f64` and 6 for `f32`; economized by Chebyshev polynomials, 10 and 5 are nearly as close. tanh had two divisions; it
//! now has one, and its slope uses the same.
//!
//! **Accuracy.** The largest distance from the correctly rounded result, in floats (units in the last place), as
//! `tests/fast/elementary.rs` measures it:
//!
//! | function | `f64` | `f32` | where |
//! |---|---|---|---|
//! | eˣ | 1 | 1 | eˣ is a normal number; beyond, it stays at the smallest and near the largest one |
//! | ln x | 1 | 1 | everywhere |
//! | ln(1 + x) | 1 | 1 | everywhere |
//! | tanh x | 3 | 3 | everywhere |
//! | cosh x | 1 | 1 | as eˣ |
//!
//! **Invariant**: NaN stays NaN, and eˣ is never 0 and never infinite.

/// Approximations of the elementary functions for a kind of float; `FMA` says whether there is a fused multiply-add.
pub trait Approximations: Sized {
    /// Returns a · b + c, with one rounding if there is an FMA.
    fn mul_add<const FMA: bool>(self, factor: Self, term: Self) -> Self;
    /// eˣ.
    fn exp<const FMA: bool>(self) -> Self;
    /// ln x.
    fn ln<const FMA: bool>(self) -> Self;
    /// ln(1 + x).
    fn ln_1p<const FMA: bool>(self) -> Self;
    /// tanh x.
    fn tanh<const FMA: bool>(self) -> Self;
    /// cosh x.
    fn cosh<const FMA: bool>(self) -> Self;
}

/// The largest |r| that is left by the range reduction: half of ln 2.
const REST: f64 = 0.3466;

/// Returns `count` coefficients of (eʳ − 1 − r) / r² for |r| up to [`REST`], then zeros.
///
/// Taylor's coefficients 1/2!, 1/3!, 1/4! … are shortened by economization (C. Lanczos 1938): the multiple of a
/// Chebyshev polynomial that has the same last term is subtracted. That removes the term, and changes the sum by little
/// everywhere, where cutting off the term would change it by much at the ends.
const fn exp_terms(count: usize) -> [f64; 16] {
    let (mut terms, mut n, mut term) = ([0.0; 16], 0, 0.5);
    while n < 16 {
        terms[n] = term;
        n += 1;
        term /= (n + 2) as f64;
    }
    while n > count {
        n -= 1;
        let chebyshev = chebyshev(n);
        let (factor, mut j) = (terms[n] / chebyshev[n], 0);
        while j <= n {
            terms[j] -= factor * chebyshev[j];
            j += 1;
        }
        terms[n] = 0.0;
    }
    terms
}

/// Returns the coefficients of the Chebyshev polynomial Tₙ(r / [`REST`]), which is at most 1 for |r| up to [`REST`]:
/// T₀ = 1, T₁ = x, Tₙ = 2x Tₙ₋₁ − Tₙ₋₂.
const fn chebyshev(n: usize) -> [f64; 16] {
    let (mut before, mut last, mut degree) = ([0.0; 16], [0.0; 16], 1);
    before[0] = 1.0;
    last[1] = 1.0 / REST;
    while degree < n {
        let (mut next, mut j) = ([0.0; 16], 0);
        while j <= degree {
            next[j] -= before[j];
            next[j + 1] += 2.0 * last[j] / REST;
            j += 1;
        }
        (before, last) = (last, next);
        degree += 1;
    }
    last
}

/// Returns `count` coefficients of (2 artanh s − 2 s) / s³ in s², that is 2/3, 2/5, 2/7 …; then zeros.
const fn odd_parts(count: usize) -> [f64; 16] {
    let (mut terms, mut n) = ([0.0; 16], 0);
    while n < count {
        terms[n] = 2.0 / (2 * n + 3) as f64;
        n += 1;
    }
    terms
}

macro_rules! elementary {
    (
        $float:ident, $bits:ident, $digits:literal digits, exponents from $least:literal to $largest:literal,
        ln 2 = $ln_2_high:literal + $ln_2_low:literal, $exp_terms:literal terms for exp, $ln_terms:literal for ln
    ) => {
        mod $float {
            use core::$float::consts::{LOG2_E, SQRT_2};

            /// Added to a number, it rounds that to a whole number: its last digit stands for 1. The half above 2ⁿ
            /// keeps sums with negative numbers in the same binade.
            const ROUND: $float = 1.5 * ONES;
            /// 2 to the power of the number of digits: its last digit stands for 1, so its digits can hold a whole
            /// number.
            const ONES: $float = (1_u64 << $digits) as $float;
            const ONE: $bits = (1.0 as $float).to_bits();
            const SQRT_HALF: $bits = (SQRT_2 / 2.0).to_bits();
            const EXP: [$float; 16] = narrow(super::exp_terms($exp_terms));
            const LN: [$float; 16] = narrow(super::odd_parts($ln_terms));

            const fn narrow(terms: [f64; 16]) -> [$float; 16] {
                let (mut narrow, mut n) = ([0.0; 16], 0);
                while n < 16 {
                    narrow[n] = terms[n] as $float;
                    n += 1;
                }
                narrow
            }

            #[inline(always)]
            fn mul_add<const FMA: bool>(a: $float, b: $float, c: $float) -> $float {
                // `core` has no FMA. Without `std`, there is no instruction set that asks for it either.
                #[cfg(feature = "std")]
                if FMA {
                    return a.mul_add(b, c);
                }
                a * b + c
            }

            /// Joins neighboring terms: c₀ + c₁ x, c₂ + c₃ x, …
            #[inline(always)]
            fn join<const FMA: bool, const N: usize, const HALF: usize>(
                terms: [$float; N],
                x: $float,
            ) -> [$float; HALF] {
                let mut joined = [0.0; HALF];
                for (n, joined) in joined.iter_mut().enumerate() {
                    *joined = mul_add::<FMA>(terms[2 * n + 1], x, terms[2 * n]);
                }
                joined
            }

            /// Returns the polynomial with these coefficients at x, by G. Estrin's scheme (1960): neighbors are joined
            /// again and again, which takes four dependent steps where Horner's scheme takes fifteen.
            #[inline(always)]
            fn polynomial<const FMA: bool>(terms: [$float; 16], x: $float) -> $float {
                let (x2, x4, x8) = (x * x, (x * x) * (x * x), ((x * x) * (x * x)) * ((x * x) * (x * x)));
                let pairs: [$float; 8] = join::<FMA, 16, 8>(terms, x);
                let fours: [$float; 4] = join::<FMA, 8, 4>(pairs, x2);
                let [low, high] = join::<FMA, 4, 2>(fours, x4);
                // If all coefficients of the upper half are 0, it is left out; the compiler may not do so by itself,
                // since 0 · x is not 0 for every x.
                if terms[8] == 0.0 { low } else { mul_add::<FMA>(high, x8, low) }
            }

            /// Returns eʳ − 1 by Estrin's scheme; the term r joins in the last step.
            #[inline(always)]
            fn exp_less_1<const FMA: bool>(r: $float) -> $float {
                let (r2, r4) = (r * r, (r * r) * (r * r));
                let [pair, pairs @ ..]: [$float; 5] = join::<FMA, 10, 5>(*EXP.first_chunk().unwrap(), r);
                let [low, high]: [$float; 2] = join::<FMA, 4, 2>(pairs, r2);
                // If all coefficients of the upper half are 0, it is left out; the compiler may not do so by itself,
                // since 0 · x is not 0 for every x.
                let rest = if EXP[6] == 0.0 { low } else { mul_add::<FMA>(high, r4, low) };
                mul_add::<FMA>(rest, r4, mul_add::<FMA>(pair, r2, r))
            }

            /// Returns 2ᵏ and eʳ − 1, of which eˣ is made.
            #[inline(always)]
            fn parts<const FMA: bool>(x: $float) -> ($float, $float) {
                let x = if x < $least { $least } else { x };
                let x = if x > $largest { $largest } else { x };
                let rounded = mul_add::<FMA>(x, LOG2_E, ROUND);
                let k = rounded - ROUND;
                let r = mul_add::<FMA>(-k, $ln_2_low, mul_add::<FMA>(-k, $ln_2_high, x));
                let power = $float::from_bits((rounded.to_bits() << $digits).wrapping_add(ONE));
                (power, exp_less_1::<FMA>(r))
            }

            /// Returns ln x of a normal x above 0.
            #[inline(always)]
            fn ln<const FMA: bool>(x: $float) -> $float {
                let moved = x.to_bits().wrapping_add(ONE - SQRT_HALF);
                let biased = $float::from_bits((moved >> $digits) | ONES.to_bits());
                let k = biased - (ONES + (ONE >> $digits) as $float);
                let f = $float::from_bits((moved & ((1 << $digits) - 1)).wrapping_add(SQRT_HALF)) - 1.0;
                let s = f / (2.0 + f);
                let rest = s * s * polynomial::<FMA>(LN, s * s);
                // ln(1 + f) = 2 s + s · rest, and 2 s = f − s f: f is exact, so only the small correction is rounded.
                let small = mul_add::<FMA>(k, $ln_2_low, -(s * (f - rest)));
                mul_add::<FMA>(k, $ln_2_high, f + small)
            }

            impl super::Approximations for $float {
                #[inline(always)]
                fn mul_add<const FMA: bool>(self, factor: Self, term: Self) -> Self {
                    mul_add::<FMA>(self, factor, term)
                }

                #[inline(always)]
                fn exp<const FMA: bool>(self) -> Self {
                    let (power, p) = parts::<FMA>(self);
                    mul_add::<FMA>(power, p, power)
                }

                #[inline(always)]
                fn ln<const FMA: bool>(self) -> Self {
                    let is_small = self < Self::MIN_POSITIVE;
                    let (x, k) = if is_small { (self * ONES, $digits as Self) } else { (self, 0.0) };
                    let (ln_x, x) = (mul_add::<FMA>(-k, core::$float::consts::LN_2, ln::<FMA>(x)), self);
                    let of_positive = if x == Self::INFINITY { x } else { ln_x };
                    let of_others = if x == 0.0 { Self::NEG_INFINITY } else { Self::NAN };
                    if x > 0.0 { of_positive } else { of_others }
                }

                /// The sum 1 + x rounds away low digits of x; the last term adds their contribution back.
                #[inline(always)]
                fn ln_1p<const FMA: bool>(self) -> Self {
                    let sum = 1.0 + self;
                    let ln = ln::<FMA>(sum) + (self - (sum - 1.0)) / sum;
                    if sum > 0.0 { ln } else { Self::NAN }
                }

                /// Returns (1 − e) / (1 + e) with e = e^(−2|x|). For small x, 1 − e would cancel; so e − 1 is computed
                /// from eʳ − 1 and not from e.
                #[inline(always)]
                fn tanh<const FMA: bool>(self) -> Self {
                    let (power, p) = parts::<FMA>(-(self.abs() + self.abs()));
                    let e = mul_add::<FMA>(power, p, power);
                    let e_less_1 = mul_add::<FMA>(power, p, power - 1.0);
                    // The slope uses the same quotient, 1 / (1 + e), which the compiler then computes once.
                    let inverse = 1.0 / (1.0 + e);
                    (-e_less_1 * inverse).copysign(self)
                }

                #[inline(always)]
                fn cosh<const FMA: bool>(self) -> Self {
                    let e = super::Approximations::exp::<FMA>(self.abs());
                    0.5 * e + 0.5 / e
                }
            }
        }
    };
}

elementary! {
    f32, u32, 23 digits, exponents from -87.3 to 88.3,
    ln 2 = 0.693_359_4 + -2.121_944_4e-4, 5 terms for exp, 5 for ln
}
elementary! {
    f64, u64, 52 digits, exponents from -708.3 to 709.4,
    ln 2 = 6.931_471_803_691_238e-1 + 1.908_214_929_270_587_7e-10, 10 terms for exp, 10 for ln
}
