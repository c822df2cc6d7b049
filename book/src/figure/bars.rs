//! Draws measured times as bars, as multiples of this crate's time with the same instruction set.

use super::Drawing;
use crate::snapshot::Snapshots;
use crate::times::{self, Measured, three_digits};
use backprop::plot::drawing::{Anchor, Canvas, Hue, width};
use serde_json::Value;

/// The height of a bar, and the room between two rows.
const BAR: f64 = 12.0;
const GAP: f64 = 8.0;
/// The length of the longest bar.
const LENGTH: f64 = 180.0;
/// The sizes of the letters.
const LETTERS: f64 = 13.0;
const SMALL: f64 = 12.0;
/// The room around a picture, and between a name and its bar.
const MARGIN: f64 = 10.0;
/// The height of the title, and that of the axis.
const TITLE: f64 = 44.0;
const AXIS: f64 = 44.0;
/// The largest ratio of bars whose lengths are proportional to the times.
const MANY: f64 = 12.0;
/// The share of the color in the bar of each instruction set.
const TINTS: [f64; 2] = [1.0, 0.5];

/// Draws a picture for each workload, with a row for this crate and for each peer that was measured: a bar for each
/// instruction set. All pictures have the same scale: linear, or logarithmic if a peer takes more than twelve times as long.
pub(super) fn draw(snapshots: &Snapshots, threads: &str, workloads: &str, peers: &str) -> Result<Drawing, String> {
    let measured = times::measured(snapshots, threads)?;
    let mut charts = Vec::new();
    for name in workloads.split(',') {
        charts.push(Chart::read(name, &measured, peers).ok_or(format!("`{name}` has no times with {threads}"))?);
    }
    times::check_peers(&measured, workloads, peers)?;
    let bars = || charts.iter().flat_map(|chart| &chart.rows).flat_map(|row| row.bars.iter().flatten());
    let ratios = || bars().filter_map(|bar| bar.ratio);
    let (least, most) = ratios().fold((1.0_f64, 1.0_f64), |(least, most), ratio| (least.min(ratio), most.max(ratio)));
    let scale = if most > MANY { Scale::logarithmic(least, most) } else { Scale::linear(most) };
    let rows = charts.iter().flat_map(|chart| &chart.rows);
    let names = rows.map(|row| width(&row.name, LETTERS)).fold(0.0, f64::max);
    let says: Vec<String> = charts.iter().map(Chart::said).collect();
    // Pictures of the same width are scaled alike by the page.
    let width = charts.iter().map(|chart| chart.width(names)).fold(0.0, f64::max);
    Ok(Drawing::new(charts.iter().map(|chart| chart.draw(&scale, names, width)), says.join(" ")))
}

/// The rows of a workload.
struct Chart {
    title: [String; 2],
    rows: Vec<Row>,
}

/// The times of this crate, or of a peer.
struct Row {
    name: String,
    /// The bar of each instruction set; `None` if the peer was not measured with it.
    bars: Vec<Option<Bar>>,
    hue: Hue,
}

/// The time with an instruction set.
struct Bar {
    /// The multiple of this crate's time; `None` if the peer's result differs.
    ratio: Option<f64>,
    /// The text at the end of the bar.
    value: String,
}

impl Chart {
    fn read(name: &str, measured: &[Measured<'_>], peers: &str) -> Option<Self> {
        let workloads: Vec<&Value> = measured.iter().map(|set| &set.results["workloads"][name]).collect();
        let (layers, rest) = workloads.iter().find_map(|workload| workload["title"].as_str())?.split_once(", ")?;
        let name = name.split('_').next().unwrap_or(name).to_uppercase();
        let own = |(workload, set): (&&Value, &Measured<'_>)| {
            let time = three_digits(workload["peers"]["backprop"]["ms"].as_f64()?);
            Some(Bar { ratio: Some(1.0), value: format!("1 = {time} ms, {}", set.instructions) })
        };
        let own = workloads.iter().zip(measured).map(own).collect();
        let mut rows = vec![Row { name: "this crate".to_owned(), bars: own, hue: Hue::Series(0) }];
        for peer in peers.split(',') {
            let entries = || workloads.iter().map(|workload| &workload["peers"][peer]);
            let Some(name) = entries().find_map(|entry| entry["title"].as_str()) else { continue };
            rows.push(Row { name: name.to_owned(), bars: entries().map(Bar::read).collect(), hue: Hue::Gray });
        }
        Some(Self { title: [format!("{name}: {layers}"), rest.to_owned()], rows })
    }

    /// The width that the picture needs, with so much room for the names.
    fn width(&self, names: f64) -> f64 {
        let bars = self.rows.iter().flat_map(|row| row.bars.iter().flatten());
        let values = bars.map(|bar| width(&bar.value, SMALL)).fold(0.0, f64::max);
        let titles = self.title.iter().map(|title| width(title, LETTERS)).fold(0.0, f64::max);
        f64::max(names + MARGIN + LENGTH + MARGIN + values, titles) + 2.0 * MARGIN
    }

    fn draw(&self, scale: &Scale, names: f64, width: f64) -> Canvas {
        let left = MARGIN + names + MARGIN;
        let height = |row: &Row| GAP + BAR * row.bars.len() as f64;
        let bottom = TITLE + self.rows.iter().map(height).sum::<f64>();
        let mut canvas = Canvas::new(width, bottom + AXIS);
        for (i, (title, hue)) in self.title.iter().zip([Hue::Ink, Hue::Gray]).enumerate() {
            canvas.text(title, (MARGIN, 12.0 + 17.0 * i as f64), Anchor::Start, LETTERS, hue);
        }
        let at = |ratio: f64| left + LENGTH * scale.share(ratio);
        for (ratio, text) in &scale.ticks {
            canvas.line([(at(*ratio), TITLE), (at(*ratio), bottom + 4.0)], 1.0, Hue::Grid);
            canvas.text(text, (at(*ratio), bottom + 13.0), Anchor::Middle, SMALL, Hue::Ink);
        }
        let mut top = TITLE;
        for row in &self.rows {
            canvas.text(&row.name, (left - MARGIN, top + height(row) / 2.0), Anchor::End, LETTERS, Hue::Ink);
            for (i, bar) in row.bars.iter().enumerate() {
                let Some(bar) = bar else { continue };
                let y = top + GAP / 2.0 + BAR * i as f64;
                let end = bar.ratio.map_or(at(scale.start), at);
                let (from, to) = (at(scale.start).min(end), at(scale.start).max(end));
                canvas.area((from, y), (to, y + BAR), row.hue.tint(TINTS[i]));
                canvas.text(&bar.value, (to + 5.0, y + BAR / 2.0), Anchor::Start, SMALL, Hue::Ink);
            }
            top += height(row);
        }
        // The time of this crate, across all bars.
        canvas.line([(at(1.0), TITLE), (at(1.0), bottom)], 1.5, Hue::Series(0));
        canvas.text(scale.name, (left + LENGTH / 2.0, bottom + 32.0), Anchor::Middle, SMALL, Hue::Ink);
        canvas
    }

    fn said(&self) -> String {
        let rows: Vec<String> = self.rows.iter().map(Row::said).collect();
        format!("{}, {}: {}.", self.title[0], self.title[1], rows.join("; "))
    }
}

impl Row {
    fn said(&self) -> String {
        let values: Vec<&str> = self.bars.iter().flatten().map(|bar| bar.value.as_str()).collect();
        format!("{} {}", self.name, values.join(" and "))
    }
}

impl Bar {
    /// Returns the bar of a peer, if it was measured.
    fn read(entry: &Value) -> Option<Self> {
        let ratio = entry["ratio"].as_f64()?;
        let agrees = entry["agrees"] == true;
        let value = if agrees { three_digits(ratio) } else { "another result".to_owned() };
        Some(Self { ratio: agrees.then_some(ratio), value })
    }
}

/// A scale of ratios.
struct Scale {
    name: &'static str,
    along: fn(f64) -> f64,
    /// The ratio at which bars start, and both ends of the scale.
    start: f64,
    ends: [f64; 2],
    ticks: Vec<(f64, String)>,
}

impl Scale {
    /// From 0: the length of a bar is its time.
    fn linear(most: f64) -> Self {
        let step = if most > 6.0 { 2.0 } else { 1.0 };
        let ticks = (0..).map(|i| step * f64::from(i)).take_while(|ratio| *ratio <= most);
        let ticks = ticks.map(|ratio| (ratio, ratio.to_string())).collect();
        Self { name: "time (this crate: 1)", along: |ratio| ratio, start: 0.0, ends: [0.0, most], ticks }
    }

    /// Bars start at this crate's time: to the right if they are slower, to the left if they are faster.
    fn logarithmic(least: f64, most: f64) -> Self {
        let digits: &[f64] = if most < 100.0 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let marks = (0..).flat_map(|power| digits.iter().map(move |digit| digit * 10_f64.powi(power)));
        let ticks = marks.take_while(|ratio| *ratio <= most).map(|ratio| (ratio, ratio.to_string())).collect();
        let name = "time (this crate: 1), equal lengths for equal factors";
        Self { name, along: f64::ln, start: 1.0, ends: [least, most], ticks }
    }

    fn share(&self, ratio: f64) -> f64 {
        let [start, end] = self.ends.map(self.along);
        ((self.along)(ratio) - start) / (end - start)
    }
}
