//! Tests that each figure shows the numbers of its run, and that its labels can be read.

mod learning;
mod reading;

use self::reading::{Text, boxes, circles, curve, curves, texts};
use super::{Drawing, draw, html, road_map};
use crate::material::{Material, material};
use backprop::plot::drawing::{Canvas, significant};
use regex::Regex;
use serde_json::Value;

/// Draws a figure, as in `network gates/xnor 0 weights`.
fn drawn(material: &Material, figure: &str) -> Drawing {
    let words: Vec<String> = figure.split(' ').map(str::to_owned).collect();
    draw(material, &words[0], &words[1..]).unwrap_or_else(|error| panic!("{figure}: {error}"))
}

fn words(drawing: &Drawing) -> Vec<String> {
    drawing.pictures.iter().flat_map(texts).map(|text| text.words).collect()
}

#[track_caller]
fn assert_says(drawing: &Drawing, expected: &[String]) {
    let words = words(drawing);
    for text in expected {
        assert!(words.contains(text), "`{text}` is not among {words:?}");
    }
}

/// Returns the numbers at these paths as the figures write them.
fn recorded(material: &Material, paths: &[&str]) -> Vec<String> {
    let number = |path: &&str| material.snapshots.get(path).ok().and_then(Value::as_f64).expect(path);
    paths.iter().map(|path| significant(number(path))).collect()
}

/// Returns the figures of the book's text, as in `network gates/xnor 0 weights`, but for the road map, which is a list.
fn figures() -> Vec<String> {
    let project = &material().project;
    let text: String = project.files("book/text", ".md").iter().map(|file| project.read(file).unwrap()).collect();
    let figure = Regex::new(r"\{\{#figure ([^|}]+) \|").unwrap();
    let figures = figure.captures_iter(&text).map(|found| found[1].to_owned());
    figures.filter(|figure| figure != "road_map").collect()
}

#[test]
fn no_label_leaves_its_picture_or_covers_another_one_or_the_edge_of_a_box() {
    let material = material();
    for figure in figures() {
        let drawing = drawn(material, &figure);
        for canvas in drawing.pictures.iter().chain(&drawing.narrow) {
            let ((right, bottom), texts) = (canvas.size(), texts(canvas));
            assert!(texts.len() > 3, "{figure}: {texts:?}");
            for (i, Text { words, ink: [l, t, r, b] }) in texts.iter().enumerate() {
                assert!(
                    *l >= 0.0 && *t >= 0.0 && *r <= right && *b <= bottom,
                    "{figure}: `{words}` leaves the picture"
                );
                let covers = |Text { ink, .. }: &&Text| *l < ink[2] && ink[0] < *r && *t < ink[3] && ink[1] < *b;
                let other = texts[i + 1..].iter().find(covers);
                assert!(other.is_none(), "{figure}: `{words}` covers {other:?}");
                for [left, top, right, bottom] in boxes(canvas) {
                    let meets = *l < right && left < *r && *t < bottom && top < *b;
                    let is_inside = left <= *l && *r <= right && top <= *t && *b <= bottom;
                    assert!(!meets || is_inside, "{figure}: `{words}` crosses the edge of a box");
                }
            }
        }
    }
}

#[test]
fn on_a_phone_a_picture_is_as_narrow_as_the_screen_or_its_letters_are_still_nine_pixels() {
    /// The width of the text on a phone, and the size of the letters in a picture.
    const PHONE: (f64, f64) = (360.0, 13.0);
    let material = material();
    for figure in figures() {
        let Drawing { pictures, narrow, .. } = drawn(material, &figure);
        for canvas in if narrow.is_empty() { pictures } else { narrow } {
            let scale = (PHONE.0 / canvas.size().0).min(1.0);
            assert!(scale * PHONE.1 >= 9.0, "{figure}: {:?}", canvas.size());
        }
    }
}

#[test]
fn no_curve_leaves_its_frame() {
    let material = material();
    let mut count = 0;
    // The arrows of a network are as thick as curves.
    for figure in figures().into_iter().filter(|figure| !figure.starts_with("network")) {
        for canvas in &drawn(material, &figure).pictures {
            let curves = curves(canvas);
            count += curves.len();
            for (x, y) in curves.into_iter().flatten() {
                let is_inside = |[left, top, right, bottom]: &[f64; 4]| {
                    (left - 0.1..=right + 0.1).contains(&x) && (top - 0.1..=bottom + 0.1).contains(&y)
                };
                assert!(boxes(canvas).iter().any(is_inside), "{figure}: a curve goes to {x}, {y}");
            }
        }
    }
    assert!(count > 20, "only {count} curves");
}

#[test]
fn a_figure_says_its_numbers_to_those_who_cannot_see_it() {
    let material = material();
    let push = html(&drawn(material, "push"), "A push & its steps.");
    let delta = &recorded(material, &["intuition/sigmoid/deltas/0/delta_3/0"])[0];
    assert!(push.contains(r#"role="img" aria-label="z₁⁽³⁾ moves by ε, "#), "{push}");
    assert!(push.contains(&format!("= {delta}.\">")), "{push}");
    let costs = recorded(material, &["contours/costs/0/cost", "contours/costs/100/cost"]);
    let said = format!("J: from {} at 0 to {} at 100 steps.", costs[0], costs[1]);
    assert_eq!(drawn(material, "costs contours/costs").says, said);
    // A picture without numbers has its caption.
    assert!(html(&drawn(material, "activation sigmoid"), "g & g′").contains(r#"aria-label="g &amp; g′""#));
}

#[test]
fn the_tangents_have_the_slopes_of_the_backward_pass() {
    let material = material();
    let slopes = recorded(material, &["chain/slope_w_1", "chain/slope_w_2"]);
    let expected: Vec<String> = slopes.iter().map(|slope| format!("its slope, {slope}")).collect();
    assert_says(&drawn(material, "promises"), &expected);
}

#[test]
fn the_chain_shows_each_value_and_each_slope() {
    let material = material();
    let names = ["x", "w_1", "w_2", "z_2", "a_2", "z_3", "a_3", "cost"];
    let slopes = ["delta_3", "slope_w_2", "delta_2", "slope_w_1"];
    let paths: Vec<String> = names.iter().chain(&slopes).map(|name| format!("chain/{name}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    assert_says(&drawn(material, "chain"), &recorded(material, &paths));
}

#[test]
fn the_paths_of_the_branch_add_up_to_the_slope() {
    let material = material();
    let both = recorded(material, &["chain/branch/path_u", "chain/branch/path_v", "chain/branch/slope"]);
    let drawing = drawn(material, "branch");
    assert_says(&drawing, &[format!("together: ∂c/∂a = {}", both[2])]);
    let results = results(&drawing);
    assert_eq!(results.iter().map(|result| significant(*result)).collect::<Vec<_>>(), both);
    assert_eq!(results[0] + results[1], results[2]);
}

/// Returns the numbers at the ends of the texts with a product or a sum.
fn results(drawing: &Drawing) -> Vec<f64> {
    let texts = words(drawing).into_iter().filter(|text| text.contains(": "));
    let result = |text: String| text.rsplit("= ").next().unwrap().replace('−', "-").parse().expect("a number");
    texts.map(result).collect()
}

#[test]
fn the_paths_of_an_error_add_up_to_it() {
    let material = material();
    let drawing = drawn(material, "paths");
    let [first, second, sum] = results(&drawing)[..] else { panic!("{:?}", words(&drawing)) };
    assert!((first + second - sum).abs() < 1e-5);
    let deltas = ["delta_2/0", "delta_3/0", "delta_3/1"].map(|unit| format!("intuition/sigmoid/deltas/0/{unit}"));
    let shown = recorded(material, &deltas.each_ref().map(String::as_str));
    assert_says(&drawing, &shown.iter().map(|delta| format!("δ {delta}")).collect::<Vec<_>>());
}

#[test]
fn the_product_of_head_and_tail_is_the_recorded_slope() {
    let material = material();
    let slopes = [0, 1, 2].map(|j| format!("intuition/sigmoid/accumulated/theta_3/0/{j}"));
    let words = words(&drawn(material, "head_tail"));
    for slope in recorded(material, &slopes.each_ref().map(String::as_str)) {
        assert!(words.iter().any(|text| text.ends_with(&format!("= {slope}"))), "{slope} is not in {words:?}");
    }
}

#[test]
fn a_push_arrives_as_the_product_of_its_factors() {
    let material = material();
    let delta = &recorded(material, &["intuition/sigmoid/deltas/0/delta_3/0"])[0];
    assert_says(&drawn(material, "push"), &[format!("{delta} ε")]);
}

#[test]
fn a_network_shows_the_parts_that_it_is_asked_for() {
    let material = material();
    let both = words(&drawn(material, "network intuition/sigmoid 0"));
    let paths =
        ["forward/0/z_2/0", "forward/0/a_3/1", "deltas/0/delta_4/0"].map(|it| format!("intuition/sigmoid/{it}"));
    let recorded = recorded(material, &paths.each_ref().map(String::as_str));
    for text in [format!("z {}", recorded[0]), format!("a {}", recorded[1]), format!("δ {}", recorded[2])] {
        assert!(both.contains(&text), "{text} is not in {both:?}");
    }
    let forward = words(&drawn(material, "network intuition/sigmoid 0 forward"));
    assert_eq!(both.len() - forward.len(), 2 + 2 + 1, "{forward:?}");
    let weights = words(&drawn(material, "network gates/xnor 0 weights"));
    assert!(["x₁", "a₂⁽²⁾", "bias −30", "−20"].iter().all(|&text| weights.iter().any(|word| word == text)));
    assert!(!weights.iter().any(|text| text.starts_with("a ")), "{weights:?}");
}

#[test]
fn every_petal_on_the_wrong_side_has_a_ring() {
    let material = material();
    let Drawing { pictures, .. } = drawn(material, "iris");
    let accuracy = material.snapshots.get("logistic/accuracy").unwrap().as_f64().unwrap();
    let petals = circles(&pictures[0], "fill sample-0").len() + circles(&pictures[0], "fill sample-1").len();
    // One ring is in the legend.
    let rings = circles(&pictures[0], "stroke ink").len() - 1;
    assert_eq!((petals, rings as f64), (100, (100.0 * (1.0 - accuracy)).round()));
}

#[test]
fn in_the_second_plane_one_line_separates_the_classes() {
    let Drawing { pictures, .. } = drawn(material(), "planes");
    let separates = |canvas: &Canvas| {
        let line = curve(canvas, "ink");
        let ((x1, y1), (x2, y2)) = (line[0], line[line.len() - 1]);
        let is_above = |(x, y): (f64, f64)| (x2 - x1) * (y - y1) < (y2 - y1) * (x - x1);
        let [zeros, ones] = ["stroke sample-0", "fill sample-1"].map(|class| circles(canvas, class));
        let first = is_above(zeros[0]);
        zeros.into_iter().all(|point| is_above(point) == first)
            && ones.into_iter().all(|point| is_above(point) != first)
    };
    assert_eq!([separates(&pictures[0]), separates(&pictures[1])], [false, true]);
    assert!(texts(&pictures[1]).iter().any(|text| text.words == "01, 10"));
}

#[test]
fn both_logarithms_are_mirror_images() {
    let Drawing { pictures, .. } = drawn(material(), "logs");
    let (falling, rising) = (curve(&pictures[0], "series-0"), curve(&pictures[0], "series-1"));
    let middle = (rising[0].0 + rising[rising.len() - 1].0) / 2.0;
    for ((x, y), (other_x, other_y)) in falling.iter().zip(rising.iter().rev()) {
        assert!((x + other_x - 2.0 * middle).abs() < 0.1 && (y - other_y).abs() < 0.1);
    }
}

#[test]
fn only_the_cross_entropy_has_a_slope_where_the_output_is_wrong() {
    let Drawing { pictures, .. } = drawn(material(), "costs_over_z");
    // For y = 1, the output is wrong on the left.
    let slope = |class: &str| {
        let points = curve(&pictures[0], class);
        (points[10].1 - points[0].1) / (points[10].0 - points[0].0)
    };
    assert!(slope("series-0") > 1.0 && slope("series-1") < 0.02, "{} {}", slope("series-0"), slope("series-1"));
}

#[test]
fn the_product_cancels_on_the_wrong_side() {
    let Drawing { pictures, .. } = drawn(material(), "canceling");
    let [g_prime, cost, product] = ["series-0", "series-1", "series-2"].map(|class| curve(&pictures[0], class));
    // On a logarithmic axis, heights add where values multiply.
    let one = cost[cost.len() - 1].1;
    for i in 0..product.len() {
        assert!((g_prime[i].1 + cost[i].1 - product[i].1 - one).abs() < 0.2, "point {i}");
    }
    assert!((product[0].1 - one).abs() < 0.5 && g_prime[0].1 - one > 50.0);
}

#[test]
fn the_paths_over_the_contours_have_a_point_for_each_step() {
    let material = material();
    let drawing = drawn(material, "contours");
    for (class, name) in ["fill series-0", "fill series-1"].into_iter().zip(["batch", "stochastic"]) {
        let steps = material.snapshots.get(&format!("contours/{name}")).unwrap().as_array().unwrap().len();
        assert_eq!(circles(&drawing.pictures[0], class).len(), steps);
    }
    // The cost falls at every batch step, but not at every stochastic one.
    let plane = worked::contours::Plane::of_petals();
    let falls = |name: &str| {
        let path: Vec<[f64; 2]> = serde_json::from_value(material.snapshots.get(name).unwrap().clone()).unwrap();
        path.windows(2).all(|step| plane.cost(step[1]) < plane.cost(step[0]))
    };
    assert_eq!([falls("contours/batch"), falls("contours/stochastic")], [true, false]);
    assert_says(&drawing, &["0.15".to_owned(), "0.7".to_owned()]);
}

#[test]
fn the_road_map_links_to_every_chapter() {
    let summary = material().project.read("book/text/SUMMARY.md").unwrap();
    let html = road_map::html(&material().project).unwrap();
    assert_eq!(html.matches("<a href=").count(), summary.matches("\n- [").count());
    assert!(html.contains(r#"<li><a href="backward.html">Going backwards</a></li>"#), "{html}");
}
