//! Renders a table of measured times: one column per workload, one row per peer (another library), as multiples of this
//! crate's time.

use crate::chapter::origin_title;
use crate::html::escape;
use crate::material::Material;
use crate::snapshot::{Format, RESULTS};
use serde_json::Value;

/// Returns the table of these peers and workloads, both separated by commas.
pub(crate) fn table(material: &Material, threads: &str, workloads: &str, peers: &str) -> Result<String, String> {
    let path = format!("{RESULTS}/{threads}");
    let mut columns = Vec::new();
    for name in workloads.split(',') {
        columns.push((name, material.snapshots.get(&format!("{path}/workloads/{name}"))?));
    }
    let heads = columns.iter().map(|(name, workload)| {
        let title = escape(workload["title"].as_str().unwrap_or_default());
        format!(r#"<th scope="col" title="{title}">{}</th>"#, head(name))
    });
    let heads: String = heads.collect();
    let mut rows = own_row(&columns, "this crate, ms", |own| own["ms"].as_f64());
    rows += &own_row(&columns, "this crate, Gflop/s", |own| Some(own["flops"].as_f64()? / 1e9));
    for peer in peers.split(',') {
        rows += &row(&columns, peer)?;
    }
    let note = note(material, threads, workloads, peers)?;
    let title = origin_title(&[path]);
    Ok(format!(
        r#"<div class="wide"><table class="times"{title}><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{note}"#
    ))
}

/// Returns a paragraph with the machine and the date of the measurements, and with the versions of the peers.
pub(crate) fn note(material: &Material, threads: &str, workloads: &str, peers: &str) -> Result<String, String> {
    let path = format!("{RESULTS}/{threads}");
    let results = material.snapshots.get(&path)?;
    let text = |key: &str| results[key].as_str().map(escape).ok_or(format!("{path} has no {key}"));
    let version = |peer: &str| {
        let version = results["versions"][peer].as_str()?;
        let title = |workload: &str| results["workloads"][workload]["peers"][peer]["title"].as_str();
        Some(escape(&format!("{} {version}", workloads.split(',').find_map(title)?)))
    };
    let versions: Vec<String> = peers.split(',').filter_map(version).collect();
    Ok(format!(r#"<p class="note">{}, {}. {}.</p>"#, text("machine")?, text("date")?, versions.join(", ")))
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
fn row(columns: &[(&str, &Value)], peer: &str) -> Result<String, String> {
    let mut title = None;
    let mut cells = String::new();
    for (_, workload) in columns {
        let entry = &workload["peers"][peer];
        title = title.or(entry["title"].as_str());
        cells += &match entry["ratio"].as_f64() {
            Some(ratio) if entry["agrees"] == true => format!("<td>{} ×</td>", three_digits(ratio)),
            Some(_) => "<td>differs</td>".to_owned(),
            None => "<td></td>".to_owned(),
        };
    }
    let title = title.ok_or_else(|| format!("`{peer}` was not measured for any of these workloads"))?;
    Ok(format!(r#"<tr><th scope="row">{}</th>{cells}</tr>"#, escape(title)))
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
