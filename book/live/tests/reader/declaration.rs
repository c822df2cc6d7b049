//! The page says of a declaration what the compiler says of it: the same messages at the same places.

use backprop_live::own::EXAMPLES;
use backprop_live::reader::declaration::{LONGEST, expansion, read};
use std::fs;
use std::path::{Path, PathBuf};

/// Returns all files with this extension below a folder.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The messages of the macro that a compiler printed: line, column and words.
fn printed(text: &str) -> Vec<(usize, usize, String)> {
    let blocks = text.split("\n\n").filter_map(|block| block.strip_prefix("error: "));
    blocks
        .filter_map(|block| {
            let (words, rest) = block.split_once('\n')?;
            let place = rest.lines().next()?.rsplit(':').collect::<Vec<_>>();
            Some((place.get(1)?.parse().ok()?, place.first()?.parse().ok()?, words.to_owned()))
        })
        .collect()
}

/// Returns a source whose text around the invocation of the macro is blank, so that places stay what they are.
fn invocation(source: &str) -> Option<String> {
    let start = source.find("network!")?;
    let blank: String = source[..start].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }).collect();
    let mut depth = 0;
    let end = source[start..].char_indices().find_map(|(at, letter)| {
        match letter {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            _ => return None,
        }
        (depth == 0).then_some(start + at + 1)
    });
    Some(blank + &source[start..end.unwrap_or(source.len())])
}

#[test]
fn each_message_of_the_macro_is_the_compilers_in_words_and_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ui");
    let (mut cases, mut messages) = (0, 0);
    let mut others = Vec::new();
    for path in files(&folder, "rs") {
        let source = fs::read_to_string(&path).unwrap();
        let Ok(said) = fs::read_to_string(path.with_extension("stderr")) else { continue };
        let Some(text) = invocation(&source) else { continue };
        cases += 1;
        let here: Vec<_> =
            read(&text).errors.into_iter().map(|error| (error.place.0, error.place.1, error.text)).collect();
        let there = printed(&said);
        for message in &here {
            messages += 1;
            if !there.contains(message) {
                others.push(format!("{}: only here: {message:?}", path.display()));
            }
        }
        // Two kinds of message are the compiler's own.
        let is_compilers =
            |message: &str| message.starts_with("use of deprecated") || message.contains("or an operator, found");
        for message in there.iter().filter(|message| !here.contains(message) && !is_compilers(&message.2)) {
            others.push(format!("{}: only the compiler: {message:?}", path.display()));
        }
    }
    assert!(cases > 90 && messages > 100, "{cases} {messages}");
    assert_eq!(others, Vec::<String>::new());
}

#[test]
fn a_mend_leaves_fewer_mistakes_and_some_are_what_one_expects() {
    let mend = |text: &str| read(text).errors[0].mend.clone().unwrap_or_else(|| panic!("{:?}", read(text).errors)).text;
    assert_eq!(
        mend("struct Net { layers: 2 -> 4 ReLU -> 1 Sigmoid, cost: CrossEntropy }"),
        "struct Net { layers: 2 -> 4 Relu -> 1 Sigmoid, cost: CrossEntropy }"
    );
    assert_eq!(
        mend("struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cots: CrossEntropy }"),
        "struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }"
    );
    assert_eq!(
        mend("struct Net { layers: 2 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }"),
        "struct Net { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }"
    );
}

#[test]
fn a_network_without_mistakes_has_its_code_and_its_layers() {
    let text =
        "network! {\n    /// Or.\n    pub struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }\n}";
    let (reply, expansion) = (read(text), expansion(text));
    assert!(reply.errors.is_empty());
    assert_eq!(reply.networks[0].summary, "2 -> 4 Tanh -> 1 Sigmoid, scored by CrossEntropy");
    assert_eq!(reply.networks[0].layers.as_ref().unwrap().inputs, 2);
    for part in ["pub struct Xor<T", "fn forward(", "theta_1"] {
        assert!(expansion.contains(part), "{part} is not in {expansion}");
    }
    assert!(!expansion.contains("::backprop::"), "{expansion}");
}

#[test]
fn what_the_page_cannot_compute_is_said() {
    let layers = |text: &str| read(text).networks.remove(0).layers.unwrap_err();
    assert!(layers("struct Net { layers: 2 -> 4 Swish -> 1 Sigmoid, cost: CrossEntropy }").contains("`Swish`"));
    assert!(layers("struct Net { layers: INPUTS -> 1 Sigmoid, cost: CrossEntropy }").contains("`INPUTS`"));
    assert!(layers("struct Net { layers: 784 -> 1 Sigmoid, cost: CrossEntropy }").contains("64"));
    assert!(layers("struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }").contains("f32"));
}

#[test]
fn mends_lead_to_a_network_and_lose_nothing() {
    let with_mistakes = EXAMPLES.iter().find(|example| example.label == "with mistakes").unwrap().text;
    for start in [
        with_mistakes,
        "network! { struct Net { layers: 2 → 4 Tanh -> 1 Sigmoid, cost: CrossEntropy } }",
        "network! { struct Net { layers: 2 -> 4 'Tanh' -> 1 Sigmoid, cost: CrossEntropy } }",
        "network! { struct Net { layers: 2 -> 4 -> 1 Sigmoid, cost: CrossEntropy } }",
    ] {
        let mut text = start.to_owned();
        while let Some(mend) = read(&text).errors.iter().find_map(|error| error.mend.clone()) {
            assert!(mend.text.contains("CrossEntropy") && mend.text.contains("Sigmoid"), "{text} -> {}", mend.text);
            text = mend.text;
        }
        let errors = read(&text).errors;
        // Nobody but the reader knows how many units a layer is to have.
        assert!(errors.iter().all(|error| error.text.contains("no units")), "{text}: {errors:?}");
        assert!(start == with_mistakes || errors.is_empty(), "{text}: {errors:?}");
    }
}

#[test]
fn what_the_compiler_cannot_read_has_a_place() {
    let message = |text: &str| read(text).errors.remove(0);
    let open = message("network! {\n    struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }\n");
    assert_eq!((open.text.as_str(), open.place), ("`{` has no counterpart", (1, 10)));
    let close = message("network! { struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy } }\n}");
    assert_eq!((close.text.as_str(), close.place), ("`}` has no counterpart", (2, 1)));
    assert!(message("struct Net { layers: 2 -> 1 Sigmoid, cost: “CrossEntropy” }").text.contains("without quotes"));
}

#[test]
fn a_program_around_the_macro_is_read_and_a_misspelled_name_is_guessed() {
    let program = "use backprop::{CrossEntropy, Sigmoid, network};\n\nnetwork! { struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy } }\n\nfn main() {}\n";
    assert_eq!(read(program).networks[0].name, "Net");
    let layers = |text: &str| read(text).networks.remove(0).layers.unwrap_err();
    assert!(
        layers("struct Net { layers: 2 -> 4 Thanh -> 1 Sigmoid, cost: CrossEntropy }").contains("did you mean `Tanh`?")
    );
    assert!(
        layers("struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropi }").contains("did you mean `CrossEntropy`?")
    );
}

#[test]
fn hostile_text_gets_an_answer() {
    for text in [
        "",
        " ",
        "{",
        "}",
        "\"",
        "network!",
        "network! {",
        "network! { struct",
        "🦀",
        "struct Ñ { layers: 2 }",
        "\0",
        "'",
    ] {
        read(text);
    }
    let many = |part: &str, count| read(&part.repeat(count));
    assert!(!many("(", 5000).errors.is_empty() && !many("struct ", 2000).errors.is_empty());
    assert!(many("x", LONGEST + 1).errors[0].text.contains("20000"));
    assert!(!many("A<", 5000).errors.is_empty());
    let sized = |size: &str| read(&format!("struct Net {{ layers: {{ {size} }} -> 1 Sigmoid, cost: CrossEntropy }}"));
    for size in ["- ".repeat(9000) + "1", "(".repeat(40) + "1" + &")".repeat(40)] {
        expansion(&format!("struct Net {{ layers: {{ {size} }} -> 1 Sigmoid, cost: CrossEntropy }}"));
    }
    assert!(sized(&format!("{}1", "- ".repeat(9000))).networks[0].layers.is_err());
    assert!(sized(&format!("{}1{}", "(".repeat(40), ")".repeat(40))).errors.is_empty());
    let deep = format!("{}{}", "(".repeat(3000), ")".repeat(3000));
    assert!(!read(&deep).errors.is_empty());
}
