//! The run of the page as a program of the reader's own, and what that program prints.
//!
//! The program reads like the crate's first example. It is written as rustfmt formats it, and imports what it uses.

use super::chosen::Chosen;
use super::declaration::Declared;
use super::kinds::Kind;
use super::training::{Set, Settings, Training, is_of_classes, right};
use crate::digits::steps as so_many;
use crate::plain::Plain;
use backprop::Network;

/// The most rows that stand in the program. More are in a file beside it.
const ROWS: usize = 60;
/// The most characters of a row that stands in the program.
const ROW: usize = 58;
/// The most characters in the line of rustfmt's array, or chain of methods.
const SHORT: usize = 60;
/// The most characters in a line of the program.
const LINE: usize = 100;

/// A run as a program.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// The network.
    pub declared: &'a Declared,
    /// The seed of its first weights.
    pub seed: u64,
    /// The weights that have other values at the start: l, i and j of each, and the value.
    pub moved: &'a [([usize; 3], f64)],
    /// The rows.
    pub set: &'a Set,
    /// The settings of the trainer.
    pub settings: &'a Settings,
    /// The number of steps, each on all rows.
    pub steps: usize,
}

impl Program<'_> {
    /// Returns the text of `src/main.rs`.
    pub fn main(&self) -> String {
        let (result, error) = (self.named("std::result::Result"), self.named("std::boxed::Box"));
        let mut text = self.uses();
        text += "\nnetwork! {\n";
        text += &indented(&self.declared.text);
        text += &format!("}}\n\nfn main() -> {result}<(), {error}<dyn std::error::Error>> {{\n");
        text += &indented(&self.body());
        text + "}\n"
    }

    /// Returns the lines of `main`.
    fn body(&self) -> String {
        let (name, seed, steps) = (&self.declared.name, self.seed, self.steps);
        let cost = format!("let cost = network.cost(&samples, {});\n", literal(self.settings.lambda));
        let mut lines = self.samples();
        lines += &format!("\nlet mut network = {name}::random({seed});\n");
        for &([l, i, j], value) in self.moved {
            lines += &format!("network.theta_{l}[{}][{j}] = {};\n", i - 1, literal(value));
        }
        lines += "println!(\"{network}\");\n";
        lines += &cost;
        lines += "println!(\"J at the start: {cost:.6}\");\n\n";
        lines += &self.training();
        lines += "\n";
        lines += &cost;
        lines += &format!("println!(\"J after {}: {{cost:.6}}\");\n", so_many(steps));
        if self.declared.layers.as_ref().is_ok_and(is_of_classes) {
            lines += "let answers = samples.x().iter().map(|x| network.predict(x));\n";
            lines += "let both = answers.zip(samples.classes());\n";
            lines += "let right = both.filter(|(answer, class)| answer == class).count();\n";
            lines += "println!(\"right: {right} of {} rows\", samples.len());\n";
        }
        lines += "let outputs = network.output(&samples.x()[0]);\n";
        lines += "println!(\"outputs for the first row: {outputs:.6?}\");\n";
        lines + "Ok(())\n"
    }

    /// Returns the line of `Cargo.toml` below `[dependencies]`.
    pub fn dependency(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        if self.has_file() {
            format!("backprop = {{ version = \"{version}\", features = [\"csv\"] }}\n")
        } else {
            format!("backprop = \"{version}\"\n")
        }
    }

    /// Returns the text of `rows.csv`, which is to be beside `Cargo.toml`; `None` if all rows are in the program.
    pub fn rows(&self) -> Option<String> {
        let (x, y) = (self.set.x.first()?, self.set.y.first()?);
        let header = (1..=x.len()).map(|i| format!("x{i}")).chain((1..=y.len()).map(|k| format!("y{k}")));
        let cell = |number: &Plain| {
            let text = literal(number.0);
            text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
        };
        let rows = self.set.x.iter().zip(&self.set.y).map(|(x, y)| x.iter().chain(y).map(cell).collect());
        let lines = [header.collect()].into_iter().chain(rows).map(|cells: Vec<String>| cells.join(",") + "\n");
        self.has_file().then(|| lines.collect())
    }

    /// Returns whether the rows are in a file, because they are too many or too long.
    fn has_file(&self) -> bool {
        self.set.x.len() > ROWS || self.set.x.iter().chain(&self.set.y).any(|numbers| row(numbers).len() > ROW)
    }

    /// Returns the name that an item has in the program: with its path only if the network has the same name.
    fn named(&self, path: &'static str) -> &'static str {
        let name = path.rsplit("::").next().unwrap_or(path);
        if self.declared.name == name { path } else { name }
    }

    /// Returns the lines of the imports.
    fn uses(&self) -> String {
        let is_of_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
        let words: Vec<&str> = self.declared.text.split(|letter| !is_of_path(letter)).collect();
        let known = Kind::ALL.map(|kind| kind.0).into_iter().chain(["CrossEntropy", "SquaredError"]);
        let mut names: Vec<&str> = known.filter(|name| words.contains(name)).collect();
        names.extend(["Trainer", "network"]);
        names.extend(self.optimizer().map(|optimizer| optimizer.1));
        let mut lines = String::new();
        if !self.has_file() {
            names.push("Samples");
        } else if self.declared.name != "Csv" {
            lines += "use backprop::data::csv::Csv;\n";
        }
        // The macro is no type, so that a network may have its name.
        names.retain(|name| *name != self.declared.name || *name == "network");
        names.sort_unstable();

        let line = match names[..] {
            [name] => format!("use backprop::{name};\n"),
            _ => format!("use backprop::{{{}}};\n", names.join(", ")),
        };
        if line.trim_end().len() <= LINE {
            return lines + &line;
        }
        lines += "use backprop::{\n   ";
        let mut length = 3;
        for name in names {
            length += name.len() + 2;
            if length > LINE {
                lines += "\n   ";
                length = 3 + name.len() + 2;
            }
            lines += &format!(" {name},");
        }
        lines + "\n};\n"
    }

    /// Returns the path and the name of the optimizer, unless it is the trainer's own.
    fn optimizer(&self) -> Option<(&'static str, &'static str)> {
        match self.settings.optimizer {
            1 => Some(("backprop::Momentum", "Momentum")),
            2 => Some(("backprop::Adam", "Adam")),
            _ => None,
        }
    }

    /// Returns the lines that make the samples.
    fn samples(&self) -> String {
        let (x, y) = (&self.set.x, &self.set.y);
        if !self.has_file() {
            let samples = self.named("backprop::Samples");
            return format!("let x = {};\nlet y = {};\nlet samples = {samples}::new(x, y)?;\n", array(x), array(y));
        }
        let columns = |from: usize, count: usize| {
            if count == 1 { format!("[{from}]") } else { format!("{from}..{}", from + count) }
        };
        let (inputs, outputs) = (x.first().map_or(0, Vec::len), y.first().map_or(0, Vec::len));
        let (x, y, csv) = (columns(0, inputs), columns(inputs, outputs), self.named("backprop::data::csv::Csv"));
        format!("let table = {csv}::new().open(\"rows.csv\")?;\nlet samples = table.samples({x}, {y})?;\n")
    }

    /// Returns the lines that train.
    fn training(&self) -> String {
        let Settings { rate, lambda, .. } = *self.settings;
        let mut chain = vec![format!("{}::new({})", self.named("backprop::Trainer"), literal(rate))];
        if lambda != 0.0 {
            chain.push(format!(".lambda({})", literal(lambda)));
        }
        chain.extend(self.optimizer().map(|(path, _)| format!(".optimizer({}::default())", self.named(path))));
        chain.push(format!(".epochs({})", self.steps));
        chain.push(".train(&mut network, &samples)?".to_owned());
        let line = chain.concat();
        (if line.len() <= SHORT { line } else { chain.join("\n    ") }) + ";\n"
    }
}

/// Returns what the program prints, from the page's own run.
pub fn prints(network: &Chosen<Plain>, training: &Training, settings: &Settings) -> String {
    let weights: usize = network.thetas().iter().map(|theta| theta.len()).sum();
    let mut lines = format!("{network}, {weights} weights\n");
    lines += &format!("J at the start: {:.6}\n", training.costs[0]);
    let cost = network.cost(&training.samples, Plain(settings.lambda));
    lines += &format!("J after {}: {:.6}\n", so_many(training.steps()), cost.0);
    if let Some(right) = right(network, &training.samples) {
        lines += &format!("right: {right} of {} rows\n", training.samples.len());
    }
    let outputs = network.output(&training.samples.x()[0]).map(f64::from);
    lines + &format!("outputs for the first row: {:.6?}\n", &outputs[..network.layers().outputs()])
}

/// Returns a number as the shortest literal that has all of its bits.
fn literal(number: f64) -> String {
    if number.is_finite() {
        format!("{number:?}")
    } else if number.is_nan() {
        "f64::NAN".to_owned()
    } else {
        format!("{}f64::INFINITY", if number < 0.0 { "-" } else { "" })
    }
}

/// Returns an array of numbers.
fn row(numbers: &[Plain]) -> String {
    format!("[{}]", numbers.iter().map(|number| literal(number.0)).collect::<Vec<_>>().join(", "))
}

/// Returns an array of rows: in a line if it is short, else a row on each line.
fn array(rows: &[Vec<Plain>]) -> String {
    let rows: Vec<String> = rows.iter().map(|numbers| row(numbers)).collect();
    let line = format!("[{}]", rows.join(", "));
    if line.len() <= SHORT {
        return line;
    }
    let lines: String = rows.iter().map(|row| format!("    {row},\n")).collect();
    format!("[\n{lines}]")
}

/// Indents the lines that are not empty.
fn indented(lines: &str) -> String {
    let indent = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    lines.lines().map(indent).collect()
}
