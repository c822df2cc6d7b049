"""Makes a workload's file: the first weights, then all x, then all y, as plain numbers of its type.

Everything is a formula of a counter, so the file is the same on every machine. A layer is its weights, row by row
(s_{l+1} x s_l), followed by its biases.
"""

import sys
from pathlib import Path

import numpy as np

from .workloads import WORKLOADS


class Uniform:
    """Numbers in [0, 1): SplitMix64 of a counter."""

    def __init__(self, seed):
        self.next = np.uint64(seed) << np.uint64(40)

    def __call__(self, *shape):
        count = np.uint64(np.prod(shape))
        counter = self.next + np.arange(count, dtype=np.uint64)
        self.next += count
        z = (counter + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
        return ((z >> np.uint64(11)) * 2.0**-53).reshape(shape)


def first_weights(work, uniform):
    """Weights in Glorot's range, for ReLU in He's. The smallest network learns nothing from these and gets [-2, 2)."""
    for columns, rows in zip(work.sizes, work.sizes[1:]):
        reach = np.sqrt(6 / columns) if work.hidden == "relu" else np.sqrt(6 / (rows + columns))
        reach = 2.0 if work.name == "w1" else reach
        yield reach * (2 * uniform(rows, columns) - 1)
        yield 0.2 * uniform(rows) - 0.1


def samples(work, uniform):
    """x and y of a task that can be learned, but not perfectly."""
    m, inputs, outputs = work.samples, work.sizes[0], work.sizes[-1]
    x = uniform(m, inputs)
    if work.name == "w1":  # exclusive or
        return x, ((x[:, :1] > 0.5) != (x[:, 1:] > 0.5)).astype(float)
    if work.output == "identity":  # a smooth function of x
        return x, np.sin(x @ (4 * uniform(inputs, outputs) - 2))
    # Ten sparse patterns, thinned and noisy; one label in ten says something else.
    patterns = uniform(10, inputs) * (uniform(10, inputs) < 0.25)
    classes = (10 * uniform(m)).astype(int)
    x = np.clip(patterns[classes] * (uniform(m, inputs) < 0.6) + x * (uniform(m, inputs) < 0.1), 0, 1)
    labels = np.where(uniform(m) < 0.1, (10 * uniform(m)).astype(int), classes)
    return x, np.eye(10)[labels]


def make(work, path):
    """Writes the file."""
    # The seed is told by the sizes, so both precisions of a network start from the same numbers.
    uniform = Uniform(sum(work.sizes))
    arrays = [*first_weights(work, uniform), *samples(work, uniform)]
    unfinished = path.with_suffix(".unfinished")
    np.concatenate([array.ravel() for array in arrays]).astype(dtype(work)).tofile(unfinished)
    unfinished.rename(path)


def dtype(work):
    """NumPy's name of the workload's number type."""
    return {"f32": "<f4", "f64": "<f8"}[work.scalar]


def split(numbers, sizes):
    """Splits a file's numbers into [(weights, biases), ...] and the rest."""
    layers, at = [], 0
    for columns, rows in zip(sizes, sizes[1:]):
        weights, biases = numbers[at : at + rows * columns], numbers[at + rows * columns : at + rows * (columns + 1)]
        layers.append((weights.reshape(rows, columns), biases))
        at += rows * (columns + 1)
    return layers, numbers[at:]


def load(path, sizes, dtype):
    """The first weights, x and y in a file."""
    layers, rest = split(np.fromfile(path, dtype), sizes)
    m = len(rest) // (sizes[0] + sizes[-1])
    x, y = np.split(rest, [m * sizes[0]])
    return layers, x.reshape(m, -1), y.reshape(m, -1)


if __name__ == "__main__":
    make(WORKLOADS[sys.argv[1]], Path(sys.argv[2]))
