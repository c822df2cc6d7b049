//! What is wrong on one rank ends all of them, with a message that names the rank: none waits for ever.

use crate::{Net, Single, bits, drawn, mine};
use backprop::distributed::{self, Parts, Ranks, Shard, Threads, agree, gather};
use backprop::equations::first_weights::Random;
use backprop::training::optimizer::Weights;
use backprop::training::trainer::State;
use backprop::{Optimizer, Samples, Trainer, TrainingError};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `program` on three ranks, and returns the message that all of them end with.
fn message<R: std::fmt::Debug>(program: impl Fn(&Threads) -> Result<R, TrainingError> + Sync) -> String {
    let messages = Threads::run(3, |ranks| program(ranks).unwrap_err().to_string());
    assert_eq!(messages[0], messages[1]);
    assert_eq!(messages[0], messages[2]);
    messages[0].clone()
}

#[test]
fn a_target_that_the_cost_cannot_score_is_told_with_its_rank() {
    let said = message(|ranks| {
        let y = if ranks.rank() == 2 { [[0.0, 1.0, 0.0], [0.0, 3.0, 0.0]] } else { [[0.0, 1.0, 0.0]; 2] };
        let samples = Samples::new([[0.1; 5]; 2], y).unwrap();
        Ok(Shard::<Net>::new(Some(&samples), ranks).map(drop)?)
    });
    assert!(said.starts_with("rank 2: ") && said.contains("row 1"), "{said}");
}

#[test]
fn no_samples_on_any_rank_is_an_error() {
    let said = message(|ranks| Ok(Shard::<Net>::new(None, ranks).map(drop)?));
    assert_eq!(said, "rank 0: found no samples on any rank, expected at least one row");
}

#[test]
fn other_weights_or_settings_on_one_rank_are_an_error() {
    let all = drawn::<f32>(1, 100);
    let descent = |seed, rate, batch| {
        message(|ranks| {
            let at = |rank, value, other| if ranks.rank() == rank { other } else { value };
            let mine = mine::<Single>(&all, Parts::new(100, 3), ranks);
            let shard = Shard::in_parts(mine.as_ref(), 3, ranks)?;
            let mut network = Single::random(at(1, 1, seed) as u64);
            let rate = at(2, 100, rate) as f32 / 1000.0;
            distributed::minibatch_descent(&mut network, &shard, at(1, 10, batch), 0.0, rate, 1)
        })
    };
    let said = descent(2, 100, 10);
    assert!(said.starts_with("rank 1: found weights with the digest "), "{said}");
    let said = descent(1, 200, 10);
    let expected = "rank 2: found the settings λ = 0, the rate 0.2, 1 passes, batches of Some(10), expected";
    assert!(said.starts_with(expected), "{said}");
    assert!(descent(1, 100, 20).starts_with("rank 1: found the settings"), "{said}");
}

/// Returns the message that all ranks end with, if `train` gives each its trainer.
fn message_of_trainers<'a>(train: impl Fn(usize) -> Trainer<'a, Net> + Sync) -> String {
    let all = drawn::<f64>(1, 100);
    message(|ranks| {
        let mine = mine::<Net>(&all, Parts::new(100, 3), ranks);
        let shard = Shard::in_parts(mine.as_ref(), 3, ranks)?;
        train(ranks.rank()).train_across(&mut Net::random(1), &shard)
    })
}

#[test]
fn a_trainer_that_differs_on_one_rank_is_an_error() {
    let epochs = |rank| if rank == 1 { 3 } else { 2 };
    let said = message_of_trainers(|rank| Trainer::new(0.1).epochs(epochs(rank)));
    assert!(said.starts_with("rank 1: found the settings Trainer {"), "{said}");
    let scheduled = |rank| Trainer::new(0.1).schedule(move |epoch| 1.0 + (epoch * epochs(rank)) as f64);
    let said = message_of_trainers(|rank| scheduled(rank).epochs(4));
    assert_eq!(said, "rank 1: found the learning rate 0.4, expected 0.30000000000000004 as on rank 0");
    let held_out = drawn::<f64>(2, 10);
    let said = message_of_trainers(|rank| {
        let trainer = Trainer::new(0.1).epochs(2);
        if rank == 2 { trainer.validation(&held_out) } else { trainer }
    });
    assert!(said.starts_with("rank 2: found the settings") && said.contains("validation: Some(10)"), "{said}");
    // A setting that makes no sense is an error of its own on each rank.
    let said = message_of_trainers(|_| Trainer::new(-1.0).epochs(2));
    assert_eq!(said, "the learning rate is -1, expected a finite number above 0");
}

#[test]
fn a_checkpoint_that_one_rank_has_and_the_others_have_not_is_an_error() {
    let all = drawn::<f64>(1, 100);
    let trainer = || Trainer::new(0.1).epochs(4);
    let saved = Trainer::new(0.1).epochs(2).train(&mut Net::random(1), &all).unwrap();
    let said = message(|ranks| {
        let mine = mine::<Net>(&all, Parts::new(100, 3), ranks);
        let shard = Shard::in_parts(mine.as_ref(), 3, ranks)?;
        let state = if ranks.rank() == 1 { saved.clone() } else { State::new() };
        trainer().resume_across(&mut Net::random(1), &shard, state)
    });
    assert!(said.starts_with("rank 1: found a state of 2 epochs, 2 steps"), "{said}");
}

/// An optimizer that steps by its rank, and hides it.
struct Drifting(usize);

impl fmt::Debug for Drifting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drifting")
    }
}

impl Optimizer<f64> for Drifting {
    fn name(&self) -> &'static str {
        "drifting"
    }

    fn step(&self, weights: Weights<'_, f64>) {
        weights.each(|theta, d, []| theta - self.0 as f64 * d);
    }
}

#[test]
fn weights_that_drift_apart_are_found_after_the_epoch() {
    let said = message_of_trainers(|rank| Trainer::new(0.1).optimizer(Drifting(rank / 2)).epochs(4));
    assert!(said.starts_with("rank 2: found weights after an epoch with the digest "), "{said}");
}

#[test]
fn a_panic_on_one_rank_ends_all() {
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        Threads::run(3, |ranks| {
            if ranks.rank() == 1 {
                panic!("rank 1 gives up");
            }
            gather(&[1.0], ranks)
        })
    }));
    assert_eq!(*panicked.unwrap_err().downcast::<&str>().unwrap(), "rank 1 gives up");
}

#[test]
fn a_rank_that_ends_early_is_told() {
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        Threads::run(3, |ranks| if ranks.rank() == 1 { vec![] } else { gather(&[1.0], ranks) })
    }));
    let said = *panicked.unwrap_err().downcast::<String>().unwrap();
    assert!(said.ends_with("waits for rank 1, which has ended"), "{said}");
}

#[test]
fn the_first_error_of_several_is_told() {
    let results = Threads::run(4, |ranks| {
        let mine = if ranks.rank() % 2 == 1 { Err(format!("wrong in row {}", ranks.rank())) } else { Ok(ranks.rank()) };
        agree(mine, ranks)
    });
    assert!(results.iter().all(|result| result.as_ref().unwrap_err().to_string() == "rank 1: wrong in row 1"));
    assert_eq!(Threads::run(3, |ranks| agree(Ok::<_, String>(ranks.rank()), ranks).unwrap()), [0, 1, 2]);
}

#[test]
fn numbers_are_gathered_to_the_last_bit() {
    let mut random = Random::new(5);
    let numbers: Vec<Vec<f64>> =
        (0..5).map(|_| (0..random.below(9)).map(|_| f64::from_bits(random.below(u64::MAX))).collect()).collect();
    let bits = |numbers: &[f64]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
    for gathered in Threads::run(5, |ranks| gather(&numbers[ranks.rank()], ranks)) {
        assert!(gathered.iter().zip(&numbers).all(|(got, numbers)| bits(got) == bits(numbers)));
    }
}

#[test]
fn a_run_that_fails_leaves_the_weights_as_they_were() {
    let all = drawn::<f64>(1, 100);
    let ended = Threads::run(2, |ranks| {
        let mine = mine::<Net>(&all, Parts::new(100, 2), ranks);
        let shard = Shard::in_parts(mine.as_ref(), 2, ranks).unwrap();
        let mut net = Net::random(1);
        let error = distributed::batch_descent(&mut net, &shard, 0.0, f64::NAN, 3).unwrap_err();
        (bits(&net), error.to_string())
    });
    assert!(ended.iter().all(|(weights, error)| *weights == bits(&Net::random(1)) && error.contains("learning rate")));
}
