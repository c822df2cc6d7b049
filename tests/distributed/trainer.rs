//! The trainer across ranks: every setting, checkpoints, and the watcher of rank 0.

use crate::{Net, bits, drawn, mine};
use backprop::distributed::{Parts, Ranks, Shard, Threads};
use backprop::formats::safetensors::Checkpoint;
use backprop::training::trainer::{State, Status, Updates};
use backprop::{Adam, SamplesOf, Trainer, TrainingError, accuracy};
use std::ops::ControlFlow;
use std::sync::Mutex;

/// Runs `train` on a number of ranks, each with its rows of `all`.
fn on<R: Send>(count: usize, all: &SamplesOf<Net>, train: impl Fn(&dyn Ranks, &Shard<'_, Net>) -> R + Sync) -> Vec<R> {
    Threads::run(count, |ranks| {
        let mine = mine::<Net>(all, Parts::of(all.len()), ranks);
        train(ranks, &Shard::new(mine.as_ref(), ranks).unwrap())
    })
}

#[test]
fn a_trainer_on_full_batches_has_the_bits_and_the_state_of_one_process() {
    let (all, held_out) = (drawn::<f64>(1, 5000), drawn::<f64>(2, 300));
    let trainer = || Trainer::new(0.02).optimizer(Adam::default()).lambda(0.1).clip_norm(0.3).epochs(6).patience(2);
    let mut alone = Net::random(1);
    let state = trainer().validation(&held_out).train(&mut alone, &all).unwrap();
    for count in 1..=4 {
        let ended = on(count, &all, |ranks, shard| {
            let mine = mine::<Net>(&held_out, Parts::of(300), ranks);
            let validation = Shard::new(mine.as_ref(), ranks).unwrap();
            let mut net = Net::random(1);
            let state = trainer().validation_across(&validation).train_across(&mut net, shard).unwrap();
            (bits(&net), state)
        });
        assert!(ended.iter().all(|ended| *ended == (bits(&alone), state.clone())), "{count} ranks");
    }
}

#[test]
fn a_trainer_on_one_part_has_the_bits_of_one_process_with_shuffled_batches() {
    let all = drawn::<f64>(0, 890);
    let trainer = || Trainer::new(0.02).optimizer(Adam::default()).batch_size(70).shuffle(3).epochs(4);
    let mut alone = Net::random(1);
    let state = trainer().train(&mut alone, &all).unwrap();
    for ended in on(2, &all, |_, shard| {
        let mut net = Net::random(1);
        let state = trainer().train_across(&mut net, shard).unwrap();
        (bits(&net), state)
    }) {
        assert_eq!(ended, (bits(&alone), state.clone()));
    }
}

#[test]
fn a_run_that_is_stopped_on_three_ranks_goes_on_with_two() {
    let all = drawn::<f64>(3, 3000);
    let trainer = || Trainer::new(0.02).optimizer(Adam::default()).batch_size(500).shuffle(3).epochs(6).patience(4);
    let whole = on(1, &all, |_, shard| {
        let mut net = Net::random(1);
        let state = trainer().train_across(&mut net, shard).unwrap();
        (bits(&net), state)
    });
    let file = std::env::temp_dir().join(format!("backprop-ranks-{}.safetensors", std::process::id()));
    let paused = on(3, &all, |_, shard| {
        let watch = |epoch: &backprop::training::trainer::Epoch<'_, Net>| {
            Checkpoint::from_training(epoch.network(), epoch.state()).save(&file).unwrap();
            if epoch.number() == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        trainer().watch(watch).train_across(&mut Net::random(1), shard).unwrap()
    });
    assert!(paused.iter().all(|state| state.status() == Status::Paused && state.epochs() == 2));
    let resumed = on(2, &all, |_, shard| {
        let checkpoint = Checkpoint::<Net>::load(&file).unwrap();
        let (state, mut net) = (checkpoint.state().unwrap(), checkpoint.network);
        let state = trainer().resume_across(&mut net, shard, state).unwrap();
        (bits(&net), state)
    });
    std::fs::remove_file(&file).unwrap();
    assert!(resumed.iter().all(|ended| *ended == whole[0]));
}

#[test]
fn only_rank_0_is_watched_and_all_stop_with_it() {
    let all = drawn::<f64>(1, 2000);
    let watched = Mutex::new(Vec::new());
    let states = on(3, &all, |ranks, shard| {
        let trainer = Trainer::new(0.02).epochs(50).watch(|epoch| {
            watched.lock().unwrap().push(ranks.rank());
            assert_eq!(epoch.accuracy(), shard.samples().map(|samples| accuracy(epoch.network(), samples)));
            if epoch.number() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        trainer.train_across(&mut Net::random(1), shard).unwrap()
    });
    assert_eq!(watched.into_inner().unwrap(), [0; 3]);
    assert!(states.iter().all(|state| *state == states[0] && state.epochs() == 3));
}

#[test]
fn a_run_that_diverges_ends_alike_on_all_ranks() {
    let all = drawn::<f64>(1, 2000);
    let diverged = |count| {
        on(count, &all, |_, shard| {
            let (mut net, mut state) = (Net::random(1), State::new());
            let trainer = Trainer::new(1e300).lambda(1e10).batch_size(300).epochs(5);
            let error = trainer.advance_across(&mut net, shard, &mut state).unwrap_err();
            (bits(&net), state, error)
        })
    };
    let alone = diverged(1).remove(0);
    assert!(matches!(alone.2, TrainingError::Diverged(_)), "{:?}", alone.2);
    assert!(diverged(3).into_iter().all(|ended| ended == alone));
}

#[test]
fn layer_by_layer_is_refused() {
    let all = drawn::<f64>(1, 100);
    for result in on(2, &all, |_, shard| {
        let trainer = Trainer::new(0.1).updates(Updates::LayerByLayer).epochs(1);
        trainer.train_across(&mut Net::random(1), shard)
    }) {
        let expected = "the order of updates is layer by layer, expected all at once, if several processes train";
        assert_eq!(result.unwrap_err().to_string(), expected);
    }
}
