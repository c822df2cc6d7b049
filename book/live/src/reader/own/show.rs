//! What the page shows.

use super::messages::messages;
use super::run::{MOST, Run};
use super::{Along, Own, link};
use crate::area::AREAS;
use crate::digits::{attribute, significant, steps as so_many, within};
use crate::own::{LAMBDAS, PLANE, RATES, REACH, TICKS};
use crate::reader::drawing::{draw, outline};
use crate::reader::link::LONGEST;
use crate::reader::training::{Data, Settings};
use crate::show::{Show, pixel};
use crate::stage::escaped;

/// The most rows that the plane shows, and the most points of the curve.
const ROWS: usize = 1000;
const PARTS: usize = 240;
/// The most layers of a network that is drawn without numbers.
const LAYERS: usize = 20;
/// Inputs that are larger should be scaled.
const LARGE: f64 = 20.0;

impl Own {
    pub(super) fn show_all(&self, show: &mut Show) {
        self.show_declaration(show);
        let is_before = self.declared.is_some() && !self.reply.errors.is_empty();
        show.class("answer", "before", is_before);
        self.show_numbers(show);
        self.show_training(show);
        self.show_along(show);
    }

    fn show_declaration(&self, show: &mut Show) {
        show.choice("example", self.example).field("declaration", &self.text);
        show.html("messages", &messages(&self.text, &self.reply.errors)).text("about", &self.about());
        let mut networks = String::new();
        if self.reply.networks.len() > 1 {
            for (number, network) in self.reply.networks.iter().enumerate() {
                let (is_shown, name) = (number == self.number, escaped(&network.name));
                networks += &format!(
                    r#"<button type="button" data-act="network" data-value="{number}" aria-pressed="{is_shown}">{name}</button>"#
                );
            }
        }
        show.html("networks", &networks);
    }

    /// Says what the text is.
    fn about(&self) -> String {
        let count = self.reply.errors.len();
        let (Some(declared), 0) = (&self.declared, count) else {
            let messages = if count == 1 { "1 message".to_owned() } else { format!("{count} messages") };
            let before = match &self.declared {
                Some(declared) => format!(" Below is still {}.", declared.name),
                None => String::new(),
            };
            return format!("The macro has {messages} for you.{before}");
        };
        let mut about = format!("{}: {}", declared.name, declared.summary.trim_end_matches('.'));
        match &self.run {
            Ok(run) => about += &format!(", {} weights.", run.weights()),
            Err(why) => about += &format!(". There are no numbers here, because {why}."),
        }
        if let (Ok(_), Some(why)) = (&self.run, &self.refused)
            && self.data != Data::Own
        {
            about += &format!(" There are no rows for it yet: {why}. Its numbers are those of one row of ones.");
        }
        if self.is_link_broken {
            about += " The link in the address cannot be read.";
        }
        about
    }

    /// Shows the drawing, and the weight that can be moved.
    fn show_numbers(&self, show: &mut Show) {
        let (mut drawing, mut size, mut slope) = (String::new(), (1.0, 1.0), String::new());
        let (mut rows, mut weights, mut name, mut value) = (1, 1, String::new(), 0.0);
        if let Ok(run) = &self.run {
            let (forward, deltas) = run.passes(self.row);
            let drawn = draw(&run.network, &forward, &deltas, self.width, self.weight);
            (drawing, size) = (drawn.content, drawn.size);
            (rows, weights) = (run.set.x.len(), run.weights());
            let [l, i, j] = run.place(self.weight);
            (name, value) = (weight_name([l, i, j]), run.weight(self.weight));
            let d = run.slope(self.weight);
            let way = if d == 0.0 {
                "J does not change with it".to_owned()
            } else {
                format!("a small step {} makes J smaller", if d > 0.0 { "down" } else { "up" })
            };
            slope = format!(
                "{name} is {}. Its derivative, D over all rows, is {}: {way}. J is {}.",
                significant(value),
                significant(d),
                significant(run.cost)
            );
        }
        let sizes = self.declared.as_ref().and_then(|declared| declared.sizes.as_ref());
        if let (Err(_), Some(sizes)) = (&self.run, sizes.filter(|sizes| sizes.len() <= LAYERS)) {
            let drawn = outline(sizes, self.width);
            (drawing, size) = (drawn.content, drawn.size);
        }
        let (width, height) = (pixel(size.0), pixel(size.1));
        show.attribute("network", "viewBox", &["0 0 ", &width, " ", &height].concat());
        show.attribute("network", "style", &["max-width: ", &width, "px"].concat());
        show.attribute("network", "aria-label", "The network with the numbers of a row").html("network", &drawing);
        show.attribute("row", "max", &rows.to_string());
        // Without numbers, the sliders have a single position.
        let (row, weight) = (self.row.min(rows - 1), self.weight.min(weights - 1));
        show.slider("row", (row + 1) as f64, &format!("{} of {rows}", row + 1));
        show.attribute("weight", "min", "0").attribute("weight", "max", &(weights - 1).to_string());
        show.slider("weight", weight as f64, &name);
        show.attribute("value", "min", &attribute(self.middle - REACH, 6));
        show.attribute("value", "max", &attribute(self.middle + REACH, 6));
        show.slider("value", value, &significant(value)).text("slope", &slope);
        show.class("computed", "off", self.run.is_err());
    }

    fn show_training(&self, show: &mut Show) {
        let Settings { rate, lambda, optimizer } = self.settings;
        let data = Data::ALL.iter().position(|(_, data)| *data == self.data).unwrap_or_default();
        show.choice("data", data).choice("optimizer", optimizer);
        show.slider("rate", nearest(&RATES, rate), &significant(rate));
        show.slider("lambda", nearest(&LAMBDAS, lambda), &significant(lambda));
        show.class("own rows", "off", self.data != Data::Own).field("rows", &self.rows);
        let run = self.run.as_ref().ok();
        let refused = match (&self.refused, run.and_then(Run::too_many)) {
            (Some(why), _) if self.data == Data::Own && self.rows.is_empty() => {
                format!("Paste rows into the field: {}. Until then, there is one row of ones.", self.shape(why))
            }
            (Some(why), _) => format!("These rows do not fit: {why}. In their place, there is one row of ones."),
            (None, Some(most)) => {
                format!(
                    "A step on these rows would take too long here: this page trains this network on up to {most} rows."
                )
            }
            (None, None) if self.data == Data::Own && run.is_some_and(has_large_inputs) => {
                "Some inputs are large. A network learns more easily if each column is scaled, for example to numbers from −1 to 1."
                    .to_owned()
            }
            (None, None) => String::new(),
        };
        show.text("refused", &refused).class("refused", "off", refused.is_empty());
        let is_plane = run.is_some_and(|run| run.network.layers().inputs == 2 && run.network.layers().outputs() <= 2);
        show.class("plane", "off", !is_plane);
        let nothing: [String; AREAS.len()] = Default::default();
        for (slot, path) in AREAS.into_iter().zip(run.map_or(&nothing, |run| &run.areas)) {
            show.attribute(slot, "d", path);
        }
        show.attribute("boundary", "d", run.map_or("", |run| &run.boundary));
        let ranges = run.filter(|_| is_plane).map_or([[0.0, 1.0]; 2], Run::ranges);
        for (axis, [least, most]) in ["x", "y"].into_iter().zip(ranges) {
            for (i, share) in TICKS.into_iter().enumerate() {
                show.text(&format!("{axis} {i}"), &short(least + share * (most - least)));
            }
        }
        for class in [0, 1] {
            let rows = run.filter(|_| is_plane).map_or(0, |run| run.set.x.len().min(ROWS));
            let of_class = (0..rows).filter(|&row| run.is_some_and(|run| run.class(row) == class));
            show.dots(&format!("dots {class}"), of_class.filter_map(|row| Some(place(&run?.set.x[row], ranges))));
        }
        self.show_cost(show, run);
        let is_over = run.is_none_or(|run| run.is_over() || run.too_many().is_some());
        show.run(self.is_running).disabled("run", is_over && !self.is_running).disabled("step", is_over);
        show.text("seed is", &self.seed.to_string()).text("says", &self.says(run));
    }

    /// Shows the curve of the cost.
    fn show_cost(&self, show: &mut Show, run: Option<&Run>) {
        let costs = run.map_or(&[][..], |run| &run.training.costs);
        let (last, largest) =
            (costs.len().saturating_sub(1).max(1), costs.iter().fold(0.0_f64, |most, &j| most.max(j)));
        let top = if largest.is_finite() && largest > 0.0 { largest } else { 1.0 };
        let at = |step: usize, cost: f64| PLANE.at(step as f64 / last as f64, within(cost / top, 0.0, 1.0));
        let every = costs.len().div_ceil(PARTS).max(1);
        let shown = costs.iter().enumerate().filter(|(step, _)| step % every == 0 || step + 1 == costs.len());
        show.line("curve", shown.map(|(step, &cost)| at(step, cost)));
        let now = costs.iter().enumerate().next_back().map_or((0.0, 0.0), |(step, &cost)| at(step, cost));
        show.attribute("now", "cx", &pixel(now.0)).attribute("now", "cy", &pixel(now.1));
        show.text("step 0", "0").text("step 1", &last.to_string()).text("J 0", "0").text("J 1", &short(top));
    }

    /// Says how far the training is.
    fn says(&self, run: Option<&Run>) -> String {
        let Some(run) = run else { return String::new() };
        let (steps, rows) = (run.training.steps(), run.training.samples.len());
        let right = match run.right {
            Some(right) => format!(", and {right} of {rows} answers are right"),
            None => String::new(),
        };
        let comment = match &run.training.stopped {
            Some(why) => format!(" {why}"),
            None if self.has_restarted => " Other settings start again from the first weights.".to_owned(),
            None if steps == 0 => " The weights are still those of the seed.".to_owned(),
            None if steps >= MOST => " That is as far as this page goes.".to_owned(),
            None => String::new(),
        };
        let comment = if run.moved.is_empty() || steps > 0 { comment } else { " You moved weights.".to_owned() };
        format!("After {}, J is {}{right}.{comment}", so_many(steps), significant(run.cost))
    }

    fn show_along(&self, show: &mut Show) {
        let Along { equations, code, main, dependency, prints, rows, weights, why_not } = &self.along;
        show.html("equations", equations).class("equations", "stale", self.rested.is_some()).text("code", code);
        let is_short = [&self.text, &self.rows].iter().all(|text| text.chars().count() <= LONGEST);
        let address = if is_short { link(self).write() } else { String::new() };
        show.attribute("link", "href", &address).class("link", "off", !is_short);
        show.attribute("weights", "href", weights).class("weights", "off", weights.is_empty());
        let too_long = if is_short { "" } else { "The text or the rows are too long for a link. " };
        let along = [too_long, why_not].concat();
        show.text("along", &along).class("along", "off", along.is_empty());
        show.class("program", "off", main.is_empty()).text("dependency", dependency).text("main", main);
        show.class("file", "off", rows.is_empty()).attribute("rows file", "href", rows).text("prints", prints);
    }

    /// Says which rows the network takes.
    fn shape(&self, why: &str) -> String {
        match self.declared.as_ref().map(|declared| &declared.layers) {
            Some(Ok(layers)) => {
                let (inputs, outputs) = (layers.inputs, layers.outputs());
                let target = if outputs == 1 { "a target".to_owned() } else { format!("{outputs} targets or a class") };
                format!("on each line {inputs} inputs and {target}, separated by commas, semicolons, tabs or spaces")
            }
            _ => why.to_owned(),
        }
    }
}

/// Returns whether inputs are so large that units of the first layer hardly change.
fn has_large_inputs(run: &Run) -> bool {
    run.set.x.iter().flatten().any(|x| x.0.abs() > LARGE)
}

/// Returns the position of the number that is nearest to a value.
fn nearest(numbers: &[f64], value: f64) -> f64 {
    numbers.iter().rposition(|number| *number <= value).unwrap_or_default() as f64
}

/// Returns the name of a weight, as Θ₁₂⁽¹⁾.
fn weight_name([l, i, j]: [usize; 3]) -> String {
    let written = |number: usize, digits: &[char; 10]| {
        number.to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect::<String>()
    };
    let below = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let above = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let comma = if i > 9 || j > 9 { "," } else { "" };
    format!("Θ{}{comma}{}⁽{}⁾", written(i, &below), written(j, &below), written(l, &above))
}

/// Returns the pixel of a row in the plane.
fn place(x: &[crate::plain::Plain], ranges: [[f64; 2]; 2]) -> (f64, f64) {
    let share = |i: usize| (x[i].0 - ranges[i][0]) / (ranges[i][1] - ranges[i][0]);
    PLANE.at(share(0), share(1))
}

/// Returns a number with three digits, for an axis; that of an empty range is 0.
fn short(value: f64) -> String {
    let size = value.abs();
    if size < 1e-12 {
        "0".to_owned()
    } else if (0.01..100_000.0).contains(&size) {
        let decimals = match size {
            ..1.0 => 3,
            ..10.0 => 2,
            ..100.0 => 1,
            _ => 0,
        };
        attribute(value, decimals).replace('-', "−")
    } else {
        significant(value)
    }
}
