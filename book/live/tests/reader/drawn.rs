//! Networks that are drawn, with rows and settings: the same ones each time.

use backprop::Network;
use backprop::equations::first_weights::Random;
use backprop_live::plain::Plain;
use backprop_live::reader::chosen::Chosen;
use backprop_live::reader::declaration::{self, Declared};
use backprop_live::reader::program::Program;
use backprop_live::reader::rows;
use backprop_live::reader::training::{Data, Given, Set, Settings, Training};

/// A network, and what it is trained with.
#[derive(Debug)]
pub(crate) struct Drawn {
    /// The network.
    pub(crate) declared: Declared,
    /// The rows.
    pub(crate) set: Set,
    /// The seed of the first weights.
    pub(crate) seed: u64,
    /// The weights that are moved before the first step: l, i and j of each, and the value.
    pub(crate) moved: Vec<([usize; 3], f64)>,
    /// The settings.
    pub(crate) settings: Settings,
    /// The number of steps.
    pub(crate) steps: usize,
}

impl Drawn {
    /// Returns the program.
    pub(crate) fn program(&self) -> Program<'_> {
        let Self { declared, set, seed, moved, settings, steps } = self;
        Program { declared, seed: *seed, moved, set, settings, steps: *steps }
    }

    /// Returns the network after the steps.
    pub(crate) fn trained(&self) -> (Chosen<Plain>, Training) {
        Chosen::<Plain>::new(self.declared.layers.as_ref().unwrap());
        let mut network = Chosen::<Plain>::random(self.seed);
        for &([l, i, j], value) in &self.moved {
            network.thetas_mut()[l - 1][[i - 1, j]] = Plain(value);
        }
        let mut training = Training::new(&network, self.set.clone(), &self.settings).unwrap();
        training.advance(&mut network, &self.settings, self.steps);
        assert_eq!((&training.stopped, training.steps()), (&None, self.steps), "{self:?}");
        (network, training)
    }
}

/// Draws the network of this number.
pub(crate) fn drawn(number: usize) -> Drawn {
    let mut random = Random::new(number as u64);
    let mut below = |bound: usize| ((random.uniform(0.5) + 0.5) * bound as f64) as usize % bound;
    let is_xor = number.is_multiple_of(4);
    let inputs = if is_xor { 2 } else { 1 + below(4) };
    let outputs = 1 + below(if is_xor { 2 } else { 3 });
    let mut layers = inputs.to_string();
    for _ in 0..below(4) {
        let kind = ["Sigmoid", "Tanh", "Relu", "LeakyRelu", "Softplus", "Identity"][below(6)];
        layers += &format!(" -> {} {kind}", 1 + below(6));
    }
    let (output, cost) = match (below(3), outputs) {
        (0, _) => ("Sigmoid", "CrossEntropy"),
        (1, 2..) => ("Softmax", ["CrossEntropy", "SquaredError"][below(2)]),
        _ => (["Sigmoid", "Tanh", "Softplus", "Identity"][below(4)], "SquaredError"),
    };
    let name = ["Net", "Xor", "Trainer", "Samples", "Momentum", "Box"][below(6)];
    let text = format!("struct {name} {{ layers: {layers} -> {outputs} {output}, cost: {cost} }}");
    let reply = declaration::read(&text);
    assert!(reply.errors.is_empty(), "{text}: {:?}", reply.errors);
    let declared = reply.networks[0].clone();
    let layers = declared.layers.as_ref().unwrap_or_else(|fault| panic!("{text}: {fault}"));

    let set = if is_xor {
        Data::Xor.rows(layers, &Given::default())
    } else {
        // With so many rows, or so long ones, the program reads a file.
        let count = if number % 4 == 3 { 61 + below(20) } else { 3 + below(10) };
        let is_of_classes = outputs > 1 && below(2) == 0;
        let digits = [1.0, 100.0, 1e12][below(3)];
        let mut cell = |from: f64| ((random.uniform(1.0) + from) * digits).round() / digits;
        let mut text = String::new();
        for row in 0..count {
            let x = (0..inputs).map(|_| cell(0.0).to_string());
            let mut cells: Vec<String> = x.collect();
            if is_of_classes {
                cells.push(["low", "middle", "high"][row % outputs].to_owned());
            } else {
                cells.extend((0..outputs).map(|_| (cell(1.0) / 2.0).to_string()));
            }
            text += &(cells.join(",") + "\n");
        }
        rows::read(&text, layers).map(Set::from)
    };
    let set = set.unwrap_or_else(|fault| panic!("{text}: {fault}"));

    let mut below = |bound: usize| ((random.uniform(0.5) + 0.5) * bound as f64) as usize % bound;
    let optimizer = number % 3;
    let rate = [0.05, 0.1, 0.0123456789][below(3)];
    let lambda = [0.0, 0.01, 1e-7, 0.5][below(4)];
    let seed = if below(2) == 0 { below(100) as u64 } else { u64::MAX - number as u64 };
    let moved = if number % 3 == 1 { vec![([1, 1, 1], -0.25), ([1, 1, 0], 1.5)] } else { Vec::new() };
    Drawn { declared, set, seed, moved, settings: Settings { rate, lambda, optimizer }, steps: below(200) }
}
