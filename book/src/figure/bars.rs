//! Draws measured times as bars, as multiples of this crate's time with the same instruction set.

use super::Drawing;
use crate::snapshot::Snapshots;
use crate::times::{self, Measured, three_digits};
use backprop::plot::drawing::{Anchor, Canvas, Hue, Paint, width};
use serde_json::Value;

/// The height of a bar, and the room between two rows.
const BAR: f64 = 13.0;
const GAP: f64 = 8.0;
/// The length of the longest bar.
const LENGTH: f64 = 115.0;
/// The sizes of the letters.
const LETTERS: f64 = 13.0;
const SMALL: f64 = 12.0;
/// The room around a picture, and between a name and its bar.
const MARGIN: f64 = 10.0;
/// The height of the title, and that of the axis.
const TITLE: f64 = 44.0;
const AXIS: f64 = 44.0;
/// The share of the color in the bar of each instruction set.
const TINTS: [f64; 2] = [1.0, 0.5];

/// Draws a picture for each workload, with a row for this crate and for each peer that was measured: a bar for each
/// instruction set. The longest bar of each picture has the same length.
pub(super) fn draw(snapshots: &Snapshots, threads: &str, workloads: &str, peers: &str) -> Result<Drawing, String> {
    let measured = times::measured(snapshots, threads)?;
    let mut charts = Vec::new();
    for name in workloads.split(',') {
        charts.push(Chart::read(name, &measured, peers).ok_or(format!("`{name}` has no times with {threads}"))?);
    }
    times::check_peers(&measured, workloads, peers)?;
    let rows = charts.iter().flat_map(|chart| &chart.rows);
    let names = rows.map(|row| width(&row.name, LETTERS)).fold(0.0, f64::max);
    let says: Vec<String> = charts.iter().map(Chart::said).collect();
    // Pictures of the same width are scaled alike by the page.
    let width = charts.iter().map(|chart| chart.width(names)).fold(0.0, f64::max);
    Ok(Drawing::new(charts.iter().map(|chart| chart.draw(names, width)), says.join(" ")))
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
    paint: fn(f64) -> Paint,
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
        let mut rows =
            vec![Row { name: "this crate".to_owned(), bars: own, paint: |share| Hue::Series(0).tint(share) }];
        for peer in peers.split(',') {
            let entries = || workloads.iter().map(|workload| &workload["peers"][peer]);
            let Some(name) = entries().find_map(times::title) else { continue };
            let bars = entries().map(Bar::read).collect();
            rows.push(Row { name: name.to_owned(), bars, paint: |share| Hue::Ink.tint(0.5 * share) });
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

    fn draw(&self, names: f64, width: f64) -> Canvas {
        let left = MARGIN + names + MARGIN;
        let height = |row: &Row| GAP + BAR * row.bars.len() as f64;
        let bottom = TITLE + self.rows.iter().map(height).sum::<f64>();
        let mut canvas = Canvas::new(width, bottom + AXIS);
        for (i, (title, hue)) in self.title.iter().zip([Hue::Ink, Hue::Gray]).enumerate() {
            canvas.text(title, (MARGIN, 12.0 + 17.0 * i as f64), Anchor::Start, LETTERS, hue);
        }
        let ratios = self.rows.iter().flat_map(|row| row.bars.iter().flatten()).filter_map(|bar| bar.ratio);
        let most = ratios.fold(1.0, f64::max);
        let at = |ratio: f64| left + LENGTH * ratio / most;
        for ratio in (0..).map(|i| tick(most) * f64::from(i)).take_while(|ratio| *ratio <= most) {
            canvas.line([(at(ratio), TITLE), (at(ratio), bottom + 4.0)], 1.0, Hue::Grid);
            canvas.text(ratio.to_string(), (at(ratio), bottom + 13.0), Anchor::Middle, SMALL, Hue::Ink);
        }
        let mut top = TITLE;
        for row in &self.rows {
            canvas.text(&row.name, (left - MARGIN, top + height(row) / 2.0), Anchor::End, LETTERS, Hue::Ink);
            for (i, bar) in row.bars.iter().enumerate() {
                let Some(bar) = bar else { continue };
                let y = top + GAP / 2.0 + BAR * i as f64;
                let end = at(bar.ratio.unwrap_or(0.0));
                canvas.area((left, y), (end, y + BAR), (row.paint)(TINTS[i]));
                // Not across the line of this crate.
                let after = end.max(at(1.0)) + 5.0;
                canvas.text(&bar.value, (after, y + BAR / 2.0), Anchor::Start, SMALL, Hue::Ink);
            }
            top += height(row);
        }
        // The time of this crate, across all bars.
        canvas.line([(at(1.0), TITLE), (at(1.0), bottom)], 1.5, Hue::Series(0));
        canvas.text("time (this crate: 1)", (left + LENGTH / 2.0, bottom + 32.0), Anchor::Middle, SMALL, Hue::Ink);
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

/// Returns the distance between two ticks of an axis that ends at `most`: 1, 2 or 5, or such a number times a power of ten, so
/// that there are two to five ticks.
fn tick(most: f64) -> f64 {
    let power = 10_f64.powf(most.log10().floor());
    let steps = [power / 5.0, power / 2.0, power].into_iter().filter(|step| *step >= 1.0);
    steps.into_iter().find(|step| most / step < 6.0).unwrap_or(power.max(1.0))
}
