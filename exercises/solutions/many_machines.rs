//! Solutions of chapter 14: Many machines.

/// 14.1 From the left, 0.004 is lost twice. The last two together are 0.008, and 1.008 is rounded up.
pub fn sums_with_three_digits() -> [f64; 2] {
    [1.00, 1.01]
}

/// 14.4 One part after the other, as if there were one rank: no rank adds up its own parts first.
pub fn total(ranks: &[Vec<[f64; 3]>]) -> [f64; 3] {
    let mut total = [0.0; 3];
    for parts in ranks {
        for part in parts {
            for (sum, number) in total.iter_mut().zip(part) {
                *sum += number;
            }
        }
    }
    total
}

/// 14.5 Every rank divides the same total by a positive number. Two ranks with m/2 examples each divide by half of m, so
/// their step is twice as long.
pub fn true_with_the_wrong_m() -> Vec<&'static str> {
    vec!["direction", "same_if_even"]
}
