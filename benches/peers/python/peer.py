"""The parts that all Python peers share: command line, data, clock, and the file with the last weights.

    python X_peer.py name=w2 sizes=400,25,10 ... data=FILE out=FILE threads=1

A line `warm WALL CPU` gives the seconds of the first steps, a line `run WALL CPU` those of a whole run, and
`memory KIB` the maximum resident memory.
"""

import re
import sys
import time
from itertools import islice
from pathlib import Path
from types import SimpleNamespace

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))
from harness.data import load  # noqa: E402: found through the line above

plan = SimpleNamespace(**dict(argument.split("=", 1) for argument in sys.argv[1:]))
plan.sizes = [int(size) for size in plan.sizes.split(",")]
plan.samples, plan.batch, plan.epochs, plan.threads = map(int, (plan.samples, plan.batch, plan.epochs, plan.threads))
plan.rate, plan.penalty = float(plan.rate), float(plan.penalty)
plan.dtype = np.dtype({"f32": "f4", "f64": "f8"}[plan.scalar])

first_layers, X, Y = load(plan.data, plan.sizes, plan.dtype)


def batches(x, y):
    """The batches of a whole run, in their order."""
    for _ in range(plan.epochs):
        for at in range(0, plan.samples, plan.batch):
            yield x[at : at + plan.batch], y[at : at + plan.batch]


def first_batches(x, y):
    """A few batches of each size that a run has: enough to load and compile everything."""
    yield from islice(batches(x, y), 3)
    yield x[-((plan.samples - 1) % plan.batch + 1) :], y[-((plan.samples - 1) % plan.batch + 1) :]


def measure(start, train, layers, x=X, y=Y):
    """Times `train(start(), batches)`: up to five runs, or two seconds of them. `layers` lists the final weights and
    biases, which are written to the plan's file."""
    Path("/proc/self/clear_refs").write_text("5")  # resets the peak, so that reading the file does not count
    timed("warm", train, start(), first_batches(x, y))
    total = runs = 0
    while total < 2 and runs < 5:
        state = start()
        total += timed("run", train, state, batches(x, y))
        runs += 1
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    print("memory", peak[1], flush=True)
    arrays = [np.asarray(array, plan.dtype).ravel() for layer in layers(state) for array in layer]
    np.concatenate(arrays).tofile(plan.out)


def timed(word, train, state, steps):
    """Prints the time of a call, and returns its seconds on the wall."""
    wall, cpu = time.perf_counter(), time.process_time()
    train(state, steps)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(word, wall, cpu, flush=True)
    return wall
