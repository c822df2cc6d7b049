//! Draws measured times as bars, as multiples of this crate's time.

use super::Drawing;
use crate::material::Material;
use crate::snapshot::RESULTS;
use crate::times::three_digits;
use backprop::plot::drawing::{Anchor, Canvas, Hue, width};
use serde_json::Value;

/// The height of a row, and that of a bar.
const ROW: f64 = 21.0;
const BAR: f64 = 13.0;
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

/// Draws a picture for each workload, with a bar for this crate and for each peer that was measured. All pictures have the same
/// scale: linear, or logarithmic if a peer takes more than twelve times as long.
pub(super) fn draw(material: &Material, threads: &str, workloads: &str, peers: &str) -> Result<Drawing, String> {
    let mut charts = Vec::new();
    for name in workloads.split(',') {
        let path = format!("{RESULTS}/{threads}/workloads/{name}");
        charts.push(Chart::read(name, material.snapshots.get(&path)?, peers).ok_or(format!("{path} has no times"))?);
    }
    let bars = || charts.iter().flat_map(|chart| &chart.bars);
    let named = |name: &str| charts.iter().find_map(|chart| chart.workload["peers"][name]["title"].as_str());
    if let Some(unknown) = peers.split(',').find(|name| named(name).is_none()) {
        return Err(format!("`{unknown}` was not measured for any of these workloads"));
    }
    let ratios = || bars().filter_map(|bar| bar.ratio);
    let (least, most) = ratios().fold((1.0_f64, 1.0_f64), |(least, most), ratio| (least.min(ratio), most.max(ratio)));
    let scale = if most > MANY { Scale::logarithmic(least, most) } else { Scale::linear(most) };
    let names = bars().map(|bar| width(&bar.name, LETTERS)).fold(0.0, f64::max);
    let says: Vec<String> = charts.iter().map(Chart::said).collect();
    // Pictures of the same width are scaled alike by the page.
    let width = charts.iter().map(|chart| chart.width(names)).fold(0.0, f64::max);
    Ok(Drawing::new(charts.iter().map(|chart| chart.draw(&scale, names, width)), says.join(" ")))
}

/// The bars of a workload.
struct Chart<'a> {
    title: [String; 2],
    workload: &'a Value,
    bars: Vec<Bar>,
}

/// The time of this crate, or of a peer.
struct Bar {
    name: String,
    /// The multiple of this crate's time; `None` if the peer's result differs.
    ratio: Option<f64>,
    /// The text at the end of the bar.
    value: String,
    hue: Hue,
}

impl<'a> Chart<'a> {
    fn read(name: &str, workload: &'a Value, peers: &str) -> Option<Self> {
        let name = name.split('_').next().unwrap_or(name).to_uppercase();
        let (layers, rest) = workload["title"].as_str()?.split_once(", ")?;
        let own = workload["peers"]["backprop"]["ms"].as_f64()?;
        let value = format!("1 = {} ms", three_digits(own));
        let mut bars = vec![Bar { name: "this crate".to_owned(), ratio: Some(1.0), value, hue: Hue::Series(0) }];
        for peer in peers.split(',').map(|peer| &workload["peers"][peer]) {
            let (Some(name), Some(ratio)) = (peer["title"].as_str(), peer["ratio"].as_f64()) else { continue };
            let agrees = peer["agrees"] == true;
            let value = if agrees { three_digits(ratio) } else { "another result".to_owned() };
            bars.push(Bar { name: name.to_owned(), ratio: agrees.then_some(ratio), value, hue: Hue::Gray });
        }
        Some(Self { title: [format!("{name}: {layers}"), rest.to_owned()], workload, bars })
    }

    /// The width that the picture needs, with so much room for the names.
    fn width(&self, names: f64) -> f64 {
        let values = self.bars.iter().map(|bar| width(&bar.value, SMALL)).fold(0.0, f64::max);
        let titles = self.title.iter().map(|title| width(title, LETTERS)).fold(0.0, f64::max);
        f64::max(names + MARGIN + LENGTH + MARGIN + values, titles) + 2.0 * MARGIN
    }

    fn draw(&self, scale: &Scale, names: f64, width: f64) -> Canvas {
        let left = MARGIN + names + MARGIN;
        let bottom = TITLE + ROW * self.bars.len() as f64;
        let mut canvas = Canvas::new(width, bottom + AXIS);
        for (i, (title, hue)) in self.title.iter().zip([Hue::Ink, Hue::Gray]).enumerate() {
            canvas.text(title, (MARGIN, 12.0 + 17.0 * i as f64), Anchor::Start, LETTERS, hue);
        }
        let at = |ratio: f64| left + LENGTH * scale.share(ratio);
        for (ratio, text) in &scale.ticks {
            canvas.line([(at(*ratio), TITLE), (at(*ratio), bottom + 4.0)], 1.0, Hue::Grid);
            canvas.text(text, (at(*ratio), bottom + 13.0), Anchor::Middle, SMALL, Hue::Ink);
        }
        for (i, bar) in self.bars.iter().enumerate() {
            let y = TITLE + ROW * (i as f64 + 0.5);
            canvas.text(&bar.name, (left - MARGIN, y), Anchor::End, LETTERS, Hue::Ink);
            let end = bar.ratio.map_or(at(scale.start), at);
            let (from, to) = (at(scale.start).min(end), at(scale.start).max(end));
            canvas.area((from, y - BAR / 2.0), (to, y + BAR / 2.0), bar.hue);
            canvas.text(&bar.value, (to + 5.0, y), Anchor::Start, SMALL, Hue::Ink);
        }
        // The time of this crate, across all bars.
        canvas.line([(at(1.0), TITLE), (at(1.0), bottom)], 1.5, Hue::Series(0));
        canvas.text(scale.name, (left + LENGTH / 2.0, bottom + 32.0), Anchor::Middle, SMALL, Hue::Ink);
        canvas
    }

    fn said(&self) -> String {
        let bars: Vec<String> = self.bars.iter().map(|bar| format!("{} {}", bar.name, bar.value)).collect();
        format!("{}, {}: {}.", self.title[0], self.title[1], bars.join("; "))
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
