//! Checks the wording of the chapters: phrases that were faults almost wherever they occurred, British spellings, and
//! sentences that Markdown takes for lists.

use crate::project::Fault;
use crate::prose::Prose;
use regex::Regex;
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
const SPELLINGS: [(&str, &str); 9] = [
    (r"\w*(?:colour|behaviour|favour|neighbour|honour|labour|rumour|flavour)\w*", "-or"),
    (
        r"(?:un|re|de)?(?:normal|regular|optim|penal|initial|vector|general|minim|maxim|recogn|organ|summar|visual|real|central|parallel|serial|memor|standard|special|symbol|formal|final|random|quant|discret|token|local|util|emphas|character|factor|linear|stabil|categor|equal|custom|apolog|critic|popular)is(?:e|es|ed|er|ers|ing|ation|ations)",
        "-ize",
    ),
    (r"analys(?:e|ed|ing)", "analyze"),
    (r"(?:model|label|travel|signal|channel|fuel|level)l(?:ed|ing)", "one l"),
    (r"(?:centi|milli|kilo)?metres?|centres?|centred|fibres?", "-er"),
    (r"learnt|spelt|burnt|dreamt", "-ed"),
    (r"grey\w*", "gray"),
    (
        r"catalogues?|dialogues?|programmes?|defence|licence|artefacts?|judgement|whilst|amongst",
        "the American spelling",
    ),
    (r"fulfil|skilful|enrol", "ll"),
];

/// Reports the phrases and spellings of a chapter. Quotes keep their words. Reports a list right below a line of text, too: it
/// is a sentence with a number or a dash at the beginning of a line.
pub(crate) fn check(prose: &Prose<'_>, faults: &mut Vec<Fault>) {
    static PATTERNS: LazyLock<Vec<(Regex, String)>> = LazyLock::new(|| {
        let spaced = |phrase: &str| phrase.replace(' ', r"\s+");
        let phrases = PHRASES.iter().map(|(right, wrong, instead)| {
            // Alternatives are tried in order, so a phrase that is right is found first, and has no group 1.
            let right = if right.is_empty() { String::new() } else { format!("{}|", spaced(right)) };
            (format!(r"(?i)\b(?:{right}({}))\b", spaced(wrong)), (*instead).to_owned())
        });
        let spellings = SPELLINGS
            .iter()
            .map(|(british, american)| (format!(r"(?i)\b({british})\b"), format!("American spelling: {american}")));
        let pattern = |(pattern, instead): (String, String)| (Regex::new(&pattern).expect("a pattern"), instead);
        phrases.chain(spellings).map(pattern).collect()
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
