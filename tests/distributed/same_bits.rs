//! Any number of ranks ends at the bits of a single process.

use crate::{Net, Single, bits, drawn, mine};
use backprop::distributed::{self, Addend, Alone, Parts, Ranks, Shard, Threads};
use backprop::equations::first_weights::Random;
use backprop::{Network, SamplesOf, Scalar, batch_descent, fast};

/// The numbers of ranks that are tried.
const RANKS: [usize; 4] = [1, 2, 3, 9];

/// Returns numbers of samples: some at the limits of blocks and parts, and some that are drawn. Up to 128, a single process
/// takes fused steps, which round in another way.
fn sizes() -> Vec<usize> {
    let mut random = Random::new(24);
    let drawn = (0..4).map(|_| 129 + random.below(5000) as usize);
    [129, 256, 257, 511, 895, 896, 897, 1024, 1025, 4096, 4097].into_iter().chain(drawn).collect()
}

/// Trains on every number of ranks, each with the rows of its parts, and returns the bits of all.
fn trained<N: Network<Scalar: Addend>>(
    samples: &SamplesOf<N>,
    parts: Parts,
    train: impl Fn(&mut N, &Shard<'_, N>) + Sync,
) -> Vec<Vec<u64>>
where
    SamplesOf<N>: Sync,
{
    let on = |count| {
        Threads::run(count, |ranks| {
            let mine = mine::<N>(samples, parts, ranks);
            let shard = Shard::in_parts(mine.as_ref(), parts.count(), ranks).unwrap();
            let mut network = N::random(1);
            train(&mut network, &shard);
            bits(&network)
        })
    };
    RANKS.into_iter().flat_map(on).collect()
}

#[test]
fn batch_descent_has_the_bits_of_one_process() {
    fn check<N: Network<Scalar: Addend>>(samples: &SamplesOf<N>)
    where
        SamplesOf<N>: Sync,
    {
        let m = samples.len();
        let (lambda, rate) = (N::Scalar::from_f64(0.3), N::Scalar::from_f64(0.2));
        let mut alone = N::random(1);
        batch_descent(&mut alone, samples, lambda, rate, 2).unwrap();
        for count in RANKS {
            let ended = Threads::run(count, |ranks| {
                let mine = mine::<N>(samples, Parts::of(m), ranks);
                let mut network = N::random(1);
                let shard = Shard::new(mine.as_ref(), ranks).unwrap();
                distributed::batch_descent(&mut network, &shard, lambda, rate, 2).unwrap();
                bits(&network)
            });
            assert!(ended.iter().all(|ended| *ended == bits(&alone)), "{m} samples on {count} ranks");
        }
    }
    for (seed, m) in (0..).zip(sizes()) {
        check::<Net>(&drawn(seed, m));
        check::<Single>(&drawn(seed, m));
    }
}

#[test]
fn batch_descent_on_few_samples_is_that_of_one_process_up_to_rounding() {
    for m in [1, 5, 128] {
        let all = drawn::<f64>(1, m);
        let mut alone = Net::random(1);
        batch_descent(&mut alone, &all, 0.3, 0.2, 3).unwrap();
        let ended = trained::<Net>(&all, Parts::new(m, 3), |net, shard| {
            distributed::batch_descent(net, shard, 0.3, 0.2, 3).unwrap();
        });
        assert!(ended.iter().all(|other| *other == ended[0]), "{m} samples");
        for (weight, expected) in ended[0].iter().zip(bits(&alone)) {
            assert!((f64::from_bits(*weight) - f64::from_bits(expected)).abs() < 1e-14, "{m} samples");
        }
    }
}

#[test]
fn cost_and_gradient_have_the_bits_of_one_process() {
    for (seed, m) in (0..).zip(sizes()) {
        let all = drawn::<f64>(seed, m);
        let net = Net::random(seed);
        let (j, d) = fast::cost_and_gradient(&net, &all, 0.7);
        let alone = (j.to_bits(), fast::cost(&net, &all, 0.7).to_bits(), bits(&d));
        for count in RANKS {
            let ended = Threads::run(count, |ranks| {
                let mine = mine::<Net>(&all, Parts::of(m), ranks);
                let shard = Shard::new(mine.as_ref(), ranks).unwrap();
                let (j, d) = shard.cost_and_gradient(&net, 0.7);
                (j.to_bits(), shard.cost(&net, 0.7).to_bits(), bits(&d))
            });
            assert!(ended.iter().all(|ended| *ended == alone), "{m} samples on {count} ranks");
        }
    }
}

#[test]
fn minibatch_descent_has_the_same_bits_on_any_number_of_ranks() {
    let mut random = Random::new(7);
    for seed in 0..8 {
        let [m, parts, batch] = [3000, 12, 700].map(|bound| 1 + random.below(bound) as usize);
        let all = drawn::<f64>(seed, m);
        let ended = trained::<Net>(&all, Parts::new(m, parts), |net, shard| {
            distributed::minibatch_descent(net, shard, batch, 0.3, 0.05, 2).unwrap();
        });
        assert!(ended.iter().all(|other| *other == ended[0]), "{m} samples in {parts} parts, batches of {batch}");
    }
}

#[test]
fn one_part_trains_on_the_batches_of_one_process() {
    let all = drawn::<f64>(1, 700);
    let mut alone = Net::random(1);
    backprop::minibatch_descent(&mut alone, &all, 200, 0.3, 0.05, 3).unwrap();
    let ended = trained::<Net>(&all, Parts::of(700), |net, shard| {
        distributed::minibatch_descent(net, shard, 200, 0.3, 0.05, 3).unwrap();
    });
    assert!(ended.iter().all(|ended| *ended == bits(&alone)));
}

/// Each rank has a file of its own, or none: all ranks have the same bits, and the cost of all rows up to rounding.
#[test]
fn uneven_shards_train_alike() {
    let all = drawn::<f64>(1, 5000);
    let ends = [0, 100, 100, 4000, 5000];
    let ended = Threads::run(4, |ranks| {
        let rows: Vec<usize> = (ends[ranks.rank()]..ends[ranks.rank() + 1]).collect();
        let mine = all.select(&rows).ok();
        let shard = Shard::new(mine.as_ref(), ranks).unwrap();
        let mut net = Net::random(1);
        distributed::minibatch_descent(&mut net, &shard, 1000, 0.3, 0.05, 3).unwrap();
        assert!((shard.cost(&net, 0.1) - fast::cost(&net, &all, 0.1)).abs() < 1e-12);
        bits(&net)
    });
    assert!(ended.iter().all(|other| *other == ended[0]));
}

#[test]
fn parts_are_dealt_out_once_and_evenly() {
    let mut random = Random::new(3);
    for _ in 0..1000 {
        let [m, count, ranks] = [20_000, 40, 20].map(|bound| 1 + random.below(bound) as usize);
        for parts in [Parts::of(m), Parts::new(m, count)] {
            let rows: Vec<_> = (0..ranks).map(|rank| parts.rows(rank, ranks)).collect();
            assert_eq!((rows[0].start, rows[ranks - 1].end), (0, m));
            assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start));
            let of_rank = m.div_ceil(parts.count()).next_multiple_of(128) * parts.count().div_ceil(ranks);
            assert!(rows.iter().all(|rows| rows.len() <= of_rank), "{m} rows, {parts:?}, {ranks} ranks: {rows:?}");
        }
    }
}

/// Numbers whose sum depends on the order, in several messages of the chain.
#[test]
fn a_sum_is_taken_in_the_order_of_the_parts() {
    let mut random = Random::new(9);
    let length = 70_000;
    let parts: Vec<f32> =
        (0..5 * length).map(|_| (random.uniform(1.0) * 10f64.powi(random.below(8) as i32)) as f32).collect();
    let mut expected = vec![0.0; length];
    for part in parts.chunks(length) {
        expected.iter_mut().zip(part).for_each(|(sum, term)| *sum += term);
    }
    let mut backwards = vec![0.0; length];
    for part in parts.chunks(length).rev() {
        backwards.iter_mut().zip(part).for_each(|(sum, term)| *sum += term);
    }
    assert_ne!(expected, backwards);
    let mut alone = vec![0.0; length];
    Alone.sum_f32(&parts, &mut alone);
    assert_eq!(alone, expected);
    for count in [1, 2, 3, 5, 8] {
        let totals = Threads::run(count, |ranks| {
            let start = |rank: usize| 5 * rank / count * length;
            let mut total = vec![f32::NAN; length];
            ranks.sum_f32(&parts[start(ranks.rank())..start(ranks.rank() + 1)], &mut total);
            total
        });
        assert!(totals.iter().all(|total| *total == expected), "{count} ranks");
    }
}

/// Ranks that hold the same rows one after the other, whole parts but not the same number, have the bits of one process.
#[test]
fn any_deal_of_whole_parts_has_the_same_bits() {
    let all = drawn::<f64>(2, 4500);
    let mut alone = Net::random(1);
    batch_descent(&mut alone, &all, 0.3, 0.2, 3).unwrap();
    let part = Parts::of(4500).rows(0, Parts::of(4500).count()).len();
    let mut random = Random::new(5);
    for _ in 0..6 {
        let mut ends: Vec<usize> = (0..3).map(|_| 4500.min(part * random.below(9) as usize)).chain([0, 4500]).collect();
        ends.sort_unstable();
        let ended = Threads::run(4, |ranks| {
            let mine = all.select(&(ends[ranks.rank()]..ends[ranks.rank() + 1]).collect::<Vec<_>>()).ok();
            let mut net = Net::random(1);
            distributed::batch_descent(&mut net, &Shard::new(mine.as_ref(), ranks).unwrap(), 0.3, 0.2, 3).unwrap();
            bits(&net)
        });
        assert!(ended.iter().all(|ended| *ended == bits(&alone)), "{ends:?}");
    }
}
