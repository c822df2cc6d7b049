//! Checks the answers to chapter 14: Many machines.

#[cfg_attr(test, path = "../solutions/many_machines.rs")]
#[cfg_attr(not(test), path = "../chapters/many_machines.rs")]
#[allow(unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use exercises::{Check, Expected, Names, Verdict};

pub const CHECKS: &[Check] = &[
    (1, || sums_with_three_digits(answers::sums_with_three_digits())),
    (4, || total(answers::total)),
    (5, || wrong_m(answers::true_with_the_wrong_m())),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

/// Rounds to three significant digits.
fn rounded(number: f64) -> f64 {
    format!("{number:.2e}").parse().expect("a number")
}

fn sums_with_three_digits(answer: [f64; 2]) -> Verdict {
    let [large, small, last] = [1.00, 0.004, 0.004];
    let from_the_left = rounded(rounded(large + small) + last);
    let last_first = rounded(large + rounded(small + last));
    Expected::counted([
        ("The sum from the left to the right", from_the_left),
        ("The sum with the last two first", last_first),
    ])
    .mistake(
        [1.008; 2],
        "These are the exact sums. The computer of this exercise has three significant digits, and 1.008 has four.",
    )
    .mistake([last_first, from_the_left], "You have both sums, in the other order.")
    .mistake(
        [last_first; 2],
        "You rounded only once, at the end. From the left, the computer rounds 1.004 before it adds the last number.",
    )
    .check(answer)
}

/// The parts of five ranks or fewer.
type Ranks = Vec<Vec<[f64; 3]>>;

/// The same parts on one, two, three and five ranks.
fn dealt() -> [Ranks; 4] {
    let part = |i: i32| [0.1 * f64::from(i), 1e-3 / f64::from(i), 1e16 / f64::from(i * i)];
    let deal = |ends: &[i32]| {
        let mut start = 1;
        let mut ranks = Vec::new();
        for &end in ends {
            ranks.push((start..=end).map(part).collect());
            start = end + 1;
        }
        ranks
    };
    [deal(&[7]), deal(&[3, 7]), deal(&[2, 2, 7]), deal(&[1, 2, 4, 6, 7])]
}

/// Adds parts one after the other, from 0 on.
fn sum<'a>(parts: impl IntoIterator<Item = &'a [f64; 3]>) -> [f64; 3] {
    parts.into_iter().fold([0.0; 3], |sum, part| std::array::from_fn(|i| sum[i] + part[i]))
}

/// An answer of the reader: the sum of the parts of all ranks.
type Total = fn(&[Vec<[f64; 3]>]) -> [f64; 3];

fn total(answer: Total) -> Verdict {
    let of = |total: Total| dealt().map(|ranks| total(&ranks));
    let right = of(|ranks| sum(ranks.iter().flatten()));
    let given = of(answer);
    let names = dealt().map(|ranks| format!("on {} ranks", ranks.len()));
    let named = names.iter().flat_map(|name| (0..3).map(move |i| format!("Number {i} of the sum {name}")));
    Expected::computed(named.zip(right.into_iter().flatten()))
        .mistake(
            of(|ranks| sum(&ranks[0])).into_iter().flatten(),
            "These are the parts of rank 0 alone. The others have some, too.",
        )
        .check(given.into_iter().flatten())?;
    match given.iter().zip(&names).find(|(sum, _)| sum.map(f64::to_bits) != given[0].map(f64::to_bits)) {
        None => Ok(()),
        Some((sum, name)) => Err(format!(
            "The same parts have the sum {:?} on one rank and {sum:?} {name}. The last bits differ, because you add in another \
             order: add one part after the other, whichever rank has it, and let no rank add up its own parts first.",
            given[0]
        )),
    }
}

fn wrong_m(answer: Vec<&str>) -> Verdict {
    // The Δ of two ranks, and the step that each takes with the total.
    let step = |own: f64, total: f64| total / own;
    let even = [8.0, 8.0].map(|own| step(own, 4.0));
    let uneven = [4.0, 12.0].map(|own| step(own, 4.0));
    let right = step(16.0, 4.0);
    Names::new([
        (
            "direction",
            uneven.iter().all(|step| step * right > 0.0),
            "The total is divided by a positive number, which changes its length and not its direction.",
        ),
        (
            "length",
            even[0] == right,
            "Two ranks with half of the examples each divide by half of m, so their step is twice as long.",
        ),
        ("same_if_even", even[0] == even[1], "They divide the same total by the same number."),
        (
            "same_if_uneven",
            uneven[0] == uneven[1],
            "They divide the same total by different numbers. From then on, each trains a network of its own.",
        ),
    ])
    .check(&answer)
}

#[cfg(test)]
mod tests {
    use super::{sum, sums_with_three_digits, total, wrong_m};

    #[test]
    fn sums_that_are_not_rounded_are_told() {
        assert!(sums_with_three_digits([1.008; 2]).unwrap_err().contains("exact"));
        assert!(sums_with_three_digits([1.01; 2]).unwrap_err().contains("only once"));
    }

    #[test]
    fn own_sums_of_ranks_are_told() {
        let own_first = total(|ranks| sum(&ranks.iter().map(sum).collect::<Vec<_>>()));
        assert!(own_first.unwrap_err().contains("another order"));
    }

    #[test]
    fn a_step_that_is_too_long_is_told() {
        let sentence = wrong_m(vec!["direction", "length", "same_if_even"]).unwrap_err();
        assert!(sentence.contains("twice as long"), "{sentence}");
    }
}
