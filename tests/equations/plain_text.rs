//! Checks the equations that readers without the repository's header see: plain Unicode text above each LaTeX.
//!
//! An editor and the documentation that a user builds show the LaTeX of a `math` fence as it is. So each one stands below
//! a `text` fence with the same equation as plain text. These tests write the LaTeX as plain text themselves and compare.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The commands of LaTeX that stand for a sign or a word.
const SIGNS: [(&str, &str); 25] = [
    ("Theta", "Θ"),
    ("Delta", "Δ"),
    ("delta", "δ"),
    ("lambda", "λ"),
    ("alpha", "α"),
    ("beta", "β"),
    ("theta", "θ"),
    ("varepsilon", "ε"),
    ("partial", "∂"),
    ("sum", "Σ"),
    ("odot", "⊙"),
    ("top", "⊤"),
    ("in", "∈"),
    ("approx", "≈"),
    ("ne", "≠"),
    ("le", "≤"),
    ("ge", "≥"),
    ("ln", "ln"),
    ("tanh", "tanh"),
    ("cosh", "cosh"),
    ("max", "max"),
    ("quad", " "),
    ("left", ""),
    ("right", ""),
    ("Big", ""),
];
/// Unicode's superscripts and subscripts, each below the character that it stands for.
const SUPERSCRIPTS: [&str; 2] = ["0123456789+−=()ijklmtzKL⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱʲᵏˡᵐᵗᶻᴷᴸᵀ"];
const SUBSCRIPTS: [&str; 2] = ["0123456789+−=()ijklmt", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢⱼₖₗₘₜ"];

/// Returns an equation as lines of plain text. Forms that `\qquad` separates, and the rows of `aligned` and `cases`, have
/// a line each.
fn plain(latex: &str) -> Vec<String> {
    let environment = |name: &str| {
        let (before, rest) = latex.split_once(&format!(r"\begin{{{name}}}"))?;
        Some((before, rest.split_once(&format!(r"\end{{{name}}}"))?.0))
    };
    if let Some((before, rows)) = environment("aligned") {
        table(before, rows, " ")
    } else if let Some((before, rows)) = environment("cases") {
        table(before, rows, "  for ")
    } else {
        latex.split(r"\qquad").map(|form| formula(form.trim().trim_end_matches(','))).collect()
    }
}

/// Returns the rows of an environment, the first of them behind `before`; `between` stands between their two cells.
fn table(before: &str, rows: &str, between: &str) -> Vec<String> {
    let width = |text: &str| text.chars().count();
    let cells = rows.split(r"\\").map(|row| {
        let (left, right) = row.split_once('&').unwrap_or_else(|| panic!("a row without cells: {row}"));
        (formula(left), formula(right))
    });
    let cells: Vec<_> = cells.collect();
    let widest = cells.iter().map(|(left, _)| width(left)).max().unwrap_or(0);
    let before = if before.trim().is_empty() { String::new() } else { formula(before) + " " };
    let mut margin = before.clone();
    let line = |(left, right): &(String, String)| {
        let line = format!("{margin}{left:widest$}{between}{right}");
        margin = " ".repeat(width(&before));
        line
    };
    cells.iter().map(line).collect()
}

/// Returns a formula in one line.
fn formula(latex: &str) -> String {
    let (mut rest, mut text) = (latex, String::new());
    while let Some(first) = rest.chars().next() {
        rest = &rest[first.len_utf8()..];
        match first {
            '\\' => text += &command(&mut rest),
            '^' => text += &superscript(&formula(argument(&mut rest))),
            '_' => text += &subscript(&formula(argument(&mut rest))),
            '-' => text.push('−'),
            '\'' => text.push('′'),
            _ if first.is_whitespace() => text.push(' '),
            _ if first.is_alphanumeric() || ":=+,.()[]|<>/".contains(first) => text.push(first),
            _ => panic!("unknown sign `{first}` in {latex}"),
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("( ", "(")
        .replace("[ ", "[")
        .replace(" )", ")")
        .replace(" ]", "]")
        .replace(" ,", ",")
        .replace("∂ ", "∂")
}

/// Returns the text of the command whose name begins `rest`, and takes it and its arguments from `rest`.
fn command(rest: &mut &str) -> String {
    let letters = rest.chars().take_while(char::is_ascii_alphabetic).count();
    let (name, after) = rest.split_at(letters.max(1));
    *rest = after;
    match name {
        "," => " ".to_owned(),
        "text" => argument(rest).to_owned(),
        "sqrt" => format!("√{}", single(formula(argument(rest)))),
        "frac" => format!("{}/{}", single(formula(argument(rest))), single(formula(argument(rest)))),
        // The first argument is the name of an identifier in the code.
        "term" => {
            argument(rest);
            formula(argument(rest))
        }
        _ => match SIGNS.iter().find(|(known, _)| *known == name) {
            Some((_, sign)) => (*sign).to_owned(),
            None => panic!("unknown command `{name}`; add it to SIGNS"),
        },
    }
}

/// Takes an argument from `rest`: a group in braces without them, a command, or one character.
fn argument<'a>(rest: &mut &'a str) -> &'a str {
    let end = if rest.starts_with('{') {
        let mut depth = 0;
        let closes = |c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        };
        1 + rest.find(closes).unwrap_or_else(|| panic!("a group without an end: {rest}"))
    } else {
        1 + rest[1..].find(|c: char| !rest.starts_with('\\') || !c.is_ascii_alphabetic()).unwrap_or(rest.len() - 1)
    };
    let (argument, after) = rest.split_at(end);
    *rest = after;
    argument.strip_prefix('{').map_or(argument, |group| &group[..group.len() - 1])
}

/// Returns an operand: in parentheses if it consists of several.
fn single(text: String) -> String {
    if text.contains([' ', '+', '−', '/', '|']) { format!("({text})") } else { text }
}

fn superscript(text: &str) -> String {
    raised(text, SUPERSCRIPTS).unwrap_or_else(|| format!("^{}", single(text.to_owned())))
}

fn subscript(text: &str) -> String {
    raised(text, SUBSCRIPTS).unwrap_or_else(|| panic!("Unicode has no subscripts for `{text}`"))
}

/// Returns the text in small characters, or `None` if Unicode does not have all of them.
fn raised(text: &str, [from, to]: [&str; 2]) -> Option<String> {
    let small = |c| from.chars().position(|known| known == c).and_then(|at| to.chars().nth(at));
    text.chars().map(small).collect()
}

/// An equation in a doc comment.
struct Written {
    file: PathBuf,
    latex: String,
    /// The lines of the `text` fence directly above it; none if there is no such fence.
    text: Vec<String>,
}

/// Returns the equations of `src` by their ids.
fn equations() -> BTreeMap<String, Written> {
    let (mut paths, mut equations) = (vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../src")], BTreeMap::new());
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            read(&path, &mut equations);
        }
    }
    equations
}

fn read(file: &Path, equations: &mut BTreeMap<String, Written>) {
    let source = fs::read_to_string(file).unwrap();
    let mut lines = source.lines().map(|line| line.trim_start().strip_prefix("///").map(|line| line.trim_end()));
    let fence = |lines: &mut dyn Iterator<Item = Option<&str>>| -> Vec<String> {
        let rows = lines.map_while(|line| line).take_while(|line| line.trim() != "```");
        rows.map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned()).collect()
    };
    let mut text = Vec::new();
    while let Some(line) = lines.next() {
        match line.map(str::trim) {
            Some("```text") => text = fence(&mut lines),
            // The blank line between both.
            Some("") => {}
            Some(line) if line.starts_with("```math ") => {
                let written = Written { file: file.to_owned(), latex: fence(&mut lines).join("\n"), text };
                equations.insert(line["```math ".len()..].to_owned(), written);
                text = Vec::new();
            }
            _ => text.clear(),
        }
    }
}

#[test]
fn every_equation_is_above_its_latex_in_plain_text() {
    let equations = equations();
    assert!(equations.len() > 30, "only {} equations were found", equations.len());
    let mut wrong = String::new();
    for (id, Written { file, latex, text }) in equations {
        let expected = plain(&latex);
        if text != expected {
            let rows = expected.join("\n/// ");
            wrong += &format!("{}: write above ```math {id}\n/// ```text\n/// {rows}\n/// ```\n///\n", file.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The header of the documentation renders the equations that it contains; `cargo book renew` writes it.
#[test]
fn the_header_of_the_documentation_contains_every_equation() {
    let header = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/rustdoc.html")).unwrap();
    let json =
        header.split_once(r#"id="set-equations">"#).and_then(|(_, rest)| rest.split_once("</script>")).unwrap().0;
    let set: BTreeMap<String, String> = serde_json::from_str(json).unwrap();
    let in_one_line = |latex: &str| latex.split_whitespace().collect::<Vec<_>>().join(" ");
    let written: Vec<_> = equations().into_iter().map(|(id, written)| (id, in_one_line(&written.latex))).collect();
    let missing: Vec<_> = written.iter().filter(|(_, latex)| !set.contains_key(latex)).map(|(id, _)| id).collect();
    assert!(missing.is_empty(), "run `cargo book renew`; src/rustdoc.html does not contain {missing:?}");
    assert_eq!(set.len(), written.iter().map(|(_, latex)| latex).collect::<std::collections::BTreeSet<_>>().len());
}

/// The right sides are written by hand.
#[test]
fn latex_becomes_plain_text() {
    for (latex, text) in [
        (r"z^{(l+1)} = \term{theta}{\Theta^{(l)}} \term{a}{a^{(l)}}", "z⁽ˡ⁺¹⁾ = Θ⁽ˡ⁾ a⁽ˡ⁾"),
        (r"(\Theta^{(l)})^\top \delta^{(l+1)} \odot g'(z^{(l)})", "(Θ⁽ˡ⁾)ᵀ δ⁽ˡ⁺¹⁾ ⊙ g′(z⁽ˡ⁾)"),
        (r"\sum_{j=0}^{s_l} a_j, \qquad \sum_{k=1}^K 2", "Σⱼ₌₀^sₗ aⱼ\nΣₖ₌₁ᴷ 2"),
        (r"\frac{1}{1 + e^{-\term{z}{z}}} + e^{-z_k} - e^{z_i}", "1/(1 + e⁻ᶻ) + e^(−zₖ) − e^zᵢ"),
        (r"\frac{\partial C}{\partial z_k} \Big( \ln z \Big)^2", "∂C/∂zₖ (ln z)²"),
        (r"\begin{aligned} a &= b \\ &= \sqrt{m} \end{aligned}", "a = b\n  = √m"),
        (r"g = \begin{cases} 10 & z > 0 \\ 0 & z \le 0 \end{cases}", "g = 10  for z > 0\n    0   for z ≤ 0"),
    ] {
        assert_eq!(plain(latex).join("\n"), text, "{latex}");
    }
}

/// Makes one mistake in each of some equations; otherwise the comparison could not fail.
#[test]
fn another_index_sign_or_bound_is_another_text() {
    let equations = equations();
    for (id, right, wrong) in [
        ("weighted-sum", "a_j^{(l)}", "a_i^{(l)}"),
        ("weighted-sum", "j=1", "j=0"),
        ("hidden-error", r"\delta^{(l+1)}", r"\delta^{(l)}"),
        ("hidden-error", r"^\top", ""),
        ("cost", "s_{l+1}", "s_l"),
        ("cost", "L-1", "L"),
        ("descent", r"- \term{rate}", r"+ \term{rate}"),
        ("softplus", "-|", "|"),
        ("relu-prime", r"z \le 0", "z < 0"),
    ] {
        let latex = &equations[id].latex;
        assert!(latex.contains(right), "{id} does not contain {right}");
        assert_ne!(plain(latex), plain(&latex.replacen(right, wrong, 1)), "{id}: {wrong} instead of {right}");
    }
}
