//! A network prints its own equations.
//!
//! What the printed equations are worth is checked by an evaluator of LaTeX in `tests/latex`; here is how they read.

use backprop::derivation::Step;
use backprop::random::Random;
use backprop::symbol::{Leaf, Name, Notation};
use backprop::{
    Activation, Cost, CrossEntropy, Derivation, Function, Identity, LeakyRelu, Network, OutputActivation, Relu,
    Samples, Scalar, Sigmoid, Softmax, Softplus, SquaredError, Symbol, Tanh, activation, network,
};
use std::cmp::Ordering;

network! {
    /// The network of the intuition, with identity units.
    struct Linear { layers: 2 -> 2 Identity -> 2 Identity -> 1 Identity, cost: SquaredError }
    /// The same with sigmoid units.
    struct Intuition { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    /// One of three classes.
    struct Classes { layers: 1 -> 2 LeakyRelu -> 3 Softmax, cost: CrossEntropy }
    /// More than 500 weights.
    struct Large { layers: 20 -> 25 Sigmoid -> 10 Softmax, cost: CrossEntropy }
    /// 500 weights.
    struct NotSoLarge { layers: 19 -> 25 Sigmoid, cost: CrossEntropy }
    struct Nest { layers: 1 -> 2 Nested, cost: SquaredError }
    /// A cost that branches.
    struct Robust { layers: 1 -> 1 Identity, cost: Huber }
}

/// Squared near the target, straight far from it.
struct Huber;

impl<A: OutputActivation> Cost<A> for Huber {
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        (0..K).fold(T::ZERO, |sum, k| {
            let distance = (a[k] - y[k]).abs();
            let two = T::from_f64(2.0);
            sum + if distance > T::ONE { distance - T::ONE / two } else { distance * distance / two }
        })
    }
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        let slope = |error: T| {
            if error > T::ONE {
                T::ONE
            } else if error < -T::ONE {
                -T::ONE
            } else {
                error
            }
        };
        A::pull_back(z, &std::array::from_fn(|k| slope(a[k] - y[k])))
    }
}

/// Each part is made of the one before.
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

/// The equations of a quantity.
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
    assert!(of(&text, "J")[0].starts_with("J = Σᵢ C⁽ⁱ⁾ / m + λ / (2 m) ((Θ₁₁⁽¹⁾)² + (Θ₁₂⁽¹⁾)² + "));
}

#[test]
fn what_occurs_twice_gets_a_name() {
    let text = Classes::zeros().derivation().unicode();
    assert_eq!(
        of(&text, "c")[..2],
        ["c₁ = max(z₁⁽³⁾, z₂⁽³⁾, z₃⁽³⁾)", "c₂ = exp(z₁⁽³⁾ − c₁) + exp(z₂⁽³⁾ − c₁) + exp(z₃⁽³⁾ − c₁)"]
    );
    assert_eq!(of(&text, "a₁⁽³⁾"), ["a₁⁽³⁾ = exp(z₁⁽³⁾ − c₁) / c₂"]);

    let text = Nest::zeros().derivation().unicode();
    assert_eq!(
        of(&text, "c")[..4],
        ["c₁ = z₁⁽²⁾ + z₂⁽²⁾ + z₁⁽²⁾ z₂⁽²⁾", "c₂ = c₁ z₁⁽²⁾ z₂⁽²⁾", "c₃ = c₂ z₁⁽²⁾ z₂⁽²⁾", "c₄ = c₃ z₁⁽²⁾ z₂⁽²⁾"]
    );
    assert_eq!(of(&text, "a₂⁽²⁾"), ["a₂⁽²⁾ = c₁ c₂ c₃ c₄"]);
}

#[test]
fn a_large_network_is_summarised() {
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
    // As long as that stays readable: z⁽³⁾ would have 1076 names in it, so it keeps its own; what is made of it is short.
    let text = Large::zeros().derivation().expanded().unicode();
    assert!(of(&text, "a₁⁽³⁾")[0].starts_with("a₁⁽³⁾ = exp(z₁⁽³⁾ − max("));
    assert!(of(&text, "δ₁⁽³⁾")[0].starts_with("δ₁⁽³⁾ = (y₁ + y₂ + ⋯ + y₁₀) exp(z₁⁽³⁾ − max("));
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
fn functions_are_what_their_code_computes() {
    let z = Symbol::variable("z");
    let texts =
        [Sigmoid::g(z), Tanh::g(z), Softplus::g(z), Sigmoid::g_prime(z), Tanh::g_prime(z), Softplus::g_prime(z)];
    assert_eq!(
        texts.map(|text| text.latex()),
        [
            r"\frac{1}{1 + e^{-z}}",
            r"\tanh(z)",
            r"\max(z, 0) + \ln(1 + e^{-|z|})",
            r"\frac{1}{1 + e^{-z}} \, \frac{1}{1 + e^{z}}",
            r"\frac{1}{\cosh^2(z)}",
            r"\frac{1}{1 + e^{-z}}",
        ]
    );
    let [relu, leaky] = [Symbol::branches(|| [Relu::g_prime(z)]), Symbol::branches(|| [LeakyRelu::g(z)])];
    assert_eq!(relu[0].latex(), r"\begin{cases} 1 & z > 0 \\ 0 & z \le 0 \end{cases}");
    assert_eq!(leaky[0].latex(), r"\begin{cases} z & z > 0 \\ 0.01 \, z & z \le 0 \end{cases}");
}

#[test]
fn expressions_are_simplified() {
    let [a, b] = ["a", "b"].map(Symbol::variable);
    let [zero, one, two, three] = [0.0, 1.0, 2.0, 3.0].map(Symbol::from_f64);
    let simple = [
        (one * a + zero, "a"),
        (a * one, "a"),
        (zero * a + b, "b"),
        (a * zero + b, "b"),
        (a - zero, "a"),
        (zero - a, "−a"),
        (a - a, "0"),
        (two + three, "5"),
        (two - three, "−1"),
        (two * three, "6"),
        (two.max(three), "3"),
        ((two - three).abs(), "1"),
        (zero / a, "0"),
        (a / one, "a"),
        (a + a, "2 a"),
        (a * two * b, "2 a b"),
        (a - -b, "a + b"),
        (a + -b, "a − b"),
        (-a + b, "−a + b"),
        (-(a - b), "b − a"),
        (-a * -b, "a b"),
        (-a * b, "−a b"),
        (a * -b, "−a b"),
        (-a / b, "−a / b"),
        (-(-a), "a"),
        (a * -one, "−a"),
        (a - (b + a), "a − (b + a)"),
        ((a - b) * (a - b), "(a − b)²"),
        (a / b * b, "a"),
        (a / (b * a), "a / (b a)"),
        ((-a).abs(), "|a|"),
        (a.max(b).max(one), "max(a, b, 1)"),
        (a.max(a), "a"),
        (two / two, "2 / 2"),
        (a * (b + one), "a (b + 1)"),
    ];
    for (expression, text) in simple {
        assert_eq!(expression.to_string(), text);
    }
}

/// Whole numbers, so that nothing is rounded.
#[test]
fn simplifying_changes_no_value() {
    let variables = [("a", 3.0), ("b", -2.0), ("c", 5.0)].map(|(name, value)| (Symbol::variable(name), value));
    let value = |symbol| variables.iter().find(|(variable, _)| *variable == symbol).map(|&(_, value)| value);
    for seed in 0..100 {
        let mut random = Random::new(seed);
        let numbers = [0.0, 1.0, -1.0, 2.0].map(|number| (Symbol::from_f64(number), number));
        let mut known: Vec<(Symbol, f64)> = variables.into_iter().chain(numbers).collect();
        while known.len() < 60 {
            let [(x, x_value), (y, y_value)] = [(); 2].map(|()| known[random.below(known.len() as u64) as usize]);
            let (symbol, expected) = match random.below(7) {
                0 => (x + y, x_value + y_value),
                1 => (x - y, x_value - y_value),
                2 => (x * y, x_value * y_value),
                3 => (-x, 0.0 - x_value),
                4 => (x.abs(), x_value.abs()),
                5 => (x.max(y), x_value.max(y_value)),
                _ if x_value % y_value == 0.0 => (x / y, x_value / y_value),
                _ => continue,
            };
            if expected.abs() < 1e6 {
                assert_eq!(symbol.evaluate(&value), Ok(expected), "{symbol}");
                known.push((symbol, expected));
            }
        }
    }
}

/// What is asked of two numbers.
type Comparison<T> = fn(&T, &T) -> bool;

fn comparisons<T: PartialOrd>() -> [Comparison<T>; 7] {
    [
        T::lt,
        T::le,
        T::gt,
        T::ge,
        |a, b| a.partial_cmp(b) == Some(Ordering::Less),
        |a, b| a.partial_cmp(b) == Some(Ordering::Greater),
        |a, b| matches!(a.partial_cmp(b), None | Some(Ordering::Equal)),
    ]
}

#[test]
fn symbols_compare_as_numbers_do_or_take_both_ways() {
    let [a, b] = ["a", "b"].map(Symbol::variable);
    for (i, (of_symbols, of_numbers)) in comparisons::<Symbol>().into_iter().zip(comparisons::<f64>()).enumerate() {
        let [both] = Symbol::branches(|| [if of_symbols(&a, &b) { Symbol::ONE } else { Symbol::ZERO }]);
        for (x, y) in [(1.0, 2.0), (2.0, 1.0), (2.0, 2.0), (-0.0, 0.0)] {
            let expected = of_numbers(&x, &y);
            assert_eq!(of_symbols(&Symbol::from_f64(x), &Symbol::from_f64(y)), expected, "{i}: {x} and {y}");
            let value = |symbol| [(a, x), (b, y)].iter().find(|(name, _)| *name == symbol).map(|&(_, value)| value);
            assert_eq!(both.evaluate(&value), Ok(f64::from(expected)), "{i}: {x} and {y} in {both}");
        }
        // Elsewhere, one variable is what it is, and of two nothing is known.
        assert_eq!(of_symbols(&a, &a), of_numbers(&1.0, &1.0), "{i}");
        assert_eq!(of_symbols(&a, &b), i == 6, "{i}");
    }
    assert_eq!(a.partial_cmp(&a), Some(Ordering::Equal));
    assert_eq!(Symbol::branches(|| [if a < a { a } else { b }]), [b], "there is no other way");
    let either_way = Symbol::branches(|| {
        let _ = a < b;
        [a]
    });
    assert_eq!(either_way, [a]);
    assert_eq!(Symbol::from_f64(-0.0).partial_cmp(&Symbol::ZERO), Some(Ordering::Equal), "as with numbers");
}

#[test]
fn a_function_of_a_symbol_is_worth_what_the_function_is() {
    let z = Symbol::variable("z");
    type Real = fn(f64) -> f64;
    let functions: [(Symbol, Real); 7] = [
        (z.exp(), f64::exp),
        (z.ln(), f64::ln),
        (z.ln_1p(), f64::ln_1p),
        (z.sqrt(), f64::sqrt),
        (z.tanh(), f64::tanh),
        (z.cosh(), f64::cosh),
        (activation::g::<Softplus, _>(z), Softplus::g),
    ];
    for (symbol, function) in functions {
        assert_eq!(symbol.evaluate(&|symbol| (symbol == z).then_some(0.7)), Ok(function(0.7)), "{symbol}");
    }
}

#[test]
fn expressions_read_as_one_writes_them() {
    let [a, b, c] = ["a", "b", "c"].map(Symbol::variable);
    let [one, two] = [1.0, 2.0].map(Symbol::from_f64);
    let written = [
        (a - b - c, "a − b − c", "a - b - c"),
        (a - (b - c), "a − (b − c)", "a - (b - c)"),
        (a + (b - c), "a + b − c", "a + b - c"),
        (-(a + b), "−(a + b)", "-(a + b)"),
        (a + (one - two), "a − 1", "a - 1"),
        (a - (one - two), "a − (−1)", "a - (-1)"),
        ((one - two) + a, "−1 + a", "-1 + a"),
        (a * (b * c) * (b + c), "a b c (b + c)", r"a \, b \, c \, (b + c)"),
        (a * a * a, "a³", "a^3"),
        (a * a * a * a, "a^4", "a^4"),
        (a * b.tanh() * b.tanh(), "a tanh²(b)", r"a \, \tanh^2(b)"),
        (a.cosh() * a.cosh(), "cosh²(a)", r"\cosh^2(a)"),
        (a / b * (a / b), "(a / b)²", r"(\frac{a}{b})^2"),
        (a.exp() * a.exp(), "exp(a)²", "(e^{a})^2"),
        (a / b / c, "a / b / c", r"\frac{\frac{a}{b}}{c}"),
        (a / (b / c), "a / (b / c)", r"\frac{a}{\frac{b}{c}}"),
        ((a + b).sqrt() + (a + b).ln_1p(), "√(a + b) + ln(1 + (a + b))", r"\sqrt{a + b} + \ln(1 + (a + b))"),
    ];
    for (expression, unicode, latex) in written {
        assert_eq!((expression.to_string(), expression.latex()), (unicode.to_owned(), latex.to_owned()));
    }
    let [entry, wide] = [9, 10].map(|row| Name::entry(r"\Theta", "Θ", 1, row, 9));
    let [entry, wide] = [entry, wide].map(Symbol::named);
    assert_eq!((entry * entry).to_string(), "(Θ₉₉⁽¹⁾)²");
    assert_eq!((entry * entry).latex(), r"(\Theta_{99}^{(1)})^2");
    assert_eq!((wide.to_string(), wide.latex()), ("Θ₁₀,₉⁽¹⁾".into(), r"\Theta_{10,9}^{(1)}".into()));
}

#[test]
fn numbers_in_the_place_of_names_are_kept_apart() {
    let [a, b, c] = ["a", "b", "c"].map(Symbol::variable);
    let numbers = |part| [(a, "3"), (b, "-4")].iter().find(|(name, _)| *name == part).map(|&(_, number)| number);
    let leaf = |part| numbers(part).map(|number| Leaf::Number(number.to_owned()));
    let text = |expression: Symbol| expression.text(Notation::Unicode, &leaf);
    assert_eq!(text(c * a), "c · 3");
    assert_eq!(text(a * b + b), "3 · (−4) − 4");
    assert_eq!(text(a * (c + b)), "3 (c − 4)");
    assert_eq!(text(b * c - b), "(−4) c − (−4)");
}

#[test]
fn what_branches_too_often_is_not_written_down() {
    let signs = |many: usize| {
        let z: Vec<Symbol> = (0..many).map(|i| Symbol::named(Name::indexed("z", "z", i))).collect();
        let [positive] = Symbol::branches(|| {
            let ones = z.iter().map(|&z| if z > Symbol::ZERO { Symbol::ONE } else { Symbol::ZERO });
            [ones.fold(Symbol::ZERO, |sum, one| sum + one)]
        });
        let ends = positive.evaluate(&|part| z.iter().position(|&z| z == part).map(|i| if i < 3 { 0.5 } else { -0.5 }));
        (positive.to_string(), ends.unwrap())
    };
    assert_eq!(signs(8).1, 3.0);
    let (text, value) = signs(9);
    assert!(text.contains('…') && value.is_nan(), "{value}: {text}");

    // A loop ends, whether it waits for a yes or for a no.
    let [a, b] = ["a", "b"].map(Symbol::variable);
    let loops = [true, false].map(|goes_on| {
        let [end] = Symbol::branches(|| {
            let mut x = a;
            while (x > b) == goes_on {
                x += if goes_on { -Symbol::ONE } else { Symbol::ONE };
            }
            [x]
        });
        end.evaluate(&|part| [(a, 0.5), (b, 3.0)].iter().find(|(name, _)| *name == part).map(|&(_, value)| value))
    });
    assert_eq!(loops, [Ok(0.5), Ok(3.5)]);
}

#[test]
fn each_step_says_what_it_is_and_which_functions_it_applies() {
    let steps = Intuition::zeros().derivation().steps();
    let steps: Vec<(&str, Vec<&str>)> = (steps.iter())
        .map(|step| (&step.title[..], step.functions.iter().map(|definition| &definition.unicode[..]).collect()))
        .collect();
    assert_eq!(steps[0], ("The input", vec![]));
    assert_eq!(steps[1], ("Weighted inputs of layer 2", vec![]));
    assert_eq!(steps[2], ("Activations of layer 2", vec!["g(z) = 1 / (1 + exp(−z))"]));
    assert_eq!(steps[8].0, "Errors of layer 4");
    assert_eq!(steps[9], ("Errors of layer 3", vec!["g′(z) = 1 / (1 + exp(−z)) 1 / (1 + exp(z))"]));
}

#[test]
fn the_same_expression_is_the_same_symbol() {
    let [a, b] = ["a", "b"].map(Symbol::variable);
    assert_eq!(a * b + a, a * b + a);
    assert_eq!([a + -b, a - -b, -a * b, a / b * b], [a - b, a + b, -(a * b), a]);
    assert_eq!(-Symbol::ONE, Symbol::from_f64(-1.0));
    assert_ne!(a * b, b * a);
    assert_eq!((a * b).evaluate(&|symbol| (symbol == a).then_some(3.0).or((symbol == b).then_some(-2.0))), Ok(-6.0));
    assert_eq!(
        (a + b).evaluate(&|symbol| (symbol == a).then_some(3.0)).map_err(|name| name.to_string()),
        Err("b".into())
    );
}

#[test]
fn a_function_that_is_the_same_everywhere_is_its_value() {
    let z = Symbol::variable("z");
    assert_eq!(Symbol::apply(Function::GPrime("one"), z, |_| Symbol::ONE), Symbol::ONE);
    assert_eq!(Symbol::apply(Function::G("double"), z, |z| z + z).to_string(), "g(z)");
}

/// With the numbers of each example put in, the equations give what the network computes.
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

/// How an equation's numbers are told: as the expression with numbers put in and what it comes to, or the latter alone.
#[test]
fn numbers_are_put_in_where_that_says_something() {
    fn told<N: Network<Scalar = f64>>(derivation: Derivation<N>) -> Vec<(String, usize)> {
        let of_step = |step: &Step| (step.quantity.clone(), step.equations.last().unwrap().numbers.len());
        derivation.steps().iter().map(of_step).collect()
    }
    let (intuition, large) = (Intuition::random(3), Large::random(3));
    let one = Samples::new([[1.0, 0.5]], [[1.0]]).unwrap();
    let two = Samples::new([[1.0, 0.5], [0.3, 0.2]], [[1.0], [0.0]]).unwrap();
    let [of_one, of_two] = [&one, &two].map(|samples| told(intuition.derivation().worked(samples, 0.5)));
    let expected = |quantity: &str| of_one.iter().find(|(name, _)| name == quantity).unwrap().1;
    assert_eq!(expected("a^{(1)}"), 1, "an input is a number by itself");
    assert_eq!([expected("z^{(2)}"), expected(r"\delta^{(3)}"), expected(r"\Delta^{(2)}"), expected("J")], [2; 4]);
    for ((quantity, of_one), (_, of_two)) in of_one.iter().zip(&of_two) {
        // Of two examples, Δ is the sum of what both add, and the equation says what one of them does.
        assert_eq!(*of_two, if quantity.starts_with(r"\Delta") { 1 } else { *of_one }, "{quantity}");
    }
    let expanded = told(intuition.derivation().expanded().worked(&one, 0.5));
    assert!(expanded.iter().all(|(_, told)| *told == 1), "an expanded equation is long enough: {expanded:?}");
    let rows = Samples::new([[0.1; 20]], [[0.1; 10]]).unwrap();
    let summary = told(large.derivation().worked(&rows, 0.5));
    assert!(summary.iter().all(|(_, told)| *told == 1), "so is a sum with dots in it: {summary:?}");
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
    let [added, of_all] = ["&:= ", "The numbers are what all 2 examples add up to."];
    let count = |text: &str| (text.matches(added).count(), text.matches(of_all).count());
    // Θ⁽¹⁾, Θ⁽²⁾ and Θ⁽³⁾ have 6, 6 and 3 entries.
    assert_eq!([count(&of_none), count(&of_one), count(&of_two)], [(15, 0), (15, 0), (15, 3)]);
    assert!(!of_none.contains("Beneath each equation") && !of_one.contains("all 1 examples"));
    assert!(of_one.contains("Beneath each equation stand the numbers of the example, and $m = 1$."));
    assert!(of_two.contains("Beneath each equation stand the numbers of the first example, and $m = 2$."));
    // The sum of both costs over m, and the penalty.
    let costs = format!(r"\frac{{{:.6}}}{{2}} + \frac{{0.5}}{{2 \cdot 2}}", 2.0 * intuition.cost(&two, 0.0));
    assert!(of_two.contains(&costs), "{costs} is not in\n{of_two}");
    assert!(!of_none.contains("And so on"));
    let large = Large::zeros().derivation().to_string();
    assert!(large.contains("\n$$\n\nAnd so on: 23 more between the first and the last.\n"), "{large}");
}
