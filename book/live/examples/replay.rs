//! Replays what was done to figures in a browser, and says what they then show: natively, by the same code.
//!
//! It reads lines whose parts are separated by tabs: `figure NAME GIVEN`, with the numbers that the page gives separated by
//! spaces; `act NAME X Y`; `tell NAME TEXT`, with the character U+0001 for each line break of the text; `tick MILLISECONDS`; and
//! `show`. After each line but the first it writes the numbers of the figure as bits and what changed, or with `show`
//! everything that it shows; an empty line ends that.

use backprop_live::figure::{Figure, start};
use backprop_live::show::Show;
use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut figure, mut shown): (Option<Box<dyn Figure>>, _) = (None, Show::default());
    let mut out = std::io::BufWriter::new(stdout().lock());
    for line in stdin().lock().split(b'\n') {
        let line = String::from_utf8(line?)?;
        let parts: Vec<&str> = line.split('\t').collect();
        if let ["figure", name, given] = parts[..] {
            let given = given.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
            figure = Some(start(name, &given).ok_or_else(|| format!("`{name}` cannot start"))?);
            shown = Show::default();
            continue;
        }
        let figure = figure.as_mut().ok_or("this does not begin with a figure")?;
        match parts[..] {
            ["act", name, x, y] => figure.act(name, x.parse()?, y.parse()?),
            ["tell", name, ..] => {
                let text = line.splitn(3, '\t').nth(2).unwrap_or_default();
                figure.tell(name, &text.replace('\u{1}', "\n"));
            }
            ["tick", milliseconds] => {
                if figure.is_running() {
                    figure.tick(milliseconds.parse()?);
                }
            }
            ["show"] => shown = Show::default(),
            _ => return Err(format!("this is not understood: {line}").into()),
        }
        let mut now = Show::default();
        figure.show(&mut now);
        let bits: Vec<String> = figure.numbers().iter().map(|number| format!("{:016x}", number.to_bits())).collect();
        writeln!(out, "{}\n{}", bits.join(" "), now.changes_since(&shown))?;
        shown = now;
    }
    Ok(())
}
