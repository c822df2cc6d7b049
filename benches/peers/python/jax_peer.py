"""JAX: a whole run is one compiled `lax.scan` over the batches; gradients alone are compiled calls, each its own."""

import os

os.environ["JAX_PLATFORMS"] = "cpu"

import jax  # noqa: E402: reads the variable above
import jax.numpy as jnp
from peer import X, Y, first_layers, measure, plan

jax.config.update("jax_enable_x64", plan.scalar == "f64")

G = {"sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "relu": jax.nn.relu, "identity": lambda z: z}


def forward(layers, x):
    """The weighted inputs of the output."""
    a = x
    for weights, biases in layers[:-1]:
        a = G[plan.hidden](a @ weights.T + biases)
    weights, biases = layers[-1]
    return a @ weights.T + biases


def loss(layers, x, y):
    """J of a batch."""
    z = forward(layers, x)
    if plan.cost == "squared_error":
        costs = 0.5 * (G[plan.output](z) - y) ** 2
    elif plan.output == "softmax":
        costs = -y * jax.nn.log_softmax(z)
    else:
        costs = jax.nn.softplus(z) - y * z
    squares = sum((weights**2).sum() for weights, _ in layers) if plan.penalty else 0
    return (costs.sum() + plan.penalty / 2 * squares) / len(x)


@jax.jit
def outputs(layers, x):
    """The outputs of all rows of x."""
    return (jax.nn.softmax if plan.output == "softmax" else G[plan.output])(forward(layers, x))


cost_and_gradient = jax.jit(jax.value_and_grad(loss))


def step(layers, batch):
    """One step, and the cost before it."""
    cost, gradient = jax.value_and_grad(loss)(layers, *batch)
    return jax.tree.map(lambda theta, d: theta - plan.rate * d, layers, gradient), cost


@jax.jit
def descent(layers, x, y):
    """A whole run. The last batch of an epoch may be smaller, so it is a call of its own."""
    whole = plan.samples // plan.batch
    cut = whole * plan.batch
    full = tuple(array[:cut].reshape(whole, plan.batch, -1) for array in (x, y))

    def epoch(layers, _):
        layers, costs = jax.lax.scan(step, layers, full)
        if cut < plan.samples:
            layers, _ = step(layers, (x[cut:], y[cut:]))
        return layers, costs

    return jax.lax.scan(epoch, layers, length=plan.epochs)


def train(state, steps):
    """A whole run; the compiled code slices the batches itself."""
    if plan.task == "gradient":
        for _ in steps:
            cost, gradient = cost_and_gradient(state["layers"], x, y)
        state["layers"] = jax.tree.map(lambda theta, d: theta - plan.rate * d, state["layers"], gradient)
    else:
        state["layers"], _ = descent(state["layers"], x, y)
    jax.block_until_ready(state)


def serve(state, steps):
    """The outputs of all samples, for each of the steps."""
    for _ in steps:
        state["h"] = outputs(state["layers"], x)
    jax.block_until_ready(state)


def start():
    """The weights of a run."""
    return {"layers": jax.tree.map(jnp.asarray, first_layers)}


x, y = jnp.asarray(X), jnp.asarray(Y)
if plan.task == "outputs":
    measure(start, serve, lambda state: [[state["h"]]])
else:
    measure(start, train, lambda state: state["layers"])
