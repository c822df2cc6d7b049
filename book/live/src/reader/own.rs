//! The page itself: what the reader typed and chose, and what follows from it.
//!
//! - `run`: the network on its rows. `along`: what is written when the page rests.
//! - `messages`: what the macro says. `show`: what the page shows.

mod along;
mod messages;
mod run;
mod show;

use self::along::{Along, link};
use self::run::Run;
use super::chosen::Layers;
use super::declaration::{Declared, Reply, read};
use super::link::Link;
use super::rows;
use super::training::{Data, Given, OPTIMIZERS, Set, Settings};
use crate::digits::choice;
use crate::figure::Figure;
use crate::own::{EXAMPLES, LAMBDAS, RATES, STEP};
use crate::plain::Plain;
use crate::show::Show;
use backprop::Network;
use std::collections::BTreeMap;

/// How long the page rests before the equations and the code are written anew, in milliseconds.
const REST: f64 = 250.0;

pub(super) struct Own {
    given: Given,
    /// The place of the example in its list, or that of a text of the reader's own behind them.
    example: usize,
    /// The text of the declaration, and what the macro says of it.
    text: String,
    reply: Reply,
    /// Which of the networks of the text is shown.
    number: usize,
    /// The network: that of the text, or the last one if the text is wrong.
    declared: Option<Declared>,
    seed: u64,
    data: Data,
    /// The reader's own rows.
    rows: String,
    /// Why the rows do not fit the network, so that there is a single row in their place.
    refused: Option<String>,
    settings: Settings,
    /// The network on its rows, or why this page does not compute with it.
    run: Result<Run, String>,
    is_running: bool,
    /// The row whose numbers are shown, and the weight that can be moved, both from 0 on.
    row: usize,
    weight: usize,
    /// The value in the middle of the slider of the weight.
    middle: f64,
    /// Whether the training was given up for other settings.
    has_restarted: bool,
    /// Whether the page's address holds a link that cannot be read.
    is_link_broken: bool,
    /// The width of the drawing.
    width: f64,
    along: Along,
    /// For how long the page has rested, if the texts that take a moment are older than the network.
    rested: Option<f64>,
}

/// Starts the page with the rows of its data sets.
pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    let mut own = Own {
        given: Given::new(given)?,
        example: 0,
        text: String::new(),
        reply: Reply::default(),
        number: 0,
        declared: None,
        seed: 0,
        data: Data::Xor,
        rows: String::new(),
        refused: None,
        settings: Settings { rate: RATES[0], lambda: 0.0, optimizer: 0 },
        run: Err(String::new()),
        is_running: false,
        row: 0,
        weight: 0,
        middle: 0.0,
        has_restarted: false,
        is_link_broken: false,
        width: 640.0,
        along: Along::default(),
        rested: None,
    };
    own.begin_with(0);
    own.center();
    Some(Box::new(own))
}

impl Own {
    /// Takes an example with its settings.
    fn begin_with(&mut self, number: usize) {
        let Some(example) = EXAMPLES.get(number) else {
            self.example = number;
            return;
        };
        let reply = read(example.text);
        if reply.errors.is_empty() {
            self.seed = example.seed;
            self.data = Data::ALL[example.data].1;
            self.settings = Settings { rate: example.rate, lambda: 0.0, optimizer: example.optimizer };
            // It starts with these, even if the network is the same.
            self.run = Err(String::new());
        }
        self.take_in(example.text.to_owned(), reply);
    }

    /// Reads a declaration.
    fn type_in(&mut self, text: String) {
        let reply = read(&text);
        self.take_in(text, reply);
    }

    /// Takes a declaration that has been read. If it is wrong, the network before it stays.
    fn take_in(&mut self, text: String, reply: Reply) {
        self.reply = reply;
        self.example = EXAMPLES.iter().position(|example| example.text == text).unwrap_or(EXAMPLES.len());
        self.text = text;
        self.number = self.number.min(self.reply.networks.len().saturating_sub(1));
        self.declare();
    }

    /// Takes a network of the text. It starts only if it is another one than before.
    fn declare(&mut self) {
        let Some(declared) = self.reply.networks.get(self.number).cloned() else { return };
        let before = self.declared.replace(declared.clone());
        if before.as_ref().is_some_and(|before| before.layers == declared.layers) && self.run.is_ok() {
            self.rested = Some(0.0);
            return;
        }
        if let Ok(layers) = &declared.layers
            && self.rows_of(layers).is_err()
            && let Some((_, data)) = Data::ALL.iter().find(|(_, data)| data.rows(layers, &self.given).is_ok())
        {
            self.data = *data;
        }
        // The first row of many data sets has zeros alone.
        (self.row, self.weight) = (1, 1);
        self.start_again(BTreeMap::new());
    }

    /// Returns the rows for a network, or why they do not fit it.
    fn rows_of(&self, layers: &Layers) -> Result<Set, String> {
        match self.data {
            Data::Own => rows::read(&self.rows, layers).map(Set::from),
            data => data.rows(layers, &self.given),
        }
    }

    /// Starts again with the weights of the seed and those that were moved.
    fn start_again(&mut self, moved: BTreeMap<usize, f64>) {
        self.refused = None;
        self.has_restarted = false;
        let layers = match self.declared.as_ref().map(|declared| &declared.layers) {
            None => return,
            Some(Err(why)) => {
                self.run = Err(why.clone());
                self.is_running = false;
                self.rested = Some(0.0);
                return;
            }
            Some(Ok(layers)) => layers.clone(),
        };
        let mut set = self.rows_of(&layers);
        if let Err(why) = &set {
            self.refused = Some(why.clone());
            self.is_running = false;
            // Of the targets, the first one is 1 and the others are 0.
            let y = (0..layers.outputs()).map(|k| Plain(f64::from(u8::from(k == 0)))).collect();
            set = Ok(Set { x: vec![vec![Plain(1.0); layers.inputs]], y: vec![y] });
        }
        self.run = set.and_then(|set| Run::new(&layers, set, self.seed, moved, &self.settings));
        if let Ok(run) = &self.run {
            self.row = self.row.min(run.set.x.len() - 1);
            self.weight = self.weight.min(run.weights() - 1);
            self.is_running &= run.too_many().is_none();
        }
        self.rested = Some(0.0);
    }

    /// Starts again with other settings, since a run is one of these settings alone.
    fn change(&mut self, settings: Settings) {
        self.settings = settings;
        let steps = self.run.as_ref().map_or(0, |run| run.training.steps());
        let moved = self.run.as_mut().map(|run| core::mem::take(&mut run.moved)).unwrap_or_default();
        self.start_again(moved);
        self.has_restarted = steps > 0;
    }

    /// Does something with the run.
    fn with_run(&mut self, action: impl FnOnce(&mut Run, &Settings)) {
        if let Ok(run) = &mut self.run {
            action(run, &self.settings);
            self.rested = Some(0.0);
        }
    }

    /// Takes the state of a link.
    fn go_to(&mut self, address: &str) {
        let there = Link::read(address);
        // A link to a place on the page says nothing, and one to this state nothing new.
        self.is_link_broken = there == Link::default() && address.contains('=');
        if there == Link::default() || there.write() == link(self).write() {
            return;
        }
        self.seed = there.seed.unwrap_or(self.seed);
        self.data = there.data.unwrap_or(self.data);
        self.rows = there.rows.unwrap_or(core::mem::take(&mut self.rows));
        self.settings = Settings {
            rate: there.rate.unwrap_or(self.settings.rate),
            lambda: there.lambda.unwrap_or(self.settings.lambda),
            optimizer: there.optimizer.unwrap_or(self.settings.optimizer),
        };
        self.is_running = false;
        self.run = Err(String::new());
        self.type_in(there.declaration.unwrap_or_else(|| self.text.clone()));
    }

    /// Writes the texts that take a moment; those that take several only if all are wanted.
    fn write(&mut self, all: bool) {
        self.along = Along::new(self, all);
        self.rested = None;
    }

    /// Puts the value of the weight into the middle of its slider.
    fn center(&mut self) {
        self.middle = self.run.as_ref().map_or(0.0, |run| run.weight(self.weight));
    }
}

impl Figure for Own {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        self.take(name, x);
        if name != "value" {
            self.center();
        }
    }

    fn tell(&mut self, name: &str, text: &str) {
        match name {
            "declaration" => self.type_in(text.to_owned()),
            "rows" => {
                self.rows = text.to_owned();
                self.row = 0;
                let settings = self.settings.clone();
                self.change(settings);
            }
            "address" => self.go_to(text),
            _ => {}
        }
        self.center();
    }

    fn show(&self, show: &mut Show) {
        self.show_all(show);
    }

    fn numbers(&self) -> Vec<f64> {
        let Ok(run) = &self.run else { return Vec::new() };
        [run.cost].into_iter().chain(run.gradient.thetas().iter().flatten().map(|slope| slope.0)).collect()
    }

    fn is_running(&self) -> bool {
        self.is_running || self.rested.is_some()
    }

    fn tick(&mut self, milliseconds: f64) {
        if self.is_running {
            self.with_run(|run, settings| run.go_on(milliseconds, settings));
            self.center();
            if self.run.as_ref().is_ok_and(Run::is_over) {
                self.is_running = false;
                self.with_run(|run, settings| run.look(settings));
            }
        } else if let Some(rested) = &mut self.rested {
            *rested += milliseconds;
            if *rested >= REST {
                self.write(false);
            }
        }
    }
}

impl Own {
    /// Takes what the reader did.
    fn take(&mut self, name: &str, x: f64) {
        let settings = self.settings.clone();
        match name {
            "equations" => self.write(true),
            "example" => self.begin_with(choice(x, EXAMPLES.len() + 1)),
            "mend" => {
                let mend = self.reply.errors.get(x as usize).and_then(|error| error.mend.clone());
                if let Some(mend) = mend {
                    self.type_in(mend.text);
                }
            }
            "network" if !self.reply.networks.is_empty() => {
                self.number = choice(x, self.reply.networks.len());
                self.declare();
            }
            "width" => self.width = x.clamp(200.0, 1200.0).round(),
            "row" => {
                let rows = self.run.as_ref().map_or(1, |run| run.set.x.len());
                self.row = choice(x - 1.0, rows);
                self.rested = Some(0.0);
            }
            "unit" => self.choose_bias(x as usize),
            "weight" => {
                let weights = self.run.as_ref().map_or(1, Run::weights);
                self.weight = choice(x, weights);
            }
            "value" => {
                let weight = self.weight;
                // The slider has steps around the value that the weight had.
                let (middle, steps) = (self.middle, (x - self.middle) / STEP);
                let value = (middle + STEP * steps.round()).clamp(-1e6, 1e6);
                self.with_run(|run, settings| run.move_weight(weight, value, settings));
            }
            "data" => {
                self.data = Data::ALL[choice(x, Data::ALL.len())].1;
                self.row = 1;
                self.change(settings);
            }
            "optimizer" => self.change(Settings { optimizer: choice(x, OPTIMIZERS.len()), ..settings }),
            "rate" => self.change(Settings { rate: RATES[choice(x, RATES.len())], ..settings }),
            "lambda" => self.change(Settings { lambda: LAMBDAS[choice(x, LAMBDAS.len())], ..settings }),
            "seed" => {
                self.seed = self.seed.wrapping_add(1);
                self.start_again(BTreeMap::new());
            }
            "again" => {
                self.is_running = false;
                self.start_again(BTreeMap::new());
            }
            "run" => {
                let can = self.run.as_ref().is_ok_and(|run| !run.is_over() && run.too_many().is_none());
                self.is_running = !self.is_running && can;
                // What takes a moment is written when the run ends; until then, it is to be of this network.
                if self.is_running && self.rested.is_some() {
                    self.write(false);
                }
                self.with_run(|run, settings| run.look(settings));
            }
            "step" => {
                self.is_running = false;
                self.with_run(|run, settings| {
                    if run.too_many().is_none() {
                        run.step(settings);
                    }
                });
            }
            _ => {}
        }
    }

    /// Chooses the bias of a unit, or the first weight that leaves an input. Units are counted from the first input on.
    fn choose_bias(&mut self, unit: usize) {
        let Ok(run) = &self.run else { return };
        let layers = run.network.layers();
        let (mut first, mut weight, mut inputs) = (layers.inputs, 0, layers.inputs);
        if unit < inputs {
            self.weight = unit + 1;
            return;
        }
        for &(units, _) in &layers.rest {
            if unit < first + units {
                self.weight = weight + (unit - first) * (inputs + 1);
                return;
            }
            first += units;
            weight += units * (inputs + 1);
            inputs = units;
        }
    }
}
