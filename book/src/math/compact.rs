//! Makes the markup of KaTeX compact. A formula looks the same, and a screen reader reads the same.
//!
//! KaTeX gives most spans several classes and an inline style. Here one short class stands for all of them, and the style
//! sheet that the build writes says what it stands for. Spans without a look of their own go, and so does the LaTeX
//! source, which nothing reads.
//!
//! **Invariant**: the same formulas in the same order give the same markup and the same style sheet.

use regex::{Captures, Regex};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The style sheet of KaTeX, for its own markup.
const KATEX: &str = include_str!("../../text/katex/katex.min.css");
/// Classes of KaTeX that keep their names: the pages use them, and `accent-full` is in a `:not(…)`.
const KEPT: [&str; 4] = ["katex", "katex-display", "katex-html", "accent-full"];
/// Classes whose rules are about child spans and the children of these, which therefore stay.
const PARENTS: [&str; 5] = ["vlist", "mfrac", "katex-inner", "delim-size1", "delim-size4"];
/// Classes of empty boxes that keep a line open.
const STRUTS: [&str; 2] = ["pstrut", "katex-strut"];

/// The looks of all spans so far, each with the number of its class.
#[derive(Debug, Default)]
pub(super) struct Looks(BTreeMap<Look, usize>);

/// What one short class stands for.
#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    /// The classes of KaTeX that have a rule.
    classes: Vec<String>,
    /// The inline style.
    style: String,
    /// The inline style of the strut at the start of the span, which becomes a pseudo-element.
    strut: String,
}

enum Node {
    Text(String),
    Element(Element),
}

#[derive(Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
}

impl Element {
    fn classes(&self) -> Vec<&str> {
        self.attributes.get("class").map(|classes| classes.split(' ').collect()).unwrap_or_default()
    }

    fn style(&self) -> String {
        self.attributes.get("style").cloned().unwrap_or_default()
    }
}

impl Looks {
    /// Returns the compact form of a formula that KaTeX has rendered.
    pub(super) fn compact(&mut self, html: &str) -> String {
        let mut compact = String::new();
        for node in &parse(html).children {
            self.write(node, [&[], &[]], &mut compact);
        }
        compact
    }

    /// Writes a node. `around` holds the classes of its parent and of its grandparent.
    fn write(&mut self, node: &Node, around: [&[&str]; 2], html: &mut String) {
        let element = match node {
            Node::Text(text) => return *html += text,
            Node::Element(element) => element,
        };
        let classes = element.classes();
        let (mut attributes, mut children) = (element.attributes.clone(), element.children.as_slice());
        let is_needed = match (element.name.as_str(), children) {
            ("annotation", _) => return,
            ("semantics", _) | ("mrow", [_]) => false,
            ("span", _) => {
                let mut look = Look { style: element.style(), ..Look::default() };
                if let Some((strut, rest)) = split_strut(children) {
                    (look.strut, children) = (strut, rest);
                }
                let class = self.class(&classes, look);
                attributes.remove("style");
                attributes.remove("class");
                attributes.extend((!class.is_empty()).then(|| ("class".to_owned(), class)));
                let is_child = around.iter().any(|classes| classes.iter().any(|class| PARENTS.contains(class)));
                // Two texts that became one would be as wide as before only up to rounding.
                let is_after_text = !html.is_empty() && !html.ends_with('>');
                !attributes.is_empty() || (is_child || is_after_text) && !children.is_empty()
            }
            _ => true,
        };
        // HTML knows the namespace of MathML.
        attributes.remove("xmlns");
        if is_needed {
            *html += &start(&element.name, &attributes);
        }
        for child in children {
            self.write(child, [&classes, around[0]], html);
        }
        if is_needed {
            *html += &format!("</{}>", element.name);
        }
    }

    /// Returns the class attribute of a span.
    fn class(&mut self, classes: &[&str], mut look: Look) -> String {
        let is_kept = |class: &str| KEPT.contains(&class) || class == "term" || class.starts_with("t-");
        let (kept, other): (Vec<&str>, Vec<&str>) = classes.iter().partition(|class| is_kept(class));
        look.classes = other.into_iter().filter(|class| has_a_rule(class)).map(str::to_owned).collect();
        let mut names: Vec<String> = kept.into_iter().map(str::to_owned).collect();
        if look != Look::default() {
            let next = self.0.len();
            names.push(name(*self.0.entry(look).or_insert(next)));
        }
        names.join(" ")
    }

    /// Returns the style sheet for the formulas so far: KaTeX's rules that apply to one of them, with the short classes
    /// in the place of KaTeX's, and the inline styles.
    pub(super) fn style_sheet(&self) -> String {
        static COMPOUND: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:\.[a-zA-Z][\w-]*)+").expect("a pattern"));
        let mut sheet = String::new();
        for rule in KATEX.split_inclusive('}') {
            let Some((selectors, declarations)) = rule.split_once('{').filter(|_| !rule.starts_with('@')) else {
                sheet += rule;
                continue;
            };
            let short = |selector: &str| {
                let mut applies = true;
                let short = COMPOUND.replace_all(selector, |compound: &Captures<'_>| {
                    let short = self.selector(&compound[0]);
                    applies &= short.is_some();
                    short.unwrap_or_default()
                });
                applies.then(|| short.into_owned())
            };
            let selectors: Vec<String> = selectors.split(',').filter_map(short).collect();
            if !selectors.is_empty() {
                sheet += &format!("{}{{{declarations}", selectors.join(","));
            }
        }
        let mut looks: Vec<(&Look, &usize)> = self.0.iter().collect();
        looks.sort_by_key(|(_, number)| **number);
        for (Look { style, strut, .. }, &number) in looks {
            let class = name(number);
            if !style.is_empty() {
                sheet += &format!(".katex .{class}{{{style}}}");
            }
            if !strut.is_empty() {
                sheet +=
                    &format!(r#".katex .{class}::before{{content:"";display:inline-block;overflow:hidden;{strut}}}"#);
            }
        }
        sheet
    }

    /// Returns the selector for the elements with all classes of a compound such as `.vlist-t.vlist-t2`, if there are
    /// any. It has the specificity of the compound.
    fn selector(&self, compound: &str) -> Option<String> {
        let (kept, classes): (Vec<&str>, Vec<&str>) =
            compound.split('.').skip(1).partition(|class| KEPT.contains(class));
        let has_all = |look: &Look| classes.iter().all(|class| look.classes.iter().any(|own| own == class));
        let mut numbers: Vec<usize> =
            self.0.iter().filter(|(look, _)| has_all(look)).map(|(_, &number)| number).collect();
        numbers.sort_unstable();
        let names: Vec<String> = numbers.into_iter().map(|number| format!(".{}", name(number))).collect();
        let any = match names.as_slice() {
            _ if classes.is_empty() => String::new(),
            [] => return None,
            [one] => one.clone(),
            several => format!(":is({})", several.join(",")),
        };
        let kept: String = kept.into_iter().map(|class| format!(".{class}")).collect();
        Some(kept + &any.repeat(classes.len()))
    }
}

/// Returns the inline style of the strut at the start of a span, and the children after it.
fn split_strut(children: &[Node]) -> Option<(String, &[Node])> {
    match children {
        [Node::Element(first), rest @ ..] if first.classes().iter().any(|class| STRUTS.contains(class)) => {
            Some((first.style(), rest))
        }
        _ => None,
    }
}

/// Returns whether a rule of KaTeX's style sheet names a class.
fn has_a_rule(class: &str) -> bool {
    static NAMED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
        let class = Regex::new(r"\.([a-zA-Z][\w-]*)").expect("a pattern");
        class.captures_iter(KATEX).filter_map(|found| found.get(1)).map(|class| class.as_str()).collect()
    });
    NAMED.contains(class)
}

/// Returns the name of a class: `a` to `z`, then `a1`, `b1` and so on.
fn name(number: usize) -> String {
    let letter = char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]);
    match number / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}

/// Returns a start tag. An attribute is quoted where HTML asks for it.
fn start(name: &str, attributes: &BTreeMap<String, String>) -> String {
    let is_plain =
        |value: &str| !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    let attribute = |(name, value): (&String, &String)| match is_plain(value) {
        true => format!(" {name}={value}"),
        false => format!(r#" {name}="{value}""#),
    };
    format!("<{name}{}>", attributes.iter().map(attribute).collect::<String>())
}

/// Parses the markup that KaTeX writes, which closes every element and quotes every attribute. Returns an element
/// around it.
fn parse(html: &str) -> Element {
    let mut open = vec![Element::default()];
    let mut rest = html;
    while !rest.is_empty() {
        let Some((tag, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) else {
            let end = rest.find('<').unwrap_or(rest.len());
            add(&mut open, Node::Text(rest[..end].to_owned()));
            rest = &rest[end..];
            continue;
        };
        rest = after;
        if !tag.starts_with('/') {
            let (name, attributes) = tag.trim_end_matches('/').split_once(' ').unwrap_or((tag, ""));
            let element =
                Element { name: name.to_owned(), attributes: read_attributes(attributes), children: Vec::new() };
            open.push(element);
        }
        if tag.starts_with('/') || tag.ends_with('/') {
            let closed = open.pop().expect("an element was opened before it was closed");
            add(&mut open, Node::Element(closed));
        }
    }
    open.pop().expect("KaTeX closes what it opens")
}

/// Reads attributes such as `class="mord" style="top:1em;"`.
fn read_attributes(mut text: &str) -> BTreeMap<String, String> {
    let mut attributes = BTreeMap::new();
    while let Some((name, value)) = text.split_once("=\"") {
        let (value, after) = value.split_once('"').expect("KaTeX closes quotes");
        attributes.insert(name.trim().to_owned(), value.to_owned());
        text = after;
    }
    attributes
}

fn add(open: &mut [Element], node: Node) {
    open.last_mut().expect("the element around all others is open").children.push(node);
}

#[cfg(test)]
mod tests {
    use super::Looks;

    #[test]
    fn a_span_has_one_class_for_its_classes_and_its_style() {
        let mut looks = Looks::default();
        let html = r#"<span class="katex"><span class="vlist" style="height:2em;"><span style="top:1em;"><span class="pstrut" style="height:3em;"></span><span class="mord"><span class="mord mathnormal">x</span></span></span></span></span>"#;
        let compact = looks.compact(html);
        assert_eq!(
            compact,
            "<span class=katex><span class=a><span class=b><span><span class=c>x</span></span></span></span></span>"
        );
        let sheet = looks.style_sheet();
        for rule in [
            ".katex .a>span{display:block;height:0;position:relative}",
            ".katex .c{font-family:KaTeX_Math;font-style:italic}",
            ".katex .a{height:2em;}.katex .b{top:1em;}",
            r#".katex .b::before{content:"";display:inline-block;overflow:hidden;height:3em;}"#,
        ] {
            assert!(sheet.contains(rule), "no `{rule}` in {sheet}");
        }
        assert!(!sheet.contains("mfrac") && !sheet.contains("vlist"), "{sheet}");
    }

    #[test]
    fn terms_and_what_screen_readers_read_stay() {
        let html = r#"<span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mo stretchy="false">(</mo></mrow><annotation encoding="application/x-tex">(</annotation></semantics></math></span><span aria-hidden="true" class="katex-html"><span class="enclosing term t-z"><span class="mopen">(</span><span class="mord">1</span><span class="mclose">)</span></span></span></span>"#;
        let compact = r#"<span class=katex><span class=a><math><mo stretchy=false>(</mo></math></span><span aria-hidden=true class=katex-html><span class="term t-z">(<span>1</span>)</span></span></span>"#;
        assert_eq!(Looks::default().compact(html), compact);
    }
}
