//! The runs whose values the symbols of formulas can take, by the name in `{{#run NAME}}`, each with its twin.
//!
//! To add a run, give its network and its samples a line in [`RUNS`]. Symbols that only this run has are other names of
//! quantities that every network has, such as w₁ for Θ₁₁⁽¹⁾.

use super::layers::Layers;
use super::twin::twin_of;
use backprop::ndarray::Array2;
use backprop::{Network, Record, Samples, SamplesOf, descend};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use worked::chain::{self, Chain};
use worked::{by_hand, check, four_layers, gates, intuition, logistic, mazur, softmax, xor};

/// Computes a run, which gets a name.
type Compute = fn(&'static str) -> Run;

/// All runs by their names.
const RUNS: [(&str, Compute); 14] = [
    ("chain", |name| {
        // Its chapter knows one example, and neither biases nor λ.
        let other = Chain { theta_1: [[0.0, -0.7]].into(), theta_2: [[0.0, 1.3]].into() };
        let another = Samples::new([[0.6]], [[0.3]]).expect("all numbers are finite");
        let twin = Run::of(name, other, another, 0.0, Some(0.9));
        let run = Run::of(name, chain::network(), chain::samples(), 0.0, Some(chain::RATE));
        run.with_twin(twin).with_names(&OF_CHAIN)
    }),
    ("logistic", |name| {
        let trained = logistic::run().expect("the descent of the example does not diverge").trained;
        Run::new(name, trained, logistic::samples(), logistic::LAMBDA, Some(logistic::RATE))
    }),
    ("gates", |name| Run::new(name, gates::xnor(1.0), gates::samples(gates::XNOR_TABLE), 0.0, None)),
    ("and", |name| Run::new(name, gates::gate(gates::AND), gates::samples(gates::AND_TABLE), 0.0, None)),
    ("or", |name| Run::new(name, gates::gate(gates::OR), gates::samples(gates::OR_TABLE), 0.0, None)),
    ("nor", |name| {
        Run::new(name, gates::gate(gates::NOT_AND_NOT), gates::samples(gates::NOT_AND_NOT_TABLE), 0.0, None)
    }),
    ("by_hand", |name| Run::new(name, intuition::sigmoid(), by_hand::samples(), by_hand::LAMBDA, Some(by_hand::RATE))),
    ("intuition", |name| Run::new(name, intuition::sigmoid(), intuition::samples(), 0.0, None)),
    ("linear", |name| Run::new(name, intuition::linear(), intuition::samples(), 0.0, None)),
    ("check", |name| Run::new(name, check::network(), check::samples(), check::LAMBDA, None)),
    ("four_layers", |name| Run::new(name, four_layers::network(), four_layers::samples(), 0.0, None)),
    ("xor", |name| Run::new(name, xor::network(), xor::samples(), 0.0, Some(xor::RATE))),
    ("mazur", |name| Run::new(name, mazur::network(), mazur::samples(), 0.0, Some(mazur::RATE))),
    ("softmax", |name| Run::new(name, softmax::network(), softmax::samples(), 0.0, None)),
];

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

/// Returns the run with a name, or a message that lists the names. Each run is computed once in a thread.
pub(super) fn run(name: &str) -> Result<Rc<Run>, String> {
    thread_local! {
        static COMPUTED: RefCell<BTreeMap<&'static str, Rc<Run>>> = RefCell::default();
    }
    let Some(&(name, compute)) = RUNS.iter().find(|(other, _)| *other == name) else {
        return Err(format!("there is no run `{name}`; the runs are {}", names().collect::<Vec<_>>().join(", ")));
    };
    Ok(COMPUTED.with_borrow_mut(|runs| Rc::clone(runs.entry(name).or_insert_with(|| Rc::new(compute(name))))))
}

/// Returns the names of all runs.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    RUNS.iter().map(|(name, _)| *name)
}

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
    /// The run with which formulas of this one are compared; a twin has none.
    pub(super) twin: Option<Rc<Run>>,
    sums: Box<dyn Fn(f64) -> Sums>,
    step: Box<dyn Fn(f64, f64) -> Vec<Array2<f64>>>,
    first: Box<dyn Fn(usize) -> Option<Run>>,
}

/// The numbers of one example.
#[derive(Debug, Clone)]
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

impl Run {
    /// Computes a run and its twin.
    fn new<N: Network<Scalar = f64>>(
        name: &'static str,
        network: N,
        samples: SamplesOf<N>,
        lambda: f64,
        alpha: Option<f64>,
    ) -> Self {
        let twin = twin_of(&network);
        let twin = Self::of(name, twin.network, twin.samples, twin.lambda, alpha.and(Some(twin.alpha)));
        Self::of(name, network, samples, lambda, alpha).with_twin(twin)
    }

    fn with_twin(self, twin: Self) -> Self {
        Self { twin: Some(Rc::new(twin)), ..self }
    }

    /// Computes a run without a twin.
    fn of<N: Network<Scalar = f64>>(
        name: &'static str,
        network: N,
        samples: SamplesOf<N>,
        lambda: f64,
        alpha: Option<f64>,
    ) -> Self {
        let mut sum = matrices(&N::zeros());
        let examples = samples.singles().map(|one| {
            let (x, y) = (&one.x()[0], &one.y()[0]);
            let forward = network.forward(x);
            let deltas = network.backward(&forward, y);
            let (x, y) = (x.as_ref().to_vec(), y.as_ref().to_vec());
            let of = |symbol: &str| {
                let layers = forward.layers().into_iter().filter(|layer| layer.quantity.symbol() == symbol);
                layers.map(|layer| (layer.layer, layer.units.to_vec())).collect::<Vec<_>>()
            };
            let a = [(1, x.clone())].into_iter().chain(of("a").into_iter().filter(|(layer, _)| *layer > 1));
            let mut errors: Vec<_> = deltas.layers().iter().map(|layer| (layer.layer, layer.units.to_vec())).collect();
            errors.sort_by_key(|(layer, _)| *layer);
            let before = sum.clone();
            sum = sum.iter().zip(network.accumulated(&one).thetas()).map(|(sum, product)| sum + &product).collect();
            Example {
                z: of("z").into_iter().map(|(_, units)| units).collect(),
                a: a.map(|(_, units)| units).collect(),
                deltas: errors.into_iter().map(|(_, units)| units).collect(),
                cost: network.cost(&one, 0.0),
                accumulated: [before, sum.clone()],
                x,
                y,
            }
        });
        let examples = examples.collect();
        let (layers, data) = (Layers::new(&network), Rc::new((network, samples)));
        let [of_sums, of_step, of_first] = [Rc::clone(&data), Rc::clone(&data), data];
        Self {
            name,
            layers,
            examples,
            lambda,
            alpha,
            aliases: &[],
            twin: None,
            sums: Box::new(move |lambda| {
                let (network, samples) = &*of_sums;
                Sums {
                    accumulated: matrices(&network.accumulated(samples)),
                    gradient: matrices(&network.gradient(samples, lambda)),
                    cost: network.cost(samples, lambda),
                }
            }),
            step: Box::new(move |lambda, alpha| {
                let (network, samples) = &*of_step;
                let mut after = network.clone();
                descend(&mut after, &network.gradient(samples, lambda), alpha);
                matrices(&after)
            }),
            first: Box::new(move |count| {
                let (network, samples) = &*of_first;
                let some = samples.select(&(0..count).collect::<Vec<_>>()).ok()?;
                Some(Self::of(name, network.clone(), some, lambda, alpha))
            }),
        }
    }

    /// Gives some quantities of the run and of its twin other names.
    fn with_names(self, aliases: &'static [(&'static str, &'static str)]) -> Self {
        let twin = self.twin.and_then(Rc::into_inner).map(|twin| Rc::new(Self { aliases, ..twin }));
        Self { aliases, twin, ..self }
    }

    /// Returns the run of the first examples alone, or `None` if there are fewer.
    pub(super) fn first(&self, count: usize) -> Option<Self> {
        Some(Self { aliases: self.aliases, ..(self.first)(count)? })
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
