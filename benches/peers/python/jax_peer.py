"""JAX: a whole run is one compiled `lax.scan` over the batches; gradients alone are compiled calls, each its own."""

import os

os.environ["JAX_PLATFORMS"] = "cpu"

import jax  # noqa: E402: reads the variable above
import jax.numpy as jnp
from peer import X, Y, first_layers, measure, plan

jax.config.update("jax_enable_x64", plan.scalar == "f64")

G = {"sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "relu": jax.nn.relu, "identity": lambda z: z}


def loss(layers, x, y):
    """J of a batch."""
    a = x
    for weights, biases in layers[:-1]:
        a = G[plan.hidden](a @ weights.T + biases)
    weights, biases = layers[-1]
    z = a @ weights.T + biases
    if plan.cost == "squared_error":
        costs = 0.5 * (G[plan.output](z) - y) ** 2
    elif plan.output == "softmax":
        costs = -y * jax.nn.log_softmax(z)
    else:
        costs = jax.nn.softplus(z) - y * z
    squares = sum((weights**2).sum() for weights, _ in layers) if plan.penalty else 0
    return (costs.sum() + plan.penalty / 2 * squares) / len(x)


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


x, y = jnp.asarray(X), jnp.asarray(Y)
measure(lambda: {"layers": jax.tree.map(jnp.asarray, first_layers)}, train, lambda state: state["layers"])
