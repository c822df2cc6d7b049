//! The runs whose values the symbols of formulas can take, by the name in `{{#run NAME}}`.
//!
//! To add a run, give its network and its samples a line in [`run`]. Symbols that only this run has are other names of
//! quantities that every network has, such as w₁ for Θ₁₁⁽¹⁾.

use super::layers::Layers;
use backprop::ndarray::Array2;
use backprop::{Network, Record, SamplesOf, descend};
use worked::{by_hand, chain, check, four_layers, gates, intuition, logistic, mazur, softmax, xor};

/// The other names of the quantities of `chain`, with their indices by layer.
const OF_CHAIN: [(&str, &str); 8] = [
    ("w_1", r"\Theta_{11}^{(1)}"),
    ("w_2", r"\Theta_{11}^{(2)}"),
    ("z_2", "z_1^{(2)}"),
    ("a_2", "a_1^{(2)}"),
    ("z_3", "z_1^{(3)}"),
    ("a_3", "a_1^{(3)}"),
    (r"\delta_2", r"\delta_1^{(2)}"),
    (r"\delta_3", r"\delta_1^{(3)}"),
];

/// A run: a network with its samples, and every number that it computes of them.
pub(super) struct Run {
    pub(super) name: &'static str,
    pub(super) layers: Layers,
    pub(super) examples: Vec<Example>,
    pub(super) lambda: f64,
    /// The learning rate, if the run descends.
    pub(super) alpha: Option<f64>,
    /// The symbols that only this run has, and what they stand for.
    pub(super) aliases: &'static [(&'static str, &'static str)],
    sums: Box<dyn Fn(f64) -> Sums>,
    step: Box<dyn Fn(f64, f64) -> Vec<Array2<f64>>>,
}

/// The numbers of one example.
#[derive(Debug)]
pub(super) struct Example {
    pub(super) x: Vec<f64>,
    pub(super) y: Vec<f64>,
    /// z⁽²⁾ to z⁽ᴸ⁾.
    pub(super) z: Vec<Vec<f64>>,
    /// a⁽¹⁾ to a⁽ᴸ⁾.
    pub(super) a: Vec<Vec<f64>>,
    /// δ⁽²⁾ to δ⁽ᴸ⁾.
    pub(super) deltas: Vec<Vec<f64>>,
    pub(super) cost: f64,
    /// Δ before this example is added, and after.
    pub(super) accumulated: [Vec<Array2<f64>>; 2],
}

/// The numbers that all examples share.
#[derive(Debug)]
pub(super) struct Sums {
    pub(super) accumulated: Vec<Array2<f64>>,
    pub(super) gradient: Vec<Array2<f64>>,
    pub(super) cost: f64,
}

/// Returns the run with a name, or a message that lists the names.
pub(super) fn run(name: &str) -> Result<Run, String> {
    Ok(match name {
        "chain" => {
            let run = Run::new("chain", chain::network(), chain::samples(), 0.0, Some(chain::RATE));
            Run { aliases: &OF_CHAIN, ..run }
        }
        "logistic" => {
            let trained = logistic::run().map_err(|error| error.to_string())?.trained;
            Run::new("logistic", trained, logistic::samples(), logistic::LAMBDA, Some(logistic::RATE))
        }
        "gates" => Run::new("gates", gates::xnor(1.0), gates::samples(gates::XNOR_TABLE), 0.0, None),
        "and" => Run::new("and", gates::gate(gates::AND), gates::samples(gates::AND_TABLE), 0.0, None),
        "or" => Run::new("or", gates::gate(gates::OR), gates::samples(gates::OR_TABLE), 0.0, None),
        "nor" => Run::new("nor", gates::gate(gates::NOT_AND_NOT), gates::samples(gates::NOT_AND_NOT_TABLE), 0.0, None),
        "by_hand" => {
            Run::new("by_hand", intuition::sigmoid(), by_hand::samples(), by_hand::LAMBDA, Some(by_hand::RATE))
        }
        "intuition" => Run::new("intuition", intuition::sigmoid(), intuition::samples(), 0.0, None),
        "linear" => Run::new("linear", intuition::linear(), intuition::samples(), 0.0, None),
        "check" => Run::new("check", check::network(), check::samples(), check::LAMBDA, None),
        "four_layers" => Run::new("four_layers", four_layers::network(), four_layers::samples(), 0.0, None),
        "xor" => Run::new("xor", xor::network(), xor::samples(), 0.0, Some(xor::RATE)),
        "mazur" => Run::new("mazur", mazur::network(), mazur::samples(), 0.0, Some(mazur::RATE)),
        "softmax" => Run::new("softmax", softmax::network(), softmax::samples(), 0.0, None),
        _ => {
            return Err(format!("there is no run `{name}`; the runs are {}", NAMES.join(", ")));
        }
    })
}

/// The names of all runs.
pub(super) const NAMES: [&str; 14] = [
    "chain",
    "logistic",
    "by_hand",
    "gates",
    "and",
    "or",
    "nor",
    "intuition",
    "linear",
    "check",
    "four_layers",
    "xor",
    "mazur",
    "softmax",
];

impl Run {
    fn new<N: Network<Scalar = f64>>(
        name: &'static str,
        network: N,
        samples: SamplesOf<N>,
        lambda: f64,
        alpha: Option<f64>,
    ) -> Self {
        let layers = Layers::new(&network);
        let accumulated = |examples: usize| -> Vec<Array2<f64>> {
            let rows: Vec<usize> = (0..examples).collect();
            match samples.select(&rows) {
                Ok(some) => matrices(&network.accumulated(&some)),
                // Before the first example, Δ is 0.
                Err(_) => matrices(&N::zeros()),
            }
        };
        let examples = samples.iter().enumerate().map(|(e, (x, y))| {
            let forward = network.forward(x);
            let deltas = network.backward(&forward, y);
            let one = samples.select(&[e]).expect("the example exists");
            let (x, y) = (x.as_ref().to_vec(), y.as_ref().to_vec());
            let of = |symbol: &str| {
                let layers = forward.layers().into_iter().filter(|layer| layer.quantity.symbol() == symbol);
                layers.map(|layer| (layer.layer, layer.units.to_vec())).collect::<Vec<_>>()
            };
            let a = [(1, x.clone())].into_iter().chain(of("a").into_iter().filter(|(layer, _)| *layer > 1));
            let mut errors: Vec<_> = deltas.layers().iter().map(|layer| (layer.layer, layer.units.to_vec())).collect();
            errors.sort_by_key(|(layer, _)| *layer);
            Example {
                z: of("z").into_iter().map(|(_, units)| units).collect(),
                a: a.map(|(_, units)| units).collect(),
                deltas: errors.into_iter().map(|(_, units)| units).collect(),
                cost: network.cost(&one, 0.0),
                accumulated: [accumulated(e), accumulated(e + 1)],
                x,
                y,
            }
        });
        let examples = examples.collect();
        let (stepping, stepped) = (network.clone(), samples.clone());
        Self {
            name,
            layers,
            examples,
            lambda,
            alpha,
            aliases: &[],
            sums: Box::new(move |lambda| Sums {
                accumulated: matrices(&network.accumulated(&samples)),
                gradient: matrices(&network.gradient(&samples, lambda)),
                cost: network.cost(&samples, lambda),
            }),
            step: Box::new(move |lambda, alpha| {
                let mut after = stepping.clone();
                descend(&mut after, &stepping.gradient(&stepped, lambda), alpha);
                matrices(&after)
            }),
        }
    }

    /// Returns `true` if z, a and δ without a layer are those of the output. With names of its own for the layers, a run
    /// leaves these letters to the text.
    pub(super) fn names_output_alone(&self) -> bool {
        self.aliases.is_empty()
    }

    /// Returns Δ, D and J, with a regularization.
    pub(super) fn sums(&self, lambda: f64) -> Sums {
        (self.sums)(lambda)
    }

    /// Returns Θ after one step of batch descent.
    pub(super) fn after_a_step(&self, lambda: f64, alpha: f64) -> Vec<Array2<f64>> {
        (self.step)(lambda, alpha)
    }
}

fn matrices<N: Network<Scalar = f64>>(network: &N) -> Vec<Array2<f64>> {
    network.thetas().iter().map(|theta| theta.to_owned()).collect()
}
