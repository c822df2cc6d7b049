//! A run that is saved, loaded and resumed ends like one without interruption.

use super::{Folder, Single, Xor, message};
use crate::optimizers::optimizers;
use backprop::formats::bytes::FloatBytes;
use backprop::formats::safetensors::{Checkpoint, SafetensorsError};
use backprop::training::trainer::{State, Status};
use backprop::{Adam, Network, Optimizer, Samples, SamplesOf, Trainer};
use std::ops::ControlFlow;

const EPOCHS: usize = 9;

fn samples() -> SamplesOf<Xor> {
    Samples::new([[1.0, 0.5], [-0.3, 0.8], [0.6, -1.2], [0.1, 0.2]], [[1.0], [0.0], [1.0], [0.0]]).unwrap()
}

/// Returns a trainer with everything that has a state: shuffled batches, a learning-rate schedule, and gradient
/// clipping.
fn trainer<'a, N>(optimizer: impl Optimizer<N::Scalar> + 'a, epochs: usize) -> Trainer<'a, N>
where
    N: Network<Scalar: Into<f64>>,
{
    let trainer = Trainer::new(0.05).optimizer(optimizer).batch_size(3).shuffle(11).lambda(0.1).epochs(epochs);
    trainer.schedule(|epoch| 0.9_f64.powi(epoch as i32)).clip_norm(0.5)
}

/// Returns the result of a run that is saved after `epochs` epochs and resumed from the file.
fn resumed<'a, N>(
    trainer: impl Fn(usize) -> Trainer<'a, N>,
    first: &N,
    samples: &SamplesOf<N>,
    epochs: usize,
) -> (N, State<N>)
where
    N: Network<Scalar: FloatBytes + Into<f64>, Input: 'a, Output: 'a> + 'a,
{
    let mut network = first.clone();
    let state = trainer(epochs).train(&mut network, samples).unwrap();
    let bytes = Checkpoint::from_training(&network, &state).to_bytes().unwrap();
    let checkpoint = Checkpoint::<N>::from_bytes(&bytes).unwrap();
    let (loaded, mut network) = (checkpoint.state().unwrap(), checkpoint.network);
    assert_eq!(loaded, state);
    let state = trainer(EPOCHS).resume(&mut network, samples, loaded).unwrap();
    (network, state)
}

#[test]
fn with_every_optimizer_a_run_goes_on_to_the_very_same_numbers() {
    let samples = samples();
    let single: SamplesOf<Single> = samples.map(|value| value as f32).unwrap();
    for (optimizer, in_single) in optimizers().iter().zip(&optimizers()) {
        let (mut whole, mut whole_single) = (Xor::random(7), Single::random(7));
        let state = trainer(optimizer, EPOCHS).train(&mut whole, &samples).unwrap();
        let single_state = trainer(in_single, EPOCHS).train(&mut whole_single, &single).unwrap();
        for epochs in 0..=EPOCHS {
            let parts = resumed(|epochs| trainer(optimizer, epochs), &Xor::random(7), &samples, epochs);
            assert_eq!(parts, (whole.clone(), state.clone()), "{optimizer:?}, saved after {epochs} epochs");
            let parts = resumed(|epochs| trainer(in_single, epochs), &Single::random(7), &single, epochs);
            assert_eq!(parts, (whole_single.clone(), single_state.clone()), "{optimizer:?}, in single precision");
        }
    }
}

/// The validation samples contradict the training samples, so the run stops early, and its best weights are not its
/// last.
#[test]
fn early_stopping_remembers_its_best_weights_and_how_long_it_has_waited() {
    let samples = samples();
    let opposite: Vec<_> = samples.y().iter().map(|[y]| [1.0 - y]).collect();
    let validation = Samples::new(samples.x(), opposite).unwrap();
    for optimizer in &optimizers() {
        let trainer = |epochs| trainer(optimizer, epochs).validation(&validation).patience(3);
        let mut whole = Xor::random(7);
        let state = trainer(EPOCHS).train(&mut whole, &samples).unwrap();
        assert_eq!(state.status(), Status::StoppedEarly, "{optimizer:?} ends after {}", state.epochs());
        for epochs in 0..=state.epochs() {
            let parts = resumed(trainer, &Xor::random(7), &samples, epochs);
            assert_eq!(parts, (whole.clone(), state.clone()), "{optimizer:?}, saved after {epochs} epochs");
        }
    }
}

#[test]
fn a_run_may_save_itself_while_it_runs() {
    let (folder, samples) = (Folder::new("resuming"), samples());
    let path = folder.path("run.safetensors");
    let watched = |save: usize| {
        let path = path.clone();
        trainer(Adam::default(), EPOCHS).patience(2).watch(move |epoch| {
            if epoch.number() == save {
                Checkpoint::from_training(epoch.network(), epoch.state()).save(&path).unwrap();
            }
            ControlFlow::Continue(())
        })
    };
    for save in 1..=EPOCHS {
        let mut whole = Xor::random(7);
        let state = watched(save).train(&mut whole, &samples).unwrap();
        let checkpoint = Checkpoint::<Xor>::load(&path).unwrap();
        let (loaded, mut resumed) = (checkpoint.state().unwrap(), checkpoint.network);
        assert_eq!(loaded.epochs(), save);
        let loaded = watched(0).resume(&mut resumed, &samples, loaded).unwrap();
        assert_eq!((resumed, loaded), (whole, state), "saved in epoch {save}");
    }
}

#[test]
fn what_is_no_state_of_a_training_says_what_is_missing() {
    let mut xor = Xor::random(7);
    let state = trainer(Adam::default(), 3).patience(2).train(&mut xor, &samples()).unwrap();
    let whole = Checkpoint::from_training(&xor, &state);
    let said = |change: &dyn Fn(&mut Checkpoint<Xor>)| {
        let mut changed = whole.clone();
        change(&mut changed);
        let error = changed.state().unwrap_err();
        assert!(matches!(error, SafetensorsError::State { .. }));
        let text = error.to_string();
        text.strip_prefix("the checkpoint does not hold the state of a training: ")
            .and_then(|text| text.strip_suffix("; `Checkpoint::from_training` makes one that does"))
            .unwrap()
            .to_owned()
    };
    for name in ["epochs", "steps", "steps_of_moments", "waited"] {
        let text = said(&|checkpoint| checkpoint.counts.retain(|other, _| other != name));
        assert_eq!(text, format!("it has no count `{name}`"));
    }
    for name in ["costs", "validation_costs"] {
        assert_eq!(said(&|checkpoint| drop(checkpoint.lists.remove(name))), format!("it has no list `{name}`"));
        let text = said(&|checkpoint| checkpoint.lists.get_mut(name).unwrap().push(0.5));
        assert_eq!(text, format!("its list `{name}` has 4 costs, but it has 3 epochs"));
    }
    for name in ["optimizer", "status"] {
        assert_eq!(said(&|checkpoint| drop(checkpoint.texts.remove(name))), format!("it has no text `{name}`"));
    }
    let text = said(&|checkpoint| checkpoint.texts.extend([("status".to_owned(), "tired".to_owned())]));
    assert_eq!(text, "its text `status` is `tired`");
    let text = said(&|checkpoint| checkpoint.numbers.extend([("best_cost".to_owned(), f64::NAN)]));
    assert_eq!(text, "its number `best_cost` is NaN");
    let halved = "it has one of `best` and `best_cost`, but not the other";
    assert_eq!(said(&|checkpoint| drop(checkpoint.buffers.remove("best"))), halved);
    assert_eq!(said(&|checkpoint| checkpoint.numbers.clear()), halved);
    assert!(
        message(Checkpoint::new(xor).state())
            .starts_with("the checkpoint does not hold the state of a training: it has no count `epochs`; ")
    );
}
