//! A digit to draw.

use super::Reader;
use backprop::plot::drawing::significant;
use backprop::{Network, Samples};
use backprop_live::figure::start;
use backprop_live::show::What;
use worked::digits::Digits;

type Picture = [f64; 64];

fn network() -> Digits {
    Digits::random(7)
}

/// Two pictures, with the digit that each is said to be.
fn examples() -> [(usize, Picture); 2] {
    let picture = |seed: usize| std::array::from_fn(|i| ((i * seed) % 17) as f64 / 16.0);
    [(3, picture(5)), (8, picture(11))]
}

fn given() -> Vec<f64> {
    let mut given: Vec<f64> = network().thetas().iter().flat_map(|theta| theta.iter().copied()).collect();
    for (written, picture) in examples() {
        given.push(written as f64);
        given.extend(picture);
    }
    given
}

fn reader() -> Reader {
    Reader::of("digit", &given())
}

fn one_hot(digit: usize) -> [f64; 10] {
    std::array::from_fn(|k| f64::from(u8::from(k == digit)))
}

fn cost(picture: Picture, target: usize) -> f64 {
    network().cost(&Samples::new([picture], [one_hot(target)]).unwrap(), 0.0)
}

/// The slope of the cost along each pixel, by central differences.
fn slopes(picture: Picture, target: usize) -> Picture {
    const STEP: f64 = 1e-5;
    std::array::from_fn(|i| {
        let moved = |by: f64| {
            let mut picture = picture;
            picture[i] += by;
            cost(picture, target)
        };
        (moved(STEP) - moved(-STEP)) / (2.0 * STEP)
    })
}

/// Returns the shades of a picture that a reader sees.
fn shades(reader: &Reader, name: &str) -> Picture {
    std::array::from_fn(|i| reader.sees(&format!("{name} {i}"), What::Attribute("fill-opacity")).parse().unwrap())
}

#[test]
fn both_passes_are_those_of_the_crate() {
    let mut reader = reader();
    for (example, (written, picture)) in examples().into_iter().enumerate() {
        for target in [written, 0, 9] {
            reader.does("target", target as f64);
            let forward = network().forward(&picture);
            let deltas = network().backward(&forward, &one_hot(target));
            let expected = [&forward.a_2[..], &forward.a_3, &deltas.delta_2, &deltas.delta_3].concat();
            let found = reader.figure.numbers();
            assert_eq!(found.len(), expected.len());
            assert!(found.iter().zip(&expected).all(|(found, expected)| (found - expected).abs() < 1e-12));
            for (k, h) in forward.a_3.iter().enumerate() {
                assert_eq!(reader.reads(&format!("output {k}")), format!("{h:.3}"));
            }
            let says = reader.reads("says");
            assert!(says.contains(&format!("reads {},", network().predict(&picture))), "{says}");
            assert!(says.contains(&format!("the cost is {}.", significant(cost(picture, target)))), "{says}");
        }
        assert_eq!(shades(&reader, "ink"), picture, "example {example}");
        reader.does("next", 1.0);
    }
    assert_eq!(shades(&reader, "ink"), examples()[0].1, "after the last example comes the first one");
}

#[test]
fn the_picture_of_slopes_has_those_of_the_cost() {
    let (mut reader, picture) = (reader(), examples()[0].1);
    for target in [3, 6] {
        reader.does("target", f64::from(target));
        let (seen, slopes) = (shades(&reader, "slope"), slopes(picture, target as usize));
        let largest = slopes.iter().fold(0.0_f64, |largest, slope| largest.max(slope.abs()));
        for (i, slope) in slopes.into_iter().enumerate() {
            assert!((seen[i] - slope.abs() / largest).abs() < 0.006, "pixel {i}");
            let is_above_zero = reader.sees(&format!("slope {i}"), What::Class("series-1")) == "1";
            assert_eq!(is_above_zero, slope > 0.0, "pixel {i}");
        }
    }
}

#[test]
fn a_step_downhill_moves_the_pixels_against_their_slopes() {
    let (mut reader, mut picture) = (reader(), examples()[0].1);
    reader.does("target", 6.0);
    for _ in 0..3 {
        let (before, slopes) = (cost(picture, 6), slopes(picture, 6));
        picture = std::array::from_fn(|i| (picture[i] - 0.1 * slopes[i]).clamp(0.0, 1.0));
        assert!(cost(picture, 6) < before);
        reader.does("downhill", 1.0);
        assert!(shades(&reader, "ink").iter().zip(picture).all(|(seen, ink)| (seen - ink).abs() < 1e-4));
    }
    reader.does("reset", 1.0);
    assert_eq!((shades(&reader, "ink"), reader.sees("target", What::Position)), (examples()[0].1, "3".to_owned()));
}

#[test]
fn a_stroke_is_black_in_the_middle_and_gray_beside_it() {
    let mut reader = reader();
    reader.does("clear", 1.0);
    assert_eq!(shades(&reader, "ink"), [0.0; 64]);
    // The middle of the pixel in row 3, column 6, of 28 pixels each.
    reader.figure.act("pad start", 5.5 * 28.0, 2.5 * 28.0);
    let dot = shades(&reader, "ink");
    assert_eq!([dot[21], dot[20], dot[22], dot[13], dot[29]], [1.0, 0.3125, 0.3125, 0.3125, 0.3125]);
    assert_eq!(dot.iter().filter(|ink| **ink > 0.0).count(), 5);
    // Though the pointer jumps to the other side, no pixel between is left out.
    reader.figure.act("pad", 0.5 * 28.0, 2.5 * 28.0);
    assert_eq!(shades(&reader, "ink")[16..22], [1.0; 6]);
    reader.does("erase", 1.0);
    assert_eq!(reader.sees("erase", What::Attribute("aria-pressed")), "true");
    reader.figure.act("pad start", 0.5 * 28.0, 2.5 * 28.0);
    assert_eq!(shades(&reader, "ink")[16..19], [0.0, 0.6875, 1.0]);
}

#[test]
fn the_keyboard_paints_too() {
    let mut reader = reader();
    reader.does("clear", 1.0);
    // Nine steps to the left end at the edge.
    for _ in 0..9 {
        reader.figure.act("pad key", -1.0, 0.0);
    }
    reader.figure.act("pad key", 0.0, 1.0);
    assert_eq!(reader.sees("cursor", What::Attribute("transform")), "translate(0 112)");
    reader.figure.act("pad key", 0.0, 0.0);
    let ink = shades(&reader, "ink");
    assert_eq!((ink[32], ink[33], ink[34]), (1.0, 0.3125, 0.0));
}

#[test]
fn a_hidden_unit_is_enlarged() {
    let mut reader = reader();
    reader.does("unit", 24.0);
    let forward = network().forward(&examples()[0].1);
    assert_eq!(reader.reads("activation"), format!("unit 25: a = {:.4}", forward.a_2[24]));
    let (seen, network) = (shades(&reader, "weight"), network());
    let weights = network.theta_1.iter().flat_map(|row| &row[1..]);
    let largest = weights.fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
    for (seen, weight) in seen.iter().zip(&network.theta_1[24][1..]) {
        assert!((seen - weight.abs() / largest).abs() < 0.006);
    }
}

#[test]
fn it_does_not_start_with_anything_else() {
    let given = given();
    assert!(start("digit", &given[..given.len() - 1]).is_none());
    assert!(start("digit", &given[..given.len() - 2 * 65]).is_none(), "without a picture");
    for (i, wrong) in [(0, f64::INFINITY), (1885, 10.0), (1886, 1.5)] {
        let mut given = given.clone();
        given[i] = wrong;
        assert!(start("digit", &given).is_none(), "{i}");
    }
}
