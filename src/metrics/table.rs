//! Tables of measures, as text.

use crate::metrics::ConfusionMatrix;
use std::fmt;

/// A measure that is undefined.
pub(super) const UNDEFINED: &str = "–";
/// The least width of a column of a report.
const COLUMN: usize = 9;
/// The longest name of a mean, which sets the least width of the names.
const LONGEST_MEAN: usize = "weighted avg".len();

/// The counts, a row for each true class, with the recall of each row, the precision and F1 of each column, and the
/// accuracy. An undefined measure is a dash.
///
/// ```text
/// true\predicted     0     1  recall
///              0    45     5   0.900
///              1     3    47   0.940
///      precision 0.938 0.904
///             F1 0.918 0.922
/// accuracy 0.920 over 100 examples
/// ```
impl fmt::Display for ConfusionMatrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = f.precision().unwrap_or(3);
        let classes = || 0..self.classes();
        let names: Vec<String> = classes().map(|class| one_line(&self.name(class))).collect();
        let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        let width = (decimals + 2).max(self.examples().to_string().len()).max(longest);
        let label = CORNER.len().max(longest);
        let measure = |value: Option<f64>| fraction(value, decimals);
        let cells = |texts: &mut dyn Iterator<Item = String>| -> String {
            texts.map(|text| format!(" {text:>width$}")).collect()
        };

        writeln!(f, "{CORNER:>label$}{}  recall", cells(&mut names.iter().cloned()))?;
        for class in classes() {
            let counts = cells(&mut classes().map(|predicted| self.count(class, predicted).to_string()));
            writeln!(f, "{:>label$}{counts}  {:>6}", names[class], measure(self.recall(class)))?;
        }
        writeln!(f, "{:>label$}{}", "precision", cells(&mut classes().map(|class| measure(self.precision(class)))))?;
        writeln!(f, "{:>label$}{}", "F1", cells(&mut classes().map(|class| measure(self.f1(class)))))?;
        let examples = crate::display::counted(self.examples(), "example");
        write!(f, "accuracy {:.decimals$} over {examples}", self.accuracy())
    }
}

const CORNER: &str = "true\\predicted";

/// A name and the cells of its row.
pub(super) type TableRow = (String, Vec<String>);

/// Writes a table: a line of titles, and parts of rows, each after an empty line. There is no line end after the last row.
pub(super) fn write_table(f: &mut fmt::Formatter<'_>, titles: &[&str], parts: &[Vec<TableRow>]) -> fmt::Result {
    let length = |text: &str| text.chars().count();
    let rows = || parts.iter().flatten();
    let label = rows().map(|(name, _)| length(name)).max().unwrap_or(0).max(LONGEST_MEAN);
    let column = rows().flat_map(|(_, cells)| cells).map(|cell| length(cell)).max().unwrap_or(0).max(COLUMN);
    let line = |name: &str, cells: &mut dyn Iterator<Item = &str>| -> String {
        let cells: String = cells.map(|cell| format!(" {cell:>column$}")).collect();
        format!("{:>label$} {cells}", one_line(name))
    };
    write!(f, "{}", line("", &mut titles.iter().copied()))?;
    for part in parts {
        writeln!(f)?;
        for (name, cells) in part {
            write!(f, "\n{}", line(name, &mut cells.iter().map(String::as_str)))?;
        }
    }
    Ok(())
}

/// Formats a measure from 0 to 1.
pub(super) fn fraction(value: Option<f64>, decimals: usize) -> String {
    value.map_or(UNDEFINED.to_owned(), |value| format!("{value:.decimals$}"))
}

/// Formats a number of any size with so many significant digits: 0.01235, 1235, 1.235e-9.
pub(super) fn significant(value: f64, digits: usize) -> String {
    let digits = digits.max(1);
    let scientific = format!("{value:.*e}", digits - 1);
    match scientific.split_once('e').and_then(|(_, power)| power.parse::<i32>().ok()) {
        _ if value == 0.0 => "0".to_owned(),
        Some(power @ -4..7) => format!("{value:.*}", (digits as i32 - 1 - power).max(0) as usize),
        _ => scientific,
    }
}

/// Returns a name without line ends and other control characters, so that it stays in its row.
fn one_line(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
