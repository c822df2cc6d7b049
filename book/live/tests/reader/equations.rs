//! The equations of a network as HTML: their numbers are the network's, and their names are those of the picture.

use super::drawing::{SIZES, network, passes, value};
use backprop::Network;
use backprop_live::plain::Plain;
use backprop_live::reader::chosen::Chosen;
use backprop_live::reader::drawing::{NARROW, draw};
use backprop_live::reader::equations::equations;
use roxmltree::{Document, Node};
use std::collections::HashSet;
use std::fs;
use std::path::Path;

const LAMBDA: Plain = Plain(0.5);

fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// Returns the symbols of an attribute.
fn symbols<'a>(document: &'a Document<'_>, attribute: &str) -> HashSet<&'a str> {
    document.descendants().filter_map(|node| node.attribute(attribute)).flat_map(|names| names.split(',')).collect()
}

#[test]
fn every_symbol_of_the_picture_is_in_the_equations() {
    for sizes in [&[1, 1][..], &[2, 2, 2, 1], &[2, 8, 8, 1], &[4, 8, 3]] {
        let (network, samples) = network(sizes);
        let (forward, deltas) = passes(&network, &samples);
        let drawn = draw(&network, &forward, &deltas, 720.0, 1).content;
        for html in [equations(&network, None), equations(&network, Some((&samples, LAMBDA, 0)))] {
            let (drawing, equations) = (Document::parse(&drawn).unwrap(), Document::parse(&html).unwrap());
            let (drawn, written) = (symbols(&drawing, "data-symbol"), symbols(&equations, "data-symbol"));
            assert_eq!(drawn.difference(&written).collect::<Vec<_>>(), Vec::<&&str>::new(), "{sizes:?}");
            // What is written of a weight has an edge, or a unit whose bias it is.
            for symbol in written.iter().filter(|symbol| symbol.starts_with(['Θ', 'Δ', 'D'])) {
                let [_, l, i, j] = symbol.split(' ').collect::<Vec<_>>()[..] else { panic!("{symbol}") };
                let unit = format!("a {} {i}", l.parse::<usize>().unwrap() + 1);
                let is_drawn = drawn.contains(&*format!("Θ {l} {i} {j}"));
                assert!(is_drawn || j == "0" && drawn.contains(&*unit), "{sizes:?}: {symbol}");
            }
        }
    }
}

/// Returns a number as the equations have it.
fn rounded(value: f64) -> String {
    let text = format!("{value:.6}").replace('-', "−");
    let text = text.trim_end_matches('0').trim_end_matches('.').to_owned();
    if text == "−0" { "0".to_owned() } else { text }
}

#[test]
fn every_result_is_the_networks() {
    [0, 2].into_iter().for_each(every_result_is_that_of_the_example);
}

fn every_result_is_that_of_the_example(row: usize) {
    let (network, samples) = network(&[2, 2, 2, 1]);
    let example = samples.singles().nth(row).unwrap();
    let passes = passes(&network, &example);
    let (accumulated, gradient) = (network.accumulated(&samples), network.gradient(&samples, LAMBDA));
    let html = equations(&network, Some((&samples, LAMBDA, row)));
    let document = Document::parse(&html).unwrap();
    let mut compared = HashSet::new();
    for equation in document.descendants().filter(|node| node.attribute("class") == Some("formula")) {
        let Some(result) = equation.children().rfind(|node| node.attribute("class") == Some("numbers")) else {
            continue;
        };
        let symbol = equation.descendants().find_map(|node| node.attribute("data-symbol")).unwrap();
        let indices = symbol.split_once(' ').map_or("", |(_, indices)| indices);
        let wanted = match symbol.chars().next().unwrap() {
            'J' => network.cost(&samples, LAMBDA).0,
            'C' => network.cost(&example, Plain(0.0)).0,
            'Δ' => value(&accumulated, &passes, &format!("Θ {indices}")),
            'D' => value(&gradient, &passes, &format!("Θ {indices}")),
            _ => value(&network, &passes, symbol),
        };
        let shown = words(result);
        let shown = shown.rsplit(['=', '≈', ':']).next().unwrap().trim_matches([' ', '\u{a0}']);
        assert_eq!(shown, rounded(wanted), "{symbol}");
        compared.insert(symbol);
    }
    // a of the input; z, a and δ of five units; Δ and D of 15 weights; C and J.
    assert_eq!(compared.len(), 2 + 3 * 5 + 2 * 15 + 2, "{compared:?}");
}

#[test]
fn equations_have_numbers_only_with_samples() {
    let (network, samples) = network(&[2, 4, 1]);
    let (plain, worked) = (equations(&network, None), equations(&network, Some((&samples, LAMBDA, 0))));
    assert!(!plain.contains("numbers") && worked.contains("m&#xA0;=&#xA0;4"));
    let of_one = Chosen::samples(vec![vec![Plain(1.0), Plain(0.0)]], vec![vec![Plain(1.0)]]).unwrap();
    let one = equations(&network, Some((&of_one, LAMBDA, 0)));
    assert!(one.contains("of example 1, and m&#xA0;=&#xA0;1") && one.contains("These terms are 0: <math>"));
}

/// Also writes all of them as a page to look at, with the styles of the book.
#[test]
fn pictures_and_equations_are_well_formed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let style = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
    let mut page = format!(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Your own network</title><style>:root {{ --bg: #fff; --fg: #000; --icons: #747474 }} \
         body {{ font: 16px \"Open Sans\", sans-serif; margin: 8px; max-width: 46em }} {}{}</style>",
        style("../theme/pages.css"),
        style("live.css")
    );
    for sizes in SIZES {
        let (network, samples) = network(sizes);
        let (forward, deltas) = passes(&network, &samples);
        page += &format!("<h2>{sizes:?}</h2>");
        for (class, width) in [("if-wide", 720.0), ("if-narrow", NARROW)] {
            let drawing = draw(&network, &forward, &deltas, width, 1);
            let (width, height) = drawing.size;
            let svg = format!(r#"<svg viewBox="0 0 {width} {height}">{}</svg>"#, drawing.content);
            Document::parse(&svg).unwrap();
            assert!(!svg.contains("style=") && !svg.contains(" id="));
            page += &format!(
                r#"<div class="drawing moves"><div class="stage"><div class="pictures {class}">{}</div></div></div>"#,
                svg.replace("<svg", &format!("<svg style=\"max-width: {width}px\""))
            );
        }
        for html in [equations(&network, None), equations(&network, Some((&samples, LAMBDA, 0)))] {
            let document = Document::parse(&html).unwrap_or_else(|error| panic!("{sizes:?}: {error}"));
            assert!(document.descendants().filter(|node| node.has_tag_name("h3")).count() > 7, "{sizes:?}");
            page += &html;
        }
    }
    fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("your_network.html"), page + "</html>").unwrap();
}
