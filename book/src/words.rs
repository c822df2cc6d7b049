//! Checks the wording: in the chapters, phrases that were faults almost wherever they occurred, and sentences that
//! Markdown takes for lists; in all texts of the repository, British spellings.

use crate::project::{Fault, Project, line_at};
use crate::prose::Prose;
use regex::Regex;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The phrases, as patterns: where a phrase is right, the phrase, and what to write.
const PHRASES: [(&str, &str, &str); 21] = [
    ("(?:there|here) (?:is|are) no|(?:is|are) no (?:longer|more|less|fewer|different)", "(?:is|are) no", "is not a"),
    ("", "hand(?:s|ed|ing)? on", "passes on"),
    ("", "sp(?:eaks?|oke) for", "suggests"),
    ("", "taken for", "mistaken for"),
    ("", "at last", "finally"),
    ("stands? (?:for|out|still)", "stands?", "is"),
    ("", "beside", "next to"),
    ("", "(?:what|that) is none", "… that is not a …"),
    ("", "(?:the|its) way back", "the backward pass"),
    ("", "(?:for|worth) ever", "always"),
    ("", "(?:one|some|every)body has", "you have"),
    ("", "be (?:they|it) (?:few|many|\\w+ or)", "whether"),
    ("", "of all things", "…, which is surprising: …"),
    ("", "(?:knows?|knew) nothing", "does not depend on"),
    ("", "(?:an|no) opinion", "what depends on what"),
    ("", "(?:do|does) not mind", "… is the same"),
    ("", "by heart", "memorizes"),
    ("", "(?:is|are|was|were) told", "prints, reports or shows"),
    ("of the course|Ng's course|in the course of", "the course", "Andrew Ng's course, with a link"),
    ("", "the (?:slides?|notes)", "the source's name, year and link"),
    ("", "the chapter on \\w+ tells", "a sentence that says it here, or a link"),
];

/// British spellings, as patterns, with the American ones.
const SPELLINGS: [(&str, &str); 10] = [
    (
        r"\w*(?:colour|behaviour|favour|neighbour|honour|labour|rumour|flavour|tumour|humour|odour|harbour|endeavour)\w*",
        "-or",
    ),
    (
        r"(?:un|re|de)?(?:normal|regular|optim|penal|initial|vector|general|minim|maxim|recogn|organ|summar|visual|real|central|parallel|serial|memor|standard|special|symbol|formal|final|random|quant|discret|token|local|util|emphas|character|factor|linear|stabil|categor|equal|custom|apolog|critic|popular|symmetr|computer|modern|synchron|scrutin|hypothes|rational|capital|familiar|item|author)is(?:e|es|ed|er|ers|ing|ation|ations|able)",
        "-ize",
    ),
    (r"(?:anal|paral|catal)ys(?:e|ed|ing)", "-yze"),
    (
        r"(?:cancel|model|label|travel|signal|channel|fuel|level|total|equal|tunnel|dial|spiral|unravel|initial|marvel)l(?:ed|ing|ers?)",
        "one l",
    ),
    (r"(?:centi|milli|kilo)?metres?|centres?|centred|fibres?|litres?|calibres?", "-er"),
    (r"learnt|spelt|burnt|dreamt|leant|spoilt", "-ed"),
    (r"grey\w*", "gray"),
    (r"practis(?:e|es|ed|ing)", "practice"),
    (
        r"catalogues?|dialogues?|analogues?|programmes?|defence|offence|pretence|licence|artefacts?|judgements?|acknowledgements?|sceptic\w*|whilst|amongst|amidst|towards|ageing|focussed|maths|speciality|orientated|cosy|moulds?",
        "the American one",
    ),
    (r"fulfils?|skilful|wilful|enrols?|enrolment|instalments?|distils?|instils?", "ll"),
];

/// The folders whose texts have American spelling, and the endings of the files.
const FOLDERS: [&str; 11] = [
    "src",
    "macros",
    "book/src",
    "book/formula",
    "book/text",
    "worked",
    "examples",
    "tests",
    "benches",
    "fuzz",
    "exercises",
];
const ENDINGS: [&str; 3] = [".rs", ".md", ".py"];
/// The texts at the root of the repository.
const ROOT: [&str; 6] = ["README.md", "CONTRIBUTING.md", "GLOSSARY.md", "TESTING.md", "CHANGELOG.md", "SECURITY.md"];
/// The files that list British spellings: these here, and the words that the macro knows from other libraries.
const FREE: [&str; 4] =
    ["book/src/words.rs", "book/src/tests/wording.rs", "macros/core/src/names.rs", "macros/core/src/tests/habits.rs"];

/// Reports the phrases of a chapter. Quotes keep their words. Reports a list right below a line of text, too: it is a
/// sentence with a number or a dash at the beginning of a line.
pub(crate) fn check(prose: &Prose<'_>, faults: &mut Vec<Fault>) {
    static PATTERNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        let spaced = |phrase: &str| phrase.replace(' ', r"\s+");
        let phrases = PHRASES.iter().map(|(right, wrong, instead)| {
            // Alternatives are tried in order, so a phrase that is right is found first, and has no group 1.
            let right = if right.is_empty() { String::new() } else { format!("{}|", spaced(right)) };
            let pattern = format!(r"(?i)\b(?:{right}({}))\b", spaced(wrong));
            (Regex::new(&pattern).expect("a pattern"), *instead)
        });
        phrases.collect()
    });
    for &list in &prose.lists {
        let above = prose.words[..list].trim_end_matches(' ');
        if !above.is_empty() && !above.ends_with("\n\n") {
            faults.push(
                prose.fault(list, "a list begins here; leave an empty line above it, or break the line elsewhere"),
            );
        }
    }
    for (pattern, instead) in PATTERNS.iter() {
        for found in pattern.captures_iter(&prose.words).filter_map(|found| found.get(1)) {
            if !prose.is_quote(found.start()) {
                let phrase = found.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
                faults.push(prose.fault(found.start(), format!("`{phrase}`: write {instead}")));
            }
        }
    }
}

/// Reports the British spellings in all texts of the repository: pages, code, comments and messages.
pub(crate) fn check_spelling(project: &Project, faults: &mut Vec<Fault>) {
    let of_folder = |folder: &&str| ENDINGS.iter().flat_map(|ending| project.files(folder, ending)).collect::<Vec<_>>();
    let files = FOLDERS.iter().flat_map(of_folder).chain(ROOT.map(str::to_owned));
    for file in files.filter(|file| !FREE.contains(&file.as_str()) && !file.contains("/target/")) {
        match project.read(&file) {
            Ok(text) => faults.extend(spelling(&file, &text)),
            Err(fault) => faults.push(fault),
        }
    }
}

/// Returns the British spellings of a file. In Markdown, quotes keep their words.
pub(crate) fn spelling(file: &str, text: &str) -> Vec<Fault> {
    static QUOTE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?m)“[^”]*”|"[^"\n]*"|^\s*>.*$"#).expect("a pattern"));
    let is_markdown = file.ends_with(".md");
    let quotes: Vec<_> =
        if is_markdown { QUOTE.find_iter(text).map(|quote| quote.range()).collect() } else { Vec::new() };
    let mut faults = Vec::new();
    let mut at = 0;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        if let Some(american) = american(word).filter(|_| !quotes.iter().any(|quote| quote.contains(&at))) {
            let line = line_at(text, at);
            faults.push(Fault::new(file, line, format!("`{word}` is a British spelling; write {american}")));
        }
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
    }
    faults
}

/// Returns what is American for a word with a British spelling. The words of a repository repeat, so each is searched once.
fn american(word: &str) -> Option<&'static str> {
    static BRITISH: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
        let whole = |british| Regex::new(&format!("(?i)^(?:{british})$")).expect("a pattern");
        SPELLINGS.iter().map(|&(british, american)| (whole(british), american)).collect()
    });
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Option<&'static str>>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        if !known.contains_key(word) {
            let found = BRITISH.iter().find(|(british, _)| british.is_match(word)).map(|(_, american)| *american);
            known.insert(word.to_owned(), found);
        }
        known[word]
    })
}
