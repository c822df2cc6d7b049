//! Solutions of chapter 13: Fast.

use std::ops::{Add, Mul};

/// 13.1 Two for each weight of Θ⁽¹⁾ and three for each of Θ⁽²⁾, without the biases: 2 · 10 000 + 3 · 250.
pub fn multiplications_of_w2() -> usize {
    20_750
}

/// 13.4 The same numbers are added, in an order that nobody knows, so they are rounded differently in each run.
pub fn true_with_a_shared_sum() -> Vec<&'static str> {
    vec!["complete", "gradient_check", "same_time"]
}

/// 13.5 There is no δ⁽¹⁾, so the first layer of weights is used twice and the others three times.
pub fn multiplications(units: &[usize]) -> usize {
    let mut multiplications = 0;
    for l in 1..units.len() {
        let uses = if l == 1 { 2 } else { 3 };
        multiplications += uses * units[l] * units[l - 1];
    }
    multiplications
}

/// 13.6 The loop over the examples is the innermost one.
pub fn weighted_sums(load: &mut dyn FnMut(usize, usize) -> f64, a: &[[f64; 3]]) -> Vec<[f64; 2]> {
    let mut z = vec![[0.0; 2]; a.len()];
    for i in 0..2 {
        for j in 0..4 {
            let weight = load(i, j);
            for (z, a) in z.iter_mut().zip(a) {
                z[i] += if j == 0 { weight } else { weight * a[j - 1] };
            }
        }
    }
    z
}

/// 13.7 Each of the four sums waits for itself only.
pub fn dot<T: Copy + Default + Add<Output = T> + Mul<Output = T>>(a: &[T], b: &[T]) -> T {
    let mut sums = [T::default(); 4];
    for (a, b) in a.chunks(4).zip(b.chunks(4)) {
        for i in 0..4 {
            sums[i] = sums[i] + a[i] * b[i];
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3])
}
