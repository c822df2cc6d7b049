//! How long a step takes on the ranks that there are, and how much of it is the sum:
//! `mpirun -n 2 target/release/examples/step`.
//!
//! Two networks for MNIST's images, on random rows, by batches of several sizes. A line has the median and the least of the
//! times of ten steps, on rank 0, in milliseconds.

use backprop::distributed::{Parts, Ranks, Shard, batch_descent};
use backprop::equations::first_weights::Random;
use backprop::{CrossEntropy, Network, Relu, Samples, Sigmoid, Softmax, network};
use backprop_mpi::{World, run};
use std::cell::RefCell;
use std::error::Error;
use std::process::ExitCode;
use std::time::{Duration, Instant};

network! {
    struct Small { layers: 784 -> 30 Sigmoid -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct Large { layers: 784 -> 512 Relu -> 256 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
}

const STEPS: usize = 11;

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
        for m in [128, 1024, 8192] {
            measure::<Small>("784-30-10", m, world)?;
            measure::<Large>("784-512-256-10", m, world)?;
        }
        Ok(())
    })
}

/// Takes steps of batch descent on m samples, in as many parts as there are ranks.
fn measure<N>(name: &str, m: usize, world: &World) -> Result<(), Box<dyn Error>>
where
    N: Network<Scalar = f32, Input = [f32; 784], Output = [f32; 10]>,
{
    let (rank, count) = (world.rank(), world.count());
    let samples = drawn(Parts::new(m, count).rows(rank, count).len(), rank as u64);
    let timed = Timed { world, sums: RefCell::default() };
    let shard = Shard::<N>::in_parts(samples.as_ref(), count, &timed)?;
    let mut network = N::random(1);
    batch_descent(&mut network, &shard, 0.0, 0.01, STEPS)?;
    if rank == 0 {
        let sums = timed.sums.borrow();
        let steps = low(sums.windows(2).map(|pair| pair[1][1] - pair[0][1]));
        let [median, least] = low(sums[1..].iter().map(|[begun, ended]| *ended - *begun));
        let weights: usize = network.thetas().iter().map(|theta| theta.len()).sum();
        // The rank that sends most: an end of the chain sends the sum or the total, an inner rank both.
        let sent = if count > 1 { weights as f64 * 4e-6 * if count > 2 { 2.0 } else { 1.0 } } else { 0.0 };
        println!(
            "{name:<14} {weights:>7} {m:>8} {:>9.2} ({:>6.2}) {median:>8.2} ({least:>6.2}) {sent:>16.2}",
            steps[0], steps[1]
        );
    }
    Ok(())
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
