"""The workloads: networks, data and descent. Every peer gets its workload from here.

A workload is mini-batch descent: `epochs` times through `samples` in their order, a step after each `batch`. The cost
is J = 1/m sum C + lambda/2m sum Theta^2, the penalty without the biases.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Workload:
    """A network, its data and the work."""

    name: str
    sizes: tuple[int, ...]
    hidden: str  # sigmoid, tanh, relu
    output: str  # sigmoid, softmax, identity
    cost: str  # cross_entropy, squared_error
    scalar: str  # f32, f64
    samples: int
    batch: int
    epochs: int
    rate: float
    penalty: float = 0.0
    # `descent` takes a step after each batch; `cost` does, and computes J before it; `gradient` computes J and its
    # gradient over and over from the same weights, and takes a single step at the very end, to have a result; `outputs`
    # computes the outputs of all samples.
    task: str = "descent"

    @property
    def group(self):
        """The name that workloads of several widths or number types share: w5, t1, t2; otherwise the name itself."""
        return self.name.split("_")[0]

    @property
    def steps(self):
        """The number of gradients that are computed."""
        return self.epochs * -(-self.samples // self.batch)

    @property
    def flops(self):
        """The operations of a run: matrix products only, two for each multiplication and its addition.

        A sample takes one product a layer going forward, one for the gradient of the weights, and one for the error
        of the layer before, which the input does not have.
        """
        products = [rows * columns for rows, columns in zip(self.sizes[1:], self.sizes)]
        if self.task == "outputs":
            return 2 * self.epochs * self.samples * sum(products)
        return 2 * self.epochs * self.samples * (3 * sum(products) - products[0])

    @property
    def title(self):
        """A short description."""
        sizes, cost = "-".join(map(str, self.sizes)), self.cost.replace("_", " ")
        penalty = " + L2" if self.penalty else ""
        functions = f"{sizes} {self.hidden}/{self.output}"
        if self.task == "outputs":
            return f"{functions}, outputs of {self.samples} samples, {self.scalar}"
        return f"{functions}, {cost}{penalty}, batches of {self.batch}, {self.scalar}"

    def arguments(self, data, out, threads):
        """The workload as the command line of a peer."""
        sizes = ",".join(map(str, self.sizes))
        words = {name: getattr(self, name) for name in self.__dataclass_fields__}
        words |= {"sizes": sizes, "data": data, "out": out, "threads": threads}
        return [f"{name}={value}" for name, value in words.items()]


def _regression(name, sizes, samples, epochs, rate, task, scalar):
    functions = ("tanh", "identity", "squared_error")
    return Workload(f"{name}_{scalar}", sizes, *functions, scalar, samples, samples, epochs, rate, task=task)


_W5_STEPS = {64: 1000, 128: 500, 256: 200, 512: 60, 1024: 20, 2048: 8}

_ALL = [
    Workload("w1", (2, 2, 2, 1), "sigmoid", "sigmoid", "cross_entropy", "f64", 1000, 1, 100, 0.1),
    Workload("w2", (400, 25, 10), "sigmoid", "sigmoid", "cross_entropy", "f64", 5000, 5000, 50, 0.5, 1.0, "cost"),
    Workload("w3", (784, 30, 10), "sigmoid", "sigmoid", "squared_error", "f32", 50000, 10, 1, 3.0),
    Workload("w4", (784, 512, 256, 10), "relu", "softmax", "cross_entropy", "f32", 10000, 128, 1, 0.1),
    *(
        Workload(f"w5_{n}", (n, n, n, 10), "relu", "softmax", "cross_entropy", "f32", 128, 128, steps, 0.1)
        for n, steps in _W5_STEPS.items()
    ),
    Workload("s3", (784, 30, 10), "sigmoid", "sigmoid", "squared_error", "f32", 10000, 10000, 10, 0.0, task="outputs"),
    Workload("s4", (784, 512, 256, 10), "relu", "softmax", "cross_entropy", "f32", 10000, 10000, 1, 0.0, task="outputs"),
    *(_regression("t1", (24, 8, 2), 200, 2000, 0.1, "gradient", scalar) for scalar in ("f64", "f32")),
    *(_regression("t2", (4, 32, 16, 4), 10000, 20, 0.05, "descent", scalar) for scalar in ("f64", "f32")),
]

WORKLOADS = {workload.name: workload for workload in _ALL}
TRAINING = frozenset(name for name, workload in WORKLOADS.items() if workload.task != "outputs")


def chosen(names):
    """The workloads of a comma-separated list; `w5` stands for all that begin so, and nothing for all there are."""
    if not names:
        return list(WORKLOADS.values())
    names = names.split(",")
    groups = {name: [work for work in WORKLOADS.values() if name in (work.name, work.group)] for name in names}
    if unknown := [name for name, group in groups.items() if not group]:
        raise SystemExit(f"no workload {', '.join(unknown)}; there are {', '.join(WORKLOADS)}")
    return [workload for group in groups.values() for workload in group]
