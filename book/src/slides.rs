//! Writes a slide for each chapter: its main figure as an SVG file of its own, for people who teach with the book.
//!
//! **Invariant**: a slide needs no style sheet. Its colors are those of the light theme, as attributes, so every program
//! that reads SVG shows the same.

use crate::figure;
use crate::html::escape;
use crate::material::Material;
use crate::project::Fault;
use regex::{Captures, Regex};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// The chapters with the figure of each, as its directive names it.
const SLIDES: [(&str, &str); 17] = [
    ("twenty_lines", "chain"),
    ("one_neuron", "iris"),
    ("layers", "planes"),
    ("forward", "network intuition/sigmoid 0 forward"),
    ("cost", "costs_over_z"),
    ("output_error", "canceling"),
    ("backward", "paths"),
    ("gradient", "contours"),
    ("checking", "cost_line"),
    ("training", "rates"),
    ("digits", "hidden_weights"),
    ("practice", "early_stopping"),
    ("fast", "bars one_thread w2,w3,w4,w5_2048 c,ndarray,numpy,jax,torch,candle,burn"),
    ("many_machines", "sum_along_chain"),
    ("readings", "graph"),
    ("your_network", "network xor/start 1"),
    ("elsewhere", "costs errata/y_minus_a"),
];

/// The style sheet of the pages, which has the colors and the dashes.
const STYLES: &str = include_str!("../theme/pages.css");
/// The width and the height of a slide.
const SIZE: (f64, f64) = (1600.0, 900.0);
/// The left, top, right and bottom of the room for the figure.
const ROOM: [f64; 4] = [80.0, 170.0, 1520.0, 810.0];
/// The distance between two pictures of a figure, before it is scaled.
const GAP: f64 = 24.0;

/// Writes all slides into the folder `slides` of the pages.
pub(crate) fn write(material: &Material, pages: &Path) -> Result<(), Vec<Fault>> {
    let folder = pages.join("slides");
    let fault = |chapter: &str, message: String| vec![Fault::new(format!("book/text/{chapter}.md"), None, message)];
    fs::create_dir_all(&folder).map_err(|error| fault("", error.to_string()))?;
    for (chapter, figure) in SLIDES {
        let svg = slide(material, chapter, figure).map_err(|message| fault(chapter, message))?;
        fs::write(folder.join(format!("{chapter}.svg")), svg).map_err(|error| fault(chapter, error.to_string()))?;
    }
    Ok(())
}

/// Returns the slide of a chapter, which must show the figure.
fn slide(material: &Material, chapter: &str, figure: &str) -> Result<String, String> {
    let text = material.project.read(&format!("book/text/{chapter}.md")).map_err(|fault| fault.to_string())?;
    if !text.contains(&format!("{{{{#figure {figure} |")) {
        return Err(format!("the slide of this chapter has the figure `{figure}`, which the chapter does not show"));
    }
    let title = escape(text.lines().next().unwrap_or_default().trim_start_matches("# "));
    let words: Vec<String> = figure.split(' ').map(str::to_owned).collect();
    let figure::Drawing { pictures, .. } = figure::draw(material, &words[0], &words[1..])?;

    let [left, top, right, bottom] = ROOM;
    let gaps = GAP * (pictures.len() as f64 - 1.0);
    let across = pictures.iter().map(|picture| picture.size().0).sum::<f64>() + gaps;
    let down = pictures.iter().map(|picture| picture.size().1).fold(0.0, f64::max);
    let scale = ((right - left) / across).min((bottom - top) / down);
    let mut x = (left + right - scale * across) / 2.0;
    let y = (top + bottom - scale * down) / 2.0;

    let (width, height) = SIZE;
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="Open Sans, Helvetica, Arial, sans-serif">
<title>{title}</title>
<rect width="{width}" height="{height}" fill="#ffffff"/>
<text x="{left}" y="112" font-size="52" font-weight="600" fill="{INK}">{title}</text>"##
    );
    for picture in &pictures {
        let body = with_colors(&picture.body(), &words[0])?;
        svg += &format!("\n<g transform=\"translate({x:.2} {y:.2}) scale({scale:.4})\">{body}\n</g>");
        x += scale * (picture.size().0 + GAP);
    }
    let source = "Backpropagation, worked through. License: MIT OR Apache-2.0";
    Ok(svg + &format!("\n<text x=\"{left}\" y=\"862\" font-size=\"22\" fill=\"{GRAY}\">{source}</text>\n</svg>\n"))
}

const INK: &str = "#000000";
const GRAY: &str = "#555555";

/// Returns the shapes with attributes in the place of their classes.
fn with_colors(body: &str, kind: &str) -> Result<String, String> {
    static SHAPE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"<(\w+)( [^>]*?)class="(stroke|fill) ([\w-]+)""#).expect("a pattern"));
    let mut missing = None;
    let colored = SHAPE.replace_all(body, |shape: &Captures<'_>| {
        let (name, before, attribute, hue) = (&shape[1], &shape[2], &shape[3], &shape[4]);
        let color = color(hue).unwrap_or_else(|| {
            missing = Some(format!("the hue `{hue}` has no color on a slide"));
            String::new()
        });
        let dashes = dashes(kind, hue).filter(|_| (name, attribute) == ("path", "stroke"));
        let dashes = dashes.map_or_else(String::new, |dashes| format!(r#" stroke-dasharray="{dashes}""#));
        format!(r#"<{name}{before}{attribute}="{color}"{dashes}"#)
    });
    let colored = colored.into_owned();
    missing.map_or(Ok(colored), Err)
}

/// Returns the color of a hue in the light theme, on white.
fn color(hue: &str) -> Option<String> {
    let variable = match hue {
        "ink" | "series-2" => return Some(INK.to_owned()),
        "gray" => return Some(GRAY.to_owned()),
        "grid" => return Some("#d3d3d3".to_owned()),
        "ground" => return Some("#ffffff".to_owned()),
        "series-0" | "sample-0" => "first",
        "series-1" | "sample-1" => "second",
        other => other,
    };
    let (_, from) = STYLES.split_once(&format!("--{variable}: "))?;
    from.split_once(';').map(|(color, _)| color.to_owned())
}

/// Returns the dashes that tell a curve from the others without its color.
fn dashes(kind: &str, hue: &str) -> Option<String> {
    static DASHES: LazyLock<Regex> = LazyLock::new(|| {
        let rule = r"\.drawing:is\(([^)]*)\) path\.([\w-]+) \{ stroke-dasharray: ([\d ]+); \}";
        Regex::new(rule).expect("a pattern")
    });
    let is_of = |rule: &Captures<'_>| &rule[2] == hue && rule[1].split(", ").any(|class| class == format!(".{kind}"));
    DASHES.captures_iter(STYLES).find(is_of).map(|rule| rule[3].to_owned())
}

#[cfg(test)]
mod tests {
    use super::{SIZE, SLIDES, dashes, slide};
    use crate::material::material;
    use crate::project::Project;

    #[test]
    fn every_chapter_with_a_figure_has_a_slide() {
        let project = Project::new();
        let summary = project.read("book/text/SUMMARY.md").unwrap();
        let (chapters, _) = summary.split_once("# Appendix").unwrap();
        let files =
            chapters.lines().filter_map(|line| line.strip_prefix("- [")?.split_once("](")?.1.strip_suffix(".md)"));
        let with_figure: Vec<&str> = files
            .filter(|file| project.read(&format!("book/text/{file}.md")).unwrap().contains("{{#figure "))
            .collect();
        assert_eq!(with_figure, SLIDES.map(|(chapter, _)| chapter));
    }

    #[test]
    fn a_slide_is_well_formed_and_needs_no_style_from_outside() {
        let material = material();
        for (chapter, figure) in SLIDES {
            let svg = slide(material, chapter, figure).unwrap();
            let parsed = roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{chapter}: {error}"));
            let root = parsed.root_element();
            assert_eq!(root.attribute("viewBox"), Some(&*format!("0 0 {} {}", SIZE.0, SIZE.1)));
            let text = material.project.read(&format!("book/text/{chapter}.md")).unwrap();
            let title = root.children().find(|node| node.has_tag_name("title")).and_then(|title| title.text());
            assert_eq!(title, text.lines().next().unwrap().strip_prefix("# "));
            let texts: Vec<&str> = root.descendants().filter_map(|node| node.text()).collect();
            assert!(texts.len() > 10 && texts.iter().any(|text| text.ends_with("License: MIT OR Apache-2.0")));
            for node in root.descendants().filter(roxmltree::Node::is_element) {
                for attribute in node.attributes() {
                    let is_own = !["class", "style", "href"].contains(&attribute.name());
                    assert!(is_own && !attribute.value().contains("var("), "{chapter}: {attribute:?}");
                }
            }
        }
        assert_eq!(dashes("canceling", "series-2").as_deref(), Some("2 3"));
    }
}
