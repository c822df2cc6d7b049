//! The trainer: each optimizer against PyTorch, and the promises about a run.

use crate::near::assert_near;
use backprop::training::minimize::{MinimizeError, Minimizer, Minimum};
use backprop::training::trainer::{Biases, Epoch, State, Status, Updates};
use backprop::{
    Adam, AdamW, CrossEntropy, Diverged, GradientDescent, Identity, Momentum, Nesterov, Optimizer, RmsProp, Samples,
    Sigmoid, SquaredError, Tanh, Trainer, TrainingError, accuracy, batch_descent, fast, network, stochastic_descent,
};
use std::ops::ControlFlow;

network! {
    /// A small network with weights that are written out.
    struct Net { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    /// A line through points.
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
}

const X: [[f64; 2]; 4] = [[1.0, 0.5], [-0.3, 0.8], [0.6, -1.2], [0.1, 0.2]];
const Y: [[f64; 1]; 4] = [[1.0], [0.0], [1.0], [0.0]];

fn net() -> Net {
    Net {
        theta_1: [[0.1, 0.4, -0.6], [-0.2, 0.3, 0.5], [0.3, -0.7, 0.2]].into(),
        theta_2: [[-0.4, 0.8, -0.5, 0.6]].into(),
    }
}

fn samples() -> Samples<[f64; 2], [f64; 1]> {
    Samples::new(X, Y).unwrap()
}

/// Asserts that 12 steps over all samples give the weights that PyTorch 2.15 computes in f64.
#[track_caller]
fn assert_ends_at(trainer: Trainer<'_, Net>, theta_1: [[f64; 3]; 3], theta_2: [f64; 4]) {
    let mut net = net();
    trainer.epochs(12).train(&mut net, &samples()).unwrap();
    let weights = net.theta_1.iter().flatten().chain(&net.theta_2[0]);
    for (got, want) in weights.zip(theta_1.iter().flatten().chain(&theta_2)) {
        assert!((got - want).abs() < 1e-12, "{got}, expected {want}");
    }
}

#[test]
fn momentum_steps_as_pytorch_does() {
    assert_ends_at(
        Trainer::new(0.1).optimizer(Momentum::default()),
        [
            [-0.044798102733341, 1.158853279746302, -0.805145816996577],
            [-0.162453968345666, -0.185048521702681, 0.732802493792336],
            [0.439286788666144, -0.240165198447686, -0.033275329936318],
        ],
        [-0.250520790476796, 1.639170127976291, -0.614463587873553, -0.065592237065],
    );
}

#[test]
fn nesterov_steps_as_pytorch_does() {
    assert_ends_at(
        Trainer::new(0.1).optimizer(Nesterov::default()),
        [
            [-0.09961414729129, 1.220473733949496, -0.81321137750658],
            [-0.148269915929235, -0.22174157319646, 0.735264319631044],
            [0.43297847257942, -0.250144537806804, -0.02603015021544],
        ],
        [-0.265072677584485, 1.723655605009925, -0.645342837693114, -0.074228981603642],
    );
}

#[test]
fn rms_prop_steps_as_pytorch_does() {
    assert_ends_at(
        Trainer::new(0.01).optimizer(RmsProp::default()),
        [
            [-0.138132336913404, 0.944327776856489, -0.737383143679209],
            [0.005495972237904, -0.299047767993726, 0.788390694414691],
            [0.670162404156986, -0.297347547125796, -0.07398735179764],
        ],
        [-0.186722954410292, 1.330423116760331, -1.219105051303759, 0.235884532509339],
    );
}

#[test]
fn adam_steps_as_pytorch_does() {
    assert_ends_at(
        Trainer::new(0.05).optimizer(Adam::default()),
        [
            [-0.10667632658073, 0.998157112421413, -0.893984557809165],
            [0.129664112368566, -0.301530637178327, 0.979006960541855],
            [0.815310760111504, -0.17021255095439, -0.260228157793026],
        ],
        [0.026809204534117, 1.389266368935916, -1.102498018582285, 0.091661226941755],
    );
}

#[test]
fn adam_w_steps_as_pytorch_does() {
    assert_ends_at(
        Trainer::new(0.05).optimizer(AdamW::default()),
        [
            [-0.106903221580541, 0.994078514657805, -0.891668615482036],
            [0.129099813184659, -0.301665209254765, 0.975544123363318],
            [0.814727150451811, -0.167921688076114, -0.260299284177878],
        ],
        [0.026774575380798, 1.382912761736009, -1.097847827446483, 0.090024071769093],
    );
}

#[test]
fn clipped_descent_steps_as_pytorch_does() {
    assert_ends_at(
        Trainer::new(0.5).clip_norm(0.05),
        [
            [0.094439719268821, 0.540918827873474, -0.638222468185452],
            [-0.199428023534157, 0.208869297960218, 0.547910535561575],
            [0.333387278443166, -0.596981422501575, 0.147309726910577],
        ],
        [-0.358314269781421, 0.948463761932125, -0.513146644746963, 0.460941332281246],
    );
}

#[test]
fn the_courses_algorithms_are_trainers_too() {
    let (mut trained, mut batch) = (net(), net());
    Trainer::new(0.3).lambda(0.2).epochs(20).train(&mut trained, &samples()).unwrap();
    batch_descent(&mut batch, &samples(), 0.2, 0.3, 20).unwrap();
    assert_near(&trained, &batch, 1e-14);

    let (mut trained, mut stochastic) = (net(), net());
    Trainer::new(0.3).lambda(0.2).batch_size(1).epochs(5).train(&mut trained, &samples()).unwrap();
    stochastic_descent(&mut stochastic, &samples(), 0.2, 0.3, 5).unwrap();
    assert_near(&trained, &stochastic, 1e-14);
}

/// Returns a trainer with everything that has a state.
fn trainer<'a>(epochs: usize, validation: &'a Samples<[f64; 2], [f64; 1]>) -> Trainer<'a, Net> {
    let trainer = Trainer::new(0.05).optimizer(Adam::default()).batch_size(3).shuffle(11).lambda(0.1);
    trainer.schedule(|epoch| 0.9_f64.powi(epoch as i32)).validation(validation).patience(4).epochs(epochs)
}

#[test]
fn a_run_that_is_resumed_ends_where_an_uninterrupted_one_does() {
    let validation = Samples::new([[0.9, 0.4], [-0.2, 0.9]], [[0.0], [1.0]]).unwrap();
    let mut whole = net();
    let state = trainer(12, &validation).train(&mut whole, &samples()).unwrap();
    for epochs in 0..=state.epochs() {
        let mut parts = net();
        let first = trainer(epochs, &validation).train(&mut parts, &samples());
        let second = trainer(12, &validation).resume(&mut parts, &samples(), first.unwrap()).unwrap();
        assert_eq!((parts, second), (whole.clone(), state.clone()), "interrupted after {epochs} epochs");
    }
}

#[test]
fn each_epoch_takes_every_sample_once_in_a_new_order() {
    let x: Vec<[f64; 1]> = (0..7).map(|i| [f64::from(i)]).collect();
    let samples = Samples::new(&x, &x).unwrap();
    // At a rate of 0 the weights stay the same, and the norms of the gradients show the batches.
    let mut norms = Vec::new();
    let mut line = Line::zeros();
    let trainer = Trainer::new(1.0).schedule(|_| 0.0).batch_size(7).shuffle(1).epochs(2);
    trainer
        .watch(|epoch| {
            norms.push(epoch.gradient_norm());
            ControlFlow::Continue(())
        })
        .train(&mut line, &samples)
        .unwrap();
    let whole = line.gradient(&samples, 0.0);
    let norm = (whole.theta_1[0][0].powi(2) + whole.theta_1[0][1].powi(2)).sqrt();
    assert!(
        norms.iter().all(|other| (norm - other).abs() < 1e-12 * norm),
        "the norm over all samples does not depend on their order"
    );

    // With batches of one, the last norm is that of the last sample.
    let mut last = Vec::new();
    let trainer = Trainer::new(1.0).schedule(|_| 0.0).batch_size(1).shuffle(1).epochs(40);
    trainer
        .watch(|epoch| {
            last.push(epoch.gradient_norm());
            ControlFlow::Continue(())
        })
        .train(&mut line, &samples)
        .unwrap();
    let norm_of = |x: f64| x * (1.0 + x * x).sqrt();
    let of_sample = |norm: &f64| (0..7).find(|&i| (norm - norm_of(f64::from(i))).abs() < 1e-9).unwrap();
    let last: std::collections::BTreeSet<i32> = last.iter().map(of_sample).collect();
    assert_eq!(last.len(), 7, "in 40 epochs, each sample comes last at least once");
}

#[test]
fn fixed_biases_stay() {
    let mut trained = net();
    Trainer::new(0.5).biases(Biases::Fixed).epochs(5).train(&mut trained, &samples()).unwrap();
    for (row, before) in trained.theta_1.iter().zip(net().theta_1.iter()) {
        assert_eq!(row[0], before[0]);
        assert_ne!(row[1], before[1]);
    }
    assert_eq!(trained.theta_2[0][0], -0.4);
}

#[test]
fn layer_by_layer_the_last_layer_takes_the_same_step_and_the_first_another() {
    let optimizers: [&dyn Optimizer<f64>; 3] = [&GradientDescent, &Momentum::default(), &Adam::default()];
    for optimizer in optimizers {
        let trained = |updates| {
            let mut trained = net();
            let trainer = Trainer::new(0.3).optimizer(optimizer).lambda(0.2).updates(updates).epochs(1);
            let state = trainer.train(&mut trained, &samples()).unwrap();
            assert_eq!(state.steps(), 1);
            trained
        };
        let (at_once, by_layer) = (trained(Updates::AtOnce), trained(Updates::LayerByLayer));
        let close = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-13);
        assert!(close(&at_once.theta_2[0], &by_layer.theta_2[0]), "{optimizer:?}: {at_once:?} and {by_layer:?}");
        assert!(!close(at_once.theta_1.as_flattened(), by_layer.theta_1.as_flattened()), "{optimizer:?}");
    }
    // At a rate of 0, the gradient and its norm are the same.
    let norms = [Updates::AtOnce, Updates::LayerByLayer].map(|updates| {
        let mut norm = 0.0;
        let trainer = Trainer::new(1.0).epochs(1).schedule(|_| 0.0).updates(updates).watch(|epoch| {
            norm = epoch.gradient_norm();
            ControlFlow::Break(())
        });
        trainer.train(&mut net(), &samples()).unwrap();
        norm
    });
    assert!(norms[0] > 0.1 && (norms[0] - norms[1]).abs() < 1e-13, "{norms:?}");
    // With a single matrix, there is no other layer to update first. The weights of the examples count.
    let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]]).unwrap().with_weights([0.5, 3.0]).unwrap();
    let lines = [Updates::AtOnce, Updates::LayerByLayer].map(|updates| {
        let mut line = Line { theta_1: [[0.5, 0.5]].into() };
        Trainer::new(0.1).lambda(0.4).clip_norm(2.0).updates(updates).epochs(5).train(&mut line, &samples).unwrap();
        line.theta_1[0]
    });
    assert!(lines[0].iter().zip(lines[1]).all(|(a, b): (&f64, f64)| (a - b).abs() < 1e-13), "{lines:?}");
}

#[test]
fn early_stopping_ends_at_the_best_weights() {
    // The validation samples contradict the training samples: the longer the network learns, the higher their cost.
    let validation = Samples::new(X, Y.map(|[y]| [1.0 - y])).unwrap();
    let mut trained = net();
    let mut costs = Vec::new();
    let trainer = Trainer::new(0.5).epochs(100).validation(&validation).patience(3);
    let state = trainer
        .watch(|epoch| {
            costs.push(epoch.validation_cost().unwrap());
            ControlFlow::Continue(())
        })
        .train(&mut trained, &samples())
        .unwrap();
    let best = costs.iter().copied().fold(f64::INFINITY, f64::min);
    assert_eq!(state.epochs(), costs.iter().position(|&cost| cost == best).unwrap() + 1 + 3);
    assert_eq!(fast::cost(&trained, &validation, 0.0), best);
    assert_eq!(state.best_cost(), Some(best));
}

#[test]
fn as_long_as_the_cost_falls_no_patience_is_needed() {
    let mut trained = net();
    let state = Trainer::new(0.1).epochs(50).patience(1).train(&mut trained, &samples()).unwrap();
    assert!(state.costs().is_sorted_by(|before, after| after < before), "{:?}", state.costs());
    assert_eq!((state.epochs(), state.best_cost()), (50, Some(fast::cost(&trained, &samples(), 0.0))));
    assert_eq!(state.status(), Status::Finished);
}

#[test]
fn a_run_that_diverges_names_epoch_and_batch_and_keeps_the_last_good_weights() {
    // The slope decreases a little in the first two batches of the second epoch; then α d overflows, although J does not.
    let samples = Samples::new([[1e-5], [1e-5], [1e150], [1.0]], [[0.0], [0.0], [0.0], [0.0]]).unwrap();
    let mut line = Line { theta_1: [[0.0, 1000.0]].into() };
    let trainer = Trainer::new(1e6).schedule(|epoch| epoch as f64).biases(Biases::Fixed).batch_size(1).epochs(3);
    let error = trainer.train(&mut line, &samples).unwrap_err();
    assert_eq!(error, TrainingError::Diverged(Diverged::new(1, 2)));
    let slope: f64 = line.theta_1[0][1];
    assert!((slope - 1000.0 * (1.0 - 1e-4) * (1.0 - 1e-4)).abs() < 1e-9, "{slope}");
    let text = "training diverged: in epoch 1, batch 2, a step leads to weights or a cost that are not finite; try a smaller rate or λ, scale the inputs and the targets of a regression, or clip the gradient";
    assert_eq!(error.to_string(), text);
    // The text that `unwrap` and `?` in `main` show.
    assert_eq!(format!("{error:?}"), text);
    // The divergence is the error itself, not its source, so that a report prints it once.
    assert!(std::error::Error::source(&error).is_none());
}

#[test]
fn the_weights_of_examples_go_with_them_into_their_batches() {
    let weighted = samples().with_weights([2.0, 0.0, 1.0, 3.0]).unwrap();
    let repeated = samples().select(&[0, 0, 2, 3, 3, 3]).unwrap();
    for updates in [Updates::AtOnce, Updates::LayerByLayer] {
        // The mean over 4 weighted examples is that over 6, times 6/4.
        let (mut by_weight, mut by_repetition) = (net(), net());
        Trainer::new(0.1).epochs(9).updates(updates).train(&mut by_weight, &weighted).unwrap();
        Trainer::new(0.15).epochs(9).updates(updates).train(&mut by_repetition, &repeated).unwrap();
        assert_near(&by_weight, &by_repetition, 1e-14);
        // An example of the weight 0 takes no step.
        let (mut with, mut without) = (net(), net());
        let trainer = || Trainer::new(0.1).batch_size(1).updates(updates).epochs(3);
        trainer().train(&mut with, &samples().with_weights([1.0, 0.0, 1.0, 1.0]).unwrap()).unwrap();
        trainer().train(&mut without, &samples().select(&[0, 2, 3]).unwrap()).unwrap();
        assert_near(&with, &without, 1e-14);
    }
}

#[test]
fn the_rate_follows_its_schedule() {
    let samples = Samples::new([[1.0]], [[1.0]]).unwrap();
    let mut line = Line::zeros();
    let mut moved = vec![0.0];
    let trainer = Trainer::<Line>::new(0.1).epochs(3).schedule(|epoch| if epoch == 1 { 0.0 } else { 1.0 });
    trainer
        .watch(|epoch| {
            moved.push(epoch.network().theta_1[0][0]);
            ControlFlow::Continue(())
        })
        .train(&mut line, &samples)
        .unwrap();
    assert!(moved[1] != moved[0] && moved[2] == moved[1] && moved[3] != moved[2], "{moved:?}");
}

#[test]
fn a_watcher_sees_the_current_network() {
    let (samples, validation) = (samples(), Samples::from_classes([X[0], X[1]], &[0, 0]).unwrap());
    let mut accuracies = Vec::new();
    for validation in [None, Some(&validation)] {
        let trainer = Trainer::new(0.5).lambda(0.1).epochs(20).watch(|epoch| {
            let net: &Net = epoch.network();
            assert_eq!(epoch.cost(), fast::cost(net, &samples, 0.1));
            assert_eq!(epoch.accuracy(), Some(accuracy(net, &samples)));
            assert_eq!(epoch.validation_cost(), validation.map(|validation| fast::cost(net, validation, 0.0)));
            assert_eq!(epoch.validation_accuracy(), validation.map(|validation| accuracy(net, validation)));
            accuracies.extend([epoch.accuracy(), epoch.validation_accuracy()]);
            ControlFlow::Continue(())
        });
        let trainer = if let Some(validation) = validation { trainer.validation(validation) } else { trainer };
        trainer.train(&mut net(), &samples).unwrap();
    }
    for expected in [0.5, 0.75, 1.0] {
        assert!(accuracies.contains(&Some(expected)), "some accuracies differ");
    }
}

#[test]
fn a_watcher_can_stop_the_training() {
    let mut trained = net();
    let state = Trainer::new(0.1).epochs(9).watch(|epoch| match epoch.number() {
        4 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    let state: State<Net> = state.train(&mut trained, &samples()).unwrap();
    assert_eq!((state.epochs(), state.steps(), state.costs().len(), state.status()), (4, 4, 4, Status::Paused));
}

#[test]
fn a_trainer_shows_its_settings() {
    let shown = format!("{:?}", Trainer::<Net>::new(0.1).batch_size(7).biases(Biases::Fixed));
    for setting in ["rate: 0.1", "batch_size: Some(7)", "biases: Fixed", "patience: None"] {
        assert!(shown.contains(setting), "{shown}");
    }
}

/// Networks, samples, states and errors can be sent to other threads; a trainer cannot.
const _: () = {
    const fn send_and_sync<T: Send + Sync>() {}
    send_and_sync::<Net>();
    send_and_sync::<Samples<[f64; 2], [f64; 1]>>();
    send_and_sync::<State<Net>>();
    send_and_sync::<Epoch<'_, Net>>();
    send_and_sync::<(Diverged, TrainingError, MinimizeError)>();
    send_and_sync::<(GradientDescent, Momentum, Nesterov, RmsProp, Adam, AdamW)>();
    send_and_sync::<(Minimizer, Minimum)>();
};

#[test]
fn runs_in_several_threads_learn_from_the_same_samples() {
    let (samples, start) = (samples(), net());
    let run = &|seed: u64| {
        let mut trained = start.clone();
        let state = Trainer::new(0.3).batch_size(2).shuffle(seed).epochs(20).train(&mut trained, &samples).unwrap();
        (trained, state)
    };
    let in_threads = std::thread::scope(|scope| {
        let threads = [1, 2, 3].map(|seed| scope.spawn(move || run(seed)));
        threads.map(|thread| thread.join().unwrap())
    });
    assert_eq!(in_threads, [1, 2, 3].map(run));
}
