//! The handwritten digits again, with the whole workflow of practice: load, split and scale the data, train with Adam
//! and early stopping, resume from a checkpoint, evaluate, save, and export to ONNX.
//!
//! The example `digits_in_practice` writes the files and plots of a run to `target/digits`.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split_by_class;
use backprop::formats::safetensors::Checkpoint;
use backprop::metrics::{ConfusionMatrix, LearningPoint, learning_curve, log_loss};
use backprop::{Adam, CrossEntropy, Model, Relu, SamplesOf, Softmax, Trainer, TrainingError, accuracy, network};
use std::error::Error;
use std::fmt;
use std::ops::ControlFlow;
use std::path::Path;

network! {
    /// Maps 8 × 8 pixels to the probability of each digit.
    pub struct Reader {
        layers: 64 -> 30 Relu -> 10 Softmax,
        cost: CrossEntropy,
    }
}

const SEED: u64 = 1;

/// The training, validation and test samples. All of them are scaled by the range of the training samples.
pub struct Data {
    pub training: SamplesOf<Reader>,
    pub validation: SamplesOf<Reader>,
    pub test: SamplesOf<Reader>,
    pub scaling: Scaling<f64, 64>,
}

/// Reads the table, and returns scaled samples.
pub fn read(path: &Path) -> Result<Data, Box<dyn Error>> {
    let table = Csv::new().without_header().open(path)?;
    let digits = table.classified(64, &table.classes(64)?)?;
    let parts = split_by_class(&digits, [0.6, 0.2, 0.2], SEED)?;
    let scaling = Scaling::min_max(parts[0].x())?;
    let [training, validation, test] = parts.map(|part| scaling.scale_x(&part));
    Ok(Data { training: training?, validation: validation?, test: test?, scaling })
}

/// Returns a trainer with Adam, mini-batches of 32, and early stopping after ten epochs without a lower validation
/// cost.
pub fn trainer(validation: &SamplesOf<Reader>) -> Trainer<'_, Reader> {
    let trainer = Trainer::new(0.003).optimizer(Adam::default()).batch_size(32).lambda(0.1).shuffle(SEED);
    trainer.epochs(200).validation(validation).patience(10)
}

/// The number of an epoch, and J on the training and the validation rows after it.
pub struct Costs {
    pub epoch: usize,
    pub training: f64,
    pub validation: f64,
}

/// Trains a network, and saves a checkpoint after every tenth epoch.
pub fn train(data: &Data, checkpoint: &Path) -> Result<(Reader, Vec<Costs>), Box<dyn Error>> {
    let mut reader = Reader::random(SEED);
    let (mut costs, mut saved) = (Vec::new(), Ok(()));
    let watched = trainer(&data.validation).watch(|epoch| {
        costs.push(Costs {
            epoch: epoch.number(),
            training: epoch.network().cost(&data.training, 0.0),
            validation: epoch.validation_cost().expect("there are validation rows"),
        });
        if epoch.number() % 10 == 0 {
            saved = Checkpoint::from_training(epoch.network(), epoch.state()).save(checkpoint);
        }
        if saved.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    watched.train(&mut reader, &data.training)?;
    saved?;
    Ok((reader, costs))
}

/// Resumes training from a checkpoint. The result is the same as that of the run that saved the checkpoint.
pub fn resume(data: &Data, checkpoint: &Path) -> Result<Reader, Box<dyn Error>> {
    let checkpoint = Checkpoint::<Reader>::load(checkpoint)?;
    let (state, mut reader) = (checkpoint.state()?, checkpoint.network);
    trainer(&data.validation).resume(&mut reader, &data.training, state)?;
    Ok(reader)
}

/// Returns a learning curve: the accuracies of networks that are trained on the first rows only. It shows whether more
/// data would help.
pub fn learn_from_less(data: &Data) -> Result<Vec<LearningPoint>, Box<dyn Error>> {
    let train = |rows: &SamplesOf<Reader>| -> Result<Reader, TrainingError> {
        let mut reader = Reader::random(SEED);
        trainer(&data.validation).train(&mut reader, rows)?;
        Ok(reader)
    };
    let sizes = [50, 100, 200, 400, 800, data.training.len()];
    Ok(learning_curve(&sizes, &data.training, &data.validation, train, accuracy)?)
}

/// Puts the network into a model that scales rows by itself, saves it, loads it again, and exports it to ONNX.
pub fn keep(reader: &Reader, scaling: &Scaling<f64, 64>, folder: &Path) -> Result<Model<Reader>, Box<dyn Error>> {
    let model = Model::new(reader.clone()).with_scaling(scaling);
    model.save(folder.join("reader.safetensors"))?;
    let loaded = Model::<Reader>::load(folder.join("reader.safetensors"))?;
    loaded.export_onnx(folder.join("reader.onnx"))?;
    Ok(loaded)
}

/// The results of the whole workflow.
pub struct Run {
    pub data: Data,
    pub reader: Reader,
    pub costs: Vec<Costs>,
    pub resumed: Reader,
    pub learning_curve: Vec<LearningPoint>,
    pub matrix: ConfusionMatrix,
    pub log_loss: f64,
    pub kept: Model<Reader>,
}

/// Runs the whole workflow, and writes its files to `folder`.
pub fn run(folder: &Path) -> Result<Run, Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let data = read(&crate::data::path("digits.csv"))?;
    let checkpoint = folder.join("checkpoint.safetensors");
    let (reader, costs) = train(&data, &checkpoint)?;
    let resumed = resume(&data, &checkpoint)?;
    let learning_curve = learn_from_less(&data)?;
    let (matrix, log_loss) = (ConfusionMatrix::new(&reader, &data.test)?, log_loss(&reader, &data.test));
    let kept = keep(&reader, &data.scaling, folder)?;
    Ok(Run { data, reader, costs, resumed, learning_curve, matrix, log_loss, kept })
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { data: Data { training, validation, test, .. }, costs, learning_curve, matrix, log_loss, .. } = self;
        let (training, validation, test) = (training.len(), validation.len(), test.len());
        writeln!(f, "{training} digits to learn from, {validation} to stop by, {test} to judge with\n")?;
        for Costs { epoch, training, validation } in costs.iter().step_by(5) {
            writeln!(
                f,
                "epoch {epoch:>3}: J = {training:.4} on the training rows, {validation:.4} on the validation rows"
            )?;
        }
        let agrees = |agrees| if agrees { "has the same weights" } else { "differs" };
        writeln!(f, "\nThe run that went on from the last checkpoint {}.", agrees(self.resumed == self.reader))?;
        writeln!(f, "The network that was saved and loaded {}.", agrees(self.kept.network() == &self.reader))?;
        writeln!(f, "\nrows   accuracy on them   on the validation rows")?;
        for LearningPoint { rows, training, validation, .. } in learning_curve {
            writeln!(f, "{rows:>4}{:>17.1} %{:>23.1} %", 100.0 * training, 100.0 * validation)?;
        }
        writeln!(f, "\nlog loss {log_loss:.4} on the test rows:\n\n{matrix:.2}")
    }
}
