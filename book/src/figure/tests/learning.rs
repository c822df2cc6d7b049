//! Tests of the figures on learning, speed and readings.

use super::super::bars;
use super::reading::{circles, curve, texts};
use super::{assert_says, drawn, material, recorded, words};
use crate::snapshot::{RESULTS, Snapshots};
use crate::times;
use backprop::plot::drawing::Canvas;
use regex::Regex;
use serde_json::{Value, json};
use worked::valley;

#[test]
fn the_accuracies_end_where_the_run_ends() {
    let material = material();
    let drawing = drawn(material, "accuracies");
    let [training, test] = ["training_accuracy", "test_accuracy"].map(|name| {
        let accuracy = material.snapshots.get(&format!("digits/progress/8/{name}")).unwrap();
        format!("{:.1} %", 100.0 * accuracy.as_f64().unwrap())
    });
    assert_says(&drawing, &[training, test]);
    let [training, test] = ["series-0", "series-1"].map(|class| curve(&drawing.pictures[0], class));
    // Both start at the lower edge, to the right of step 0; at the end, the training rows are above.
    assert!(training[0].0 > 50.0 && (training[0].1 - test[0].1).abs() < 0.1);
    assert!(training[training.len() - 1].1 < test[test.len() - 1].1);
}

#[test]
fn in_the_plane_of_a_spiral_both_directions_have_the_same_scale() {
    let drawing = drawn(material(), "boundary curves spiral");
    let ticks = |words: &str| -> Vec<[f64; 4]> {
        texts(&drawing.pictures[0]).into_iter().filter(|text| text.words == words).map(|text| text.ink).collect()
    };
    // The ticks of x₁ come first; a text has its left, top, right and bottom.
    let (low, high) = (ticks("−5"), ticks("5"));
    let (across, up) = ((high[0][0] + high[0][2] - low[0][0] - low[0][2]) / 2.0, low[1][1] - high[1][1]);
    assert!(across > 100.0 && (across - up).abs() < 0.1, "{across} {up}");
}

#[test]
fn a_weight_is_a_pixel_in_the_color_of_its_sign() {
    let material = material();
    let weights = material.snapshots.get("digits/theta_1").unwrap().as_array().unwrap();
    let weights: Vec<f64> =
        weights.iter().flat_map(|row| crate::snapshot::numbers(row).unwrap().split_off(1)).collect();
    let body = drawn(material, "hidden_weights").pictures[0].body();
    let areas = Regex::new(r#"<path d="([^"]+)" class="fill (series-[01])""#).unwrap();
    let count = |class: &str| {
        areas
            .captures_iter(&body)
            .filter(|area| &area[2] == class)
            .map(|area| area[1].matches('z').count())
            .sum::<usize>()
    };
    let negative = weights.iter().filter(|weight| **weight < 0.0).count();
    let scale: [usize; 2] = [30, 30];
    assert_eq!([count("series-0"), count("series-1")], [negative + scale[0], weights.len() - negative + scale[1]]);
}

#[test]
fn the_ring_is_at_the_lowest_validation_cost() {
    let canvas = drawn(material(), "early_stopping").pictures.swap_remove(0);
    let lowest = curve(&canvas, "series-1").into_iter().max_by(|one, other| one.1.total_cmp(&other.1)).unwrap();
    assert_eq!(circles(&canvas, "stroke ink"), [lowest]);
}

/// The first picture of a figure, and its bars: where each begins, and how long it is. Each row has one with AVX2 and one
/// with AVX-512.
struct Drawn {
    canvas: Canvas,
    bars: Vec<(f64, f64)>,
}

impl Drawn {
    fn new(results: Value, threads: &str) -> Self {
        let mut drawing = bars::draw(&Snapshots::of(RESULTS, results), threads, "w2", "jax,candle")
            .unwrap_or_else(|error| panic!("{error}"));
        let canvas = drawing.pictures.swap_remove(0);
        let bar = Regex::new(r#"<path d="M([\d.]+) [\d.]+h([\d.]+)v13h"#).unwrap();
        let body = canvas.body();
        let bars = bar.captures_iter(&body).map(|bar| (bar[1].parse().unwrap(), bar[2].parse().unwrap())).collect();
        Self { canvas, bars }
    }
}

/// Returns measurements of workload W2 with these ratios of JAX and candle.
fn ratios(jax: f64, candle: f64) -> Value {
    let peer = |title: &str, ratio: f64| json!({ "title": title, "ms": 10.0 * ratio, "ratio": ratio, "agrees": true });
    let peers = json!({ "backprop": peer("backprop", 1.0), "jax": peer("JAX", jax), "candle": peer("candle", candle) });
    let workloads = json!({ "w2": { "title": "400-25-10, f64", "peers": peers } });
    let versions = json!({ "jax": "0.10.2", "candle": "0.11.1" });
    json!({ "machine": "a machine", "date": "2026-12-01", "not_held": ["candle"], "versions": versions, "workloads": workloads })
}

#[test]
fn the_length_of_a_bar_is_the_time_with_its_instructions() {
    let results = json!({ "one_thread": ratios(1.5, 4.0), "one_thread_avx2": ratios(0.5, 3.0) });
    let Drawn { canvas, bars } = Drawn::new(results, "one_thread");
    let lengths: Vec<f64> = bars.iter().map(|bar| bar.1 / bars[0].1).collect();
    for (length, ratio) in lengths.iter().zip([1.0, 1.0, 0.5, 1.5, 3.0, 4.0]) {
        assert!((length - ratio).abs() < 0.01, "{lengths:?}");
    }
    let words: Vec<String> = texts(&canvas).into_iter().map(|text| text.words).collect();
    for expected in ["1 = 10.0 ms, AVX2", "1 = 10.0 ms, AVX-512", "0.50", "1.50", "3.00", "4.00"] {
        assert!(words.iter().any(|word| word == expected), "{expected} in {words:?}");
    }
}

#[test]
fn an_instruction_set_that_was_not_measured_has_no_bar() {
    let Drawn { canvas, bars } = Drawn::new(json!({ "two_threads_avx2": ratios(0.8, 40.0) }), "two_threads");
    assert_eq!(bars.len(), 3);
    let ticks = texts(&canvas).into_iter().filter(|text| ["0", "10", "20", "30", "40"].contains(&text.words.as_str()));
    assert_eq!(ticks.count(), 5);
}

#[test]
fn an_unknown_peer_is_an_error_of_the_figure() {
    let arguments = ["one_thread", "w2", "abacus"].map(str::to_owned);
    let error = super::draw(material(), "bars", &arguments).err().unwrap();
    assert_eq!(error, "`abacus` was not measured for any of these workloads");
}

#[test]
fn the_note_says_what_was_not_measured_and_who_ran_other_instructions() {
    let note =
        |results: Value| times::note(&Snapshots::of(RESULTS, results), "one_thread", "w2", "jax,candle").unwrap();
    let both = note(json!({ "one_thread": ratios(1.0, 1.0), "one_thread_avx2": ratios(1.0, 1.0) }));
    let origin = "a machine, 2026-12-01. JAX 0.10.2, candle 0.11.1.";
    let not_held = "Not held to AVX2, but with the best they find: candle.";
    assert!(both.contains(&format!("AVX2 and AVX-512: {origin} {not_held}")), "{both}");
    let one = note(json!({ "one_thread_avx2": ratios(1.0, 1.0) }));
    assert!(one.contains(&format!("AVX2: {origin} {not_held} AVX-512 was not measured.")), "{one}");
}

#[test]
fn a_path_has_a_point_for_each_step_until_it_leaves_the_frame() {
    let drawing = drawn(material(), "rates");
    let points = |i: usize| circles(&drawing.pictures[i], "fill series-0").len();
    let [small, right, large] = valley::run().rates;
    assert_eq!([points(0), points(1)], [small.weights.len(), right.weights.len()]);
    assert!((2..large.weights.len()).contains(&points(2)), "{}", points(2));
    let last = |path: &valley::Path| path.costs[path.costs.len() - 1];
    assert!(last(&right) < last(&small) && last(&small) < small.costs[0] && large.costs[0] < last(&large));
}

#[test]
fn the_graph_has_the_values_of_both_passes() {
    let material = material();
    let backward = ["delta_2", "delta_3", "slope_a_2", "slope_a_3", "slope_w_1", "slope_w_2"];
    let paths = backward.map(|name| format!("chain/{name}"));
    let drawing = drawn(material, "graph");
    assert_says(&drawing, &recorded(material, &paths.each_ref().map(String::as_str)));
    let values = recorded(material, &["chain/a_2", "chain/z_3", "chain/cost"]);
    let [a_2, z_3, cost] = [0, 1, 2].map(|i| format!("{} {}", ["a₂", "z₃", "C"][i], values[i]));
    assert_says(&drawing, &[a_2, z_3, cost]);
}

#[test]
fn all_activations_have_the_same_axes() {
    let drawing = drawn(material(), "activations");
    let ticks = |canvas: &Canvas| -> Vec<String> {
        let is_number = |words: &String| words.replace('−', "-").parse::<f64>().is_ok();
        texts(canvas).into_iter().map(|text| text.words).filter(is_number).collect()
    };
    assert!(drawing.pictures.iter().all(|canvas| ticks(canvas) == ticks(&drawing.pictures[0])));
    assert!(["identity", "sigmoid", "tanh", "ReLU"].iter().all(|name| words(&drawing).contains(&(*name).to_owned())));
}

#[test]
fn the_slope_of_relu_jumps() {
    let relu = drawn(material(), "activations").pictures.swap_remove(3);
    let pieces = Regex::new(r#"<path d="([^"]+)" fill="none" class="stroke series-1" stroke-width="2.5""#).unwrap();
    let body = relu.body();
    assert_eq!(pieces.captures(&body).unwrap()[1].matches('M').count(), 2);
}
