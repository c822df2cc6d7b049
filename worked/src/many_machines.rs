//! What a step takes on many machines: the measured time of one, and a simulation of the messages between them.

pub mod messages;

use messages::{Act, Done, Link, chain_of, ring, simulate, time, tree};
use std::fmt;

/// What one core takes for a step of gradient descent. `mpi/results.json` has the times.
pub struct Workload {
    pub name: &'static str,
    /// The numbers of Δ, and the sum of the costs.
    pub numbers: usize,
    /// The seconds of a step of 128 and of 8192 examples on one rank.
    pub steps: [f64; 2],
}

pub const W3: Workload = Workload { name: "w3", numbers: 23_861, steps: [0.1749e-3, 9.8e-3] };
pub const W4: Workload = Workload { name: "w4", numbers: 535_819, steps: [4.4e-3, 195.0e-3] };

/// The examples of the two steps that were measured.
const MEASURED: [f64; 2] = [128.0, 8192.0];
/// The seconds that an addition takes, as measured.
const ADDITION: f64 = 0.003935e-3 / 32_768.0;

/// The published links. Their bandwidths are those of their names; `bibliography.md` has the sources of the latencies.
pub const LINKS: [(&str, Link); 3] =
    [("ethernet_1", link(10e-6, 1e9)), ("ethernet_10", link(10e-6, 10e9)), ("infiniband", link(1.2e-6, 200e9))];

/// The ranks of the plan, and the examples of a step.
pub const RANKS: [usize; 7] = [1, 2, 4, 8, 16, 32, 64];
pub const EXAMPLES: usize = 8192;

/// Returns the messages of so many ranks that add up so many numbers.
pub type Way = fn(ranks: usize, numbers: usize) -> Vec<Vec<Act>>;
/// The ways to add.
pub const WAYS: [(&str, Way); 3] = [("chain", chain_of), ("tree", tree), ("ring", ring)];

const fn link(latency: f64, bits: f64) -> Link {
    Link { latency, bandwidth: bits / 8.0, addition: ADDITION }
}

impl Workload {
    /// The seconds that each example takes, and those of each step.
    pub fn rates(&self) -> [f64; 2] {
        let ([few, many], [short, long]) = (MEASURED, self.steps);
        let example = (long - short) / (many - few);
        [example, short - few * example]
    }

    /// The seconds of a step without a sum, of so many examples on a rank.
    pub fn compute(&self, examples: usize) -> f64 {
        let [example, step] = self.rates();
        step + examples as f64 * example
    }

    /// The seconds of a step of so many examples of all ranks, and of the sum in it.
    pub fn step(&self, examples: usize, ranks: usize, link: Link, way: Way) -> [f64; 2] {
        let sum = time(&way(ranks, self.numbers), link);
        [self.compute(examples.div_ceil(ranks)) + sum, sum]
    }

    /// The least number of examples for which a step is faster on two ranks than on one.
    pub fn pays_from(&self, link: Link) -> usize {
        let ([example, _], sum) = (self.rates(), time(&chain_of(2, self.numbers), link));
        (2.0 * sum / example).ceil() as usize
    }
}

/// The times of one link.
pub struct OnLink {
    pub name: &'static str,
    pub link: Link,
    pub pays_from: usize,
    /// For each of the [`WAYS`]: the seconds of a step on each of the [`RANKS`], and of the sum in it.
    pub steps: [Vec<[f64; 2]>; 3],
}

/// The results of the example.
pub struct Run {
    /// 0.1 + 0.2 + 0.3, one after the other, and with the sum of the last two first.
    pub sums: [f64; 2],
    /// For W3 and W4, the times of each link.
    pub plan: [(Workload, Vec<OnLink>); 2],
    /// What four ranks do to add up six stretches by the chain, on a link without latency that sends a stretch in 1 and adds
    /// it in a quarter of that.
    pub timeline: Vec<Done>,
}

pub fn run() -> Run {
    let parts = [0.1, 0.2, 0.3];
    Run {
        sums: [(parts[0] + parts[1]) + parts[2], parts[0] + (parts[1] + parts[2])],
        plan: [W3, W4].map(|workload| {
            let links = LINKS.map(|(name, link)| on_link(&workload, name, link));
            (workload, links.into())
        }),
        timeline: simulate(&chain_of(4, 6 * STRETCH), drawn()),
    }
}

/// The numbers of a stretch of the chain.
pub const STRETCH: usize = 1 << 15;

fn drawn() -> Link {
    Link { latency: 0.0, bandwidth: 4.0 * STRETCH as f64, addition: 0.25 / STRETCH as f64 }
}

fn on_link(workload: &Workload, name: &'static str, link: Link) -> OnLink {
    let steps = WAYS.map(|(_, way)| RANKS.map(|ranks| workload.step(EXAMPLES, ranks, link, way)).into());
    OnLink { name, link, pays_from: workload.pays_from(link), steps }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "0.1 + 0.2 + 0.3 = {:?}, and with the last two first {:?}", self.sums[0], self.sums[1])?;
        for (workload, links) in &self.plan {
            writeln!(f, "{}: milliseconds of a step of {EXAMPLES} examples on {RANKS:?} ranks", workload.name)?;
            for OnLink { name, pays_from, steps, .. } in links {
                writeln!(f, "  {name}: two ranks pay from {pays_from} examples on")?;
                for ((way, _), steps) in WAYS.iter().zip(steps) {
                    write!(f, "    {way:<6}")?;
                    steps.iter().try_for_each(|[step, _]| write!(f, " {:>8.2}", 1e3 * step))?;
                    writeln!(f)?;
                }
            }
        }
        Ok(())
    }
}
