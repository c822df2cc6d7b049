//! The MathML of a derivation says what its plain text says.
//!
//! A reader turns the elements back into plain text, up to spaces, and collects the names that they are marked with.

use super::{Classes, Intuition, Large, Linear, Nest, Neuron, Robust, Unlike};
use backprop::readings::derivation::{Equation, Step};
use backprop::readings::symbol::{Name, Notation};
use backprop::{Derivation, Identity, Network, Samples, Scalar, Sigmoid, SquaredError, Symbol, network};
use roxmltree::{Document, Node};

network! {
    struct Small { layers: 2 -> 2 Sigmoid -> 1 Identity, cost: SquaredError }
}

#[test]
fn the_elements_of_a_derivation_read_as_its_plain_text() {
    check::<Linear>();
    check::<Intuition>();
    check::<Classes>();
    check::<Large>();
    check::<Neuron>();
    check::<Unlike>();
    check::<Nest>();
    check::<Robust>();
    check::<Small>();
}

/// Compares both notations: named and written out, without numbers, with those of one example and with those of two.
fn check<N: Network<Scalar = f64>>() {
    let (mut network, mut weight) = (N::zeros(), 0.0);
    network.thetas_mut().into_iter().for_each(|mut theta| {
        theta.mapv_inplace(|_| {
            weight += 1.0;
            f64::sin(weight)
        });
    });
    // The targets of an example add up to 1.
    let y = vec![1.0 / N::OUTPUTS as f64; N::OUTPUTS];
    let [one, two] = [1, 2].map(|m| N::samples(vec![vec![0.25; N::INPUTS]; m], vec![y.clone(); m]).unwrap());
    let derivation = Derivation::new(&network);
    let forms = [
        derivation.clone(),
        derivation.clone().expanded(),
        derivation.clone().worked(&one, 0.5),
        derivation.worked(&two, 0.5),
    ];
    for form in forms {
        let [plain, elements] = [Notation::Unicode, Notation::MathMl].map(|notation| form.steps_in(notation));
        let (plain, elements) = (texts(&plain), texts(&elements));
        assert_eq!(plain.len(), elements.len());
        plain.iter().zip(&elements).for_each(|(plain, elements)| compare(plain, elements));
    }
}

/// Returns all formulas of a derivation.
fn texts(steps: &[Step]) -> Vec<String> {
    let mut texts = Vec::new();
    for step in steps {
        texts.push(step.quantity.clone());
        for definition in &step.functions {
            texts.extend([&definition.equation].into_iter().chain(&definition.computed).map(Equation::to_string));
        }
        texts.extend(step.equations.iter().chain(&step.computed).map(Equation::to_string));
        texts.extend(step.vanishing.iter().cloned());
    }
    texts
}

#[test]
fn the_elements_of_an_expression_read_as_its_plain_text() {
    let [a, b, wide] = [Name::plain(r"\alpha", "α"), Name::unit("a", "a", 2, 1), Name::entry("D", "D", 1, 2, 10)];
    let [a, b, wide] = [a, b, wide].map(Symbol::named);
    let [two, half] = [2.0, -0.5].map(Symbol::from_f64);
    let expressions = [
        a / (b / wide),
        (a + b) / (a * b) / wide,
        a / b * (a / b),
        -(a - b) * half + half,
        (half / a) * two,
        a - (b - half),
        a.exp() / b.exp(),
        (a + b).sqrt() * (a - b).ln_1p(),
        b * b * b * wide * wide * wide * wide,
        a.tanh() * a.tanh() + b.cosh() * b.cosh(),
        a.max(b).max(-wide).abs(),
    ];
    for expression in expressions {
        compare(&expression.to_string(), &expression.text(Notation::MathMl, &|_| None));
    }
    let strange = Symbol::variable("a<b&\"c\"");
    let text = strange.text(Notation::MathMl, &|_| None);
    assert_eq!(text, r#"<mrow data-symbol="a&lt;b&amp;&quot;c&quot;"><mi>a&lt;b&amp;&quot;c&quot;</mi></mrow>"#);
    assert_eq!(read(&text).0, strange.to_string());
}

/// A page of the 2-2-1 network, to look at in a browser.
#[test]
fn a_page_needs_nothing_but_its_elements() {
    let samples = Samples::new([[0.5, -1.0]], [[1.0]]).unwrap();
    let small = Small { theta_1: [[0.1, 0.4, -0.6], [-0.2, 0.3, 0.5]].into(), theta_2: [[-0.4, 0.8, -0.5]].into() };
    let mut page = String::new();
    for step in small.derivation().worked(&samples, 0.5).steps_in(Notation::MathMl) {
        page += &format!("<h2>{}</h2>\n", step.title);
        let functions = step.functions.iter().map(|definition| &definition.equation);
        for equation in functions.chain(&step.equations) {
            page += &format!("<math display=\"block\">{equation}</math>\n");
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(".");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("two_two_one", page));
}

/// Compares plain text with the text of elements, and the names in it with those that the elements are marked with.
fn compare(plain: &str, elements: &str) {
    let (text, names) = read(elements);
    assert_eq!(text, plain.replace(' ', ""), "{elements}");
    assert_eq!(names, names_of(plain), "{elements}");
}

/// Returns the text of elements without spaces, and the names that they are marked with.
fn read(elements: &str) -> (String, Vec<String>) {
    let document = format!("<math>{elements}</math>");
    let document = Document::parse(&document).unwrap_or_else(|error| panic!("{error}: {elements}"));
    let root = document.root_element();
    root.descendants().filter(|node| *node != root && node.is_element()).for_each(check_element);
    let names = root.descendants().filter_map(|node| node.attribute("data-symbol")).map(str::to_owned);
    (row(root), names.collect())
}

/// Checks that an element is one of MathML Core, with the number of parts that it must have.
fn check_element(node: Node) {
    let parts = node.children().filter(Node::is_element).count();
    let is_valid = match node.tag_name().name() {
        "mi" | "mn" | "mo" | "mtext" => parts == 0 && node.text().is_some(),
        "mspace" => parts == 0 && node.text().is_none(),
        "mfrac" | "msub" | "msup" => parts == 2,
        "msubsup" | "munderover" => parts == 3,
        "mrow" | "msqrt" => parts > 0,
        "mtable" => node.children().all(|row| row.has_tag_name("mtr")),
        "mtr" => node.children().all(|cell| cell.has_tag_name("mtd")),
        "mtd" => node.parent().is_some_and(|row| row.has_tag_name("mtr")),
        _ => false,
    };
    let allowed: &[&str] = match node.tag_name().name() {
        "mo" => &["lspace", "rspace", "stretchy"],
        "mspace" => &["width"],
        "mtd" => &["style"],
        _ => &["data-symbol"],
    };
    assert!(is_valid && node.attributes().all(|attribute| allowed.contains(&attribute.name())), "{node:?}");
}

/// Returns the text of an element.
fn text(node: Node) -> String {
    let parts: Vec<Node> = node.children().filter(Node::is_element).collect();
    match (node.tag_name().name(), parts.as_slice()) {
        ("mfrac", &[a, b]) => format!("{}/{}", at_least(1, a), at_least(2, b)),
        ("msub", &[base, below]) => text(base) + &lowered(&text(below)),
        ("msup", &[base, above]) if text(base) == "e" => format!("exp({})", text(above)),
        ("msup", &[base, above]) => {
            // Plain text has a function for the power of e.
            let base = text(base);
            let exponential = base.strip_prefix("(exp").and_then(|base| base.strip_suffix(')'));
            let base = exponential.map_or(base.clone(), |argument| format!("exp{argument}"));
            let is_long = above.has_tag_name("mn") && !["2", "3"].contains(&&*text(above));
            if is_long { format!("{base}^{}", text(above)) } else { base + &raised(&text(above)) }
        }
        ("msubsup", &[base, below, above]) => text(base) + &lowered(&text(below)) + &raised(&text(above)),
        ("munderover", &[sign, below, above]) => text(sign) + &lowered(&text(below)) + &raised(&text(above)),
        ("msqrt", _) => format!("√({})", row(node)),
        ("mtable", _) => parts.into_iter().map(row).collect::<Vec<_>>().join(",") + "}",
        ("mrow" | "mtr" | "mtd", _) => row(node),
        _ => match node.text().unwrap_or_default() {
            "\u{2061}" | "\u{2062}" => String::new(),
            "∑" => "Σ".to_owned(),
            text => text.replace(['\u{a0}', ' '], ""),
        },
    }
}

/// Returns the text of the parts of an element.
fn row(node: Node) -> String {
    node.children().filter(Node::is_element).map(text).collect()
}

/// Returns the text of an element, in parentheses if plain text needs them: sums have the precedence 0, products and
/// quotients 1.
fn at_least(least: usize, node: Node) -> String {
    let has = |signs: &[&str]| node.children().any(|part| part.text().is_some_and(|sign| signs.contains(&sign)));
    let precedence = match node.tag_name().name() {
        "mfrac" => 1,
        "mrow" if has(&["+", "−"]) => 0,
        "mrow" if has(&["\u{2062}", "·"]) => 1,
        _ => 2,
    };
    if precedence < least { format!("({})", text(node)) } else { text(node) }
}

fn lowered(text: &str) -> String {
    exchanged(text, "0123456789i=", "₀₁₂₃₄₅₆₇₈₉ᵢ₌")
}

fn raised(text: &str) -> String {
    exchanged(text, "0123456789()im", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ⁱᵐ")
}

/// Returns a text with the symbols of one list instead of those of another.
fn exchanged(text: &str, of: &str, by: &str) -> String {
    let other = |symbol| of.chars().position(|old| old == symbol).and_then(|at| by.chars().nth(at));
    text.chars().map(|symbol| other(symbol).unwrap_or(symbol)).collect()
}

/// Returns the names in a plain text, as the elements are marked with them: `Θ 1 1 2` for Θ₁₂⁽¹⁾.
fn names_of(plain: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = plain;
    while let Some(first) = rest.chars().next() {
        let letter =
            take(&mut rest, |symbol| symbol.is_ascii_alphabetic() || ('Α'..='ω').contains(&symbol) || symbol == '′');
        match letter {
            "" => rest = &rest[first.len_utf8()..],
            "exp" | "ln" | "tanh" | "cosh" | "max" | "if" | "after" | "all" => {}
            "Σ" => {
                rest = rest.strip_prefix("ᵢ₌₁ᵐ").expect("the sum over all examples");
                names.push("m".to_owned());
            }
            letter => {
                let is_index = |symbol| "₀₁₂₃₄₅₆₇₈₉".contains(symbol);
                let mut indices = vec![take(&mut rest, is_index)];
                if let Some(column) = rest.strip_prefix(',').filter(|column| column.starts_with(is_index)) {
                    rest = column;
                    indices.push(take(&mut rest, is_index));
                } else if ["Θ", "Δ", "D"].contains(&letter) {
                    indices = indices[0].split("").collect();
                }
                let layer = take(&mut rest, |symbol| "⁽⁰¹²³⁴⁵⁶⁷⁸⁹ⁱ⁾".contains(symbol));
                let layer = exchanged(layer.trim_matches(['⁽', '⁾']), "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱ", "0123456789i");
                let indices = indices.into_iter().map(|index| exchanged(index, "₀₁₂₃₄₅₆₇₈₉", "0123456789"));
                let parts = [letter.to_owned(), layer].into_iter().chain(indices);
                names.push(parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "));
            }
        }
    }
    names
}

/// Takes the symbols that satisfy a condition from the beginning of a text.
fn take<'a>(rest: &mut &'a str, is_taken: impl Fn(char) -> bool) -> &'a str {
    let end = rest.find(|symbol| !is_taken(symbol)).unwrap_or(rest.len());
    let (taken, left) = rest.split_at(end);
    *rest = left;
    taken
}
