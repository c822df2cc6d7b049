//! What takes a moment to write and is written when the page rests: the equations, the code, the program and the files.

use super::Own;
use super::run::Run;
use crate::plain::Plain;
use crate::reader::declaration::{Declared, expansion};
use crate::reader::equations::equations;
use crate::reader::link::{Link, escaped};
use crate::reader::program::{Program, prints};
use crate::reader::weights;

/// The most weights of a network whose equations are written without being asked for.
const MOST: usize = 6000;

/// The texts; each is empty where there is nothing to say.
#[derive(Default)]
pub(super) struct Along {
    pub(super) equations: String,
    pub(super) code: String,
    pub(super) main: String,
    pub(super) dependency: String,
    pub(super) prints: String,
    /// The addresses of the files, with all that is in them.
    pub(super) rows: String,
    pub(super) weights: String,
    /// Why there is no program, or no file.
    pub(super) why_not: String,
}

impl Along {
    /// Writes them; the equations of a large network only if all are wanted.
    pub(super) fn new(own: &Own, all: bool) -> Self {
        let code = own.declared.as_ref().map(|declared| expansion(&declared.text)).unwrap_or_default();
        let mut along = Self { code, ..Self::default() };
        if let (Some(declared), Ok(run)) = (&own.declared, &own.run) {
            let samples = &run.training.samples;
            let weights = run.weights();
            along.equations = if weights <= MOST || all {
                equations(&run.network, Some((samples, Plain(own.settings.lambda), own.row)))
            } else {
                format!(
                    r#"<p>A network with {weights} weights has many equations, and they take a few seconds.</p><p><button type="button" data-act="equations">Write them</button></p>"#
                )
            };
            match weights::bytes(declared, &run.network) {
                Ok(bytes) => along.weights = format!("data:application/octet-stream,{}", escaped(&bytes)),
                Err(error) => along.why_not = format!("The weights cannot be saved: {error}."),
            }
            along.program(own, declared, run);
        }
        along
    }

    fn program(&mut self, own: &Own, declared: &Declared, run: &Run) {
        if run.is_moved_later {
            self.why_not =
                "You moved a weight during the training. A program starts from a seed, so start again to copy one."
                    .to_owned();
            return;
        }
        let moved: Vec<_> = run.moved.iter().map(|(&weight, &value)| (run.place(weight), value)).collect();
        let program = Program {
            declared,
            seed: own.seed,
            moved: &moved,
            set: &run.set,
            settings: &own.settings,
            steps: run.training.steps(),
        };
        self.main = program.main();
        self.dependency = program.dependency();
        self.prints = prints(&run.network, &run.training, &own.settings);
        self.rows = program
            .rows()
            .map(|rows| format!("data:text/csv;charset=utf-8,{}", escaped(rows.as_bytes())))
            .unwrap_or_default();
    }
}

/// Returns the link to this state.
pub(super) fn link(own: &Own) -> Link {
    Link {
        declaration: Some(own.text.clone()),
        seed: Some(own.seed),
        data: Some(own.data),
        rows: (!own.rows.is_empty()).then(|| own.rows.clone()),
        rate: Some(own.settings.rate),
        lambda: Some(own.settings.lambda),
        optimizer: Some(own.settings.optimizer),
    }
}
