"""PyTorch: `nn.Sequential`, its own losses, and `torch.optim.SGD`; with COMPILE=1, through `torch.compile`."""

import os

import torch
import torch.nn.functional as F
from peer import X, Y, first_layers, measure, plan
from torch import nn

torch.set_num_threads(plan.threads)

LAYER = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU, "identity": nn.Identity}


def start():
    """The first weights. Cross-entropy takes z, so the output's activation is part of the loss there."""
    modules = []
    for weights, biases in first_layers:
        linear = nn.Linear(weights.shape[1], weights.shape[0], dtype=torch.from_numpy(weights).dtype)
        linear.weight.data.copy_(torch.from_numpy(weights))
        linear.bias.data.copy_(torch.from_numpy(biases))
        modules += [linear, LAYER[plan.hidden]()]
    modules[-1] = LAYER[plan.output]() if plan.cost == "squared_error" else nn.Identity()
    return nn.Sequential(*modules)


def loss(network, x, y):
    """J of a batch."""
    output = network(x)
    if plan.cost == "squared_error":
        return 0.5 * F.mse_loss(output, y, reduction="sum") / len(x)
    if plan.output == "softmax":
        return F.cross_entropy(output, y)
    costs = F.binary_cross_entropy_with_logits(output, y, reduction="sum")
    if plan.penalty:
        squares = sum((weights * weights).sum() for weights in network.parameters() if weights.dim() == 2)
        costs = costs + plan.penalty / 2 * squares
    return costs / len(x)


if os.environ.get("COMPILE"):
    loss = torch.compile(loss, dynamic=False)


def train(network, steps):
    """A whole run, in place."""
    optimizer = torch.optim.SGD(network.parameters(), lr=plan.rate)
    for x, y in steps:
        optimizer.zero_grad()
        loss(network, x, y).backward()
        if plan.task != "gradient":
            optimizer.step()
    if plan.task == "gradient":
        optimizer.step()


def layers(network):
    """The weights and biases of each layer."""
    return [(module.weight.detach(), module.bias.detach()) for module in network if isinstance(module, nn.Linear)]


x, y = torch.from_numpy(X), torch.from_numpy(Y)
measure(start, train, layers, x, y.argmax(1) if plan.output == "softmax" else y)
