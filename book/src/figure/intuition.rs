//! Reads single numbers of the 2-2-2-1 network with sigmoid units.

use crate::snapshot::numbers;
use serde_json::Value;

/// The run `intuition`.
pub(super) struct Intuition<'a>(pub(super) &'a Value);

impl Intuition<'_> {
    /// Returns a value of unit `i` of a layer, from 1 on: `z`, `a` or `delta`.
    pub(super) fn unit(&self, quantity: &str, layer: usize, i: usize) -> Result<f64, String> {
        let pass = if quantity == "delta" { "deltas" } else { "forward" };
        let name = format!("{quantity}_{layer}");
        let units = numbers(&self.0["sigmoid"][pass][0][&name]);
        let value = units.and_then(|units| units.get(i - 1).copied());
        value.ok_or_else(|| format!("the run `intuition/sigmoid` has no unit {i} in `{name}`"))
    }

    /// Returns the weight from unit `j` of a layer to unit `i` of the next one.
    pub(super) fn theta(&self, layer: usize, i: usize, j: usize) -> Result<f64, String> {
        let name = format!("theta_{layer}");
        let weight = numbers(&self.0["theta"][&name][i - 1]).and_then(|row| row.get(j).copied());
        weight.ok_or_else(|| format!("the run `intuition` has no weight {i}, {j} in `{name}`"))
    }
}
