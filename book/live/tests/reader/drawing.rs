//! The picture of a network: its numbers are the network's, and nothing in it lies on something else.

use backprop::plot::drawing::{significant, width};
use backprop::{Network, SamplesOf};
use backprop_live::plain::Plain;
use backprop_live::reader::chosen::{Chosen, Deltas, Forward, Layers};
use backprop_live::reader::drawing::{Drawing, NARROW, draw, outline};
use backprop_live::reader::{Kind, Score};
use roxmltree::{Document, Node};

/// Networks from the smallest to the largest of the page, and one with numbers that are very small.
pub(crate) const SIZES: [&[usize]; 9] = [
    &[1, 1],
    &[2, 2, 2, 1],
    &[2, 8, 8, 1],
    &[4, 8, 3],
    &[2, 4, 1],
    &[6, 16, 5, 4, 3, 2, 6],
    &[17, 13, 14, 10],
    &[64, 25, 10],
    &[64, 64, 63, 10],
];
const WIDTHS: [f64; 5] = [200.0, 320.0, NARROW, 500.0, 720.0];

/// Returns a network of these sizes, and samples for it.
pub(crate) fn network(sizes: &[usize]) -> (Chosen<Plain>, SamplesOf<Chosen<Plain>>) {
    let (outputs, output) = match sizes[sizes.len() - 1] {
        1 => (1, Kind::Sigmoid),
        outputs => (outputs, Kind::Softmax),
    };
    let hidden = sizes[1..sizes.len() - 1].iter().map(|&units| (units, Kind::Tanh));
    let rest = hidden.chain([(outputs, output)]).collect();
    Chosen::<Plain>::new(&Layers { inputs: sizes[0], rest, score: Score::CrossEntropy });
    let mut network = Chosen::random(7);
    // Biases are 0 at first. One is so small that it needs a power of ten.
    for (l, mut theta) in network.thetas_mut().into_iter().enumerate() {
        theta.column_mut(0).iter_mut().enumerate().for_each(|(i, bias)| *bias = Plain(0.1 * i as f64 - 0.15));
        theta[[0, 0]] = Plain(-1.2346e-10 / (l + 1) as f64);
    }
    let number = |i: usize, j: usize| Plain((0.37 * (3 * i + j) as f64).sin());
    let x = (0..4).map(|i| (0..sizes[0]).map(|j| number(i, j)).collect()).collect();
    let y = (0..4).map(|i| (0..outputs).map(|k| Plain(f64::from(u8::from((i + k) % outputs.max(2) == 0)))).collect());
    let samples = Chosen::samples(x, y.collect()).unwrap();
    (network, samples)
}

/// Returns both passes of the first sample.
pub(crate) fn passes(network: &Chosen<Plain>, samples: &SamplesOf<Chosen<Plain>>) -> (Forward<Plain>, Deltas<Plain>) {
    let forward = network.forward(&samples.x()[0]);
    let deltas = network.backward(&forward, &samples.y()[0]);
    (forward, deltas)
}

/// Calls a function with each network's picture at each width.
fn with_pictures(check: impl Fn(&[usize], &Chosen<Plain>, &(Forward<Plain>, Deltas<Plain>), &Drawing, &Document<'_>)) {
    for sizes in SIZES {
        let (network, samples) = network(sizes);
        let passes = passes(&network, &samples);
        for width in WIDTHS {
            let drawing = draw(&network, &passes.0, &passes.1, width, 1);
            assert!(drawing.size.0 <= width, "{sizes:?} is {} wide instead of {width}", drawing.size.0);
            let document = Document::parse(&drawing.content).unwrap_or_else(|error| panic!("{sizes:?}: {error}"));
            check(sizes, &network, &passes, &drawing, &document);
        }
    }
}

/// Returns the numbers after the letter of a symbol.
fn indices(symbol: &str) -> Vec<usize> {
    let symbol = symbol.split(',').next().unwrap();
    symbol.split(' ').skip(1).map(|index| index.parse().unwrap()).collect()
}

/// Returns the value of a symbol in a network and its passes.
pub(crate) fn value(network: &Chosen<Plain>, (forward, deltas): &(Forward<Plain>, Deltas<Plain>), symbol: &str) -> f64 {
    // The first name is that of what is shown; others belong to it.
    let symbol = symbol.split(',').next().unwrap();
    let number = match (&symbol[..symbol.find(' ').unwrap()], indices(symbol)[..].as_ref()) {
        ("x", [j]) => forward.a[0][j - 1],
        ("z", [l, i]) => forward.z[l - 2][i - 1],
        ("a", [l, i]) => forward.a[l - 1][i - 1],
        ("δ", [l, i]) => deltas.0[deltas.0.len() + 1 - l][i - 1],
        ("Θ", [l, i, j]) => network.thetas()[l - 1][[i - 1, *j]],
        _ => panic!("{symbol}"),
    };
    number.0
}

fn elements<'a>(document: &'a Document<'_>, tag: &str) -> Vec<Node<'a, 'a>> {
    document.descendants().filter(|node| node.has_tag_name(tag)).collect()
}

fn number(node: Node<'_, '_>, attribute: &str) -> f64 {
    node.attribute(attribute).unwrap().parse().unwrap()
}

#[test]
fn every_number_is_the_one_of_its_symbol() {
    with_pictures(|sizes, network, passes, drawing, document| {
        let mut shown = 0;
        for text in elements(document, "text") {
            let Some(symbol) = text.parent().unwrap().attribute("data-symbol") else { continue };
            let words = text.text().unwrap().trim();
            if text.attribute("text-anchor") == Some("middle") && symbol.starts_with('a') {
                assert_eq!(words, indices(symbol)[1].to_string(), "{sizes:?}: a disc has its number");
                continue;
            }
            let letter = symbol.split(' ').next().unwrap();
            let number = significant(value(network, passes, symbol));
            match words.split_once(' ') {
                Some((name, shown)) => {
                    assert_eq!(name, if letter == "Θ" { "bias" } else { letter });
                    assert_eq!(shown, number, "{sizes:?}: {symbol}");
                }
                None => assert_eq!(words, number, "{sizes:?}: {symbol}"),
            }
            shown += 1;
        }
        let has_room = drawing.size.0 >= NARROW && sizes.iter().any(|&units| units <= 4);
        assert!(shown > 0 || !has_room, "{sizes:?} shows no number");
    });
}

#[test]
fn what_is_pressed_is_what_is_shown() {
    with_pictures(|sizes, network, passes, _, document| {
        let units: Vec<f64> = passes.0.a.iter().flatten().map(|a| a.0).collect();
        let weights: Vec<f64> = network.thetas().iter().flatten().map(|weight| weight.0).collect();
        for node in document.descendants().filter(|node| node.has_attribute("data-act")) {
            let (symbol, at) = (node.attribute("data-symbol").unwrap(), number(node, "data-value") as usize);
            let all = if node.attribute("data-act") == Some("unit") { &units } else { &weights };
            assert_eq!(all[at], value(network, passes, symbol), "{sizes:?}: {symbol}");
        }
        for node in document.descendants().filter(|node| node.attribute("role") == Some("button")) {
            let seen: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
            let name = node.attribute("aria-label").unwrap();
            assert!(name.contains(seen.trim()) && !seen.is_empty(), "`{seen}` is not in `{name}`");
            let [quantity, l, i] =
                node.attribute("data-symbol").unwrap().split(',').next().unwrap().split(' ').collect::<Vec<_>>()[..]
            else {
                panic!("{node:?}")
            };
            assert_eq!(quantity, "a");
            let numbers = ["z", "a", "δ"].map(|letter| (letter, [letter, l, i].join(" ")));
            let numbers = numbers.iter().filter(|_| l != "1");
            for (letter, symbol) in numbers {
                let wanted = format!("{letter} {}", significant(value(network, passes, symbol)));
                assert!(name.contains(&wanted), "`{wanted}` is not in `{name}`");
            }
        }
    });
}

#[test]
fn an_edge_has_the_color_of_its_sign_and_the_width_of_its_size() {
    with_pictures(|sizes, network, passes, _, document| {
        let mut edges = Vec::new();
        for path in elements(document, "path").into_iter().filter(|path| path.has_attribute("class")) {
            let symbol = path.parent().unwrap().attribute("data-symbol").unwrap();
            let weight = value(network, passes, symbol);
            match path.attribute("class").unwrap() {
                "reach" => {}
                "stroke series-0" => assert!(weight < 0.0, "{sizes:?}: {symbol}"),
                "stroke series-1" => assert!(weight >= 0.0, "{sizes:?}: {symbol}"),
                other => panic!("{other}"),
            }
            if path.attribute("class") != Some("reach") {
                edges.push((indices(symbol)[0], weight.abs(), number(path, "stroke-width")));
            }
        }
        edges.sort_by(|one, other| (one.0, one.1).partial_cmp(&(other.0, other.1)).unwrap());
        for pair in edges.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            assert!(pair[0].2 <= pair[1].2, "{sizes:?}: {pair:?}");
        }
    });
}

/// The left, the upper, the right and the lower end of something.
type Bounds = [f64; 4];

/// Returns the room that a text takes, by the crate's estimate, which is for a font that is at least 1/0.86 times as wide as that
/// of a page. A text that would be too wide is written closer.
fn bounds(text: Node<'_, '_>) -> Bounds {
    let wide = 0.86 * width(text.text().unwrap().trim(), 12.0);
    let wide = text.attribute("textLength").map_or(wide, |length| length.parse().unwrap());
    let (x, y) = (number(text, "x"), number(text, "y"));
    let left = if text.attribute("text-anchor") == Some("start") { x } else { x - wide / 2.0 };
    match text.attribute("transform") {
        Some(_) => [x - 6.0, y - wide / 2.0, x + 6.0, y + wide / 2.0],
        None => [left, y - 6.0, left + wide, y + 6.0],
    }
}

fn overlap(one: &Bounds, other: &Bounds) -> bool {
    (0..2).all(|axis| one[axis] < other[axis + 2] && other[axis] < one[axis + 2])
}

#[test]
fn nothing_lies_on_something_else() {
    with_pictures(|sizes, _, _, drawing, document| {
        let (width, height) = drawing.size;
        let mut units: Vec<Bounds> = Vec::new();
        let mut others: Vec<Bounds> = Vec::new();
        for circle in elements(document, "circle") {
            let (x, y, r) = (number(circle, "cx"), number(circle, "cy"), number(circle, "r"));
            match circle.attribute("class").unwrap() {
                "unit" => units.push([x - r, y - r, x + r, y + r]),
                "fill gray" => others.push([x - r, y - r, x + r, y + r]),
                _ => {}
            }
        }
        for rect in elements(document, "rect").into_iter().filter(|rect| rect.attribute("class") != Some("row")) {
            let (x, y) = (number(rect, "x"), number(rect, "y"));
            let bounds = [x, y, x + number(rect, "width"), y + number(rect, "height")];
            match rect.attribute("class").unwrap() {
                "unit" => units.push(bounds),
                _ => others.push(bounds),
            }
        }
        let texts: Vec<Bounds> = elements(document, "text").into_iter().map(bounds).collect();
        for (i, text) in texts.iter().enumerate() {
            assert!(texts[..i].iter().all(|other| !overlap(text, other)), "{sizes:?} in {width}: {text:?} on a text");
            let crosses = |unit: &&Bounds| {
                let inside = (0..2).all(|axis| unit[axis] <= text[axis] && text[axis + 2] <= unit[axis + 2]);
                overlap(text, unit) && !inside
            };
            let crossed = units.iter().chain(&others).find(crosses);
            assert_eq!(crossed, None, "{sizes:?} in {width}: {text:?}");
        }
        let all: Vec<Bounds> = units.into_iter().chain(others).collect();
        for (i, one) in all.iter().enumerate() {
            assert!(all[..i].iter().all(|other| !overlap(one, other)), "{sizes:?} in {width}: {one:?}");
        }
        for [left, top, right, bottom] in all.into_iter().chain(texts) {
            assert!(
                left >= 0.0 && top >= 0.0 && right <= width && bottom <= height,
                "{sizes:?} in {width}: {left} {top}"
            );
        }
    });
}

#[test]
fn a_narrow_picture_has_its_layers_below_each_other_and_a_wide_one_side_by_side() {
    let (network, samples) = network(&[2, 2, 2, 1]);
    let (forward, deltas) = passes(&network, &samples);
    let centers = |width| {
        let content = draw(&network, &forward, &deltas, width, 1).content;
        let document = Document::parse(&content).unwrap();
        let boxes = elements(&document, "rect").into_iter().filter(|rect| rect.attribute("class") == Some("unit"));
        let center = |from, by| move |rect: Node<'_, '_>| number(rect, from) + number(rect, by) / 2.0;
        let boxes: Vec<_> = boxes.map(|rect| (center("x", "width")(rect), center("y", "height")(rect))).collect();
        boxes
    };
    let (down, right) = (centers(NARROW), centers(720.0));
    assert!(down[0].1 == down[1].1 && down[1].1 < down[2].1 && down[4].1 < down[6].1, "{down:?}");
    assert!(right[0].0 == right[1].0 && right[1].0 < right[2].0 && right[4].0 < right[6].0, "{right:?}");
}

#[test]
fn a_large_layer_shows_its_ends() {
    with_pictures(|sizes, _, _, _, document| {
        for (l, &units) in (1..).zip(sizes) {
            let symbols = document.descendants().filter(|node| node.attribute("data-act") == Some("unit"));
            let symbols = symbols.map(|node| indices(node.attribute("data-symbol").unwrap()));
            let shown: Vec<usize> = symbols.filter(|symbol| symbol[0] == l).map(|symbol| symbol[1]).collect();
            let all: Vec<usize> = (1..=units).collect();
            if shown != all {
                // In the narrowest picture there is room for three at each end.
                let few = shown.len() / 2;
                assert!((few == 4 && units > 12) || (few == 3 && units > 7), "{sizes:?}: {shown:?}");
                assert_eq!(shown, [&all[..few], &all[units - few..]].concat());
            } else {
                assert!(units <= 16, "{sizes:?}: {shown:?}");
            }
        }
    });
}

#[test]
fn a_drawing_without_numbers_has_the_same_units_at_the_same_places() {
    let units = |drawing: &Drawing| -> Vec<String> {
        let svg = format!("<svg>{}</svg>", drawing.content);
        let document = Document::parse(&svg).unwrap();
        let nodes = document.descendants().filter(|node| node.attribute("class") == Some("unit"));
        nodes
            .map(|node| ["cx", "cy", "x", "y"].map(|name| node.attribute(name).unwrap_or_default()).join(" "))
            .collect()
    };
    for sizes in SIZES {
        let (network, samples) = network(sizes);
        let (forward, deltas) = passes(&network, &samples);
        for width in [720.0, NARROW] {
            let (drawn, bare) = (draw(&network, &forward, &deltas, width, 1), outline(sizes, width));
            assert_eq!((units(&bare), bare.size), (units(&drawn), drawn.size), "{sizes:?}");
        }
    }
    let large = outline(&[784, 300, 10], 720.0);
    assert!(large.content.contains(">784<") && large.content.contains(">300<"), "{}", large.content);
}
