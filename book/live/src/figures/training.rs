//! A network that learns while the reader looks on: exclusive or, or the two arms of the spiral. The plane shows its
//! answers, and a curve its cost.

mod learner;
mod stage;

pub(crate) use stage::stage;

use crate::area::{AREAS, PLANE, areas};
use crate::digits::{attribute, choice, significant, steps as so_many};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::plane::Plane;
use crate::show::Show;
use backprop::{Network, Samples};
use learner::{Learner, Optimizer, Step};
use worked::{curves, xor};

const RATES: [f64; 12] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, xor::RATE, 1.0, 3.0, 10.0, 30.0, 100.0];
const LAMBDAS: [f64; 5] = [0.0, 0.001, 0.01, 0.1, 1.0];
const BETAS: [f64; 4] = [0.5, 0.9, 0.95, 0.99];
const OPTIMIZERS: [Optimizer; 3] = [Optimizer::Descent, Optimizer::Momentum, Optimizer::Adam];

/// The number of points of an arm of the spiral.
const ARM: usize = 75;
/// The number of steps in a millisecond.
const SPEED: f64 = 0.2;
/// The number of steps that the first curve has room for, and the most that a curve has.
const FIRST: usize = 1000;
const MOST: usize = 64_000;
/// The number of parts of a curve.
const PARTS: usize = 200;
/// A run has diverged if J is larger, as in [`backprop::Diverged`].
const LARGEST: f64 = 1000.0;
/// The numbers of last steps that are looked at to say whether J rises, and whether it still falls.
const LAST: u32 = 20;
const LATELY: usize = 100;

/// The milliseconds between two pictures of the plane.
const PAUSE: f64 = 60.0;
/// J over the steps, as a share of those that the curve has room for.
const COST: Plane = Plane { y: [0.0, 1.25], ..PLANE };

/// What the reader chooses. All but the seed are places in lists.
#[derive(Clone, Copy)]
struct Settings {
    data: usize,
    rate: usize,
    optimizer: usize,
    beta: usize,
    lambda: usize,
    seed: u64,
}

/// The settings of the runs of the book: exclusive or in this chapter, and the spiral, in whose run the steps are along the
/// gradient of ten points, here of all.
const BOOK: [Settings; 2] = [
    Settings { data: 0, rate: 6, optimizer: 0, beta: 1, lambda: 0, seed: 7 },
    Settings { data: 1, rate: 2, optimizer: 2, beta: 1, lambda: 0, seed: 1 },
];
/// The inputs at the edges of the plane, and those that are written along them.
const RANGES: [[f64; 2]; 2] = [[-0.1, 1.1], [-6.0, 6.0]];
const TICKS: [[&str; 3]; 2] = [["0", "0.5", "1"], ["−5", "0", "5"]];

#[derive(Clone, Copy, PartialEq)]
enum State {
    Resting,
    Running,
    Diverged,
}

struct Training {
    /// The points of both arms of the spiral, the first one first.
    arms: Vec<[f64; 2]>,
    settings: Settings,
    state: State,
    learner: Learner,
    steps: usize,
    /// J now, and after every so many steps that the curve has [`PARTS`] parts.
    cost: f64,
    costs: Vec<f64>,
    /// The number of steps that the curve has room for.
    room: usize,
    /// For each of the last steps, the last one first, whether J rose.
    rises: u32,
    /// J at the last hundred, and whether it has hardly changed since the one before.
    mark: f64,
    is_flat: bool,
    /// The first step after which all answers were right.
    learned: Option<usize>,
    /// The part of a step that is due, and the milliseconds since the plane was drawn.
    due: f64,
    age: f64,
    /// The areas of the plane, and the line between the classes.
    areas: [String; AREAS.len()],
    boundary: String,
    /// The examples of both classes.
    dots: [String; 2],
}

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    let arms: Vec<[f64; 2]> = given.chunks_exact(2).map(|point| [point[0], point[1]]).collect();
    let is_inside = given.iter().all(|x| x.abs() < RANGES[1][1]);
    (given.len() == 4 * ARM && is_inside).then(|| Box::new(Training::new(arms, BOOK[0])) as Box<dyn Figure>)
}

impl Training {
    fn new(arms: Vec<[f64; 2]>, settings: Settings) -> Self {
        let [least, most] = RANGES[settings.data];
        let (mut x, mut y, mut dots) = (Vec::new(), Vec::new(), [String::new(), String::new()]);
        let mut add = |point: [f64; 2], class: usize| {
            x.push(point.map(Plain));
            y.push([Plain(class as f64)]);
            let [across, up] = point.map(|x| (x - least) / (most - least));
            let (across, down) = PLANE.at(across, up);
            for part in ["M", &attribute(across, 1), " ", &attribute(down, 1), "h0"] {
                dots[class] += part;
            }
        };
        if settings.data == 0 {
            xor::X.iter().zip(xor::Y).for_each(|(x, [y])| add(*x, usize::from(y == 1.0)));
        } else {
            arms.iter().enumerate().for_each(|(i, x)| add(*x, i / ARM));
        }
        let examples = Samples::new(x, y).unwrap_or_else(|_| unreachable!("all values are finite"));
        let learner = match settings.data {
            0 => Learner::new(Box::new(xor::Xor::<Plain>::random(settings.seed)), examples),
            _ => Learner::new(Box::new(curves::Plane::<Plain>::random(settings.seed)), examples),
        };
        let mut training = Self {
            arms,
            settings,
            state: State::Resting,
            learner,
            steps: 0,
            cost: 0.0,
            costs: Vec::new(),
            room: FIRST,
            rises: 0,
            mark: 0.0,
            is_flat: false,
            learned: None,
            due: 0.0,
            age: 0.0,
            areas: Default::default(),
            boundary: String::new(),
            dots,
        };
        training.cost = training.price();
        training.mark = training.cost;
        training.costs.push(training.cost);
        training.look();
        training
    }

    /// Starts again from the first weights, with these settings.
    fn restart(&mut self, settings: Settings) {
        *self = Self::new(core::mem::take(&mut self.arms), settings);
    }

    /// Starts again with other settings, since a run is one of these settings alone, and goes on if it was running.
    fn change(&mut self, settings: Settings) {
        let state = self.state;
        self.restart(settings);
        if state == State::Running {
            self.state = state;
        }
    }

    /// Returns J.
    fn price(&self) -> f64 {
        self.learner.net.price(&self.learner.examples, Plain(LAMBDAS[self.settings.lambda]))
    }

    /// Returns whether no more steps can be taken.
    fn is_over(&self) -> bool {
        self.state == State::Diverged || self.steps == MOST
    }

    /// Takes a step. If the curve has no room for it, that is doubled.
    fn step(&mut self) {
        if self.is_over() {
            return;
        }
        if self.steps == self.room {
            self.room *= 2;
            self.costs = self.costs.iter().copied().step_by(2).collect();
        }
        let Settings { rate, optimizer, beta, lambda, .. } = self.settings;
        self.learner.step(Step {
            optimizer: OPTIMIZERS[optimizer],
            rate: RATES[rate],
            lambda: LAMBDAS[lambda],
            beta: BETAS[beta],
        });
        self.steps += 1;
        let before = self.cost;
        self.cost = self.price();
        self.rises = (self.rises << 1) | u32::from(self.cost > before);
        if self.steps.is_multiple_of(self.room / PARTS) {
            self.costs.push(self.cost);
        }
        if self.steps.is_multiple_of(LATELY) {
            self.is_flat = (self.mark - self.cost).abs() < 0.001 * self.mark;
            self.mark = self.cost;
        }
        if self.learned.is_none() && self.learner.net.right(&self.learner.examples) == self.learner.examples.len() {
            self.learned = Some(self.steps);
        }
        if self.cost > LARGEST || self.cost.is_nan() {
            self.state = State::Diverged;
        }
    }

    /// Stops, unless it has stopped for good.
    fn rest(&mut self) {
        if self.state == State::Running {
            self.state = State::Resting;
        }
        self.look();
    }

    /// Draws the plane.
    fn look(&mut self) {
        self.age = 0.0;
        let [least, most] = RANGES[self.settings.data];
        let place = |share: f64| least + (most - least) * share;
        // If the weights have left the finite numbers, this is 0.
        let answer = |x: f64, y: f64| self.learner.net.answer([place(x), place(y)]).max(0.0);
        (self.areas, self.boundary) = areas(answer);
    }

    /// Says what the numbers mean.
    fn says(&self, right: usize) -> String {
        let rises = (self.rises & ((1 << LAST) - 1)).count_ones();
        let comment = if self.steps == 0 {
            " The weights are still random."
        } else if self.state == State::Diverged {
            " It has stopped: each step is so long that it leads farther away from the bottom. Start again, with a smaller \
             rate or λ."
        } else if rises > LAST / 4 {
            " J rose in many of the last steps. If that goes on, divide the rate by 3."
        } else if self.is_flat && right < self.learner.examples.len() {
            " J has hardly changed for 100 steps. Try another seed, or a larger rate."
        } else {
            ""
        };
        let mut says = comment.to_owned();
        if let Some(step) = self.learned {
            says = [" They were all right for the first time after step ", &step.to_string(), ".", comment].concat();
        }
        if comment.is_empty() && self.steps == self.room && !self.is_over() {
            says = [&says, " “Run” goes on to step ", &(2 * self.room).to_string(), "."].concat();
        }
        says
    }
}

impl Figure for Training {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        let settings = self.settings;
        match name {
            "data" => self.restart(BOOK[choice(x, BOOK.len())]),
            "rate" => self.change(Settings { rate: choice(x, RATES.len()), ..settings }),
            "beta" => self.change(Settings { beta: choice(x, BETAS.len()), ..settings }),
            "optimizer" => self.change(Settings { optimizer: choice(x, OPTIMIZERS.len()), ..settings }),
            "lambda" => self.change(Settings { lambda: choice(x, LAMBDAS.len()), ..settings }),
            "run" if self.state == State::Running => self.rest(),
            "run" if !self.is_over() => self.state = State::Running,
            "step" => {
                self.step();
                self.rest();
            }
            "seed" => self.restart(Settings { seed: settings.seed + 1, ..settings }),
            "again" => self.restart(settings),
            "book" => self.restart(BOOK[settings.data]),
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let Self { settings, steps, room, cost, .. } = *self;
        let (right, all) = (self.learner.net.right(&self.learner.examples), self.learner.examples.len());

        let rate = significant(RATES[settings.rate]);
        show.slider("rate", settings.rate as f64, &rate);
        show.choice("data", settings.data).choice("optimizer", settings.optimizer);
        let is_momentum = OPTIMIZERS[settings.optimizer] == Optimizer::Momentum;
        show.choice("beta", settings.beta).flag("beta", "disabled", !is_momentum);
        show.choice("lambda", settings.lambda).text("seed is", &settings.seed.to_string());
        show.run(self.is_running()).disabled("run", self.is_over()).disabled("step", self.is_over());

        for (slot, path) in AREAS.iter().zip(&self.areas) {
            show.attribute(slot, "d", path);
        }
        show.attribute("boundary", "d", &self.boundary);
        for (class, path) in self.dots.iter().enumerate() {
            show.attribute(["dots 0", "dots 1"][class], "d", path);
        }
        for (slot, tick) in ["tick 0", "tick 1", "tick 2"].into_iter().zip(TICKS[settings.data]) {
            show.text(slot, tick);
        }

        // What is above the picture, or no number, is at its upper edge.
        let [_, top] = COST.y;
        let place = |steps: usize, cost: f64| COST.at(steps as f64 / room as f64, if cost < top { cost } else { top });
        let marks = self.costs.iter().enumerate().map(|(i, &cost)| place(i * (room / PARTS), cost));
        show.line("curve", marks.chain([place(steps, cost)])).place("now", place(steps, cost));
        show.text("middle", &(room / 2).to_string()).text("end", &room.to_string());
        let (step, cost) = (steps.to_string(), significant(cost));
        let right_of_all = [&right.to_string(), " of ", &all.to_string()].concat();
        show.text("at", &step).text("cost", &cost).text("right", &right_of_all);
        let parts = [
            "After ",
            &so_many(steps),
            ", J is ",
            &cost,
            ", and ",
            &right_of_all,
            " answers are right.",
            &self.says(right),
        ];
        show.text("says", &parts.concat());
    }

    fn numbers(&self) -> Vec<f64> {
        let mut numbers = vec![self.cost];
        for slope in self.learner.net.slopes(&self.learner.examples, Plain(LAMBDAS[self.settings.lambda])) {
            numbers.push(slope.0);
        }
        numbers
    }

    fn is_running(&self) -> bool {
        self.state == State::Running
    }

    fn tick(&mut self, milliseconds: f64) {
        self.due += milliseconds * SPEED;
        while self.due >= 1.0 && self.is_running() {
            self.due -= 1.0;
            self.step();
            if self.steps == self.room {
                self.rest();
            }
        }
        self.age += milliseconds;
        if self.age >= PAUSE || !self.is_running() {
            self.look();
        }
    }
}
