//! The chapter on the gradient check.

use super::recorded;
use std::collections::BTreeSet;
use worked::mistakes::{self, MISTAKES, Mistake};

fn mistake(key: &str) -> Mistake {
    MISTAKES.into_iter().find(|mistake| mistake.key == key).expect("a mistake with this key")
}

/// > The fifteen mistakes leave only six different pictures, so the picture tells you where to look, and one more
/// > look tells the rest apart:
#[test]
fn fifteen_mistakes_leave_six_pictures() {
    let mistakes = recorded("mistakes");
    let recorded = MISTAKES.map(|mistake| mistakes.value(mistake.key).clone());
    let pictures: Vec<_> =
        recorded.iter().filter(|seen| seen["off"] != 0).map(|seen| seen["picture"].to_string()).collect();
    assert_eq!((pictures.len(), pictures.iter().collect::<BTreeSet<_>>().len()), (15, 6));
}

/// > There, $D^{(1)}$ is about four times as large as the measured slope.
///
/// Column 0 of D⁽¹⁾ is the mean of δ⁽²⁾. Without g′ it is about four times as large, since g′ is nearly a quarter.
#[test]
fn without_g_prime_the_slopes_along_biases_are_about_fourfold() {
    let check = mistake("g_prime_forgotten").equations.gradient_check();
    for entry in check.entries.iter().filter(|entry| entry.layer == 1 && entry.column == 0) {
        let factor = entry.analytic / entry.measured;
        assert!((3.9..4.1).contains(&factor), "{factor}");
    }
}

/// > All of $D^{(1)}$ is off, and yet, trained on its five examples, it answers all of them right.
#[test]
fn a_network_with_a_wrong_gradient_learns_its_five_examples() {
    let equations = mistake("theta_not_transposed").equations;
    let right = |network: &mistakes::Square| backprop::accuracy(network, &equations.samples());
    assert!(right(&equations.network()) < 1.0);
    assert_eq!(right(&equations.trained(20_000)), 1.0);
}
