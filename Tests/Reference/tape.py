#!/usr/bin/env python3
"""Reference values for the tape, computed by PyTorch in double precision.

Writes Tests/TrainingCoreTests/TapeReferenceValues.swift, which is committed; the tests need neither
Python nor PyTorch. To write it again (values may then change in their last digits):

    Benchmarks/.venv/bin/python Tests/Reference/tape.py > Tests/TrainingCoreTests/TapeReferenceValues.swift

The net: Linear(4, 6), BatchNorm1d (the batch's statistics in training, stored ones in evaluation),
GELU by the error function, Linear(6, 5), LayerNorm, dropout by a given mask with the share 3/4 kept,
Linear(5, 3), cross-entropy with the mean over five samples. Weights are stored as the tape has them,
one row for each input, which is the transpose of PyTorch's. Parameters and data are multiples of
2^-10, so they are exact in either precision.
"""

import torch
from torch.nn import functional as F

torch.manual_seed(56405)
torch.set_default_dtype(torch.float64)


def dyadic(*shape, low=-1.0, high=1.0):
    return torch.round((low + (high - low) * torch.rand(*shape)) * 1024) / 1024


def text(tensor):
    numbers = [repr(float(v)) for v in tensor.detach().flatten()]
    lines, line = [], ""
    for number in numbers:
        number = number.replace("nan", ".nan")
        if len(line) + len(number) + 2 > 94:
            lines.append(line.rstrip())
            line = ""
        line += number + ", "
    lines.append(line.rstrip())
    return "[\n    " + "\n    ".join(lines) + "\n  ]"


def constant(name, tensor, comment):
    print(f"  /// {comment}")
    print(f"  static let {name}: [Double] = {text(tensor)}\n")


x = dyadic(5, 4, low=-2, high=2)
labels = torch.tensor([2, 0, 1, 1, 2])
mask = (torch.rand(5, 5) < 0.75).double()
mean, variance = dyadic(6), dyadic(6, low=0.5, high=2)
shapes = [(4, 6), (6,), (6,), (6,), (6, 5), (5,), (5,), (5,), (5, 3), (3,)]
parameters = [dyadic(*shape).requires_grad_() for shape in shapes]
w1, b1, gamma1, beta1, w2, b2, gamma2, beta2, w3, b3 = parameters


def losses(training):
    hidden = F.linear(x, w1.T, b1)
    hidden = F.batch_norm(hidden, mean.clone(), variance.clone(), gamma1, beta1, training)
    hidden = F.linear(F.gelu(hidden), w2.T, b2)
    hidden = F.layer_norm(hidden, (5,), gamma2, beta2)
    logits = F.linear(hidden * mask / 0.75, w3.T, b3)
    return F.cross_entropy(logits, labels, reduction="none")


print("// Written by Tests/Reference/tape.py with PyTorch " + torch.__version__.split("+")[0] + ".\n")
print("/// A small net's values and gradients, and functions of one number, by PyTorch.")
print("enum TapeReference {")
constant("x", x, "5 x 4.")
constant("labels", labels, "5 x 1.")
constant("mask", mask, "5 x 5.")
constant("mean", mean, "The stored means of batch norm, 1 x 6.")
constant("variance", variance, "The stored variances of batch norm, 1 x 6.")
constant("parameters", torch.cat([p.flatten() for p in parameters]), "In the order of the tape.")
for name, training in (("training", True), ("evaluation", False)):
    loss = losses(training)
    gradient = torch.autograd.grad(loss.mean(), parameters)
    constant(name + "Losses", loss.detach(), f"The samples' losses in {name}.")
    constant(
        name + "Gradient", torch.cat([g.flatten() for g in gradient]),
        f"The gradient of the mean loss in {name}.")
loss = losses(False)
rows = [torch.cat([g.flatten() for g in torch.autograd.grad(v, parameters, retain_graph=True)])
        for v in loss]
constant("norms", torch.stack([r.norm() for r in rows]), "The samples' gradient norms in evaluation.")

points = torch.tensor([-8.0, -2.5, -1.0, -0.5, -0.0, 0.0, 0.125, 1.0, 1.5, 3.0, 20.5])
constant("points", points, "Where the functions are evaluated.")
functions = {
    "abs": torch.abs, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu,
    "gelu": F.gelu, "softplus": lambda v: F.softplus(v, threshold=1000), "sin": torch.sin,
    "cos": torch.cos, "exp": torch.exp, "square": torch.square,
    "huber": lambda v: F.huber_loss(v, torch.zeros_like(v), reduction="none"),
}
for name, function in functions.items():
    at = points.clone().requires_grad_()
    value = function(at)
    (slope,) = torch.autograd.grad(value.sum(), at)
    constant(name + "Values", value.detach(), f"PyTorch's {name}.")
    constant(name + "Slopes", slope, f"The derivatives of PyTorch's {name}.")
print("}")
