//! Symbols, which record the operations that are applied to them: their simplification, their text and their values.

use backprop::equations::first_weights::Random;
use backprop::readings::symbol::{Leaf, Name, Notation};
use backprop::{Activation, Function, LeakyRelu, Relu, Scalar, Sigmoid, Softplus, Symbol, Tanh, equations::activation};
use std::cmp::Ordering;

/// Returns a function that gives the value of each of these symbols.
fn values<T: Copy>(known: &[(Symbol, T)]) -> impl Fn(Symbol) -> Option<T> {
    |symbol| known.iter().find(|(name, _)| *name == symbol).map(|&(_, value)| value)
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

/// Uses integers, so that nothing is rounded.
#[test]
fn simplifying_changes_no_value() {
    let variables = [("a", 3.0), ("b", -2.0), ("c", 5.0)].map(|(name, value)| (Symbol::variable(name), value));
    let value = values(&variables);
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

/// Comparisons of two numbers.
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
            assert_eq!(
                both.evaluate(&values(&[(a, x), (b, y)])),
                Ok(f64::from(expected)),
                "{i}: {x} and {y} in {both}"
            );
        }
        // Outside of `branches`, a variable equals itself, and nothing is known about two different ones.
        assert_eq!(of_symbols(&a, &a), of_numbers(&1.0, &1.0), "{i}");
        assert_eq!(of_symbols(&a, &b), i == 6, "{i}");
    }
    assert_eq!(a.partial_cmp(&a), Some(Ordering::Equal));
    assert_eq!(Symbol::branches(|| [if a < a { a } else { b }]), [b], "there is only one branch");
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
        assert_eq!(symbol.evaluate(&values(&[(z, 0.7)])), Ok(function(0.7)), "{symbol}");
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
    let numbers = [(a, "3"), (b, "-4")];
    let leaf = |part| values(&numbers)(part).map(|number| Leaf::Number(number.to_owned()));
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

    // Loops end, whether they wait for `true` or for `false`.
    let [a, b] = ["a", "b"].map(Symbol::variable);
    let loops = [true, false].map(|goes_on| {
        let [end] = Symbol::branches(|| {
            let mut x = a;
            while (x > b) == goes_on {
                x += if goes_on { -Symbol::ONE } else { Symbol::ONE };
            }
            [x]
        });
        end.evaluate(&values(&[(a, 0.5), (b, 3.0)]))
    });
    assert_eq!(loops, [Ok(0.5), Ok(3.5)]);
}

#[test]
fn the_same_expression_is_the_same_symbol() {
    let [a, b] = ["a", "b"].map(Symbol::variable);
    assert_eq!(a * b + a, a * b + a);
    assert_eq!([a + -b, a - -b, -a * b, a / b * b], [a - b, a + b, -(a * b), a]);
    assert_eq!(-Symbol::ONE, Symbol::from_f64(-1.0));
    assert_ne!(a * b, b * a);
    assert_eq!((a * b).evaluate(&values(&[(a, 3.0), (b, -2.0)])), Ok(-6.0));
    assert_eq!((a + b).evaluate(&values(&[(a, 3.0)])).map_err(|name| name.to_string()), Err("b".into()));
}

#[test]
fn a_function_that_is_the_same_everywhere_is_its_value() {
    let z = Symbol::variable("z");
    assert_eq!(Symbol::apply(Function::GPrime("one"), z, |_| Symbol::ONE), Symbol::ONE);
    assert_eq!(Symbol::apply(Function::G("double"), z, |z| z + z).to_string(), "g(z)");
}
