//! How long a step takes on the ranks that there are, and how much of it is the sum:
//! `mpirun -n 2 target/release/examples/step [RESULTS]`.
//!
//! Two networks for MNIST's images, on random rows, by batches of several sizes. A line has the median and the least of the
//! times of thirty steps, on rank 0, in milliseconds. If a file is named, the least times are stored there, for this number of
//! ranks, unless it has smaller ones from a run before. The book's chapter "Many machines" shows those of `mpi/results.json`.

use backprop::distributed::{Parts, Ranks, Shard, batch_descent};
use backprop::equations::first_weights::Random;
use backprop::{CrossEntropy, Network, Relu, Samples, Sigmoid, Softmax, network};
use backprop_mpi::{World, run};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::error::Error;
use std::fs;
use std::process::ExitCode;
use std::time::{Duration, Instant};

network! {
    struct Small { layers: 784 -> 30 Sigmoid -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct Large { layers: 784 -> 512 Relu -> 256 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
}

const STEPS: usize = 31;
/// The numbers of a message whose time is latency, and of a whole stretch of the chain.
const MESSAGES: [usize; 2] = [1, 1 << 15];

/// The ranks, with a note of when each sum of gradients began and ended.
struct Timed<'w> {
    world: &'w World,
    sums: RefCell<Vec<[Instant; 2]>>,
}

impl Ranks for Timed<'_> {
    fn rank(&self) -> usize {
        self.world.rank()
    }

    fn count(&self) -> usize {
        self.world.count()
    }

    fn sum_f64(&self, parts: &[f64], total: &mut [f64]) {
        self.world.sum_f64(parts, total);
    }

    fn sum_f32(&self, parts: &[f32], total: &mut [f32]) {
        let begun = Instant::now();
        self.world.sum_f32(parts, total);
        // A sum of costs is a single number.
        if total.len() > 1 {
            self.sums.borrow_mut().push([begun, Instant::now()]);
        }
    }
}

fn main() -> ExitCode {
    run(|world| -> Result<(), Box<dyn Error>> {
        if world.rank() == 0 {
            println!(
                "{} ranks\nnetwork        weights  samples   step ms (least)   sum ms (least)   MB sent a step",
                world.count()
            );
        }
        let (mut small, mut large) = (Map::new(), Map::new());
        for m in [128, 1024, 8192] {
            small.insert(m.to_string(), measure::<Small>("784-30-10", m, world)?);
            large.insert(m.to_string(), measure::<Large>("784-512-256-10", m, world)?);
        }
        let sums: Map<_, _> = MESSAGES.iter().map(|&numbers| (numbers.to_string(), sum(numbers, world))).collect();
        match std::env::args().nth(1) {
            Some(file) if world.rank() == 0 => {
                let mut results: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
                let least = &mut results["ranks"][world.count().to_string()];
                *least = lesser(least, &json!({ "w3": small, "w4": large, "sums": sums }));
                Ok(fs::write(file, serde_json::to_string_pretty(&results)? + "\n")?)
            }
            _ => Ok(()),
        }
    })
}

/// Returns the least time of a sum of so many numbers, a part on each rank, in milliseconds.
fn sum(numbers: usize, world: &World) -> Value {
    let (part, mut total) = (vec![1.0_f32; numbers], vec![0.0; numbers]);
    let times = (0..1000).map(|_| {
        let begun = Instant::now();
        world.sum_f32(&part, &mut total);
        begun.elapsed()
    });
    rounded(low(times)[1])
}

/// Takes steps of batch descent on m samples, in as many parts as there are ranks. Returns the least times.
fn measure<N>(name: &str, m: usize, world: &World) -> Result<Value, Box<dyn Error>>
where
    N: Network<Scalar = f32, Input = [f32; 784], Output = [f32; 10]>,
{
    let (rank, count) = (world.rank(), world.count());
    let samples = drawn(Parts::new(m, count).rows(rank, count).len(), rank as u64);
    let timed = Timed { world, sums: RefCell::default() };
    let shard = Shard::<N>::in_parts(samples.as_ref(), count, &timed)?;
    let mut network = N::random(1);
    batch_descent(&mut network, &shard, 0.0, 0.01, STEPS)?;
    let sums = timed.sums.borrow();
    let steps = low(sums.windows(2).map(|pair| pair[1][1] - pair[0][1]));
    let [median, least] = low(sums[1..].iter().map(|[begun, ended]| *ended - *begun));
    if rank == 0 {
        let weights: usize = network.thetas().iter().map(|theta| theta.len()).sum();
        // The rank that sends most: an end of the chain sends the sum or the total, an inner rank both.
        let sent = if count > 1 { weights as f64 * 4e-6 * if count > 2 { 2.0 } else { 1.0 } } else { 0.0 };
        println!(
            "{name:<14} {weights:>7} {m:>8} {:>9.2} ({:>6.2}) {median:>8.2} ({least:>6.2}) {sent:>16.2}",
            steps[0], steps[1]
        );
    }
    Ok(json!({ "step_ms": rounded(steps[1]), "sum_ms": rounded(least) }))
}

fn drawn(rows: usize, seed: u64) -> Option<Samples<[f32; 784], [f32; 10]>> {
    let mut random = Random::new(seed);
    let x: Vec<[f32; 784]> = (0..rows).map(|_| std::array::from_fn(|_| random.uniform(1.0) as f32)).collect();
    let classes: Vec<usize> = (0..rows).map(|_| random.below(10) as usize).collect();
    Samples::from_classes(x, &classes).ok()
}

/// Returns the median and the least of some times, in milliseconds.
fn low(times: impl Iterator<Item = Duration>) -> [f64; 2] {
    let mut times: Vec<f64> = times.map(|time| time.as_secs_f64() * 1e3).collect();
    times.sort_by(f64::total_cmp);
    [times[times.len() / 2], times[0]]
}

/// Returns a number with four digits.
fn rounded(number: f64) -> Value {
    json!(format!("{number:.3e}").parse::<f64>().unwrap_or(f64::NAN))
}

/// Returns the lesser of each two times.
fn lesser(old: &Value, new: &Value) -> Value {
    match (old, new) {
        (Value::Number(old), Value::Number(new)) if old.as_f64() < new.as_f64() => json!(old),
        (_, Value::Object(new)) => new.iter().map(|(name, new)| (name.clone(), lesser(&old[name], new))).collect(),
        _ => new.clone(),
    }
}
