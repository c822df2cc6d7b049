//! Writes a derivation as Markdown.

use super::values::Values;
use super::{Equation, Step};
use crate::network::Network;
use core::fmt;

/// Writes the declaration of a network, the shapes of its weights and its equations.
pub(super) fn write<N: Network>(
    f: &mut fmt::Formatter<'_>,
    network: &N,
    steps: &[Step],
    values: Option<&Values>,
) -> fmt::Result {
    writeln!(f, "```rust,ignore\n{}\n```\n", N::DECLARATION)?;
    writeln!(f, "| weights | rows | columns, with the bias |\n|---|--:|--:|")?;
    for (layer, theta) in (1..).zip(network.thetas()) {
        writeln!(f, "| $\\Theta^{{({layer})}}$ | {} | {} |", theta.nrows(), theta.ncols())?;
    }
    if let Some(values) = values {
        let of = if values.examples == 1 { "the example" } else { "the first example" };
        writeln!(f, "\nBeneath each equation stand the numbers of {of}, and $m = {}$.", values.examples)?;
    }
    let examples = values.map_or(1, |values| values.examples);
    for step in steps {
        writeln!(f, "\n## {}\n", step.title)?;
        let rows: Vec<String> = step.equations.iter().map(row).collect();
        writeln!(f, "$$\n\\begin{{aligned}}\n{}\n\\end{{aligned}}\n$$", rows.join(" \\\\\n"))?;
        if step.left_out > 0 {
            writeln!(f, "\nAnd so on: {} more between the first and the last.", step.left_out)?;
        }
        if examples > 1 && step.quantity.starts_with(r"\Delta") {
            writeln!(f, "\nThe numbers are what all {examples} examples add up to.")?;
        }
        for definition in &step.functions {
            writeln!(f, "\nHere ${}$ (`{}`).", definition.latex, definition.activation)?;
        }
    }
    Ok(())
}

/// Returns an equation with its numbers below it, as rows of `aligned`.
fn row(equation: &Equation) -> String {
    let Equation { left, right, numbers, .. } = equation;
    let sides = match left.split_once([':', '=']) {
        Some((name, _)) if left.ends_with(":=") => format!("{name}&:= {right}"),
        Some((name, _)) => format!("{name}&= {right}"),
        None => format!("{left} {right}"),
    };
    match numbers.as_slice() {
        [] => sides,
        [result] => format!("{sides} \\\\\n &{result}"),
        [put_in, result, ..] => format!("{sides} \\\\\n &= {put_in} {result}"),
    }
}
