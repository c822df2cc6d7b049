//! Checks backpropagation from an empty page: says which number is wrong first, and what it looks like.

use super::answers::{Passes, Weights};
use super::known::wrong_numbers;
use super::numbers::{Case, Numbers, STEPS};
use super::rounding;
use exercises::{Expected, Verdict};
use worked::{by_hand, intuition};

type Answer = fn(&Weights, &[[f64; 2]], &[f64], f64) -> Passes;

/// Returns a remark about rounding if all numbers are right.
///
/// # Errors
/// Returns a sentence about the first number that is wrong.
pub fn check(answer: Answer) -> Result<String, String> {
    let cases = cases();
    let given = cases.each_ref().map(|case| Numbers::of(&answer(&case.weights, &case.x, &case.y, case.lambda)));
    first_wrong(&cases, &given)?;
    Ok(rounding::remark(&cases, &given))
}

/// Returns the inputs: the two examples of the book, a single example, and others. Their numbers of examples are not
/// powers of 2, by which every order of a division gives the same bits.
pub fn cases() -> [Case; 6] {
    let book = Weights { theta_1: intuition::THETA_1, theta_2: intuition::THETA_2, theta_3: intuition::THETA_3 };
    let (x, y) = by_hand::samples().iter().map(|(x, y)| (*x, y[0])).unzip();
    [
        Case { name: "the two examples of the book".to_owned(), weights: book, x, y, lambda: by_hand::LAMBDA },
        of_sines(1),
        of_sines(3),
        of_sines(5),
        of_sines(6),
        of_sines(7),
    ]
}

/// Returns a case with weights and `m` examples that are sines, so that they have nothing in common.
fn of_sines(m: usize) -> Case {
    let mut number = 10 * m;
    let mut next = || {
        number += 1;
        2.0 * (number as f64).sin()
    };
    let weights = Weights {
        theta_1: [[0; 3]; 2].map(|row| row.map(|_| next())),
        theta_2: [[0; 3]; 2].map(|row| row.map(|_| next())),
        theta_3: [[0; 3]; 1].map(|row| row.map(|_| 2.0 * next())),
    };
    let x = (0..m).map(|_| [next(), next()]).collect();
    let y = (0..m).map(|example| (example % 2) as f64).collect();
    Case { name: format!("other weights, m = {m} and λ = 1.3"), weights, x, y, lambda: 1.3 }
}

/// Returns a sentence about the first wrong number, in the order of the computation. A mistake is known by its numbers
/// for all cases together.
pub fn first_wrong(cases: &[Case], given: &[Numbers]) -> Verdict {
    for (case, given) in cases.iter().zip(given) {
        let (found, m) = (given.errors.len(), case.m());
        if found != m {
            return Err(format!(
                "With {}: there are the errors of {found} examples, and there should be {m}.",
                case.name
            ));
        }
    }
    let right: Vec<Numbers> = cases.iter().map(Numbers::right).collect();
    let mut before = String::new();
    for step in STEPS {
        let of_all =
            |numbers: &[Numbers]| numbers.iter().flat_map(|numbers| numbers.of_step(step)).collect::<Vec<f64>>();
        let (given, wanted) = (of_all(given), of_all(&right));
        if let Some(at) = first_off(&given, &wanted) {
            let names: Vec<String> = cases
                .iter()
                .flat_map(|case| {
                    step.names(case.m()).into_iter().map(move |name| format!("{name}, with {},", case.name))
                })
                .collect();
            let first = format!("{} is {:.6}, and should be {:.6}.", names[at], given[at], wanted[at]);
            let known = wrong_numbers(step, cases, &right);
            let changed = known.into_iter().filter(|(wrong, _)| first_off(wrong, &wanted).is_some());
            let expected = Expected::computed(names.into_iter().zip(wanted.iter().copied()));
            let expected = changed
                .fold(expected, |expected, (wrong, sentence)| expected.mistake(wrong, &format!("{first} {sentence}")));
            let first_step = format!("{} is the first to be wrong.{before}", step.symbol());
            return expected.check(given).map_err(|sentence| format!("{first_step}\n{sentence}"));
        }
        before = format!(" Everything up to {} is right.", step.symbol());
    }
    Ok(())
}

/// Returns the index of the first number that is off by more than rounding.
fn first_off(given: &[f64], wanted: &[f64]) -> Option<usize> {
    let is_near = |(given, wanted): (&f64, &f64)| (given - wanted).abs() <= 1e-9 * wanted.abs() + f64::MIN_POSITIVE;
    given.iter().zip(wanted).position(|pair| !is_near(pair))
}

#[cfg(test)]
mod tests {
    use super::super::numbers::{Case, Numbers, STEPS, Step};
    use super::super::{answers, known, rounding};
    use super::{cases, check, first_wrong};
    use backprop::{Activation, Sigmoid};
    use worked::mistakes::{Equations, RIGHT};

    /// Returns all numbers of a run with these equations.
    fn run(case: &Case, equations: &Equations) -> Numbers {
        let mut numbers = Numbers::right(case);
        STEPS.into_iter().for_each(|step| numbers.recompute(step, case, equations));
        numbers
    }

    /// Returns the remark about a run with these equations.
    fn remark(equations: &Equations) -> String {
        let cases = cases();
        let given: Vec<Numbers> = cases.iter().map(|case| run(case, equations)).collect();
        assert_eq!(first_wrong(&cases, &given), Ok(()));
        rounding::remark(&cases, &given)
    }

    #[test]
    fn the_solution_is_right_to_the_last_bit() {
        let said = check(answers::backpropagation).unwrap();
        assert!(said.contains("to the last bit"), "{said}");
        assert_eq!(remark(&RIGHT), said);
    }

    #[test]
    fn each_mistake_is_named_where_it_is_made() {
        let cases = cases();
        for known in known::all() {
            let given = cases.each_ref().map(|case| run(case, &known.equations));
            let sentence = first_wrong(&cases, &given).unwrap_err();
            assert!(sentence.contains(known.name) && sentence.contains(known.why), "{}: {sentence}", known.name);
        }
        let costs = cases.each_ref().map(known::costs);
        for (i, (_, why)) in costs[0].iter().enumerate() {
            let wrong =
                |(case, costs): (&Case, &[(f64, &str); 10])| Numbers { cost: costs[i].0, ..Numbers::right(case) };
            let given: Vec<Numbers> = cases.iter().zip(&costs).map(wrong).collect();
            let sentence = first_wrong(&cases, &given).unwrap_err();
            assert!(sentence.contains(why), "{sentence}");
        }
    }

    #[test]
    fn a_slip_is_told() {
        let cases = cases();
        let says = |part: &str, step: Step| {
            let mut given = cases.each_ref().map(Numbers::right);
            for (case, given) in cases.iter().zip(&mut given) {
                let (slip, _) = known::SLIPS.iter().find(|(_, why)| why.contains(part)).unwrap();
                slip(step, case, given);
            }
            let sentence = first_wrong(&cases, &given).unwrap_err();
            assert!(sentence.starts_with(step.symbol()) && sentence.contains(part), "{sentence}");
        };
        says("the other hidden layer", Step::Errors(3));
        says("one layer too early", Step::Errors(2));
        says("of the same layer", Step::Sums(2));
        says("your errors were divided", Step::Errors(4));
        says("your Δ were divided", Step::Sums(3));
    }

    #[test]
    fn the_first_wrong_number_is_told() {
        let cases = cases();
        let mut wrong = cases.each_ref().map(Numbers::right);
        wrong[0].errors[1][1][1] *= 3.0;
        wrong[0].gradient[0][0][0] = 7.0;
        let sentence = first_wrong(&cases, &wrong).unwrap_err();
        assert!(sentence.contains("δ⁽³⁾ is the first to be wrong. Everything up to δ⁽⁴⁾ is right."), "{sentence}");
        assert!(sentence.contains("δ₂⁽³⁾ of example 2, with the two examples"), "{sentence}");
        wrong[0].errors.pop();
        assert!(first_wrong(&cases, &wrong).unwrap_err().contains("errors of 1 examples"));
    }

    #[test]
    fn another_order_of_a_sum_is_no_mistake() {
        let says = |equations: Equations, part: &str| {
            let said = remark(&equations);
            assert!(said.contains("no mistake") && said.contains(part), "{part}: {said}");
        };
        says(
            Equations {
                weighted_sum: |theta, a| [0, 1, 2].map(|i| theta[i][1] * a[0] + theta[i][2] * a[1] + theta[i][0]),
                ..RIGHT
            },
            "add the bias last",
        );
        says(
            Equations {
                hidden_error: |theta, delta, z| {
                    let a = z.map(Sigmoid::g);
                    [0, 1, 2].map(|j| {
                        let sum: f64 = (0..3).map(|i| theta[i][j + 1] * delta[i]).sum();
                        sum * (a[j] * (1.0 - a[j]))
                    })
                },
                ..RIGHT
            },
            "g′ as a (1 − a)",
        );
        says(
            Equations {
                gradient: |sum, theta, lambda, m| {
                    let mut d = sum.clone();
                    for (i, row) in d.iter_mut().enumerate() {
                        for (j, d) in row.iter_mut().enumerate() {
                            *d = sum[i][j] / m as f64 + if j == 0 { 0.0 } else { lambda / m as f64 * theta[i][j] };
                        }
                    }
                    d
                },
                ..RIGHT
            },
            "divide Δ and λ Θ by m one by one",
        );
    }

    #[test]
    fn another_form_of_the_cost_is_no_mistake() {
        let cases = cases();
        let says = |part: &str, cost_of: fn(f64, f64) -> f64, mean: fn(f64, f64, f64, f64) -> f64| {
            let given = cases.each_ref().map(|case| {
                let forward = case.forward(RIGHT.weighted_sum, Sigmoid::g);
                let costs = forward.iter().zip(&case.y).fold(0.0, |sum, (of, y)| sum + cost_of(of.a[3][0], *y));
                let squares = case.thetas().iter().fold(0.0, |sum, theta| sum + theta.squares());
                Numbers { cost: mean(costs, squares, case.lambda, case.m() as f64), ..Numbers::right(case) }
            });
            assert_eq!(first_wrong(&cases, &given), Ok(()));
            let said = rounding::remark(&cases, &given);
            assert!(said.contains(part), "{part}: {said}");
        };
        let by_logarithms = |a: f64, y: f64| -y * a.ln() - (1.0 - y) * (1.0 - a).ln();
        says("logarithms of a", by_logarithms, |costs, squares, lambda, m| costs / m + lambda / (2.0 * m) * squares);
        says("by m together", by_logarithms, |costs, squares, lambda, m| (costs + lambda / 2.0 * squares) / m);
        says("another order", by_logarithms, |costs, squares, lambda, m| {
            1.0 / m * (costs * 3.0) / 3.0 + 0.5 / m * lambda * squares
        });
    }

    #[test]
    fn the_steps_are_in_the_order_of_the_computation() {
        assert_eq!(STEPS.map(Step::symbol).join(" "), "δ⁽⁴⁾ δ⁽³⁾ δ⁽²⁾ Δ⁽³⁾ Δ⁽²⁾ Δ⁽¹⁾ D⁽³⁾ D⁽²⁾ D⁽¹⁾ J");
        assert_eq!(Step::Sums(3).names(2), ["Δ₁₀⁽³⁾", "Δ₁₁⁽³⁾", "Δ₁₂⁽³⁾"]);
    }
}
