//! The petals of two species and the neuron that draws a line between them: its bias and both weights to move, the cost of one
//! petal and of all, and the descent of the chapter.

use crate::digits::{choice, fixed, significant, steps, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::plane::Plane;
use crate::show::{Show, numbered};
use crate::stage::{LETTERS, Stage, pad};
use backprop::plot::drawing::{Anchor, Canvas, Hue};
use backprop::{Activation, Cost, CrossEntropy, Network, Samples, SamplesOf, Sigmoid, batch_descent};
use worked::logistic::{CENTER, LAMBDA, Logistic, RATE};

/// The length and the width of a petal in centimeters.
const PETALS: Plane =
    Plane { top: 30.0, ..Plane::new([2.8, 7.2], [0.8, 2.7], [&[3.0, 4.0, 5.0, 6.0, 7.0], &[1.0, 1.5, 2.0, 2.5]]) };
/// The cost of the chosen petal over its weighted sum.
const COSTS: Plane = Plane {
    top: 30.0,
    ..Plane::new([-8.0, 8.0], [-0.2, 5.0], [&[-8.0, -4.0, 0.0, 4.0, 8.0], &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]])
};
/// The largest weight; the smallest is its negative.
const MOST: f64 = 8.0;
/// From one position of their sliders to the next; a slider has no others.
const STEP: f64 = 0.05;
const SLIDERS: [&str; 3] = ["bias", "first", "second"];
/// The steps of a run, and how many of them it takes in a millisecond.
const STEPS: usize = 1000;
const SPEED: f64 = 0.2;
const SPECIES: [&str; 2] = ["versicolor", "virginica"];

struct Moved {
    samples: SamplesOf<Logistic<Plain>>,
    network: Logistic<Plain>,
    /// The number of steps since the weights were moved by hand.
    steps: usize,
    /// The petal whose cost is shown.
    petal: usize,
    is_running: bool,
    /// The part of a step for which there was no time yet.
    rest: f64,
}

/// Starts with the petals: three numbers for each, its length and its width, measured from the center, and its species.
pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    moved(given).map(|moved| Box::new(moved) as Box<dyn Figure>)
}

fn moved(given: &[f64]) -> Option<Moved> {
    let (petals, []) = given.as_chunks::<3>() else { return None };
    let x: Vec<[Plain; 2]> = petals.iter().map(|[length, width, _]| [Plain(*length), Plain(*width)]).collect();
    let y: Vec<[Plain; 1]> = petals.iter().map(|[_, _, species]| [Plain(*species)]).collect();
    let samples = Samples::new(x, y).ok()?;
    let is_class = |[_, _, species]: &[f64; 3]| *species == 0.0 || *species == 1.0;
    let start =
        Moved { samples, network: Logistic::<Plain>::zeros(), steps: 0, petal: 0, is_running: false, rest: 0.0 };
    petals.iter().all(is_class).then_some(start)
}

/// The species of a petal: 0 or 1.
fn species([y]: [Plain; 1]) -> usize {
    usize::from(y.0 == 1.0)
}

impl Moved {
    fn is_right(&self, petal: usize) -> bool {
        self.network.predict(&self.samples.x()[petal]) == species(self.samples.y()[petal])
    }

    fn cost(&self) -> f64 {
        self.network.cost(&self.samples, Plain(LAMBDA)).0
    }

    /// Descends, and stops if that fails.
    fn descend(&mut self, steps: usize) {
        let descent = batch_descent(&mut self.network, &self.samples, Plain(LAMBDA), Plain(RATE), steps);
        self.steps += steps;
        self.is_running &= descent.is_ok() && !self.steps.is_multiple_of(STEPS);
    }

    /// Returns where a petal is drawn. Where petals of both species have the same size, they are moved apart.
    fn place(&self, petal: usize) -> (f64, f64) {
        let (x, y) = (self.samples.x(), self.samples.y());
        let is_shared = x.iter().zip(y).any(|(size, species)| *size == x[petal] && *species != y[petal]);
        let (across, down) = PETALS.at(x[petal][0].0 + CENTER[0], x[petal][1].0 + CENTER[1]);
        (if is_shared { across - 4.0 + 8.0 * y[petal][0].0 } else { across }, down)
    }
}

/// Returns the cost of a petal with this weighted sum.
fn cost(z: f64, y: [Plain; 1]) -> f64 {
    let z = Plain(z);
    <CrossEntropy as Cost<Sigmoid>>::cost(&[z], &[Sigmoid::g(z)], &y).0
}

impl Figure for Moved {
    fn act(&mut self, name: &str, x: f64, y: f64) {
        let count = self.samples.len();
        match name {
            "petal" => self.petal = choice(x - 1.0, count),
            "pick" | "pick start" => {
                let distance = |petal: &usize| {
                    let (across, down) = self.place(*petal);
                    (across - x).powi(2) + (down - y).powi(2)
                };
                self.petal = (0..count).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(0);
            }
            // To the right and downward to the next one, to the left and upward to the one before.
            "pick key" => {
                self.petal = (self.petal + [count - 1, 0, 1][(within(x + y, -1.0, 1.0) + 1.0) as usize]) % count
            }
            "next" => {
                let mut others = (1..count).map(|away| (self.petal + away) % count);
                self.petal = others.find(|&petal| !self.is_right(petal)).unwrap_or(self.petal);
            }
            "step" => {
                self.is_running = false;
                self.descend(1);
            }
            "run" => self.is_running = !self.is_running,
            "reset" => {
                (self.network, self.steps, self.is_running) = (Logistic::<Plain>::zeros(), 0, false);
            }
            _ => {
                if let Some(i) = SLIDERS.iter().position(|slider| *slider == name) {
                    self.network.theta_1[0][i] = Plain(within(x, -MOST, MOST));
                    (self.steps, self.is_running) = (0, false);
                }
            }
        }
    }

    fn show(&self, show: &mut Show) {
        let theta = self.network.theta_1[0].map(f64::from);
        for (slider, weight) in SLIDERS.into_iter().zip(theta) {
            show.slider(slider, (weight / STEP).round() * STEP, &fixed(weight, 2));
        }
        let [bias, first, second] = theta;
        let [side, line] = PETALS.side([bias - first * CENTER[0] - second * CENTER[1], first, second]);
        show.line("side", side).line("line", line);

        let count = self.samples.len();
        let mut right = 0;
        for petal in 0..count {
            let is_right = self.is_right(petal);
            right += usize::from(is_right);
            show.class(&numbered("wrong", petal), "off", is_right);
        }
        show.place("chosen", self.place(self.petal));
        let number = (self.petal + 1).to_string();
        show.slider("petal", self.petal as f64 + 1.0, &number);

        let (x, y) = (self.samples.x()[self.petal], self.samples.y()[self.petal]);
        let forward = self.network.forward(&x);
        let (z, h) = (forward.z_2[0].0, forward.a_2[0].0);
        let (here, all) = (cost(z, y), self.cost());
        show.line("curve", COSTS.curve(64, |z| cost(z, y)));
        // What is outside of the picture is shown at its edge.
        let place = |z: f64, cost: f64| COSTS.at(within(z, -7.8, 7.8), within(cost, 0.0, 4.8));
        show.place("point", place(z, here));
        show.line("mean", COSTS.x.map(|z| COSTS.at(z, within(all, 0.0, COSTS.y[1]))));
        // Where the curve is far above.
        let free = [5.5, -5.5][species(y)];
        show.place("J", place(free, all.min(4.5))).text("J text", &("J ".to_owned() + &fixed(all, 4)));
        show.text("cost", ["−ln(1 − h), for a versicolor", "−ln h, for a virginica"][species(y)]);

        show.run(self.is_running);
        let drawn = if first == 0.0 && second == 0.0 { ", and there is no line" } else { "" };
        let after = match self.steps {
            0 => "With these weights".to_owned(),
            count => "After ".to_owned() + &steps(count),
        };
        let says = [
            &after,
            ", J is ",
            &fixed(all, 4),
            "; ",
            &right.to_string(),
            " of ",
            &count.to_string(),
            " petals are on the right side",
            drawn,
            ". Petal ",
            &number,
            ", ",
            &fixed(x[0].0 + CENTER[0], 1),
            " cm × ",
            &fixed(x[1].0 + CENTER[1], 1),
            " cm, is a ",
            SPECIES[species(y)],
            ": z is ",
            &fixed(z, 3),
            ", h is ",
            &significant(h),
            ", and its cost is ",
            &significant(here),
            ".",
        ];
        show.text("says", &says.concat());
    }

    /// Returns J of these weights, and J after one more step and after ten more.
    fn numbers(&self) -> Vec<f64> {
        let mut network = self.network.clone();
        let costs = [0, 1, 9].map(|steps| {
            // A descent that fails leaves the network as it was.
            _ = batch_descent(&mut network, &self.samples, Plain(LAMBDA), Plain(RATE), steps);
            network.cost(&self.samples, Plain(LAMBDA)).0
        });
        costs.to_vec()
    }

    fn is_running(&self) -> bool {
        self.is_running
    }

    fn tick(&mut self, milliseconds: f64) {
        self.rest += SPEED * milliseconds;
        let steps = self.rest as usize;
        self.rest -= steps as f64;
        if steps > 0 {
            self.descend(steps.min(STEPS - self.steps % STEPS));
        }
    }
}

pub(crate) fn stage(stage: &Stage<'_>, given: &[f64]) -> String {
    let Some(figure) = moved(given) else { return String::new() };
    let (mut petals, mut rings) = (Canvas::new(0.0, 0.0), String::new());
    for (petal, &y) in figure.samples.y().iter().enumerate() {
        let (x, y) = (figure.place(petal), species(y));
        petals.disc(x, 4.0, Hue::Sample(y));
        let ring = format!(r#"class="stroke ink" cx="{}" cy="{}" r="7" fill="none" stroke-width="1.5""#, x.0, x.1);
        rings += &stage.slot("circle", &numbered("wrong", petal), &ring);
    }
    let mut legend = Canvas::new(0.0, 0.0);
    for (class, name) in SPECIES.into_iter().enumerate() {
        let x = 52.0 + 104.0 * class as f64;
        legend.disc((x, 14.0), 4.0, Hue::Sample(class));
        legend.text(name, (x + 10.0, 14.0), Anchor::Start, LETTERS, Hue::Ink);
    }
    legend.ring((254.0, 14.0), 7.0, 1.5, Hue::Ink);
    legend.text("wrong side", (266.0, 14.0), Anchor::Start, LETTERS, Hue::Ink);
    let petals = stage.plane_with(
        &PETALS,
        ["length of the petal, cm", "width, cm"],
        "The petals of both species, and the line of the neuron",
        &[
            stage.slot("path", "side", r#"class="side""#),
            stage.curve("line", "ink", 2.0),
            petals.body(),
            rings,
            stage.slot("circle", "chosen", r#"class="stroke forward" r="11" fill="none" stroke-width="3""#),
            pad("pick", (PETALS.width, PETALS.height), "The petals: arrow keys choose one"),
        ]
        .concat(),
        &legend.body(),
    );
    let costs = stage.plane_with(
        &COSTS,
        ["z of this petal", "its cost"],
        "The cost of the chosen petal over its weighted sum z, and J as a line",
        &[
            stage.curve("mean", "ink", 1.5),
            stage.curve("curve", "forward", 2.0),
            stage.group("J", "", &stage.text("J text", (0.0, -12.0), "ink halo")),
            stage.disk("point", "forward", 6.0),
        ]
        .concat(),
        &stage.text_at("cost", (46.0, 14.0), Anchor::Start, "ink"),
    );
    [
        stage.pictures(&[petals, costs]),
        stage.controls(&[
            stage.slider("bias", "bias", -MOST..=MOST, STEP),
            stage.slider("first", "weight of the length", -MOST..=MOST, STEP),
            stage.slider("second", "weight of the width", -MOST..=MOST, STEP),
        ]),
        stage.controls(&[
            stage.button("step", "One step"),
            stage.button("run", "Run"),
            stage.button("reset", "Start again"),
            stage.slider("petal", "petal", 1.0..=figure.samples.len() as f64, 1.0),
            stage.button("next", "Next on the wrong side"),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}
