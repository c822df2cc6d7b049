"""NumPy: the textbook's matrix form, whole batches at a time, in buffers that are allocated once."""

import numpy as np
from peer import first_layers, measure, plan

ACT = {
    "sigmoid": lambda z: np.reciprocal(np.add(np.exp(np.negative(z, out=z), out=z), 1, out=z), out=z),
    "tanh": lambda z: np.tanh(z, out=z),
    "relu": lambda z: np.maximum(z, 0, out=z),
    "identity": lambda z: z,
}


def softmax(z):
    """Probabilities, in place."""
    z -= z.max(1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(1, keepdims=True)


def times_slope(delta, activation, a):
    """delta * g'(z), in place, from a = g(z)."""
    if activation == "sigmoid":
        delta *= a
        delta *= 1 - a
    elif activation == "tanh":
        delta *= 1 - a * a
    elif activation == "relu":
        delta *= a > 0


def cost(layers, a, y):
    """J of a batch, for workloads that compute it: sigmoid with cross-entropy, or squared error."""
    m = len(y)
    if plan.cost == "squared_error":
        return 0.5 * ((a - y) ** 2).sum() / m
    j = -(y * np.log(a) + (1 - y) * np.log(1 - a)).sum() / m
    return j + plan.penalty / (2 * m) * sum((weights**2).sum() for weights, _ in layers)


class Buffers:
    """The buffers for a batch of m samples."""

    def __init__(self, m):
        units = plan.sizes[1:]
        self.a = [np.empty((m, size), plan.dtype) for size in units]
        self.delta = [np.empty((m, size), plan.dtype) for size in units]


BLOCK = 500  # outputs of more rows at once are slower, because the activations leave the cache
sizes = {plan.batch, (plan.samples - 1) % plan.batch + 1} if plan.task != "outputs" else {BLOCK, plan.samples % BLOCK}
gradients = [np.empty_like(weights) for weights, _ in first_layers]
buffers = {m: Buffers(m) for m in sizes}


def forward(layers, inputs, at):
    """Computes the activations of all layers, in the buffers."""
    for l, (weights, biases) in enumerate(layers):
        z = np.matmul(inputs[l], weights.T, out=at.a[l])
        z += biases
        if l < len(layers) - 1:
            ACT[plan.hidden](z)
        elif plan.output == "softmax":
            softmax(z)
        else:
            ACT[plan.output](z)


def descend(layers, x, y, rate):
    """Computes the cost if the workload wants it, the gradient, and a step against it; with a rate of 0, no step."""
    at = buffers[len(x)]
    inputs = [x, *at.a[:-1]]
    forward(layers, inputs, at)
    if plan.task != "descent":
        cost(layers, at.a[-1], y)

    delta = np.subtract(at.a[-1], y, out=at.delta[-1])
    if plan.cost == "squared_error":
        times_slope(delta, plan.output, at.a[-1])
    scale = rate / len(x)
    for l in reversed(range(len(layers))):
        weights, biases = layers[l]
        gradient = np.matmul(delta.T, inputs[l], out=gradients[l])
        bias_gradient = delta.sum(0)
        if l:
            delta = np.matmul(delta, weights, out=at.delta[l - 1])
            times_slope(delta, plan.hidden, inputs[l])
        if rate:
            if plan.penalty:
                weights *= 1 - scale * plan.penalty
            gradient *= scale
            weights -= gradient
            biases -= scale * bias_gradient


def train(layers, steps):
    """A whole run, in place."""
    rate = 0.0 if plan.task == "gradient" else plan.rate
    for x, y in steps:
        descend(layers, x, y, rate)
    if plan.task == "gradient":
        descend(layers, x, y, plan.rate)


def serve(h, steps):
    """The outputs of all samples, written to `h`, for each of the steps."""
    for x, _ in steps:
        for rows in (slice(start, start + BLOCK) for start in range(0, len(x), BLOCK)):
            at = buffers[len(x[rows])]
            forward(first_layers, [x[rows], *at.a[:-1]], at)
            h[rows] = at.a[-1]


if plan.task == "outputs":
    measure(lambda: np.empty((plan.samples, plan.sizes[-1]), plan.dtype), serve, lambda h: [[h]])
else:
    measure(lambda: [(weights.copy(), biases.copy()) for weights, biases in first_layers], train, lambda layers: layers)
