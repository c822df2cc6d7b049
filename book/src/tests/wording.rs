//! Tests that faults of the words are found: terms, phrases, typed counts, names next to listings, titles, claims.

use crate::checks;
use crate::glossary::terms;
use crate::material::material;
use crate::project::Fault;
use crate::prose::{Prose, Written};
use crate::summary::Summary;
use crate::terms::{Terms, with_anchors};
use crate::{counts, mentions, words};

const FILE: &str = "book/text/layers.md";

/// Returns the faults that a check finds in a text, as messages.
fn found(text: &str, check: impl Fn(&Prose<'_>, &mut Vec<Fault>)) -> Vec<String> {
    let mut faults = Vec::new();
    check(&Prose::read(FILE, text), &mut faults);
    let messages = faults.iter().map(ToString::to_string);
    messages.map(|message| message.trim_start_matches(FILE).trim_start_matches(':').to_owned()).collect()
}

/// Asserts that messages begin with these beginnings, and that there are no others.
fn assert_starts(messages: &[String], starts: &[&str]) {
    let is_same = messages.len() == starts.len();
    let agrees = messages.iter().zip(starts).all(|(message, start)| message.starts_with(start));
    assert!(is_same && agrees, "{messages:#?}");
}

const GLOSSARY: &str = "# Glossary\n\n### [One neuron](book/text/one_neuron.md)\n\n- **bias** (biases): A number.\n\n\
    ### [Layers](book/text/layers.md)\n\n- **layer**: Units.\n- **hidden unit**: A unit\n  inside.\n\n\
    ### [The cost](book/text/cost.md)\n\n- **cost**: How wrong.\n- **mini-batch**: Some.\n";

/// Returns the faults of the terms in this text of the chapter on layers.
fn terms_in(text: &str) -> Vec<String> {
    let book = Terms::new(terms(GLOSSARY)).unwrap();
    let order = ["one_neuron", "layers", "cost"].map(str::to_owned);
    found(text, |prose, faults| drop(book.check(prose, &order, faults)))
}

#[test]
fn a_term_is_bold_once_in_its_chapter_and_is_used_in_no_chapter_before() {
    const SOUND: &str = "# Layers\n\nA **layer** has **hidden\nunits** and biases.\n";
    assert_starts(&terms_in(SOUND), &[]);
    let with = |text: &str| terms_in(&format!("{SOUND}{text}"));
    assert_starts(&with("It has a Cost."), &["5: `Cost` is used before cost.md introduces it"]);
    assert_starts(&with("Some mini\nbatches."), &["5: `mini\nbatches` is used before cost.md"]);
    assert_starts(&with("A **bias**."), &["5: `bias` is bold in one_neuron.md, which introduces it"]);
    assert_starts(&with("Again a **layer**."), &["5: `layer` is already bold in line 3"]);
    assert_starts(
        &terms_in("A layer.\n\nThe **layer** and **hidden unit**."),
        &["1: `layer` is used before it is bold"],
    );
    assert_starts(&terms_in("A **layer**."), &["1: `hidden unit` is not introduced; write `**hidden unit**`"]);
    // Code, math, directives, longer words, and links to the chapter that will introduce the term.
    let free =
        "`cost` $cost$ {{#num digits/cost}} costly <b id=\"cost\"> [the cost](cost.md#why)\n\n```text\ncost\n```\n";
    assert_starts(&with(free), &[]);
}

#[test]
fn the_glossary_links_to_the_place_that_introduces_a_term() {
    let book = Terms::new(terms(GLOSSARY)).unwrap();
    let text = "A **layer** has **hidden units**.";
    let introduced = book.check(&Prose::read(FILE, text), &["layers".to_owned()], &mut Vec::new());
    let anchored = with_anchors(text, &introduced);
    assert_eq!(
        anchored,
        "A <dfn id=\"term-layer\">**layer**</dfn> has <dfn id=\"term-hidden-unit\">**hidden units**</dfn>."
    );
    assert_eq!(book.list[2].meaning, "A unit inside.");
    let twice = format!("{GLOSSARY}- **layers**: Again.\n");
    let message = Terms::new(terms(&twice)).map(|_| ()).unwrap_err().to_string();
    assert!(message.ends_with("the term `layers` is listed twice"), "{message}");
}

#[test]
fn phrases_are_found_outside_of_code_and_quotes() {
    let check = |text| found(text, words::check);
    assert_starts(&check("One.\n\nIt is\nno line."), &["3: `is no`: write is not a"]);
    assert_starts(&check("It stands beside it at last."), &["1: `at last`", "1: `stands`", "1: `beside`"]);
    let right = "There is no line. It is no longer so. θ stands for it, besides. Otherwise, of course.";
    assert_starts(&check(right), &[]);
    assert_starts(&check("\"is no line\"\n\n> at last\n\n```text\nbeside\n```\n"), &[]);
}

#[test]
fn british_spellings_are_found_in_pages_comments_and_messages() {
    let found = |file: &str, text: &str| -> Vec<String> {
        words::spelling(file, text).iter().map(ToString::to_string).collect()
    };
    assert_starts(
        &found("a.rs", "/// The behaviour,\nlet message = \"an optimiser, cancelled\";"),
        &[
            "a.rs:1: `behaviour` is a British spelling; write -or",
            "a.rs:2: `optimiser`",
            "a.rs:2: `cancelled` is a British spelling; write one l",
        ],
    );
    let british = "practise Sceptical judgement grey artefacts whilst learnt towards cancelling tumour";
    let messages = found("a.md", &british.replace(' ', "\n"));
    for (at, word) in british.split(' ').enumerate() {
        let start = format!("a.md:{}: `{word}` is a British spelling", at + 1);
        assert!(messages[at].starts_with(&start), "{messages:#?}");
    }
    let right =
        "precise exercises, analysis, practice, metric, toward, gray, tumor, canceled, cancellation, install, license";
    assert_starts(&found("a.rs", right), &[]);
    assert_starts(&found("a.md", "“the behaviour” \"grey\"\n> whilst"), &[]);
}

#[test]
fn a_line_of_a_sentence_that_looks_like_a_list_is_found() {
    let check = |text| found(text, words::check);
    let fault = ["2: a list begins here"];
    assert_starts(&check("The answer (it is\n1) is this."), &fault);
    assert_starts(&check("The difference is\n- 2 here."), &fault);
    assert_starts(&check("One of these:\n\n1. ★ This.\n\n   - That.\n\n2. The other\n   12) one.\n"), &[]);
}

#[test]
fn whole_numbers_that_are_typed_by_hand_are_found() {
    let check = |text| found(text, counts::check);
    assert_starts(&check("One.\n\nThere are 20 paths, 17 500 words."), &["3: `20`", "3: `17 500`"]);
    assert_starts(&check("| 128 | Fifteen mistakes |\n"), &["1: `128`", "1: `Fifteen mistakes`"]);
    assert_starts(&check("After five\nhundred steps."), &["1: `five\nhundred steps`"]);
    assert_starts(&check("After 10 steps."), &["1: `10`"]);
    let free = "# The 12 steps\n\nA 784-30-10 network of `f64`, f64 and two layers: seven of them, {{#count digits/progress}} \
        rows, $12$, [Nielsen 2015](b.md), in 1986, “20 paths”. The cases 01\nand 11.\n\n10. The tenth.\n11. The next.\n";
    assert_starts(&check(free), &[]);
}

#[test]
fn names_that_the_listing_next_to_them_has_lost_are_found() {
    let material = material();
    let names = mentions::Names::read(&material.project, "{{#code src/textbook.rs batch_descent}}");
    let check = |text| found(text, |prose, faults| mentions::check(material, &names, prose, text, faults));
    let listing = "{{#code src/textbook.rs batch_descent}}";
    let lost = format!("Each example is charged its `share`.\n\n{listing}\n\nSee `batch_descent` and `networc`.");
    assert_starts(&check(&lost), &["1: `share` is not in the listing of `batch_descent`", "5: `networc` is not in"]);
    let either =
        format!("Before `share`.\n\n{listing}\n\n{{{{#code src/textbook.rs stochastic_descent}}}}\n\nA `share`.\n");
    assert_starts(&check(&either), &[]);
    assert_starts(&check(&format!("{listing}\n\n## A head\n\nFar away, `share`.")), &[]);
}

#[test]
fn titles_and_tests_that_no_page_claims_are_found() {
    let material = material();
    let file = "book/text/notation.md".to_owned();
    let chapters = [Written { file, title: "Notation".to_owned(), text: "# Symbols\n".to_owned() }];
    let (mut summary, mut faults) = (Summary::default(), Vec::new());
    checks::check(material, &chapters, &mut summary, &mut faults);
    let messages: Vec<String> = faults.iter().map(ToString::to_string).collect();
    let has = |part: &str| messages.iter().any(|message| message.contains(part));
    assert!(has("notation.md:1: the page is called `Symbols`, but SUMMARY.md calls it `Notation`"), "{messages:#?}");
    assert!(has("is from twenty_lines.md, which is not in SUMMARY.md"), "{messages:#?}");
    let claim = "digits/training_rows_are_read_better_than_test_rows";
    assert!(material.claims.unused(&[].into()).iter().any(|fault| fault.to_string().contains(claim)));
    assert!(
        material
            .claims
            .unused(&[(claim.to_owned(), String::new())].into())
            .iter()
            .all(|fault| !fault.to_string().contains(claim))
    );
}
