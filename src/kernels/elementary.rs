//! eˣ, ln x, tanh x and cosh x as short polynomials without a branch or a call: loops over them become vector code.
//!
//! eˣ is 2ᵏ eʳ with the whole number k nearest to x / ln 2. To round, a number is added that is so large that no digit
//! behind the point is left; the last bits of the sum are k then, and become an exponent by a shift. The polynomial has
//! as many terms as count. ln x is k ln 2 + ln(1 + f), with 1 + f from √½ to √2, and
//! ln(1 + f) = 2 artanh s with s = f / (2 + f).
//!
//! How many floats lie at most between a result and the correctly rounded one, as `tests/elementary.rs` finds it:
//!
//! | function | `f64` | `f32` | where |
//! |---|---|---|---|
//! | eˣ | 1 | 1 | eˣ is a normal number; beyond, it stays at the smallest and near the largest one |
//! | ln x | 1 | 1 | everywhere |
//! | ln(1 + x) | 1 | 1 | everywhere |
//! | tanh x | 3 | 3 | everywhere |
//! | cosh x | 1 | 1 | as eˣ |
//!
//! **Invariant**: what is not a number stays so, and eˣ is never 0 and never infinite.

/// The functions of one kind of float, each with or without instructions for a · b + c with one rounding.
pub trait Elementary: Sized {
    /// a · b + c, where there is an instruction for it with one rounding.
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

/// What is left of r is at most half of ln 2.
const REST: f64 = 0.3466;

/// The first so many coefficients of (eʳ − 1 − r) / r², up to [`REST`]; then zeros.
///
/// Taylor's coefficients 1/2!, 1/3!, 1/4! … are cut off by economization (C. Lanczos 1938): the last term goes along with
/// the multiple of a Chebyshev polynomial that has it as its last term, and that is small everywhere.
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

/// The coefficients of Tₙ(r / [`REST`]), which is nowhere larger than 1: T₀ = 1, T₁ = x, Tₙ = 2x Tₙ₋₁ − Tₙ₋₂.
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

/// 2/3, 2/5, 2/7 …, as many as count; then zeros.
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
            use std::$float::consts::{LOG2_E, SQRT_2};

            /// So large that its last digit counts ones.
            const ROUND: $float = 1.5 * ONES;
            /// 2 to the power of the digits: below its last digit there is nothing, so the digits hold a whole number.
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
                if FMA { a.mul_add(b, c) } else { a * b + c }
            }

            /// Joins neighbors: c₀ + c₁ x, c₂ + c₃ x, …
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

            /// The polynomial with these coefficients, by G. Estrin's scheme (1960): neighbors are joined again and
            /// again, which takes four steps one after the other, where adding term by term takes fifteen.
            #[inline(always)]
            fn polynomial<const FMA: bool>(terms: [$float; 16], x: $float) -> $float {
                let (x2, x4, x8) = (x * x, (x * x) * (x * x), ((x * x) * (x * x)) * ((x * x) * (x * x)));
                let pairs: [$float; 8] = join::<FMA, 16, 8>(terms, x);
                let fours: [$float; 4] = join::<FMA, 8, 4>(pairs, x2);
                let [low, high] = join::<FMA, 4, 2>(fours, x4);
                // A product with zero would not go away by itself.
                if terms[8] == 0.0 { low } else { mul_add::<FMA>(high, x8, low) }
            }

            /// eʳ − 1, by Estrin's scheme too: r itself takes part in the second step.
            #[inline(always)]
            fn exp_less_1<const FMA: bool>(r: $float) -> $float {
                let (r2, r4) = (r * r, (r * r) * (r * r));
                let [pair, pairs @ ..]: [$float; 5] = join::<FMA, 10, 5>(*EXP.first_chunk().unwrap(), r);
                let [low, high]: [$float; 2] = join::<FMA, 4, 2>(pairs, r2);
                // A product with zero would not go away by itself.
                let rest = if EXP[6] == 0.0 { low } else { mul_add::<FMA>(high, r4, low) };
                mul_add::<FMA>(rest, r4, mul_add::<FMA>(pair, r2, r))
            }

            /// 2ᵏ and eʳ − 1.
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

            /// ln x of a normal x above 0.
            #[inline(always)]
            fn ln<const FMA: bool>(x: $float) -> $float {
                let moved = x.to_bits().wrapping_add(ONE - SQRT_HALF);
                let biased = $float::from_bits((moved >> $digits) | ONES.to_bits());
                let k = biased - (ONES + (ONE >> $digits) as $float);
                let f = $float::from_bits((moved & ((1 << $digits) - 1)).wrapping_add(SQRT_HALF)) - 1.0;
                let s = f / (2.0 + f);
                let rest = s * s * polynomial::<FMA>(LN, s * s);
                // 2 s = f − s f, and f is exact.
                let small = mul_add::<FMA>(k, $ln_2_low, -(s * (f - rest)));
                mul_add::<FMA>(k, $ln_2_high, f + small)
            }

            impl super::Elementary for $float {
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
                    let (ln_x, x) = (mul_add::<FMA>(-k, std::$float::consts::LN_2, ln::<FMA>(x)), self);
                    let of_positive = if x == Self::INFINITY { x } else { ln_x };
                    let of_others = if x == 0.0 { Self::NEG_INFINITY } else { Self::NAN };
                    if x > 0.0 { of_positive } else { of_others }
                }

                /// Of the sum 1 + x, digits of x are lost; what they would have added is added at the end.
                #[inline(always)]
                fn ln_1p<const FMA: bool>(self) -> Self {
                    let sum = 1.0 + self;
                    let ln = ln::<FMA>(sum) + (self - (sum - 1.0)) / sum;
                    if sum > 0.0 { ln } else { Self::NAN }
                }

                /// (1 − e) / (1 + e) with e = e^(−2|x|), where 1 − e does not cancel: it is not computed from e.
                #[inline(always)]
                fn tanh<const FMA: bool>(self) -> Self {
                    let (power, p) = parts::<FMA>(-(self.abs() + self.abs()));
                    let e = mul_add::<FMA>(power, p, power);
                    let e_less_1 = mul_add::<FMA>(power, p, power - 1.0);
                    // The inverse serves the slope too, where that is wanted beside.
                    let inverse = 1.0 / (1.0 + e);
                    (-e_less_1 * inverse).copysign(self)
                }

                #[inline(always)]
                fn cosh<const FMA: bool>(self) -> Self {
                    let e = super::Elementary::exp::<FMA>(self.abs());
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
