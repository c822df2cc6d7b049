//! Renders tables of measured times: one column per workload, one row per peer (another library), as multiples of this
//! crate's time. There is a table for each instruction set that was measured.

use crate::chapter::origin_title;
use crate::html::escape;
use crate::snapshot::{Format, RESULTS, Snapshots};
use serde_json::Value;
use std::{iter, slice};

/// The instruction sets, in the order in which the book shows them, with the ends of the names of their measurements.
const INSTRUCTIONS: [(&str, &str); 2] = [("AVX2", "_avx2"), ("AVX-512", "")];

/// The measurements of all peers with one instruction set.
pub(crate) struct Measured<'a> {
    pub(crate) instructions: &'static str,
    pub(crate) results: &'a Value,
    path: String,
}

/// Returns the measurements on `one_thread` or `two_threads`, one for each instruction set of the machine.
pub(crate) fn measured<'a>(snapshots: &'a Snapshots, threads: &str) -> Result<Vec<Measured<'a>>, String> {
    let of = |(instructions, end): (&'static str, &str)| {
        let path = format!("{RESULTS}/{threads}{end}");
        let results = snapshots.get(&path).ok()?;
        Some(Measured { instructions, results, path })
    };
    let found: Vec<Measured<'a>> = INSTRUCTIONS.into_iter().filter_map(of).collect();
    if found.is_empty() { Err(format!("nothing was measured on {threads}")) } else { Ok(found) }
}

/// Returns an error if a peer was measured for none of these workloads.
pub(crate) fn check_peers(measured: &[Measured<'_>], workloads: &str, peers: &str) -> Result<(), String> {
    let unknown = peers.split(',').find(|peer| measured.iter().all(|set| set.title(workloads, peer).is_none()));
    unknown.map_or(Ok(()), |peer| Err(format!("`{peer}` was not measured for any of these workloads")))
}

/// Returns the tables of these peers and workloads, both separated by commas.
pub(crate) fn tables(snapshots: &Snapshots, threads: &str, workloads: &str, peers: &str) -> Result<String, String> {
    let measured = measured(snapshots, threads)?;
    check_peers(&measured, workloads, peers)?;
    let tables = measured.iter().map(|set| set.table(workloads, peers)).collect::<Result<String, String>>()?;
    Ok(tables + &note(snapshots, threads, workloads, peers)?)
}

/// Returns a paragraph with the machine and the date of the measurements, and with the versions of other libraries. It says which
/// peers ran other instructions, and which instruction set was not measured.
pub(crate) fn note(snapshots: &Snapshots, threads: &str, workloads: &str, peers: &str) -> Result<String, String> {
    let measured = measured(snapshots, threads)?;
    let missing = INSTRUCTIONS.into_iter().filter(|(name, _)| measured.iter().all(|set| set.instructions != *name));
    let missing = missing.map(|(name, _)| format!("{name} was not measured."));
    let mut notes: Vec<(String, String)> = Vec::new();
    for set in &measured {
        let origin = set.origin(workloads, peers)?;
        match notes.last_mut().filter(|(_, last)| *last == origin) {
            Some((names, _)) => *names += &format!(" and {}", set.instructions),
            None => notes.push((set.instructions.to_owned(), origin)),
        }
    }
    let notes = notes.iter().map(|(names, origin)| format!("{names}: {origin}"));
    let texts: Vec<String> =
        notes.chain(measured.iter().filter_map(|set| set.exceptions(workloads, peers))).chain(missing).collect();
    Ok(format!(r#"<p class="note">{}</p>"#, texts.join(" ")))
}

impl Measured<'_> {
    fn workload(&self, name: &str) -> &Value {
        &self.results["workloads"][name]
    }

    /// Returns the title of a peer that was measured for one of these workloads.
    fn title(&self, workloads: &str, peer: &str) -> Option<&str> {
        workloads.split(',').find_map(|workload| title(&self.workload(workload)["peers"][peer]))
    }

    /// Returns the machine, the date and the versions of the peers.
    fn origin(&self, workloads: &str, peers: &str) -> Result<String, String> {
        let text = |key: &str| self.results[key].as_str().map(escape).ok_or(format!("{} has no {key}", self.path));
        let own = &self.results["versions"]["backprop"];
        let version = |peer: &str| {
            let version = self.results["versions"].get(peer).filter(|version| *version != own)?.as_str()?;
            Some(escape(&format!("{} {version}", self.title(workloads, peer)?)))
        };
        let versions: Vec<String> = peers.split(',').filter_map(version).collect();
        let versions = if versions.is_empty() { String::new() } else { format!(" {}.", versions.join(", ")) };
        Ok(format!("{}, {}.{versions}", text("machine")?, text("date")?))
    }

    /// Returns a sentence about the peers that cannot be held to these instructions.
    fn exceptions(&self, workloads: &str, peers: &str) -> Option<String> {
        let titles = peers.split(',').filter_map(|peer| self.title(workloads, peer));
        let not_held = self.results["not_held"].as_array()?;
        let titles: Vec<&str> = titles.filter(|title| not_held.iter().any(|other| other == title)).collect();
        let names = titles.join(", ");
        (!titles.is_empty())
            .then(|| format!("Not held to {}, but with the best they find: {names}.", self.instructions))
    }

    fn table(&self, workloads: &str, peers: &str) -> Result<String, String> {
        let columns: Vec<(&str, &Value)> = workloads.split(',').map(|name| (name, self.workload(name))).collect();
        let heads = columns.iter().map(|(name, workload)| {
            let title = escape(workload["title"].as_str().unwrap_or_default());
            format!(r#"<th scope="col" title="{title}">{}</th>"#, head(name))
        });
        let heads: String = heads.collect();
        let own = own_row(&columns, "this crate, ms", |own| own["ms"].as_f64())
            + &own_row(&columns, "this crate, Gflop/s", |own| Some(own["flops"].as_f64()? / 1e9));
        let peers = peers.split(',').filter_map(|peer| Some(row(&columns, peer, self.title(workloads, peer)?)));
        let rows: String = iter::once(own).chain(peers).collect();
        let (title, corner) = (origin_title(slice::from_ref(&self.path)), self.instructions);
        Ok(format!(
            r#"<div class="wide"><table class="times"{title}><thead><tr><td>{corner}</td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"#
        ))
    }
}

/// Returns the name of a peer, given its entry: without `backprop, ` if it is this crate in another way.
pub(crate) fn title(entry: &Value) -> Option<&str> {
    let title = entry["title"].as_str()?;
    Some(title.strip_prefix("backprop, ").unwrap_or(title))
}

/// Returns the head of a column: `W5`, `N = 64` for `w5_64`.
fn head(name: &str) -> String {
    let name = name.to_uppercase();
    match name.split_once('_') {
        Some((name, size)) if size.parse::<u32>().is_ok() => format!("{name}<br>N = {size}"),
        Some((name, number)) => format!("{name}<br>{}", number.to_lowercase()),
        None => name,
    }
}

/// Returns a row with a number of this crate for each workload.
fn own_row(columns: &[(&str, &Value)], title: &str, number: impl Fn(&Value) -> Option<f64>) -> String {
    let cell = |(_, workload): &(&str, &Value)| match number(&workload["peers"]["backprop"]) {
        Some(number) => format!("<td>{}</td>", three_digits(number)),
        None => "<td></td>".to_owned(),
    };
    format!(r#"<tr><th scope="row">{title}</th>{}</tr>"#, columns.iter().map(cell).collect::<String>())
}

/// Returns the row of a peer: its time divided by this crate's time, for each workload.
fn row(columns: &[(&str, &Value)], peer: &str, title: &str) -> String {
    let cell = |(_, workload): &(&str, &Value)| {
        let entry = &workload["peers"][peer];
        match entry["ratio"].as_f64() {
            Some(ratio) if entry["agrees"] == true => format!("<td>{} ×</td>", three_digits(ratio)),
            Some(_) => "<td>differs</td>".to_owned(),
            None => "<td></td>".to_owned(),
        }
    };
    format!(r#"<tr><th scope="row">{}</th>{}</tr>"#, escape(title), columns.iter().map(cell).collect::<String>())
}

/// Returns a number with three significant digits, or all digits of its whole part.
pub(crate) fn three_digits(number: f64) -> String {
    let decimals = match number {
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    };
    Format { decimals, is_percentage: false }.text(number)
}
