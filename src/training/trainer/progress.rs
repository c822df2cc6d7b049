//! The progress bar: epochs, cost, accuracy and the time that is left, on the terminal. Above it stands the advice.

use super::Epoch;
use crate::display::fixed;
use crate::network::{Network, SamplesOf};
use crate::training::advice::advice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};
use std::time::{Duration, Instant};

/// The shortest time between two updates: nobody reads faster, and the accuracy shown has to be computed.
const PAUSE: Duration = Duration::from_millis(100);

/// A progress bar on a terminal.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    shown: Option<Instant>,
}

impl Progress {
    /// A bar on the standard error output; hidden if that is not a terminal.
    pub(super) fn new() -> Self {
        Self::on(ProgressDrawTarget::stderr())
    }

    fn on(target: ProgressDrawTarget) -> Self {
        let style = ProgressStyle::with_template("{bar:32} epoch {pos} of {len}, {msg}, {eta} left");
        let style = style.expect("each name in braces is one that the library knows");
        let bar = ProgressBar::with_draw_target(None, target).with_finish(ProgressFinish::Abandon);
        Self { bar: bar.with_style(style), shown: None }
    }

    /// Prints what may keep the network from learning.
    pub(super) fn advise<N: Network<Scalar: Into<f64>>>(&self, network: &N, samples: &SamplesOf<N>) {
        if !self.bar.is_hidden() {
            advice(network, samples).iter().for_each(|advice| self.bar.println(format!("Advice: {advice}.")));
        }
    }

    /// Shows one of `epochs` epochs: the last one always, the others at most every [`PAUSE`].
    pub(super) fn show<N: Network<Scalar: Into<f64>>>(&mut self, epoch: &Epoch<'_, N>, epochs: usize) {
        let is_early = self.shown.is_some_and(|shown| shown.elapsed() < PAUSE);
        if self.bar.is_hidden() || (is_early && !epoch.is_last) {
            return;
        }
        if self.shown.is_none() {
            // The time left is estimated from the epochs of this run, not from those of a run that it continues.
            self.bar.set_length(epochs as u64);
            self.bar.reset_eta();
        }
        let accuracy = epoch.validation_accuracy().or_else(|| epoch.accuracy());
        // Targets of a regression have no accuracy.
        let right = accuracy.map_or(String::new(), |share| format!(", {} % right", fixed(100.0 * share, 1)));
        let cost = epoch.validation_cost().unwrap_or(epoch.cost());
        self.bar.set_position(epoch.number() as u64);
        self.bar.set_message(format!("J = {}{right}", fixed(cost, 6)));
        self.shown = Some(Instant::now());
        if epoch.is_last {
            // Draws the bar a last time and leaves it on the screen.
            self.bar.abandon();
        }
    }
}

#[cfg(test)]
#[allow(dead_code, reason = "the compiler lints what a macro wrote only in the macro's own crate")]
mod tests {
    use super::Progress;
    use crate::training::trainer::{Epoch, State};
    use crate::{Identity, Samples, SquaredError, Trainer, network};
    use indicatif::{ProgressDrawTarget, TermLike};
    use std::io;
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, Instant};

    /// A terminal that keeps everything that was ever written to it.
    #[derive(Debug, Clone, Default)]
    struct Terminal(Arc<Mutex<String>>);

    impl Terminal {
        fn target(&self) -> ProgressDrawTarget {
            ProgressDrawTarget::term_like(Box::new(self.clone()))
        }
        fn written(&self) -> String {
            self.0.lock().unwrap().clone()
        }
    }

    impl TermLike for Terminal {
        fn width(&self) -> u16 {
            120
        }
        fn move_cursor_up(&self, _n: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _n: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _n: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _n: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.write_str(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.0.lock().unwrap().push_str(text);
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    network! {
        struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
    }

    #[test]
    fn the_bar_ends_with_the_last_epoch() {
        let terminal = Terminal::default();
        let bar = || Some(Progress::on(terminal.target()));
        let samples = Samples::new([[0.0], [1.0]], [[0.0], [1.0]]).unwrap();
        let mut line = Line { theta_1: [[0.1, 0.7]].into() };
        let trainer = Trainer { progress: bar(), ..Trainer::new(0.1).epochs(300) };
        let state = trainer.train(&mut line, &samples).unwrap();
        let last = format!("epoch 300 of 300, J = {:.6}, 100.0 % right", state.costs()[299]);
        assert!(terminal.written().trim_end().ends_with(&format!("{last}, 0s left")), "{}", terminal.written());

        // Where a run is broken off, it stands at the epoch that was the last.
        let terminal = Terminal::default();
        let bar = || Some(Progress::on(terminal.target()));
        let trainer = Trainer { progress: bar(), ..Trainer::new(0.1).schedule(|_| 0.0).epochs(300).patience(2) };
        trainer.train(&mut line, &samples).unwrap();
        let written = terminal.written();
        let last = written.rfind("epoch ").map(|start| &written[start..]);
        assert!(last.is_some_and(|last| last.starts_with("epoch 3 of 300, J = ")), "{written}");
    }

    #[test]
    fn advice_stands_above_the_bar() {
        let terminal = Terminal::default();
        let samples = Samples::new([[1999.0], [2001.0]], [[0.0], [1.0]]).unwrap();
        let trainer = Trainer { progress: Some(Progress::on(terminal.target())), ..Trainer::new(1e-9).epochs(3) };
        let state = trainer.train(&mut Line::zeros(), &samples).unwrap();
        let written = terminal.written();
        let advice = written.find("Advice: 1 column of x is far from 0, first column 0 with the mean 2000.0000 ");
        assert!(advice.is_some() && advice < written.find("epoch 1 of 3"), "{written}");

        // A run that goes on has said it.
        let terminal = Terminal::default();
        let trainer = Trainer { progress: Some(Progress::on(terminal.target())), ..Trainer::new(1e-9).epochs(6) };
        trainer.resume(&mut Line::zeros(), &samples, state).unwrap();
        let written = terminal.written();
        assert!(written.contains("epoch 6 of 6") && !written.contains("Advice"), "{written}");
    }

    #[test]
    fn what_nobody_could_read_is_not_computed() {
        let samples = Samples::new([[1.0]], [[1.0]]).unwrap();
        let (line, mut state) = (Line::zeros(), State::new());
        state.finish_epoch(0.5, None);
        let first = |is_last| Epoch {
            network: &line,
            samples: Some(&samples),
            validation: None,
            cost: 0.5,
            validation_cost: None,
            gradient_norm: 1.0,
            state: &state,
            is_last,
        };
        let shown = |target: ProgressDrawTarget, shown: Option<Instant>, epochs: usize| {
            let mut progress = Progress { shown, ..Progress::on(target) };
            progress.show(&first(epochs == 1), epochs);
            !progress.bar.message().is_empty()
        };
        let terminal = || Terminal::default().target();
        // However slow the machine is, an hour from now counts as now.
        let (just_now, a_while_ago) =
            (Some(Instant::now() + Duration::from_secs(3600)), Some(Instant::now() - Duration::from_secs(1)));
        assert!(shown(terminal(), None, 9), "the first");
        assert!(!shown(terminal(), just_now, 9), "so soon");
        assert!(shown(terminal(), a_while_ago, 9), "after a while");
        assert!(shown(terminal(), just_now, 1), "the last");
        assert!(!shown(ProgressDrawTarget::hidden(), a_while_ago, 1), "without a terminal");
        assert!(Trainer::<Line>::new(0.1).progress().progress.is_some());
    }
}
