"""ONNX Runtime: the outputs of a network that is described as an ONNX graph. It does not train."""

import numpy as np
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from peer import first_layers, measure, plan

NODES = {"sigmoid": "Sigmoid", "tanh": "Tanh", "relu": "Relu", "softmax": "Softmax", "identity": "Identity"}


def model():
    """The network: a Gemm and an activation for each layer."""
    nodes, tensors, a = [], [], "x"
    for l, (weights, biases) in enumerate(first_layers):
        tensors += [numpy_helper.from_array(weights, f"w{l}"), numpy_helper.from_array(biases, f"b{l}")]
        nodes.append(helper.make_node("Gemm", [a, f"w{l}", f"b{l}"], [f"z{l}"], transB=1))
        a = f"a{l}"
        nodes.append(helper.make_node(NODES[plan.output if l == len(first_layers) - 1 else plan.hidden], [f"z{l}"], [a]))
    number = TensorProto.FLOAT if plan.scalar == "f32" else TensorProto.DOUBLE
    x, h = (helper.make_tensor_value_info(name, number, ["m", size]) for name, size in (("x", plan.sizes[0]), (a, plan.sizes[-1])))
    graph = helper.make_graph(nodes, "network", [x], [h], tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


options = onnxruntime.SessionOptions()
options.intra_op_num_threads = plan.threads
session = onnxruntime.InferenceSession(model().SerializeToString(), options, providers=["CPUExecutionProvider"])
BLOCK = 500  # outputs of more rows at once are slower, because the activations leave the cache


def serve(h, steps):
    """The outputs of all samples, written to `h`, for each of the steps."""
    for x, _ in steps:
        for rows in (slice(start, start + BLOCK) for start in range(0, len(x), BLOCK)):
            h[rows] = session.run(None, {"x": x[rows]})[0]


measure(lambda: np.empty((plan.samples, plan.sizes[-1]), plan.dtype), serve, lambda h: [[h]])
