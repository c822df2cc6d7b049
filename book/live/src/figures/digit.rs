//! A digit to draw: what the network reads, what its hidden units answer, and how the cost of a target depends on each pixel.

mod stage;

pub(crate) use stage::stage;

use crate::digits::{attribute, choice, fixed, significant, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::show::{Show, numbered};
use backprop::equations::backward::hidden_error;
use backprop::equations::cost::example_cost;
use backprop::equations::forward::class;
use backprop::equations::gradient::descended;
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

/// Where the keyboard begins to paint.
const CURSOR: (f64, f64) = (3.0, 3.0);

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
    let mut drawn =
        Drawn { network, largest, examples, example: 0, pixels, target, unit, erases, cursor: CURSOR, pointer: None };
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
            "target" => self.target = choice(x, CLASSES),
            "unit" => self.unit = choice(x, UNITS),
            "downhill" => {
                let slopes = self.passes().slopes;
                for (pixel, slope) in self.pixels.iter_mut().zip(slopes) {
                    *pixel = within(descended(Plain(*pixel), Plain(slope), Plain(RATE)).0, 0.0, 1.0);
                }
            }
            "reset" => {
                self.load(0);
                (self.unit, self.erases, self.cursor) = (0, false, CURSOR);
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
        let is_empty = self.pixels.iter().all(|ink| *ink == 0.0);
        let says = [
            if is_empty { "There is no ink, and still the network reads " } else { "The network reads " },
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
