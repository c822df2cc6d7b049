//! Tests of what could be wrong although each formula holds of its run: accidents, expressions, plain letters.

use crate::formulas::Formulas;
use crate::formulas::run::{names, run};
use crate::tests::{assert_fault, faults};
use std::rc::Rc;

#[test]
fn a_formula_that_is_true_of_its_run_by_accident_is_found() {
    for (run, formula) in [
        ("chain", r"\delta_3 = a_3 - 1"),
        ("chain", r"C = -\ln a_3 = \rounded{1.1240}"),
        ("intuition", r"\delta = a - 1"),
        ("intuition", r"\delta_1^{(4)} = a_1^{(4)} - 1 = \rounded{-0.5878}"),
        ("intuition", r"D^{(l)} = \Delta^{(l)}"),
        ("intuition", r"D^{(l)} = \frac{1}{m} \Delta^{(l)}"),
        ("intuition", r"D^{(l)} = m \left( \Delta^{(l)} + \lambda \, \Theta^{(l)} \right)"),
        ("intuition", r"D^{(l)} = \delta^{(l+1)} (a^{(l)})^\top"),
        ("linear", r"J = C"),
        ("linear", r"J = \frac{1}{2} (a - 1)^2"),
        ("mazur", r"J(\Theta) = \frac{1}{m} \sum_{i=1}^m C^{(i)}"),
        ("xor", r"D_{ij}^{(l)} = \frac{1}{m} \Delta_{ij}^{(l)}"),
        ("softmax", r"C = -\ln a_1"),
        ("four_layers", r"\Delta^{(l)} = D^{(l)}"),
    ] {
        let mut formulas = Formulas::default();
        formulas.start_run(run, None).unwrap();
        let fault = formulas.check(formula).expect_err(formula);
        assert!(fault.contains(&format!("this is true of the run `{run}` by accident")), "{fault}");
    }
}

#[test]
fn what_an_accident_needs_can_be_supposed() {
    let chapter = r"# One example

{{#run intuition}}

With {{#let y = 1}}, the error is $\delta = a - 1$. For {{#let m = 1}} and {{#let \lambda = 0}}, the sums have one term:
$D^{(l)} = \Delta^{(l)} = \delta^{(l+1)} (a^{(l)})^\top$ and $J = C$.

## Weights of 0

With {{#let \Theta = 0}} the cost is $J = K \ln 2$.
";
    assert_eq!(faults(chapter), Vec::<String>::new());
    for supposition in ["{{#let y = 1}}", "{{#let m = 1}}", r"{{#let \lambda = 0}}", r"{{#let \Theta = 0}}"] {
        assert!(!faults(&chapter.replace(supposition, "it")).is_empty(), "{supposition}");
    }
}

#[test]
fn an_expression_is_a_part_of_a_formula_or_says_what_it_is() {
    let chapter = r"# Expressions

{{#run check}}

The rule is $D_{ij}^{(l)} = \frac{1}{m} \left( \Delta_{ij}^{(l)} + \lambda \, \Theta_{ij}^{(l)} \right), \quad j \ne 0$,
with the sum $\Delta + \lambda \Theta$ and layer $l + 1$.
The factor is {{#is \frac{\partial}{\partial \Theta_{11}^{(1)}} \frac{\lambda}{2} (\Theta_{11}^{(1)})^2 | \lambda \Theta_{11}^{(1)}}}.
The error $a - y$ is that of {{#ref hidden-error}}; the signs $\odot$, $-\ln$ and the numbers $3, 10^{-6}, -z_1$ are free.
";
    assert_eq!(faults(chapter), Vec::<String>::new());
    for (right, wrong, message) in [
        (
            r"$\Delta + \lambda \Theta$",
            r"$\Delta - \lambda \Theta$",
            "chapter.md:6: in `\\Delta - \\lambda \\Theta`: no formula",
        ),
        (r"$\Delta + \lambda \Theta$", r"$m \, (\Delta + \lambda \Theta)$", "chapter.md:6: in `m \\, (\\Delta"),
        (r"| \lambda \Theta", r"| 2 \lambda \Theta", "chapter.md:7: in `\\frac{\\partial}"),
        ("$a - y$", "$a + y$", "chapter.md:8: in `a + y`: no formula of this page has this expression as a part"),
        ("$a - y$", "$-a - y$", "chapter.md:8: in `-a - y`: no formula"),
    ] {
        assert_fault(&chapter.replacen(right, wrong, 1), message);
    }
    assert_fault(r"$1 + \dots$", r"chapter.md:1: in `1 + \dots`: `\dots` leaves something out");
}

#[test]
fn a_formula_in_plain_letters_is_found() {
    for (text, sign) in [
        ("The error is δ₁⁽⁴⁾ = y.", "="),
        ("| cost |\n|---|\n| *K* ln 2 |", "ln"),
        ("It is *a* − *y* here.", "−"),
        ("So it is ½ here.", "½"),
        ("A slope of *u*/2.", "*/"),
        ("{{#figure digits | Its error is a − y.}}", "−"),
    ] {
        let found = faults(text);
        assert!(
            found.iter().any(|fault| fault.contains(&format!("`{sign}` is a part of a formula in plain"))),
            "{found:?}"
        );
    }
    assert_fault("\n```text\nΘ − α D\n```", "chapter.md:3: `Θ` is a part of a formula in a fixed width");
    assert_fault("It is `Σ a`.", "chapter.md:1: `Σ` is a part of a formula in a fixed width");
    let free =
        "> δ₁⁽⁴⁾ = y\n\nA matrix Θ of 8 × 8, [a link](https://a.b/?c=d), `a += 1`.\n\n```text\nlet a = 1;\n```\n";
    assert_eq!(faults(free), Vec::<String>::new());
}

#[test]
fn a_change_of_an_unchecked_formula_is_found() {
    let fault = r"chapter.md:1: in `J = 1 + \dots`: this unchecked formula is new or has changed; derive it on paper";
    assert_fault(r"{{#unchecked a series | J = 1 + \dots}}", fault);
}

#[test]
fn symbols_of_any_value_and_squares_of_0() {
    let chapter = r"# Identities

{{#any p, \beta_1}}

For any chance $(p + \beta_1)^2 = p^2 + 2 p \beta_1 + \beta_1^2$.
With {{#let \varepsilon^2 = 0}}, $(3 + p \, \varepsilon)^2 = 9 + 6 p \, \varepsilon$.

## The next section
";
    assert_eq!(faults(chapter), Vec::<String>::new());
    assert_fault(&chapter.replace(r"2 p \beta", r"p \beta"), "chapter.md:5: in `(p + ");
    assert_fault(&chapter.replace("6 p", "5 p"), "chapter.md:6: in `(3 + p ");
    assert_fault(&chapter.replace("9 +", "8 +"), "chapter.md:6: in `(3 + p ");
    assert!(faults(&format!("{chapter}\nHere $p = 1$.")).iter().any(|fault| fault.contains("`p` is not bound")));
}

#[test]
fn each_run_is_computed_once_and_its_examples_add_up() {
    for name in names() {
        let found = run(name).unwrap();
        assert!(Rc::ptr_eq(&found, &run(name).unwrap()), "{name}");
        let twin = found.twin.as_ref().unwrap();
        for run in [&found, twin] {
            let [_, added] = &run.examples[run.examples.len() - 1].accumulated;
            let off = added.iter().zip(run.sums(0.0).accumulated).map(|(a, b)| (a - &b).mapv(f64::abs).sum());
            assert!(off.sum::<f64>() < 1e-12, "{name}");
        }
    }
}
