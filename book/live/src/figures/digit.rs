//! A digit to draw: what the network reads, what its hidden units answer, and how the cost of a target depends on each pixel.

use crate::digits::{attribute, fixed, significant, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::show::Show;
use crate::stage::{self, Stage, words};
use backprop::equations::backward::hidden_error;
use backprop::equations::cost::example_cost;
use backprop::equations::forward::class;
use backprop::equations::gradient::descended;
use backprop::plot::drawing::{Anchor, Canvas, Hue};
use backprop::{Activation, CrossEntropy, Identity, Sigmoid, Theta};
use core::array::from_fn;
use worked::digits::Digits;

/// The pixels of a side, of a picture, the hidden units and the classes.
const SIDE: usize = 8;
const PIXELS: usize = SIDE * SIDE;
const UNITS: usize = 25;
const CLASSES: usize = 10;
/// The numbers of each matrix of weights.
const WEIGHTS: [usize; 2] = [UNITS * (PIXELS + 1), CLASSES * (UNITS + 1)];
/// As many levels of ink has a pixel of the data.
const LEVELS: f64 = 16.0;
/// The distance from the middle of a stroke at which a pixel gets no ink, in pixels.
const BRUSH: f64 = 1.3;
/// The rate of a step downhill on the pixels.
const RATE: f64 = 0.1;
/// The side of a pixel of the pad.
const PAD: f64 = 28.0;
/// The lengths of the bars of outputs and of hidden units.
const BARS: [f64; 2] = [44.0, 28.0];
/// The height of a row of the outputs, and the distance of the first one from the top.
const ROW: (f64, f64) = (20.0, 28.0);
/// The distance from a hidden unit to the next one, and the distance of the images from the edges.
const UNIT: (f64, f64) = (69.0, 70.0);
const UNIT_EDGE: (f64, f64) = (12.0, 4.0);
/// The side of such an image.
const IMAGE: f64 = 48.0;

type Picture = [f64; PIXELS];

struct Drawn {
    network: Digits<Plain>,
    /// The size of the largest weight of a hidden unit.
    largest: f64,
    /// Pictures of the test set, each with the digit that was written.
    examples: Vec<(usize, Picture)>,
    /// The example that was loaded last.
    example: usize,
    pixels: Picture,
    target: usize,
    /// The hidden unit that is enlarged.
    unit: usize,
    erases: bool,
    /// The column and the row of the pixel that the keyboard paints.
    cursor: (f64, f64),
    /// The place of the pointer, in pixels of the picture.
    pointer: Option<(f64, f64)>,
}

/// The numbers of both passes.
struct Passes {
    a_2: [Plain; UNITS],
    a_3: [Plain; CLASSES],
    delta_2: [Plain; UNITS],
    delta_3: [Plain; CLASSES],
    cost: f64,
    /// The slope of the cost along each pixel.
    slopes: Picture,
}

/// Takes both matrices of weights, row by row, and then pictures: the digit that was written and the pixels of each.
pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    let (theta_1, rest) = given.split_at_checked(WEIGHTS[0])?;
    let (theta_2, rest) = rest.split_at_checked(WEIGHTS[1])?;
    let (examples, []) = rest.as_chunks::<{ 1 + PIXELS }>() else { return None };
    let is_example = |[written, pixels @ ..]: &[f64; 1 + PIXELS]| {
        (0.0..CLASSES as f64).contains(written) && pixels.iter().all(|ink| (0.0..=1.0).contains(ink))
    };
    if examples.is_empty() || !examples.iter().all(is_example) || !given.iter().all(|number| number.is_finite()) {
        return None;
    }
    let network = Digits {
        theta_1: Theta::from_fn(|i, j| Plain(theta_1[i * (PIXELS + 1) + j])),
        theta_2: Theta::from_fn(|i, j| Plain(theta_2[i * (UNITS + 1) + j])),
    };
    let largest =
        network.theta_1.iter().flat_map(|row| &row[1..]).fold(0.0, |largest, weight| weight.0.abs().max(largest));
    let examples = examples.iter().map(|[written, pixels @ ..]| (*written as usize, *pixels)).collect();
    let (pixels, target, unit, erases) = ([0.0; PIXELS], 0, 0, false);
    let mut drawn = Drawn {
        network,
        largest,
        examples,
        example: 0,
        pixels,
        target,
        unit,
        erases,
        cursor: (3.0, 3.0),
        pointer: None,
    };
    drawn.load(0);
    Some(Box::new(drawn))
}

impl Drawn {
    fn load(&mut self, example: usize) {
        self.example = example;
        (self.target, self.pixels) = self.examples[example];
    }

    fn passes(&self) -> Passes {
        let y = from_fn(|k| if k == self.target { Plain(1.0) } else { Plain(0.0) });
        let forward = self.network.forward(&self.pixels.map(Plain));
        let deltas = self.network.backward(&forward, &y);
        // A pixel has no function and so no g′: its slope is the weighted sum alone, as that of an identity.
        let slopes = hidden_error(&self.network.theta_1, &deltas.delta_2, &[Plain(0.0); PIXELS], Identity::g_prime);
        Passes {
            cost: example_cost::<CrossEntropy, Sigmoid, _, CLASSES>(&forward.z_3, &forward.a_3, &y).0,
            a_2: forward.a_2,
            a_3: forward.a_3,
            delta_2: deltas.delta_2,
            delta_3: deltas.delta_3,
            slopes: slopes.map(f64::from),
        }
    }

    /// Draws a line from where the pointer was, or a dot.
    fn draw(&mut self, to: (f64, f64)) {
        let to = (within(to.0, -2.0, 10.0), within(to.1, -2.0, 10.0));
        let from = self.pointer.replace(to).unwrap_or(to);
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let dots = (2.0 * across.abs().max(down.abs())).ceil().max(1.0);
        let mut dot = 1.0;
        while dot <= dots {
            self.dot((from.0 + across * dot / dots, from.1 + down * dot / dots));
            dot += 1.0;
        }
    }

    /// Paints the pixels around a place, or erases them. Close to it, a pixel becomes black, and farther away gray.
    fn dot(&mut self, (x, y): (f64, f64)) {
        for (i, pixel) in self.pixels.iter_mut().enumerate() {
            let (across, down) = ((i % SIDE) as f64 + 0.5 - x, (i / SIDE) as f64 + 0.5 - y);
            let share = within(BRUSH - (across * across + down * down).sqrt(), 0.0, 1.0);
            let ink = (LEVELS * share).round() / LEVELS;
            *pixel = if self.erases { pixel.min(1.0 - ink) } else { pixel.max(ink) };
        }
    }
}

impl Figure for Drawn {
    fn act(&mut self, name: &str, x: f64, y: f64) {
        let place = (x / PAD, y / PAD);
        match name {
            "pad start" => {
                self.pointer = None;
                self.draw(place);
            }
            "pad" => self.draw(place),
            "pad key" if x == 0.0 && y == 0.0 => self.dot((self.cursor.0 + 0.5, self.cursor.1 + 0.5)),
            "pad key" => {
                let moved = |from: f64, by: f64| within((from + by).round(), 0.0, SIDE as f64 - 1.0);
                self.cursor = (moved(self.cursor.0, x), moved(self.cursor.1, y));
            }
            "erase" => self.erases = !self.erases,
            "clear" => self.pixels = [0.0; PIXELS],
            "next" => self.load((self.example + 1) % self.examples.len()),
            "target" => self.target = (x as usize).min(CLASSES - 1),
            "unit" => self.unit = (x as usize).min(UNITS - 1),
            "downhill" => {
                let slopes = self.passes().slopes;
                for (pixel, slope) in self.pixels.iter_mut().zip(slopes) {
                    *pixel = within(descended(Plain(*pixel), Plain(slope), Plain(RATE)).0, 0.0, 1.0);
                }
            }
            "reset" => {
                self.load(0);
                (self.unit, self.erases) = (0, false);
            }
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let Passes { a_2, a_3, cost, slopes, .. } = self.passes();
        let read = class(&a_3);
        for (i, &ink) in self.pixels.iter().enumerate() {
            show.attribute(&numbered("ink", i), "fill-opacity", &attribute(ink, 4));
        }
        // The largest of many numbers is found as the largest output is.
        let [most, least] = [1.0, -1.0].map(|sign| class(&slopes.map(|slope| Plain(sign * slope))));
        shades(show, "slope", &slopes, slopes[most].max(-slopes[least]).max(f64::MIN_POSITIVE));
        let weights = &self.network.theta_1[self.unit];
        shades(show, "weight", &from_fn(|i| weights[1 + i].0), self.largest);
        for (k, h) in a_3.into_iter().enumerate() {
            show.attribute(&numbered("bar", k), "width", &attribute(BARS[0] * h.0, 1));
            show.text(&numbered("output", k), &fixed(h.0, 3)).class(&numbered("output", k), "answer", k == read);
        }
        for (i, a) in a_2.into_iter().enumerate() {
            show.attribute(&numbered("unit", i), "width", &attribute(BARS[1] * a.0, 1));
        }
        show.place("targeted", (0.0, ROW.1 + ROW.0 * self.target as f64));
        show.place("cursor", (PAD * self.cursor.0, PAD * self.cursor.1));
        show.place("enlarged", unit_place(self.unit));
        show.choice("target", self.target).choice("unit", self.unit);
        show.text(
            "activation",
            &["unit ", &(self.unit + 1).to_string(), ": a = ", &fixed(a_2[self.unit].0, 4)].concat(),
        );
        show.attribute("erase", "aria-pressed", if self.erases { "true" } else { "false" });
        let place = |pixel: usize| {
            ["row ", &(1 + pixel / SIDE).to_string(), ", column ", &(1 + pixel % SIDE).to_string()].concat()
        };
        let says = [
            "The network reads ",
            &read.to_string(),
            ", with the output ",
            &significant(a_3[read].0),
            ". For the target ",
            &self.target.to_string(),
            " the cost is ",
            &significant(cost),
            ". Of all pixels, more ink in ",
            &place(least),
            " would lower it most, with the slope ",
            &significant(slopes[least]),
            ", and more ink in ",
            &place(most),
            " would raise it most, with ",
            &significant(slopes[most]),
            ".",
        ];
        show.text("says", &says.concat());
    }

    fn numbers(&self) -> Vec<f64> {
        let Passes { a_2, a_3, delta_2, delta_3, .. } = self.passes();
        a_2.iter().chain(&a_3).chain(&delta_2).chain(&delta_3).map(|number| number.0).collect()
    }
}

fn numbered(name: &str, number: usize) -> String {
    [name, " ", &number.to_string()].concat()
}

/// Shows a picture of numbers of both signs: the larger a number is, the stronger is the color of its sign. `most` is the
/// size of the full color.
fn shades(show: &mut Show, name: &str, numbers: &Picture, most: f64) {
    for (i, number) in numbers.iter().enumerate() {
        let slot = numbered(name, i);
        show.attribute(&slot, "fill-opacity", &attribute(number.abs() / most, 2));
        show.class(&slot, "series-1", *number > 0.0);
    }
}

/// The upper left corner of the image of a hidden unit.
fn unit_place(unit: usize) -> (f64, f64) {
    (UNIT_EDGE.0 + UNIT.0 * (unit % 5) as f64, UNIT_EDGE.1 + UNIT.1 * (unit / 5) as f64)
}

pub(crate) fn stage(stage: &Stage<'_>, given: &[f64]) -> String {
    let names: Vec<String> = (0..UNITS).map(|number| number.to_string()).collect();
    let digits: Vec<&str> = names[..CLASSES].iter().map(String::as_str).collect();
    let units: Vec<String> = (1..=UNITS).map(|number| number.to_string()).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    [
        stage.pictures(&[pad(stage), closer(stage)]),
        stage.controls(&[
            stage.button("next", "Next example"),
            stage.button("clear", "Clear"),
            stage.button("erase", "Eraser"),
            stage.choice("target", "Target", &digits),
            stage.button("downhill", "Pixels downhill"),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
        stage.pictures(&[hidden(stage, given)]),
        stage.controls(&[stage.choice("unit", "Enlarge unit", &units)]),
    ]
    .concat()
}

/// A picture of 8 × 8 pixels and its edge.
fn pixels(stage: &Stage<'_>, name: &str, hue: &str, (left, top): (f64, f64), side: f64) -> String {
    let edge = SIDE as f64 * side + 2.0;
    let mut pixels = format!(
        r#"<rect class="stroke gray" x="{}" y="{}" width="{edge}" height="{edge}"/><g shape-rendering="crispEdges">"#,
        left - 1.0,
        top - 1.0
    );
    for i in 0..PIXELS {
        let (x, y) = (left + side * (i % SIDE) as f64, top + side * (i / SIDE) as f64);
        let place = format!(r#"class="fill {hue}" x="{x}" y="{y}" width="{side}" height="{side}""#);
        pixels += &stage.slot("rect", &numbered(name, i), &place);
    }
    pixels + "</g>"
}

/// The pad, and the outputs beside it.
fn pad(stage: &Stage<'_>) -> String {
    let (edge, size) = (2.0, SIDE as f64 * PAD);
    let cursor = format!(r#"<rect class="stroke backward" stroke-width="2" width="{PAD}" height="{PAD}"/>"#);
    let mut content = pixels(stage, "ink", "ink", (edge, edge), PAD);
    content += &format!(
        r#"<g transform="translate({edge} {edge})">{}{}</g>"#,
        stage::pad("pad", (size, size), "Draw: press and drag, or move by the arrow keys and paint by the space bar"),
        stage.group("cursor", r#"class="cursor""#, &cursor)
    );
    let left = edge + size + 24.0;
    content += &words("output", (left, 9.0), Anchor::Start, "ink");
    let mark = format!(r#"<path class="fill backward" d="M{} -5l8 5l-8 5z"/>"#, left - 14.0);
    content += &stage.group("targeted", "", &mark);
    for k in 0..CLASSES {
        let y = ROW.1 + ROW.0 * k as f64;
        content += &words(&k.to_string(), (left, y), Anchor::Start, "ink");
        let bar = format!(r#"class="fill forward" x="{}" y="{}" height="12""#, left + 12.0, y - 6.0);
        content += &stage.slot("rect", &numbered("bar", k), &bar);
        content += &stage.text(&numbered("output", k), (left + 12.0 + BARS[0] + 22.0, y), "ink");
    }
    stage.picture((350.0, size + 2.0 * edge), "A pad to draw a digit, and the ten outputs of the network", &content)
}

/// The slope of each pixel, and the hidden unit that is enlarged.
fn closer(stage: &Stage<'_>) -> String {
    let (side, top, lefts) = (20.0, 22.0, [8.0, 182.0]);
    let below = top + side * SIDE as f64 + 14.0;
    let [slopes, unit] = lefts.map(|left| left + side * SIDE as f64 / 2.0);
    let mut content = words("∂C/∂x of each pixel", (slopes, 9.0), Anchor::Middle, "ink");
    content += &stage.text("activation", (unit, 9.0), "ink");
    for (name, left, [below_zero, above_zero]) in
        [("slope", lefts[0], ["ink lowers C", "ink raises C"]), ("weight", lefts[1], ["weight < 0", "weight > 0"])]
    {
        content += &pixels(stage, name, "series-0", (left, top), side);
        content += &words(below_zero, (left, below), Anchor::Start, "series-0");
        content += &words(above_zero, (left + side * SIDE as f64, below), Anchor::End, "series-1");
    }
    stage.picture(
        (350.0, below + 10.0),
        "The slope of the cost along each pixel, and the weights of a hidden unit",
        &content,
    )
}

/// The weights of all hidden units, each with its activation as a bar below it.
fn hidden(stage: &Stage<'_>, given: &[f64]) -> String {
    let side = IMAGE / SIDE as f64;
    let units: Vec<&[f64]> = given[..WEIGHTS[0]].chunks(PIXELS + 1).map(|row| &row[1..]).collect();
    let largest = units.iter().copied().flatten().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
    let (width, height) = (350.0, 5.0 * UNIT.1 + 2.0);
    let (mut canvas, mut above) = (Canvas::new(width, height), String::new());
    for (i, unit) in units.into_iter().enumerate() {
        let (left, top) = unit_place(i);
        for (k, &weight) in unit.iter().enumerate() {
            let (x, y) = (left + side * (k % SIDE) as f64, top + side * (k / SIDE) as f64);
            // With few shades, the picture has few elements.
            let share = (20.0 * weight.abs() / largest).round() / 20.0;
            canvas.area((x, y), (x + side, y + side), Hue::of_sign(weight).tint(share));
        }
        above += &words(&(i + 1).to_string(), (left, top + IMAGE + 9.0), Anchor::Start, "ink");
        let (x, y) = (left + IMAGE - BARS[1], top + IMAGE + 6.0);
        above += &format!(r#"<rect class="fill grid" x="{x}" y="{y}" width="{}" height="5"/>"#, BARS[1]);
        let bar = format!(r#"class="fill forward" x="{x}" y="{y}" height="5""#);
        above += &stage.slot("rect", &numbered("unit", i), &bar);
        above += &format!(
            r#"<rect data-point="unit" data-value="{i}" x="{}" y="{}" width="{}" height="{}" fill="transparent"/>"#,
            left - UNIT_EDGE.0,
            top - UNIT_EDGE.1,
            UNIT.0,
            UNIT.1
        );
    }
    let frame =
        format!(r#"<rect class="stroke ink" stroke-width="2" x="-2" y="-2" width="{0}" height="{0}"/>"#, IMAGE + 4.0);
    let frame = stage.group("enlarged", "", &frame);
    stage.picture(
        (width, height),
        "The weights of the 25 hidden units; a bar below each is as long as its activation is large",
        &[canvas.body(), frame, above].concat(),
    )
}
