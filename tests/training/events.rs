//! The log records and the progress bar of a training run.

use backprop::{Identity, Samples, SquaredError, Trainer, network};
use log::{Level, LevelFilter, Log, Metadata, Record};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::process::{Command, Stdio};

network! {
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
}

thread_local! {
    /// The records of this thread's log. Other tests train on other threads.
    static HEARD: RefCell<Vec<(Level, String)>> = const { RefCell::new(Vec::new()) };
}

/// A logger that stores every record.
struct Ear;

impl Log for Ear {
    fn enabled(&self, _metadata: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        assert_eq!(record.target(), "backprop::trainer");
        HEARD.with_borrow_mut(|heard| heard.push((record.level(), record.args().to_string())));
    }

    fn flush(&self) {}
}

/// Returns the records that a run of this trainer logs.
fn heard(trainer: Trainer<'_, Line>, samples: &Samples<[f64; 1], [f64; 1]>) -> Vec<(Level, String)> {
    HEARD.take();
    let _ = trainer.train(&mut Line { theta_1: [[0.0, 1.0]].into() }, samples);
    HEARD.take()
}

#[test]
fn a_run_tells_its_start_its_epochs_and_its_end() {
    log::set_logger(&Ear).unwrap();
    log::set_max_level(LevelFilter::Trace);
    let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]]).unwrap();
    let told = heard(Trainer::new(0.1).epochs(2), &samples);
    let levels: Vec<Level> = told.iter().map(|(level, _)| *level).collect();
    assert_eq!(levels, [Level::Info, Level::Debug, Level::Debug, Level::Info]);
    let start = "training starts: 0 of 2 epochs are done; m = 2, batches of 2, α = 0.1, λ = 0, GradientDescent";
    assert_eq!(told[0].1, start);
    assert!(told[1].1.starts_with("epoch 1: J = ") && told[1].1.contains(", ‖D‖ = "), "{}", told[1].1);
    assert!(told[3].1.starts_with("training ends after 2 epochs: J = "), "{}", told[3].1);

    let told = heard(Trainer::new(0.1).schedule(|_| 0.0).epochs(9).validation(&samples).patience(2), &samples);
    assert!(told[1].1.contains(", on the validation samples 3.25, "), "{}", told[1].1);
    let (level, text) = &told[told.len() - 2];
    assert_eq!((*level, text.as_str()), (Level::Warn, "stopped early: 2 epochs without a lower cost than 3.25"));

    let told = heard(Trainer::new(0.1).epochs(9).watch(|_| ControlFlow::Break(())), &samples);
    let (level, text) = told.last().unwrap();
    assert!(*level == Level::Info && text.starts_with("training pauses after 1 epochs: J = "), "{text}");

    let far = Samples::new([[1e150]], [[0.0]]).unwrap();
    let told = heard(Trainer::new(0.1).epochs(9), &far);
    let (level, text) = told.last().unwrap();
    assert!(*level == Level::Warn && text.starts_with("training diverged: in epoch 0, batch 0, "), "{text}");
}

/// The environment variable that marks a child process of the next test.
const CHILD: &str = "BACKPROP_TEST_BAR";

/// The child process of the next test.
#[test]
fn child_that_trains_with_a_bar() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let samples = Samples::new([[1.0], [2.0]], [[3.0], [5.0]]).unwrap();
    Trainer::new(0.1).epochs(2).progress().train(&mut Line::random(1), &samples).unwrap();
}

#[test]
fn no_bar_is_drawn_where_there_is_no_terminal() {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "events::child_that_trains_with_a_bar", "--nocapture"]).env(CHILD, "1");
    let output = child.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
    assert!(output.status.success() && String::from_utf8_lossy(&output.stdout).contains("1 passed"));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
