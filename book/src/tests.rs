//! Tests that the book has no fault, and that faults of a chapter are found and reported with their places.

mod wording;

use crate::build::draft;
use crate::chapter::{Author, Chapter, Fragments, Pairs, find_pairs};
use crate::formulas::Formulas;
use crate::material::{Material, material};
use crate::math::{Math, Style};
use crate::project::Project;
use crate::snapshot::{Format, Numerals};

#[test]
fn every_link_between_equation_code_number_and_page_holds() {
    let built = draft(&Project::new());
    let faults: Vec<String> = built.err().into_iter().flatten().map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns the faults of a chapter with this text. `hidden-error` is paired in another chapter.
pub(crate) fn faults(text: &str) -> Vec<String> {
    faults_of(text, material())
}

fn faults_of(text: &str, material: &Material) -> Vec<String> {
    let (mut fragments, mut faults, mut pairs) = (Fragments::default(), Vec::new(), Pairs::new());
    let mut formulas = Formulas::default();
    formulas.start_page("chapter.md", material.source.equations.values());
    find_pairs("other.md", "{{#pair hidden-error}}", &mut pairs, &mut faults);
    find_pairs("chapter.md", text, &mut pairs, &mut faults);
    let file = "chapter.md";
    Chapter {
        material,
        pairs: &pairs,
        fragments: &mut fragments,
        faults: &mut faults,
        formulas: Some(&mut formulas),
        file,
        text,
        by: Author::Person,
    }
    .set();
    faults.extend(formulas.end_page());
    faults.iter().map(ToString::to_string).collect()
}

/// Asserts that a text has exactly one fault, and that the fault starts with `start`.
pub(crate) fn assert_fault(text: &str, start: &str) {
    let faults = faults(text);
    assert!(faults.len() == 1 && faults[0].starts_with(start), "{text}\n{faults:#?}");
}

#[test]
fn a_sound_text_has_no_faults() {
    let text = "# A chapter 2 of 3\n\n{{#run intuition}}\n\nThe error $\\delta^{(4)} = {{#num intuition/sigmoid/deltas/0/delta_4 .4}}$ is \
        {{#num intuition/sigmoid/deltas/0/delta_4/0 .4}}, from {{#const 0.5}} on; see {{#ref hidden-error}}.\n\n\
        It is {{#text mistakes/sign_of_delta/name}}, ${{#text mistakes/g_prime_forgotten/right}}$.\n\n\
        {{#eq hidden-error}}\n\n{{#pair weighted-sum}}\n\n{{#trace intuition/linear 0 .3}}\n\n\
        {{#code src/textbook.rs stochastic_descent after batch_descent}}\n\n\
        It has {{#count digits/progress words}} rows. {{#claim digits/training_rows_are_read_better_than_test_rows}}\n\n\
        {{#wrong_declarations sizes}}\n\n{{#figure network intuition/linear 0 | Units with $a^{(l)}$.}}\n\n```rust\nlet x = 0.25;\n```\n";
    assert_eq!(faults(text), Vec::<String>::new());
}

#[test]
fn what_is_typed_by_hand_is_found() {
    assert_fault("Solve [7.2](backward.md#exercise-7.3).", "chapter.md:1: `7.2` is typed by hand");
    assert_fault("One.\n\nThe error is 0.4122 here.", "chapter.md:3: `0.4122` is typed by hand");
    assert_fault("It reads 96 % right.", "chapter.md:1: `96 %` is typed by hand");
    assert_fault("One.\n\nHere $0.5, a$.", "chapter.md:3: `0.5` is typed by hand");
    assert_fault("<details>\n\n<summary>It is 0.5</summary>\n\n</details>", "chapter.md:3: `0.5` is typed by hand");
    assert_fault("{{#figure digits | Read with 0.9.}}", "chapter.md:1: `0.9` is typed by hand");
    assert_fault("```math\n1.5\n```", "chapter.md:1: `1.5` is typed by hand");
}

#[test]
fn what_is_not_there_is_found() {
    assert_fault("\n{{#pair hidden-eror}}", "chapter.md:2: there is no equation `hidden-eror` in the source");
    assert_fault("{{#ref hidden-eror}}", "chapter.md:1: there is no equation `hidden-eror`");
    assert_fault(
        "{{#num intuition/nothing .4}}",
        "chapter.md:1: the snapshot tests/snapshots/intuition.snap has nothing at",
    );
    assert_fault(
        "{{#text mistakes/nothing}}",
        "chapter.md:1: the snapshot tests/snapshots/mistakes.snap has nothing at",
    );
    assert_fault("{{#text mistakes/right/off}}", "chapter.md:1: mistakes/right/off is not a text");
    assert_fault("${{#text mistakes/right/off}}$", "chapter.md:1: mistakes/right/off is not a text");
    assert_fault("{{#num mistakes/sign_of_delta/name}}", "chapter.md:1: mistakes/sign_of_delta/name is not a number");
    assert_fault("{{#num intuitions/linear .4}}", "chapter.md:1: there is no snapshot tests/snapshots/intuitions.snap");
    assert_fault("{{#code src/equations/theta.rs Teta}}", "chapter.md:1: src/equations/theta.rs has no item `Teta`");
    assert_fault("{{#trace intuition/linear 7 .3}}", "chapter.md:1: intuition/linear is not a trace with an example 7");
    assert_fault("{{#figure network intuition/linear 7 | x}}", "chapter.md:1: intuition/linear is not a trace");
    assert_fault("{{#wrong_declarations size}}", "chapter.md:1: tests/ui has no group and no case `size`");
    assert_fault("{{#pairs hidden-error}}", "chapter.md:1: `{{#pairs hidden-error}}` is not a directive of this book");
}

#[test]
fn claims_and_counts_and_listings_without_ground_are_found() {
    assert_fault("\nSo it is. {{#claim digits/nothing}}", "chapter.md:2: no test proves this; write `fn nothing()`");
    assert_fault("So it is. {{#claim digits}}", "chapter.md:1: `digits` names no test");
    assert_fault("{{#count digits/progress word}}", "chapter.md:1: `word` is not a style of numbers");
    assert_fault("{{#count digits/progress/1/cost}}", "chapter.md:1: digits/progress/1/cost is neither a whole number");
    assert_fault(
        "{{#code src/textbook.rs batch_descent shows share}}",
        "chapter.md:1: the listing of `batch_descent` no longer shows `share`",
    );
}

#[test]
fn what_cannot_be_set_is_found() {
    assert_fault("One.\n\n```math\n\\frac{a}{\n```", "chapter.md:3: cannot render this math: ");
    assert_fault("Let $q$.", "chapter.md:1: the symbol `q` is not explained in GLOSSARY.md");
    assert_fault("```\ncode\n```", "chapter.md:1: this block of code names no language");
    assert_fault("The sum (of 0 and\n1) has no sides.", "chapter.md:2: Markdown takes this line for a list");
    assert_fault("Here {{#eq hidden-error}} stands.", "chapter.md:1: this directive must be alone on its line");
    assert_fault("{{#pair hidden-error}}", "chapter.md:1: `hidden-error` is already paired in other.md:1");
}

#[test]
fn numbers_are_set_for_reading() {
    let text = |number, format| Format::parse(format).map(|format| format.text(number));
    assert_eq!(text(-0.58779, ".3").as_deref(), Some("−0.588"));
    assert_eq!(text(0.963788, ".1%").as_deref(), Some("96.4\u{202f}%"));
    assert_eq!(text(0.0000454, ".3").as_deref(), Some("4.5\u{202f}·\u{202f}10⁻⁵"));
    assert_eq!(text(0.0, ".2").as_deref(), Some("0.00"));
    assert_eq!(text(1.0, "4"), None);
}

#[test]
fn counts_are_set_as_words_up_to_twenty() {
    assert_eq!(Numerals::Words.text(15), "fifteen");
    assert_eq!(Numerals::Capitalized.text(20), "Twenty");
    assert_eq!(Numerals::Words.text(21), "21");
    assert_eq!(Numerals::Digits.text(1797), "1797");
    assert_eq!(Numerals::Digits.text(12_345_678), "12\u{202f}345\u{202f}678");
}

#[test]
fn an_output_is_shown_unless_it_is_the_equation_itself() {
    let is_equation = |output: &[&str], latex| {
        let lines: Vec<_> = output.iter().map(|line| serde_json::Value::from(*line)).collect();
        crate::chapter::is_equation(&lines, latex)
    };
    assert!(is_equation(&[r"g(z) = \max(z, 0)"], r"g(\term{z}{z}) = \max(0, z)"));
    assert!(is_equation(&[r"g'(z) = \frac{1}{\cosh^2(z)}"], r"g'(z) = 1 - \tanh^2 z = \frac{1}{\cosh^2 z}"));
    assert!(!is_equation(&[r"g(z) = 1 + z"], "g(z) = z + 1"));
    assert!(!is_equation(&["a_1 = z_1", "a_2 = z_2"], "a_1 = z_1"));
}

#[test]
fn math_is_the_same_in_every_run_and_its_terms_are_marked() {
    let set = || Math::new().html(r"\term{theta}{\Theta} + \sqrt{2}", Style::Display);
    let first = set().unwrap();
    assert!(first.contains("term t-theta"), "{first}");
    assert!((0..5).all(|_| set().as_deref() == Ok(&*first)));
}
