//! The figures of the chapters.

use crate::figure::Kind;
use crate::stage::Stage;

pub(crate) mod canceling;
pub(crate) mod chain;
pub(crate) mod contours;
pub(crate) mod digit;
pub(crate) mod forward;
pub(crate) mod iris;
pub(crate) mod mistakes;
pub(crate) mod paths;
pub(crate) mod planes;
pub(crate) mod step_size;
pub(crate) mod sum;
pub(crate) mod threshold;
pub(crate) mod training;

/// All of them, in the order of the book.
pub(crate) const KINDS: &[Kind] = &[
    Kind { name: "chain", start: chain::start },
    Kind { name: "iris", start: iris::start },
    Kind { name: "planes", start: planes::start },
    Kind { name: "forward", start: forward::start },
    Kind { name: "canceling", start: canceling::start },
    Kind { name: "paths", start: paths::start },
    Kind { name: "sum", start: sum::start },
    Kind { name: "contours", start: contours::start },
    Kind { name: "mistakes", start: mistakes::start },
    Kind { name: "step_size", start: step_size::start },
    Kind { name: "training", start: training::start },
    Kind { name: "digit", start: digit::start },
    Kind { name: "threshold", start: threshold::start },
];

/// Returns the stage of a figure, filled with what it shows; `None` if there is no such figure.
pub(crate) fn stage(name: &str, given: &[f64], stage: &Stage<'_>) -> Option<String> {
    Some(match name {
        "chain" => chain::stage(stage),
        "iris" => iris::stage(stage, given),
        "planes" => planes::stage(stage),
        "forward" => forward::stage(stage),
        "canceling" => canceling::stage(stage),
        "paths" => paths::stage(stage),
        "sum" => sum::stage(stage),
        "contours" => contours::stage(stage),
        "mistakes" => mistakes::stage(stage),
        "step_size" => step_size::stage(stage),
        "training" => training::stage(stage),
        "digit" => digit::stage(stage, given),
        "threshold" => threshold::stage(stage, given),
        _ => return None,
    })
}
