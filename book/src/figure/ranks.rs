//! Draws the simulated messages between ranks: a sum along the chain, and the time of a step on more and more ranks.

use super::{Drawing, PLANE};
use crate::snapshot::numbers;
use backprop::plot::Scale;
use backprop::plot::drawing::{Anchor, Axis, Canvas, Frame, Hue, significant, width};
use serde_json::Value;

/// The height of a bar, and the distance from rank to rank.
const BAR: f64 = 24.0;
const ROW: f64 = 34.0;
/// The width of the time in which a stretch is sent, and the room to the left of the first one.
const UNIT: f64 = 17.0;
const LEFT: f64 = 52.0;
const MARGIN: f64 = 10.0;
const LETTERS: f64 = 12.0;

/// Draws what each rank does along the time, as bars: adding, passing the sum on, and passing the total back.
pub(super) fn sum_along_chain(run: &Value) -> Result<Drawing, String> {
    let missing = "the run `many_machines` has no `timeline` of ranks, acts, starts and ends";
    let mut bars = Vec::new();
    for done in run["timeline"].as_array().ok_or(missing)? {
        let (rank, act) = (done["rank"].as_u64().ok_or(missing)?, done["act"].as_str().ok_or(missing)?);
        let (start, end) = (done["start"].as_f64().ok_or(missing)?, done["end"].as_f64().ok_or(missing)?);
        bars.push((rank as usize, act, start, end));
    }
    let ranks = 1 + bars.iter().map(|bar| bar.0).max().ok_or(missing)?;
    let last = bars.iter().map(|bar| bar.3).fold(0.0, f64::max);
    let bottom = MARGIN + ROW * ranks as f64;
    let mut canvas = Canvas::new(LEFT + UNIT * last + MARGIN, bottom + 68.0);
    for rank in 0..ranks {
        let y = MARGIN + ROW * (rank as f64 + 0.5);
        canvas.text(format!("rank {rank}"), (LEFT - 8.0, y), Anchor::End, LETTERS, Hue::Ink);
        canvas.line([(LEFT, y), (LEFT + UNIT * last, y)], 1.0, Hue::Grid);
    }
    // The number of stretches that a rank has passed on, there and back.
    let mut passed = vec![[0; 2]; ranks];
    for (rank, act, start, end) in bars {
        let y = MARGIN + ROW * (rank as f64 + 0.5);
        let (left, right) = (LEFT + UNIT * start, LEFT + UNIT * end);
        let Some((kind, _)) = act.split_once(' ').filter(|(kind, _)| *kind != "Receive") else { continue };
        let is_back = kind == "Send" && act.contains(&format!("to: {},", rank.wrapping_sub(1)));
        let hue = match (kind, is_back) {
            ("Add", _) => Hue::Gray,
            (_, true) => Hue::Backward,
            (_, false) => Hue::Forward,
        };
        let inset = if kind == "Add" { 0.0 } else { 0.7 };
        let edges = ((left + inset, y - BAR / 2.0), (right - inset, y + BAR / 2.0));
        if kind == "Add" {
            canvas.area(edges.0, edges.1, hue);
            continue;
        }
        canvas.outline(edges.0, edges.1, 1.5, hue);
        let count = &mut passed[rank][usize::from(is_back)];
        *count += 1;
        canvas.text(count.to_string(), ((left + right) / 2.0, y), Anchor::Middle, LETTERS, hue);
    }
    let (mut x, y) = (LEFT, bottom + 12.0);
    canvas.arrow((LEFT, y), (LEFT + UNIT * last, y), 1.2, Hue::Ink);
    canvas.text("time", (LEFT + UNIT * last, y + 12.0), Anchor::End, LETTERS, Hue::Ink);
    for (name, hue) in [("adds", Hue::Gray), ("passes the sum on", Hue::Forward)] {
        canvas.area((x, y + 18.0), (x + 10.0, y + 28.0), hue);
        canvas.text(name, (x + 15.0, y + 23.0), Anchor::Start, LETTERS, Hue::Ink);
        x += 32.0 + width(name, LETTERS);
    }
    canvas.area((LEFT, y + 38.0), (LEFT + 10.0, y + 48.0), Hue::Backward);
    canvas.text("passes the total back", (LEFT + 15.0, y + 43.0), Anchor::Start, LETTERS, Hue::Ink);
    let says =
        format!("{ranks} ranks; the sum is on all of them after {} times the time of a stretch.", significant(last));
    Ok(Drawing::new([canvas], says))
}

const LINKS: [(&str, &str); 3] =
    [("ethernet_1", "1 Gbit/s"), ("ethernet_10", "10 Gbit/s"), ("infiniband", "200 Gbit/s")];

/// Draws the time of a step of both networks over the number of ranks, for each link: along the chain as a line, along the fixed
/// tree as dashes.
pub(super) fn step_times(run: &Value) -> Result<Drawing, String> {
    let missing = || "the run `many_machines` has no `plan` with the times of steps on `ranks`".to_owned();
    let ranks = numbers(&run["ranks"]).ok_or_else(missing)?;
    let mut pictures = Vec::new();
    let mut says = Vec::new();
    for (name, title) in [("w3", "W3"), ("w4", "W4")] {
        let of = |link: &str, way: &str| {
            numbers(&run["plan"][name]["links"][link]["ways"][way]["step_ms"])
                .filter(|times| times.len() == ranks.len())
        };
        let curves = LINKS.map(|(link, _)| Some([of(link, "chain")?, of(link, "tree")?]));
        let curves: Vec<[Vec<f64>; 2]> = curves.into_iter().collect::<Option<_>>().ok_or_else(missing)?;
        let all = curves.iter().flatten().flatten().copied();
        let y = Axis::around(&format!("{title}: ms a step"), all, Scale::Logarithmic);
        let names = LINKS.iter().enumerate().map(|(i, (_, name))| ((*name).to_owned(), Hue::Series(i)));
        let frame = Frame::new(Axis::growing("ranks", ranks.iter().copied()), y, PLANE, names);
        let mut canvas = frame.canvas();
        frame.grid(&mut canvas);
        frame.axes(&mut canvas);
        for (i, [chain, tree]) in curves.iter().enumerate() {
            let places =
                |times: &[f64]| ranks.iter().zip(times).map(|(ranks, ms)| frame.at(*ranks, *ms)).collect::<Vec<_>>();
            canvas.dashes(places(tree), 1.5, Hue::Series(i));
            canvas.line(places(chain), 2.0, Hue::Series(i));
            places(chain).into_iter().for_each(|place| canvas.disc(place, 3.0, Hue::Series(i)));
            let [chain, tree] = [chain, tree].map(|times| significant(times[times.len() - 1]));
            says.push(format!(
                "{title} on {} ranks, {}: chain {chain} ms, tree {tree} ms.",
                ranks[ranks.len() - 1],
                LINKS[i].1
            ));
        }
        pictures.push(canvas);
    }
    Ok(Drawing::new(pictures, says.join(" ")))
}
