//! Two ways down the cost of the neuron: a step for all petals, and a step for each petal.

use crate::digits::{self, choice, fixed, significant, within};
use crate::figure::Figure;
use crate::map::{FROM, TO};
use crate::plain::Plain;
use crate::plane::Plane;
use crate::show::Show;
use crate::stage::{Stage, pad, words};
use backprop::plot::drawing::{Anchor, Canvas};
use backprop::{Samples, SamplesOf};
use worked::contours::{SEED, STEPS, neuron, step};
use worked::logistic::{LAMBDA, Logistic};

const TICKS: &[f64] = &[0.0, 2.0, 4.0, 6.0, 8.0];
const PLANE: Plane =
    Plane { x: [FROM, TO], y: [FROM, TO], width: 280.0, height: 280.0, left: 46.0, top: 12.0, ticks: [TICKS, TICKS] };
/// The rates, and the one of the chapter.
const RATES: [f64; 9] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0];
const RATE: usize = 4;
/// How far an arrow key moves the start, and how long a step takes, in milliseconds.
const KEY: f64 = 0.25;
const PACE: f64 = 50.0;
/// The numbers of a petal: length, width and species.
const PETAL: usize = 3;

type Weights = [Plain; 2];

#[derive(Clone)]
struct Descents {
    petals: SamplesOf<Logistic<Plain>>,
    /// The same in the order of the stochastic steps.
    shuffled: SamplesOf<Logistic<Plain>>,
    rate: usize,
    /// Both paths, or only that of the batch, or only the stochastic one.
    which: usize,
    /// The path of the batch and the stochastic one, from the start on.
    paths: [Vec<Weights>; 2],
    is_running: bool,
    /// The time since the last step.
    waited: f64,
}

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    if given.len() != PETAL * STEPS {
        return None;
    }
    let x = given.chunks_exact(PETAL).map(|petal| [Plain(petal[0]), Plain(petal[1])]);
    let y = given.chunks_exact(PETAL).map(|petal| [Plain(petal[2])]);
    let petals = Samples::new(x.collect::<Vec<_>>(), y.collect::<Vec<_>>()).ok()?;
    let shuffled = petals.shuffled(SEED);
    let paths = [vec![[Plain(0.0); 2]], vec![[Plain(0.0); 2]]];
    Some(Box::new(Descents { petals, shuffled, rate: RATE, which: 0, paths, is_running: false, waited: 0.0 }))
}

impl Descents {
    fn steps(&self) -> usize {
        self.paths[0].len() - 1
    }

    fn shows(&self, path: usize) -> bool {
        self.which == 0 || self.which == path + 1
    }

    fn begin(&mut self, x: f64, y: f64) {
        let start = [x, y].map(|weight| Plain(within(weight, FROM, TO)));
        (self.paths, self.is_running, self.waited) = ([vec![start], vec![start]], false, 0.0);
    }

    fn step(&mut self) {
        let steps = self.steps();
        let Some(petal) = self.shuffled.singles().nth(steps) else { return };
        let (lambda, share) = (Plain(LAMBDA), Plain(LAMBDA / STEPS as f64));
        let rate = Plain(RATES[self.rate]);
        let [batch, stochastic] = self.paths.each_ref().map(|path| path[steps]);
        self.paths[0].push(step(batch, &self.petals, lambda, rate));
        self.paths[1].push(step(stochastic, &petal, share, rate));
        self.is_running &= self.steps() < STEPS;
    }

    fn cost(&self, weights: Weights) -> f64 {
        neuron(weights).cost(&self.petals, Plain(LAMBDA)).0
    }
}

impl Figure for Descents {
    fn act(&mut self, name: &str, x: f64, y: f64) {
        let [[start_x, start_y], ..] = self.paths[0][..] else { return };
        let again = |figure: &mut Self| figure.begin(start_x.0, start_y.0);
        match name {
            "rate" => {
                self.rate = choice(x, RATES.len());
                again(self);
            }
            "which" => self.which = choice(x, 3),
            "step" => {
                self.is_running = false;
                self.step();
            }
            "run" => {
                if self.steps() == STEPS {
                    again(self);
                }
                (self.is_running, self.waited) = (!self.is_running, 0.0);
            }
            "from" | "from start" => {
                let (x, y) = PLANE.point(x, y);
                self.begin(x, y);
            }
            "from key" => self.begin(start_x.0 + KEY * x, start_y.0 - KEY * y),
            "reset" => {
                (self.rate, self.which) = (RATE, 0);
                self.begin(0.0, 0.0);
            }
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let steps = self.steps();
        let rate = significant(RATES[self.rate]);
        show.slider("rate", self.rate as f64, &rate);
        show.choice("which", self.which);
        show.run(self.is_running);
        show.disabled("step", steps == STEPS);
        let mut says = match steps {
            0 => "Before the first step".to_owned(),
            _ => "After ".to_owned() + &digits::steps(steps),
        };
        says += " at the rate ";
        says += &rate;
        says += ":";
        for (i, path) in self.paths.iter().enumerate() {
            let name = ["batch", "stochastic"][i];
            let places = || path.iter().map(|[x, y]| PLANE.at(x.0, y.0));
            let is_shown = self.shows(i);
            show.line(name, places()).class(name, "off", !is_shown);
            let dots = [name, " dots"].concat();
            show.dots(&dots, places()).class(&dots, "off", !is_shown);
            let [x, y] = path[steps];
            if !is_shown {
                continue;
            }
            let length = path.windows(2).map(|pair| {
                let [across, down] = [0, 1].map(|j| pair[1][j].0 - pair[0][j].0);
                (across * across + down * down).sqrt()
            });
            says += [" batch gradient descent is at J = ", " stochastic gradient descent is at J = "][i];
            says += &significant(self.cost(path[steps]));
            if steps > 0 {
                says += ", on a path of length ";
                says += &fixed(length.sum(), 1);
            }
            let is_on_map = |weight: Plain| (FROM..=TO).contains(&weight.0);
            if !is_on_map(x) || !is_on_map(y) {
                says += ", outside of the map";
            }
            if steps > 0 && self.cost(path[steps]) > self.cost(path[steps - 1]) {
                says += ", uphill in the last step";
            }
            says += if i == 0 && self.which == 0 { ";" } else { "." };
        }
        show.place("start", {
            let [x, y] = self.paths[0][0];
            PLANE.at(x.0, y.0)
        });
        show.text("says", &says);
    }

    fn numbers(&self) -> Vec<f64> {
        let mut next = self.clone();
        next.step();
        let ends = self.paths.iter().chain(&next.paths).flat_map(|path| path[path.len() - 1]);
        ends.map(f64::from).collect()
    }

    fn is_running(&self) -> bool {
        self.is_running
    }

    fn tick(&mut self, milliseconds: f64) {
        self.waited += milliseconds;
        while self.waited >= PACE && self.is_running {
            self.waited -= PACE;
            self.step();
        }
    }
}

pub(crate) fn stage(stage: &Stage<'_>) -> String {
    let mut contours = Canvas::new(PLANE.width, PLANE.height);
    crate::map::draw(&mut contours, |x, y| PLANE.at(x, y));
    let mut inside = contours.body();
    for (i, name) in ["batch", "stochastic"].into_iter().enumerate() {
        let hue = format!("series-{i}");
        inside += &stage.curve(name, &hue, 1.5);
        inside += &stage.dots(&format!("{name} dots"), &hue, 5.0, "round");
        inside += &words(name, (8.0, 14.0 + 18.0 * i as f64), Anchor::Start, &format!("halo {hue}"));
    }
    inside += &stage.slot("circle", "start", r#"class="stroke ink" r="7" stroke-width="2""#);
    inside += &pad("from", (PLANE.width, PLANE.height), "The start of the paths: arrow keys move it");
    let map = stage.plane(
        &PLANE,
        ["Θ₁₁⁽¹⁾, of the length", "Θ₁₂⁽¹⁾, of the width"],
        "The contours of J over both weights, and the paths downhill",
        &inside,
    );
    [
        stage.pictures(&[map]),
        stage.controls(&[
            stage.slider("rate", "α", 0.0..=RATES.len() as f64 - 1.0, 1.0),
            stage.choice("which", "Paths", &["both", "batch", "stochastic"]),
            stage.button("run", "Run"),
            stage.button("step", "Step"),
            stage.button("reset", "Start again"),
        ]),
        stage.sentence("says"),
    ]
    .concat()
}
