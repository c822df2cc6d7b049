"""Summarizes the lines for each workload and peer: median and least time, ratio to the crate's, flop/s and loss.

Invariant: a ratio compares times of the same session, whose rounds run all peers in turn.
"""

import json
import statistics

from .measure import RESULTS, true_loss
from .peers import PEERS, is_before
from .workloads import WORKLOADS

# How far a loss may be from the true one, relatively. f32 drifts over thousands of steps.
TOLERANCE = {"f64": 1e-9, "f32": 1e-4}


def summary(threads, isa):
    """{workload: {peer: {...}}}, each workload from the latest session that measured it with so many threads and these
    instructions."""
    lines = [json.loads(line) for line in RESULTS.open()] if RESULTS.exists() else []
    lines = [line for line in lines if (line["threads"], line["isa"]) == (threads, isa)]
    latest = {line["work"]: line["session"] for line in sorted(lines, key=lambda line: line["session"])}
    lines = [line for line in lines if line["session"] == latest[line["work"]]]
    return {
        name: of_workload(work, [line for line in lines if line["work"] == name], threads)
        for name, work in WORKLOADS.items()
        if name in latest
    }


def of_workload(work, lines, threads):
    """Every peer of one workload; the crate of other revisions comes first."""
    entries = {}
    before = sorted({line["peer"] for line in lines if is_before(line["peer"])})
    for name in [*before, *(name for name in PEERS if not is_before(name))]:
        of_peer = [line for line in lines if line["peer"] == name]
        if of_peer:
            entries[name] = entry(work, of_peer, threads)
    ours = entries.get("backprop", {}).get("ms")
    for found in entries.values():
        if ours and "ms" in found:
            found["ratio"] = found["ms"] / ours
    return entries


def entry(work, lines, threads):
    """One peer's numbers, or the error if it failed in a round."""
    about = {key: lines[-1][key] for key in ("version", "machine", "session", "held")}
    if failed := [line["error"] for line in lines if "error" in line]:
        return {**about, "error": failed[-1]}
    clock = 1 if threads == 1 else 0
    seconds = [run[clock] for line in lines for run in line["runs"]]
    losses = [line["loss"] for line in lines]
    truth = true_loss(work)["last"]
    median = statistics.median(seconds)
    return {
        **about,
        "runs": len(seconds),
        "ms": 1e3 * median,
        "least_ms": 1e3 * min(seconds),
        "warm_ms": 1e3 * statistics.median(line["warm"][clock] for line in lines),
        "flops": work.flops / median,
        "loss": losses[-1],
        **({"mib": max(line["kib"] for line in lines) / 1024} if all("kib" in line for line in lines) else {}),
        "agrees": all(abs(loss / truth - 1) <= TOLERANCE[work.scalar] for loss in losses),
    }
