//! A network prints its own equations.
//!
//! These tests check the text of the equations. `tests/equations/latex` evaluates them and checks their values.

mod mathml;

use crate::huber::Huber;
use backprop::readings::derivation::Step;
use backprop::readings::symbol::Notation;
use backprop::{
    Activation, CrossEntropy, Derivation, Identity, LeakyRelu, Network, OutputActivation, Samples, Scalar, Sigmoid,
    Softmax, SquaredError, network,
};

network! {
    /// The book's 2-2-2-1 network, with identity units.
    struct Linear { layers: 2 -> 2 Identity -> 2 Identity -> 1 Identity, cost: SquaredError }
    /// The same network with sigmoid units.
    struct Intuition { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    /// A network with three classes.
    struct Classes { layers: 1 -> 2 LeakyRelu -> 3 Softmax, cost: CrossEntropy }
    /// More than 500 weights.
    struct Large { layers: 20 -> 25 Sigmoid -> 10 Softmax, cost: CrossEntropy }
    /// Exactly 500 weights.
    struct NotSoLarge { layers: 19 -> 25 Sigmoid, cost: CrossEntropy }
    struct Neuron { layers: 1 -> 1 Sigmoid, cost: CrossEntropy }
    struct Unlike { layers: 1 -> 1 Identity -> 1 Sigmoid, cost: CrossEntropy }
    struct Nest { layers: 1 -> 2 Nested, cost: SquaredError }
    /// A cost with branches.
    struct Robust { layers: 1 -> 1 Identity, cost: Huber }
}

/// An activation whose subexpressions are each built from the one before.
struct Nested;

impl OutputActivation for Nested {
    fn activate<T: Scalar, const K: usize>(z: &[T; K]) -> [T; K] {
        let first = z[0] + z[1] + z[0] * z[1];
        let second = first * z[0] * z[1];
        let third = second * z[0] * z[1];
        let fourth = third * z[0] * z[1];
        let both = [first + second + third + fourth, first * second * third * fourth];
        std::array::from_fn(|k| both[k])
    }
    fn pull_back<T: Scalar, const K: usize>(_z: &[T; K], slope: &[T; K]) -> [T; K] {
        *slope
    }
    fn epsilon(_inputs: usize, _units: usize) -> f64 {
        1.0
    }
}

/// Returns the equations of a quantity.
fn of<'a>(text: &'a str, quantity: &str) -> Vec<&'a str> {
    text.lines().filter(|line| line.starts_with(quantity)).collect()
}

#[test]
fn identity_units_give_the_three_formulas_of_the_source() {
    let text = Linear::zeros().derivation().unicode();
    assert_eq!(
        of(&text, "δ"),
        [
            "δ₁⁽⁴⁾ = a₁⁽⁴⁾ − y₁",
            "δ₁⁽³⁾ = Θ₁₁⁽³⁾ δ₁⁽⁴⁾",
            "δ₂⁽³⁾ = Θ₁₂⁽³⁾ δ₁⁽⁴⁾",
            "δ₁⁽²⁾ = Θ₁₁⁽²⁾ δ₁⁽³⁾ + Θ₂₁⁽²⁾ δ₂⁽³⁾",
            "δ₂⁽²⁾ = Θ₁₂⁽²⁾ δ₁⁽³⁾ + Θ₂₂⁽²⁾ δ₂⁽³⁾",
        ]
    );
}

#[test]
fn sigmoid_units_bring_the_missing_slopes() {
    let text = Intuition::zeros().derivation().unicode();
    assert_eq!(
        of(&text, "δ"),
        [
            "δ₁⁽⁴⁾ = a₁⁽⁴⁾ − y₁",
            "δ₁⁽³⁾ = Θ₁₁⁽³⁾ δ₁⁽⁴⁾ g′(z₁⁽³⁾)",
            "δ₂⁽³⁾ = Θ₁₂⁽³⁾ δ₁⁽⁴⁾ g′(z₂⁽³⁾)",
            "δ₁⁽²⁾ = (Θ₁₁⁽²⁾ δ₁⁽³⁾ + Θ₂₁⁽²⁾ δ₂⁽³⁾) g′(z₁⁽²⁾)",
            "δ₂⁽²⁾ = (Θ₁₂⁽²⁾ δ₁⁽³⁾ + Θ₂₂⁽²⁾ δ₂⁽³⁾) g′(z₂⁽²⁾)",
        ]
    );
    assert_eq!(of(&text, "z₁⁽²⁾"), ["z₁⁽²⁾ = Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾ a₁⁽¹⁾ + Θ₁₂⁽¹⁾ a₂⁽¹⁾"]);
    assert_eq!(of(&text, "Δ₁₀⁽³⁾"), ["Δ₁₀⁽³⁾ := Δ₁₀⁽³⁾ + δ₁⁽⁴⁾"]);
    assert_eq!(of(&text, "Δ₁₂⁽³⁾"), ["Δ₁₂⁽³⁾ := Δ₁₂⁽³⁾ + δ₁⁽⁴⁾ a₂⁽³⁾"]);
    assert_eq!(of(&text, "D₁₀⁽³⁾"), ["D₁₀⁽³⁾ = Δ₁₀⁽³⁾ / m"]);
    assert_eq!(of(&text, "D₁₂⁽³⁾"), ["D₁₂⁽³⁾ = (Δ₁₂⁽³⁾ + λ Θ₁₂⁽³⁾) / m"]);
    assert!(of(&text, "J")[0].starts_with("J = Σᵢ₌₁ᵐ C⁽ⁱ⁾ / m + λ / (2 m) ((Θ₁₁⁽¹⁾)² + (Θ₁₂⁽¹⁾)² + "));
}

#[test]
fn what_occurs_twice_gets_a_name() {
    let text = Classes::zeros().derivation().unicode();
    assert_eq!(
        of(&text, "  c"),
        [
            "  c₁ = max(z₁⁽³⁾, z₂⁽³⁾, z₃⁽³⁾)",
            "  c₂ = exp(z₁⁽³⁾ − c₁) + exp(z₂⁽³⁾ − c₁) + exp(z₃⁽³⁾ − c₁)",
            "  c₃ = y₁ + y₂ + y₃"
        ]
    );
    // The cost uses the same names.
    assert_eq!(of(&text, "  a₁⁽³⁾"), ["  a₁⁽³⁾ = exp(z₁⁽³⁾ − c₁) / c₂"]);
    assert!(of(&text, "  C")[0].starts_with("  C = y₁ (ln(c₂) + c₁ − z₁⁽³⁾) + "));

    let text = Nest::zeros().derivation().unicode();
    assert_eq!(
        of(&text, "c")[..4],
        ["c₁ = z₁⁽²⁾ + z₂⁽²⁾ + z₁⁽²⁾ z₂⁽²⁾", "c₂ = c₁ z₁⁽²⁾ z₂⁽²⁾", "c₃ = c₂ z₁⁽²⁾ z₂⁽²⁾", "c₄ = c₃ z₁⁽²⁾ z₂⁽²⁾"]
    );
    assert_eq!(of(&text, "a₂⁽²⁾"), ["a₂⁽²⁾ = c₁ c₂ c₃ c₄"]);
}

#[test]
fn the_textbooks_form_comes_first_and_what_is_computed_below_it() {
    let text = Classes::zeros().derivation().unicode();
    assert_eq!(of(&text, "a₁⁽³⁾"), ["a₁⁽³⁾ = exp(z₁⁽³⁾) / (exp(z₁⁽³⁾) + exp(z₂⁽³⁾) + exp(z₃⁽³⁾))"]);
    assert_eq!(of(&text, "C"), ["C = −y₁ ln(a₁⁽³⁾) − y₂ ln(a₂⁽³⁾) − y₃ ln(a₃⁽³⁾)"]);
    assert_eq!(of(&text, "δ₁⁽³⁾"), ["δ₁⁽³⁾ = a₁⁽³⁾ − y₁ if y₁ + y₂ + y₃ = 1"]);
    assert_eq!(of(&text, "  δ₁⁽³⁾"), ["  δ₁⁽³⁾ = c₃ a₁⁽³⁾ − y₁"]);
    let text = Intuition::zeros().derivation().unicode();
    assert_eq!(of(&text, "C"), ["C = −y₁ ln(a₁⁽⁴⁾) − (1 − y₁) ln(1 − a₁⁽⁴⁾)"]);
    assert_eq!(of(&text, "g′"), ["g′(z) = g(z) (1 − g(z))"]);
    assert_eq!(of(&text, "  g′"), ["  g′(z) = 1 / (1 + exp(−z)) 1 / (1 + exp(z))"]);
}

/// A cost that is computed from z is finite where ln(1 − a) is not. Then the numbers stand below the form that is computed.
#[test]
fn numbers_stand_below_a_form_that_they_satisfy() {
    let numbers = |x: f64| {
        let samples = Samples::new([[x]], [[0.0]]).unwrap();
        let steps = Neuron { theta_1: [[0.0, 1.0]].into() }.derivation().worked(&samples, 0.0).steps();
        let cost = steps.into_iter().find(|step| step.quantity == "C").unwrap();
        [cost.equations, cost.computed].map(|equations| equations[0].numbers.join(" "))
    };
    assert_eq!(numbers(1.0), [r"= -0 \, \ln(0.731059) - (1 - 0) \, \ln(1 - 0.731059) \approx 1.313262", ""]);
    let [textbook, computed] = numbers(50.0);
    assert_eq!(textbook, "");
    assert!(computed.ends_with("= 50"), "{computed}");
}

#[test]
fn terms_that_vanish_are_named() {
    let samples = Samples::new([[0.0, 0.5]], [[1.0]]).unwrap();
    let steps = Intuition::random(3).derivation().worked(&samples, 0.0).steps();
    let of = |quantity: &str| &steps.iter().find(|step| step.quantity == quantity).unwrap().vanishing;
    assert_eq!(of("z^{(2)}")[..2], [r"\Theta_{10}^{(1)}", r"\Theta_{11}^{(1)} \, a_1^{(1)}"]);
    assert_eq!(*of("C"), [r"(1 - y_1) \, \ln(1 - a_1^{(4)})"]);
    assert_eq!(of("D^{(3)}")[0], r"\lambda \, \Theta_{11}^{(3)}");
    assert!(of("a^{(2)}").is_empty() && of(r"\delta^{(2)}").is_empty());
    let text = Intuition::random(3).derivation().worked(&samples, 0.0).to_string();
    assert!(text.contains("\nThese terms are 0: $\\Theta_{10}^{(1)}$, "), "{text}");
}

/// An identity unit and a sigmoid unit do not have the same g.
#[test]
fn layers_of_different_activations_have_functions_of_their_own() {
    let text = Unlike::zeros().derivation().unicode();
    assert_eq!(of(&text, "g"), ["g⁽²⁾(z) = z", "g⁽³⁾(z) = 1 / (1 + exp(−z))"]);
    assert_eq!(of(&text, "a₁⁽³⁾"), ["a₁⁽³⁾ = g⁽³⁾(z₁⁽³⁾)"]);
    let steps = Unlike::zeros().derivation().steps();
    assert_eq!(steps[4].equations[0].right, "g^{(3)}(z_1^{(3)})");
}

#[test]
fn a_large_network_is_summarized() {
    let derivation = Large::zeros().derivation();
    let text = derivation.unicode();
    assert_eq!(
        of(&text, "z"),
        [
            "z₁⁽²⁾ = Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾ a₁⁽¹⁾ + ⋯ + Θ₁,₂₀⁽¹⁾ a₂₀⁽¹⁾",
            "z₂₅⁽²⁾ = Θ₂₅,₀⁽¹⁾ + Θ₂₅,₁⁽¹⁾ a₁⁽¹⁾ + ⋯ + Θ₂₅,₂₀⁽¹⁾ a₂₀⁽¹⁾",
            "z₁⁽³⁾ = Θ₁₀⁽²⁾ + Θ₁₁⁽²⁾ a₁⁽²⁾ + ⋯ + Θ₁,₂₅⁽²⁾ a₂₅⁽²⁾",
            "z₁₀⁽³⁾ = Θ₁₀,₀⁽²⁾ + Θ₁₀,₁⁽²⁾ a₁⁽²⁾ + ⋯ + Θ₁₀,₂₅⁽²⁾ a₂₅⁽²⁾",
        ]
    );
    assert_eq!(derivation.steps()[1].left_out, 23);
    assert_eq!(NotSoLarge::zeros().derivation().steps()[1].left_out, 0);
}

#[test]
fn an_expanded_equation_goes_down_to_the_weights() {
    let text = Linear::zeros().derivation().expanded().unicode();
    assert_eq!(of(&text, "z₁⁽²⁾"), ["z₁⁽²⁾ = Θ₁₀⁽¹⁾ + Θ₁₁⁽¹⁾ x₁ + Θ₁₂⁽¹⁾ x₂"]);
    assert!(of(&text, "δ₁⁽³⁾")[0].starts_with("δ₁⁽³⁾ = Θ₁₁⁽³⁾ (g(Θ₁₀⁽³⁾ + Θ₁₁⁽³⁾ g(Θ₁₀⁽²⁾ + Θ₁₁⁽²⁾ g(Θ₁₀⁽¹⁾"));
    // Names are expanded only while the equation stays readable. z⁽³⁾ would contain 1076 names, so it keeps its own
    // name, and equations that use it stay short.
    let text = Large::zeros().derivation().expanded().unicode();
    assert!(of(&text, "a₁⁽³⁾")[0].starts_with("a₁⁽³⁾ = exp(z₁⁽³⁾) / (exp(z₁⁽³⁾) + "));
    assert!(of(&text, "δ₁⁽³⁾")[0].starts_with("δ₁⁽³⁾ = (y₁ + y₂ + ⋯ + y₁₀) exp(z₁⁽³⁾) / ("));
    // What is a sum over all examples keeps its name.
    let text = Linear::zeros().derivation().expanded().unicode();
    assert_eq!(of(&text, "D₁₂⁽³⁾"), ["D₁₂⁽³⁾ = (Δ₁₂⁽³⁾ + λ Θ₁₂⁽³⁾) / m"]);
}

#[test]
fn each_branch_is_a_case() {
    let text = Robust::zeros().derivation().unicode();
    assert_eq!(
        of(&text, "C"),
        ["C = { |a₁⁽²⁾ − y₁| − 1 / 2 if |a₁⁽²⁾ − y₁| > 1, |a₁⁽²⁾ − y₁|² / 2 if |a₁⁽²⁾ − y₁| ≤ 1 }"]
    );
    assert_eq!(
        of(&text, "δ"),
        ["δ₁⁽²⁾ = { 1 if a₁⁽²⁾ − y₁ > 1, { −1 if a₁⁽²⁾ − y₁ < −1, a₁⁽²⁾ − y₁ if a₁⁽²⁾ − y₁ ≥ −1 } if a₁⁽²⁾ − y₁ ≤ 1 }"]
    );
}

#[test]
fn each_step_says_what_it_is_and_which_functions_it_applies() {
    let steps = Intuition::zeros().derivation().steps_in(Notation::Unicode);
    let steps: Vec<(&str, Vec<String>)> = (steps.iter())
        .map(|step| {
            let functions = step.functions.iter().map(|definition| definition.equation.to_string());
            (&step.title[..], functions.collect())
        })
        .collect();
    assert_eq!(steps[0], ("The input", vec![]));
    assert_eq!(steps[1], ("Weighted inputs of layer 2", vec![]));
    assert_eq!(steps[2], ("Activations of layer 2", vec!["g(z) = 1 / (1 + exp(−z))".to_owned()]));
    assert_eq!(steps[8].0, "Errors of layer 4");
    assert_eq!(steps[4], ("Activations of layer 3", vec![]), "g is defined already");
    assert_eq!(steps[9], ("Errors of layer 3", vec!["g′(z) = g(z) (1 − g(z))".to_owned()]));
}

/// With the numbers of each example inserted, the equations give the values that the network computes.
#[test]
fn worked_numbers_are_those_of_the_run() {
    let intuition = Intuition::random(3);
    let samples = Samples::new([[1.0, 0.5]], [[1.0]]).unwrap();
    let text = format!("{:.12}", intuition.derivation().worked(&samples, 0.5));
    let trace = intuition.trace(&samples, 0.5);
    let shown = |value: f64| format!("{value:.12}").trim_end_matches('0').to_owned();
    for value in [trace.forward[0].z_3[1], trace.deltas[0].delta_2[0], trace.gradient.theta_2[1][2], trace.cost] {
        assert!(text.contains(&format!(r"\approx {}", shown(value))), "{value} is not in\n{text}");
    }
}

/// A hidden error can be multiplied out with the numbers of its line.
#[test]
fn a_hidden_error_shows_the_value_of_its_slope() {
    let intuition = Intuition::random(3);
    let samples = Samples::new([[1.0, 0.5]], [[1.0]]).unwrap();
    let steps = intuition.derivation().worked(&samples, 0.0).steps();
    let errors = steps.iter().find(|step| step.quantity == r"\delta^{(3)}").unwrap();
    let forward = intuition.forward(&[1.0, 0.5]);
    let slope = Sigmoid::g_prime(forward.z_3[0]);
    let [put_in, with_slope, _] = &errors.equations[0].numbers[..] else { panic!("{:?}", errors.equations[0]) };
    assert!(put_in.ends_with(&format!("g'({:.6})", forward.z_3[0])), "{put_in}");
    assert!(with_slope.starts_with(r"\approx") && with_slope.ends_with(&format!("{slope:.6}")), "{with_slope}");
}

/// Some equations show the inserted numbers and the result, others the result alone.
#[test]
fn an_equation_shows_its_inserted_numbers_if_they_say_more_than_the_result() {
    fn told<N: Network<Scalar = f64>>(derivation: Derivation<N>) -> Vec<(String, usize)> {
        let of_step = |step: &Step| (step.quantity.clone(), step.equations.last().unwrap().numbers.len());
        derivation.steps().iter().map(of_step).collect()
    }
    let (intuition, large) = (Intuition::random(3), Large::random(3));
    let one = Samples::new([[1.0, 0.5]], [[1.0]]).unwrap();
    let two = Samples::new([[1.0, 0.5], [0.3, 0.2]], [[1.0], [0.0]]).unwrap();
    let [of_one, of_two] = [&one, &two].map(|samples| told(intuition.derivation().worked(samples, 0.5)));
    let expected = |quantity: &str| of_one.iter().find(|(name, _)| name == quantity).unwrap().1;
    assert_eq!(expected("a^{(1)}"), 1, "an input is only a number");
    assert_eq!([expected("z^{(2)}"), expected(r"\Delta^{(2)}"), expected("J")], [2; 3]);
    assert_eq!(expected(r"\delta^{(3)}"), 3, "no other equation shows the value of g′");
    for ((quantity, of_one), (_, of_two)) in of_one.iter().zip(&of_two) {
        // For two examples, Δ is the sum of both contributions, and the equation gives the contribution of one.
        assert_eq!(*of_two, if quantity.starts_with(r"\Delta") { 1 } else { *of_one }, "{quantity}");
    }
    let expanded = told(intuition.derivation().expanded().worked(&one, 0.5));
    assert!(expanded.iter().all(|(_, told)| *told == 1), "expanded equations show the result alone: {expanded:?}");
    let rows = Samples::new([[0.1; 20]], [[0.1; 10]]).unwrap();
    let summary = told(large.derivation().worked(&rows, 0.5));
    assert!(summary.iter().all(|(_, told)| *told == 1), "sums with dots show the result alone: {summary:?}");
}

#[test]
fn a_chapter_says_whose_numbers_it_shows() {
    let intuition = Intuition::random(3);
    let one = Samples::new([[1.0, 0.5]], [[1.0]]).unwrap();
    let two = Samples::new([[1.0, 0.5], [0.3, 0.2]], [[1.0], [0.0]]).unwrap();
    let [of_none, of_one, of_two] = [None, Some(&one), Some(&two)].map(|samples| match samples {
        Some(samples) => intuition.derivation().worked(samples, 0.5).to_string(),
        None => intuition.derivation().to_string(),
    });
    let [added, of_all] = ["&:= ", r"&\text{after all 2: } "];
    let count = |text: &str| (text.matches(added).count(), text.matches(of_all).count());
    // Θ⁽¹⁾, Θ⁽²⁾ and Θ⁽³⁾ have 6, 6 and 3 entries.
    assert_eq!([count(&of_none), count(&of_one), count(&of_two)], [(15, 0), (15, 0), (15, 15)]);
    assert!(!of_none.contains("Beneath each equation") && !of_one.contains("after all"));
    assert!(of_one.contains("Beneath each equation stand the numbers of the example, and $m = 1$."));
    assert!(of_two.contains("Beneath each equation stand the numbers of the first example, and $m = 2$."));
    // The sum of both costs divided by m, and the penalty.
    let costs = format!(r"\frac{{{:.6}}}{{2}} + \frac{{0.5}}{{2 \cdot 2}}", 2.0 * intuition.cost(&two, 0.0));
    assert!(of_two.contains(&costs), "{costs} is not in\n{of_two}");
    assert!(!of_none.contains("And so on"));
    let large = Large::zeros().derivation().to_string();
    assert!(large.contains("\n$$\n\nAnd so on: 23 more between the first and the last.\n"), "{large}");
}
