//! Writes a derivation as Markdown.

use super::values::Values;
use super::{Definition, Equation, Step};
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
    writeln!(
        f,
        "\nThe equations up to $\\Delta$ are those of each example $(x, y)$; $\\Delta$ is 0 before the first one. \
         $C^{{(i)}}$ is the $C$ of example $i$."
    )?;
    for step in steps {
        writeln!(f, "\n## {}\n", step.title)?;
        for Definition { activation, equation, computed } in &step.functions {
            write!(f, "Here ${} {}$ (`{activation}`)", equation.left, equation.right)?;
            match computed {
                Some(computed) => writeln!(f, ", computed as ${}$.\n", computed.right)?,
                None => writeln!(f, ".\n")?,
            }
        }
        aligned(f, &step.equations)?;
        if !step.computed.is_empty() {
            writeln!(f, "\nThis is computed as\n")?;
            aligned(f, &step.computed)?;
        }
        if let [first, others @ ..] = &step.vanishing[..] {
            let left_out = others.len().saturating_sub(MOST);
            write!(f, "\nThese terms are 0: ${first}$")?;
            others.iter().take(MOST).try_for_each(|term| write!(f, ", ${term}$"))?;
            match left_out {
                0 => writeln!(f, ".")?,
                _ => writeln!(f, " and {left_out} more.")?,
            }
        }
        if step.left_out > 0 {
            writeln!(f, "\nAnd so on: {} more between the first and the last.", step.left_out)?;
        }
    }
    Ok(())
}

/// The largest number of further terms that are named as 0.
const MOST: usize = 5;

/// Writes equations below each other.
fn aligned(f: &mut fmt::Formatter<'_>, equations: &[Equation]) -> fmt::Result {
    let rows: Vec<String> = equations.iter().map(row).collect();
    writeln!(f, "$$\n\\begin{{aligned}}\n{}\n\\end{{aligned}}\n$$", rows.join(" \\\\\n"))
}

/// Returns an equation with its numbers below it, as rows of `aligned`.
fn row(equation: &Equation) -> String {
    let left = equation.left.replacen('=', "&=", 1).replacen(":&=", "&:=", 1);
    let sides = Equation { left, numbers: Vec::new(), ..equation.clone() }.to_string();
    match equation.numbers.is_empty() {
        true => sides,
        false => format!("{sides} \\\\\n &{}", equation.numbers.join(" ")),
    }
}
