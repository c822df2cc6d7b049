"""The loss that peers are compared by: J of their weights in f64, and the expected value.

The expected value comes from a plain descent in f64, which is written here independently of all peers.

    python -m harness.loss WORK DATA            the losses before and after that descent
    python -m harness.loss WORK DATA WEIGHTS    the loss of the weights that a peer has written, or of the outputs
"""

import json
import sys

import numpy as np

from .data import dtype, load, split
from .workloads import WORKLOADS

def softmax(z):
    """Probabilities of each row."""
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


G = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0),
    "identity": lambda z: z,
    "softmax": softmax,
}

# g', from a = g(z).
SLOPE = {
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a**2,
    "relu": lambda a: (a > 0) * 1.0,
    "identity": np.ones_like,
}


def forward(work, layers, x):
    """The activations of all layers, and z of the last layer."""
    activations = [x]
    for l, (weights, biases) in enumerate(layers, 1):
        z = activations[-1] @ weights.T + biases
        activations.append(G[work.output if l == len(layers) else work.hidden](z))
    return activations, z


def loss_of_outputs(work, h, y):
    """J over all samples, without a penalty, from the outputs."""
    return float((-y * np.log(h) if work.cost == "cross_entropy" else 0.5 * (h - y) ** 2).sum() / len(y))


def loss(work, layers, x, y):
    """J over all samples."""
    activations, z = forward(work, layers, x)
    if work.cost == "squared_error":
        costs = 0.5 * (activations[-1] - y) ** 2
    elif work.output == "softmax":
        costs = y * (np.logaddexp.reduce(z, axis=1, keepdims=True) - z)
    else:
        costs = np.logaddexp(0, z) - y * z
    squares = sum((weights**2).sum() for weights, _ in layers)
    return float((costs.sum() + work.penalty / 2 * squares) / len(x))


def step(work, layers, x, y):
    """One step against the gradient."""
    activations, _ = forward(work, layers, x)
    delta = activations[-1] - y
    if work.cost == "squared_error":
        delta *= SLOPE[work.output](activations[-1])
    stepped = []
    for (weights, biases), a in zip(reversed(layers), reversed(activations[:-1])):
        gradient = (delta.T @ a + work.penalty * weights) / len(x)
        stepped.insert(0, (weights - work.rate * gradient, biases - work.rate * delta.mean(0)))
        delta = delta @ weights * SLOPE[work.hidden](a)
    return stepped


def descent(work, layers, x, y):
    """The weights at the end of a workload."""
    if work.task == "gradient":
        return step(work, layers, x, y)
    if work.task == "outputs":
        return layers
    for _ in range(work.epochs):
        for at in range(0, work.samples, work.batch):
            layers = step(work, layers, x[at : at + work.batch], y[at : at + work.batch])
    return layers


def main(name, path, written=None):
    """Prints the loss, or the losses before and after."""
    work = WORKLOADS[name]
    layers, x, y = load(path, work.sizes, dtype(work))
    x, y = x.astype(float), y.astype(float)
    if written:
        numbers = np.fromfile(written, dtype(work)).astype(float)
        if work.task == "outputs":
            return print(loss_of_outputs(work, numbers.reshape(y.shape), y))
        layers, rest = split(numbers, work.sizes)
        assert rest.size == 0, "more weights than the network has"
        return print(loss(work, layers, x, y))
    layers = [(weights.astype(float), biases.astype(float)) for weights, biases in layers]
    print(json.dumps({"first": loss(work, layers, x, y), "last": loss(work, descent(work, layers, x, y), x, y)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
