//! The mathematics and the notation that the evaluator must understand, and the input that it must reject.

use formula::{Claim, Environment, Error, Result, Value, evaluate, statements};

/// Returns the value in an environment with a = 3, b = 5, l = 2, a vector v and a matrix M that has a column 0.
fn value(latex: &str) -> Result<Value> {
    let environment = Environment::new()
        .set("a", 3.0)
        .set("b", 5.0)
        .set("l", 2)
        .set("a^{(l)}", 7.0)
        .set("v", Value::vector(1, &[1.0, 10.0, 100.0]))
        .set("w", Value::vector(0, &[100.0, 10.0, 1.0]))
        .set("M", Value::matrix(0, &[vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0]]))
        .set(r"\Theta_{11}^{(1)}", 11.0)
        .set(r"\Theta_{1,10}^{(1)}", 110.0)
        .set(r"\Theta_{11,0}^{(1)}", 1100.0)
        .set(r"\frac{\partial C}{\partial v}", Value::vector(1, &[0.5, 0.25, 0.75]))
        .range("k", 1..=3)
        .function("f", |value| value.map(|entry| 2.0 * entry));
    evaluate(latex, &environment)
}

fn values<const N: usize>(cases: [(&str, f64); N]) {
    for (latex, want) in cases {
        assert_eq!(value(latex), Ok(Value::Number(want)), "{latex}");
    }
}

fn errors<const N: usize>(cases: [(&str, &str); N]) {
    for (latex, want) in cases {
        assert_eq!(value(latex), Err(Error(want.to_owned())), "{latex}");
    }
}

#[test]
fn powers_bind_tighter_than_products_and_products_tighter_than_sums() {
    values([
        ("1 + 2 a", 7.0),
        (r"1 - 2 \cdot 3 + 4", -1.0),
        ("2 a^2", 18.0),
        ("-a^2", -9.0),
        ("a - b - 1", -3.0),
        ("1 / 4 - a / b", 0.25 - 0.6),
        (r"\frac{a + 1}{2} b", 10.0),
        (r"\sqrt{a + 1} a", 6.0),
    ]);
}

#[test]
fn what_stands_side_by_side_is_multiplied_unless_it_is_a_function_and_a_bracket() {
    values([
        ("a b", 15.0),
        ("a (b - 1)", 12.0),
        (r"a \left[ b - 1 \right]^2", 48.0),
        ("f(b - 1)", 8.0),
        ("a f(b) a", 90.0),
        (r"\term{g}{f}(\term{b}{b} - 1)", 8.0),
        ("f(b)^2", 100.0),
    ]);
}

#[test]
fn functions_without_brackets_take_one_factor() {
    values([
        (r"\max(a, b, 4)", 5.0),
        (r"|a - b|", 2.0),
        (r"e^{-a}", (-3_f64).exp()),
        (r"a \ln b + 1", 3.0 * 5_f64.ln() + 1.0),
        (r"\tanh^2 a", 3_f64.tanh().powf(2.0)),
        (r"\frac{1}{\cosh^2 a}", 1.0 / 3_f64.cosh().powf(2.0)),
        (r"\ln \sum_k v_k - a", 111_f64.ln() - 3.0),
    ]);
}

#[test]
fn a_bracketed_superscript_is_a_layer_and_any_other_a_power() {
    values([
        ("a^{(l)}", 7.0),
        ("a^{(2)}", 7.0),
        ("a^{l}", 9.0),
        ("(a)^{(l)}", 9.0),
        (r"\Theta_{11}^{(1)}", 11.0),
        (r"\Theta_{1,10}^{(l-1)}", 110.0),
    ]);
    errors([
        ("a^{(l+1)}", "`a^{(l+1)}`, here `a^{(3)}`, is not bound"),
        (r"\Theta_{12}^{(1)}", r"`\Theta_{12}^{(1)}` is not bound"),
    ]);
}

#[test]
fn a_sum_ends_where_its_product_ends() {
    values([
        (r"\sum_{k=1}^{3} v_k + a", 114.0),
        (r"2 \sum_{k=2}^3 a v_k", 660.0),
        (r"\sum_k (v_k + a)", 120.0),
        (r"\sum_{i=1}^{2} \sum_{j=1}^{i} M_{ij}", 2.0 + 5.0 + 6.0),
        (r"\sum_{i=1}^{l} M_{i0} \sum_k v_k", 555.0),
        (r"\sum_k v_k \frac{\partial C}{\partial v_k}", 78.0),
        (r"\sum_k v_k \, \partial C / \partial v_k", 78.0),
        (r"\sum_{k=2}^{1} v_k", 0.0),
    ]);
    errors([
        (r"\sum_k v_k + v_k", "`k` is not bound"),
        (r"\sum_k \sum_k v_k", "the index `k` is in use already"),
        (r"\sum_{k=0}^{3} v_k", "`v_k`, here `v_{0}`, is not bound"),
        (r"\sum_j v_j", "the index `j` has no range"),
    ]);
}

#[test]
fn matrices_are_multiplied_along_the_same_indices() {
    let column = |entries: &[f64]| Ok(Value::vector(1, entries));
    assert_eq!(value(r"f(v) \odot v"), column(&[2.0, 200.0, 20000.0]));
    assert_eq!(value(r"a v + v \odot v"), column(&[4.0, 130.0, 10300.0]));
    values([(r"\sum_{i=1}^2 M_{i2}", 9.0)]);
    let outer = Value::matrix(1, &[vec![1.0, 10.0, 100.0], vec![10.0, 100.0, 1e3], vec![100.0, 1e3, 1e4]]);
    assert_eq!(value(r"v v^\top"), Ok(outer));
    assert_eq!(value("M w"), column(&[123.0, 456.0]));
    assert_eq!(value(r"M^\top M w"), Ok(Value::vector(0, &[1947.0, 2526.0, 3105.0])));
    errors([
        ("M v", "rows 1 to 2, columns 0 to 2 cannot be multiplied by rows 1 to 3, columns 1 to 1"),
        (r"M^\top v", "rows 0 to 2, columns 1 to 2 cannot be multiplied by rows 1 to 3, columns 1 to 1"),
        ("w + v", "rows 0 to 2, columns 1 to 1 and rows 1 to 3, columns 1 to 1 do not have the same indices"),
        ("1 - v", "a number and rows 1 to 3, columns 1 to 1 do not have the same indices"),
        ("v^2", "a matrix 1..4 × 1..2 where a number is needed"),
    ]);
}

#[test]
fn exactly_one_case_holds() {
    values([
        (r"2 \begin{cases} a & a > b \\ b & a \le b \end{cases}", 10.0),
        (r"\begin{cases} 1 \text{ if } a \ge 3 \text{, else } 0 & l = 2 \\ 5 & l \ne 2 \end{cases}", 1.0),
        (r"\begin{cases} \text{the } k \text{ with the largest } v_k & a < b \end{cases}", 3.0),
    ]);
    errors([
        (r"\begin{cases} a & a > b \\ b & a < 0 \end{cases}", "0 of 2 cases hold"),
        (r"\begin{cases} a & a < b \\ b & a \ge 0 \end{cases}", "2 of 2 cases hold"),
    ]);
}

#[test]
fn what_is_unknown_or_ambiguous_is_an_error_with_its_place() {
    errors([
        (r"a + \beta", r"`\beta` is not bound"),
        (r"a + \mathbf{b}", r"expected the end at `{b}`"),
        ("a + c", "`c` is not bound"),
        ("a ! b", "unknown character at `! b`"),
        (r"\begin{pmatrix} a \end{pmatrix}", r"expected a known environment at `\begin{pmatrix} a \end{pmatrix}`"),
        ("a + ", "expected a factor at the end of `a + `"),
        ("a - - b", "expected a factor at `- b`"),
        ("(a + b", "expected `)` at the end of `(a + b`"),
        (r"\tanh a b", r"expected brackets after `\tanh` at `b`"),
        (r"\ln(a)^2", r"expected brackets around `\ln` and its argument at `^2`"),
        ("1 / a b", "expected brackets after `/` at `b`"),
        ("a^12", "expected a group in braces at `12`"),
        ("a^2^2", "expected one power at `^2`"),
        ("1.2.3", "expected a number at `1.2.3`"),
    ]);
}

#[test]
fn an_equation_is_statements_with_sides_and_conditions() {
    let environment = Environment::<f64>::new().function("g", |z| z.clone());
    let counts = |latex: &str| {
        let count = |statement: &formula::Statement| (statement.claims.len(), statement.conditions.len());
        statements(latex, &environment).map(|statements| statements.iter().map(count).collect::<Vec<_>>())
    };
    assert_eq!(counts(r"g(z) = a = b"), Ok(vec![(2, 0)]));
    assert_eq!(counts(r"x_{ij} := a, \quad j \ne 0, \qquad x_{i0} = b"), Ok(vec![(1, 1), (1, 0)]));
    assert_eq!(
        counts(r"\begin{aligned} x &= a \\ &= b \\ y &= a \\ &\quad + b \end{aligned}"),
        Ok(vec![(2, 0), (1, 0)])
    );
    assert_eq!(counts("x &= a"), Err(Error("expected a relation at `&= a`".to_owned())));
    assert_eq!(counts(r"\begin{aligned} x &= a"), Err(Error(r"`\begin{aligned}` has no end".to_owned())));
    assert_eq!(counts("a + b"), Err(Error("expected a relation at the end of `a + b`".to_owned())));
    let within = statements(r"x \in [-a, b)", &environment).unwrap().remove(0);
    assert!(matches!(&within.claims[..], [Claim::Within(ends)] if ends[0].left == ends[1].left));
}

/// Equations of a network that is written out in full: each name contains its digits and is bound to a number of its
/// own.
#[test]
fn names_with_digits_are_numbers() {
    let environment = Environment::new()
        .set(r"\Theta_{10}^{(1)}", 1.0)
        .set(r"\Theta_{11}^{(1)}", 2.0)
        .set(r"\Theta_{1,10}^{(1)}", 3.0)
        .set("a_{1}^{(1)}", 4.0)
        .set("a_{10}^{(1)}", 5.0)
        .set("z_{1}^{(2)}", 24.0)
        .set("a_1^{(2)}", 24.0)
        .function("g", |z| z.map(|z| z.max(0.0)));
    let latex = r"\begin{aligned}
        z_{1}^{(2)} &= \Theta_{10}^{(1)} + \Theta_{11}^{(1)} a_{1}^{(1)} + \Theta_{1,10}^{(1)} \, a_{10}^{(1)} \\
        a_{1}^{(2)} &= g(z_{1}^{(2)}) = \max(0, z_{1}^{(2)})
        \end{aligned}";
    assert_eq!(crate::latex::check::check(latex, &environment), Ok(()));
    assert!(crate::latex::check::check(&latex.replace("_{10}^{(1)} \\\\", "_{1}^{(1)} \\\\"), &environment).is_err());
}
